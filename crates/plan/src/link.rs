//! Every name a plan uses must exist and fit where it is used.

use crate::draft::Use;
use crate::filter::{Filter, Is};
use crate::items::Reading;
use crate::items::filters_of;
use crate::mistake::{At, Report};
use crate::near;
use crate::plan::{Items, Plan};
use crate::quantity::Want;
use crate::rules::{Condition, Text};
use crate::subject::Subject;

pub(crate) fn check(plan: &Plan, uses: &[Use], report: &Report<'_>) {
    let items = &plan.items;
    for used in uses {
        match used {
            Use::Filter { id, subject, at } => filter(items, id, *subject, *at, report),
            Use::Product { id, at } => {
                exists(id, items.products.iter().map(|p| p.id.as_str()), ("产品", "product"), *at, report);
            }
            Use::Unit { id, at } => {
                exists(id, items.units.iter().map(|u| u.id.as_str()), ("责任单位", "unit"), *at, report);
            }
            Use::Clause { id, at } => {
                exists(id, items.clauses.iter().map(|clause| clause.id.as_str()), ("条款", "clause"), *at, report);
            }
            Use::Source { id, at } => {
                let known = items.units.iter().chain(&items.suppliers).map(|unit| unit.id.as_str());
                exists(id, known, ("单位", "unit"), *at, report);
            }
            Use::Figure { path, want, at } => figure(plan, path, *want, *at, report),
            Use::Reading { id, words, whole, at } => {
                let known = items.readings.iter().map(|r| r.id.as_str());
                exists(id, known, ("口径", "reading"), *at, report);
                if let Some(reading) = items.reading(id) {
                    follows(reading, words, *whole, *at, report);
                }
            }
            Use::FirstTime { measure, at } => first_time(items, measure, *at, report),
        }
    }
}

fn exists<'n>(id: &str, known: impl Iterator<Item = &'n str> + Clone, what: (&str, &str), at: At, report: &Report<'_>) {
    if !known.clone().any(|name| name == id) {
        let said = Text::of(format!("没有名为 `{id}` 的{}", what.0), format!("there is no {} `{id}`", what.1));
        report.add(at, said, near::remedy(id, known));
    }
}

fn filter(items: &Items, id: &str, subject: Option<Subject>, at: At, report: &Report<'_>) {
    exists(id, items.filters.iter().map(|f| f.id.as_str()), ("筛选条件", "filter"), at, report);
    let (Some(named), Some(subject)) = (items.filter(id), subject) else { return };
    let mut seen = vec![id];
    if let Some(key) = misfit(items, &named.filter, subject, &mut seen) {
        let counted = subject.name();
        report.add(
            at,
            Text::of(
                format!("筛选条件 `{id}` 含有 `{key}`，不适用于{}", counted.zh),
                format!("the filter `{id}` holds `{key}`, which does not fit {}", counted.en),
            ),
            Text::of("换一个筛选条件，或把条件直接写在这里", "take another filter, or write the conditions here"),
        );
    }
}

/// After a named filter was changed: whoever uses it must still bear it.
pub(crate) fn refit(items: &Items, report: &Report<'_>) {
    let measures = items.measures.iter().map(|m| (m.id.as_str(), Subject::of(m.counts), &m.filter));
    let products = items.products.iter().map(|p| (p.id.as_str(), Subject::Loans, &p.limits));
    let targets = items.targets.iter().flat_map(|target| {
        let subjects = filters_of(target.formula.kind).iter().zip(&target.formula.filters);
        subjects.map(|((_, subject), (_, filter))| (target.id.as_str(), *subject, filter))
    });
    for (id, subject, filter) in measures.chain(products).chain(targets) {
        if let Some(key) = misfit(items, filter, subject, &mut Vec::new()) {
            let counted = subject.name();
            let what = Text::of(
                format!("`{id}` 按{}计，`{key}` 不适用", counted.zh),
                format!("`{id}` counts {}, which `{key}` does not fit", counted.en),
            );
            report.add(At::default(), what, Text::of("换一个条件", "take another condition"));
        }
    }
}

/// The first word in a filter that does not fit what it is asked of.
fn misfit<'i>(items: &'i Items, filter: &'i Filter, subject: Subject, seen: &mut Vec<&'i str>) -> Option<&'static str> {
    filter.parts.iter().find_map(|part| {
        if !part.key.fits(subject) {
            return Some(part.key.name);
        }
        match &part.is {
            Is::Fixed(..) | Is::Figure(_) => None,
            Is::GuaranteedLoan(inner) => misfit(items, inner, Subject::Loans, seen),
            Is::Named(names) => names.iter().find_map(|name| {
                // A filter that names itself is told elsewhere.
                if seen.contains(&name.as_str()) {
                    return None;
                }
                seen.push(name);
                misfit(items, &items.filter(name)?.filter, subject, seen)
            }),
            Is::Any(filters) => filters.iter().find_map(|inner| misfit(items, inner, subject, seen)),
            Is::Not(inner) => misfit(items, inner, subject, seen),
            Is::ByReading(_, sides) => sides.iter().find_map(|(_, inner)| misfit(items, inner, subject, seen)),
        }
    })
}

fn figure(plan: &Plan, path: &str, want: Want, at: At, report: &Report<'_>) {
    let Some(figure) = plan.figures.get(path) else {
        let what = Text::of(format!("没有名为 `{path}` 的数值"), format!("there is no figure `{path}`"));
        report.add(at, what, near::remedy(path, plan.figures.keys().map(String::as_str)));
        return;
    };
    let unit = figure.unit();
    if !want.units.contains(&unit) {
        let name = unit.name();
        let what =
            Text::of(format!("单位不对：`{path}` 是{}", name.zh), format!("wrong unit: `{path}` is in {}", name.en));
        report.add(
            at,
            what,
            Text::of(format!("这里要 {}", want.example()), format!("wanted here: {}", want.example())),
        );
    }
}

/// The choices a reading may make must be words of what follows it.
fn follows(reading: &Reading, words: &[String], whole: bool, at: At, report: &Report<'_>) {
    let runs = |choice: &str| reading.both || choice == reading.choice;
    for (choice, _) in reading.choices.iter().filter(|(choice, _)| runs(choice)) {
        if !words.iter().any(|word| word == choice) {
            let (id, list) = (&reading.id, words.join(", "));
            let what = Text::of(
                format!("口径 `{id}` 的选项“{choice}”在这里没有对应"),
                format!("the choice \"{choice}\" of the reading `{id}` means nothing here"),
            );
            report.add(at, what, Text::of(format!("这里可用：{list}"), format!("here fit: {list}")));
        }
    }
    for word in words.iter().filter(|_| whole) {
        if !reading.choices.iter().any(|(choice, _)| choice == word) {
            let what = Text::of(
                format!("“{word}”不是口径 `{}` 的选项", reading.id),
                format!("\"{word}\" is no choice of the reading `{}`", reading.id),
            );
            report.add(at, what, near::remedy(word, reading.choices.iter().map(|(choice, _)| choice.as_str())));
        }
    }
}

fn first_time(items: &Items, measure: &str, at: At, report: &Report<'_>) {
    let Some(entry) = items.measures.iter().find(|entry| entry.id == measure) else { return };
    if !asks_first_time(items, &entry.filter, 0) {
        report.add(
            at,
            Text::of("每户定额奖励没有限定首贷", "a fixed sum each without first-time borrowers"),
            Text::of("在 where 中加 first-time = true", "add first-time = true to `where`"),
        );
    }
}

/// Whether a filter asks for first-time borrowers whatever the readings; named
/// filters nest at most as deep as there are filters.
fn asks_first_time(items: &Items, filter: &Filter, depth: usize) -> bool {
    depth <= items.filters.len()
        && filter.parts.iter().any(|part| match &part.is {
            Is::Fixed(Condition::FirstTime(true), _) => true,
            Is::Named(names) => names
                .iter()
                .filter_map(|name| items.filter(name))
                .any(|named| asks_first_time(items, &named.filter, depth + 1)),
            Is::ByReading(_, sides) => {
                !sides.is_empty() && sides.iter().all(|(_, inner)| asks_first_time(items, inner, depth))
            }
            _ => false,
        })
}
