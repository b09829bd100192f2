//! One notice, set as an office sets it.

use huigu_desk::{Error, NoticeView, NoticeWithAmounts, Publication, Role, ShowNotice, UseCase, WithdrawNotice};
use maud::{Markup, html};

use super::{kind_name, path};
use crate::ask::Ask;
use crate::block::form::Members;
use crate::block::table::{Cell, Table, left, right};
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use crate::trouble::Trouble;

/// `GET /notices/{number}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, ask)?.into())
}

fn whole(error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let asked = ask.input::<ShowNotice>(&[("notice", ask.place("number"))])?;
    let NoticeWithAmounts { notice, amounts: publication } = ask.counter().run(&ask.caller, asked)?;
    let may = ask.caller.may(UseCase::WithdrawNotice) && notice.withdrawn.is_none();
    let body = html! {
        (withdrawn(&notice, ask))
        article.sheet.notice {
            h2.title { (notice.title) }
            p.number { (ask.say("第 {number} 号", &[("number", &notice.notice)])) }
            @for paragraph in notice.text.lines() { p { (paragraph) } }
            @if let Some(publication) = &publication { (amounts(publication, ask)) }
            @if let Some(until) = notice.until { p { (period(&notice, until, ask)) } }
            p.sign { (office(ask)) br; (ask.date(notice.date)) }
        }
        @if publication.is_some() { p.small { a href="/settlements" { (ask.t("年度核定")) } } }
        @if ask.caller.permit(UseCase::Notices).is_ok_and(|permit| permit.scope().is_district()) {
            p.small { (ask.t("发布人：")) (notice.who) }
        }
        @if may { (form(&notice, error, ask)) }
    };
    let title = [kind_name(notice.kind, ask), " ", &ask.say("第 {number} 号", &[("number", &notice.notice)])].concat();
    Ok(Page::new("/notices", title, body).under("/notices", ask.t("通知公告")))
}

/// The office that publishes, as it signs; of a plan that names no unit for it, its role.
fn office<'a>(ask: &'a Ask<'_>) -> &'a str {
    let office = ask.office();
    if office.is_empty() { ask.pick(Role::Centre.chinese(), Role::Centre.english()) } else { office }
}

fn withdrawn(notice: &NoticeView, ask: &Ask<'_>) -> Markup {
    let Some(withdrawn) = &notice.withdrawn else { return html! {} };
    let (date, reason) = (ask.date(withdrawn.date), &withdrawn.reason);
    html! {
        p.complaint role="status" {
            (ask.say("本件已于{date}撤回。原因：{reason}", &[("date", &date), ("reason", reason)]))
            @if !withdrawn.who.is_empty() { " · " (withdrawn.who) }
        }
    }
}

/// Until which day, and to whom, one may object.
fn period(notice: &NoticeView, until: huigu_quantity::Day, ask: &Ask<'_>) -> String {
    let (from, until) = (ask.date(notice.date), ask.date(until));
    let values: [(&str, &dyn std::fmt::Display); 3] = [("from", &from), ("until", &until), ("office", &office(ask))];
    ask.say("公示期自{from}至{until}。对公示内容有异议的，请在公示期内向{office}提出。", &values)
}

/// Who gets how much, by measure.
fn amounts(publication: &Publication, ask: &Ask<'_>) -> Markup {
    let caption = ask.say(
        "{year} 年度扶持资金核定结果（第 {settlement} 号核定）",
        &[("year", &publication.year), ("settlement", &publication.settlement)],
    );
    let columns =
        vec![left("measure", ask.t("措施")), left("beneficiary", ask.t("受益方")), right("amount", ask.t("金额"))];
    let mut table = Table::new("amounts", caption, columns).or_empty(ask.t("没有应享补助。")).whole();
    for shares in &publication.measures {
        let found = ask.plan().measures().iter().find(|measure| measure.id == shares.measure);
        let name = found.map_or(shares.measure.as_str(), |measure| ask.text(&measure.name));
        for share in &shares.beneficiaries {
            table.row(vec![Cell::text(name), Cell::text(&share.name), Cell::Money(share.amount)]);
        }
    }
    table.total(vec![Cell::text(ask.t("合计")), Cell::Blank, Cell::Money(publication.total)]);
    html! {
        (table.show(ask))
    }
}

fn form(notice: &NoticeView, error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    html! {
        details open[error.is_some()] {
            summary { (ask.t("撤回")) }
            form.sheet.stacked method="post" action={ (path(notice.notice)) "/withdraw" } {
                (complaint(error, ask))
                (csrf(ask))
                (Members::of::<WithdrawNotice>(ask).input("reason"))
                label.check { input type="checkbox" name="sure" value="1" required; " " (ask.t("确认撤回，撤回后不能恢复")) }
                button { (ask.t("撤回")) }
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
