//! What it would cost, as tables and as flat rows.

use huigu_engine::{MeasureChange, Simulation};
use huigu_quantity::{Fen, Lang};
use huigu_answers::texts::{settlement, simulation, word};

use super::wording::{Names, named};
use crate::figures::signed;
use crate::flat::Cell;
use crate::table::{Side, Table};

/// The simulation as tables: all measures, then the beneficiaries of those
/// that change.
pub fn table(simulation: &Simulation, names: &Names, lang: Lang) -> String {
    let mut text = lang.say(simulation::Title { year: &simulation.year });
    text.push('\n');
    text.push_str(&lang.say(settlement::PlanInYuan { plan: &simulation.plan }));
    text.push('\n');
    for set in &simulation.set {
        text.push_str(&lang.say(simulation::Set { set: &crate::table::harmless(set) }));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&measures(simulation, lang).text(""));
    for measure in simulation.measures.iter().filter(|measure| changes(measure)) {
        let (clause, name, id) = (&measure.clause, &named(&measure.name, lang), &measure.measure);
        text.push_str(&format!("\n{}\n", lang.say(settlement::MeasureHeading { clause, name, id })));
        text.push_str(&beneficiaries(measure, names, lang).text("  "));
    }
    text
}

fn changes(measure: &MeasureChange) -> bool {
    measure.beneficiaries.iter().any(|beneficiary| beneficiary.difference != Fen::ZERO)
}

fn amounts(before: Fen, after: Fen, difference: Fen) -> [String; 3] {
    [before.grouped(), after.grouped(), signed(difference.grouped())]
}

fn measures(simulation: &Simulation, lang: Lang) -> Table {
    let mut table = Table::new([
        (lang.t(word::CLAUSE), Side::Left),
        (lang.t(word::MEASURE), Side::Left),
        (lang.t(word::CURRENT), Side::Right),
        (lang.t(simulation::AFTER), Side::Right),
        (lang.t(word::DIFFERENCE), Side::Right),
        (lang.t(word::NOTE), Side::Left),
    ]);
    for measure in &simulation.measures {
        let mut row = vec![measure.clause.clone(), named(&measure.name, lang).to_owned()];
        row.extend(amounts(measure.before, measure.after, measure.difference));
        if !measure.unset.is_empty() {
            let unset = measure.unset.join(lang.comma());
            row.push(lang.say(simulation::StillUnset { unset: &unset }));
        }
        table.row(row);
    }
    table.rule();
    let mut total = vec![String::new(), lang.t(word::TOTAL).to_owned()];
    total.extend(amounts(simulation.before, simulation.after, simulation.difference));
    table.row(total);
    table.without_empty_columns()
}

fn beneficiaries(measure: &MeasureChange, names: &Names, lang: Lang) -> Table {
    let mut table = Table::new([
        (lang.t(word::ID), Side::Left),
        (lang.t(word::NAME), Side::Left),
        (lang.t(word::CURRENT), Side::Right),
        (lang.t(simulation::AFTER), Side::Right),
        (lang.t(word::DIFFERENCE), Side::Right),
    ]);
    for beneficiary in &measure.beneficiaries {
        let mut row = vec![beneficiary.id.clone(), names.beneficiary(&beneficiary.id).to_owned()];
        row.extend(amounts(beneficiary.before, beneficiary.after, beneficiary.difference));
        table.row(row);
    }
    table.without_empty_columns()
}

/// Names of the flat rows' columns.
pub const COLUMNS: &[&str] = &["year", "clause", "measure", "beneficiary", "name", "before", "after", "difference"];

/// One row a beneficiary; a measure without any has a row of its own.
pub fn rows(simulation: &Simulation, names: &Names) -> Vec<Vec<Cell>> {
    let row = |measure: &MeasureChange, id: &str, amounts: [Fen; 3]| {
        let mut row = vec![
            Cell::figure(simulation.year),
            Cell::text(&measure.clause),
            Cell::text(&measure.measure),
            Cell::text(id),
            Cell::text(names.beneficiary(id)),
        ];
        row.extend(amounts.map(Cell::figure));
        row
    };
    let mut rows = Vec::new();
    for measure in &simulation.measures {
        if measure.beneficiaries.is_empty() {
            rows.push(row(measure, "", [measure.before, measure.after, measure.difference]));
        }
        for beneficiary in &measure.beneficiaries {
            let amounts = [beneficiary.before, beneficiary.after, beneficiary.difference];
            rows.push(row(measure, &beneficiary.id, amounts));
        }
    }
    rows
}
