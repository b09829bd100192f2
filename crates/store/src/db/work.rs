//! How much a connection was made to do: so that a page which costs more each
//! year is found by a test, and not by who waits for it.

use std::cell::Cell;
use std::ops::{AddAssign, Sub};

/// What a connection did since it was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Statements; to a database elsewhere each is a round trip at least.
    pub statements: u64,
    /// Rows that were handed over.
    pub rows: u64,
    /// Steps of SQLite's machine, some ten a row: also over rows that are read
    /// and not handed over. PostgreSQL tells nothing of the kind: 0.
    pub steps: u64,
}

impl AddAssign for Work {
    fn add_assign(&mut self, more: Self) {
        self.statements += more.statements;
        self.rows += more.rows;
        self.steps += more.steps;
    }
}

impl Sub for Work {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        let (statements, rows) = (self.statements - before.statements, self.rows - before.rows);
        Self { statements, rows, steps: self.steps - before.steps }
    }
}

/// Counts it.
#[derive(Debug, Default)]
pub(super) struct Tally(Cell<Work>);

impl Tally {
    /// One statement more, that handed over so many rows.
    pub(super) fn statement(&self, rows: u64, steps: u64) {
        let mut work = self.0.get();
        work += Work { statements: 1, rows, steps };
        self.0.set(work);
    }

    pub(super) fn work(&self) -> Work {
        self.0.get()
    }
}
