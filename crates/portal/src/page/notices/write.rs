//! Writing a notice.

use huigu_answers::texts::{approvals, notices};
use huigu_desk::{Error, ListApprovals, NoticeKind, PublishNotice, StoreError, UseCase};
use maud::html;

use super::path;
use crate::ask::Ask;
use crate::block::form::Members;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use huigu_web::Trouble;

/// `GET /notices/new`: with `settlement`, a public notice of that one.
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, ask)?.into())
}

fn whole(error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    ask.caller.permit(UseCase::PublishNotice)?;
    let approved = ask.counter().run(&ask.caller, ListApprovals {})?.approvals;
    let asked = ask.form.get("settlement").or_else(|| ask.query.get("settlement"));
    let chosen = asked.and_then(|number| approved.iter().find(|one| one.settlement.to_string() == number));
    let kind = match ask.form.get("kind").and_then(NoticeKind::of) {
        Some(kind) => kind,
        None if chosen.is_some() => NoticeKind::PublicNotice,
        None => NoticeKind::Announcement,
    };
    let title = match (ask.form.raw("title"), chosen) {
        ("", Some(one)) => ask.say(notices::TitleOfYear { year: &one.year }),
        (typed, _) => typed.to_owned(),
    };
    let members = Members::of::<PublishNotice>(ask)
        .with("kind", kind.code())
        .with("title", &title)
        .with("settlement", &chosen.map(|one| one.settlement.to_string()).unwrap_or_default())
        .from("until", ask.today);
    let body = html! {
        form.sheet.stacked method="post" action="/notices" {
            (complaint(error, ask))
            (csrf(ask))
            (members.choice("kind", NoticeKind::ALL.map(|one| (one.code().to_owned(), ask.say(one)))))
            (members.input("title"))
            (members.input("text"))
            (members.input("until"))
            (members.select("settlement", ask.t(notices::NO_SETTLEMENT), approved.iter().rev().map(|one| {
                let name = ask.say(approvals::ApprovalOf { year: &one.year, number: &one.settlement });
                (one.settlement.to_string(), name)
            })))
            label.check { input type="checkbox" name="sure" value="1" required; " " (ask.t(notices::CHECKED)) }
            button { (ask.t(notices::PUBLISH)) }
        }
    };
    Ok(Page::new("/notices", ask.t(notices::PUBLISH_ONE), body).under("/notices", ask.t(notices::NOTICES)))
}

/// `POST /notices`
pub fn publish(ask: &Ask<'_>) -> Outcome {
    ask.caller.permit(UseCase::PublishNotice)?;
    if ask.form.get("sure").is_none() {
        return page(ask);
    }
    match ask.input::<PublishNotice>(&[]).and_then(|input| ask.act(input, |notice| path(notice.notice))) {
        Err(error @ (Error::Input { .. } | Error::Notice(_) | Error::Store(StoreError::NoSuchSettlement { .. }))) => {
            Ok(whole(Some(&error), ask)?.with_status(error.into()).into())
        }
        done => Ok(done?),
    }
}
