//! The targets broken down by one dimension, as tables and as flat rows.

use huigu_engine::{Breakdown, Dimension, Group, TargetGroups};
use huigu_facts::Figure;

use super::wording::{Names, named};
use crate::figures;
use crate::flat::Cell;
use crate::table::{Side, Table};
use huigu_quantity::Lang;
use huigu_answers::texts::{settlement, targets, word};

/// One table a target.
pub fn table(answer: &Breakdown, names: &Names, lang: Lang) -> String {
    let date = lang.pick(answer.as_of.chinese(), answer.as_of.to_string());
    let by = dimension(answer.by, lang);
    let mut text = lang.say(targets::BreakdownTitle { date: &date, by: &by });
    text.push('\n');
    text.push_str(&lang.say(settlement::PlanInWan { plan: &answer.plan }));
    text.push('\n');
    for target in answer.targets.iter().filter(|target| !target.groups.is_empty()) {
        let (clause, name, id) = (&target.clause, &named(&target.name, lang), &target.target);
        text.push_str(&format!("\n{}\n", lang.say(settlement::MeasureHeading { clause, name, id })));
        text.push_str(&groups(target, answer.by, names, lang).text("  "));
    }
    text
}

fn dimension(by: Dimension, lang: Lang) -> &'static str {
    lang.t(match by {
        Dimension::Lender => targets::BY_LENDER,
        Dimension::Industry => targets::BY_INDUSTRY,
        Dimension::Town => targets::BY_TOWN,
        Dimension::Park => targets::BY_PARK,
        Dimension::Month => targets::BY_MONTH,
    })
}

fn key_title(by: Dimension, lang: Lang) -> &'static str {
    lang.t(match by {
        Dimension::Lender => word::ID,
        Dimension::Industry => word::SECTION,
        Dimension::Town => word::TOWN,
        Dimension::Park => word::PARK,
        Dimension::Month => word::MONTH_END,
    })
}

fn groups(target: &TargetGroups, by: Dimension, names: &Names, lang: Lang) -> Table {
    let mut table = Table::new([
        (key_title(by, lang), Side::Left),
        (lang.t(word::NAME), Side::Left),
        (lang.t(targets::VALUE), Side::Right),
        (lang.t(word::SINCE_BASE), Side::Right),
        (lang.t(targets::ON_YEAR), Side::Right),
        (lang.t(targets::SINCE_YEAR_START), Side::Right),
        (lang.t(word::NUMERATOR), Side::Right),
        (lang.t(word::DENOMINATOR), Side::Right),
    ]);
    for group in &target.groups {
        let change =
            |value: &Option<Figure>| value.as_ref().map(|value| figures::change(value, lang)).unwrap_or_default();
        table.row([
            key(group, lang),
            name(group, by, names, lang).to_owned(),
            group
                .value
                .as_ref()
                .map_or_else(|| lang.t(word::NO_DATA).to_owned(), |value| figures::in_unit(value, lang)),
            change(&group.since_base),
            change(&group.on_year),
            change(&group.since_year_start),
            group.numerator.as_ref().map(figures::part).unwrap_or_default(),
            group.denominator.as_ref().map(figures::part).unwrap_or_default(),
        ]);
    }
    table.without_empty_columns()
}

fn key(group: &Group, lang: Lang) -> String {
    if group.key.is_empty() { lang.t(targets::NOT_REPORTED).to_owned() } else { group.key.clone() }
}

fn name<'a>(group: &Group, by: Dimension, names: &'a Names, lang: Lang) -> &'a str {
    match by {
        Dimension::Lender => names.beneficiary(&group.key),
        Dimension::Industry => huigu_answers::section(&group.key, lang),
        Dimension::Town | Dimension::Park | Dimension::Month => "",
    }
}

/// Names of the flat rows' columns.
pub const COLUMNS: &[&str] = &[
    "as_of",
    "clause",
    "target",
    "key",
    "value",
    "since_base",
    "on_year",
    "since_year_start",
    "numerator",
    "denominator",
];

/// One row a target's group.
pub fn rows(answer: &Breakdown) -> impl Iterator<Item = Vec<Cell>> + '_ {
    answer.targets.iter().flat_map(move |target| {
        target.groups.iter().map(move |group| {
            vec![
                Cell::figure(answer.as_of),
                Cell::text(&target.clause),
                Cell::text(&target.target),
                Cell::text(&group.key),
                Cell::figure_or_nothing(group.value.as_ref()),
                Cell::figure_or_nothing(group.since_base.as_ref()),
                Cell::figure_or_nothing(group.on_year.as_ref()),
                Cell::figure_or_nothing(group.since_year_start.as_ref()),
                Cell::figure_or_nothing(group.numerator.as_ref()),
                Cell::figure_or_nothing(group.denominator.as_ref()),
            ]
        })
    })
}
