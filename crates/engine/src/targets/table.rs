//! The sums behind every figure on every day it is asked.

use std::collections::{BTreeMap, BTreeSet};

use huigu_plan::{Formula, Target};
use huigu_quantity::Day;

use super::counts;
use super::excess;
use super::grouping::Grouping;
use super::loans::{Found, LoanFigures};
use super::observed;
use super::parts::Parts;
use super::sums::{self, Scene};
use crate::judge::Judge;
use crate::scan::{FigureSource, Figures, Program, chunks, walk};

/// The parts of each figure (by its place) on each day, by group. A group
/// without any item is absent.
#[derive(Debug, Default)]
pub(super) struct Table {
    parts: BTreeMap<(Day, usize), BTreeMap<u32, Parts>>,
}

impl Table {
    /// Adds up the figures (by their places) asked on days.
    pub(super) fn new(
        judge: &Judge<'_>,
        figures: &[&Target],
        wanted: &BTreeSet<(Day, usize)>,
        grouping: Grouping<'_>,
    ) -> Self {
        let (mut program, mut columns) = (Program::new(judge), Figures::default());
        let asking = Asking::new(judge, figures, wanted, grouping, &mut program, &mut columns);
        let source = FigureSource::streamed(&columns);
        let fresh = || asking.loans.fresh();
        let parts = walk(&program, &source, &chunks(judge.book), fresh, |found, view| asking.loans.take(found, view));
        asking.table(parts)
    }

    /// The parts of one group. Nothing of the books in it is zero; no
    /// observation is `None`.
    pub(super) fn get(&self, day: Day, figure: usize, formula: &Formula, group: u32) -> Option<Parts> {
        let found = self.parts.get(&(day, figure)).and_then(|groups| groups.get(&group)).copied();
        found.or_else(|| (!is_observed(formula)).then(Parts::default))
    }

    /// The groups a figure has on any day.
    pub(super) fn groups(&self, figure: usize) -> BTreeSet<u32> {
        let own = self.parts.iter().filter(|((_, of), _)| *of == figure);
        own.flat_map(|(_, groups)| groups.keys().copied()).collect()
    }
}

/// Figures asked on days, those of loans ready for a walk.
pub(super) struct Asking<'a> {
    judge: &'a Judge<'a>,
    grouping: Grouping<'a>,
    figures: &'a [&'a Target],
    pub(super) loans: LoanFigures<'a>,
    /// What is asked of other things.
    others: Vec<(Day, usize)>,
}

impl<'a> Asking<'a> {
    pub(super) fn new(
        judge: &'a Judge<'a>,
        figures: &'a [&'a Target],
        wanted: &BTreeSet<(Day, usize)>,
        grouping: Grouping<'a>,
        program: &mut Program<'_>,
        columns: &mut Figures,
    ) -> Self {
        let mut loans = LoanFigures::new(judge.book, grouping);
        let others = wanted.iter().copied();
        let others = others.filter(|&(day, place)| !loans.ask((day, place), &figures[place].formula, program, columns));
        let others = others.collect();
        Self { judge, grouping, figures, loans, others }
    }

    /// The table, from what a walk found of the loans.
    pub(super) fn table(&self, parts: Vec<Vec<Found>>) -> Table {
        let mut table = Table::default();
        let (found, behind) = self.loans.merged(parts);
        for (key, found) in found {
            table.parts.insert(key, self.of_loans(key, found));
        }
        for &(day, place) in &self.others {
            let scene = Scene::new(self.judge, self.grouping, day, &behind);
            table.parts.insert((day, place), add_up(&scene, &self.figures[place].formula));
        }
        table
    }

    fn of_loans(&self, (day, place): (Day, usize), found: Found) -> BTreeMap<u32, Parts> {
        let book = self.judge.book;
        match (found, &self.figures[place].formula) {
            (Found::Sums(sums), _) => (0..).zip(sums).filter_map(|(group, sum)| Some((group, sum?))).collect(),
            (Found::Sightings(sightings), _) => counts::count(sightings),
            (Found::Marks(marks), Formula::BorrowerCount { .. }) => {
                let count = counts::parties(&marks, book);
                counts::whole(count, count)
            }
            (Found::Marks(marks), Formula::BorrowerShare { .. }) => {
                let (all, above) = marks.split_at(self.loans.words_of_rows());
                counts::whole(counts::parties(above, book), counts::parties(all, book))
            }
            (Found::Marks(marks), _) => counts::marked(&marks, self.grouping.len(), book.products.len()),
            (Found::Ratios(ratios), Formula::RatioExcess { reported, .. }) => {
                excess::largest(book, day, reported.as_deref(), ratios)
            }
            (Found::Ratios(_), _) => BTreeMap::new(),
        }
    }
}

fn add_up(scene: &Scene<'_>, formula: &Formula) -> BTreeMap<u32, Parts> {
    let book = scene.judge.book;
    // An observation is of the whole district.
    let observed = |parts: Option<Parts>| {
        let parts = parts.filter(|_| scene.grouping.is_whole());
        parts.map(|parts| (0, parts)).into_iter().collect()
    };
    match formula {
        Formula::EventRatio { numerator, denominator } => sums::events(scene, numerator, denominator),
        Formula::MeanFee { of } => sums::guarantee_fees(scene, of),
        Formula::DemandCoverage { of } => counts::demands(scene, of),
        Formula::ObservationLast { indicator } => {
            let value = observed::last(book, indicator, "", scene.day);
            observed(value.map(|above| Parts { above, ..Parts::default() }))
        }
        Formula::ObservationSum { indicator } => observed(observed::sum(book, indicator, scene.day)),
        Formula::ObservationGrowth { indicator } => observed(observed::growth(book, indicator, scene.day)),
        // All others are asked of loans.
        _ => BTreeMap::new(),
    }
}

/// Whether the figure is what was reported, not what the books add up to.
pub(super) fn is_observed(formula: &Formula) -> bool {
    matches!(
        formula,
        Formula::ObservationLast { .. } | Formula::ObservationSum { .. } | Formula::ObservationGrowth { .. }
    )
}
