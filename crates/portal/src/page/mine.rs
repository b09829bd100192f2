//! What waits for whoever is signed in: tasks of its unit, years to approve,
//! books that are behind.

use huigu_answers::texts::overview;
use huigu_desk::{ApprovalView, ListInstitutions, UseCase};
use huigu_plan::Task;
use huigu_quantity::Period;
use maud::{Markup, html};

use crate::ask::Ask;
use crate::words::clause_number;

/// The tasks of the caller's unit.
pub fn tasks<'p>(ask: &Ask<'p>) -> Vec<&'p Task> {
    let Some(home) = ask.caller.home() else { return Vec::new() };
    let plan = ask.portal.counter().plan();
    plan.tasks().iter().filter(|task| task.units.iter().any(|unit| unit == home.id())).collect()
}

/// What waits, for the first page; nothing for the public.
pub fn waiting(approved: &[ApprovalView], ask: &Ask<'_>) -> Markup {
    if !ask.caller.is_signed_in() {
        return html! {};
    }
    let mut lines: Vec<(String, String)> = Vec::new();
    if ask.caller.may(UseCase::Approve) {
        let open = ask.years().filter(|year| ask.today >= Period::year(*year).to);
        for year in open.filter(|year| approved.iter().all(|one| one.year != *year)) {
            lines.push((ask.say(overview::YearUnapproved { year: &year }), "/settlements".to_owned()));
        }
    }
    if ask.caller.may(UseCase::Batches) {
        // A register with faults has no list of institutions; the page of books says so.
        let all = ask.run(ListInstitutions {}).map(|found| found.institutions).unwrap_or_default();
        let behind = super::books::behind(&all, ask);
        if behind > 0 {
            lines.push((ask.say(overview::LateInstitutions { count: &behind }), "/books#institutions".to_owned()));
        }
    }
    let tasks = tasks(ask);
    html! {
        @if !lines.is_empty() || !tasks.is_empty() {
            section.sheet.mine {
                h2 { (ask.t(overview::TO_DO)) }
                @if !lines.is_empty() { ul.plain { @for (said, href) in &lines { li { a href=(href) { (said) } } } } }
                @if !tasks.is_empty() {
                    details open[lines.is_empty()] {
                        summary { (ask.say(overview::UnitTasks { count: &tasks.len() })) }
                        (listed(&tasks, true, ask))
                    }
                }
            }
        }
    }
}

/// Tasks, each with its clause where that is not told already.
pub fn listed(tasks: &[&Task], with_clause: bool, ask: &Ask<'_>) -> Markup {
    html! {
        ul.plain {
            @for task in tasks {
                li {
                    @if with_clause { a href=(ask.link(&["/plan/", &task.clause].concat())) { (clause_number(ask.lang, &task.clause)) } " " }
                    (ask.text(&task.does))
                    @if let Some(due) = task.due { span.small { " " (ask.say(overview::DueBy { date: &ask.date(due) })) } }
                }
            }
        }
    }
}
