//! Commits that are cut off, for tests: before the database has heard of them,
//! or after it has done them and before it can say so.

use std::cell::Cell;

use crate::Error;

/// Where a commit is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Before it: nothing of the transaction is kept.
    Before,
    /// After it: all of the transaction is kept, and nobody is told.
    After,
}

thread_local! {
    /// How many commits this thread has made, and which one is to be cut.
    static COMMITS: Cell<u64> = const { Cell::new(0) };
    static ARMED: Cell<Option<(u64, Cut)>> = const { Cell::new(None) };
}

/// Counts this thread's commits anew and cuts off the one of this number, from
/// 1; with `None` only counts them.
pub fn arm(cut: Option<(u64, Cut)>) {
    COMMITS.set(0);
    ARMED.set(cut);
}

/// How many commits this thread has made since.
#[must_use]
pub fn commits() -> u64 {
    COMMITS.get()
}

/// Commits, unless a test cuts it off.
pub(crate) fn with_commit_faults(place: &str, commit: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    COMMITS.set(COMMITS.get() + 1);
    let cut = ARMED.get().filter(|(number, _)| *number == COMMITS.get()).map(|(_, cut)| cut);
    if cut != Some(Cut::Before) {
        commit()?;
    }
    match cut {
        None => Ok(()),
        Some(_) => Err(Error::Cut { place: place.to_owned(), why: "cut off by a test".to_owned() }),
    }
}
