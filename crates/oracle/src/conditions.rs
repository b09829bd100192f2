//! Which conditions an item fails, and the code each failure has.

use huigu_facts::{LoanClassKind, Vocabulary};
use huigu_plan::{Condition, ExclusionTime, WordSet};
use huigu_quantity::{Day, Fen};

use crate::balance;
use crate::books::{Books, Demand, Financing, Guarantee, Loan, Organisation, Party};
use crate::who;

/// What conditions are asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item<'b> {
    /// A loan.
    Loan(&'b Loan),
    /// A guarantee.
    Guarantee(&'b Guarantee),
    /// A financing.
    Deal(&'b Financing),
    /// A demand.
    Demand(&'b Demand),
}

/// The day of the figure that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// A figure of balances on a day.
    Balance(Day),
    /// A figure of loans taken, looked at on a day.
    Taken(Day),
}

impl Figure {
    /// The date of the figure.
    #[must_use]
    pub fn day(self) -> Day {
        let (Self::Balance(day) | Self::Taken(day)) = self;
        day
    }
}

impl<'b> Item<'b> {
    /// Borrower, issuer or applicant, and the day whose row judges it.
    fn party_and_day(self) -> (&'b str, Day) {
        match self {
            Self::Loan(loan) => (&loan.borrower, loan.start),
            Self::Guarantee(guarantee) => (&guarantee.borrower, guarantee.start),
            Self::Deal(deal) => (&deal.issuer, deal.date),
            Self::Demand(demand) => (&demand.borrower, demand.date),
        }
    }

    fn loan(self) -> Option<&'b Loan> {
        if let Self::Loan(loan) = self { Some(loan) } else { None }
    }

    fn guarantee(self) -> Option<&'b Guarantee> {
        if let Self::Guarantee(guarantee) = self { Some(guarantee) } else { None }
    }

    fn start_and_due(self) -> Option<(Day, Day)> {
        match self {
            Self::Loan(loan) => Some((loan.start, loan.due)),
            Self::Guarantee(guarantee) => Some((guarantee.start, guarantee.due)),
            Self::Deal(_) | Self::Demand(_) => None,
        }
    }
}

/// Whether all conditions are met.
#[must_use]
pub fn meets(books: &Books, item: Item<'_>, conditions: &[Condition], figure: Figure) -> bool {
    failed(books, item, conditions, figure).is_empty()
}

/// The codes of all conditions that are not met, in the order they stand.
#[must_use]
pub fn failed(books: &Books, item: Item<'_>, conditions: &[Condition], figure: Figure) -> Vec<String> {
    conditions.iter().filter_map(|condition| Asked { books, item, figure }.failure(condition)).collect()
}

/// The loan a guarantee stands behind, if it is on the books.
#[must_use]
pub fn guaranteed_loan<'b>(books: &'b Books, guarantee: &Guarantee) -> Option<&'b Loan> {
    books.loans.iter().find(|loan| loan.lender == guarantee.lender && loan.loan_id == guarantee.loan_id)
}

#[derive(Clone, Copy)]
struct Asked<'b> {
    books: &'b Books,
    item: Item<'b>,
    figure: Figure,
}

impl<'b> Asked<'b> {
    /// `None` when the condition is met, else its code.
    fn failure(self, condition: &Condition) -> Option<String> {
        use Condition as C;
        let loan = self.item.loan();
        match condition {
            C::PartyKind(set) => word("borrower-kind", *set, self.party().map(|party| party.kind)),
            C::Scale(set) => word("scale", *set, self.party().and_then(who::scale)),
            C::Ownership(set) => word("ownership", *set, self.party().and_then(|party| party.ownership)),
            C::Industry(wanted) => self.industry(wanted),
            C::Town(wanted) => text("town", wanted, self.party().map(|party| &party.town)),
            C::Park(wanted) => text("park", wanted, self.party().map(|party| &party.park)),
            C::InDistrict(want) => self.party_is("in-district", *want, |party| party.in_district),
            C::DualInnovation(want) => {
                let day = self.dual_innovation_day();
                self.party_is("dual-innovation", *want, |party| who::is_dual_innovation(party, day))
            }
            C::Technology(want) => self.party_is("technology", *want, |party| party.technology),
            C::Agricultural(want) => self.party_is("agricultural", *want, |party| party.agricultural),
            C::Product(wanted) => {
                fails("product", loan.is_some_and(|loan| !loan.product.is_empty() && wanted.contains(&loan.product)))
            }
            C::Form(set) => word("form", *set, loan.map(|loan| loan.form)),
            C::Security(set) => word("security", *set, loan.map(|loan| loan.security)),
            C::Collateral(set) => word("collateral", *set, loan.and_then(|loan| loan.collateral)),
            C::Purpose(set) => word("purpose", *set, loan.and_then(|loan| loan.purpose)),
            C::TermAtMost(years) => fails("term-too-long", self.term(|start, due| due <= start.plus_years(*years))),
            C::TermOver(years) => fails("term-too-short", self.term(|start, due| due > start.plus_years(*years))),
            C::PrincipalAtMost(limit) => {
                fails("principal-above-limit", loan.is_some_and(|loan| loan.principal <= *limit))
            }
            C::CreditLineAtMost(limit) => {
                let line = loan.and_then(|loan| who::credit_line(self.books, loan));
                reported("credit-line", "above-limit", line.map(|line| line <= *limit))
            }
            C::RateOverLprAtMost(margin) => self.rate(margin.0),
            C::Class(set) => fails("class", set.has(loan.map(|loan| self.class(loan)))),
            C::FirstTime(want) => self.first_time(*want),
            C::Renewal(want) => yes_or_no("renewal", *want, loan.map(|loan| !loan.renewal_of.is_empty())),
            C::LenderKind(set) => fails("lender-kind", set.has(self.lender().map(|org| org.kind))),
            C::LenderInDistrict(want) => {
                yes_or_no("lender-in-district", *want, self.lender().map(|org| org.in_district))
            }
            C::GuarantorKind(set) => fails("guarantor-kind", set.has(self.guarantor().map(|org| org.kind))),
            C::GuarantorPolicy(want) => yes_or_no("guarantor-policy", *want, self.guarantor().map(is_policy)),
            C::GuarantorInDistrict(want) => {
                yes_or_no("guarantor-in-district", *want, self.guarantor().map(|org| org.in_district))
            }
            C::GuaranteeAmountAtMost(limit) => {
                let within = self.item.guarantee().is_some_and(|guarantee| guarantee.amount <= *limit);
                fails("guarantee-above-limit", within)
            }
            C::GuaranteeAccountAtMost(limit) => {
                let guarantee = self.item.guarantee();
                let within = guarantee.is_some_and(|guarantee| self.account(guarantee) <= i128::from(limit.0));
                fails("account-above-limit", within)
            }
            C::GuaranteedLoan(conditions) => self.guaranteed_loan(conditions),
            C::DealKind(set) => fails("deal-kind", set.has(self.deal().map(|deal| deal.kind))),
            C::DealStage(set) => word("deal-stage", *set, self.deal().and_then(|deal| deal.stage)),
            C::Qualifies(want) => fails("qualifies", self.demand().and_then(|demand| demand.qualifies) == Some(*want)),
            C::Outcome(set) => fails("outcome", set.has(self.demand().and_then(|demand| demand.outcome))),
            C::BorrowerLimit { product, limit } => {
                fails("borrower-limit", loan.is_some_and(|loan| self.within_limit(loan, product, *limit)))
            }
            C::NotExcluded { by, time } => {
                fails("excluded-by-product", loan.is_some_and(|loan| !self.excluded(loan, by, *time)))
            }
            C::Any(lists) => fails("no-alternative", lists.iter().any(|list| self.all(list))),
            C::Not(list) => fails("exception", !self.all(list)),
        }
    }

    fn all(self, conditions: &[Condition]) -> bool {
        conditions.iter().all(|condition| self.failure(condition).is_none())
    }

    fn party(self) -> Option<&'b Party> {
        let (id, day) = self.item.party_and_day();
        who::party(self.books, id, day)
    }

    fn deal(self) -> Option<&'b Financing> {
        if let Item::Deal(deal) = self.item { Some(deal) } else { None }
    }

    fn demand(self) -> Option<&'b Demand> {
        if let Item::Demand(demand) = self.item { Some(demand) } else { None }
    }

    fn lender(self) -> Option<&'b Organisation> {
        let id = self.item.loan().map(|loan| &loan.lender);
        let id = id.or(self.item.guarantee().map(|guarantee| &guarantee.lender))?;
        who::organisation(self.books, id)
    }

    fn guarantor(self) -> Option<&'b Organisation> {
        let id = self.item.guarantee().map(|guarantee| &guarantee.guarantor);
        let id = id.or(self.item.loan().map(|loan| &loan.guarantor))?;
        who::organisation(self.books, id)
    }

    fn party_is(self, name: &str, want: bool, is: impl Fn(&Party) -> bool) -> Option<String> {
        yes_or_no(name, want, self.party().map(is))
    }

    /// "t = the date of the figure for balances (…), the loan's start for
    /// loans taken, the demand's date for demands."
    fn dual_innovation_day(self) -> Day {
        match (self.item, self.figure) {
            (Item::Loan(_) | Item::Guarantee(_), Figure::Balance(day)) => day,
            (item, _) => item.party_and_day().1,
        }
    }

    /// "Industry begins with one of these: a section letter or digits."
    fn industry(self, wanted: &[String]) -> Option<String> {
        let reported = self.party().filter(|party| !party.industry.is_empty());
        let Some(party) = reported else { return Some("industry-not-reported".to_owned()) };
        let (section, digits) = who::section_and_digits(&party.industry);
        let begins = |code: &String| {
            let (letter, wanted) = who::section_and_digits(code);
            if wanted.is_empty() { section == letter } else { digits.starts_with(&wanted) }
        };
        fails("industry", wanted.iter().any(begins))
    }

    fn term(self, good: impl Fn(Day, Day) -> bool) -> bool {
        self.item.start_and_due().is_some_and(|(start, due)| good(start, due))
    }

    /// "'At or below LPR': rate <= quote. No quote or no rate: 'not reported'."
    fn rate(self, margin: i64) -> Option<String> {
        let with_rate = self.item.loan().and_then(|loan| Some((loan, loan.rate?)));
        let Some((loan, rate)) = with_rate else { return Some("rate-not-reported".to_owned()) };
        let Some(quote) = who::lpr(self.books, loan) else { return Some("lpr-not-reported".to_owned()) };
        fails("rate-above-lpr", rate.0 - quote.0 <= margin)
    }

    /// "by the last class on or before d; none = normal".
    fn class(self, loan: &Loan) -> LoanClassKind {
        let own = self.books.loan_classes.iter().filter(|row| row.lender == loan.lender && row.loan_id == loan.loan_id);
        let last = own.filter(|row| row.date <= self.figure.day()).max_by_key(|row| row.date);
        last.map_or(LoanClassKind::Normal, |row| row.class)
    }

    fn first_time(self, want: bool) -> Option<String> {
        let Some(loan) = self.item.loan() else { return fails("not-first-loan", !want) };
        match (who::why_not_first(self.books, loan), want) {
            (None, true) | (Some(_), false) => None,
            (None, false) => Some("first-loan".to_owned()),
            (Some(code), true) => Some(code.to_owned()),
        }
    }

    /// "the borrower's guaranteed balance at that guarantor at the end of the
    /// start day from all its other guarantees, also those of the same day,
    /// plus this amount".
    fn account(self, guarantee: &Guarantee) -> i128 {
        let others = self.books.guarantees.iter().filter(|other| {
            other.guarantor == guarantee.guarantor
                && other.borrower == guarantee.borrower
                && other.guarantee_id != guarantee.guarantee_id
        });
        let balance = |other| balance::of_guarantee(self.books, other).balance(guarantee.start);
        others.map(balance).sum::<i128>() + i128::from(guarantee.amount.0)
    }

    /// "The loan the guarantee stands behind is on the books and meets these."
    fn guaranteed_loan(self, conditions: &[Condition]) -> Option<String> {
        match self.item.guarantee().and_then(|guarantee| guaranteed_loan(self.books, guarantee)) {
            Some(loan) => fails("guaranteed-loan", Self { item: Item::Loan(loan), ..self }.all(conditions)),
            None => Some("guaranteed-loan-not-reported".to_owned()),
        }
    }

    /// "counts, at the end of the day on which the loan starts, the balances of
    /// the borrower's other loans under the product at all lenders that come
    /// before it in the order (start, id), qualifying or not, plus the new
    /// loan's principal".
    fn within_limit(self, loan: &Loan, product: &str, limit: Fen) -> bool {
        let others = self.books.loans.iter().filter(|other| {
            other.borrower == loan.borrower && other.product == product && who::comes_before(other, loan)
        });
        let owed: i128 = others.map(|other| balance::of_loan(self.books, other).balance(loan.start)).sum();
        owed + i128::from(loan.principal.0) <= i128::from(limit.0)
    }

    /// "a loan fails when the same borrower has, at any lender, a loan under
    /// the other product that comes before it in the order (start, id),
    /// qualifying or not, and their times overlap".
    fn excluded(self, loan: &Loan, by: &str, time: ExclusionTime) -> bool {
        let mut others =
            self.books.loans.iter().filter(|other| {
                other.borrower == loan.borrower && other.product == by && who::comes_before(other, loan)
            });
        others.any(|other| {
            let times = (self.time_of(loan, time), self.time_of(other, time));
            let (Some((from, to)), Some((other_from, other_to))) = times else { return false };
            // Half-open: they overlap when each begins before the other ends.
            other_to.is_none_or(|end| from < end) && to.is_none_or(|end| other_from < end)
        })
    }

    /// First day, and first day no longer in the time (`None`: open-ended);
    /// `None` for a loan that has no time.
    fn time_of(self, loan: &Loan, time: ExclusionTime) -> Option<(Day, Option<Day>)> {
        match time {
            ExclusionTime::Balance => balance::of_loan(self.books, loan).zero_for_good().map(|end| (loan.start, end)),
            ExclusionTime::Contract => (loan.start < loan.due).then_some((loan.start, Some(loan.due))),
        }
    }
}

/// "an organisation of kind guarantor with `policy` true".
fn is_policy(org: &Organisation) -> bool {
    org.kind == huigu_facts::OrganisationKind::Guarantor && org.policy
}

fn fails(code: &str, met: bool) -> Option<String> {
    (!met).then(|| code.to_owned())
}

/// A word and its set: outside it, `code`; not reported, `code-not-reported`.
fn word<V: Vocabulary>(code: &str, set: WordSet<V>, reported: Option<V>) -> Option<String> {
    let code = if reported.is_none() { format!("{code}-not-reported") } else { code.to_owned() };
    fails(&code, set.has(reported))
}

/// A text and those wanted; an empty text was not reported.
fn text(code: &str, wanted: &[String], found: Option<&String>) -> Option<String> {
    match found.filter(|found| !found.is_empty()) {
        Some(found) => fails(code, wanted.contains(found)),
        None => Some(format!("{code}-not-reported")),
    }
}

/// A limit and whether the reported figure keeps it.
fn reported(fact: &str, failure: &str, within: Option<bool>) -> Option<String> {
    match within {
        Some(within) => fails(&format!("{fact}-{failure}"), within),
        None => Some(format!("{fact}-not-reported")),
    }
}

/// A fact that is wanted to be so or not so; the code of what was found
/// instead: `not-NAME` or `NAME`.
fn yes_or_no(name: &str, want: bool, is: Option<bool>) -> Option<String> {
    if is == Some(want) {
        return None;
    }
    // lender-in-district and guarantor-… carry their "not" after the noun.
    let negative = match name.split_once('-') {
        Some((noun @ ("lender" | "guarantor"), rest)) => format!("{noun}-not-{rest}"),
        _ => format!("not-{name}"),
    };
    Some(if want { negative } else { name.to_owned() })
}
