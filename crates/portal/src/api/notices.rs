//! Notices.

use huigu_desk::{NewNotice, NoticeKind, NoticeTold, Publication};
use huigu_quantity::Day;
use serde::{Deserialize, Serialize};

use super::ROOT;
use super::answer::{Answer, Outcome};
use super::call::Call;
use super::problem::{Kind, Problem};

#[derive(Serialize)]
struct List {
    notices: Vec<NoticeTold>,
}

/// `GET /notices`
pub fn list(call: &Call<'_>) -> Outcome {
    let notices = call.counter().notices(call.caller)?.iter().map(NoticeTold::from).collect();
    Answer::of(&List { notices })
}

#[derive(Serialize)]
struct WithAmounts<'a> {
    #[serde(flatten)]
    notice: NoticeTold,
    amounts: Option<&'a Publication>,
}

/// `GET /notices/{notice}`
pub fn one(call: &Call<'_>) -> Outcome {
    let (notice, publication) = call.counter().notice(call.caller, call.values.number("notice"))?;
    Answer::of(&WithAmounts { notice: NoticeTold::from(&notice), amounts: publication.as_deref() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    kind: String,
    title: String,
    text: String,
    #[serde(default)]
    until: Option<String>,
    #[serde(default)]
    settlement: Option<u32>,
}

/// `POST /notices`
pub fn publish(call: &Call<'_>) -> Outcome {
    let Asked { kind, title, text, until, settlement } = call.json()?;
    let unfit =
        || Problem::said(Kind::Body, "kind 应为 announcement 或 public-notice，until 应为日期，如 2022-06-30。", &[]);
    if title.contains('\0') || text.contains('\0') {
        return Err(Problem::of(Kind::Body));
    }
    let kind = NoticeKind::of(&kind).ok_or_else(unfit)?;
    let until = until.map(|text| Day::parse(&text).map_err(|_| unfit())).transpose()?;
    let new = NewNotice { kind, title: &title, text: &text, until, settlement };
    let notice = call.counter().publish_notice(call.caller, &new)?;
    Ok(Answer::of(&NoticeTold::from(&notice))?.made(format!("{ROOT}/notices/{}", notice.number)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Withdrawal {
    reason: String,
}

/// `POST /notices/{notice}/withdrawal`
pub fn withdraw(call: &Call<'_>) -> Outcome {
    let (number, Withdrawal { reason }) = (call.values.number("notice"), call.json()?);
    if reason.contains('\0') {
        return Err(Problem::of(Kind::Body));
    }
    call.counter().withdraw_notice(call.caller, number, &reason)?;
    let (notice, _) = call.counter().notice(call.caller, number)?;
    Ok(Answer::of(&NoticeTold::from(&notice))?.made(format!("{ROOT}/notices/{number}")))
}
