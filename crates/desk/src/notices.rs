//! Notices: published, withdrawn, read by everybody; and the approved
//! settlement that a public notice puts before everybody.

mod error;
mod list;
mod publication;
mod publish;
mod show;
mod view;
mod withdraw;

pub use error::NoticeError;
pub use list::{ListNotices, Notices};
pub use publication::{Publication, Share, Shares};
pub use publish::PublishNotice;
pub use show::{NoticeWithAmounts, ShowNotice};
pub use view::{NoticeView, NoticeWithdrawnView};
pub use withdraw::WithdrawNotice;
