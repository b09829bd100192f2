//! The audit: acts with their outcomes, filtered; the chain, verified.

use huigu_answers::texts::{audit, frame, word};
use huigu_desk::{AuditFilter, Head, UseCase, sheets};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::{Show, State};
use crate::block::tables::Tables;
use crate::frame::csrf;
use crate::reply::{Outcome, Page, Reply};
use huigu_web::Trouble;

/// Acts on a page.
const ACTS: usize = 200;

/// `/audit`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let text = |name: &str| ask.query.get(name).unwrap_or_default().to_owned();
    let day = |name: &str| {
        ask.query
            .get(name)
            .map(|text| Day::parse(text).map_err(|_| Trouble::Asked { what: text.to_owned() }))
            .transpose()
    };
    let filter = AuditFilter {
        who: text("who"),
        use_case: text("what"),
        text: text("text"),
        from: day("from")?,
        to: day("to")?,
        before: ask.query.get("before").and_then(|text| text.parse().ok()),
    };
    let found = ask.counter().audit(&ask.caller, &filter, ACTS)?;
    let mut tables = Tables::of(ask);
    let body = html! {
        div.lead { p { (ask.t(audit::LEAD)) } }
        (filters(ask))
        (tables.show(sheets::acts("audit", ask.t(word::ACTIVITY), &found.acts, ask.lang)))
        @if let Some(next) = found.next {
            nav.turn { a.quiet href=(ask.here_with("before", &next.to_string())) { (ask.t(audit::EARLIER)) } }
        }
        @if ask.caller.may(UseCase::VerifyAudit) { (verify_form(ask)) }
    };
    Ok(tables.page("/audit", ask.t(audit::AUDIT), body).into())
}

fn filters(ask: &Ask<'_>) -> Markup {
    let value = |name: &str| ask.query.get(name).unwrap_or_default();
    html! {
        form.sheet.row method="get" action="/audit" role="search" aria-label=(ask.t(word::SEARCH)) {
            div { label for="who" { (ask.t(word::WHO)) } input #who name="who" value=(value("who")); }
            div { label for="what" { (ask.t(word::USE_CASE)) }
                select #what name="what" {
                    option value="" { (ask.t(word::ALL)) }
                    @for each in UseCase::ALL { option value=(each.code()) selected[each.code() == value("what")] { (each.code()) } }
                }
            }
            div { label for="text" { (ask.t(audit::SUBJECT_OR_DETAIL)) } input #text name="text" value=(value("text")); }
            div { label for="from" { (ask.t(word::FROM)) } input #from type="date" name="from" value=(value("from")); }
            div { label for="to" { (ask.t(word::TO)) } input #to type="date" name="to" value=(value("to")); }
            button.quiet { (ask.t(frame::FILTER)) }
        }
    }
}

fn verify_form(ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.stacked method="post" action="/audit/verify" {
            h2 { (ask.t(audit::VERIFY_CHAIN)) }
            p { (ask.t(audit::VERIFY_HINT)) }
            (csrf(ask))
            label for="head" { (ask.t(audit::HEAD_FIELD)) }
            input #head name="head" placeholder="128:3f9a…" spellcheck="false" autocomplete="off";
            div.actions {
                button { (ask.t(audit::VERIFY)) }
                button.quiet name="export" value="1" { (ask.t(audit::EXPORT)) }
            }
        }
    }
}

/// `POST /audit/verify`
pub fn verify(ask: &Ask<'_>) -> Outcome {
    if ask.form.get("export").is_some() {
        let (bytes, _) = ask.counter().export_audit(&ask.caller)?;
        return Ok(Reply::File { name: "huigu-audit.bin".to_owned(), media: "application/octet-stream", bytes });
    }
    let head: Option<Head> = match ask.form.get("head") {
        Some(text) => Some(text.parse().map_err(|_| Trouble::Asked { what: text.to_owned() })?),
        None => None,
    };
    let verdict = ask.counter().verify_audit(&ask.caller, head)?;
    let body = html! {
        section.sheet role="status" {
            p.verdict { (if verdict.holds() { State::Well } else { State::Wrong }.show(ask.lang)) " "
                @if let Some((row, flaw)) = verdict.flaw {
                    (ask.say(audit::BrokenAt { row: &row, flaw: &ask.say(flaw) }))
                } @else {
                    (ask.say(audit::HoldsTogether { rows: &verdict.rows }))
                } }
            @if verdict.interrupted > 0 { p { (ask.say(audit::Interrupted { count: &verdict.interrupted })) } }
            @if let Some(head) = &verdict.head { p { (ask.t(audit::HEAD_NOW)) code { (head) } } }
        }
    };
    Ok(Page::new("/audit", ask.t(audit::VERIFY_CHAIN), body).under("/audit", ask.t(audit::AUDIT)).into())
}
