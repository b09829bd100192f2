//! Taking a batch back: all rows are checked together inside the act's own
//! transaction, so that nothing can come in between.

use std::collections::HashSet;

use huigu_book::{Book, Builder};
use huigu_facts::{Code, Issue, Origin};
use huigu_ingest::{is_fault, origin_of};
use huigu_store::{Error as StoreError, Store, Withdrawn};
use schemars::JsonSchema;
use serde::Serialize;

use super::sender::sent_one;
use crate::{BatchNumber, Error, Run};

/// What a withdrawal did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Withdrawal {
    /// Its own batch.
    pub batch: u32,
    /// The batch withdrawn.
    pub withdraws: u32,
    /// Versions closed.
    pub closed: u64,
    /// Versions whose older content came back.
    pub restored: u64,
}

/// What makes a fault the same before and after.
type Same = (Origin, &'static str, Code);

fn same(issue: &Issue) -> Same {
    (issue.origin, issue.column, issue.code)
}

/// The book after a batch, and its faults.
fn known(store: &mut Store, after: Option<BatchNumber>, products: &[&str]) -> Result<(Book, Vec<Issue>), StoreError> {
    let mut builder = Builder::new();
    store.facts(after, |trace, row| builder.add(origin_of(trace), row))?;
    let (book, issues) = builder.finish(products);
    let faults = issues.list().iter().filter(|issue| is_fault(issue)).cloned().collect();
    Ok((book, faults))
}

/// What a register whose last batch is a withdrawal has come to by it: the
/// book, and the faults that were not there before.
pub(super) fn left(store: &mut Store, products: &[&str]) -> Result<(Book, Vec<Issue>), StoreError> {
    let (book, mut faults) = known(store, None, products)?;
    if !faults.is_empty() {
        let before = BatchNumber(store.last_batch()?.0.saturating_sub(1));
        let (_, before) = known(store, Some(before), products)?;
        let before: HashSet<Same> = before.iter().map(same).collect();
        faults.retain(|fault| !before.contains(&same(fault)));
    }
    Ok((book, faults))
}

/// A withdrawal of a batch as it is answered.
pub(super) fn withdrawal_of(done: Withdrawn, number: BatchNumber) -> Withdrawal {
    Withdrawal { batch: done.batch.0, withdraws: number.0, closed: done.closed, restored: done.restored }
}

/// Withdraws a batch if `answer` does not refuse for the faults that it makes.
pub(super) fn withdraw<T>(
    run: &mut Run<'_, T>,
    number: BatchNumber,
    detail: &str,
    answer: impl FnOnce(Withdrawal, Vec<Issue>) -> Result<T, Error>,
) -> Result<T, Error> {
    sent_one(run, number)?;
    let (sender, products) = (run.organisation()?, run.products());
    let done = run.act(&format!("batch {number}"), detail, |run, opening| {
        let clock = run.clock();
        run.commit(opening, |store| {
            let mut faults = Vec::new();
            let withdrawn = store.withdraw_if((opening, &sender), number, clock, |store| {
                faults = left(store, &products)?.1;
                Ok::<_, StoreError>(())
            })?;
            // A refusal takes all of it back.
            answer(withdrawal_of(withdrawn, number), faults)
        })
    })?;
    run.bring_columns_up_to_date(&products);
    Ok(done)
}
