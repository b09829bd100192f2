//! Withdrawing a batch on which no other row depends.

use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::withdrawal::withdraw;
use crate::Role::{Bank, Centre, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::{BatchNumber, Error, Http, Number, Operation, OperationKind, Rights, Roles, Run, TokenAccess, TokenScope};

input! {
    /// Withdraw a batch; refused where rows of others depend on it.
    #[derive(Copy)]
    pub struct WithdrawBatch {
        batch: Number = "批次号", "Number of the batch";
    }
}

/// What a withdrawal did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Withdrawal {
    /// Its own batch.
    pub batch: u32,
    /// The batch withdrawn.
    pub withdraws: u32,
    /// Versions closed.
    pub closed: u64,
    /// Versions whose older content came back.
    pub restored: u64,
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
    const COMMAND: &'static str = "withdraw";
    const PROBLEMS: &'static [&'static str] = &["already-withdrawn", "stood-on", "moved-on"];
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
