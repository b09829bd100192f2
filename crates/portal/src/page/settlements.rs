//! Approved settlements: approving a year, the list, and computing one again.

use huigu_answers::texts::{self, approvals, audit, word};
use huigu_answers::{Cell, Column, Link, NoNames, Sheet};
use huigu_desk::{
    ApprovalView, ApproveYear, Difference, Error, Head, IngestError, ListApprovals, ListNotices, NoticeKind,
    NoticeView, SettleYear, UseCase, VerifySettlement, Year, sheets,
};
use huigu_quantity::{Period, Phrase};
use maud::{Markup, html};

use crate::block::state::{Show, State};
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use huigu_web::PageError;

/// `GET /settlements`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    Ok(whole(None, None, context)?.into())
}

fn whole(done: Option<Markup>, error: Option<&Error>, context: &RequestContext<'_>) -> Result<Page, PageError> {
    let (approved, mut tables) =
        (context.desk().run(&context.caller, ListApprovals {})?.approvals, Tables::of(context));
    let notices = context.desk().run(&context.caller, ListNotices {})?.notices;
    let body = html! {
        div.lead { p { (context.t(approvals::LEAD)) } }
        @if let Some(done) = done { (done) }
        (tables.show(list(&approved, &notices, context)))
        @if context.caller.may(UseCase::Approve) { (form(error, context)) }
    };
    Ok(tables.page("/settlements", context.t(approvals::APPROVALS), body))
}

/// The notice that puts an approved settlement before the public, or the way
/// to publish one.
fn notice_of(number: u32, notices: &[NoticeView], context: &RequestContext<'_>) -> Cell {
    let shows = |notice: &&NoticeView| notice.settlement == Some(number) && notice.withdrawn.is_none();
    if let Some(notice) = notices.iter().find(shows) {
        let name = context.say(texts::notices::Numbered { number: &notice.notice });
        return Cell::text(name).to(Link::Notice(notice.notice));
    }
    if context.caller.may(UseCase::PublishNotice) {
        let way = format!("/notices/new?settlement={number}");
        return Cell::text(context.t(texts::notices::PUT_ON_NOTICE)).to_path(way);
    }
    Cell::blank()
}

fn list(all: &[ApprovalView], notices: &[NoticeView], context: &RequestContext<'_>) -> Sheet {
    let shown = all.iter().map(|one| notice_of(one.settlement, notices, context));
    sheets::approved(all, context.lang)
        .with("plan_sm3", Column::left("notice", context.t(NoticeKind::PublicNotice.text())), shown)
        .or_empty(context.t(approvals::NONE))
}

fn form(error: Option<&Error>, context: &RequestContext<'_>) -> Markup {
    let ended: Vec<i32> = context.years().filter(|year| context.today >= Period::year(*year).to).collect();
    html! {
        form.sheet.stacked method="post" action="/settlements" {
            h2 { (context.t(approvals::APPROVE_YEAR)) }
            (complaint(error, context))
            @if ended.is_empty() { p { (context.t(approvals::AFTER_YEAR_END)) } } @else {
                (csrf(context))
                label for="year" { (context.t(word::YEAR)) }
                select #year name="year" { @for year in ended.iter().rev() { option value=(year) { (year) } } }
                label for="note" { (context.t(approvals::NOTE_FIELD)) }
                input #note name="note" required maxlength="200";
                label.check { input type="checkbox" name="sure" value="1" required; " " (context.t(approvals::CHECKED)) }
                button { (context.t(approvals::APPROVE)) }
            }
        }
    }
}

/// `POST /settlements`
pub fn approve(context: &RequestContext<'_>) -> Outcome {
    let input = context.input::<ApproveYear>(&[]);
    if context.form.get("sure").is_none() {
        return page(context);
    }
    let kept = |input: ApproveYear| {
        let year = input.year.get();
        let head = |head: Option<Head>| head.map(|head| head.to_string()).unwrap_or_default();
        Ok((year, context.once(input, &|done| format!("{} {}", done.settlement, head(done.head)))?))
    };
    match input.and_then(kept) {
        Ok((year, kept)) => {
            let (number, head) = kept.split_once(' ').unwrap_or((&kept, ""));
            let said = html! {
                section.sheet role="status" {
                    p.verdict { (State::Well.show(context.lang)) " " (context.say(approvals::ApprovedUnder { year: &year, number: &number })) }
                    @if !head.is_empty() { p { (context.t(audit::HEAD_NOW)) code { (head) } } }
                }
            };
            Ok(whole(Some(said), None, context)?.into())
        }
        Err(error @ (Error::YearNotEnded { .. } | Error::Ingest(IngestError::Faulty { .. }) | Error::Input { .. })) => {
            Ok(whole(None, Some(&error), context)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// `/settlements/{number}`
pub fn verify(context: &RequestContext<'_>) -> Outcome {
    let input = context.input::<VerifySettlement>(&[("settlement", context.place("number"))])?;
    let found = context.desk().run(&context.caller, input)?;
    let holds = |well: bool, yes: Phrase, no: Phrase| {
        html! { p { (if well { State::Well } else { State::Wrong }.show(context.lang)) " " (context.t(if well { yes } else { no })) } }
    };
    let mut tables = Tables::of(context);
    let year = found.year;
    let body = html! {
        section.sheet role="status" {
            (holds(found.same_plan, approvals::SAME_PLAN, approvals::OTHER_PLAN))
            (holds(found.same_result, approvals::SAME_RESULT, approvals::OTHER_RESULT))
        }
        @match &found.differences {
            Some(all) => { (tables.show(differences(all, year, context))) }
            None => { p.complaint { (context.t(approvals::DIFFERENCES_UNKNOWN)) } }
        }
    };
    let title = context.say(approvals::ApprovalOf { year: &year, number: &found.settlement });
    Ok(tables.page("/settlements", title, body).under("/settlements", context.t(approvals::APPROVALS)).into())
}

fn differences(all: &[Difference], year: i32, context: &RequestContext<'_>) -> Sheet {
    // A register with faults has no settlement, and so no names.
    match context.run(SettleYear { year: Year::new(year), as_known_at: None }) {
        Ok(answer) => sheets::differences(all, year, &context.names(&answer.names), context.lang),
        Err(_) => sheets::differences(all, year, &NoNames, context.lang),
    }
}
