//! Approved settlements: approving a year, the list, and computing one again.

use huigu_answers::texts::{self, approvals, audit, word};
use huigu_desk::{
    ApprovalView, ApproveYear, Cause, Difference, Error, Head, ListApprovals, ListNotices, NoticeView, SettleYear,
    UseCase, VerifySettlement, Year,
};
use huigu_quantity::{Period, Phrase};
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::state::{Show, State};
use crate::block::table::{Cell, Table, left, right};
use crate::frame::csrf;
use crate::page::beneficiary::{key, trace_of};
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
    let approved = ask.counter().run(&ask.caller, ListApprovals {})?.approvals;
    let notices = ask.counter().run(&ask.caller, ListNotices {})?.notices;
    let body = html! {
        div.lead { p { (ask.t(approvals::LEAD)) } }
        @if let Some(done) = done { (done) }
        (list(&approved, &notices, ask).show(ask))
        @if ask.caller.may(UseCase::Approve) { (form(error, ask)) }
    };
    Ok(Page::new("/settlements", ask.t(approvals::APPROVALS), body))
}

/// The notice that puts an approved settlement before the public, or the way
/// to publish one.
fn notice_of(number: u32, notices: &[NoticeView], ask: &Ask<'_>) -> Cell {
    let shows = |notice: &&NoticeView| notice.settlement == Some(number) && notice.withdrawn.is_none();
    if let Some(notice) = notices.iter().find(shows) {
        let name = ask.say(texts::notices::Numbered { number: &notice.notice });
        return Cell::Link(name, notices::path(notice.notice));
    }
    if ask.caller.may(UseCase::PublishNotice) {
        return Cell::Link(
            ask.t(texts::notices::PUT_ON_NOTICE).to_owned(),
            format!("/notices/new?settlement={number}"),
        );
    }
    Cell::Blank
}

fn list(all: &[ApprovalView], notices: &[NoticeView], ask: &Ask<'_>) -> Table {
    let columns = vec![
        right("number", ask.t(word::ID)),
        right("year", ask.t(word::YEAR)),
        left("instant", ask.t(approvals::APPROVED_ON)),
        left("who", ask.t(approvals::APPROVED_BY)),
        right("batch", ask.t(approvals::UP_TO_BATCH)),
        right("total", ask.t(word::DUE)),
        left("note", ask.t(word::NOTE)),
        left("notice", ask.t(texts::notices::PUBLIC_NOTICE)),
        left("hash", ask.t(approvals::RESULT_SM3)),
    ];
    let mut table = Table::new("approved", ask.t(approvals::APPROVED_YEARS), columns).or_empty(ask.t(approvals::NONE));
    for one in all {
        let number = if ask.caller.may(UseCase::VerifyApproved) {
            Cell::CountLink(u64::from(one.settlement), format!("/settlements/{}", one.settlement))
        } else {
            Cell::Count(u64::from(one.settlement))
        };
        let hash = one.result_sm3.to_string();
        let short: String = hash.chars().take(12).collect();
        table.row(vec![
            number,
            Cell::Text(one.year.to_string()),
            Cell::Moment(one.instant),
            Cell::text(&one.who),
            Cell::Count(u64::from(one.batch)),
            Cell::Money(one.amount),
            Cell::text(&one.note),
            notice_of(one.settlement, notices, ask),
            Cell::Own(html! { code title=(hash) { (short) "…" } }, hash.clone()),
        ]);
    }
    table
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
        Err(error @ (Error::YearNotEnded { .. } | Error::Faulty { .. } | Error::Input { .. })) => {
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
    let body = html! {
        section.sheet role="status" {
            (holds(found.same_plan, approvals::SAME_PLAN, approvals::OTHER_PLAN))
            (holds(found.same_result, approvals::SAME_RESULT, approvals::OTHER_RESULT))
        }
        @match &found.differences {
            Some(differences) => { (differences_table(differences, found.year, ask).show(ask)) }
            None => { p.complaint { (ask.t(approvals::DIFFERENCES_UNKNOWN)) } }
        }
    };
    let title = ask.say(approvals::ApprovalOf { year: &found.year, number: &found.settlement });
    Ok(Page::new("/settlements", title, body).under("/settlements", ask.t(approvals::APPROVALS)).into())
}

/// Things that lead somewhere, the first of them named: text and address of each.
fn listed(all: &[(String, String)], ask: &Ask<'_>) -> Cell {
    let more = all.len().saturating_sub(NAMED);
    let joint = ask.pick("；", "; ");
    let more = if more > 0 { ask.say(approvals::AndMore { count: &more }) } else { String::new() };
    let named = &all[..all.len().min(NAMED)];
    let shown = html! {
        @for (at, (text, href)) in named.iter().enumerate() { @if at > 0 { (joint) } a href=(href) { (text) } }
        (more)
    };
    let texts: Vec<&str> = named.iter().map(|(text, _)| text.as_str()).collect();
    Cell::Own(shown, texts.join(joint) + &more)
}

fn cause(cause: &Cause, ask: &Ask<'_>) -> (String, String) {
    let (file, row, batch) = (&cause.file, &cause.row, &cause.batch);
    let text = if cause.withdrawal {
        ask.say(approvals::CauseWithdrawal { file, batch })
    } else {
        ask.say(approvals::CauseRow { file, row, batch })
    };
    (text, format!("/books/{}", cause.batch))
}

fn differences_table(all: &[Difference], year: i32, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("measure", ask.t(word::MEASURE)),
        left("beneficiary", ask.t(word::BENEFICIARIES)),
        right("approved", ask.t(approvals::APPROVED)),
        right("now", ask.t(approvals::DUE_NOW)),
        right("difference", ask.t(word::DIFFERENCE)),
        left("items", ask.t(approvals::ITEMS_CHANGED)),
        left("because", ask.t(approvals::BECAUSE_OF)),
    ];
    let mut table =
        Table::new("differences", ask.t(approvals::DIFFERENCES), columns).or_empty(ask.t(approvals::NO_DIFFERENCES));
    let names = ask.run(SettleYear { year: Year::new(year), as_known_at: None }).map(|answer| answer.names);
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
