//! Enrolling a second factor of one's own: the offer, and its confirmation.

mod begin;
mod confirm;

pub use begin::{BeginSecondFactor, Enrolment};
pub use confirm::{ConfirmSecondFactor, RecoveryCodes};
