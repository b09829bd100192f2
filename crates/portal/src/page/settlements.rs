//! Approved settlements: approving a year, the list, and computing one again.

use huigu_desk::{ApprovedOne, Cause, Difference, Error, ListNotices, NoticeView, UseCase};
use huigu_quantity::Period;
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::state::{Show, State};
use crate::block::table::{Cell, Table, left, right};
use crate::frame::csrf;
use crate::page::beneficiary::{key, trace_of};
use crate::page::me::number;
use crate::page::notices;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use crate::trouble::Trouble;

/// Rows named of one difference.
const NAMED: usize = 10;

/// `GET /settlements`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, None, ask)?.into())
}

fn whole(done: Option<Markup>, error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let body = html! {
        div.lead { p { (ask.t("核定把一个年度的测算连同当时的台账、方案一并固定。以后任何时候都能重算到分；事后的更正列为差额。")) } }
        @if let Some(done) = done { (done) }
        (list(&ask.counter().approved(&ask.caller)?, &ask.counter().run(&ask.caller, ListNotices {})?.notices, ask).show(ask))
        @if ask.caller.may(UseCase::Approve) { (form(error, ask)) }
    };
    Ok(Page::new("/settlements", ask.t("年度核定"), body))
}

/// The notice that puts an approved settlement before the public, or the way
/// to publish one.
fn notice_of(number: u32, notices: &[NoticeView], ask: &Ask<'_>) -> Cell {
    let shows = |notice: &&NoticeView| notice.settlement == Some(number) && notice.withdrawn.is_none();
    if let Some(notice) = notices.iter().find(shows) {
        let name = ask.say("第 {number} 号", &[("number", &notice.notice)]);
        return Cell::Link(name, notices::path(notice.notice));
    }
    if ask.caller.may(UseCase::PublishNotice) {
        return Cell::Link(ask.t("列入公示").to_owned(), format!("/notices/new?settlement={number}"));
    }
    Cell::Blank
}

fn list(all: &[ApprovedOne], notices: &[NoticeView], ask: &Ask<'_>) -> Table {
    let columns = vec![
        right("number", ask.t("编号")),
        right("year", ask.t("年度")),
        left("instant", ask.t("核定时间")),
        left("who", ask.t("核定人")),
        right("batch", ask.t("台账至批次")),
        right("total", ask.t("应享补助")),
        left("note", ask.t("说明")),
        left("notice", ask.t("公示")),
        left("hash", ask.t("结果 SM3")),
    ];
    let mut table = Table::new("approved", ask.t("已核定的年度"), columns).or_empty(ask.t("还没有核定。"));
    for one in all {
        let number = if ask.caller.may(UseCase::VerifyApproved) {
            Cell::CountLink(u64::from(one.number), format!("/settlements/{}", one.number))
        } else {
            Cell::Count(u64::from(one.number))
        };
        let hash = one.result_hash.to_string();
        let short: String = hash.chars().take(12).collect();
        table.row(vec![
            number,
            Cell::Text(one.year.to_string()),
            Cell::Moment(one.instant),
            Cell::text(&one.who),
            Cell::Count(u64::from(one.batch.0)),
            Cell::Money(one.result.amount()),
            Cell::text(&one.note),
            notice_of(one.number, notices, ask),
            Cell::Own(html! { code title=(hash) { (short) "…" } }, hash.clone()),
        ]);
    }
    table
}

fn form(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    let ended: Vec<i32> = ask.years().filter(|year| ask.today >= Period::year(*year).to).collect();
    html! {
        form.sheet.stacked method="post" action="/settlements" {
            h2 { (ask.t("核定一个年度")) }
            (complaint(error, ask))
            @if ended.is_empty() { p { (ask.t("年度结束后才能核定。")) } } @else {
                (csrf(ask))
                label for="year" { (ask.t("年度")) }
                select #year name="year" { @for year in ended.iter().rev() { option value=(year) { (year) } } }
                label for="note" { (ask.t("说明，例如会议或文号")) }
                input #note name="note" required maxlength="200";
                label.check { input type="checkbox" name="sure" value="1" required; " " (ask.t("已核对测算结果，确认核定")) }
                button { (ask.t("核定")) }
            }
        }
    }
}

/// `POST /settlements`
pub fn approve(ask: &Ask<'_>) -> Outcome {
    let year = ask.form.get("year").and_then(|text| text.parse::<i32>().ok());
    let year = year.ok_or_else(|| Trouble::Asked { what: ask.form.raw("year").to_owned() })?;
    if ask.form.get("sure").is_none() {
        return page(ask);
    }
    match ask.counter().approve(&ask.caller, year, ask.form.get("note").unwrap_or_default()) {
        Ok(done) => {
            let said = html! {
                section.sheet role="status" {
                    p.verdict { (State::Well.show(ask.lang)) " " (ask.say("{year} 年度已核定，编号 {number}。", &[("year", &year), ("number", &done.number)])) }
                    @if let Some(head) = &done.head { p { (ask.t("当前链头，请另行留存：")) code { (head) } } }
                }
            };
            Ok(whole(Some(said), None, ask)?.into())
        }
        Err(error @ (Error::YearNotEnded { .. } | Error::Faulty { .. })) => {
            Ok(whole(None, Some(&error), ask)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// `/settlements/{number}`
pub fn verify(ask: &Ask<'_>) -> Outcome {
    let found = ask.counter().verify_approved(&ask.caller, number(ask)?)?;
    let holds = |well: bool, yes: &'static str, no: &'static str| {
        html! { p { (if well { State::Well } else { State::Wrong }.show(ask.lang)) " " (ask.t(if well { yes } else { no })) } }
    };
    let body = html! {
        section.sheet role="status" {
            (holds(found.same_plan, "方案与核定时逐字相同。", "方案与核定时不同。"))
            (holds(found.same_result, "按当时的台账重算，结果与核定逐字相同。", "按当时的台账重算，结果与核定不同。"))
        }
        @match &found.differences {
            Some(differences) => { (differences_table(differences, found.approved.year, ask).show(ask)) }
            None => { p.complaint { (ask.t("登记库现有错误，改正以前不能列出差额。")) } }
        }
    };
    let title = ask
        .say("{year} 年度核定，编号 {number}", &[("year", &found.approved.year), ("number", &found.approved.number)]);
    Ok(Page::new("/settlements", title, body).under("/settlements", ask.t("年度核定")).into())
}

/// Things that lead somewhere, the first of them named: text and address of each.
fn listed(all: &[(String, String)], ask: &Ask<'_>) -> Cell {
    let more = all.len().saturating_sub(NAMED);
    let joint = ask.pick("；", "; ");
    let more = if more > 0 { ask.say("，另有 {count} 项", &[("count", &more)]) } else { String::new() };
    let named = &all[..all.len().min(NAMED)];
    let shown = html! {
        @for (at, (text, href)) in named.iter().enumerate() { @if at > 0 { (joint) } a href=(href) { (text) } }
        (more)
    };
    let texts: Vec<&str> = named.iter().map(|(text, _)| text.as_str()).collect();
    Cell::Own(shown, texts.join(joint) + &more)
}

fn cause(cause: &Cause, ask: &Ask<'_>) -> (String, String) {
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("file", &cause.file), ("row", &cause.row), ("batch", &cause.batch)];
    let text = if cause.withdrawal {
        ask.say("第 {batch} 批撤回了 {file}", &values)
    } else {
        ask.say("{file} 第 {row} 行（第 {batch} 批）", &values)
    };
    (text, format!("/books/{}", cause.batch))
}

fn differences_table(all: &[Difference], year: i32, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("measure", ask.t("措施")),
        left("beneficiary", ask.t("受益方")),
        right("approved", ask.t("核定金额")),
        right("now", ask.t("按现有台账")),
        right("difference", ask.t("差额")),
        left("items", ask.t("变动的业务")),
        left("because", ask.t("由哪些行引起")),
    ];
    let mut table = Table::new("differences", ask.t("核定以后的差额"), columns)
        .or_empty(ask.t("没有差额：按现有台账，应享补助与核定相同。"));
    let names = ask.counter().settlement(&ask.caller, year, None).map(|answer| answer.names);
    for one in all {
        let found = ask.plan().measures().iter().find(|measure| measure.id == one.measure);
        let measure = found.map_or(one.measure.as_str(), |measure| ask.text(&measure.name));
        let path = ["/measures/", &one.measure].concat();
        let name = names.as_ref().map_or_else(|_| one.beneficiary.clone(), |names| names.shown(&one.beneficiary));
        let why = [&path, "/", &escaped(&one.beneficiary)].concat();
        let item = |item| (key(item).1.to_owned(), trace_of(item, ask));
        table.row(vec![
            Cell::Link(measure.to_owned(), ask.link_year(&path, year)),
            Cell::Named(name, one.beneficiary.clone(), ask.link_year(&why, year)),
            Cell::Money(one.approved),
            Cell::Money(one.now),
            Cell::Money(one.difference),
            listed(&one.items.iter().map(item).collect::<Vec<_>>(), ask),
            listed(&one.because_of.iter().map(|one| cause(one, ask)).collect::<Vec<_>>(), ask),
        ]);
    }
    table
}
