//! What would be paid otherwise by another book than by the one that was
//! known, and the rows that are the cause.

use std::collections::{BTreeMap, BTreeSet};

use huigu_book::Book;
use huigu_engine::{Explainer, Item, Settlement, settle};
use huigu_facts::{ItemKind, Row};
use huigu_plan::Rules;
use huigu_quantity::Fen;

use super::effect::{Difference, YearEffect};
use crate::desk::Desk;
use crate::{Caller, Error, FrozenSettlement, IngestError, Scope};

/// What is due, by measure and beneficiary.
pub(super) type Amounts = BTreeMap<(String, String), Fen>;

pub(super) fn amounts(answer: &Settlement) -> Amounts {
    let each = answer.measures.iter().flat_map(|measure| {
        measure.beneficiaries.iter().map(|one| ((measure.measure.clone(), one.id.clone()), one.amount))
    });
    each.collect()
}

/// The amounts of a settlement as it was frozen; `None` where it cannot be read.
pub(super) fn frozen(result: &str) -> Option<Amounts> {
    let found = FrozenSettlement::read(result).ok()?;
    let amounts = found.amounts();
    Some(amounts.map(|(measure, id, amount)| ((measure.to_owned(), id.to_owned()), amount)).collect())
}

/// What a year comes to by two books: every beneficiary whose amount differs,
/// with the items whose part changed; `because_of` is left empty.
#[must_use]
pub fn differences(before: &Book, after: &Book, rules: &Rules, year: i32) -> Vec<Difference> {
    against(&amounts(&settle(before, rules, year)), before, after, rules, year)
}

/// What a year comes to by a book, against amounts that another gave.
pub(super) fn against(old: &Amounts, before: &Book, after: &Book, rules: &Rules, year: i32) -> Vec<Difference> {
    let new = amounts(&settle(after, rules, year));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let changed: Vec<_> = keys
        .into_iter()
        .map(|key| (key, [old, &new].map(|amounts| amounts.get(key).copied().unwrap_or(Fen::ZERO))))
        .filter(|(_, [approved, now])| approved != now)
        .collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let explainers = [before, after].map(|book| Explainer::new(book, rules, year));
    let difference = |((measure, beneficiary), [approved, now]): (&(String, String), [Fen; 2])| {
        let parts = explainers.each_ref().map(|explainer| {
            let explained = explainer.explain(measure, beneficiary).map(|one| one.lines).unwrap_or_default();
            explained.into_iter().map(|line| (line.item, line.amount)).collect::<BTreeMap<_, _>>()
        });
        let items: BTreeSet<&Item> = parts.iter().flat_map(BTreeMap::keys).collect();
        let items = items.into_iter().filter(|item| parts[0].get(item) != parts[1].get(item)).cloned().collect();
        let (measure, beneficiary) = (measure.clone(), beneficiary.clone());
        let difference = now - approved;
        Difference { measure, beneficiary, approved, now, difference, items, because_of: Vec::new() }
    };
    changed.into_iter().map(difference).collect()
}

/// Whether a row tells of an item: the loan, guarantee or deal itself, or what happened to it.
pub(super) fn tells_of(row: &Row<'_>, item: &Item) -> bool {
    let item = match item {
        Item::Loan { lender, loan_id } => (ItemKind::Loan, lender.as_str(), loan_id.as_str()),
        Item::Guarantee { guarantor, guarantee_id } => (ItemKind::Guarantee, guarantor.as_str(), guarantee_id.as_str()),
        Item::Deal { issuer, deal_id } => (ItemKind::Deal, issuer.as_str(), deal_id.as_str()),
    };
    row.item() == Some(item)
}

impl Desk {
    /// What a book would change in the years approved already, as far as a
    /// scope sees it; `None` where the register has faults, as nothing is
    /// computed from it then.
    pub(crate) fn effect_of(
        &self,
        book: &Book,
        (caller, scope): (&Caller, &Scope),
    ) -> Result<Option<Vec<YearEffect>>, Error> {
        let approved = self.store(|store| Ok(store.approved()?))?;
        let years: BTreeSet<i32> = approved.iter().map(|one| one.year).collect();
        if years.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let view = match self.view(caller, None) {
            Err(Error::Ingest(IngestError::Faulty { .. })) => return Ok(None),
            view => view?,
        };
        let of = |year: i32| {
            let mut found = differences(&view.book, book, &*self.rules_of_year(year)?, year);
            if !scope.is_district() {
                found.retain(|one| Some(one.beneficiary.as_str()) == scope.own());
            }
            Ok(YearEffect { year, differences: found })
        };
        Ok(Some(years.into_iter().map(of).collect::<Result<_, Error>>()?))
    }
}
