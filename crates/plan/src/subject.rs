//! What the conditions of a plan are asked of.

use crate::rules::Text;
use crate::words::Counts;

/// What conditions are asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Loans = 1,
    Guarantees = 2,
    Deals = 4,
    Demands = 8,
}

impl Subject {
    /// What a measure that counts these asks its conditions of.
    pub fn of(counts: Counts) -> Self {
        match counts {
            Counts::Loans => Self::Loans,
            Counts::Guarantees => Self::Guarantees,
            Counts::Deals => Self::Deals,
        }
    }

    pub fn name(self) -> Text {
        match self {
            Self::Loans => Text::of("贷款", "loans"),
            Self::Guarantees => Text::of("担保", "guarantees"),
            Self::Deals => Text::of("融资业务", "deals"),
            Self::Demands => Text::of("融资需求", "demands"),
        }
    }
}
