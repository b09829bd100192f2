//! Notices: the list, the newest on the first page, and the family's pages.

mod one;
mod write;

pub use one::{page as one, withdraw};
pub use write::{page as write, publish};

use huigu_desk::{ListNotices, NoticeKind, NoticeView, UseCase};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::{Show, State};
use crate::block::table::{Cell, Table, left, right};
use crate::reply::{Outcome, Page};
use crate::trouble::Trouble;

/// Notices on the first page.
const NEWEST: usize = 5;

/// What a kind is called.
pub fn kind_name(kind: NoticeKind, ask: &Ask<'_>) -> &'static str {
    match kind {
        NoticeKind::Announcement => ask.t("通知"),
        NoticeKind::PublicNotice => ask.t("公示"),
    }
}

/// The path of a notice's page.
pub fn path(number: u32) -> String {
    format!("/notices/{number}")
}

/// How it stands; nothing for an announcement that holds.
fn standing(notice: &NoticeView, ask: &Ask<'_>) -> Option<(State, &'static str)> {
    if notice.withdrawn.is_some() {
        return Some((State::Ended, ask.t("已撤回")));
    }
    let until = notice.until?;
    Some(if ask.today <= until { (State::Active, ask.t("公示中")) } else { (State::Met, ask.t("公示期满")) })
}

fn standing_cell(notice: &NoticeView, ask: &Ask<'_>) -> Cell {
    let Some((state, word)) = standing(notice, ask) else { return Cell::Blank };
    Cell::Own(state.show_as(word), word.to_owned())
}

/// `GET /notices`
pub fn list(ask: &Ask<'_>) -> Outcome {
    let all = ask.counter().run(&ask.caller, ListNotices {})?.notices;
    let columns = vec![
        right("number", ask.t("号数")),
        left("title", ask.t("标题")),
        left("kind", ask.t("类别")),
        left("published", ask.t("发布日期")),
        left("until", ask.t("公示截止")),
        left("state", ask.t("状态")),
        left("who", ask.t("发布人")),
    ];
    let mut table = Table::new("notices", ask.t("通知公告"), columns).or_empty(ask.t("还没有通知公告。"));
    for notice in &all {
        table.row(vec![
            Cell::Count(u64::from(notice.notice)),
            Cell::Link(notice.title.clone(), path(notice.notice)),
            Cell::text(kind_name(notice.kind, ask)),
            Cell::Day(notice.date),
            notice.until.map_or(Cell::Blank, Cell::Day),
            standing_cell(notice, ask),
            Cell::text(&notice.who),
        ]);
    }
    let body = html! {
        div.lead {
            p { (ask.t("牵头单位发布的通知，以及须公示的扶持资金。公示期内可以提出异议。")) }
            @if ask.caller.may(UseCase::PublishNotice) { p { a.button href="/notices/new" { (ask.t("发布通知公告")) } } }
        }
        (table.show(ask))
    };
    Ok(Page::new("/notices", ask.t("通知公告"), body).into())
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
            h2 { (ask.t("通知公告")) }
            ul.plain.news {
                @for notice in open {
                    li {
                        span.small { (kind_name(notice.kind, ask)) }
                        a href=(path(notice.notice)) { (notice.title) }
                        span.when {
                            @if let Some(until) = notice.until.filter(|until| ask.today <= *until) {
                                (ask.say("公示至{date}", &[("date", &ask.date(until))]))
                            } @else { (ask.date(notice.date)) }
                        }
                    }
                }
            }
            p.more { a href="/notices" { (ask.t("全部通知公告")) } }
        }
    })
}
