//! A year's settlement as sheets: summary, beneficiaries, loans counted twice.

use std::borrow::Cow;

use huigu_engine::{Entitlement, MeasureFinding, Settlement, Status};
use huigu_facts::Figure;
use huigu_quantity::{Fen, Lang};

use crate::cell::{Cell, Link};
use crate::names::Names;
use crate::names::figure_names;
use crate::sheet::{Fill, Sheet, View};
use crate::state::State;
use crate::texts::{frame, settlement, word};

/// The settlement as people read it from the top: summary, each measure's
/// beneficiaries, what waits for a notice, what counts twice.
#[must_use]
pub fn sheets(found: &Settlement, names: &dyn Names, lang: Lang) -> Vec<Sheet> {
    let mut first = summary(found, names, lang);
    first.title = lang.say(settlement::Title { year: &found.year });
    first.about = vec![lang.say(settlement::PlanInYuan { plan: &found.plan })];
    let mut sheets = vec![first];
    for measure in found.measures.iter().filter(|measure| !measure.beneficiaries.is_empty()) {
        let mut sheet = beneficiaries(found.year, [measure], names, lang);
        sheet.title = heading(measure, lang);
        sheets.push(sheet);
    }
    let waiting: Vec<String> =
        found.measures.iter().filter(|one| one.status == Status::Inactive).map(|one| waits(one, lang)).collect();
    if !waiting.is_empty() {
        let mut sheet = Sheet::new("inactive", lang.t(settlement::INACTIVE_TITLE), Vec::new());
        sheet.about = waiting;
        sheets.push(sheet);
    }
    if !found.counted_twice.is_empty() {
        sheets.push(counted_twice(found, names, lang));
    }
    sheets
}

/// `3.1  name (id)`.
fn heading(measure: &MeasureFinding, lang: Lang) -> String {
    let (clause, name, id) = (&measure.clause, measure.name.get(lang), &measure.measure);
    lang.say(settlement::MeasureHeading { clause, name: &name, id })
}

/// Which figures an inactive measure waits for.
fn waits(measure: &MeasureFinding, lang: Lang) -> String {
    let (clause, name, id) = (&measure.clause, measure.name.get(lang), &measure.measure);
    lang.say(settlement::InactiveLine { clause, name: &name, id, unset: &lang.list(&measure.unset) })
}

/// What every measure comes to.
#[must_use]
pub fn summary(found: &Settlement, names: &dyn Names, lang: Lang) -> Sheet {
    let year = found.year;
    let active = |measure: &MeasureFinding| measure.status == Status::Active;
    let some = |measure: &MeasureFinding, count: u64| (active(measure) && count > 0).then_some(count);
    let to = |measure: &MeasureFinding| Link::Measure(measure.measure.clone(), year);
    let mut number = 0;
    let mut next = || {
        number += 1;
        Cell::number(number)
    };
    let mut sheet = Fill::new("measures", lang.say(settlement::MeasuresTitle { year: &year }), &found.measures)
        .right("serial", lang.t(word::SERIAL), |_| next())
        .wide(6)
        .seen(View::FILED)
        .left("clause", lang.t(word::CLAUSE), |one| Cell::clause(&one.clause))
        .wide(8)
        .left("measure", lang.t(word::MEASURE), |one| Cell::text(one.name.get(lang)).to(to(one)))
        .wide(40)
        .left("id", lang.t(word::ID), |one| &one.measure)
        .seen(&[View::Terminal])
        .right("beneficiaries", lang.t(settlement::BENEFICIARY_COUNT), |one| {
            Cell::from(some(one, one.beneficiaries.len() as u64)).to(to(one))
        })
        .wide(10)
        .right("lines", lang.t(settlement::LINE_COUNT), |one| Cell::from(some(one, one.lines())).to(to(one)))
        .wide(10)
        .right("total", lang.t(word::DUE), |one| Cell::from(active(one).then_some(one.total)).to(to(one)))
        .wide(20)
        .left("state", lang.t(word::STATE), state)
        .wide(10)
        .left("note", lang.t(word::NOTE), |one| unset(one, lang))
        .seen(View::PAGES)
        .left("note", lang.t(word::NOTE), |one| unset(one, lang).unwrap_or_else(|| shared(one, found, names, lang)))
        .wide(50)
        .seen(View::FILED)
        .sheet();
    let total = sheet.by_key([("measure", lang.t(word::TOTAL).into()), ("total", found.total.into())]);
    sheet.total(total);
    sheet
}

/// What each measure of the last of some years comes to in every one of them;
/// a plan is of no more than six.
#[must_use]
pub fn by_year(settled: &[Settlement], lang: Lang) -> Sheet {
    const KEYS: [&str; 6] = ["year-1", "year-2", "year-3", "year-4", "year-5", "year-6"];
    let last = settled.last();
    let year = last.map_or(0, |last| last.year);
    let measures = last.map_or(&[][..], |last| &last.measures);
    let mut fill = Fill::new("measures", lang.t(settlement::MEASURES), measures)
        .left("clause", lang.t(word::CLAUSE), |one| Cell::clause(&one.clause))
        .left("measure", lang.t(word::MEASURE), |one| {
            Cell::text(one.name.get(lang)).to(Link::Measure(one.measure.clone(), year))
        });
    for (key, in_year) in KEYS.iter().zip(settled) {
        let title = lang.say(frame::OfYear { year: &in_year.year });
        fill = fill.right(key, title, |one| {
            let found = in_year.measures.iter().find(|found| found.measure == one.measure);
            let active = found.filter(|found| found.status == Status::Active);
            Cell::from(active.map(|found| found.total)).to(Link::Measure(one.measure.clone(), in_year.year))
        });
    }
    let mut sheet = fill.left("state", lang.t(word::STATE), state).sheet();
    let sums = settled.iter().map(|one| one.total.into());
    sheet.total([Cell::blank(), lang.t(word::TOTAL).into()].into_iter().chain(sums).collect());
    sheet
}

fn state(measure: &MeasureFinding) -> State {
    if measure.status == Status::Active { State::Active } else { State::Unset }
}

/// Which figures a measure waits for, if it does.
fn unset(measure: &MeasureFinding, lang: Lang) -> Option<String> {
    let waits = measure.status == Status::Inactive;
    waits.then(|| lang.say(settlement::Pending { figures: &figure_names(&measure.unset, lang) }))
}

/// With which measures one shares loans, and how many.
fn shared(measure: &MeasureFinding, found: &Settlement, names: &dyn Names, lang: Lang) -> String {
    let shared = found.counted_twice.iter().filter_map(|pair| {
        let [first, second] = &pair.measures;
        let other = match &measure.measure {
            own if first == own => second,
            own if second == own => first,
            _ => return None,
        };
        let name = name_of(other, names, lang);
        Some(lang.say(settlement::SharedLoans { count: &pair.loans, measure: &name }))
    });
    shared.collect::<Vec<_>>().join(lang.semicolon())
}

fn name_of<'n>(id: &'n str, names: &'n dyn Names, lang: Lang) -> &'n str {
    names.measure(id).map_or(id, |name| name.get(lang))
}

/// Who gets how much under some measures.
#[must_use]
pub fn beneficiaries<'m>(
    year: i32,
    measures: impl IntoIterator<Item = &'m MeasureFinding>,
    names: &dyn Names,
    lang: Lang,
) -> Sheet {
    let measures: Vec<&MeasureFinding> = measures.into_iter().collect();
    let items: Vec<Given<'_>> = measures.iter().flat_map(|measure| each(measure)).collect();
    let mut sheet = filled(year, &items, names, lang);
    if items.len() > 1 {
        let sum = |of: fn(&MeasureFinding) -> Fen| -> Cell { measures.iter().map(|one| of(one)).sum::<Fen>().into() };
        let lines: u64 = measures.iter().map(|one| one.lines()).sum();
        let total = sheet.by_key([
            ("beneficiary", lang.t(word::TOTAL).into()),
            ("lines", lines.into()),
            ("uncapped", sum(MeasureFinding::uncapped)),
            ("amount", sum(|one| one.total)),
        ]);
        sheet.total(total);
    }
    sheet
}

/// Who gets how much under every measure, for programs: a measure without
/// beneficiaries has a row of its own.
#[must_use]
pub fn for_programs(found: &Settlement, names: &dyn Names, lang: Lang) -> Sheet {
    let items = found.measures.iter().flat_map(|measure| {
        let none = measure.beneficiaries.is_empty().then_some((measure, None));
        each(measure).chain(none)
    });
    filled(found.year, &items.collect::<Vec<_>>(), names, lang)
}

/// A measure, and what it gives to one.
type Given<'m> = (&'m MeasureFinding, Option<&'m Entitlement>);

fn each(measure: &MeasureFinding) -> impl Iterator<Item = Given<'_>> {
    measure.beneficiaries.iter().map(move |one| (measure, Some(one)))
}

fn filled(year: i32, items: &[Given<'_>], names: &dyn Names, lang: Lang) -> Sheet {
    let id = |given: &Given<'_>| given.1.map_or("", |one| one.id.as_str()).to_owned();
    let why = |given: &Given<'_>| Link::Beneficiary(given.0.measure.clone(), id(given), year);
    Fill::new("beneficiaries", lang.t(word::BENEFICIARIES), items)
        .data("year", |_| Figure::Year(year))
        .left("clause", lang.t(word::CLAUSE), |(measure, _)| &measure.clause)
        .wide(8)
        .seen(&[View::Filed, View::Data])
        .data("measure", |(measure, _)| &measure.measure)
        .left("measure", lang.t(word::MEASURE), |(measure, _)| measure.name.get(lang))
        .wide(32)
        .seen(&[View::Filed])
        .data("status", |(measure, _)| if measure.status == Status::Active { "active" } else { "inactive" })
        .data("unset", |(measure, _)| measure.unset.join(" "))
        .left("beneficiary", lang.t(word::BENEFICIARY), id)
        .seen(View::BUT_PAGES)
        .left("beneficiary", lang.t(word::BENEFICIARY_NAME), |given| {
            Cell::named(names.shown(&id(given)), id(given)).to(why(given))
        })
        .seen(View::PAGES)
        .left("name", lang.t(word::BENEFICIARY_NAME), |given| names.name(&id(given)).map(Cow::into_owned))
        .wide(32)
        .seen(View::BUT_PAGES)
        .right("lines", lang.t(settlement::LINE_COUNT), |given| {
            Cell::from(given.1.map_or(0, |one| one.lines)).to(why(given))
        })
        .wide(10)
        .right("uncapped", lang.t(word::BEFORE_CAPS), |(_, one)| one.map_or(Fen::ZERO, |one| one.uncapped))
        .wide(18)
        .right("amount", lang.t(word::DUE), |given| {
            Cell::from(given.1.map_or(given.0.total, |one| one.amount)).to(why(given))
        })
        .wide(18)
        .right("claimed", lang.t(word::CLAIMED), |(_, one)| one.and_then(|one| one.claimed))
        .wide(18)
        .right("difference", lang.t(settlement::CLAIMED_LESS_DUE), |(_, one)| {
            one.and_then(|one| Some(one.claimed? - one.amount))
        })
        .wide(18)
        .data("incomplete", |(_, one)| one.and_then(|one| one.incomplete))
        .left("note", lang.t(word::NOTE), |(_, one)| {
            let from = one.and_then(|one| one.incomplete);
            from.map(|date| lang.say(settlement::BooksIncomplete { date: &date }))
        })
        .wide(36)
        .seen(View::PEOPLE)
        .sheet()
}

/// Loans and money that earn under two measures.
#[must_use]
pub fn counted_twice(found: &Settlement, names: &dyn Names, lang: Lang) -> Sheet {
    Fill::new("twice", lang.t(settlement::COUNTED_TWICE), &found.counted_twice)
        .left("first", lang.t(word::FIRST_MEASURE), |pair| name_of(&pair.measures[0], names, lang))
        .left("second", lang.t(word::SECOND_MEASURE), |pair| name_of(&pair.measures[1], names, lang))
        .right("loans", lang.t(word::LOANS), |pair| pair.loans)
        .right("under-first", lang.t(settlement::UNDER_FIRST), |pair| pair.first)
        .right("under-second", lang.t(settlement::UNDER_SECOND), |pair| pair.second)
        .sheet()
}
