//! One notice, set as an office sets it.

use huigu_answers::texts::{approvals, books, notices};
use huigu_desk::{Error, NoticeView, NoticeWithAmounts, Role, ShowNotice, UseCase, WithdrawNotice, sheets};
use maud::{Markup, html};

use crate::block::form::Members;
use crate::block::link;
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use huigu_web::PageError;

/// `GET /notices/{number}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    Ok(whole(None, context)?.into())
}

fn whole(error: Option<&Error>, context: &RequestContext<'_>) -> Result<Page, PageError> {
    let asked = context.input::<ShowNotice>(&[("notice", context.place("number"))])?;
    let NoticeWithAmounts { notice, amounts: publication } = context.desk().run(&context.caller, asked)?;
    let may = context.caller.may(UseCase::WithdrawNotice) && notice.withdrawn.is_none();
    let mut tables = Tables::of(context);
    let body = html! {
        (withdrawn(&notice, context))
        article.sheet.notice {
            h2.title { (notice.title) }
            p.number { (context.say(notices::Numbered { number: &notice.notice })) }
            @for paragraph in notice.text.lines() { p { (paragraph) } }
            @if let Some(publication) = &publication { (tables.show(sheets::published(publication, context.plan(), context.lang))) }
            @if let Some(until) = notice.until { p { (period(&notice, until, context)) } }
            p.sign { (office(context)) br; (context.date(notice.date)) }
        }
        @if publication.is_some() { p.small { a href="/settlements" { (context.t(approvals::APPROVALS)) } } }
        @if context.caller.permit(UseCase::Notices).is_ok_and(|permit| permit.scope().is_district()) {
            p.small { (context.t(notices::PUBLISHER)) (who(&notice.who)) }
        }
        @if may { (form(&notice, error, context)) }
    };
    let title =
        [context.t(notice.kind.text()), " ", &context.say(notices::Numbered { number: &notice.notice })].concat();
    Ok(tables.page("/notices", title, body).under("/notices", context.t(notices::NOTICES)))
}

/// The office that publishes, as it signs; of a plan that names no unit for it, its role.
fn office<'a>(context: &'a RequestContext<'_>) -> &'a str {
    let office = context.office();
    if office.is_empty() { context.t(Role::Centre.text()) } else { office }
}

/// Somebody by the login.
fn who(who: &str) -> Markup {
    html! { span title=(who) { (who.split('@').next().unwrap_or_default()) } }
}

fn withdrawn(notice: &NoticeView, context: &RequestContext<'_>) -> Markup {
    let Some(withdrawn) = &notice.withdrawn else { return html! {} };
    let (date, reason) = (context.date(withdrawn.date), &withdrawn.reason);
    html! {
        p.complaint role="status" {
            (context.say(notices::WithdrawnOn { date: &date, reason }))
            @if !withdrawn.who.is_empty() { " · " (who(&withdrawn.who)) }
        }
    }
}

/// Until which day, and to whom, one may object.
fn period(notice: &NoticeView, until: huigu_quantity::Day, context: &RequestContext<'_>) -> String {
    let (from, until) = (context.date(notice.date), context.date(until));
    context.say(notices::Period { from: &from, until: &until, office: &office(context) })
}

fn form(notice: &NoticeView, error: Option<&Error>, context: &RequestContext<'_>) -> Markup {
    html! {
        details open[error.is_some()] {
            summary { (context.t(books::WITHDRAW)) }
            form.sheet.stacked method="post" action={ (link::notice(notice.notice)) "/withdraw" } {
                (complaint(error, context))
                (csrf(context))
                (Members::of::<WithdrawNotice>(context).input("reason"))
                label.check { input type="checkbox" name="sure" value="1" required; " " (context.t(notices::YES_WITHDRAW)) }
                button { (context.t(books::WITHDRAW)) }
            }
        }
    }
}

/// `POST /notices/{number}/withdraw`
pub fn withdraw(context: &RequestContext<'_>) -> Outcome {
    context.caller.permit(UseCase::WithdrawNotice)?;
    if context.form.get("sure").is_none() {
        return page(context);
    }
    let input = context.input::<WithdrawNotice>(&[("notice", context.place("number"))]);
    match input.and_then(|input| context.act(input, |notice| link::notice(notice.notice))) {
        Err(error @ Error::Input { .. }) => Ok(whole(Some(&error), context)?.with_status(error.into()).into()),
        done => Ok(done?),
    }
}
