//! The targets broken down by one dimension, as tables and as flat rows.

use huigu_engine::{Breakdown, Dimension, Group, TargetGroups};
use huigu_facts::Figure;

use super::wording::{Names, named};
use crate::catalogue::Phrase;
use crate::figures;
use crate::flat::Cell;
use crate::language::Language;
use crate::table::{Side, Table};

/// One table a target.
pub fn table(answer: &Breakdown, names: &Names, lang: Language) -> String {
    let date = lang.pick(answer.as_of.chinese(), answer.as_of.to_string());
    let by = dimension(answer.by, lang);
    let mut text = lang.say(Phrase::BreakdownTitle, &[("date", &date), ("by", &by)]);
    text.push('\n');
    text.push_str(&lang.say(Phrase::PlanAndWan, &[("plan", &answer.plan)]));
    text.push('\n');
    for target in answer.targets.iter().filter(|target| !target.groups.is_empty()) {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("clause", &target.clause), ("name", &named(&target.name, lang)), ("id", &target.target)];
        text.push_str(&format!("\n{}\n", lang.say(Phrase::MeasureHeading, &values)));
        text.push_str(&groups(target, answer.by, names, lang).text("  "));
    }
    text
}

fn dimension(by: Dimension, lang: Language) -> &'static str {
    lang.word(match by {
        Dimension::Lender => Phrase::ByLender,
        Dimension::Industry => Phrase::ByIndustry,
        Dimension::Town => Phrase::ByTown,
        Dimension::Park => Phrase::ByPark,
        Dimension::Month => Phrase::ByMonth,
    })
}

fn key_title(by: Dimension, lang: Language) -> &'static str {
    lang.word(match by {
        Dimension::Lender => Phrase::Id,
        Dimension::Industry => Phrase::Section,
        Dimension::Town => Phrase::Town,
        Dimension::Park => Phrase::Park,
        Dimension::Month => Phrase::MonthEnd,
    })
}

fn groups(target: &TargetGroups, by: Dimension, names: &Names, lang: Language) -> Table {
    let mut table = Table::new([
        (key_title(by, lang), Side::Left),
        (lang.word(Phrase::Name), Side::Left),
        (lang.word(Phrase::Value), Side::Right),
        (lang.word(Phrase::SinceBase), Side::Right),
        (lang.word(Phrase::OnYear), Side::Right),
        (lang.word(Phrase::SinceYearStart), Side::Right),
        (lang.word(Phrase::Numerator), Side::Right),
        (lang.word(Phrase::Denominator), Side::Right),
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
                .map_or_else(|| lang.word(Phrase::NoData).to_owned(), |value| figures::in_unit(value, lang)),
            change(&group.since_base),
            change(&group.on_year),
            change(&group.since_year_start),
            group.numerator.as_ref().map(figures::part).unwrap_or_default(),
            group.denominator.as_ref().map(figures::part).unwrap_or_default(),
        ]);
    }
    table.without_empty_columns()
}

fn key(group: &Group, lang: Language) -> String {
    if group.key.is_empty() { lang.word(Phrase::NotReported).to_owned() } else { group.key.clone() }
}

fn name<'a>(group: &Group, by: Dimension, names: &'a Names, lang: Language) -> &'a str {
    match by {
        Dimension::Lender => names.beneficiary(&group.key),
        Dimension::Industry => huigu_wording::section(&group.key, lang),
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
