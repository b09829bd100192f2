//! Coming in and going out.

use huigu_answers::texts::{account, word};
use huigu_desk::{Affiliation, Caller, Error, Pending, Role, SignIn, SignedIn};
use maud::{Markup, html};

use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::language::own;
use crate::reply::{Outcome, Page, Reply};
use huigu_web::escaped;

/// What must be done before anything else is open.
pub fn first_of(pending: Pending) -> &'static str {
    match pending {
        Pending::NewPassword => "/me/password",
        Pending::SecondFactor => "/me/second-factor",
    }
}

/// The first page of whoever has come in.
pub fn first_page(caller: &Caller) -> String {
    if let Some(pending) = caller.pending() {
        return first_of(pending).to_owned();
    }
    match (caller.role(), caller.home()) {
        (Role::Enterprise, Some(Affiliation::Party(id))) => format!("/parties/{}", escaped(id)),
        (Role::Bank | Role::Guarantor, _) => "/books".to_owned(),
        (Role::Auditor, _) => "/audit".to_owned(),
        (Role::Administrator, _) => "/users".to_owned(),
        _ => "/".to_owned(),
    }
}

/// `GET /sign-in`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    if context.caller.is_signed_in() {
        return Ok(Reply::Redirect(first_page(&context.caller)));
    }
    Ok(form(context, context.query.get("to").unwrap_or_default(), None).into())
}

/// What went wrong, above a form.
pub fn complaint(error: Option<&Error>, context: &RequestContext<'_>) -> Markup {
    let said = error.map(|error| context.lang.say(error));
    html! { @if let Some(said) = said { p.complaint.verbatim[matches!(error, Some(Error::Settings { .. }))] role="alert" { (said) } } }
}

fn form(context: &RequestContext<'_>, to: &str, error: Option<&Error>) -> Page {
    let body = html! {
        form.card method="post" action="/sign-in" {
            (complaint(error, context))
            input type="hidden" name="to" value=(to);
            label for="login" { (context.t(word::LOGIN)) }
            input #login name="login" autocomplete="username" required autocapitalize="none" spellcheck="false" value=(context.form.get("login").unwrap_or_default());
            label for="password" { (context.t(account::PASSWORD)) }
            input #password name="password" type="password" autocomplete="current-password" required;
            button { (context.t(account::SIGN_IN)) }
            p.small { (context.t(account::SIGN_IN_LEAD)) }
        }
    };
    Page::new("", context.t(account::SIGN_IN), body)
}

/// `POST /sign-in`
pub fn come_in(context: &RequestContext<'_>) -> Outcome {
    let to = context.form.get("to").unwrap_or_default();
    let who = SignIn {
        login: context.form.get("login").unwrap_or_default(),
        password: context.form.raw("password"),
        address: &context.address,
        agent: &context.agent,
    };
    match context.desk().sign_in(&who) {
        Ok(signed) => Ok(gone_on(&signed, to, context)),
        Err(error @ Error::Account(_)) => Ok(form(context, to, Some(&error)).with_status(error.into()).into()),
        Err(error) => Err(error.into()),
    }
}

fn gone_on(signed: &SignedIn, to: &str, context: &RequestContext<'_>) -> Reply {
    match signed {
        SignedIn::Whole { session, caller } => {
            context.keep_session(Some(session.reveal()));
            let first = first_page(caller);
            let wished = own(to);
            Reply::Redirect(if caller.pending().is_some() || wished == "/" { first } else { wished.to_owned() })
        }
        SignedIn::CodeAwaited { ticket } => code_form(context, ticket.reveal(), to, None).into(),
    }
}

fn code_form(context: &RequestContext<'_>, ticket: &str, to: &str, error: Option<&Error>) -> Page {
    let body = html! {
        form.card method="post" action="/sign-in/code" {
            (complaint(error, context))
            input type="hidden" name="ticket" value=(ticket);
            input type="hidden" name="to" value=(to);
            label for="code" { (context.t(account::CODE_FIELD)) }
            input #code name="code" autocomplete="one-time-code" required autofocus;
            button { (context.t(account::CONTINUE)) }
            p.small { (context.t(account::CODE_HINT)) }
        }
    };
    Page::new("", context.t(account::SECOND_FACTOR), body)
}

/// `POST /sign-in/code`
pub fn with_code(context: &RequestContext<'_>) -> Outcome {
    let (ticket, to) = (context.form.get("ticket").unwrap_or_default(), context.form.get("to").unwrap_or_default());
    let code = context.form.get("code").unwrap_or_default();
    match context.desk().sign_in_with_code(ticket, code, &context.address, &context.agent) {
        Ok(signed) => Ok(gone_on(&signed, to, context)),
        Err(error @ Error::Account(_)) => {
            Ok(code_form(context, ticket, to, Some(&error)).with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /sign-out`
pub fn go_out(context: &RequestContext<'_>) -> Outcome {
    if !context.session.is_empty() {
        context.desk().sign_out(&context.session)?;
    }
    context.keep_session(None);
    Ok(Reply::Redirect("/".to_owned()))
}

/// A button that changes something: a form of its own.
pub fn button(action: &str, name: &str, context: &RequestContext<'_>) -> Markup {
    html! { form.inline method="post" action=(action) { (csrf(context)) button.quiet { (name) } } }
}
