//! Batches: listed, shown with what they corrected, withdrawn, and what
//! institutions are behind.

mod institutions;
mod list;
mod preview_withdrawal;
mod sender;
mod show;
mod view;
mod withdraw;
mod withdrawal;

pub use institutions::{Institution, Institutions, ListInstitutions};
pub use list::{BatchPage, ListBatches};
pub use preview_withdrawal::{PreviewWithdrawal, WithdrawalPreview};
use sender::sent_one;
pub use show::{CorrectionPage, CorrectionView, ListCorrections, ShowBatch};
pub use view::{BatchView, RowColumns, SentBatch};
pub use withdraw::{WithdrawBatch, WithdrawWithFaults, WithdrawnWithFaults};
pub use withdrawal::Withdrawal;
