//! How something stands, in a word; pages set a mark of its own beside it.

use huigu_quantity::{Lang, Phrase};

use crate::texts::state;

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A goal is reached.
    Met,
    /// A goal is not reached.
    NotMet,
    /// There is a value, and no judgement yet.
    NotJudged,
    /// Nothing was reported.
    NoData,
    /// A figure waits for a notice.
    Unset,
    /// A figure watched without a goal.
    Watched,
    /// A measure that pays.
    Active,
    /// Something is well.
    Well,
    /// Something is wrong.
    Wrong,
    /// Behind the others.
    Behind,
    /// Nothing came.
    Missing,
    /// Something is withdrawn or ended.
    Ended,
}

impl State {
    /// Its word in both languages.
    #[must_use]
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Met => state::MET,
            Self::NotMet => state::NOT_MET,
            Self::NotJudged => state::NOT_JUDGED,
            Self::NoData => state::NO_DATA,
            Self::Unset => state::UNSET,
            Self::Watched => state::WATCHED,
            Self::Active => state::ACTIVE,
            Self::Well => state::WELL,
            Self::Wrong => state::WRONG,
            Self::Behind => state::BEHIND,
            Self::Missing => state::MISSING,
            Self::Ended => state::ENDED,
        }
    }

    /// Its word in a language.
    #[must_use]
    pub const fn word(self, lang: Lang) -> &'static str {
        lang.t(self.phrase())
    }
}
