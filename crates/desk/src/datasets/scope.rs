//! Which data set is meant, and which of its rows are whose to see: a unit sees what it supplies, a
//! party what is about it.

use huigu_facts::{Dataset, DatasetRow, Row};
use huigu_plan::Plan;
use huigu_store::RecordQuery;

use crate::{Error, Scope};

/// What of a data set somebody may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordScope<'s> {
    /// Every row.
    All,
    /// Those a unit supplies.
    From(&'s str),
    /// Those about a party.
    About(&'s str),
    /// None.
    Nothing,
}

impl<'s> RecordScope<'s> {
    pub fn of(scope: &'s Scope, dataset: Dataset) -> Self {
        match scope {
            Scope::District => Self::All,
            Scope::Party(own) if !own.is_empty() => Self::About(own),
            Scope::Lender(own) | Scope::Guarantor(own) | Scope::Unit(own) if dataset.is_from(own) => Self::From(own),
            _ => Self::Nothing,
        }
    }

    /// As much of a question as may be answered; `None`: nothing.
    pub fn narrow(self, asked: RecordQuery<'s>) -> Option<RecordQuery<'s>> {
        match self {
            Self::All => Some(asked),
            Self::From(own) => Some(RecordQuery { source: Some(own), ..asked }),
            Self::About(own) if asked.party.is_none_or(|party| party == own) => {
                Some(RecordQuery { party: Some(own), ..asked })
            }
            Self::About(_) | Self::Nothing => None,
        }
    }

    /// Whether a row may be seen.
    pub fn sees(self, row: &DatasetRow<'_>) -> bool {
        match self {
            Self::All => true,
            Self::From(own) => row.source() == own,
            Self::About(own) => Row::Dataset(*row).party() == Some(own),
            Self::Nothing => false,
        }
    }
}

/// The data set of an id.
pub(super) fn found(plan: &Plan, id: &str) -> Result<Dataset, Error> {
    let found = plan.kinds().datasets().find(|dataset| dataset.id() == id);
    found.ok_or_else(|| Error::NotThere { what: id.to_owned() })
}
