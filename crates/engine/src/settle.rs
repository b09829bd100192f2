//! A year settled: sums, one rounding, floor, caps.

use std::collections::BTreeMap;

use huigu_book::Book;
use huigu_plan::{Amount, Beneficiary, Cap, CapScope, Counts, Increase, Measure, Rules, Standing, Terms};
use huigu_quantity::{Day, Fen, share_out};

use crate::claims::claimed_by_all;
use crate::findings::{Adjustment, AdjustmentKind, CountedTwice, Entitlement, MeasureFinding, Settlement, Status};
use crate::judge::{Judge, Subject};
use crate::loans::Overlap;
use crate::tallies::Tallies;
use crate::tally::{Tally, Years, deal_value};

/// What one beneficiary gets, with the way there.
#[derive(Debug, Clone)]
pub(crate) struct Due {
    /// A place among organisations or parties.
    pub beneficiary: u32,
    /// How many items earn for it.
    pub lines: u64,
    pub uncapped: i128,
    pub amount: i128,
    pub adjustments: Vec<(AdjustmentKind, String, i128)>,
    pub incomplete: Option<Day>,
}

impl Due {
    /// Adjusts the amount; an adjustment of nothing is none.
    fn bring_to(&mut self, amount: i128, kind: AdjustmentKind, cap: &str) {
        if amount != self.amount {
            self.adjustments.push((kind, cap.to_owned(), amount - self.amount));
            self.amount = amount;
        }
    }

    /// The id of the beneficiary.
    pub(crate) fn name<'b>(&self, book: &'b Book, measure: &Measure) -> &'b str {
        match &measure.standing {
            Standing::Active(terms) => name(book, terms.beneficiary, self.beneficiary),
            Standing::Inactive { .. } => "",
        }
    }

    pub(crate) fn adjustments(&self) -> Vec<Adjustment> {
        let made = self.adjustments.iter();
        made.map(|(kind, cap, amount)| Adjustment { kind: *kind, cap: cap.clone(), amount: fen(*amount) }).collect()
    }
}

/// An amount due. Every input is bounded (a book's balances by the turnover
/// bound, a rate by a million percent), so what does not fit `i64` is a book
/// of more than 10^16 yuan; it is held at the end rather than wrapped.
pub(crate) fn fen(value: i128) -> Fen {
    Fen(value.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
}

/// Settles a year: every measure of the rules, every beneficiary.
#[must_use]
pub fn settle(book: &Book, rules: &Rules, year: i32) -> Settlement {
    let judge = Judge::new(book, rules);
    let years = Years::of(year);
    settled(&judge, rules, years, &Tallies::new(&judge, rules, years))
}

/// The settlement that comes of the tallies.
pub(crate) fn settled(judge: &Judge<'_>, rules: &Rules, years: Years, tallies: &Tallies) -> Settlement {
    let measures = rules.measures.iter().zip(&tallies.measures);
    let measures: Vec<MeasureFinding> =
        measures.map(|(measure, tally)| finding(judge, measure, tally.as_deref(), years)).collect();
    Settlement {
        plan: rules.plan.clone(),
        year: years.year.from.year(),
        total: measures.iter().map(|m| m.total).sum(),
        counted_twice: tallies.twice.iter().filter_map(|twice| counted_twice(rules, twice, years)).collect(),
        measures,
    }
}

fn finding(judge: &Judge<'_>, measure: &Measure, tally: Option<&Tally>, years: Years) -> MeasureFinding {
    let mut found = MeasureFinding {
        measure: measure.id.clone(),
        name: measure.name.clone(),
        clause: measure.clause.clone(),
        status: Status::Active,
        unset: Vec::new(),
        total: Fen::ZERO,
        beneficiaries: Vec::new(),
    };
    if let Standing::Inactive { unset } = &measure.standing {
        found.status = Status::Inactive;
        found.unset.clone_from(unset);
    }
    let mut claims: BTreeMap<&str, Fen> = claimed_by_all(judge.book, &measure.id, years.year.from.year());
    for due in payments(judge, measure, tally, years) {
        let id = due.name(judge.book, measure);
        found.beneficiaries.push(Entitlement {
            uncapped: fen(due.uncapped),
            amount: fen(due.amount),
            lines: due.lines,
            claimed: claims.remove(id),
            incomplete: due.incomplete,
            id: id.to_owned(),
        });
    }
    found.beneficiaries.extend(claims.into_iter().map(|(id, claimed)| Entitlement {
        id: id.to_owned(),
        uncapped: Fen::ZERO,
        amount: Fen::ZERO,
        lines: 0,
        claimed: Some(claimed),
        incomplete: None,
    }));
    found.beneficiaries.sort_by(|a, b| a.id.cmp(&b.id));
    found.total = found.beneficiaries.iter().map(|b| b.amount).sum();
    found
}

/// What every beneficiary of a measure gets; nothing where it is inactive.
pub(crate) fn payments(judge: &Judge<'_>, measure: &Measure, tally: Option<&Tally>, years: Years) -> Vec<Due> {
    match (&measure.standing, tally) {
        (Standing::Active(terms), Some(tally)) => dues(judge, terms, tally, years),
        _ => Vec::new(),
    }
}

/// The id of a beneficiary.
pub(crate) fn name(book: &Book, role: Beneficiary, place: u32) -> &str {
    match role {
        Beneficiary::Lender | Beneficiary::Guarantor => book.organisations.ids.get(place),
        Beneficiary::Issuer | Beneficiary::Borrower => book.parties.ids.get(place),
    }
}

/// What every beneficiary gets, by id.
pub(crate) fn dues(judge: &Judge<'_>, terms: &Terms, tally: &Tally, years: Years) -> Vec<Due> {
    let mut found = Vec::with_capacity(tally.sums.len());
    for (beneficiary, sum) in &tally.sums {
        // The one rounding of an entitlement; a deal's value is rounded already.
        // What an amount beyond all money would be is held at the end by `fen`.
        let uncapped = sum.worth(&terms.amount, years).round_half_away().unwrap_or(i64::MAX.into());
        let mut due = Due {
            beneficiary: *beneficiary,
            lines: sum.lines,
            uncapped,
            amount: uncapped,
            adjustments: Vec::new(),
            incomplete: incomplete(judge.book, terms, *beneficiary, years),
        };
        if matches!(terms.amount, Amount::RateOnIncrease { .. }) {
            due.bring_to(due.amount.max(0), AdjustmentKind::Floor, "");
        }
        cap_party(judge, terms, tally, &mut due, years);
        if due.incomplete.is_some() {
            due.bring_to(0, AdjustmentKind::Incomplete, "");
        }
        found.push(due);
    }
    for cap in terms.caps.iter().filter(|cap| cap.scope == CapScope::ProgrammeYear) {
        cap_programme(cap, &mut found);
    }
    found
}

/// The day a lender's books begin, where an increase needs the year before
/// and they do not cover it.
fn incomplete(book: &Book, terms: &Terms, beneficiary: u32, years: Years) -> Option<Day> {
    let on_increase = matches!(terms.amount, Amount::RateOnIncrease { by: Increase::OverYearBefore, .. });
    if !on_increase || terms.beneficiary != Beneficiary::Lender {
        return None;
    }
    book.organisations.rows[beneficiary as usize].books_from.filter(|from| *from > years.before.from)
}

/// Caps on one beneficiary: per deal, per year, over all years.
fn cap_party(judge: &Judge<'_>, terms: &Terms, tally: &Tally, due: &mut Due, years: Years) {
    let per_deal = terms.caps.iter().find(|cap| cap.scope == CapScope::Deal);
    if let Some(cap) = per_deal {
        let deals = tally.earnings_of(due.beneficiary).iter();
        let capped = deals.map(|deal| i128::from(deal.year.min(cap.sum.0))).sum();
        due.bring_to(capped, AdjustmentKind::Cap, &cap.name);
    }
    for cap in terms.caps.iter().filter(|cap| cap.scope == CapScope::BeneficiaryYear) {
        due.bring_to(due.amount.min(i128::from(cap.sum.0)), AdjustmentKind::Cap, &cap.name);
    }
    for cap in terms.caps.iter().filter(|cap| cap.scope == CapScope::BeneficiaryLifetime) {
        let used = used_before(judge, terms, due.beneficiary, per_deal, years.year.from);
        let left = (i128::from(cap.sum.0) - used).max(0);
        due.bring_to(due.amount.min(left), AdjustmentKind::Cap, &cap.name);
    }
}

/// What an issuer's qualifying deals of every earlier date come to, each
/// judged at its own date and after its cap, at today's rate.
fn used_before(judge: &Judge<'_>, terms: &Terms, issuer: u32, per_deal: Option<&Cap>, day: Day) -> i128 {
    if terms.counts != Counts::Deals {
        return 0;
    }
    let deals = &judge.book.deals.rows;
    let first = deals.partition_point(|deal| deal.party < issuer);
    let own = deals[first..].iter().enumerate().take_while(|(_, deal)| deal.party == issuer);
    own.filter(|(_, deal)| deal.date() < day)
        .map(|(offset, _)| first + offset)
        .filter(|&deal| judge.meets_all(&terms.conditions, Subject::Deal(deal), crate::judge::Moment::Start))
        .filter_map(|deal| deal_value(judge.book, &terms.amount, deal))
        .map(|value| per_deal.map_or(value, |cap| value.min(i128::from(cap.sum.0))))
        .sum()
}

/// A cap on all beneficiaries together: shared in proportion, to the fen.
fn cap_programme(cap: &Cap, dues: &mut [Due]) {
    let claims: Vec<i128> = dues.iter().map(|due| due.amount.max(0)).collect();
    if claims.iter().sum::<i128>() <= i128::from(cap.sum.0) {
        return;
    }
    for (due, share) in dues.iter_mut().zip(share_out(i128::from(cap.sum.0), &claims)) {
        due.bring_to(share, AdjustmentKind::Cap, &cap.name);
    }
}

/// Loans that earn under two measures, and what they come to under each before caps.
fn counted_twice(rules: &Rules, twice: &Overlap, years: Years) -> Option<CountedTwice> {
    let [first, second] = twice.measures.map(|place| &rules.measures[place]);
    let worth = |measure: &Measure, place: usize| match &measure.standing {
        Standing::Active(terms) => twice.sums[place].worth(&terms.amount, years).round_half_away().map(fen),
        Standing::Inactive { .. } => None,
    };
    Some(CountedTwice {
        measures: [first.id.clone(), second.id.clone()],
        loans: twice.sums[0].lines,
        first: worth(first, 0)?,
        second: worth(second, 1)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_beyond_the_range_is_held_at_its_own_end() {
        let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
        for (value, held) in [(least - 1, i64::MIN), (least, i64::MIN), (0, 0), (most, i64::MAX), (most + 1, i64::MAX)]
        {
            assert_eq!(fen(value), Fen(held), "{value}");
        }
    }
}
