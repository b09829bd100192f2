//! What waits for whoever is signed in: tasks of its unit, years to approve,
//! books that are behind.

use huigu_answers::texts::overview;
use huigu_desk::{ApprovalView, ListInstitutions, UseCase};
use huigu_plan::Task;
use huigu_quantity::Period;
use maud::{Markup, html};

use crate::context::RequestContext;
use crate::words::clause_number;

/// The tasks of the caller's unit.
pub fn tasks<'p>(context: &RequestContext<'p>) -> Vec<&'p Task> {
    let Some(home) = context.caller.home() else { return Vec::new() };
    let plan = context.portal.desk().plan();
    plan.tasks().iter().filter(|task| task.units.iter().any(|unit| unit == home.id())).collect()
}

/// What waits, for the first page; nothing for the public.
pub fn waiting(approved: &[ApprovalView], context: &RequestContext<'_>) -> Markup {
    if !context.caller.is_signed_in() {
        return html! {};
    }
    let mut lines: Vec<(String, String)> = Vec::new();
    if context.caller.may(UseCase::Approve) {
        let open = context.years().filter(|year| context.today >= Period::year(*year).to);
        for year in open.filter(|year| approved.iter().all(|one| one.year != *year)) {
            lines.push((context.say(overview::YearUnapproved { year: &year }), "/settlements".to_owned()));
        }
    }
    if context.caller.may(UseCase::Batches) {
        // A register with faults has no list of institutions; the page of books says so.
        let all = context.run(ListInstitutions {}).map(|found| found.institutions).unwrap_or_default();
        let behind = super::books::behind(&all, context);
        if behind > 0 {
            lines.push((context.say(overview::LateInstitutions { count: &behind }), "/books#institutions".to_owned()));
        }
    }
    let tasks = tasks(context);
    html! {
        @if !lines.is_empty() || !tasks.is_empty() {
            section.sheet.mine {
                h2 { (context.t(overview::TO_DO)) }
                @if !lines.is_empty() { ul.plain { @for (said, href) in &lines { li { a href=(href) { (said) } } } } }
                @if !tasks.is_empty() {
                    details open[lines.is_empty()] {
                        summary { (context.say(overview::UnitTasks { count: &tasks.len() })) }
                        (listed(&tasks, true, context))
                    }
                }
            }
        }
    }
}

/// Tasks, each with its clause where that is not told already.
pub fn listed(tasks: &[&Task], with_clause: bool, context: &RequestContext<'_>) -> Markup {
    html! {
        ul.plain {
            @for task in tasks {
                li {
                    @if with_clause { a href=(context.link(&["/plan/", &task.clause].concat())) { (clause_number(context.lang, &task.clause)) } " " }
                    (context.text(&task.does))
                    @if let Some(due) = task.due { span.small { " " (context.say(overview::DueBy { date: &context.date(due) })) } }
                }
            }
        }
    }
}
