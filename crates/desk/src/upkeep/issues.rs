//! What is wrong with the rows of the book as it was known at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use huigu_facts::{Code, Issue};
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::CheckRegister;
use crate::{Answer, AsKnownAt, Error, IngestError, Operation, OperationKind, Rights, Run};

input! {
    /// See the faults and findings of the rows as known at a time.
    pub struct ListIssues {
        as_known_at: Option<AsKnownAt>;
    }
}

/// Faults and findings of rows together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowIssues {
    /// How many there are of each code.
    #[schemars(with = "BTreeMap<String, u64>")]
    pub counts: BTreeMap<Code, u64>,
    /// Every fault, and the first thousand of each finding.
    #[serde(skip)]
    pub list: Vec<Issue>,
}

impl RowIssues {
    fn of(issues: &huigu_book::Issues) -> Self {
        Self { counts: issues.counts().clone(), list: issues.list().to_vec() }
    }

    /// How many faults there are: where there is one, nothing is computed.
    #[must_use]
    pub fn faults(&self) -> u64 {
        self.list.iter().filter(|issue| huigu_ingest::is_fault(issue)).count() as u64
    }
}

impl Operation for ListIssues {
    const RIGHTS: Rights = CheckRegister::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("台账的差错与提示", "Faults and findings of the rows");
    type Output = Answer<RowIssues>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        match run.view(self.as_known_at) {
            Ok(view) => Ok(run.answer(&view, RowIssues::of(&view.issues))),
            Err(Error::Ingest(IngestError::Faulty { .. })) => {
                // A book with faults is not kept: it is read again to list them.
                let (at, products) = (run.known_at(self.as_known_at)?, run.products());
                let known = run.register(|register| register.load_as_of(Some(at), &products))?;
                let found = RowIssues::of(&known.issues);
                Ok(run.answer_of(known.batch, &Arc::new(known.book), found))
            }
            Err(error) => Err(error),
        }
    }
}
