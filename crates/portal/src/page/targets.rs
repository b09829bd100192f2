//! The targets on a date, and the figures watched without a goal.

use huigu_answers::{figures, target as wording};
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
    let found = ask.counter().targets(&ask.caller, day, at)?.found;
    let caption = ask.say("目标指标（截至{date}）", &[("date", &ask.date(day))]);
    let mut goals = Table::new("targets", caption, columns(true, ask));
    for finding in &found.targets {
        goals.row(row(finding, false, ask));
    }
    let mut watched = Table::new("watched", ask.t("监测指标：对比基期，方案未定目标值"), columns(false, ask));
    for finding in &found.watched {
        watched.row(row(finding, true, ask));
    }
    let base = ask.date(rules.base);
    let body = html! {
        div.lead {
            p { (ask.say("每项指标都由各机构报送的台账算出，与方案期末的目标值相比。基期为{base}。", &[("base", &base)])) }
            (date_choice(ask)?)
        }
        (goals.show(ask))
        @if !found.watched.is_empty() { (watched.show(ask)) }
    };
    Ok(Page::new("/targets", ask.t("目标指标"), body).closing(day).into())
}

fn columns(goals: bool, ask: &Ask<'_>) -> Vec<crate::block::table::Column> {
    let mut columns = vec![
        left("clause", ask.t("条款")),
        left("target", ask.t("指标")),
        right("value", ask.t("实际值")),
        right("goal", ask.t("目标值")),
    ];
    if goals {
        columns.push(left("bar", ask.t("对比")));
        columns.push(left("state", ask.t("状态")));
    }
    columns.extend([right("base", ask.t("基期")), left("note", ask.t("说明"))]);
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
        notes.push(ask.t("总体比率取自台账，机构未报送").to_owned());
    }
    cells.extend([base, Cell::Text(notes.join(ask.pick("；", "; ")))]);
    cells
}
