//! A year settled: sums, one rounding, floor, caps.

use huigu_book::Book;
use huigu_plan::{Amount, Beneficiary, Cap, CapScope, Counts, Increase, Measure, Rules, Standing, Terms};
use huigu_quantity::{Day, Fen, Ratio, round_half_away, share_out};

use crate::claims::{claimants, claimed};
use crate::findings::{Adjustment, AdjustmentKind, CountedTwice, Entitlement, MeasureFinding, Settlement, Status};
use crate::judge::{Judge, Subject};
use crate::tally::{Earning, Tally, Years, deal_value, denominator, part, tallies};

/// What one beneficiary gets, with the way there.
#[derive(Debug, Clone)]
pub(crate) struct Due {
    /// A place among organisations or parties.
    pub beneficiary: u32,
    /// Where its earnings lie in the tally.
    pub earnings: std::ops::Range<usize>,
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

    pub(crate) fn adjustments(&self) -> Vec<Adjustment> {
        let made = self.adjustments.iter();
        made.map(|(kind, cap, amount)| Adjustment { kind: *kind, cap: cap.clone(), amount: fen(*amount) }).collect()
    }
}

/// An amount due. Every input is bounded (a book's balances by the turnover
/// bound, a rate by a million percent), so what does not fit `i64` is a book
/// of more than 10^16 yuan; it is held at the end rather than wrapped.
pub(crate) fn fen(value: i128) -> Fen {
    Fen::from_i128(value).unwrap_or(Fen(if value < 0 { i64::MIN } else { i64::MAX }))
}

/// Settles a year: every measure of the rules, every beneficiary.
#[must_use]
pub fn settle(book: &Book, rules: &Rules, year: i32) -> Settlement {
    let judge = Judge::new(book, rules);
    let years = Years::of(year);
    let tallies = tallies(&judge, rules, years);
    let measures: Vec<MeasureFinding> = rules
        .measures
        .iter()
        .zip(&tallies)
        .map(|(measure, tally)| finding(&judge, measure, tally.as_ref(), years))
        .collect();
    Settlement {
        plan: rules.plan.clone(),
        year,
        total: measures.iter().map(|m| m.total).sum(),
        counted_twice: counted_twice(book, rules, &tallies, years),
        measures,
    }
}

fn finding(judge: &Judge<'_>, measure: &Measure, tally: Option<&Tally>, years: Years) -> MeasureFinding {
    let year = years.year.from.year();
    let mut found = MeasureFinding {
        measure: measure.id.clone(),
        name: measure.name.clone(),
        clause: measure.clause.clone(),
        status: Status::Active,
        unset: Vec::new(),
        total: Fen::ZERO,
        beneficiaries: Vec::new(),
    };
    match (&measure.standing, tally) {
        (Standing::Active(terms), Some(tally)) => {
            for due in dues(judge, terms, tally, years) {
                let id = name(judge.book, terms.beneficiary, due.beneficiary).to_owned();
                found.beneficiaries.push(Entitlement {
                    uncapped: fen(due.uncapped),
                    amount: fen(due.amount),
                    lines: due.earnings.len() as u64,
                    claimed: claimed(judge.book, &measure.id, year, &id),
                    incomplete: due.incomplete,
                    id,
                });
            }
        }
        (Standing::Inactive { unset }, _) => {
            found.status = Status::Inactive;
            found.unset.clone_from(unset);
        }
        (Standing::Active(_), None) => {}
    }
    for id in claimants(judge.book, &measure.id, year) {
        if !found.beneficiaries.iter().any(|b| b.id == id) {
            let claimed = claimed(judge.book, &measure.id, year, id);
            found.beneficiaries.push(Entitlement {
                id: id.to_owned(),
                uncapped: Fen::ZERO,
                amount: Fen::ZERO,
                lines: 0,
                claimed,
                incomplete: None,
            });
        }
    }
    found.beneficiaries.sort_by(|a, b| a.id.cmp(&b.id));
    found.total = found.beneficiaries.iter().map(|b| b.amount).sum();
    found
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
    let den = denominator(&terms.amount, years);
    let mut found = Vec::new();
    let mut from = 0;
    for group in tally.earnings.chunk_by(|a, b| a.beneficiary == b.beneficiary) {
        let sum: i128 = group.iter().map(|earning| part(judge.book, &terms.amount, earning, years)).sum();
        // The one rounding of an entitlement; a deal's value is rounded already.
        let uncapped = round_half_away(sum, den);
        let beneficiary = group[0].beneficiary;
        let mut due = Due {
            beneficiary,
            earnings: from..from + group.len(),
            uncapped,
            amount: uncapped,
            adjustments: Vec::new(),
            incomplete: incomplete(judge.book, terms, beneficiary, years),
        };
        from += group.len();
        if matches!(terms.amount, Amount::RateOnIncrease { .. }) {
            due.bring_to(due.amount.max(0), AdjustmentKind::Floor, "");
        }
        cap_party(judge, terms, group, &mut due, years);
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
fn cap_party(judge: &Judge<'_>, terms: &Terms, group: &[Earning], due: &mut Due, years: Years) {
    let per_deal = terms.caps.iter().find(|cap| cap.scope == CapScope::Deal);
    if let Some(cap) = per_deal {
        let capped = group.iter().map(|e| i128::from(e.year.min(cap.sum.0))).sum();
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
    let deals = &judge.book.deals;
    let first = deals.partition_point(|deal| deal.party < issuer);
    let own = deals[first..].iter().enumerate().take_while(|(_, deal)| deal.party == issuer);
    own.filter(|(_, deal)| deal.date < day)
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

/// Pairs of loan measures under which the same loans earn.
fn counted_twice(book: &Book, rules: &Rules, tallies: &[Option<Tally>], years: Years) -> Vec<CountedTwice> {
    let loan_measures: Vec<(&Measure, &Terms, Vec<&Earning>)> = rules
        .measures
        .iter()
        .zip(tallies)
        .filter_map(|(measure, tally)| match (&measure.standing, tally) {
            (Standing::Active(terms), Some(tally)) if terms.counts == Counts::Loans => {
                let mut earnings: Vec<&Earning> = tally.earnings.iter().collect();
                earnings.sort_unstable_by_key(|e| e.item);
                Some((measure, terms, earnings))
            }
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for (at, (first, first_terms, first_earnings)) in loan_measures.iter().enumerate() {
        for (second, second_terms, second_earnings) in &loan_measures[at + 1..] {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for earning in first_earnings {
                if let Ok(other) = second_earnings.binary_search_by_key(&earning.item, |e| e.item) {
                    left.push(*earning);
                    right.push(second_earnings[other]);
                }
            }
            if !left.is_empty() {
                found.push(CountedTwice {
                    measures: [first.id.clone(), second.id.clone()],
                    loans: left.len() as u64,
                    first: worth(book, &first_terms.amount, &left, years),
                    second: worth(book, &second_terms.amount, &right, years),
                });
            }
        }
    }
    found
}

/// What some earnings of a measure come to before caps, rounded.
fn worth(book: &Book, amount: &Amount, earnings: &[&Earning], years: Years) -> Fen {
    let sum = earnings.iter().map(|earning| part(book, amount, earning, years)).sum();
    let exact = Ratio::new(sum, denominator(amount, years));
    fen(exact.and_then(|exact| exact.round_half_away()).unwrap_or_default())
}
