//! The approved settlement that a public notice puts before everybody.

use std::collections::HashMap;

use huigu_engine::Entitlement;
use huigu_facts::{Kind, Row};
use huigu_quantity::Fen;
use huigu_store::{Keys, Settlement, Store};
use schemars::JsonSchema;
use serde::Serialize;

use crate::frozen::FrozenSettlement;
use crate::{Error, PartyName};

/// What an approved settlement gives under one measure, to whom, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shares {
    /// The measure.
    pub measure: String,
    /// Who gets something: its name as anybody may see it, and how much.
    pub beneficiaries: Vec<Share>,
    /// The sum.
    pub total: Fen,
}

/// What one beneficiary gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Share {
    /// Its name; a person's is masked.
    pub name: String,
    /// How much.
    pub amount: Fen,
}

/// An approved settlement as a public notice shows it: who gets how much under
/// each measure, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Publication {
    /// Number of the settlement.
    pub settlement: u32,
    /// The year.
    pub year: i32,
    /// By measure, in the order of their clauses.
    pub measures: Vec<Shares>,
    /// The sum.
    pub total: Fen,
}

/// An approved settlement with the names that were known to it.
pub(super) fn read(store: &mut Store, number: u32) -> Result<Publication, Error> {
    let approved = store.approved_one(number)?;
    let mut names = HashMap::new();
    store.party_names(Some(approved.batch), |id, kind, name| {
        names.insert(id.to_owned(), PartyName::of(id, kind, name));
    })?;
    store.facts_of(&Keys::default(), &[Kind::Organisations], approved.batch, |_, row| {
        if let Row::Organisation(one) = row {
            names.insert(one.org_id.to_owned(), PartyName::Open(one.name.to_owned()));
        }
    })?;
    publication(&approved, &names)
}

/// Who gets how much by a frozen answer.
fn publication(approved: &Settlement, names: &HashMap<String, PartyName>) -> Result<Publication, Error> {
    let mut measures = Vec::new();
    for measure in FrozenSettlement::read(&approved.result)?.measures {
        // Who gets nothing is no public matter.
        let paid = measure.beneficiaries.into_iter().filter(|one| one.amount > Fen::ZERO);
        let share = |one: Entitlement| {
            let name = names.get(&one.id).map(PartyName::shown);
            Share { name: name.unwrap_or(one.id), amount: one.amount }
        };
        let beneficiaries: Vec<Share> = paid.map(share).collect();
        let total = beneficiaries.iter().map(|share| share.amount).sum();
        if !beneficiaries.is_empty() {
            measures.push(Shares { measure: measure.measure, beneficiaries, total });
        }
    }
    let total = measures.iter().map(|shares| shares.total).sum();
    Ok(Publication { settlement: approved.number, year: approved.year, measures, total })
}
