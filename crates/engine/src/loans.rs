//! The measures on loans, all in one walk: which loans count under each, what
//! they come to for each lender, and what is counted twice.

use huigu_book::{Book, NO_RATE};
use huigu_plan::{Amount, Beneficiary, Counts, Increase, Rules, Stacking, Standing, Terms};
use huigu_quantity::Ratio;

use crate::scan::{BalanceMeasure, Bits, Figures, ListId, Program, View, nonzero, rates_within, shorts_within, sum};
use crate::tally::{Earning, Sum, Tally, Years, asks_start_in_year, moment};

/// One measure on loans as a walk asks it.
#[derive(Debug)]
pub(crate) struct LoanMeasure<'r> {
    /// Its place among the plan's measures.
    pub(crate) place: usize,
    pub(crate) terms: &'r Terms,
    list: ListId,
    weight: Weight,
}

/// What a loan weighs, by the places of figures.
#[derive(Debug, Clone, Copy)]
enum Weight {
    Average { year: usize },
    Increase { year: usize, before: usize },
    Interest { year: usize },
    Each { pays: bool },
}

/// All measures on loans.
#[derive(Debug)]
pub(crate) struct LoanMeasures<'r> {
    pub(crate) measures: Vec<LoanMeasure<'r>>,
    years: Years,
    stacking: Stacking,
    /// Days of the year as the column of starts has them, both ends in it.
    started: (u16, u16),
}

/// What is to be kept of the loans that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Only what they come to for each lender.
    Sums,
    /// Each of them.
    Earnings,
}

/// What one part of a walk gathered.
#[derive(Debug)]
pub(crate) struct Gathered {
    keep: Keep,
    /// By measure: what loans come to, by lender.
    sums: Vec<Vec<(u32, Sum)>>,
    /// By measure: the loans themselves, where they are kept.
    earnings: Vec<Vec<Earning>>,
    /// By pair of measures: loans of both, and what they come to under each.
    twice: Vec<[Sum; 2]>,
    counted: Vec<Bits>,
}

/// Loans that earn under two measures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Overlap {
    /// The two, by their places among the plan's measures.
    pub(crate) measures: [usize; 2],
    /// What the loans come to under each.
    pub(crate) sums: [Sum; 2],
}

impl<'r> LoanMeasures<'r> {
    /// The active measures on loans, of those that are wanted.
    pub(crate) fn new(
        rules: &'r Rules,
        years: Years,
        program: &mut Program<'_>,
        figures: &mut Figures,
        wanted: impl Fn(usize) -> bool,
    ) -> Self {
        let mut measures = Vec::new();
        for (place, measure) in rules.measures.iter().enumerate().filter(|(place, _)| wanted(*place)) {
            if let Standing::Active(terms) = &measure.standing
                && terms.counts == Counts::Loans
                && let Some(weight) = weight(&terms.amount, years, figures)
            {
                let list = program.list(&terms.conditions, moment(terms, years));
                measures.push(LoanMeasure { place, terms, list, weight });
            }
        }
        let column = |day: huigu_quantity::Day| day.column().unwrap_or(u16::MAX);
        let started = (column(years.year.from), column(years.year.last()));
        Self { measures, years, stacking: rules.stacking, started }
    }

    pub(crate) fn fresh(&self, keep: Keep) -> Gathered {
        let count = self.measures.len();
        Gathered {
            keep,
            sums: vec![Vec::new(); count],
            earnings: vec![Vec::new(); count],
            twice: vec![[Sum::default(); 2]; count * count.saturating_sub(1) / 2],
            counted: vec![Bits::NONE; count],
        }
    }

    /// Takes a chunk's loans.
    pub(crate) fn take(&self, gathered: &mut Gathered, view: &mut View<'_>) {
        for (measure, counted) in self.measures.iter().zip(&mut gathered.counted) {
            *counted = self.counted(measure, view);
        }
        if self.stacking == Stacking::HigherOnly {
            self.leave_higher(&mut gathered.counted, view);
        }
        let lender = view.chunk.owner;
        for (at, (measure, counted)) in self.measures.iter().zip(&gathered.counted).enumerate() {
            if counted.is_empty() {
                continue;
            }
            if gathered.keep == Keep::Earnings || measure.terms.beneficiary != Beneficiary::Lender {
                gathered.earnings[at].extend(counted.places().map(|place| measure.earning(place, view)));
            } else {
                add(&mut gathered.sums[at], lender, measure.sum(counted, view));
            }
        }
        for (pair, sums) in pairs(self.measures.len()).zip(&mut gathered.twice) {
            let both = gathered.counted[pair[0]] & gathered.counted[pair[1]];
            if !both.is_empty() {
                sums.iter_mut().zip(pair).for_each(|(sum, at)| sum.add(self.measures[at].sum(&both, view)));
            }
        }
    }

    /// The loans that qualify and weigh something.
    fn counted(&self, measure: &LoanMeasure<'_>, view: &mut View<'_>) -> Bits {
        let mut among = view.all();
        if asks_start_in_year(&measure.terms.amount) {
            among &= shorts_within(view.column(&view.book.loans.starts), self.started.0, self.started.1);
        }
        among = view.meeting(measure.list, among);
        if among.is_empty() {
            return among;
        }
        match measure.weight {
            Weight::Average { year } => among & nonzero(view.figure(year)),
            Weight::Increase { year, before } => {
                let mut weighs = nonzero(view.figure(year));
                weighs |= nonzero(view.figure(before));
                among & weighs
            }
            Weight::Interest { year } => {
                let rated = rates_within(view.column(&view.book.loans.rates), NO_RATE + 1, i32::MAX);
                among & rated & nonzero(view.figure(year))
            }
            Weight::Each { pays } => {
                if pays {
                    among
                } else {
                    Bits::NONE
                }
            }
        }
    }

    /// Leaves each loan under the measure that gives it more before rounding
    /// and caps; ties to the earlier measure, and loans that bring nothing
    /// anywhere stay where they are.
    fn leave_higher(&self, counted: &mut [Bits], view: &View<'_>) {
        let mut several = Bits::NONE;
        for [first, second] in pairs(counted.len()) {
            several |= counted[first] & counted[second];
        }
        for place in several.places() {
            let mut best: Option<(Ratio, usize)> = None;
            for (at, measure) in self.measures.iter().enumerate().filter(|(at, _)| counted[*at].has(place)) {
                let amount = &measure.terms.amount;
                let value = Sum::of(view.book, amount, &measure.earning(place, view)).worth(amount, self.years);
                let stands = best.as_ref().is_some_and(|(highest, _)| *highest >= value);
                if !stands && value > Ratio::whole(0) {
                    best = Some((value, at));
                }
            }
            if let Some((_, best)) = best {
                for (_, others) in counted.iter_mut().enumerate().filter(|(at, _)| *at != best) {
                    others.set(place, false);
                }
            }
        }
    }

    /// The tally of each measure, in their order, and what was counted twice.
    pub(crate) fn tallies(&self, book: &Book, parts: Vec<Gathered>) -> (Vec<Tally>, Vec<Overlap>) {
        let mut all = self.fresh(Keep::Sums);
        for part in parts {
            for (sums, more) in all.sums.iter_mut().zip(part.sums) {
                more.into_iter().for_each(|(lender, sum)| add(sums, lender, sum));
            }
            all.earnings.iter_mut().zip(part.earnings).for_each(|(earnings, more)| earnings.extend(more));
            for (sums, more) in all.twice.iter_mut().zip(part.twice) {
                sums.iter_mut().zip(more).for_each(|(sum, more)| sum.add(more));
            }
        }
        let tallies = self.measures.iter().zip(all.sums).zip(all.earnings);
        let tallies = tallies.map(|((measure, sums), earnings)| match measure.terms.beneficiary {
            Beneficiary::Lender => Tally { sums, earnings },
            _ => Tally::of(book, &measure.terms.amount, earnings),
        });
        let twice = pairs(self.measures.len()).zip(all.twice).filter(|(_, sums)| sums[0].lines > 0);
        let places = |pair: [usize; 2]| pair.map(|at| self.measures[at].place);
        (tallies.collect(), twice.map(|(pair, sums)| Overlap { measures: places(pair), sums }).collect())
    }
}

/// Adds to the last lender's sums, or begins the next lender's.
fn add(sums: &mut Vec<(u32, Sum)>, lender: u32, more: Sum) {
    match sums.last_mut() {
        Some((last, sum)) if *last == lender => sum.add(more),
        _ => sums.push((lender, more)),
    }
}

/// What a loan weighs under an amount; `None`: no loan can be paid so.
fn weight(amount: &Amount, years: Years, figures: &mut Figures) -> Option<Weight> {
    let year = BalanceMeasure::Average(years.year);
    Some(match amount {
        Amount::RateOnIncrease { by: Increase::OverYearBefore, .. } => {
            Weight::Increase { year: figures.place(year), before: figures.place(BalanceMeasure::Average(years.before)) }
        }
        Amount::RateOnDailyAverage { .. } | Amount::RateOnIncrease { .. } => {
            Weight::Average { year: figures.place(year) }
        }
        Amount::ShareOfInterest { .. } => Weight::Interest { year: figures.place(year) },
        Amount::FixedEach { sum } => Weight::Each { pays: sum.0 != 0 },
        // The plan's check refuses these for loans.
        Amount::RateOnSum { .. }
        | Amount::FixedPerStage { .. }
        | Amount::ShareOfFee { .. }
        | Amount::ShareOfPremium { .. } => return None,
    })
}

/// Every pair of places, in order.
fn pairs(count: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..count).flat_map(move |first| (first + 1..count).map(move |second| [first, second]))
}

impl LoanMeasure<'_> {
    /// What some of the chunk's loans come to.
    fn sum(&self, of: &Bits, view: &View<'_>) -> Sum {
        let lines = of.count();
        match self.weight {
            Weight::Average { year } => Sum { lines, year: sum(view.figure(year), of), before: 0 },
            Weight::Increase { year, before } => {
                Sum { lines, year: sum(view.figure(year), of), before: sum(view.figure(before), of) }
            }
            Weight::Interest { year } => {
                let (weights, rates) = (view.figure(year), view.column(&view.book.loans.rates));
                let interest = |place: usize| i128::from(rates[place]) * i128::from(weights[place]);
                Sum { lines, year: of.places().map(interest).sum(), before: 0 }
            }
            Weight::Each { .. } => Sum { lines, year: i128::from(lines), before: 0 },
        }
    }

    /// One of the chunk's loans, as it earns.
    fn earning(&self, place: usize, view: &View<'_>) -> Earning {
        let loan = view.chunk.first + place;
        let (year, before) = match self.weight {
            Weight::Average { year } | Weight::Interest { year } => (view.figure(year)[place], 0),
            Weight::Increase { year, before } => (view.figure(year)[place], view.figure(before)[place]),
            Weight::Each { .. } => (1, 0),
        };
        let beneficiary = match self.terms.beneficiary {
            Beneficiary::Lender => view.chunk.owner,
            _ => view.book.parties.of_rows[view.book.loans.party_rows[loan] as usize],
        };
        Earning { beneficiary, item: loan as u32, year, before }
    }
}
