//! The targets on a date, as a table and as flat rows.

use huigu_engine::{TargetFinding, TargetsAnswer, Unjudged};
use huigu_wording::target::goal;

use super::wording::{Names, named};
use crate::catalogue::Phrase;
use crate::figures::{self, at_base};
use crate::flat::Cell;
use crate::language::Language;
use crate::table::{Side, Table};

/// The targets as a table, and below it the figures watched without a goal.
pub fn table(answer: &TargetsAnswer, names: &Names, lang: Language) -> String {
    let mut text =
        lang.say(Phrase::TargetsTitle, &[("date", &lang.pick(answer.as_of.chinese(), answer.as_of.to_string()))]);
    text.push('\n');
    text.push_str(&lang.say(Phrase::PlanAndWan, &[("plan", &answer.plan)]));
    text.push_str("\n\n");
    text.push_str(&figures_table(&answer.targets, names, lang).text(""));
    if !answer.watched.is_empty() {
        text.push_str(&format!("\n{}\n", lang.word(Phrase::Watched)));
        text.push_str(&figures_table(&answer.watched, names, lang).text(""));
    }
    text
}

fn figures_table(findings: &[TargetFinding], names: &Names, lang: Language) -> Table {
    let mut table = Table::new([
        (lang.word(Phrase::Clause), Side::Left),
        (lang.word(Phrase::Target), Side::Left),
        (lang.word(Phrase::Goal), Side::Right),
        (lang.word(Phrase::Value), Side::Right),
        (lang.word(Phrase::Judgement), Side::Left),
        (lang.word(Phrase::AtBase), Side::Right),
        (lang.word(Phrase::Numerator), Side::Right),
        (lang.word(Phrase::Denominator), Side::Right),
        (lang.word(Phrase::Note), Side::Left),
    ]);
    for finding in findings {
        table.row([
            finding.clause.clone(),
            named(&finding.name, lang).to_owned(),
            goal(finding, lang),
            finding
                .value
                .as_ref()
                .map_or_else(|| lang.word(Phrase::NoData).to_owned(), |value| figures::in_unit(value, lang)),
            judgement(finding, lang).to_owned(),
            finding.at_base.as_ref().map(|base| at_base(base, lang)).unwrap_or_default(),
            finding.numerator.as_ref().map(figures::part).unwrap_or_default(),
            finding.denominator.as_ref().map(figures::part).unwrap_or_default(),
            note(finding, names, lang),
        ]);
    }
    table.without_empty_columns()
}

fn judgement(finding: &TargetFinding, lang: Language) -> &'static str {
    match (finding.met, &finding.value, &finding.goal) {
        (Some(true), _, _) => lang.word(Phrase::Met),
        (Some(false), _, _) => lang.word(Phrase::NotMet),
        (None, Some(_), Some(_)) => lang.word(Phrase::NotJudgedYet),
        (None, _, _) => "",
    }
}

fn note(finding: &TargetFinding, names: &Names, lang: Language) -> String {
    let mut notes = Vec::new();
    if let Some(lender) = &finding.lender {
        let name = names.beneficiary(lender);
        notes.push(if name.is_empty() {
            lender.clone()
        } else {
            lang.say(Phrase::NameAndId, &[("name", &name), ("id", lender)])
        });
    }
    if finding.book_only == Some(true) {
        notes.push(lang.word(Phrase::BookOnly).to_owned());
    }
    // "No data" already stands in the value's place.
    if let Some(why) = finding.why.as_ref().filter(|why| **why != Unjudged::NoData) {
        notes.push(why_in(why, lang));
    }
    notes.join(lang.pick("；", "; "))
}

fn why_in(why: &Unjudged, lang: Language) -> String {
    match why {
        Unjudged::Unset(figures) => lang.say(Phrase::WhyUnset, &[("unset", &figures.join(lang.pick("、", ", ")))]),
        Unjudged::NoData => lang.word(Phrase::NoData).to_owned(),
        Unjudged::TooSteep => lang.word(Phrase::TooSteep).to_owned(),
        Unjudged::NoGoal => lang.word(Phrase::NoGoal).to_owned(),
        Unjudged::TooEarly => lang.word(Phrase::TooEarly).to_owned(),
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
pub fn rows<'a>(answer: &'a TargetsAnswer, lang: Language) -> impl Iterator<Item = Vec<Cell>> + 'a {
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
