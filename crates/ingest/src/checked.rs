//! What files come to, once they were read and checked.

use std::collections::BTreeMap;

use huigu_book::Book;
use huigu_facts::{Code, Issue, Severity};
use huigu_store::chain::Hash;
use huigu_store::{BatchNumber, Incoming};

/// A file read and checked, ready to be kept.
pub(crate) struct StagedFile {
    pub incoming: Incoming,
    pub hash: Hash,
}

/// What files come to.
pub struct CheckedImport {
    /// Names of the files, as they may be shown.
    pub names: Vec<String>,
    /// The book of their rows (and the register's).
    pub book: Book,
    /// Faults and findings. With good rows only findings, and the faults that
    /// cannot be mended by leaving rows out.
    pub issues: Vec<Issue>,
    /// How many there are of each.
    pub counts: BTreeMap<Code, u64>,
    /// Rows taken of all files.
    pub rows: u64,
    /// Rows taken of each file.
    pub rows_of: Vec<u64>,
    /// With good rows: how many rows were left out.
    pub refused_rows: u64,
    /// With good rows: why.
    pub refused: Vec<Issue>,
    pub(crate) ready: Vec<Option<StagedFile>>,
    /// The register's last batch when they were checked together.
    pub(crate) checked: Option<BatchNumber>,
}

impl CheckedImport {
    /// The faults that forbid to take anything in.
    pub fn faults(&self) -> impl Iterator<Item = &Issue> {
        self.issues.iter().filter(|issue| issue.code.severity() == Severity::Fault)
    }
}
