//! Withdrawing a batch, if no other row depends on it or whatever does.

use huigu_facts::Issue;
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::withdrawal::{Withdrawal, withdraw};
use crate::Role::{Bank, Centre, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::{
    BatchNumber, Error, Http, Number, Operation, OperationKind, ProblemKind, Rights, Roles, Run, TokenAccess,
    TokenScope,
};

input! {
    /// Withdraw a batch; refused where rows of others depend on it.
    #[derive(Copy)]
    pub struct WithdrawBatch {
        batch: Number = "批次号", "Number of the batch";
    }
}

impl Operation for WithdrawBatch {
    const RIGHTS: Rights = Rights {
        code: "withdraw",
        roles: Roles::NOBODY.district(&[Centre, Operator]).own(&[Finance, PeoplesBank, Unit, Bank, Guarantor]),
        token: TokenAccess::Of(TokenScope::Books),
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("撤回一个批次", "Withdraw a batch");
    const HTTP: Http = Http::post("/batches/{batch}/withdrawal");
    const COMMAND: &'static str = "withdraw {batch}";
    const PROBLEMS: &'static [ProblemKind] =
        &[ProblemKind::AlreadyWithdrawn, ProblemKind::HasDependents, ProblemKind::Conflict];
    type Output = Withdrawal;

    fn run(self, run: &mut Run<'_, Withdrawal>) -> Result<Withdrawal, Error> {
        let number = BatchNumber(self.batch.get());
        withdraw(run, number, "", |withdrawal, faults| {
            if faults.is_empty() { Ok(withdrawal) } else { Err(Error::HasDependents { number, faults }) }
        })
    }

    fn location(made: &Withdrawal) -> String {
        format!("/batches/{}", made.batch)
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { batch: at.sent() }
    }
}

input! {
    /// Withdraw a batch, whatever depends on it: until the faults are corrected
    /// nothing is computed from what is known now.
    #[derive(Copy)]
    pub struct WithdrawWithFaults {
        batch: Number = "批次号", "Number of the batch";
    }
}

/// What such a withdrawal did, and the rows that depend on what it took away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WithdrawnWithFaults {
    /// What it did.
    #[serde(flatten)]
    pub withdrawal: Withdrawal,
    /// The rows that depend on it.
    #[serde(skip)]
    pub faults: Vec<Issue>,
}

impl Operation for WithdrawWithFaults {
    const RIGHTS: Rights = WithdrawBatch::RIGHTS;
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase =
        Phrase::new("撤回一个批次，即使有其他行以其为依据", "Withdraw a batch even if other rows depend on it");
    const COMMAND: &'static str = "withdraw {batch} --even-with-faults";
    type Output = WithdrawnWithFaults;

    fn run(self, run: &mut Run<'_, WithdrawnWithFaults>) -> Result<WithdrawnWithFaults, Error> {
        withdraw(run, BatchNumber(self.batch.get()), "even with faults", |withdrawal, faults| {
            Ok(WithdrawnWithFaults { withdrawal, faults })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { batch: at.sent() }
    }
}
