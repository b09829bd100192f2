//! What if: the same book settled under two readings of the plan.

use std::collections::BTreeMap;

use huigu_book::Book;
use huigu_plan::Rules;
use huigu_quantity::Fen;

use crate::findings::{BeneficiaryChange, MeasureChange, MeasureFinding, Simulation};
use crate::settle::settle;

/// Settles a year as the plan stands and with the settings, and compares.
/// `set` is what was set, as the answer repeats it.
#[must_use]
pub fn simulate(book: &Book, before: &Rules, after: &Rules, year: i32, set: Vec<String>) -> Simulation {
    let (old, new) = (settle(book, before, year), settle(book, after, year));
    let measures = old.measures.iter().map(|measure| {
        let changed = new.measures.iter().find(|m| m.measure == measure.measure);
        change(measure, changed)
    });
    Simulation {
        plan: old.plan.clone(),
        year,
        set,
        before: old.total,
        after: new.total,
        difference: new.total - old.total,
        measures: measures.collect(),
    }
}

fn change(before: &MeasureFinding, after: Option<&MeasureFinding>) -> MeasureChange {
    let mut both: BTreeMap<&str, (Fen, Fen)> = BTreeMap::new();
    for beneficiary in &before.beneficiaries {
        both.entry(&beneficiary.id).or_default().0 = beneficiary.amount;
    }
    for beneficiary in after.iter().flat_map(|measure| &measure.beneficiaries) {
        both.entry(&beneficiary.id).or_default().1 = beneficiary.amount;
    }
    let total_after = after.map_or(Fen::ZERO, |measure| measure.total);
    MeasureChange {
        measure: before.measure.clone(),
        name: before.name.clone(),
        clause: before.clause.clone(),
        before: before.total,
        after: total_after,
        difference: total_after - before.total,
        unset: after.map(|measure| measure.unset.clone()).unwrap_or_default(),
        beneficiaries: both
            .into_iter()
            .map(|(id, (before, after))| BeneficiaryChange {
                id: id.to_owned(),
                before,
                after,
                difference: after - before,
            })
            .collect(),
    }
}
