//! Coming in and going out.

use huigu_answers::texts::{account, word};
use huigu_desk::{Caller, Error, Home, Pending, Role, SignIn, SignedIn};
use maud::{Markup, html};

use crate::ask::Ask;
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
        (Role::Enterprise, Some(Home::Party(id))) => format!("/parties/{}", escaped(id)),
        (Role::Bank | Role::Guarantor, _) => "/books".to_owned(),
        (Role::Auditor, _) => "/audit".to_owned(),
        (Role::Administrator, _) => "/users".to_owned(),
        _ => "/".to_owned(),
    }
}

/// `GET /sign-in`
pub fn page(ask: &Ask<'_>) -> Outcome {
    if ask.caller.is_signed_in() {
        return Ok(Reply::To(first_page(&ask.caller)));
    }
    Ok(form(ask, ask.query.get("to").unwrap_or_default(), None).into())
}

/// What went wrong, above a form.
pub fn complaint(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    let said = error.map(|error| ask.lang.say(error));
    html! { @if let Some(said) = said { p.complaint.verbatim[matches!(error, Some(Error::Settings { .. }))] role="alert" { (said) } } }
}

fn form(ask: &Ask<'_>, to: &str, error: Option<&Error>) -> Page {
    let body = html! {
        form.card method="post" action="/sign-in" {
            (complaint(error, ask))
            input type="hidden" name="to" value=(to);
            label for="login" { (ask.t(word::LOGIN)) }
            input #login name="login" autocomplete="username" required autocapitalize="none" spellcheck="false" value=(ask.form.get("login").unwrap_or_default());
            label for="password" { (ask.t(account::PASSWORD)) }
            input #password name="password" type="password" autocomplete="current-password" required;
            button { (ask.t(account::SIGN_IN)) }
            p.small { (ask.t(account::SIGN_IN_LEAD)) }
        }
    };
    Page::new("", ask.t(account::SIGN_IN), body)
}

/// `POST /sign-in`
pub fn come_in(ask: &Ask<'_>) -> Outcome {
    let to = ask.form.get("to").unwrap_or_default();
    let who = SignIn {
        login: ask.form.get("login").unwrap_or_default(),
        password: ask.form.raw("password"),
        address: &ask.address,
        agent: &ask.agent,
    };
    match ask.counter().sign_in(&who) {
        Ok(signed) => Ok(gone_on(&signed, to, ask)),
        Err(error @ Error::Account(_)) => Ok(form(ask, to, Some(&error)).with_status(error.into()).into()),
        Err(error) => Err(error.into()),
    }
}

fn gone_on(signed: &SignedIn, to: &str, ask: &Ask<'_>) -> Reply {
    match signed {
        SignedIn::Whole { session, caller } => {
            ask.keep_session(Some(session.reveal()));
            let first = first_page(caller);
            let wished = own(to);
            Reply::To(if caller.pending().is_some() || wished == "/" { first } else { wished.to_owned() })
        }
        SignedIn::CodeAwaited { ticket } => code_form(ask, ticket.reveal(), to, None).into(),
    }
}

fn code_form(ask: &Ask<'_>, ticket: &str, to: &str, error: Option<&Error>) -> Page {
    let body = html! {
        form.card method="post" action="/sign-in/code" {
            (complaint(error, ask))
            input type="hidden" name="ticket" value=(ticket);
            input type="hidden" name="to" value=(to);
            label for="code" { (ask.t(account::CODE_FIELD)) }
            input #code name="code" autocomplete="one-time-code" required autofocus;
            button { (ask.t(account::CONTINUE)) }
            p.small { (ask.t(account::CODE_HINT)) }
        }
    };
    Page::new("", ask.t(account::SECOND_FACTOR), body)
}

/// `POST /sign-in/code`
pub fn with_code(ask: &Ask<'_>) -> Outcome {
    let (ticket, to) = (ask.form.get("ticket").unwrap_or_default(), ask.form.get("to").unwrap_or_default());
    let code = ask.form.get("code").unwrap_or_default();
    match ask.counter().sign_in_with_code(ticket, code, &ask.address, &ask.agent) {
        Ok(signed) => Ok(gone_on(&signed, to, ask)),
        Err(error @ Error::Account(_)) => Ok(code_form(ask, ticket, to, Some(&error)).with_status(error.into()).into()),
        Err(error) => Err(error.into()),
    }
}

/// `POST /sign-out`
pub fn go_out(ask: &Ask<'_>) -> Outcome {
    if !ask.session.is_empty() {
        ask.counter().sign_out(&ask.session)?;
    }
    ask.keep_session(None);
    Ok(Reply::To("/".to_owned()))
}

/// A button that changes something: a form of its own.
pub fn button(action: &str, name: &str, ask: &Ask<'_>) -> Markup {
    html! { form.inline method="post" action=(action) { (csrf(ask)) button.quiet { (name) } } }
}
