//! Findings from plan and book: why, why not, what if.
//!
//! Pure, parallel and exact: the same book and rules give the same findings
//! on any machine, at any thread count. No I/O, no clock, no randomness.

mod claims;
mod eligibility;
mod explain;
mod findings;
mod judge;
mod loans;
mod reason;
mod scan;
mod settle;
mod simulate;
mod tallies;
mod tally;
mod targets;
mod verdicts;
mod why;

pub use eligibility::products_for;
pub use explain::{AskError, Explainer, explain};
pub use findings::{
    Adjustment, AdjustmentKind, BeneficiaryChange, Breakdown, ClaimFinding, ClaimVerdict, ClaimedLine, CountedTwice,
    Dimension, Entitlement, Explanation, Group, Item, Line, MeasureChange, MeasureFinding, NearMiss, ProductFinding,
    Settlement, Simulation, Status, TargetFinding, TargetGroups, TargetsAnswer, Unjudged, one_of_each_item,
};
pub use reason::{Reason, ReasonCode};
pub use settle::settle;
pub use simulate::{WhatIf, simulate};
pub use targets::{Needed, NeededOf, annual, needed, path, targets, targets_by};
