//! What each item earns under a measure, exactly, before rounding and caps.

use huigu_book::{Book, NO_RATE};
use huigu_plan::{Amount, Beneficiary, Counts, Increase, Terms};
use huigu_quantity::{Day, Period, Ratio};
use rayon::prelude::*;

use crate::judge::{Judge, Moment, Subject};
use crate::scan::over_guarantees;

/// A year as the daily averages need it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Years {
    /// The settled year.
    pub year: Period,
    /// The year before.
    pub before: Period,
}

impl Years {
    pub(crate) fn of(year: i32) -> Self {
        Self { year: Period::year(year), before: Period::year(year - 1) }
    }
}

/// One item that counts, with what it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Earning {
    /// Beneficiary: a place among organisations, or parties for issuers and borrowers.
    pub beneficiary: u32,
    /// Place of the loan, guarantee or deal.
    pub item: u32,
    /// Balance times days in the year, fen; one for a fixed sum; what a deal is worth, fen.
    pub year: i64,
    /// Balance times days in the year before, for an increase.
    pub before: i64,
}

/// What items come to, before the measure's own rate, share or sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sum {
    /// How many items.
    pub lines: u64,
    /// Weights in the year, each times the item's own rate where a share of it is paid.
    pub year: i128,
    /// Weights in the year before.
    pub before: i128,
}

impl Sum {
    pub(crate) fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.year += other.year;
        self.before += other.before;
    }

    /// What one item comes to.
    pub(crate) fn of(book: &Book, amount: &Amount, earning: &Earning) -> Self {
        let item = earning.item as usize;
        let rate = match amount {
            Amount::ShareOfInterest { .. } => i128::from(book.loans.rates[item]),
            Amount::ShareOfFee { .. } | Amount::ShareOfPremium { .. } => i128::from(book.guarantees.fee(item).0),
            _ => 1,
        };
        Self { lines: 1, year: rate * i128::from(earning.year), before: i128::from(earning.before) }
    }

    /// What it is worth, exactly.
    pub(crate) fn worth(&self, amount: &Amount, years: Years) -> Ratio {
        let [year, before] = factors(amount, years).map(Ratio::whole);
        let numerator = &(&Ratio::whole(self.year) * &year) - &(&Ratio::whole(self.before) * &before);
        numerator.checked_div(&Ratio::whole(denominator(amount, years))).unwrap_or(numerator)
    }

    /// The same as a numerator over [`denominator`], for single items: those
    /// are in bounds.
    pub(crate) fn numerator(&self, amount: &Amount, years: Years) -> i128 {
        let [year, before] = factors(amount, years);
        year * self.year - before * self.before
    }
}

/// What the sums of the year and the year before are multiplied by.
fn factors(amount: &Amount, years: Years) -> [i128; 2] {
    match amount {
        Amount::RateOnIncrease { rate, by: Increase::OverYearBefore } => {
            [years.before.days(), years.year.days()].map(|days| i128::from(rate.0) * i128::from(days))
        }
        Amount::RateOnDailyAverage { rate } | Amount::RateOnIncrease { rate, .. } => [i128::from(rate.0), 0],
        Amount::ShareOfInterest { share } | Amount::ShareOfFee { share } | Amount::ShareOfPremium { share } => {
            [i128::from(share.0), 0]
        }
        Amount::FixedEach { sum } => [i128::from(sum.0), 0],
        Amount::RateOnSum { .. } | Amount::FixedPerStage { .. } => [1, 0],
    }
}

/// The denominator of everything a measure pays; positive.
pub(crate) fn denominator(amount: &Amount, years: Years) -> i128 {
    let days = i128::from(years.year.days());
    match amount {
        Amount::RateOnIncrease { by: Increase::OverYearBefore, .. } => {
            days * i128::from(years.before.days()) * 1_000_000
        }
        Amount::RateOnDailyAverage { .. } | Amount::RateOnIncrease { .. } => days * 1_000_000,
        Amount::ShareOfInterest { .. } | Amount::ShareOfFee { .. } | Amount::ShareOfPremium { .. } => {
            days * 1_000_000_000_000
        }
        Amount::FixedEach { .. } | Amount::RateOnSum { .. } | Amount::FixedPerStage { .. } => 1,
    }
}

/// Everything that earns under one measure.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// What each beneficiary's items come to, by beneficiary.
    pub sums: Vec<(u32, Sum)>,
    /// The items by (beneficiary, item); left out for loans that earn for
    /// their lenders, which are found again where they are asked.
    pub earnings: Vec<Earning>,
}

impl Tally {
    /// The tally of items in any order.
    pub(crate) fn of(book: &Book, amount: &Amount, mut earnings: Vec<Earning>) -> Self {
        if !earnings.is_sorted_by_key(|e| (e.beneficiary, e.item)) {
            earnings.par_sort_unstable_by_key(|e| (e.beneficiary, e.item));
        }
        let groups = earnings.chunk_by(|a, b| a.beneficiary == b.beneficiary);
        let sum = |group: &[Earning]| {
            let mut sum = Sum::default();
            group.iter().for_each(|earning| sum.add(Sum::of(book, amount, earning)));
            (group[0].beneficiary, sum)
        };
        Self { sums: groups.map(sum).collect(), earnings }
    }

    /// The items of one beneficiary.
    pub(crate) fn earnings_of(&self, beneficiary: u32) -> &[Earning] {
        let first = self.earnings.partition_point(|e| e.beneficiary < beneficiary);
        let own = &self.earnings[first..];
        &own[..own.partition_point(|e| e.beneficiary == beneficiary)]
    }
}

/// Balance times days over a period: each movement weighs the days it changes.
pub(crate) fn fen_days(movements: impl Iterator<Item = (Day, i64)>, period: Period) -> i64 {
    // In bounds: a loan's movements add up to at most MAX_TURNOVER, a year has at most 366 days.
    movements.map(|(day, delta)| delta * period.weight(day)).sum()
}

/// Whether the balance is above zero at the end of some day of the period.
pub(crate) fn stands_in(movements: impl Iterator<Item = (Day, i64)>, period: Period) -> bool {
    let mut balance: i64 = 0;
    let mut since: Option<Day> = None;
    for (day, delta) in movements {
        if let Some(from) = since
            && day > from
            && balance > 0
            && from < period.to
            && day > period.from
        {
            return true;
        }
        balance += delta;
        since = Some(day);
    }
    balance > 0 && since.is_some_and(|from| from < period.to)
}

/// Whether the measure counts only what started in the year, beside its conditions.
pub(crate) fn asks_start_in_year(amount: &Amount) -> bool {
    matches!(amount, Amount::FixedEach { .. } | Amount::RateOnIncrease { by: Increase::NewLoans, .. })
}

/// When facts that change are asked under a measure.
pub(crate) fn moment(terms: &Terms, years: Years) -> Moment {
    match (&terms.amount, terms.counts) {
        (Amount::FixedEach { .. }, _) | (_, Counts::Deals) => Moment::Start,
        _ => Moment::On(years.year.last()),
    }
}

impl Judge<'_> {
    /// All guarantees or deals that earn under the terms in the year.
    pub(crate) fn tally(&self, terms: &Terms, years: Years) -> Tally {
        let earnings = match terms.counts {
            // Loans are counted in a walk of their own.
            Counts::Loans => Vec::new(),
            Counts::Guarantees => {
                let list = (terms.conditions.as_slice(), moment(terms, years));
                over_guarantees(self, &[], [list], |_| true, |item, _| self.earned_by(terms, item, years))
            }
            Counts::Deals => {
                (0..self.book.deals.rows.len()).filter_map(|item| self.earning(terms, item, years)).collect()
            }
        };
        Tally::of(self.book, &terms.amount, earnings)
    }

    /// What one deal weighs, if it counts and weighs anything.
    fn earning(&self, terms: &Terms, item: usize, years: Years) -> Option<Earning> {
        let meets = self.meets_all(&terms.conditions, subject(terms.counts, item), moment(terms, years));
        if meets { self.earned_by(terms, item, years) } else { None }
    }

    /// What an item that meets the conditions weighs, if it weighs anything.
    fn earned_by(&self, terms: &Terms, item: usize, years: Years) -> Option<Earning> {
        let subject = subject(terms.counts, item);
        let started = |period: Period| period.contains(self.start(subject));
        if (asks_start_in_year(&terms.amount) || terms.counts == Counts::Deals) && !started(years.year) {
            return None;
        }
        let (year, before) = self.weight(terms, item, years)?;
        // A sum raised is a weight, also where its reward rounds to nothing.
        let raised = matches!(terms.amount, Amount::RateOnSum { .. })
            && self.book.deals.rows[item].amount().is_some_and(|sum| sum.0 > 0);
        if year == 0 && before == 0 && !raised {
            return None;
        }
        Some(Earning { beneficiary: self.beneficiary(terms.beneficiary, subject)?, item: item as u32, year, before })
    }

    /// Weight in the year and the year before; `None`: the fact it needs is missing.
    pub(crate) fn weight(&self, terms: &Terms, item: usize, years: Years) -> Option<(i64, i64)> {
        let average = |period| match terms.counts {
            Counts::Loans => fen_days(self.book.loans.events(item), period),
            _ => fen_days(self.book.guarantees.deltas(item), period),
        };
        Some(match &terms.amount {
            Amount::RateOnIncrease { by: Increase::OverYearBefore, .. } => (average(years.year), average(years.before)),
            Amount::RateOnDailyAverage { .. } | Amount::RateOnIncrease { .. } | Amount::ShareOfFee { .. } => {
                (average(years.year), 0)
            }
            Amount::ShareOfInterest { .. } => {
                if self.book.loans.rates[item] == NO_RATE {
                    return None;
                }
                (average(years.year), 0)
            }
            Amount::ShareOfPremium { .. } => {
                let guarantor = self.organisation(self.book.guarantees.guarantor(item));
                if guarantor.kind != huigu_facts::OrganisationKind::Insurer {
                    return None;
                }
                (average(years.year), 0)
            }
            Amount::FixedEach { sum } => (i64::from(sum.0 != 0), 0),
            Amount::RateOnSum { .. } | Amount::FixedPerStage { .. } => {
                (i64::try_from(deal_value(self.book, &terms.amount, item)?).ok()?, 0)
            }
        })
    }

    /// Who is paid for an item: a place among organisations, or parties.
    pub(crate) fn beneficiary(&self, role: Beneficiary, subject: Subject) -> Option<u32> {
        Some(match (role, subject) {
            (Beneficiary::Lender, Subject::Loan(loan)) => self.book.loans.lender(loan),
            (Beneficiary::Lender, Subject::Guarantee(guarantee)) => self.book.guarantees.lenders[guarantee],
            (Beneficiary::Guarantor, Subject::Guarantee(guarantee)) => self.book.guarantees.guarantor(guarantee),
            (Beneficiary::Issuer | Beneficiary::Borrower, _) => self.party(subject).party,
            // The plan's check refuses a beneficiary that the item does not have.
            _ => return None,
        })
    }
}

/// An item of what a measure counts.
pub(crate) fn subject(counts: Counts, item: usize) -> Subject {
    match counts {
        Counts::Loans => Subject::Loan(item),
        Counts::Guarantees => Subject::Guarantee(item),
        Counts::Deals => Subject::Deal(item),
    }
}

/// What a deal is worth under an amount, rounded at the deal; `None`: nothing
/// can be said (no sum reported, no price for its kind and stage).
pub(crate) fn deal_value(book: &Book, amount: &Amount, deal: usize) -> Option<i128> {
    let deal = &book.deals.rows[deal];
    match amount {
        Amount::RateOnSum { rate } => {
            let sum = i128::from(deal.amount()?.0);
            Some(huigu_quantity::round_half_away(sum * i128::from(rate.0), 1_000_000))
        }
        Amount::FixedPerStage { prices } => prices
            .iter()
            .find(|price| price.kind == deal.kind() && price.stage.is_none_or(|stage| deal.stage() == Some(stage)))
            .map(|price| i128::from(price.sum.0)),
        _ => None,
    }
}
