//! Rows of one kind in order, those whose key stands twice refused.

use std::cmp::Ordering;

use huigu_facts::{Code, Expectation, Origin, repeats};
use rayon::slice::ParallelSliceMut;

use crate::issues::Issues;

/// Rows in the order of their keys, each with whether it is refused.
pub(super) struct Rows<T> {
    pub list: Vec<T>,
    pub refused: Vec<bool>,
}

impl<T: Send> Rows<T> {
    /// Puts rows in order and refuses every row of a key that stands twice.
    pub fn keyed(
        mut list: Vec<T>,
        order: impl Fn(&T, &T) -> Ordering + Sync,
        origin: impl Fn(&T) -> Origin + Sync,
        column: &'static str,
        shown: impl Fn(&T) -> String,
        issues: &mut Issues,
    ) -> Self {
        // Rows that come in strict order are sorted and distinct.
        let mut refused = vec![false; list.len()];
        if list.is_sorted_by(|a, b| order(a, b) == Ordering::Less) {
            return Self { list, refused };
        }
        list.par_sort_unstable_by(|a, b| order(a, b).then_with(|| origin(a).cmp(&origin(b))));
        for range in repeats(&list, |a, b| order(a, b) == Ordering::Equal) {
            for at in range.clone() {
                let other = if at == range.start { at + 1 } else { range.start };
                refused[at] = true;
                issues.add(origin(&list[at]), column, Code::DuplicateKey, || {
                    (shown(&list[at]), other_row(origin(&list[at]), origin(&list[other])))
                });
            }
        }
        Self { list, refused }
    }

    /// The rows not refused, in order.
    pub fn kept(self) -> impl Iterator<Item = T> {
        self.list.into_iter().zip(self.refused).filter(|(_, refused)| !refused).map(|(row, _)| row)
    }
}

/// Names the other row of a pair.
pub(super) fn other_row(own: Origin, other: Origin) -> Expectation {
    let row = other.row;
    if own.file == other.file {
        Expectation::OneRow { row }
    } else {
        // The other row has its own fault, and that names its file.
        Expectation::OneRowOfAll { row }
    }
}
