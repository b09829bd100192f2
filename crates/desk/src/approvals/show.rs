//! One approved settlement with its result.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ApprovalView, ListApprovals};
use crate::{
    Error, FrozenSettlement, Http, Number, Operation, OperationKind, OperationSummary, Rights, Run, StoreError,
};

/// See one approved settlement, with its result as it was frozen.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowApproval {
    /// Its number.
    #[schemars(title = "Number of the approved settlement", extend("x-zh" = "核定号"))]
    pub settlement: Number,
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
    const SUMMARY: OperationSummary = OperationSummary {
        zh: "一个核定的测算，当时的结果",
        en: "One approved settlement, with its result as it was",
    };
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
