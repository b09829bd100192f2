//! The audit: acts with their outcomes, filtered; the chain, verified.

use huigu_answers::texts::{audit, frame, word};
use huigu_desk::{AuditPage, Continuation, ExportAudit, ListAudit, Operation, PageSize, UseCase, VerifyAudit, sheets};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::{Show, State};
use crate::block::tables::Tables;
use crate::frame::csrf;
use crate::reply::{Outcome, Page, Reply};
use huigu_web::Trouble;

/// Acts on a page.
const ACTS: u32 = 200;

/// How many acts a page has.
pub fn size() -> PageSize {
    PageSize::new(ACTS).unwrap_or_default()
}

/// Where a page of acts goes on that are before the one in the query.
pub fn earlier<O: Operation>(ask: &Ask<'_>) -> Option<Continuation> {
    ask.query.get("before").filter(|text| text.parse::<u64>().is_ok()).map(Continuation::after::<O>)
}

/// The way to earlier acts.
pub fn way_to_earlier(page: &AuditPage, ask: &Ask<'_>) -> Markup {
    html! {
        @if let Some(last) = page.acts.last().filter(|_| page.next.is_some()) {
            nav.turn { a.quiet href=(ask.here_with("before", &last.act.to_string())) { (ask.t(audit::EARLIER)) } }
        }
    }
}

/// `/audit`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let text = |name: &str| ask.query.get(name).map(str::to_owned);
    let day = |name: &str| {
        ask.query
            .get(name)
            .map(|text| Day::parse(text).map_err(|_| Trouble::Asked { what: text.to_owned() }))
            .transpose()
    };
    let input = ListAudit {
        who: text("who"),
        use_case: text("what"),
        text: text("text"),
        from: day("from")?,
        to: day("to")?,
        limit: size(),
        cursor: earlier::<ListAudit>(ask),
    };
    let found = ask.run(input)?;
    let mut tables = Tables::of(ask);
    let body = html! {
        div.lead { p { (ask.t(audit::LEAD)) } }
        (filters(ask))
        (tables.show(sheets::acts("audit", ask.t(word::ACTIVITY), &found.acts, ask.lang)))
        (way_to_earlier(&found, ask))
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
                    @for each in UseCase::ALL { option value=(each.code()) selected[each.code() == value("what")] { (ask.t(each.text())) } }
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
        let mut bytes = Vec::new();
        ask.counter().run_into(&ask.caller, ExportAudit {}, &mut bytes)?;
        return Ok(Reply::File { name: "huigu-audit.bin".to_owned(), media: "application/octet-stream", bytes });
    }
    let asked = |text: &str| text.parse().map_err(|_| Trouble::Asked { what: text.to_owned() });
    let verdict = ask.run(VerifyAudit { head: ask.form.get("head").map(asked).transpose()? })?;
    let body = html! {
        section.sheet role="status" {
            p.verdict { (if verdict.holds { State::Well } else { State::Wrong }.show(ask.lang)) " "
                @if let Some(flaw) = &verdict.flaw {
                    (ask.say(audit::BrokenAt { row: &flaw.row, flaw: &ask.pick(&flaw.text, &flaw.text_en) }))
                } @else {
                    (ask.say(audit::HoldsTogether { rows: &verdict.rows }))
                } }
            @if verdict.interrupted > 0 { p { (ask.say(audit::Interrupted { count: &verdict.interrupted })) } }
            @if let Some(head) = &verdict.head { p { (ask.t(audit::HEAD_NOW)) code { (head) } } }
        }
    };
    Ok(Page::new("/audit", ask.t(audit::VERIFY_CHAIN), body).under("/audit", ask.t(audit::AUDIT)).into())
}
