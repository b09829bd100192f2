//! What it would cost, as sheets.

use std::borrow::Cow;

use huigu_engine::{BeneficiaryChange, MeasureChange, Simulation};
use huigu_facts::Figure;
use huigu_quantity::{Fen, Lang};

use crate::cell::{Cell, Link, Style};
use crate::names::Names;
use crate::names::figure_names;
use crate::sheet::{Column, Fill, Sheet, View};
use crate::texts::{settlement, simulation, word};

/// The simulation as people read it from the top: all measures, then the
/// beneficiaries of those that change.
#[must_use]
pub fn sheets(found: &Simulation, names: &dyn Names, lang: Lang) -> Vec<Sheet> {
    let mut first = measures(found, &found.measures.iter().collect::<Vec<_>>(), lang);
    first.title = lang.say(simulation::Title { year: &found.year });
    first.about = vec![lang.say(settlement::PlanInYuan { plan: &found.plan })];
    first.about.extend(found.set.iter().map(|set| lang.say(simulation::Set { set })));
    let each = found.measures.iter().filter(|measure| measure.beneficiaries.iter().any(changes)).map(|measure| {
        let (clause, name, id) = (&measure.clause, measure.name.get(lang), &measure.measure);
        let items: Vec<_> = measure.beneficiaries.iter().map(|one| (measure, one)).collect();
        let mut sheet = who(found.year, &items, names, lang);
        sheet.title = lang.say(settlement::MeasureHeading { clause, name: &name, id });
        sheet
    });
    std::iter::once(first).chain(each).collect()
}

fn changes(one: &BeneficiaryChange) -> bool {
    one.difference != Fen::ZERO
}

/// A difference with its sign.
fn signed(difference: Fen) -> Cell {
    Cell::figure(Some(&Figure::Money(difference)), Style::Change)
}

/// What each measure that costs anything would cost.
#[must_use]
pub fn measures_that_cost(found: &Simulation, lang: Lang) -> Sheet {
    let costs = |one: &&MeasureChange| [one.before, one.after, one.difference].iter().any(|sum| *sum != Fen::ZERO);
    measures(found, &found.measures.iter().filter(costs).collect::<Vec<_>>(), lang)
}

fn measures(found: &Simulation, items: &[&MeasureChange], lang: Lang) -> Sheet {
    let mut sheet = Fill::new("measures", lang.t(simulation::BY_MEASURE), items)
        .left("clause", lang.t(word::CLAUSE), |one| Cell::clause(&one.clause))
        .wide(8)
        .left("measure", lang.t(word::MEASURE), |one| {
            Cell::text(one.name.get(lang)).to(Link::Measure(one.measure.clone(), found.year))
        })
        .wide(40)
        .right("before", lang.t(word::CURRENT), |one| one.before)
        .right("after", lang.t(simulation::AFTER), |one| one.after)
        .right("difference", lang.t(word::DIFFERENCE), |one| signed(one.difference))
        .left("note", lang.t(word::NOTE), |one| {
            let unset = (!one.unset.is_empty()).then(|| figure_names(&one.unset, lang));
            unset.map(|unset| lang.say(settlement::Pending { figures: &unset }))
        })
        .sheet();
    let total = sheet.by_key([
        ("measure", lang.t(word::TOTAL).into()),
        ("before", found.before.into()),
        ("after", found.after.into()),
        ("difference", signed(found.difference)),
    ]);
    sheet.total(total);
    sheet
}

/// Whose amounts change, largest change first.
#[must_use]
pub fn affected(found: &Simulation, names: &dyn Names, lang: Lang) -> Sheet {
    let each = found.measures.iter().flat_map(|measure| measure.beneficiaries.iter().map(move |one| (measure, one)));
    let mut items: Vec<Changed<'_>> = each.filter(|(_, one)| changes(one)).collect();
    items.sort_by_key(|(_, one)| std::cmp::Reverse(one.difference.0.unsigned_abs()));
    who(found.year, &items, names, lang)
}

/// A measure, and what it would give to one.
type Changed<'s> = (&'s MeasureChange, &'s BeneficiaryChange);

fn who(year: i32, items: &[Changed<'_>], names: &dyn Names, lang: Lang) -> Sheet {
    let why = |(measure, one): &Changed<'_>| Link::Beneficiary(measure.measure.clone(), one.id.clone(), year);
    Fill::new("who", lang.t(simulation::AFFECTED), items)
        .left("beneficiary", lang.t(word::ID), |(_, one)| &one.id)
        .seen(View::BUT_PAGES)
        .left("beneficiary", lang.t(word::BENEFICIARY_NAME), |changed| {
            Cell::named(names.shown(&changed.1.id), &changed.1.id).to(why(changed))
        })
        .seen(View::PAGES)
        .left("name", lang.t(word::NAME), |(_, one)| names.name(&one.id).map(Cow::into_owned))
        .seen(View::BUT_PAGES)
        .left("measure", lang.t(word::MEASURE), |(measure, _)| measure.name.get(lang))
        .seen(View::PAGES)
        .right("before", lang.t(word::CURRENT), |(_, one)| one.before)
        .right("after", lang.t(simulation::AFTER), |(_, one)| one.after)
        .right("difference", lang.t(word::DIFFERENCE), |(_, one)| signed(one.difference))
        .sheet()
}

/// Most simulations that are set side by side.
pub const MOST_COMPARED: usize = 6;

/// What each measure would cost by several simulations of one plan, each under
/// its name; no more than [`MOST_COMPARED`].
#[must_use]
pub fn side_by_side(named: &[(String, Simulation)], lang: Lang) -> Sheet {
    const KEYS: [&str; MOST_COMPARED] =
        ["scenario-1", "scenario-2", "scenario-3", "scenario-4", "scenario-5", "scenario-6"];
    let mut columns =
        vec![Column::left("measure", lang.t(word::MEASURE)), Column::right("before", lang.t(word::CURRENT))];
    columns.extend(KEYS.iter().zip(named).map(|(key, (name, _))| Column::right(key, name)));
    let mut sheet = Sheet::new("compare", lang.t(simulation::SIDE_BY_SIDE), columns);
    sheet.empty = lang.t(simulation::CHOOSE_FIRST).to_owned();
    let Some((_, first)) = named.first() else { return sheet };
    for (place, measure) in first.measures.iter().enumerate() {
        let after = named.iter().map(|(_, one)| one.measures.get(place).map(|one| one.after).into());
        sheet.row([measure.name.get(lang).into(), measure.before.into()].into_iter().chain(after).collect());
    }
    let after = named.iter().map(|(_, one)| one.after.into());
    sheet.total([lang.t(word::TOTAL).into(), first.before.into()].into_iter().chain(after).collect());
    sheet
}

/// Every beneficiary of every measure for programs; a measure without any has
/// a row of its own.
#[must_use]
pub fn for_programs(found: &Simulation, names: &dyn Names) -> Sheet {
    type Row<'s> = (&'s MeasureChange, &'s str, [Fen; 3]);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for measure in &found.measures {
        if measure.beneficiaries.is_empty() {
            rows.push((measure, "", [measure.before, measure.after, measure.difference]));
        }
        let each = measure.beneficiaries.iter();
        rows.extend(each.map(|one| (measure, one.id.as_str(), [one.before, one.after, one.difference])));
    }
    Fill::new("simulation", "", &rows)
        .data("year", |_| Figure::Year(found.year))
        .data("clause", |(measure, ..)| &measure.clause)
        .data("measure", |(measure, ..)| &measure.measure)
        .data("beneficiary", |(_, id, _)| *id)
        .data("name", |(_, id, _)| names.name(id).map(Cow::into_owned))
        .data("before", |(.., sums)| sums[0])
        .data("after", |(.., sums)| sums[1])
        .data("difference", |(.., sums)| sums[2])
        .sheet()
}
