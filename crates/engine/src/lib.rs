//! Findings from plan and book: why, why not, what if.
//!
//! Pure, parallel and exact: the same book and rules give the same findings
//! on any machine, at any thread count. No I/O, no clock, no randomness.

mod claims;
mod explain;
mod findings;
mod judge;
mod reason;
mod settle;
mod simulate;
mod tally;
mod targets;
mod verdicts;
mod why;

pub use explain::{AskError, explain};
pub use findings::{
    Adjustment, AdjustmentKind, BeneficiaryChange, Breakdown, ClaimFinding, ClaimVerdict, ClaimedLine, CountedTwice,
    Dimension, Entitlement, Explanation, Group, Item, Line, MeasureChange, MeasureFinding, NearMiss, Reason,
    Settlement, Simulation, Status, TargetFinding, TargetGroups, TargetsAnswer,
};
pub use reason::ReasonCode;
pub use settle::settle;
pub use simulate::simulate;
pub use targets::{targets, targets_by};
