//! Writing a notice.

use huigu_desk::{Error, NOTICE_TEXT, NOTICE_TITLE, NewNotice, NoticeKind, StoreError, UseCase};
use huigu_quantity::Day;
use maud::html;

use super::{kind_name, path};
use crate::ask::Ask;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page, Reply};
use crate::trouble::Trouble;

/// `GET /notices/new`: with `settlement`, a public notice of that one.
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, ask)?.into())
}

fn whole(error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    ask.caller.permit(UseCase::PublishNotice)?;
    let approved = ask.counter().approved(&ask.caller)?;
    let asked = ask.form.get("settlement").or_else(|| ask.query.get("settlement"));
    let chosen = asked.and_then(|number| approved.iter().find(|one| one.number.to_string() == number));
    let kind = match ask.form.get("kind").and_then(NoticeKind::of) {
        Some(kind) => kind,
        None if chosen.is_some() => NoticeKind::PublicNotice,
        None => NoticeKind::Announcement,
    };
    let title = match (ask.form.raw("title"), chosen) {
        ("", Some(one)) => ask.say("{year} 年度扶持资金核定结果公示", &[("year", &one.year)]),
        (typed, _) => typed.to_owned(),
    };
    let body = html! {
        form.sheet.stacked method="post" action="/notices" {
            (complaint(error, ask))
            (csrf(ask))
            fieldset {
                legend { (ask.t("类别")) }
                @for one in NoticeKind::ALL {
                    label.check { input type="radio" name="kind" value=(one.code()) required checked[one == kind]; " " (kind_name(one, ask)) }
                }
            }
            label for="title" { (ask.t("标题")) }
            input #title name="title" required maxlength=(NOTICE_TITLE) value=(title);
            label for="text" { (ask.t("正文，每段一行")) }
            textarea #text name="text" rows="10" required maxlength=(NOTICE_TEXT) { (ask.form.raw("text")) }
            label for="until" { (ask.t("公示截止日（公示）")) }
            input #until type="date" name="until" min=(ask.today) value=(ask.form.raw("until"));
            label for="settlement" { (ask.t("附核定结果（公示）：公开各受益方的名称和金额，个人姓名隐去")) }
            select #settlement name="settlement" {
                option value="" { (ask.t("不附")) }
                @for one in approved.iter().rev() {
                    option value=(one.number) selected[chosen.is_some_and(|chosen| chosen.number == one.number)] {
                        (ask.say("{year} 年度核定，编号 {number}", &[("year", &one.year), ("number", &one.number)]))
                    }
                }
            }
            label.check { input type="checkbox" name="sure" value="1" required; " " (ask.t("已核对，确认发布；发布后不能修改，只能撤回")) }
            button { (ask.t("发布")) }
        }
    };
    Ok(Page::new("/notices", ask.t("发布通知公告"), body).under("/notices", ask.t("通知公告")))
}

/// `POST /notices`
pub fn publish(ask: &Ask<'_>) -> Outcome {
    ask.caller.permit(UseCase::PublishNotice)?;
    let asked = |what: &str| Trouble::Asked { what: what.to_owned() };
    let kind = NoticeKind::of(ask.form.raw("kind")).ok_or_else(|| asked(ask.form.raw("kind")))?;
    let until = ask.form.get("until").map(|text| Day::parse(text).map_err(|_| asked(text))).transpose()?;
    let settlement = ask.form.get("settlement").map(|text| text.parse().map_err(|_| asked(text))).transpose()?;
    if ask.form.get("sure").is_none() {
        return page(ask);
    }
    let new = NewNotice { kind, title: ask.form.raw("title"), text: ask.form.raw("text"), until, settlement };
    match ask.counter().publish_notice(&ask.caller, &new) {
        Ok(notice) => Ok(Reply::To(path(notice.number))),
        Err(error @ (Error::Notice(_) | Error::Store(StoreError::NoSuchSettlement { .. }))) => {
            Ok(whole(Some(&error), ask)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}
