//! One approved settlement with its result.

use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::{ApprovalView, ListApprovals};
use crate::{Error, FrozenSettlement, Http, Number, Operation, OperationKind, Rights, Run, StoreError};

input! {
    /// See one approved settlement, with its result as it was frozen.
    #[derive(Copy)]
    pub struct ShowApproval {
        settlement: Number = "核定号", "Number of the approved settlement";
    }
}

/// An approved settlement with its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ApprovedResult {
    /// The approval.
    #[serde(flatten)]
    pub approval: ApprovalView,
    /// The result, cut to what the caller may see.
    pub result: FrozenSettlement,
}

impl Operation for ShowApproval {
    const RIGHTS: Rights = ListApprovals::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase =
        Phrase::new("一个核定的测算，当时的结果", "One approved settlement, with its result as it was");
    const HTTP: Http = Http::get("/approvals/{settlement}").by_content();
    type Output = ApprovedResult;

    fn run(self, run: &mut Run<'_, ApprovedResult>) -> Result<ApprovedResult, Error> {
        let found = run.read(|store| store.approved_one(self.settlement.get()));
        let found = found.map_err(|error| match error {
            Error::Store(StoreError::NoSuchSettlement { number }) => Error::NotThere { what: number.to_string() },
            error => error,
        })?;
        let (approval, result) = ApprovalView::of(found, run.scope())?;
        Ok(ApprovedResult { approval, result })
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        Self { settlement: Number::new(1).unwrap_or_else(|| unreachable!("a number")) }
    }
}
