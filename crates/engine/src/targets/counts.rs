//! Figures that count parties or products, each once in a group.

use std::collections::BTreeMap;

use huigu_book::Book;
use huigu_plan::Condition;
use rayon::prelude::*;

use super::parts::Parts;
use super::sums::Scene;
use crate::judge::{Moment, Subject};

/// One sighting of something counted: its group, its place, and whether it
/// belongs above too.
pub(super) type Sighting = (u32, u32, bool);

/// Counts each once in its group; above, those seen above at least once.
pub(super) fn count(mut sightings: Vec<Sighting>) -> BTreeMap<u32, Parts> {
    sightings.par_sort_unstable();
    let mut groups: BTreeMap<u32, Parts> = BTreeMap::new();
    for same in sightings.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let parts = groups.entry(same[0].0).or_default();
        parts.below += 1;
        parts.above += i128::from(same.iter().any(|&(_, _, above)| above));
    }
    groups
}

/// Counts what was marked in each group.
pub(super) fn marked(marks: &[u64], groups: usize, width: usize) -> BTreeMap<u32, Parts> {
    let is_marked = |place: usize| marks[place / 64] >> (place % 64) & 1 == 1;
    let count = |group: usize| (group * width..(group + 1) * width).filter(|&place| is_marked(place)).count();
    let counts = (0..groups).map(count).zip(0..).filter(|&(count, _)| count > 0);
    counts.map(|(count, group)| (group, Parts { above: count as i128, below: count as i128, excess: None })).collect()
}

/// Counts the parties of marked rows, each once.
pub(super) fn parties(marks: &[u64], book: &Book) -> i128 {
    let is_marked = |row: &u32| marks[*row as usize / 64] >> (row % 64) & 1 == 1;
    let rows: u64 = marks.iter().map(|word| u64::from(word.count_ones())).sum();
    // Only a party that changed has several rows, and may have been seen by more than one.
    let first_rows = &book.parties.first_rows;
    let again = book.parties.changed.par_iter().map(|&party| {
        let own = first_rows[party as usize]..first_rows[party as usize + 1];
        own.filter(is_marked).count().saturating_sub(1) as u64
    });
    i128::from(rows - again.sum::<u64>())
}

/// A count of the whole district; nothing where there is nothing.
pub(super) fn whole(above: i128, below: i128) -> BTreeMap<u32, Parts> {
    let parts = (below != 0).then_some((0, Parts { above, below, excess: None }));
    parts.into_iter().collect()
}

/// Parties with a demand meeting `of` from 1 January to the date; above,
/// those that hold a credit line on the date. A demand is made to no lender,
/// so there is none to group it by.
pub(super) fn demands(scene: &Scene<'_>, of: &[Condition]) -> BTreeMap<u32, Parts> {
    if scene.grouping.is_by_lender() {
        return BTreeMap::new();
    }
    let book = scene.judge.book;
    let mut holders = vec![false; book.parties.ids.len()];
    let lines = book.credit_lines.par_iter().filter(|line| line.amount().0 > 0 && line.in_force(scene.day));
    lines.map(|line| line.party).collect::<Vec<u32>>().into_iter().for_each(|party| holders[party as usize] = true);
    let sighting = |(place, demand): (usize, &huigu_book::DemandRow)| {
        let asked = scene.is_this_year(demand.date());
        (asked && scene.judge.meets_all(of, Subject::Demand(place), Moment::Start)).then(|| {
            let party = book.parties.of_rows[demand.party_row as usize];
            (scene.grouping.of(|| 0, demand.party_row), party, holders[party as usize])
        })
    };
    count(book.demands.rows.par_iter().enumerate().filter_map(sighting).collect())
}
