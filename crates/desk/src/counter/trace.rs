//! A line followed to its events, and to the file, row and day that brought each.

use std::sync::Arc;

use huigu_engine::Item;
use huigu_facts::{Kind, Row};
use huigu_store::{About, BatchNumber, Instant, Store, Trace};

use super::{Counter, scoped};
use crate::{Answer, AsKnownAt, Caller, Error, UseCase};

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

impl RowOrigin {
    /// Of a row whose batches are not asked for yet.
    pub(crate) fn unnamed(trace: Trace) -> Self {
        Self { batch: trace.batch, file: String::new(), row: trace.row, instant: Instant(0) }
    }
}

/// Puts names of files and instants where rows come from: only the batches
/// that brought them are read.
pub(crate) fn name_origins(store: &mut Store, rows: Vec<(Trace, &mut RowOrigin)>) -> Result<(), Error> {
    let batches = store.batches_of(rows.iter().flat_map(|(trace, _)| [trace.origin, trace.batch]))?;
    for (trace, origin) in rows {
        if let Some(batch) = batches.get(&trace.origin) {
            origin.file.clone_from(&batch.file);
        }
        if let Some(batch) = batches.get(&trace.batch) {
            origin.instant = batch.instant;
        }
    }
    Ok(())
}

fn about(item: &Item) -> About<'_> {
    match item {
        Item::Loan { lender, loan_id } => About::Loan { lender, loan_id },
        Item::Guarantee { guarantor, guarantee_id } => About::Guarantee { guarantor, guarantee_id },
        Item::Deal { issuer, deal_id } => About::Deal { issuer, deal_id },
    }
}

fn borrower<'a>(row: &Row<'a>) -> Option<&'a str> {
    row.item().and_then(|_| row.party())
}

impl Counter {
    /// The rows of the register behind a loan, guarantee or deal.
    ///
    /// # Errors
    /// [`Error::Refused`]; [`Error::NotThere`] where there is none or it is
    /// not the caller's; or whatever the register answers.
    pub fn trace(&self, caller: &Caller, item: &Item, at: Option<AsKnownAt>) -> Result<Answer<TraceAnswer>, Error> {
        let permit = caller.permit(UseCase::Trace)?;
        let view = self.view(caller, at)?;
        let (mut owner, mut rows) = (None, Vec::new());
        self.pool.with(|store| {
            store.facts_about(about(item), Some(view.batch), |trace, row| {
                owner = owner.take().or_else(|| borrower(row).map(str::to_owned));
                rows.push((
                    trace,
                    TracedRow { kind: row.kind(), fields: row.fields(), origin: RowOrigin::unnamed(trace) },
                ));
            })?;
            name_origins(store, rows.iter_mut().map(|(trace, row)| (*trace, &mut row.origin)).collect())
        })?;
        let rows = rows.into_iter().map(|(_, row)| row).collect();
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
