//! One notice, set as an office sets it.

use huigu_answers::texts::{approvals, books, notices};
use huigu_desk::{Error, NoticeView, NoticeWithAmounts, Role, ShowNotice, UseCase, WithdrawNotice, sheets};
use maud::{Markup, html};

use super::path;
use crate::ask::Ask;
use crate::block::form::Members;
use crate::block::tables::Tables;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use huigu_web::Trouble;

/// `GET /notices/{number}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, ask)?.into())
}

fn whole(error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let asked = ask.input::<ShowNotice>(&[("notice", ask.place("number"))])?;
    let NoticeWithAmounts { notice, amounts: publication } = ask.counter().run(&ask.caller, asked)?;
    let may = ask.caller.may(UseCase::WithdrawNotice) && notice.withdrawn.is_none();
    let mut tables = Tables::of(ask);
    let body = html! {
        (withdrawn(&notice, ask))
        article.sheet.notice {
            h2.title { (notice.title) }
            p.number { (ask.say(notices::Numbered { number: &notice.notice })) }
            @for paragraph in notice.text.lines() { p { (paragraph) } }
            @if let Some(publication) = &publication { (tables.show(sheets::published(publication, ask.plan(), ask.lang))) }
            @if let Some(until) = notice.until { p { (period(&notice, until, ask)) } }
            p.sign { (office(ask)) br; (ask.date(notice.date)) }
        }
        @if publication.is_some() { p.small { a href="/settlements" { (ask.t(approvals::APPROVALS)) } } }
        @if ask.caller.permit(UseCase::Notices).is_ok_and(|permit| permit.scope().is_district()) {
            p.small { (ask.t(notices::PUBLISHER)) (who(&notice.who)) }
        }
        @if may { (form(&notice, error, ask)) }
    };
    let title = [ask.t(notice.kind.text()), " ", &ask.say(notices::Numbered { number: &notice.notice })].concat();
    Ok(tables.page("/notices", title, body).under("/notices", ask.t(notices::NOTICES)))
}

/// The office that publishes, as it signs; of a plan that names no unit for it, its role.
fn office<'a>(ask: &'a Ask<'_>) -> &'a str {
    let office = ask.office();
    if office.is_empty() { ask.t(Role::Centre.text()) } else { office }
}

/// Somebody by the login.
fn who(who: &str) -> Markup {
    html! { span title=(who) { (who.split('@').next().unwrap_or_default()) } }
}

fn withdrawn(notice: &NoticeView, ask: &Ask<'_>) -> Markup {
    let Some(withdrawn) = &notice.withdrawn else { return html! {} };
    let (date, reason) = (ask.date(withdrawn.date), &withdrawn.reason);
    html! {
        p.complaint role="status" {
            (ask.say(notices::WithdrawnOn { date: &date, reason }))
            @if !withdrawn.who.is_empty() { " · " (who(&withdrawn.who)) }
        }
    }
}

/// Until which day, and to whom, one may object.
fn period(notice: &NoticeView, until: huigu_quantity::Day, ask: &Ask<'_>) -> String {
    let (from, until) = (ask.date(notice.date), ask.date(until));
    ask.say(notices::Period { from: &from, until: &until, office: &office(ask) })
}

fn form(notice: &NoticeView, error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    html! {
        details open[error.is_some()] {
            summary { (ask.t(books::WITHDRAW)) }
            form.sheet.stacked method="post" action={ (path(notice.notice)) "/withdraw" } {
                (complaint(error, ask))
                (csrf(ask))
                (Members::of::<WithdrawNotice>(ask).input("reason"))
                label.check { input type="checkbox" name="sure" value="1" required; " " (ask.t(notices::YES_WITHDRAW)) }
                button { (ask.t(books::WITHDRAW)) }
            }
        }
    }
}

/// `POST /notices/{number}/withdraw`
pub fn withdraw(ask: &Ask<'_>) -> Outcome {
    ask.caller.permit(UseCase::WithdrawNotice)?;
    if ask.form.get("sure").is_none() {
        return page(ask);
    }
    let input = ask.input::<WithdrawNotice>(&[("notice", ask.place("number"))]);
    match input.and_then(|input| ask.act(input, |notice| path(notice.notice))) {
        Err(error @ Error::Input { .. }) => Ok(whole(Some(&error), ask)?.with_status(error.into()).into()),
        done => Ok(done?),
    }
}
