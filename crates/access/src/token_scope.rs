//! What a token opens: a part of what its user may.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a token can be made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum TokenScope {
    /// Read figures: plan, targets, settlements, explanations, what-ifs.
    Figures,
    /// Send books, see and withdraw what was sent.
    Books,
    /// Read parties.
    Parties,
}

impl TokenScope {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Figures, Self::Books, Self::Parties];

    /// Its word, as it is kept and typed.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Books => "books",
            Self::Parties => "parties",
        }
    }

    /// That of a word.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// Its name in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Figures => "读取指标与测算",
            Self::Books => "报送台账",
            Self::Parties => "读取主体信息",
        }
    }

    /// Its name in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Figures => "read targets and settlements",
            Self::Books => "send books",
            Self::Parties => "read parties",
        }
    }
}
