//! What withdrawing a batch would leave.

use huigu_book::Book;
use huigu_facts::Issue;
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::WithdrawBatch;
use super::sender::sent_one;
use super::withdrawal::{Withdrawal, left, withdrawal_of};
use crate::{BatchNumber, Error, Number, Operation, OperationKind, Rights, Run, YearEffect};

input! {
    /// See what withdrawing a batch would leave; nothing is kept of it, in the
    /// audit neither.
    #[derive(Copy)]
    pub struct PreviewWithdrawal {
        batch: Number = "批次号", "Number of the batch";
    }
}

/// What a withdrawal would leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WithdrawalPreview {
    /// What it would do, under the number its batch would get.
    #[serde(flatten)]
    pub withdrawal: Withdrawal,
    /// What it would change in the years approved already; `None` where the
    /// register has faults, now or then, so that nothing is computed from it.
    pub effect: Option<Vec<YearEffect>>,
    /// The rows that depend on it.
    #[serde(skip)]
    pub faults: Vec<Issue>,
}

impl Operation for PreviewWithdrawal {
    const RIGHTS: Rights = WithdrawBatch::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("撤回一个批次会有什么影响", "What withdrawing a batch would leave");
    const COMMAND: &'static str = "withdraw {batch} --check";
    type Output = WithdrawalPreview;

    fn run(self, run: &mut Run<'_, WithdrawalPreview>) -> Result<WithdrawalPreview, Error> {
        let number = BatchNumber(self.batch.get());
        sent_one(run, number)?;
        let (products, clock) = (run.products(), run.clock());
        let mut found = (Book::default(), Vec::new());
        let withdrawn = run.read(|store| {
            store.try_withdrawal(number, clock, |store| {
                found = left(store, &products)?;
                Ok(())
            })
        })?;
        let (book, faults) = found;
        let effect = if faults.is_empty() { run.desk().effect_of(&book, (run.caller(), run.scope()))? } else { None };
        Ok(WithdrawalPreview { withdrawal: withdrawal_of(withdrawn, number), effect, faults })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { batch: at.sent() }
    }
}
