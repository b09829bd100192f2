//! What each item earns under a measure, exactly, before rounding and caps.

use huigu_book::{Book, NO_RATE};
use huigu_plan::{Amount, Beneficiary, Counts, Increase, Stacking, Standing, Terms};
use huigu_quantity::{Day, Period};
use rayon::prelude::*;

use crate::judge::{Judge, Moment, Subject};

/// Items judged at once by one thread.
const CHUNK: usize = 16_384;

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
    /// Balance times days in the year, fen; or fen for what is no average.
    pub year: i64,
    /// The same for the year before, for an increase.
    pub before: i64,
}

/// Everything that earns under one measure.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// By (beneficiary, item).
    pub earnings: Vec<Earning>,
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
    /// All that earns under the terms in the year, by (beneficiary, item).
    pub(crate) fn tally(&self, terms: &Terms, years: Years) -> Tally {
        let count = match terms.counts {
            Counts::Loans => self.book.loans.len(),
            Counts::Guarantees => self.book.guarantees.len(),
            Counts::Deals => self.book.deals.len(),
        };
        let at = moment(terms, years);
        let chunks: Vec<Vec<Earning>> = (0..count.div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| {
                let items = chunk * CHUNK..count.min((chunk + 1) * CHUNK);
                items.filter_map(|item| self.earning(terms, item, years, at)).collect()
            })
            .collect();
        let mut earnings = chunks.concat();
        if !earnings.is_sorted_by_key(|e| (e.beneficiary, e.item)) {
            earnings.par_sort_unstable_by_key(|e| (e.beneficiary, e.item));
        }
        Tally { earnings }
    }

    /// What one item weighs, if it counts and weighs anything.
    fn earning(&self, terms: &Terms, item: usize, years: Years, at: Moment) -> Option<Earning> {
        let subject = subject(terms.counts, item);
        let started = |period: Period| period.contains(self.start(subject));
        if (asks_start_in_year(&terms.amount) || terms.counts == Counts::Deals) && !started(years.year) {
            return None;
        }
        let (year, before) = self.weight(terms, item, years)?;
        // A sum raised is a weight, also where its reward rounds to nothing.
        let raised = matches!(terms.amount, Amount::RateOnSum { .. })
            && self.book.deals[item].amount.is_some_and(|sum| sum.0 > 0);
        if (year == 0 && before == 0 && !raised) || !self.meets_all(&terms.conditions, subject, at) {
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
            Amount::FixedEach { sum } => (sum.0, 0),
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
    let deal = &book.deals[deal];
    match amount {
        Amount::RateOnSum { rate } => {
            let sum = i128::from(deal.amount?.0);
            Some(huigu_quantity::round_half_away(sum * i128::from(rate.0), 1_000_000))
        }
        Amount::FixedPerStage { prices } => prices
            .iter()
            .find(|price| price.kind == deal.kind && price.stage.is_none_or(|stage| deal.stage == Some(stage)))
            .map(|price| i128::from(price.sum.0)),
        _ => None,
    }
}

/// The denominator of every part of a measure.
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

/// The numerator of one item's part, over [`denominator`].
pub(crate) fn part(book: &Book, amount: &Amount, earning: &Earning, years: Years) -> i128 {
    let (year, before) = (i128::from(earning.year), i128::from(earning.before));
    match amount {
        Amount::RateOnIncrease { rate, by: Increase::OverYearBefore } => {
            let (n, n_before) = (i128::from(years.year.days()), i128::from(years.before.days()));
            i128::from(rate.0) * (year * n_before - before * n)
        }
        Amount::RateOnDailyAverage { rate } | Amount::RateOnIncrease { rate, .. } => i128::from(rate.0) * year,
        Amount::ShareOfInterest { share } => {
            i128::from(share.0) * i128::from(book.loans.rates[earning.item as usize]) * year
        }
        Amount::ShareOfFee { share } | Amount::ShareOfPremium { share } => {
            i128::from(share.0) * i128::from(book.guarantees.fees[earning.item as usize].0) * year
        }
        Amount::FixedEach { .. } | Amount::RateOnSum { .. } | Amount::FixedPerStage { .. } => year,
    }
}

/// The tallies of all active measures, after stacking; `None`: inactive.
pub(crate) fn tallies(judge: &Judge<'_>, rules: &huigu_plan::Rules, years: Years) -> Vec<Option<Tally>> {
    let mut found: Vec<Option<Tally>> = rules
        .measures
        .iter()
        .map(|measure| match &measure.standing {
            Standing::Active(terms) => Some(judge.tally(terms, years)),
            Standing::Inactive { .. } => None,
        })
        .collect();
    if rules.stacking == Stacking::HigherOnly {
        keep_higher(judge.book, rules, years, &mut found);
    }
    found
}

/// Leaves each loan under the measure that gives it more; ties and loans that
/// bring nothing anywhere stay: the first with the earlier measure, the others
/// where they are.
fn keep_higher(book: &Book, rules: &huigu_plan::Rules, years: Years, tallies: &mut [Option<Tally>]) {
    let mut best: std::collections::HashMap<u32, (huigu_quantity::Ratio, usize)> = std::collections::HashMap::new();
    let loan_terms = |place: usize| match &rules.measures[place].standing {
        Standing::Active(terms) if terms.counts == Counts::Loans => Some(terms),
        _ => None,
    };
    for (place, tally) in tallies.iter().enumerate() {
        let (Some(terms), Some(tally)) = (loan_terms(place), tally) else { continue };
        let den = denominator(&terms.amount, years);
        for earning in &tally.earnings {
            let Some(value) = huigu_quantity::Ratio::new(part(book, &terms.amount, earning, years), den) else {
                continue;
            };
            let stands = best.get(&earning.item).is_some_and(|(highest, _)| *highest >= value);
            if !stands && value > huigu_quantity::Ratio::whole(0) {
                best.insert(earning.item, (value, place));
            }
        }
    }
    for (place, tally) in tallies.iter_mut().enumerate() {
        if let (Some(_), Some(tally)) = (loan_terms(place), tally) {
            tally.earnings.retain(|earning| best.get(&earning.item).is_none_or(|(_, at)| *at == place));
        }
    }
}
