//! The largest excess of a lender's ratio over its overall ratio.

use std::collections::BTreeMap;

use huigu_book::Book;
use huigu_quantity::Day;

use super::loans::Ratios;
use super::observed;
use super::parts::{Excess, Parts};

/// By group, the lender whose loans in the group exceed its overall ratio
/// most; ties go to the lender first by id. The overall ratio is the whole
/// lender's in every group: a group is held against the lender, not against itself.
pub(super) fn largest(
    book: &Book,
    day: Day,
    reported: Option<&str>,
    lenders: Vec<(u32, Ratios)>,
) -> BTreeMap<u32, Parts> {
    let mut groups: BTreeMap<u32, Parts> = BTreeMap::new();
    for (lender, ratios) in lenders {
        let overall = overall(book, day, reported, lender, ratios.all);
        for (group, parts) in (0..).zip(ratios.of).filter_map(|(group, parts)| Some((group, parts?))) {
            let found = Parts { excess: Some(overall), ..parts };
            let kept = groups.entry(group).or_default();
            // Lenders come by id, so only a larger excess replaces one.
            let value = found.excess_over(overall);
            if value > kept.excess.and_then(|excess| kept.excess_over(excess)) {
                *kept = found;
            }
        }
    }
    groups
}

fn overall(book: &Book, day: Day, reported: Option<&str>, lender: u32, all: Parts) -> Excess {
    let id = book.organisations.ids.get(lender);
    match reported.and_then(|indicator| observed::last(book, indicator, id, day)) {
        Some(millionths) => Excess { lender, above: millionths, below: 1_000_000, book_only: false },
        None => Excess { lender, above: all.above, below: all.below, book_only: true },
    }
}
