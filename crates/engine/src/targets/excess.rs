//! The largest excess of a lender's ratio over its overall ratio.

use std::collections::BTreeMap;

use huigu_plan::Condition;
use rayon::prelude::*;

use super::observed;
use super::parts::{Excess, Parts};
use super::sums::Scene;

/// The two ratios compared.
pub(super) struct Compared<'a> {
    /// Loans of the one.
    pub(super) of: &'a [Condition],
    /// Loans of the other.
    pub(super) all: &'a [Condition],
    /// What makes a loan bad in both.
    pub(super) bad: &'a [Condition],
    /// Indicator by which a lender reports the other.
    pub(super) reported: Option<&'a str>,
}

/// By group, the lender whose loans in the group exceed its overall ratio
/// most; ties go to the lender first by id. The overall ratio is the whole
/// lender's in every group: a group is held against the lender, not against itself.
pub(super) fn largest(scene: &Scene<'_>, compared: &Compared<'_>) -> BTreeMap<u32, Parts> {
    let mut groups: BTreeMap<u32, Parts> = BTreeMap::new();
    for lender in 0..scene.judge.book.organisations.rows.len() {
        let Ok(lender) = u32::try_from(lender) else { break };
        let (own, all) = ratios(scene, compared, lender);
        let overall = overall(scene, compared, lender, all);
        for (group, parts) in own {
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

fn overall(scene: &Scene<'_>, compared: &Compared<'_>, lender: u32, all: Parts) -> Excess {
    let book = scene.judge.book;
    let id = book.organisations.ids.get(lender);
    let reported = compared.reported.and_then(|indicator| observed::last(book, indicator, id, scene.day));
    match reported {
        Some(millionths) => Excess { lender, above: millionths, below: 1_000_000, book_only: false },
        None => Excess { lender, above: all.above, below: all.below, book_only: true },
    }
}

type Sums = (BTreeMap<u32, Parts>, Parts);

/// Bad balance over balance: of the lender's loans meeting `of` by group, and
/// of all its loans meeting `all`.
fn ratios(scene: &Scene<'_>, compared: &Compared<'_>, lender: u32) -> Sums {
    let add = |(mut groups, mut all): Sums, loan: usize| {
        let balance = i128::from(scene.balances[loan]);
        if balance != 0 {
            let bad = if scene.meets(compared.bad, loan) { balance } else { 0 };
            let parts = Parts { above: bad, below: balance, excess: None };
            if scene.meets(compared.of, loan) {
                let group = groups.entry(scene.group_of_loan(loan)).or_insert_with(Parts::default);
                *group = group.plus(parts);
            }
            if scene.meets(compared.all, loan) {
                all = all.plus(parts);
            }
        }
        (groups, all)
    };
    let merge = |(mut left, all): Sums, (right, more): Sums| {
        for (group, parts) in right {
            let sum = left.entry(group).or_insert_with(Parts::default);
            *sum = sum.plus(parts);
        }
        (left, all.plus(more))
    };
    let loans = scene.judge.book.loans.of_lender(lender);
    loans.into_par_iter().with_min_len(4096).fold(Sums::default, add).reduce(Sums::default, merge)
}
