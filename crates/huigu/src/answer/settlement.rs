//! A settlement as tables and as flat rows.

use huigu_engine::{Entitlement, MeasureFinding, Settlement, Status};
use huigu_quantity::{Fen, Lang};
use huigu_answers::texts::{settlement, word};

use super::wording::{Names, named};
use crate::flat::Cell;
use crate::table::{Side, Table, grouped};

/// The settlement as tables: a summary, then each measure's beneficiaries.
pub fn table(settlement: &Settlement, names: &Names, lang: Lang) -> String {
    let mut text = lang.say(settlement::Title { year: &settlement.year });
    text.push('\n');
    text.push_str(&lang.say(settlement::PlanInYuan { plan: &settlement.plan }));
    text.push_str("\n\n");
    text.push_str(&summary(settlement, lang).text(""));
    for measure in &settlement.measures {
        if !measure.beneficiaries.is_empty() {
            text.push('\n');
            text.push_str(&heading(measure, lang));
            text.push_str(&beneficiaries(measure, names, lang).text("  "));
        }
    }
    text.push_str(&inactive(settlement, lang));
    text.push_str(&counted_twice(settlement, lang));
    text
}

/// `3.1  name (id)`.
pub fn heading(measure: &MeasureFinding, lang: Lang) -> String {
    let (clause, name, id) = (&measure.clause, named(&measure.name, lang), &measure.measure);
    format!("{}\n", lang.say(settlement::MeasureHeading { clause, name: &name, id }))
}

fn summary(settlement: &Settlement, lang: Lang) -> Table {
    let mut table = Table::new([
        (lang.t(word::CLAUSE), Side::Left),
        (lang.t(word::MEASURE), Side::Left),
        (lang.t(word::ID), Side::Left),
        (lang.t(word::STATE), Side::Left),
        (lang.t(settlement::BENEFICIARY_COUNT), Side::Right),
        (lang.t(settlement::LINE_COUNT), Side::Right),
        (lang.t(word::DUE), Side::Right),
    ]);
    for measure in &settlement.measures {
        let active = measure.status == Status::Active;
        table.row([
            measure.clause.clone(),
            named(&measure.name, lang).to_owned(),
            measure.measure.clone(),
            lang.t(if active { settlement::ACTIVE } else { settlement::INACTIVE }).to_owned(),
            if active { grouped(measure.beneficiaries.len() as u64) } else { String::new() },
            if active { grouped(measure.lines()) } else { String::new() },
            measure.total.grouped(),
        ]);
    }
    table.rule();
    table.row(["", lang.t(word::TOTAL), "", "", "", "", &settlement.total.grouped()]);
    table
}

fn beneficiaries(measure: &MeasureFinding, names: &Names, lang: Lang) -> Table {
    let mut table = Table::new([
        (lang.t(word::ID), Side::Left),
        (lang.t(word::NAME), Side::Left),
        (lang.t(settlement::LINE_COUNT), Side::Right),
        (lang.t(settlement::UNCAPPED), Side::Right),
        (lang.t(word::DUE), Side::Right),
        (lang.t(settlement::CLAIMED), Side::Right),
        (lang.t(settlement::CLAIMED_LESS_DUE), Side::Right),
        (lang.t(word::NOTE), Side::Left),
    ]);
    for entitlement in &measure.beneficiaries {
        table.row([
            entitlement.id.clone(),
            names.beneficiary(&entitlement.id).to_owned(),
            grouped(entitlement.lines),
            entitlement.uncapped.grouped(),
            entitlement.amount.grouped(),
            entitlement.claimed.map(Fen::grouped).unwrap_or_default(),
            difference(entitlement).map(Fen::grouped).unwrap_or_default(),
            note(entitlement, lang),
        ]);
    }
    table.rule();
    table.row([
        lang.t(word::TOTAL).to_owned(),
        String::new(),
        grouped(measure.lines()),
        measure.uncapped().grouped(),
        measure.total.grouped(),
    ]);
    table.without_empty_columns()
}

/// Claimed less what is due, where something was claimed.
pub fn difference(entitlement: &Entitlement) -> Option<Fen> {
    entitlement.claimed.map(|claimed| claimed - entitlement.amount)
}

/// Why an amount is not the plain sum of its lines, in words.
pub fn note(entitlement: &Entitlement, lang: Lang) -> String {
    match entitlement.incomplete {
        Some(from) => lang.say(settlement::BooksIncomplete { date: &from }),
        None => String::new(),
    }
}

fn inactive(settlement: &Settlement, lang: Lang) -> String {
    let mut text = String::new();
    for measure in settlement.measures.iter().filter(|measure| measure.status == Status::Inactive) {
        if text.is_empty() {
            text = format!("\n{}\n", lang.t(settlement::INACTIVE_TITLE));
        }
        text.push_str("  ");
        text.push_str(&inactive_line(measure, lang));
        text.push('\n');
    }
    text
}

/// Which figures an inactive measure waits for.
fn inactive_line(measure: &MeasureFinding, lang: Lang) -> String {
    let unset = measure.unset.join(lang.comma());
    let (clause, name, id) = (&measure.clause, named(&measure.name, lang), &measure.measure);
    lang.say(settlement::InactiveLine { clause, name: &name, id, unset: &unset })
}

fn counted_twice(settlement: &Settlement, lang: Lang) -> String {
    if settlement.counted_twice.is_empty() {
        return String::new();
    }
    let mut table = Table::new([
        (lang.t(word::FIRST_MEASURE), Side::Left),
        (lang.t(word::SECOND_MEASURE), Side::Left),
        (lang.t(word::LOANS), Side::Right),
        (lang.t(settlement::UNDER_FIRST), Side::Right),
        (lang.t(settlement::UNDER_SECOND), Side::Right),
    ]);
    for pair in &settlement.counted_twice {
        let [first, second] = &pair.measures;
        table.row([
            measure_name(settlement, first, lang),
            measure_name(settlement, second, lang),
            grouped(pair.loans),
            pair.first.grouped(),
            pair.second.grouped(),
        ]);
    }
    format!("\n{}\n{}", lang.t(settlement::COUNTED_TWICE), table.text("  "))
}

/// Name of a measure by its id.
pub fn measure_name(settlement: &Settlement, id: &str, lang: Lang) -> String {
    let found = settlement.measures.iter().find(|measure| measure.measure == id);
    found.map_or(id, |measure| named(&measure.name, lang)).to_owned()
}

/// Names of the flat rows' columns.
pub const COLUMNS: &[&str] = &[
    "year",
    "clause",
    "measure",
    "status",
    "unset",
    "beneficiary",
    "name",
    "lines",
    "uncapped",
    "amount",
    "claimed",
    "difference",
    "incomplete",
];

/// One row a beneficiary; a measure without any has a row of its own.
pub fn rows<'a>(settlement: &'a Settlement, names: &'a Names) -> impl Iterator<Item = Vec<Cell>> + 'a {
    settlement.measures.iter().flat_map(move |measure| {
        let head = move || {
            vec![
                Cell::figure(settlement.year),
                Cell::text(&measure.clause),
                Cell::text(&measure.measure),
                Cell::text(if measure.status == Status::Active { "active" } else { "inactive" }),
                Cell::text(measure.unset.join(" ")),
            ]
        };
        let of_none = measure.beneficiaries.is_empty().then(|| {
            let mut row = head();
            row.extend([Cell::text(""), Cell::text(""), Cell::figure(0), Cell::figure(Fen::ZERO)]);
            row.extend([Cell::figure(measure.total), Cell::text(""), Cell::text(""), Cell::text("")]);
            row
        });
        let of_each = measure.beneficiaries.iter().map(move |entitlement| {
            let mut row = head();
            row.extend([
                Cell::text(&entitlement.id),
                Cell::text(names.beneficiary(&entitlement.id)),
                Cell::figure(entitlement.lines),
                Cell::figure(entitlement.uncapped),
                Cell::figure(entitlement.amount),
                Cell::figure_or_nothing(entitlement.claimed),
                Cell::figure_or_nothing(difference(entitlement)),
                Cell::figure_or_nothing(entitlement.incomplete),
            ]);
            row
        });
        of_none.into_iter().chain(of_each)
    })
}
