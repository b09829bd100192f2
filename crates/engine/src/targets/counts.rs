//! Figures that count parties or products, each once in a group.

use std::collections::{BTreeMap, HashSet};

use huigu_plan::Condition;
use rayon::prelude::*;

use super::parts::Parts;
use super::sums::Scene;
use crate::judge::{Moment, Subject};

/// One sight of something counted: its group, its place, and whether it
/// belongs above too.
type Sight = (u32, u32, bool);

/// Counts each once in its group; above, those seen above at least once.
fn count(mut sights: Vec<Sight>) -> BTreeMap<u32, Parts> {
    sights.par_sort_unstable();
    let mut groups: BTreeMap<u32, Parts> = BTreeMap::new();
    for same in sights.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let parts = groups.entry(same[0].0).or_default();
        parts.below += 1;
        parts.above += i128::from(same.iter().any(|&(_, _, above)| above));
    }
    groups
}

fn sights_of_loans(scene: &Scene<'_>, sight: impl Fn(usize) -> Option<(u32, bool)> + Sync) -> Vec<Sight> {
    let seen = |loan| sight(loan).map(|(counted, above)| (scene.group_of_loan(loan), counted, above));
    (0..scene.judge.book.loans.len()).into_par_iter().with_min_len(4096).filter_map(seen).collect()
}

/// Borrowers with a balance above zero.
pub(super) fn borrowers(scene: &Scene<'_>, of: &[Condition]) -> BTreeMap<u32, Parts> {
    let owes = |loan: usize| scene.balances[loan] > 0 && scene.meets(of, loan);
    count(sights_of_loans(scene, |loan| owes(loan).then(|| (borrower(scene, loan), true))))
}

/// Products under which a balance is above zero; a loan without a product
/// counts for none.
pub(super) fn products(scene: &Scene<'_>, of: &[Condition]) -> BTreeMap<u32, Parts> {
    let products = &scene.judge.book.loans.products;
    let counts = |loan: usize| products[loan] != 0 && scene.balances[loan] > 0 && scene.meets(of, loan);
    count(sights_of_loans(scene, |loan| counts(loan).then(|| (u32::from(products[loan]), true))))
}

/// Parties that took a loan meeting `of` from 1 January to the date; above,
/// those one of whose such loans meets `part` too.
pub(super) fn new_borrowers(scene: &Scene<'_>, of: &[Condition], part: &[Condition]) -> BTreeMap<u32, Parts> {
    let loans = &scene.judge.book.loans;
    count(sights_of_loans(scene, |loan| {
        let taken = scene.is_this_year(loans.start(loan)) && scene.met_at_start(of, loan);
        taken.then(|| (borrower(scene, loan), scene.met_at_start(part, loan)))
    }))
}

/// Parties with a demand meeting `of` from 1 January to the date; above,
/// those that hold a credit line on the date. A demand is made to no lender,
/// so there is none to group it by.
pub(super) fn demands(scene: &Scene<'_>, of: &[Condition]) -> BTreeMap<u32, Parts> {
    if scene.grouping.is_by_lender() {
        return BTreeMap::new();
    }
    let book = scene.judge.book;
    let lines = book.credit_lines.iter().filter(|line| line.amount.0 > 0 && line.in_force(scene.day));
    let holders: HashSet<u32> = lines.map(|line| line.party).collect();
    let sight = |(place, demand): (usize, &huigu_book::DemandRow)| {
        let asked = scene.is_this_year(demand.date);
        (asked && scene.judge.meets_all(of, Subject::Demand(place), Moment::Start)).then(|| {
            let party = book.parties.rows[demand.party_row as usize].party;
            (scene.grouping.of(|| 0, demand.party_row), party, holders.contains(&party))
        })
    };
    count(book.demands.iter().enumerate().filter_map(sight).collect())
}

fn borrower(scene: &Scene<'_>, loan: usize) -> u32 {
    let book = scene.judge.book;
    book.parties.rows[book.loans.party_rows[loan] as usize].party
}
