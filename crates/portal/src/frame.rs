//! What stands around every page: the head with the plan's name, navigation
//! by what the caller may, the way back, the foot with plan, batch and date.

use huigu_answers::texts::{account, frame};
use huigu_quantity::Lang;
use maud::{DOCTYPE, Markup, html};

use crate::assets;
use crate::context::RequestContext;
use crate::reply::Page;
use crate::route::NavItem;

/// A whole page, with a navigation of these items.
pub fn whole(page: &Page, items: &[NavItem], context: &RequestContext<'_>) -> Markup {
    let plan = context.text(context.plan().name());
    let is_front = page.section == "/" && page.trail.is_empty() && context.path == "/";
    let language = match context.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="description" content=(context.t(frame::TAGLINE));
                title { @if !is_front { (page.title) " · " } (context.t(frame::HUIGU)) }
                link rel="icon" href=(assets::path("huigu.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::path("huigu.css"));
                script src=(assets::path("huigu.js")) defer {}
            }
            body {
                a.skip href="#main" { (context.t(frame::SKIP)) }
                header.site {
                    div.wide {
                        a.brand href="/" {
                            span.seal aria-hidden="true" { "慧谷" }
                            span.brand-name { (plan) }
                        }
                        div.who { (signed_in(context)) (language_switch(context)) }
                    }
                    (navigation(page.section, items, context))
                }
                (printed_head(page, plan, context))
                main #main.wide tabindex="-1" {
                    @if !is_front { (way_back(page, context)) }
                    h1 class=[is_front.then_some("sr")] { (page.title) }
                    @if !page.said.is_empty() { p.complaint role="alert" { (page.said) } }
                    (page.body)
                }
                (foot(plan, context))
            }
        }
    }
}

fn navigation(section: &str, items: &[NavItem], context: &RequestContext<'_>) -> Markup {
    let open = items.iter().filter(|item| context.caller.may(item.needs));
    let open = open.filter(|item| !item.signed_in || context.caller.is_signed_in());
    html! {
        nav.main aria-label=(context.t(frame::MAIN)) {
            ul.wide { @for item in open {
                li { a href=(item.path) aria-current=[(item.path == section).then_some("page")] { (context.t(item.name)) } }
            } }
        }
    }
}

/// Who is signed in, and the way out; or the way in.
fn signed_in(context: &RequestContext<'_>) -> Markup {
    html! {
        @if context.caller.is_signed_in() {
            a.name href="/me" { (context.caller.name()) span.small { (context.t(context.caller.role().text())) } }
            form method="post" action="/sign-out" { (csrf(context)) button.quiet { (context.t(frame::SIGN_OUT)) } }
        } @else if context.path != "/sign-in" {
            a.quiet href="/sign-in" { (context.t(account::SIGN_IN)) }
        }
    }
}

/// What a form brings back to show that it is one of ours.
pub fn csrf(context: &RequestContext<'_>) -> Markup {
    html! {
        @if !context.csrf.is_empty() {
            input type="hidden" name="csrf" value=(context.csrf);
            @if let Some(key) = context.form_key() { input type="hidden" name="key" value=(key); }
        }
    }
}

/// The other language: the same page, by a form, as it changes a cookie.
fn language_switch(context: &RequestContext<'_>) -> Markup {
    let (code, name) = match context.lang {
        Lang::Zh => ("en", "English"),
        Lang::En => ("zh", "中文"),
    };
    let here = format!("{}{}", context.path, context.query.query());
    html! {
        form method="post" action="/language" {
            input type="hidden" name="to" value=(here);
            button.quiet name="language" value=(code) lang=(if code == "en" { "en" } else { "zh-CN" }) { (name) }
        }
    }
}

fn way_back(page: &Page, context: &RequestContext<'_>) -> Markup {
    html! {
        nav.trail aria-label=(context.t(frame::YOU_ARE_HERE)) {
            ol {
                li { a href="/" { (context.t(frame::OVERVIEW)) } }
                @for (path, name) in &page.trail { li { a href=(path) { (name) } } }
                li aria-current="page" { (page.title) }
            }
        }
    }
}

/// What an office's table carries, on paper only.
fn printed_head(page: &Page, plan: &str, context: &RequestContext<'_>) -> Markup {
    let unit = if page.unit.is_empty() { context.t(frame::SEE_HEADS) } else { page.unit.as_str() };
    html! {
        div.printed aria-hidden="true" {
            p.plan { (plan) }
            p.line {
                span { (context.t(frame::OFFICE)) (context.office()) }
                @if let Some(day) = page.closing { span { (context.t(frame::CLOSING_DATE)) (context.date(day)) } }
                span { (context.t(frame::MONEY_UNIT)) (unit) }
            }
        }
    }
}

fn foot(plan: &str, context: &RequestContext<'_>) -> Markup {
    let batch = context.batch;
    html! {
        footer.site {
            div.wide {
                p { (plan) }
                p.small {
                    @if batch.0 == 0 { (context.t(frame::NO_BATCH_YET)) } @else { (context.say(frame::UpToBatch { batch: &batch })) }
                    " · " (context.date(context.today))
                    @if context.desk().is_demo() { " · " (context.t(frame::DEMO)) }
                }
            }
        }
    }
}
