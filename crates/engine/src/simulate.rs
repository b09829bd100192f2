//! What if: the same book settled under two readings of the plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use huigu_book::Book;
use huigu_plan::{Amount, Counts, Measure, Rules, Stacking, Standing, Terms};
use huigu_quantity::Fen;

use crate::findings::{BeneficiaryChange, MeasureChange, Simulation};
use crate::judge::Judge;
use crate::loans::{Keep, LoanMeasures};
use crate::scan::{BalanceMeasure, FigureSource, Figures, Program, chunks, walk};
use crate::settle::{fen, payments};
use crate::tallies::Tallies;
use crate::tally::{Tally, Years};

/// Settles a year as the plan stands and with the settings, and compares.
/// `set` is what was set, as the answer repeats it.
#[must_use]
pub fn simulate(book: &Book, before: &Rules, after: &Rules, year: i32, set: Vec<String>) -> Simulation {
    WhatIf::new(book, before, year).simulate(after, set)
}

/// A year kept ready for many questions of what if: the weights of all loans
/// stay (16 bytes a loan), and only what a setting touches is counted again.
#[derive(Debug)]
pub struct WhatIf<'a> {
    judge: Judge<'a>,
    rules: &'a Rules,
    years: Years,
    source: FigureSource,
    tallies: Tallies,
}

/// The figures kept of every loan, in this order.
fn figures(years: Years) -> Figures {
    let mut figures = Figures::default();
    figures.place(BalanceMeasure::Average(years.year));
    figures.place(BalanceMeasure::Average(years.before));
    figures
}

impl<'a> WhatIf<'a> {
    /// Counts the year as the plan stands.
    #[must_use]
    pub fn new(book: &'a Book, rules: &'a Rules, year: i32) -> Self {
        let (judge, years) = (Judge::new(book, rules), Years::of(year));
        let source = FigureSource::kept(&figures(years), book);
        let tallies = Tallies { measures: vec![None; rules.measures.len()], twice: Vec::new() };
        let mut ready = Self { judge, rules, years, source, tallies };
        ready.tallies.measures = ready.count(&ready.judge, rules, |_| None);
        ready
    }

    /// Settles the year with other rules and compares. `set` is what was set,
    /// as the answer repeats it.
    #[must_use]
    pub fn simulate(&self, after: &Rules, set: Vec<String>) -> Simulation {
        let judge = self.judge.under(after);
        let counted = self.count(&judge, after, |measure| self.stands(measure, after));
        let measures: Vec<MeasureChange> = (self.rules.measures.iter().zip(&self.tallies.measures))
            .map(|(measure, tally)| {
                let before = paid(&self.judge, measure, tally.as_deref(), self.years);
                let changed = after.measures.iter().zip(&counted).find(|(other, _)| other.id == measure.id);
                let unset = changed.map(|(other, _)| unset(other)).unwrap_or_default();
                let paid =
                    |(other, tally): (&Measure, &Option<Arc<Tally>>)| paid(&judge, other, tally.as_deref(), self.years);
                change(measure, before, changed.map(paid).unwrap_or_default(), unset)
            })
            .collect();
        let (before, after) = (measures.iter().map(|m| m.before).sum(), measures.iter().map(|m| m.after).sum());
        Simulation {
            plan: self.rules.plan.clone(),
            year: self.years.year.from.year(),
            set,
            before,
            after,
            difference: after - before,
            measures,
        }
    }

    /// Counts what measures count; `known` are the tallies that stand.
    fn count(
        &self,
        judge: &Judge<'_>,
        rules: &Rules,
        known: impl Fn(&Measure) -> Option<Arc<Tally>>,
    ) -> Vec<Option<Arc<Tally>>> {
        let mut tallies: Vec<Option<Arc<Tally>>> = rules.measures.iter().map(known).collect();
        let (mut program, mut figures) = (Program::new(judge), figures(self.years));
        let wanted = |place: usize| tallies[place].is_none();
        let loans = LoanMeasures::new(rules, self.years, &mut program, &mut figures, wanted);
        let found = if loans.measures.is_empty() {
            Vec::new()
        } else {
            let fresh = || loans.fresh(Keep::Sums);
            let chunks = chunks(judge.book);
            let parts = walk(&program, &self.source, &chunks, fresh, |gathered, view| loans.take(gathered, view));
            loans.tallies(judge.book, parts).0
        };
        for (measure, tally) in loans.measures.iter().zip(found) {
            tallies[measure.place] = Some(Arc::new(tally));
        }
        for (measure, tally) in rules.measures.iter().zip(&mut tallies) {
            if let Standing::Active(terms) = &measure.standing
                && tally.is_none()
            {
                *tally = Some(Arc::new(judge.tally(terms, self.years)));
            }
        }
        tallies
    }

    /// The tally of a measure, where the other rules count the same items with the same weights.
    fn stands(&self, measure: &Measure, after: &Rules) -> Option<Arc<Tally>> {
        let place = self.rules.measures.iter().position(|own| own.id == measure.id)?;
        let (Standing::Active(before), Standing::Active(now)) =
            (&self.rules.measures[place].standing, &measure.standing)
        else {
            return None;
        };
        // Where a loan stays only with its higher measure, every rate matters to all.
        let alone = self.rules.stacking == Stacking::Both && after.stacking == Stacking::Both;
        let same = (alone || before.counts != Counts::Loans) && weigh_alike(before, now);
        self.tallies.measures[place].clone().filter(|_| same && self.rules.exclusions == after.exclusions)
    }
}

/// The figures a measure waits for.
fn unset(measure: &Measure) -> Vec<String> {
    match &measure.standing {
        Standing::Inactive { unset } => unset.clone(),
        Standing::Active(_) => Vec::new(),
    }
}

/// Whether two terms count the same items with the same weights.
fn weigh_alike(a: &Terms, b: &Terms) -> bool {
    let amounts = match (&a.amount, &b.amount) {
        (Amount::RateOnDailyAverage { .. }, Amount::RateOnDailyAverage { .. })
        | (Amount::ShareOfInterest { .. }, Amount::ShareOfInterest { .. })
        | (Amount::ShareOfFee { .. }, Amount::ShareOfFee { .. })
        | (Amount::ShareOfPremium { .. }, Amount::ShareOfPremium { .. }) => true,
        (Amount::RateOnIncrease { by: a, .. }, Amount::RateOnIncrease { by: b, .. }) => a == b,
        (Amount::FixedEach { sum: a }, Amount::FixedEach { sum: b }) => (a.0 == 0) == (b.0 == 0),
        // A deal is worth its own rounded sum, so its rate is in its weight.
        (a, b) => a == b,
    };
    amounts && a.counts == b.counts && a.beneficiary == b.beneficiary && a.conditions == b.conditions
}

/// What each beneficiary is paid, by id.
fn paid<'b>(judge: &Judge<'b>, measure: &Measure, tally: Option<&Tally>, years: Years) -> BTreeMap<&'b str, Fen> {
    let dues = payments(judge, measure, tally, years);
    dues.iter().map(|due| (due.name(judge.book, measure), fen(due.amount))).collect()
}

fn change(
    measure: &Measure,
    before: BTreeMap<&str, Fen>,
    after: BTreeMap<&str, Fen>,
    unset: Vec<String>,
) -> MeasureChange {
    let total = |paid: &BTreeMap<&str, Fen>| paid.values().copied().sum::<Fen>();
    let (total_before, total_after) = (total(&before), total(&after));
    let mut both: BTreeMap<&str, (Fen, Fen)> = BTreeMap::new();
    before.into_iter().for_each(|(id, amount)| both.entry(id).or_default().0 = amount);
    after.into_iter().for_each(|(id, amount)| both.entry(id).or_default().1 = amount);
    let beneficiaries = both.into_iter().map(|(id, (before, after))| BeneficiaryChange {
        id: id.to_owned(),
        before,
        after,
        difference: after - before,
    });
    MeasureChange {
        measure: measure.id.clone(),
        name: measure.name.clone(),
        clause: measure.clause.clone(),
        before: total_before,
        after: total_after,
        difference: total_after - total_before,
        unset,
        beneficiaries: beneficiaries.collect(),
    }
}
