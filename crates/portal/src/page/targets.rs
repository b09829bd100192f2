//! The targets on a date, and the figures watched without a goal.

use huigu_answers::texts::{targets, word};
use huigu_answers::{figures, target as wording};
use huigu_desk::{AsOf, ShowTargets};
use huigu_engine::TargetFinding;
use huigu_facts::Figure;
use maud::html;

use crate::ask::Ask;
use crate::block::figure::money;
use crate::block::parts::date_choice;
use crate::block::table::{Cell, Table, left, right};
use crate::block::target;
use crate::reply::{Outcome, Page};
use crate::words::clause_number;

/// `/targets`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (day, at) = (ask.as_of()?, ask.known_at()?);
    let rules = ask.counter().rules(day)?;
    let found = ask.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?.found;
    let caption = ask.say(targets::AsOf { date: &ask.date(day) });
    let mut goals = Table::new("targets", caption, columns(true, ask));
    for finding in &found.targets {
        goals.row(row(finding, false, ask));
    }
    let mut watched = Table::new("watched", ask.t(targets::WATCHED), columns(false, ask));
    for finding in &found.watched {
        watched.row(row(finding, true, ask));
    }
    let base = ask.date(rules.base);
    let body = html! {
        div.lead {
            p { (ask.say(targets::Lead { base: &base })) }
            (date_choice(ask)?)
        }
        (goals.show(ask))
        @if !found.watched.is_empty() { (watched.show(ask)) }
    };
    Ok(Page::new("/targets", ask.t(targets::TARGETS), body).closing(day).into())
}

fn columns(goals: bool, ask: &Ask<'_>) -> Vec<crate::block::table::Column> {
    let mut columns = vec![
        left("clause", ask.t(word::CLAUSE)),
        left("target", ask.t(word::TARGET)),
        right("value", ask.t(targets::VALUE)),
        right("goal", ask.t(targets::GOAL)),
    ];
    if goals {
        columns.push(left("bar", ask.t(targets::COMPARED)));
        columns.push(left("state", ask.t(word::STATE)));
    }
    columns.extend([right("base", ask.t(word::AT_BASE)), left("note", ask.t(word::NOTE))]);
    columns
}

fn row(finding: &TargetFinding, watched: bool, ask: &Ask<'_>) -> Vec<Cell> {
    let lang = ask.lang;
    let href = ask.link(&["/targets/", &finding.target].concat());
    let value = match &finding.value {
        Some(value) => Cell::FigureLink(value.clone(), figures::short(value, lang), href.clone()),
        None => Cell::text("—"),
    };
    let goal = finding.goal.as_ref();
    let goal = goal.map_or(Cell::Blank, |goal| Cell::Figure(goal.clone(), wording::goal(finding, lang)));
    let base = match &finding.at_base {
        // A balance at the base, of a share or growth.
        Some(Figure::Money(sum)) => Cell::Own(money(*sum, lang), sum.to_string()),
        other => Cell::figure(other.as_ref(), |base| figures::in_unit(base, lang)),
    };
    let mut cells = vec![
        Cell::Link(clause_number(lang, &finding.clause), ask.link(&["/plan/", &finding.clause].concat())),
        Cell::Link(ask.text(&finding.name).to_owned(), href),
        value,
        goal,
    ];
    if !watched {
        cells.push(Cell::Drawn(target::bar(finding)));
        cells.push(Cell::State(target::state(finding, false)));
    }
    let mut notes: Vec<String> = target::why(finding, lang).into_iter().collect();
    if finding.book_only == Some(true) {
        notes.push(ask.t(targets::BOOK_ONLY).to_owned());
    }
    cells.extend([base, Cell::Text(notes.join(ask.pick("；", "; ")))]);
    cells
}
