//! Notices: the list, the newest on the first page, and the family's pages.

mod one;
mod write;

pub use one::{page as one, withdraw};
pub use write::{page as write, publish};

use huigu_answers::texts::{notices, state, word};
use huigu_answers::{Cell, Column, Value};
use huigu_desk::{ListNotices, NoticeView, UseCase, sheets};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::State;
use crate::block::tables::Tables;
use crate::reply::Outcome;
use huigu_web::Trouble;

/// Notices on the first page.
const NEWEST: usize = 5;

/// The path of a notice's page.
pub fn path(number: u32) -> String {
    format!("/notices/{number}")
}

/// How it stands; nothing for an announcement that holds.
fn standing(notice: &NoticeView, ask: &Ask<'_>) -> Option<(State, &'static str)> {
    if notice.withdrawn.is_some() {
        return Some((State::Ended, ask.t(state::WITHDRAWN)));
    }
    let until = notice.until?;
    Some(if ask.today <= until {
        (State::Active, ask.t(state::ON_NOTICE))
    } else {
        (State::Met, ask.t(state::NOTICE_OVER))
    })
}

fn standing_cell(notice: &NoticeView, ask: &Ask<'_>) -> Cell {
    standing(notice, ask).map(|(state, word)| Value::State(state, word.to_owned())).into()
}

/// `GET /notices`
pub fn list(ask: &Ask<'_>) -> Outcome {
    let all = ask.counter().run(&ask.caller, ListNotices {})?.notices;
    let standings = all.iter().map(|notice| standing_cell(notice, ask));
    let table = sheets::notices(&all, ask.lang);
    let table = table.with("who", Column::left("state", ask.t(word::STATE)), standings).or_empty(ask.t(notices::NONE));
    let mut tables = Tables::of(ask);
    let body = html! {
        div.lead {
            p { (ask.t(notices::LEAD)) }
            @if ask.caller.may(UseCase::PublishNotice) { p { a.button href="/notices/new" { (ask.t(notices::PUBLISH_ONE)) } } }
        }
        (tables.show(table))
    };
    Ok(tables.page("/notices", ask.t(notices::NOTICES), body).into())
}

/// The newest notices that hold, for the first page; nothing where there is none.
///
/// # Errors
/// Whatever the desk answers.
pub fn newest(ask: &Ask<'_>) -> Result<Markup, Trouble> {
    let all = ask.counter().run(&ask.caller, ListNotices {})?.notices;
    let open: Vec<&NoticeView> = all.iter().filter(|notice| notice.withdrawn.is_none()).take(NEWEST).collect();
    if open.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        section.sheet {
            h2 { (ask.t(notices::NOTICES)) }
            ul.plain.news {
                @for notice in open {
                    li {
                        span.small { (ask.t(notice.kind.text())) }
                        a href=(path(notice.notice)) { (notice.title) }
                        span.when {
                            @if let Some(until) = notice.until.filter(|until| ask.today <= *until) {
                                (ask.say(notices::UntilDay { date: &ask.date(until) }))
                            } @else { (ask.date(notice.date)) }
                        }
                    }
                }
            }
            p.more { a href="/notices" { (ask.t(notices::ALL)) } }
        }
    })
}
