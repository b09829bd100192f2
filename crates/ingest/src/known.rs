//! What was known in a register after a batch, as a book.

use huigu_book::Book;
use huigu_facts::Issue;
use huigu_store::BatchNumber;

/// What was known after a batch.
pub struct Known {
    /// The book.
    pub book: Book,
    /// Faults and findings of its rows together. Faults there are only where
    /// a batch was withdrawn that others stand on.
    pub issues: huigu_book::Issues,
    /// The batch.
    pub batch: BatchNumber,
}

/// One list of products is one list, however it was read.
pub fn in_order<'p>(products: &[&'p str]) -> Vec<&'p str> {
    let mut products = products.to_vec();
    products.sort_unstable();
    products
}

/// Whether an issue forbids to compute.
#[must_use]
pub fn is_fault(issue: &Issue) -> bool {
    issue.code.severity() == huigu_facts::Severity::Fault
}

impl Known {
    /// How many faults the rows have together.
    #[must_use]
    pub fn faults(&self) -> u64 {
        self.issues.list().iter().filter(|issue| is_fault(issue)).count() as u64
    }
}
