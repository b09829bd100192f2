//! The targets on a date, and the figures watched without a goal, as sheets.

use huigu_engine::{TargetFinding, TargetsAnswer, Unjudged};
use huigu_facts::Figure;
use huigu_quantity::{Day, Lang};

use crate::cell::{Cell, Link, Style, Value};
use crate::figures;
use crate::names::Names;
use crate::sheet::{Fill, Sheet, View};
use crate::state::State;
use crate::texts::{settlement, targets, word};

/// The targets as people read them from the top, and below them what is watched.
#[must_use]
pub fn sheets(found: &TargetsAnswer, names: &dyn Names, lang: Lang) -> Vec<Sheet> {
    let mut goals = goals(&found.targets, found.as_of, names, lang);
    goals.about = vec![lang.say(settlement::PlanInWan { plan: &found.plan })];
    let watched = (!found.watched.is_empty()).then(|| watched(&found.watched, names, lang));
    std::iter::once(goals).chain(watched).collect()
}

/// The targets on a date.
#[must_use]
pub fn goals(findings: &[TargetFinding], as_of: Day, names: &dyn Names, lang: Lang) -> Sheet {
    let date = figures::date(as_of, lang);
    filled("targets", lang.say(targets::Title { date: &date }), findings, false, names, lang)
}

/// The figures watched without a goal.
#[must_use]
pub fn watched(findings: &[TargetFinding], names: &dyn Names, lang: Lang) -> Sheet {
    filled("watched", lang.t(targets::WATCHED).to_owned(), findings, true, names, lang)
}

fn filled(
    id: &'static str,
    title: String,
    findings: &[TargetFinding],
    watched: bool,
    names: &dyn Names,
    lang: Lang,
) -> Sheet {
    let to = |one: &TargetFinding| Link::Target(one.target.clone());
    let fill = Fill::new(id, title, findings)
        .left("clause", lang.t(word::CLAUSE), |one| Cell::clause(&one.clause))
        .wide(8)
        .left("target", lang.t(word::TARGET), |one| Cell::text(one.name.get(lang)).to(to(one)))
        .wide(40)
        .right("value", lang.t(targets::VALUE), |one| match &one.value {
            Some(value) => Cell::figure(Some(value), Style::Short).to(to(one)),
            None => lang.t(State::NoData.text()).into(),
        })
        .right("goal", lang.t(targets::GOAL), |one| Cell::figure(one.goal.as_ref(), goal_style(one)));
    let fill = if watched {
        fill
    } else {
        fill.left("bar", lang.t(targets::COMPARED), bar)
            .seen(View::PAGES)
            .left("state", lang.t(word::STATE), |one| state(one, false))
    };
    fill.right("base", lang.t(word::AT_BASE), |one| {
        let part = matches!(one.at_base, Some(Figure::Money(_)));
        Cell::figure(one.at_base.as_ref(), if part { Style::Part } else { Style::InUnit })
    })
    .right("numerator", lang.t(word::NUMERATOR), |one| Cell::figure(one.numerator.as_ref(), Style::Part))
    .seen(&[View::Terminal, View::Filed])
    .right("denominator", lang.t(word::DENOMINATOR), |one| Cell::figure(one.denominator.as_ref(), Style::Part))
    .seen(&[View::Terminal, View::Filed])
    .left("note", lang.t(word::NOTE), |one| note(one, names, lang))
    .wide(36)
    .sheet()
}

/// In which style a goal is told.
#[must_use]
pub fn goal_style(finding: &TargetFinding) -> Style {
    if finding.direction == Some("at-most") { Style::AtMost } else { Style::AtLeast }
}

/// How a target stands.
#[must_use]
pub fn state(finding: &TargetFinding, watched: bool) -> State {
    match (&finding.why, finding.met, &finding.value) {
        (Some(Unjudged::Unset(_)), _, _) => State::Unset,
        (_, Some(true), _) => State::Met,
        (_, Some(false), _) => State::NotMet,
        (_, None, None) => State::NoData,
        (_, None, Some(_)) if watched || finding.goal.is_none() => State::Watched,
        (_, None, Some(_)) => State::NotJudged,
    }
}

fn bar(finding: &TargetFinding) -> Cell {
    match (&finding.value, &finding.goal) {
        (Some(value), Some(goal)) => Value::Bar(value.clone(), Some(goal.clone())).into(),
        _ => Cell::blank(),
    }
}

fn note(finding: &TargetFinding, names: &dyn Names, lang: Lang) -> String {
    let mut notes = Vec::new();
    if let Some(lender) = &finding.lender {
        notes.push(match names.name(lender) {
            Some(name) => lang.say(settlement::NameAndId { name: &name, id: lender }),
            None => lender.clone(),
        });
    }
    if finding.book_only == Some(true) {
        notes.push(lang.t(targets::BOOK_ONLY).to_owned());
    }
    // "No data" already stands in the value's place.
    notes.extend(finding.why.as_ref().filter(|why| **why != Unjudged::NoData).map(|why| why_in(why, lang)));
    notes.join(lang.semicolon())
}

/// Why there is no value or no judgement.
#[must_use]
pub fn why_in(why: &Unjudged, lang: Lang) -> String {
    match why {
        Unjudged::Unset(figures) => lang.say(settlement::Pending { figures: &lang.list(figures) }),
        Unjudged::NoData => lang.say(State::NoData),
        Unjudged::TooSteep => lang.t(targets::TOO_STEEP).to_owned(),
        Unjudged::NoGoal => lang.t(targets::NO_GOAL).to_owned(),
        Unjudged::TooEarly => lang.t(targets::TOO_EARLY).to_owned(),
    }
}

/// Targets and watched figures for programs.
#[must_use]
pub fn for_programs(found: &TargetsAnswer, lang: Lang) -> Sheet {
    let targets = found.targets.iter().map(|one| (one, false));
    let all: Vec<(&TargetFinding, bool)> = targets.chain(found.watched.iter().map(|one| (one, true))).collect();
    let yes_no = |yes: bool| if yes { "true" } else { "false" };
    Fill::new("targets", "", &all)
        .data("as_of", |_| found.as_of)
        .data("clause", |(one, _)| &one.clause)
        .data("target", |(one, _)| &one.target)
        .data("name", |(one, _)| one.name.get(lang))
        .data("direction", |(one, _)| one.direction)
        .data("goal", |(one, _)| one.goal.clone())
        .data("value", |(one, _)| one.value.clone())
        .data("met", |(one, _)| one.met.map(yes_no))
        .data("why", |(one, _)| one.why.as_ref().map(|why| why_in(why, lang)))
        .data("numerator", |(one, _)| one.numerator.clone())
        .data("denominator", |(one, _)| one.denominator.clone())
        .data("at_base", |(one, _)| one.at_base.clone())
        .data("lender", |(one, _)| one.lender.clone())
        .data("book_only", |(one, _)| one.book_only.map(yes_no))
        .data("watched", |(_, watched)| yes_no(*watched))
        .sheet()
}
