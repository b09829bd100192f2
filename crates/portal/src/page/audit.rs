//! The audit: acts with their outcomes, filtered; the chain, verified.

use huigu_answers::texts::{audit, frame, word};
use huigu_desk::{AuditPage, Continuation, ExportAudit, ListAudit, Operation, PageSize, UseCase, VerifyAudit, sheets};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::block::state::{Show, State};
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::reply::{Outcome, Page, Reply};
use huigu_web::PageError;

/// Acts on a page.
const ACTS: u32 = 200;

/// How many acts a page has.
pub fn size() -> PageSize {
    PageSize::new(ACTS).unwrap_or_default()
}

/// Where a page of acts goes on that are before the one in the query.
pub fn earlier<O: Operation>(context: &RequestContext<'_>) -> Option<Continuation> {
    context.query.get("before").filter(|text| text.parse::<u64>().is_ok()).map(|act| Continuation::after(&O::HTTP, act))
}

/// The way to earlier acts.
pub fn way_to_earlier(page: &AuditPage, context: &RequestContext<'_>) -> Markup {
    html! {
        @if let Some(last) = page.acts.last().filter(|_| page.next.is_some()) {
            nav.turn { a.quiet href=(context.here_with("before", &last.act.to_string())) { (context.t(audit::EARLIER)) } }
        }
    }
}

/// `/audit`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let text = |name: &str| context.query.get(name).map(str::to_owned);
    let day = |name: &str| {
        context
            .query
            .get(name)
            .map(|text| Day::parse(text).map_err(|_| PageError::Asked { what: text.to_owned() }))
            .transpose()
    };
    let input = ListAudit {
        who: text("who"),
        use_case: text("what"),
        text: text("text"),
        from: day("from")?,
        to: day("to")?,
        limit: size(),
        cursor: earlier::<ListAudit>(context),
    };
    let found = context.run(input)?;
    let mut tables = Tables::of(context);
    let body = html! {
        div.lead { p { (context.t(audit::LEAD)) } }
        (filters(context))
        (tables.show(sheets::acts("audit", context.t(word::ACTIVITY), &found.acts, context.lang)))
        (way_to_earlier(&found, context))
        @if context.caller.may(UseCase::VerifyAudit) { (verify_form(context)) }
    };
    Ok(tables.page("/audit", context.t(audit::AUDIT), body).into())
}

fn filters(context: &RequestContext<'_>) -> Markup {
    let value = |name: &str| context.query.get(name).unwrap_or_default();
    html! {
        form.sheet.row method="get" action="/audit" role="search" aria-label=(context.t(word::SEARCH)) {
            div { label for="who" { (context.t(word::WHO)) } input #who name="who" value=(value("who")); }
            div { label for="what" { (context.t(word::USE_CASE)) }
                select #what name="what" {
                    option value="" { (context.t(word::ALL)) }
                    @for each in UseCase::ALL { option value=(each.code()) selected[each.code() == value("what")] { (context.t(each.text())) } }
                }
            }
            div { label for="text" { (context.t(audit::SUBJECT_OR_DETAIL)) } input #text name="text" value=(value("text")); }
            div { label for="from" { (context.t(word::FROM)) } input #from type="date" name="from" value=(value("from")); }
            div { label for="to" { (context.t(word::TO)) } input #to type="date" name="to" value=(value("to")); }
            button.quiet { (context.t(frame::FILTER)) }
        }
    }
}

fn verify_form(context: &RequestContext<'_>) -> Markup {
    html! {
        form.sheet.stacked method="post" action="/audit/verify" {
            h2 { (context.t(audit::VERIFY_CHAIN)) }
            p { (context.t(audit::VERIFY_HINT)) }
            (csrf(context))
            label for="head" { (context.t(audit::HEAD_FIELD)) }
            input #head name="head" placeholder="128:3f9a…" spellcheck="false" autocomplete="off";
            div.actions {
                button { (context.t(audit::VERIFY)) }
                button.quiet name="export" value="1" { (context.t(audit::EXPORT)) }
            }
        }
    }
}

/// `POST /audit/verify`
pub fn verify(context: &RequestContext<'_>) -> Outcome {
    if context.form.get("export").is_some() {
        let mut bytes = Vec::new();
        context.desk().run_into(&context.caller, ExportAudit {}, &mut bytes)?;
        return Ok(Reply::File { name: "huigu-audit.bin".to_owned(), media: "application/octet-stream", bytes });
    }
    let asked = |text: &str| text.parse().map_err(|_| PageError::Asked { what: text.to_owned() });
    let verdict = context.run(VerifyAudit { head: context.form.get("head").map(asked).transpose()? })?;
    let body = html! {
        section.sheet role="status" {
            p.verdict { (if verdict.holds { State::Well } else { State::Wrong }.show(context.lang)) " "
                @if let Some(flaw) = &verdict.flaw {
                    (context.say(audit::BrokenAt { row: &flaw.row, flaw: &context.pick(&flaw.text, &flaw.text_en) }))
                } @else {
                    (context.say(audit::HoldsTogether { rows: &verdict.rows }))
                } }
            @if verdict.interrupted > 0 { p { (context.say(audit::Interrupted { count: &verdict.interrupted })) } }
            @if let Some(head) = &verdict.head { p { (context.t(audit::HEAD_NOW)) code { (head) } } }
        }
    };
    Ok(Page::new("/audit", context.t(audit::VERIFY_CHAIN), body).under("/audit", context.t(audit::AUDIT)).into())
}
