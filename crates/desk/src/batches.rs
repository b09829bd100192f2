//! Batches: withdrawn, and what a withdrawal would leave.

mod preview_withdrawal;
mod sender;
mod withdraw;
mod withdrawal;

pub use preview_withdrawal::{PreviewWithdrawal, WithdrawalPreview};
pub use sender::SentBatch;
pub(crate) use sender::{home, sent, sent_one};
pub use withdraw::{WithdrawBatch, Withdrawal};
pub use withdrawal::{WithdrawWithFaults, WithdrawnWithFaults};
