//! The sums behind every figure, day by day: the balances of a day are worked
//! out once, and every figure asked on it reads them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use huigu_book::NONE;
use huigu_plan::{Formula, Target};
use huigu_quantity::Day;
use rayon::prelude::*;

use super::counts;
use super::excess;
use super::grouping::Grouping;
use super::observed;
use super::parts::Parts;
use super::sums::{self, Scene};
use crate::judge::Judge;

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
        let fees =
            if figures.iter().any(|figure| adds_fees(&figure.formula)) { fees_by_loan(judge) } else { HashMap::new() };
        let mut table = Self::default();
        let days: BTreeSet<Day> = wanted.iter().map(|&(day, _)| day).collect();
        for day in days {
            let asked: Vec<usize> = wanted.range((day, 0)..=(day, usize::MAX)).map(|&(_, figure)| figure).collect();
            let needs = asked.iter().any(|&figure| reads_balances(&figures[figure].formula));
            let balances = if needs { balances_on(judge, day) } else { Vec::new() };
            let scene = Scene { judge, grouping, day, balances: &balances, fees: &fees };
            for figure in asked {
                table.parts.insert((day, figure), add_up(&scene, &figures[figure].formula));
            }
        }
        table
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

fn add_up(scene: &Scene<'_>, formula: &Formula) -> BTreeMap<u32, Parts> {
    let book = scene.judge.book;
    // An observation is of the whole district.
    let observed = |parts: Option<Parts>| {
        let parts = parts.filter(|_| scene.grouping.is_whole());
        parts.map(|parts| (0, parts)).into_iter().collect()
    };
    match formula {
        Formula::ShareOfBalances { of, part } | Formula::ShareChange { of, part } => {
            sums::share_of_balances(scene, of, part)
        }
        Formula::BalanceGrowth { of } | Formula::BalanceOverSum { of, .. } => sums::balance(scene, of),
        Formula::CountGrowth { of } => sums::started(scene, of),
        Formula::MeanRate { of, with_fee } => sums::rates(scene, of, *with_fee),
        Formula::EventRatio { numerator, denominator } => sums::events(scene, numerator, denominator),
        Formula::MeanFee { of } => sums::guarantee_fees(scene, of),
        Formula::DemandCoverage { of } => counts::demands(scene, of),
        Formula::BorrowerShare { of, part } => counts::new_borrowers(scene, of, part),
        Formula::BorrowerCount { of } => counts::borrowers(scene, of),
        Formula::ProductCount { of } => counts::products(scene, of),
        Formula::RatioExcess { of, all, bad, reported } => {
            excess::largest(scene, &excess::Compared { of, all, bad, reported: reported.as_deref() })
        }
        Formula::ObservationLast { indicator } => {
            let value = observed::last(book, indicator, "", scene.day);
            observed(value.map(|above| Parts { above, ..Parts::default() }))
        }
        Formula::ObservationSum { indicator } => observed(observed::sum(book, indicator, scene.day)),
        Formula::ObservationGrowth { indicator } => observed(observed::growth(book, indicator, scene.day)),
    }
}

fn balances_on(judge: &Judge<'_>, day: Day) -> Vec<i64> {
    let loans = &judge.book.loans;
    (0..loans.len()).into_par_iter().with_min_len(4096).map(|loan| loans.balance(loan, day)).collect()
}

/// Fee rate times amount of the guarantees behind each loan, where there are any.
fn fees_by_loan(judge: &Judge<'_>) -> HashMap<u32, i128> {
    let guarantees = &judge.book.guarantees;
    let mut fees = HashMap::new();
    for (guarantee, &loan) in guarantees.loans.iter().enumerate().filter(|&(_, &loan)| loan != NONE) {
        *fees.entry(loan).or_default() +=
            i128::from(guarantees.fees[guarantee].0) * i128::from(guarantees.amounts[guarantee]);
    }
    fees
}

fn adds_fees(formula: &Formula) -> bool {
    matches!(formula, Formula::MeanRate { with_fee: true, .. })
}

fn reads_balances(formula: &Formula) -> bool {
    matches!(
        formula,
        Formula::ShareOfBalances { .. }
            | Formula::ShareChange { .. }
            | Formula::BalanceGrowth { .. }
            | Formula::BalanceOverSum { .. }
            | Formula::RatioExcess { .. }
            | Formula::BorrowerCount { .. }
            | Formula::ProductCount { .. }
    )
}

/// Whether the figure is what was reported, not what the books add up to.
pub(super) fn is_observed(formula: &Formula) -> bool {
    matches!(
        formula,
        Formula::ObservationLast { .. } | Formula::ObservationSum { .. } | Formula::ObservationGrowth { .. }
    )
}
