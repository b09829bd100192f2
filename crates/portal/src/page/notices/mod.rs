//! Notices: the list, the newest on the first page, and the family's pages.

mod one;
mod write;

pub use one::{page as one, withdraw};
pub use write::{page as write, publish};

use huigu_answers::texts::{notices, state, word};
use huigu_answers::{Cell, Column, Value};
use huigu_desk::{ListNotices, NoticeView, UseCase, sheets};
use maud::{Markup, html};

use crate::block::link;
use crate::block::state::State;
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::reply::Outcome;
use huigu_web::PageError;

/// Notices on the first page.
const NEWEST: usize = 5;

/// How it stands; nothing for an announcement that holds.
fn standing(notice: &NoticeView, context: &RequestContext<'_>) -> Option<(State, &'static str)> {
    if notice.withdrawn.is_some() {
        return Some((State::Ended, context.t(state::WITHDRAWN)));
    }
    let until = notice.until?;
    Some(if context.today <= until {
        (State::Active, context.t(state::ON_NOTICE))
    } else {
        (State::Met, context.t(state::NOTICE_OVER))
    })
}

fn standing_cell(notice: &NoticeView, context: &RequestContext<'_>) -> Cell {
    standing(notice, context).map(|(state, word)| Value::State(state, word.to_owned())).into()
}

/// `GET /notices`
pub fn list(context: &RequestContext<'_>) -> Outcome {
    let all = context.desk().run(&context.caller, ListNotices {})?.notices;
    let standings = all.iter().map(|notice| standing_cell(notice, context));
    let table = sheets::notices(&all, context.lang);
    let table =
        table.with("who", Column::left("state", context.t(word::STATE)), standings).or_empty(context.t(notices::NONE));
    let mut tables = Tables::of(context);
    let body = html! {
        div.lead {
            p { (context.t(notices::LEAD)) }
            @if context.caller.may(UseCase::PublishNotice) { p { a.button href="/notices/new" { (context.t(notices::PUBLISH_ONE)) } } }
        }
        (tables.show(table))
    };
    Ok(tables.page("/notices", context.t(notices::NOTICES), body).into())
}

/// The newest notices that hold, for the first page; nothing where there is none.
///
/// # Errors
/// Whatever the desk answers.
pub fn newest(context: &RequestContext<'_>) -> Result<Markup, PageError> {
    let all = context.desk().run(&context.caller, ListNotices {})?.notices;
    let open: Vec<&NoticeView> = all.iter().filter(|notice| notice.withdrawn.is_none()).take(NEWEST).collect();
    if open.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        section.sheet {
            h2 { (context.t(notices::NOTICES)) }
            ul.plain.news {
                @for notice in open {
                    li {
                        span.small { (context.t(notice.kind.text())) }
                        a href=(link::notice(notice.notice)) { (notice.title) }
                        span.when {
                            @if let Some(until) = notice.until.filter(|until| context.today <= *until) {
                                (context.say(notices::UntilDay { date: &context.date(until) }))
                            } @else { (context.date(notice.date)) }
                        }
                    }
                }
            }
            p.more { a href="/notices" { (context.t(notices::ALL)) } }
        }
    })
}
