//! Writing a notice.

use huigu_answers::texts::{approvals, notices};
use huigu_desk::{Error, ListApprovals, NoticeKind, PublishNotice, StoreError, UseCase};
use maud::html;

use crate::block::form::Members;
use crate::block::link;
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use huigu_web::PageError;

/// `GET /notices/new`: with `settlement`, a public notice of that one.
pub fn page(context: &RequestContext<'_>) -> Outcome {
    Ok(whole(None, context)?.into())
}

fn whole(error: Option<&Error>, context: &RequestContext<'_>) -> Result<Page, PageError> {
    context.caller.permit(UseCase::PublishNotice)?;
    let approved = context.desk().run(&context.caller, ListApprovals {})?.approvals;
    let asked = context.form.get("settlement").or_else(|| context.query.get("settlement"));
    let chosen = asked.and_then(|number| approved.iter().find(|one| one.settlement.to_string() == number));
    let kind = match context.form.get("kind").and_then(NoticeKind::of) {
        Some(kind) => kind,
        None if chosen.is_some() => NoticeKind::PublicNotice,
        None => NoticeKind::Announcement,
    };
    let title = match (context.form.raw("title"), chosen) {
        ("", Some(one)) => context.say(notices::TitleOfYear { year: &one.year }),
        (typed, _) => typed.to_owned(),
    };
    let members = Members::of::<PublishNotice>(context)
        .with("kind", kind.code())
        .with("title", &title)
        .with("settlement", &chosen.map(|one| one.settlement.to_string()).unwrap_or_default())
        .from("until", context.today);
    let body = html! {
        form.sheet.stacked method="post" action="/notices" {
            (complaint(error, context))
            (csrf(context))
            (members.choice("kind", NoticeKind::ALL.map(|one| (one.code().to_owned(), context.say(one)))))
            (members.input("title"))
            (members.input("text"))
            (members.input("until"))
            (members.select("settlement", context.t(notices::NO_SETTLEMENT), approved.iter().rev().map(|one| {
                let name = context.say(approvals::ApprovalOf { year: &one.year, number: &one.settlement });
                (one.settlement.to_string(), name)
            })))
            label.check { input type="checkbox" name="sure" value="1" required; " " (context.t(notices::CHECKED)) }
            button { (context.t(notices::PUBLISH)) }
        }
    };
    Ok(Page::new("/notices", context.t(notices::PUBLISH_ONE), body).under("/notices", context.t(notices::NOTICES)))
}

/// `POST /notices`
pub fn publish(context: &RequestContext<'_>) -> Outcome {
    context.caller.permit(UseCase::PublishNotice)?;
    if context.form.get("sure").is_none() {
        return page(context);
    }
    match context.input::<PublishNotice>(&[]).and_then(|input| context.act(input, |notice| link::notice(notice.notice)))
    {
        Err(error @ (Error::Input { .. } | Error::Notice(_) | Error::Store(StoreError::NoSuchSettlement { .. }))) => {
            Ok(whole(Some(&error), context)?.with_status(error.into()).into())
        }
        done => Ok(done?),
    }
}
