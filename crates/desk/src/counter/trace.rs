//! A line followed to its events, and to the file, row and day that brought each.

use std::collections::HashMap;
use std::sync::Arc;

use huigu_engine::Item;
use huigu_facts::{Kind, Row};
use huigu_store::{About, Batch, BatchNumber, Instant, Trace};

use super::findings::Answer;
use super::{Counter, scoped};
use crate::register::AsKnownAt;
use crate::{Caller, Error, UseCase, fields};

/// Where a row of the register comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowOrigin {
    /// The batch that brought it.
    pub batch: BatchNumber,
    /// Name of the file that first brought its content.
    pub file: String,
    /// Row of that file.
    pub row: u32,
    /// When the batch was kept.
    pub instant: Instant,
}

/// A row of the register with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedRow {
    /// Kind of book.
    pub kind: Kind,
    /// Columns with their values, in the form of the books.
    pub fields: Vec<(&'static str, String)>,
    /// Where it comes from.
    pub origin: RowOrigin,
}

/// A loan, guarantee or deal as the register holds it: itself first, then what
/// happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceAnswer {
    /// Which.
    pub item: Item,
    /// Borrower or issuer.
    pub borrower: String,
    /// Its rows.
    pub rows: Vec<TracedRow>,
}

/// Batches by number, for telling where rows come from.
pub(crate) struct Origins(HashMap<BatchNumber, Batch>);

impl Origins {
    pub fn of(batches: Vec<Batch>) -> Self {
        Self(batches.into_iter().map(|batch| (batch.number, batch)).collect())
    }

    pub fn of_trace(&self, trace: Trace) -> RowOrigin {
        let file = self.0.get(&trace.origin).map(|batch| batch.file.clone()).unwrap_or_default();
        let instant = self.0.get(&trace.batch).map_or(Instant(0), |batch| batch.instant);
        RowOrigin { batch: trace.batch, file, row: trace.row, instant }
    }
}

fn about(item: &Item) -> About<'_> {
    match item {
        Item::Loan { lender, loan_id } => About::Loan { lender, loan_id },
        Item::Guarantee { guarantor, guarantee_id } => About::Guarantee { guarantor, guarantee_id },
        Item::Deal { issuer, deal_id } => About::Deal { issuer, deal_id },
    }
}

fn borrower<'a>(row: &Row<'a>) -> Option<&'a str> {
    match row {
        Row::Loan(row) => Some(row.borrower),
        Row::Guarantee(row) => Some(row.borrower),
        Row::Financing(row) => Some(row.issuer),
        _ => None,
    }
}

impl Counter {
    /// The rows of the register behind a loan, guarantee or deal.
    ///
    /// # Errors
    /// [`Error::Refused`]; [`Error::NotThere`] where there is none or it is
    /// not the caller's; or whatever the register answers.
    pub fn trace(&self, caller: &Caller, item: &Item, at: Option<AsKnownAt>) -> Result<Answer<TraceAnswer>, Error> {
        let permit = caller.permit(UseCase::Trace)?;
        let view = self.view(at)?;
        let (mut owner, mut rows) = (None, Vec::new());
        self.pool.with(|store| {
            let origins = Origins::of(store.batches()?);
            store.facts_about(about(item), Some(view.batch), |trace, row| {
                owner = owner.take().or_else(|| borrower(row).map(str::to_owned));
                let fields = fields(row).into_iter().map(|(name, value)| (name, value.to_string())).collect();
                rows.push(TracedRow { kind: row.kind(), fields, origin: origins.of_trace(trace) });
            })?;
            Ok(())
        })?;
        let owner = owner.filter(|owner| scoped::is_own(item, owner, &permit));
        let borrower = owner.ok_or_else(|| Error::NotThere { what: what(item) })?;
        let found = TraceAnswer { item: item.clone(), borrower, rows };
        Ok(Answer { batch: view.batch, found, names: Arc::clone(&view.names) })
    }
}

fn what(item: &Item) -> String {
    match item {
        Item::Loan { lender, loan_id } => format!("{lender}/{loan_id}"),
        Item::Guarantee { guarantor, guarantee_id } => format!("{guarantor}/{guarantee_id}"),
        Item::Deal { issuer, deal_id } => format!("{issuer}/{deal_id}"),
    }
}
