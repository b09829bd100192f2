//! Why a notice is not published.

use huigu_quantity::Day;

/// Why a notice was not published, where each member by itself fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeError {
    /// The period ends before it begins.
    Until {
        /// The day it would be published.
        published: Day,
    },
    /// An announcement has no period and shows no settlement.
    NotPublic,
}

impl std::error::Error for NoticeError {}

huigu_quantity::texts_of! {
    NoticeError in lang;
    Until { published } = "公示截止日不能早于发布日 {published}。请改填以后的日期。", "The period cannot end before the day of publication, {published}. Choose a later day.";
    NotPublic = "通知没有公示期，也不附核定结果。请改为公示，或去掉这两项。", "An announcement has no period and shows no settlement. Make it a public notice, or leave both out.";
}
