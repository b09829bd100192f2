//! Approved settlements: a year's settlement frozen with what it was made of,
//! listed, computed again at any later time, and set against what is known since.

mod approve;
mod difference;
mod effect;
mod list;
mod show;
mod verify;
mod view;

pub use approve::{ApproveYear, Approved, plan_hash, result_bytes};
pub use difference::differences;
pub use effect::{Cause, Difference, YearEffect};
pub use list::{Approvals, InForce, ListApprovals};
pub use show::{ApprovedResult, ShowApproval};
pub use verify::{Verification, VerifySettlement};
pub use view::ApprovalView;
