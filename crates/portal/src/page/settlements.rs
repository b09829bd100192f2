//! Approved settlements: approving a year, the list, and computing one again.

use huigu_answers::texts::{self, approvals, audit, word};
use huigu_answers::{Cell, Column, Link, Nameless, Sheet};
use huigu_desk::{
    ApprovalView, ApproveYear, Difference, Error, Head, IngestError, ListApprovals, ListNotices, NoticeKind,
    NoticeView, SettleYear, UseCase, VerifySettlement, Year, sheets,
};
use huigu_quantity::{Period, Phrase};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::{Show, State};
use crate::block::tables::Tables;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use huigu_web::Trouble;

/// `GET /settlements`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, None, ask)?.into())
}

fn whole(done: Option<Markup>, error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let (approved, mut tables) = (ask.counter().run(&ask.caller, ListApprovals {})?.approvals, Tables::of(ask));
    let notices = ask.counter().run(&ask.caller, ListNotices {})?.notices;
    let body = html! {
        div.lead { p { (ask.t(approvals::LEAD)) } }
        @if let Some(done) = done { (done) }
        (tables.show(list(&approved, &notices, ask)))
        @if ask.caller.may(UseCase::Approve) { (form(error, ask)) }
    };
    Ok(tables.page("/settlements", ask.t(approvals::APPROVALS), body))
}

/// The notice that puts an approved settlement before the public, or the way
/// to publish one.
fn notice_of(number: u32, notices: &[NoticeView], ask: &Ask<'_>) -> Cell {
    let shows = |notice: &&NoticeView| notice.settlement == Some(number) && notice.withdrawn.is_none();
    if let Some(notice) = notices.iter().find(shows) {
        let name = ask.say(texts::notices::Numbered { number: &notice.notice });
        return Cell::text(name).to(Link::Notice(notice.notice));
    }
    if ask.caller.may(UseCase::PublishNotice) {
        let way = format!("/notices/new?settlement={number}");
        return Cell::text(ask.t(texts::notices::PUT_ON_NOTICE)).to_path(way);
    }
    Cell::blank()
}

fn list(all: &[ApprovalView], notices: &[NoticeView], ask: &Ask<'_>) -> Sheet {
    let shown = all.iter().map(|one| notice_of(one.settlement, notices, ask));
    sheets::approved(all, ask.lang)
        .with("plan_sm3", Column::left("notice", ask.t(NoticeKind::PublicNotice.text())), shown)
        .or_empty(ask.t(approvals::NONE))
}

fn form(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    let ended: Vec<i32> = ask.years().filter(|year| ask.today >= Period::year(*year).to).collect();
    html! {
        form.sheet.stacked method="post" action="/settlements" {
            h2 { (ask.t(approvals::APPROVE_YEAR)) }
            (complaint(error, ask))
            @if ended.is_empty() { p { (ask.t(approvals::AFTER_YEAR_END)) } } @else {
                (csrf(ask))
                label for="year" { (ask.t(word::YEAR)) }
                select #year name="year" { @for year in ended.iter().rev() { option value=(year) { (year) } } }
                label for="note" { (ask.t(approvals::NOTE_FIELD)) }
                input #note name="note" required maxlength="200";
                label.check { input type="checkbox" name="sure" value="1" required; " " (ask.t(approvals::CHECKED)) }
                button { (ask.t(approvals::APPROVE)) }
            }
        }
    }
}

/// `POST /settlements`
pub fn approve(ask: &Ask<'_>) -> Outcome {
    let input = ask.input::<ApproveYear>(&[]);
    if ask.form.get("sure").is_none() {
        return page(ask);
    }
    let kept = |input: ApproveYear| {
        let year = input.year.get();
        let head = |head: Option<Head>| head.map(|head| head.to_string()).unwrap_or_default();
        Ok((year, ask.once(input, &|done| format!("{} {}", done.settlement, head(done.head)))?))
    };
    match input.and_then(kept) {
        Ok((year, kept)) => {
            let (number, head) = kept.split_once(' ').unwrap_or((&kept, ""));
            let said = html! {
                section.sheet role="status" {
                    p.verdict { (State::Well.show(ask.lang)) " " (ask.say(approvals::ApprovedUnder { year: &year, number: &number })) }
                    @if !head.is_empty() { p { (ask.t(audit::HEAD_NOW)) code { (head) } } }
                }
            };
            Ok(whole(Some(said), None, ask)?.into())
        }
        Err(error @ (Error::YearNotEnded { .. } | Error::Ingest(IngestError::Faulty { .. }) | Error::Input { .. })) => {
            Ok(whole(None, Some(&error), ask)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// `/settlements/{number}`
pub fn verify(ask: &Ask<'_>) -> Outcome {
    let input = ask.input::<VerifySettlement>(&[("settlement", ask.place("number"))])?;
    let found = ask.counter().run(&ask.caller, input)?;
    let holds = |well: bool, yes: Phrase, no: Phrase| {
        html! { p { (if well { State::Well } else { State::Wrong }.show(ask.lang)) " " (ask.t(if well { yes } else { no })) } }
    };
    let mut tables = Tables::of(ask);
    let year = found.year;
    let body = html! {
        section.sheet role="status" {
            (holds(found.same_plan, approvals::SAME_PLAN, approvals::OTHER_PLAN))
            (holds(found.same_result, approvals::SAME_RESULT, approvals::OTHER_RESULT))
        }
        @match &found.differences {
            Some(all) => { (tables.show(differences(all, year, ask))) }
            None => { p.complaint { (ask.t(approvals::DIFFERENCES_UNKNOWN)) } }
        }
    };
    let title = ask.say(approvals::ApprovalOf { year: &year, number: &found.settlement });
    Ok(tables.page("/settlements", title, body).under("/settlements", ask.t(approvals::APPROVALS)).into())
}

fn differences(all: &[Difference], year: i32, ask: &Ask<'_>) -> Sheet {
    // A register with faults has no settlement, and so no names.
    match ask.run(SettleYear { year: Year::new(year), as_known_at: None }) {
        Ok(answer) => sheets::differences(all, year, &ask.names(&answer.names), ask.lang),
        Err(_) => sheets::differences(all, year, &Nameless, ask.lang),
    }
}
