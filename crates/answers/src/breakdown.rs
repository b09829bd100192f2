//! Targets broken down by one dimension, as sheets.

use huigu_engine::{Breakdown, Dimension, Group, TargetGroups};
use huigu_quantity::{Day, Lang, Phrase};

use crate::cell::{Cell, Style, Value};
use crate::figures;
use crate::names::Names;
use crate::section;
use crate::sheet::{Fill, Sheet, View};
use crate::state::State;
use crate::texts::{settlement, targets, word};

/// The breakdown as people read it from the top: one sheet a target.
#[must_use]
pub fn sheets(found: &Breakdown, names: &dyn Names, lang: Lang) -> Vec<Sheet> {
    let (date, by) = (figures::date(found.as_of, lang), lang.t(found.by.text()));
    let title = lang.say(targets::BreakdownTitle { by: &by, date: &date });
    let mut head = Sheet::new("breakdown", title, Vec::new());
    head.about = vec![lang.say(settlement::PlanInWan { plan: &found.plan })];
    let each = found.targets.iter().filter(|target| !target.groups.is_empty()).map(|target| {
        let mut sheet = groups(&target.groups, found.by, names, lang);
        sheet.title = heading(target, lang);
        sheet
    });
    std::iter::once(head).chain(each).collect()
}

fn heading(target: &TargetGroups, lang: Lang) -> String {
    let (clause, name, id) = (&target.clause, target.name.get(lang), &target.target);
    lang.say(settlement::MeasureHeading { clause, name: &name, id })
}

const fn head(by: Dimension) -> Phrase {
    match by {
        Dimension::Lender => word::ID,
        Dimension::Industry => word::SECTION,
        Dimension::Town => word::TOWN,
        Dimension::Park => word::PARK,
        Dimension::Month => word::MONTH_END,
    }
}

/// One target by groups.
#[must_use]
pub fn groups(groups: &[Group], by: Dimension, names: &dyn Names, lang: Lang) -> Sheet {
    let named = |group: &Group| match by {
        Dimension::Lender => names.name(&group.key).unwrap_or_default().into_owned(),
        Dimension::Industry => section(&group.key, lang).to_owned(),
        Dimension::Town | Dimension::Park | Dimension::Month => String::new(),
    };
    let key = |group: &Group| match Day::parse(&group.key) {
        _ if group.key.is_empty() => lang.t(targets::NOT_REPORTED).into(),
        Ok(day) if by == Dimension::Month => Cell::from(day),
        _ => group.key.as_str().into(),
    };
    let fill = Fill::new("groups", lang.t(by.text()), groups)
        .left("group", lang.t(head(by)), key)
        .seen(View::BUT_PAGES)
        .left("name", lang.t(word::NAME), named)
        .seen(View::BUT_PAGES)
        .left("group", lang.t(by.text()), |group| {
            let name = named(group);
            if name.is_empty() { key(group) } else { Cell::named(name, group.key.as_str()) }
        })
        .seen(View::PAGES)
        .right("value", lang.t(targets::VALUE), |group| match &group.value {
            Some(value) => Cell::figure(Some(value), Style::InUnit),
            None => lang.t(State::NoData.text()).into(),
        });
    let fill = if by == Dimension::Month {
        fill
    } else {
        fill.left("bar", lang.t(targets::COMPARED), |group| group.value.clone().map(|value| Value::Bar(value, None)))
            .seen(View::PAGES)
    };
    fill.right("since_base", lang.t(word::SINCE_BASE), |group| Cell::figure(group.since_base.as_ref(), Style::Change))
        .right("on_year", lang.t(targets::ON_YEAR), |group| Cell::figure(group.on_year.as_ref(), Style::Change))
        .right("since_year_start", lang.t(targets::SINCE_YEAR_START), |group| {
            Cell::figure(group.since_year_start.as_ref(), Style::Change)
        })
        .right("numerator", lang.t(word::NUMERATOR), |group| Cell::figure(group.numerator.as_ref(), Style::Part))
        .right("denominator", lang.t(word::DENOMINATOR), |group| Cell::figure(group.denominator.as_ref(), Style::Part))
        .sheet()
        .or_empty(lang.t(targets::NO_BREAKDOWN))
}

/// Every group of every target for programs.
#[must_use]
pub fn for_programs(found: &Breakdown) -> Sheet {
    let each = found.targets.iter().flat_map(|target| target.groups.iter().map(move |group| (target, group)));
    let all: Vec<(&TargetGroups, &Group)> = each.collect();
    Fill::new("breakdown", "", &all)
        .data("as_of", |_| found.as_of)
        .data("clause", |(target, _)| &target.clause)
        .data("target", |(target, _)| &target.target)
        .data("key", |(_, group)| &group.key)
        .data("value", |(_, group)| group.value.clone())
        .data("since_base", |(_, group)| group.since_base.clone())
        .data("on_year", |(_, group)| group.on_year.clone())
        .data("since_year_start", |(_, group)| group.since_year_start.clone())
        .data("numerator", |(_, group)| group.numerator.clone())
        .data("denominator", |(_, group)| group.denominator.clone())
        .sheet()
}
