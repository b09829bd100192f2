//! The targets on a date, as a table and as flat rows.

use huigu_engine::{TargetFinding, TargetsAnswer, Unjudged};
use huigu_answers::target::goal;

use super::wording::{Names, named};
use crate::figures::{self, at_base};
use crate::flat::Cell;
use crate::table::{Side, Table};
use huigu_quantity::Lang;
use huigu_answers::texts::{settlement, targets, word};

/// The targets as a table, and below it the figures watched without a goal.
pub fn table(answer: &TargetsAnswer, names: &Names, lang: Lang) -> String {
    let mut text = lang.say(targets::Title { date: &lang.pick(answer.as_of.chinese(), answer.as_of.to_string()) });
    text.push('\n');
    text.push_str(&lang.say(settlement::PlanInWan { plan: &answer.plan }));
    text.push_str("\n\n");
    text.push_str(&figures_table(&answer.targets, names, lang).text(""));
    if !answer.watched.is_empty() {
        text.push_str(&format!("\n{}\n", lang.t(targets::WATCHED)));
        text.push_str(&figures_table(&answer.watched, names, lang).text(""));
    }
    text
}

fn figures_table(findings: &[TargetFinding], names: &Names, lang: Lang) -> Table {
    let mut table = Table::new([
        (lang.t(word::CLAUSE), Side::Left),
        (lang.t(word::TARGET), Side::Left),
        (lang.t(targets::GOAL), Side::Right),
        (lang.t(targets::VALUE), Side::Right),
        (lang.t(targets::JUDGEMENT), Side::Left),
        (lang.t(word::AT_BASE), Side::Right),
        (lang.t(word::NUMERATOR), Side::Right),
        (lang.t(word::DENOMINATOR), Side::Right),
        (lang.t(word::NOTE), Side::Left),
    ]);
    for finding in findings {
        table.row([
            finding.clause.clone(),
            named(&finding.name, lang).to_owned(),
            goal(finding, lang),
            finding
                .value
                .as_ref()
                .map_or_else(|| lang.t(word::NO_DATA).to_owned(), |value| figures::in_unit(value, lang)),
            judgement(finding, lang).to_owned(),
            finding.at_base.as_ref().map(|base| at_base(base, lang)).unwrap_or_default(),
            finding.numerator.as_ref().map(figures::part).unwrap_or_default(),
            finding.denominator.as_ref().map(figures::part).unwrap_or_default(),
            note(finding, names, lang),
        ]);
    }
    table.without_empty_columns()
}

fn judgement(finding: &TargetFinding, lang: Lang) -> &'static str {
    match (finding.met, &finding.value, &finding.goal) {
        (Some(true), _, _) => lang.t(targets::MET),
        (Some(false), _, _) => lang.t(targets::NOT_MET),
        (None, Some(_), Some(_)) => lang.t(targets::NOT_JUDGED_YET),
        (None, _, _) => "",
    }
}

fn note(finding: &TargetFinding, names: &Names, lang: Lang) -> String {
    let mut notes = Vec::new();
    if let Some(lender) = &finding.lender {
        let name = names.beneficiary(lender);
        notes.push(if name.is_empty() {
            lender.clone()
        } else {
            lang.say(settlement::NameAndId { name: &name, id: lender })
        });
    }
    if finding.book_only == Some(true) {
        notes.push(lang.t(targets::BOOK_ONLY).to_owned());
    }
    // "No data" already stands in the value's place.
    if let Some(why) = finding.why.as_ref().filter(|why| **why != Unjudged::NoData) {
        notes.push(why_in(why, lang));
    }
    notes.join(lang.semicolon())
}

fn why_in(why: &Unjudged, lang: Lang) -> String {
    match why {
        Unjudged::Unset(figures) => lang.say(targets::Unset { unset: &figures.join(lang.comma()) }),
        Unjudged::NoData => lang.t(word::NO_DATA).to_owned(),
        Unjudged::TooSteep => lang.t(targets::TOO_STEEP).to_owned(),
        Unjudged::NoGoal => lang.t(targets::NO_GOAL).to_owned(),
        Unjudged::TooEarly => lang.t(targets::TOO_EARLY).to_owned(),
    }
}

/// Names of the flat rows' columns.
pub const COLUMNS: &[&str] = &[
    "as_of",
    "clause",
    "target",
    "name",
    "direction",
    "goal",
    "value",
    "met",
    "why",
    "numerator",
    "denominator",
    "at_base",
    "lender",
    "book_only",
    "watched",
];

/// One row a target or watched figure.
pub fn rows<'a>(answer: &'a TargetsAnswer, lang: Lang) -> impl Iterator<Item = Vec<Cell>> + 'a {
    let targets = answer.targets.iter().map(|finding| (finding, false));
    let watched = answer.watched.iter().map(|finding| (finding, true));
    targets.chain(watched).map(move |(finding, watched)| {
        vec![
            Cell::figure(answer.as_of),
            Cell::text(&finding.clause),
            Cell::text(&finding.target),
            Cell::text(named(&finding.name, lang)),
            Cell::text(finding.direction.unwrap_or_default()),
            Cell::figure_or_nothing(finding.goal.as_ref()),
            Cell::figure_or_nothing(finding.value.as_ref()),
            Cell::figure_or_nothing(finding.met),
            Cell::text(finding.why.as_ref().map(|why| why_in(why, lang)).unwrap_or_default()),
            Cell::figure_or_nothing(finding.numerator.as_ref()),
            Cell::figure_or_nothing(finding.denominator.as_ref()),
            Cell::figure_or_nothing(finding.at_base.as_ref()),
            Cell::text(finding.lender.clone().unwrap_or_default()),
            Cell::figure_or_nothing(finding.book_only),
            Cell::figure(watched),
        ]
    })
}
