//! A year's measures, beneficiary by beneficiary, day by day.

use std::collections::BTreeMap;

use huigu_facts::OrganisationKind;
use huigu_plan::{
    Amount, Beneficiary, Cap, CapScope, Condition, Counts, Increase, Measure, Rules, Stacking, StagePrice, Standing,
    Terms,
};
use huigu_quantity::{Fen, Period, Ppm};

use crate::balance::{self, Account};
use crate::books::{Books, Financing};
use crate::claims;
use crate::conditions::{self, Figure, Item};
use crate::exact::{Fraction, largest_remainder};
use crate::outcome::{Claimed, Entitlement, Line, NearMiss, Settled};
use crate::who;

/// Settles the year of [`Rules::asked`], every measure of the plan.
#[must_use]
pub fn settle(books: &Books, rules: &Rules) -> Vec<Settled> {
    let active: Vec<Job<'_>> = rules.measures.iter().filter_map(|measure| Job::new(books, rules, measure)).collect();
    let mut counted: Vec<Vec<Counted<'_>>> = active.iter().map(Job::counted).collect();
    if rules.stacking == Stacking::HigherOnly {
        keep_the_higher(&active, &mut counted);
    }
    let mut counted = active.iter().zip(counted);
    let mut settle = |measure: &Measure| match &measure.standing {
        // "A parameter the plan leaves open is `unset`: the measure is listed
        // as inactive with the parameter's name, and pays nothing."
        Standing::Inactive { unset } => Settled {
            measure: measure.id.clone(),
            unset: unset.clone(),
            beneficiaries: BTreeMap::new(),
            near_misses: Vec::new(),
            claims: Vec::new(),
        },
        Standing::Active(_) => {
            let (job, counted) = counted.next().unwrap_or_else(|| panic!("every active measure was counted"));
            let beneficiaries = job.beneficiaries(&counted);
            Settled {
                measure: measure.id.clone(),
                unset: Vec::new(),
                near_misses: job.near_misses(),
                claims: job.claims(&beneficiaries),
                beneficiaries,
            }
        }
    };
    rules.measures.iter().map(&mut settle).collect()
}

/// An active measure over the books in one year.
struct Job<'b> {
    books: &'b Books,
    measure: &'b Measure,
    terms: &'b Terms,
    year: Period,
}

/// An item that meets all conditions, and what it is worth, exactly.
#[derive(Clone)]
struct Counted<'b> {
    item: Item<'b>,
    value: Fraction,
    average: Option<Fraction>,
    average_before: Option<Fraction>,
}

impl<'b> Job<'b> {
    fn new(books: &'b Books, rules: &'b Rules, measure: &'b Measure) -> Option<Self> {
        let Standing::Active(terms) = &measure.standing else { return None };
        Some(Self { books, measure, terms, year: Period::year(rules.asked.year()) })
    }

    fn items(&self) -> Vec<Item<'b>> {
        match self.terms.counts {
            Counts::Loans => self.books.loans.iter().map(Item::Loan).collect(),
            Counts::Guarantees => self.books.guarantees.iter().map(Item::Guarantee).collect(),
            Counts::Deals => self.books.financings.iter().map(Item::Deal).collect(),
        }
    }

    /// A fixed sum asks about loans taken, all else about balances.
    fn figure(&self) -> Figure {
        match self.terms.amount {
            Amount::FixedEach { .. } => Figure::Taken(self.year.last()),
            _ => Figure::Balance(self.year.last()),
        }
    }

    /// "started in the year": a condition of its own where the amount is a
    /// fixed sum, or "the daily average of the loans started in the year".
    fn must_start_in_year(&self) -> bool {
        matches!(self.terms.amount, Amount::FixedEach { .. } | Amount::RateOnIncrease { by: Increase::NewLoans, .. })
    }

    fn started_in_year(&self, item: Item<'_>) -> bool {
        match item {
            Item::Loan(loan) => self.year.contains(loan.start),
            Item::Guarantee(guarantee) => self.year.contains(guarantee.start),
            Item::Deal(deal) => self.year.contains(deal.date),
            Item::Demand(_) => false,
        }
    }

    fn failed(&self, item: Item<'_>) -> Vec<String> {
        let mut failed = conditions::failed(self.books, item, &self.terms.conditions, self.figure());
        if self.must_start_in_year() && !self.started_in_year(item) {
            failed.push("not-started-in-year".to_owned());
        }
        failed
    }

    /// What counts, in the order of ids.
    fn counted(&self) -> Vec<Counted<'b>> {
        let mut items: Vec<_> = self.items().into_iter().filter(|item| self.failed(*item).is_empty()).collect();
        items.retain(|item| self.is_weighed(*item));
        items.sort_by_key(|item| owner_and_id(*item));
        items.into_iter().map(|item| self.worth(item)).collect()
    }

    /// Whether the amount is about the item at all: deals are those "dated in
    /// the year", interest is of "loans with a reported rate", a premium is
    /// "for guarantees of insurers".
    fn is_weighed(&self, item: Item<'_>) -> bool {
        match (&self.terms.amount, item) {
            (_, Item::Deal(_)) => self.started_in_year(item),
            (Amount::ShareOfInterest { .. }, Item::Loan(loan)) => loan.rate.is_some(),
            (Amount::ShareOfPremium { .. }, item) => self.is_insured(item),
            _ => true,
        }
    }

    /// "each loan (guarantee, deal, borrower) with a non-zero weight is a
    /// line": a balance on some day that counts, a fixed sum, a sum raised.
    fn is_line(&self, counted: &Counted<'_>) -> bool {
        let weighs = |average: Option<Fraction>| average.is_some_and(|average| !average.is_zero());
        let raised = match (&self.terms.amount, counted.item) {
            (Amount::RateOnSum { .. }, Item::Deal(deal)) => deal.amount.is_some_and(|amount| amount > Fen::ZERO),
            _ => false,
        };
        raised || weighs(counted.average) || weighs(counted.average_before) || !counted.value.is_zero()
    }

    fn worth(&self, item: Item<'b>) -> Counted<'b> {
        let average = self.daily_average(item, self.year);
        let mut counted = Counted { item, value: Fraction::ZERO, average, average_before: None };
        let of_average = |rate: Ppm| average.unwrap_or(Fraction::ZERO).times(ppm(rate));
        counted.value = match &self.terms.amount {
            Amount::RateOnDailyAverage { rate } | Amount::RateOnIncrease { rate, by: Increase::NewLoans } => {
                of_average(*rate)
            }
            Amount::RateOnIncrease { rate, by: Increase::OverYearBefore } => {
                let before = self.daily_average(item, Period::year(self.year.from.year() - 1));
                counted.average_before = before;
                of_average(*rate).minus(before.unwrap_or(Fraction::ZERO).times(ppm(*rate)))
            }
            Amount::FixedEach { sum } => {
                counted.average = None;
                Fraction::whole(i128::from(sum.0))
            }
            Amount::RateOnSum { .. } | Amount::FixedPerStage { .. } => match item {
                Item::Deal(deal) => Fraction::whole(self.deal_worth(deal)),
                _ => Fraction::ZERO,
            },
            Amount::ShareOfInterest { share } => match item {
                Item::Loan(loan) => of_average(*share).times(ppm(loan.rate.unwrap_or_default())),
                _ => Fraction::ZERO,
            },
            Amount::ShareOfFee { share } | Amount::ShareOfPremium { share } => {
                of_average(*share).times(ppm(fee_rate(item)))
            }
        };
        counted
    }

    /// "Daily average balance over a period of N days = (sum over the days of
    /// the end-of-day balance) / N"; a deal has none.
    fn daily_average(&self, item: Item<'_>, period: Period) -> Option<Fraction> {
        let sum = self.account(item)?.sum_over_days(period);
        Some(Fraction::new(sum, i128::from(period.days())))
    }

    fn account(&self, item: Item<'_>) -> Option<Account> {
        match item {
            Item::Loan(loan) => Some(balance::of_loan(self.books, loan)),
            Item::Guarantee(guarantee) => Some(balance::of_guarantee(self.books, guarantee)),
            Item::Deal(_) | Item::Demand(_) => None,
        }
    }

    /// "as the fee, for guarantees of insurers"
    fn is_insured(&self, item: Item<'_>) -> bool {
        let Item::Guarantee(guarantee) = item else { return false };
        let insurer = who::organisation(self.books, &guarantee.guarantor);
        insurer.is_some_and(|org| org.kind == OrganisationKind::Insurer)
    }

    /// Rate times the sum raised, "rounded at the deal", or the first price
    /// that fits kind and stage; in fen.
    fn deal_worth(&self, deal: &Financing) -> i128 {
        match &self.terms.amount {
            Amount::RateOnSum { rate } => {
                let raised = i128::from(deal.amount.unwrap_or_default().0);
                Fraction::whole(raised).times(ppm(*rate)).rounded()
            }
            Amount::FixedPerStage { prices } => {
                let fits = |price: &&StagePrice| {
                    price.kind == deal.kind && price.stage.is_none_or(|stage| deal.stage == Some(stage))
                };
                prices.iter().find(fits).map_or(0, |price| i128::from(price.sum.0))
            }
            _ => 0,
        }
    }

    fn beneficiary(&self, item: Item<'_>) -> String {
        match (self.terms.beneficiary, item) {
            (Beneficiary::Lender, Item::Loan(loan)) => loan.lender.clone(),
            (Beneficiary::Lender, Item::Guarantee(guarantee)) => guarantee.lender.clone(),
            (Beneficiary::Guarantor, Item::Guarantee(guarantee)) => guarantee.guarantor.clone(),
            (Beneficiary::Guarantor, Item::Loan(loan)) => loan.guarantor.clone(),
            (_, Item::Loan(loan)) => loan.borrower.clone(),
            (_, Item::Guarantee(guarantee)) => guarantee.borrower.clone(),
            (_, Item::Deal(deal)) => deal.issuer.clone(),
            (_, Item::Demand(demand)) => demand.borrower.clone(),
        }
    }

    fn beneficiaries(&self, counted: &[Counted<'b>]) -> BTreeMap<String, Entitlement> {
        let mut found: BTreeMap<String, Vec<&Counted<'b>>> = BTreeMap::new();
        for one in counted.iter().filter(|one| self.is_line(one)) {
            found.entry(self.beneficiary(one.item)).or_default().push(one);
        }
        let mut found: BTreeMap<String, Entitlement> = found
            .into_iter()
            .map(|(id, lines)| {
                let entitlement = self.entitlement(&id, &lines);
                (id, entitlement)
            })
            .collect();
        for cap in self.terms.caps.iter().filter(|cap| cap.scope == CapScope::ProgrammeYear) {
            share_programme(cap, &mut found);
        }
        found
    }

    /// All that concerns one beneficiary alone.
    fn entitlement(&self, id: &str, counted: &[&Counted<'b>]) -> Entitlement {
        let total = counted.iter().fold(Fraction::ZERO, |total, one| total.plus(one.value));
        // "An entitlement is rounded once, at the beneficiary's total for the
        // measure, or at the deal"; deals are whole fen by now.
        let uncapped = total.rounded();
        let values: Vec<_> = counted.iter().map(|one| one.value).collect();
        let amounts = largest_remainder(uncapped, &values);
        let line = |(one, amount): (&&Counted<'_>, i128)| {
            let (owner, id) = owner_and_id(one.item);
            let ratio = |average: Option<Fraction>| average.map(Fraction::ratio);
            let books_begin_later = self.books_begin_later(one.item);
            let (average, average_before) = (ratio(one.average), ratio(one.average_before));
            Line { owner, id, average, average_before, amount, books_begin_later }
        };
        let lines = counted.iter().zip(amounts).map(line).collect();
        let incomplete = self.is_incomplete(id);
        let mut found = Entitlement { uncapped, amount: uncapped, incomplete, lines, adjustments: Vec::new() };
        // "a floor at zero and each cap are lines of their own kind"
        if found.amount < 0 {
            found.bring_to(0, "floor", "");
        }
        for cap in &self.terms.caps {
            let limit = i128::from(cap.sum.0);
            match cap.scope {
                CapScope::Deal => {
                    let over = |one: &&Counted<'_>| (one.value.floor() - limit).max(0);
                    let over: i128 = counted.iter().map(over).sum();
                    found.bring_to(found.amount - over, "cap", &cap.name);
                }
                CapScope::BeneficiaryYear => found.bring_to(found.amount.min(limit), "cap", &cap.name),
                CapScope::BeneficiaryLifetime => {
                    let left = (limit - self.used_before(id)).max(0);
                    found.bring_to(found.amount.min(left), "cap", &cap.name);
                }
                CapScope::ProgrammeYear => {}
            }
        }
        if incomplete {
            found.bring_to(0, "incomplete", "");
        }
        found
    }

    /// "A measure on an increase pays a lender only if they cover the year
    /// before"; `books_from` "is the first day its books cover".
    fn is_incomplete(&self, beneficiary: &str) -> bool {
        let year_before = Period::year(self.year.from.year() - 1);
        matches!(self.terms.amount, Amount::RateOnIncrease { by: Increase::OverYearBefore, .. })
            && who::organisation(self.books, beneficiary)
                .and_then(|org| org.books_from)
                .is_some_and(|from| from > year_before.from)
    }

    /// "A first-loan answer names the lenders whose books begin later than the
    /// loan's start."
    fn books_begin_later(&self, item: Item<'_>) -> Vec<String> {
        let Item::Loan(loan) = item else { return Vec::new() };
        if !self.terms.conditions.contains(&Condition::FirstTime(true)) {
            return Vec::new();
        }
        let lenders = self.books.organisations.iter().filter(|org| org.kind == OrganisationKind::Bank);
        let later = lenders.filter(|org| org.books_from.is_some_and(|from| from > loan.start));
        let mut ids: Vec<String> = later.map(|org| org.org_id.clone()).collect();
        ids.sort();
        ids
    }

    fn claims(&self, beneficiaries: &BTreeMap<String, Entitlement>) -> Vec<Claimed> {
        let failed = |owner: &str, id: &str| {
            let named = |item: &Item<'_>| owner_and_id(*item) == (owner.to_owned(), id.to_owned());
            self.items().into_iter().find(named).map(|item| self.failed(item))
        };
        claims::claims(self.books, (&self.measure.id, self.year.from.year()), beneficiaries, failed)
    }

    /// "A cap over all years is used up by the qualifying deals of every
    /// earlier date on the books (judged at their own date, each after its cap
    /// per deal), also before the plan, at this plan's rate".
    fn used_before(&self, issuer: &str) -> i128 {
        let earlier = self.books.financings.iter().filter(|deal| deal.issuer == issuer && deal.date < self.year.from);
        let qualifying = earlier.filter(|deal| self.failed(Item::Deal(deal)).is_empty());
        let deal_caps = || self.terms.caps.iter().filter(|cap| cap.scope == CapScope::Deal);
        let capped =
            |deal: &Financing| deal_caps().fold(self.deal_worth(deal), |worth, cap| worth.min(i128::from(cap.sum.0)));
        qualifying.map(capped).sum()
    }

    /// "a loan (guarantee, deal) with an end-of-day balance above zero on some
    /// day of the year, or started in it, that fails the measure by exactly
    /// one condition or, where the measure names a product, any such loan
    /// under that product that fails; it is told every condition it fails".
    fn near_misses(&self) -> Vec<NearMiss> {
        let mut items = self.items();
        items.sort_by_key(|item| owner_and_id(*item));
        let mut near = Vec::new();
        for item in items {
            let reasons = self.failed(item);
            let close = reasons.len() == 1 || (!reasons.is_empty() && self.is_under_the_product(item));
            let present = self.started_in_year(item)
                || self.account(item).is_some_and(|account| account.above_zero_in(self.year));
            if close && present {
                let (owner, id) = owner_and_id(item);
                near.push(NearMiss { beneficiary: self.beneficiary(item), owner, id, reasons });
            }
        }
        near
    }

    fn is_under_the_product(&self, item: Item<'_>) -> bool {
        let Some(product) = &self.measure.product else { return false };
        let loan = match item {
            Item::Loan(loan) => Some(loan),
            Item::Guarantee(guarantee) => conditions::guaranteed_loan(self.books, guarantee),
            Item::Deal(_) | Item::Demand(_) => None,
        };
        loan.is_some_and(|loan| loan.product == *product)
    }
}

/// "A programme cap that binds is shared in proportion to the uncapped amounts
/// (already rounded to the fen), to the fen, by largest remainder (ties:
/// beneficiary id); the shares add up to it exactly": in proportion to what
/// the caps before it left, and among those whose books are complete.
fn share_programme(cap: &Cap, beneficiaries: &mut BTreeMap<String, Entitlement>) {
    let limit = i128::from(cap.sum.0);
    let claimed: i128 = beneficiaries.values().map(|one| one.amount).sum();
    if claimed <= limit {
        return;
    }
    let part = |one: &Entitlement| Fraction::new(one.amount, claimed).times(Fraction::whole(limit));
    let parts: Vec<Fraction> = beneficiaries.values().map(part).collect();
    for (one, share) in beneficiaries.values_mut().zip(largest_remainder(limit, &parts)) {
        one.bring_to(share, "cap", &cap.name);
    }
}

/// "`higher-only` (a loan earns only under the measure that gives it more
/// before rounding and caps; tie: the earlier clause)". A loan that is worth
/// nothing above zero anywhere stays where it is.
fn keep_the_higher(jobs: &[Job<'_>], counted: &mut [Vec<Counted<'_>>]) {
    let on_loans = |place: &usize| jobs[*place].terms.counts == Counts::Loans;
    let measures: Vec<usize> = (0..jobs.len()).filter(on_loans).collect();
    let Some(first) = jobs.first() else { return };
    for loan in &first.books.loans {
        let item = Item::Loan(loan);
        let mut best: Option<(usize, Fraction)> = None;
        for &place in &measures {
            let value = counted[place].iter().find(|one| one.item == item).map(|one| one.value);
            if let Some(value) = value.filter(|value| best.is_none_or(|(_, best)| value.exceeds(best))) {
                best = Some((place, value));
            }
        }
        if let Some((best, _)) = best.filter(|(_, value)| value.is_positive()) {
            for &place in measures.iter().filter(|place| **place != best) {
                counted[place].retain(|one| one.item != item);
            }
        }
    }
}

/// Order and name of an item: its owner's id, then its own.
fn owner_and_id(item: Item<'_>) -> (String, String) {
    match item {
        Item::Loan(loan) => (loan.lender.clone(), loan.loan_id.clone()),
        Item::Guarantee(guarantee) => (guarantee.guarantor.clone(), guarantee.guarantee_id.clone()),
        Item::Deal(deal) => (deal.issuer.clone(), deal.deal_id.clone()),
        Item::Demand(demand) => (String::new(), demand.demand_id.clone()),
    }
}

fn fee_rate(item: Item<'_>) -> Ppm {
    match item {
        Item::Guarantee(guarantee) => guarantee.fee_rate,
        _ => Ppm::default(),
    }
}

fn ppm(rate: Ppm) -> Fraction {
    Fraction::new(i128::from(rate.0), 1_000_000)
}
