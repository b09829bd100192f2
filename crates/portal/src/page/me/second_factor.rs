//! One's own second factor: offered as a picture, confirmed by a code.

use huigu_answers::texts::account;
use huigu_desk::{BeginSecondFactor, ConfirmSecondFactor, Enrolment, Error, Pending, Secret, ShowProfile, UseCase};
use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::{complaint, first_page};
use crate::reply::{Outcome, Page};

fn titled(body: Markup, context: &RequestContext<'_>) -> Page {
    Page::new("/me", context.t(account::SECOND_FACTOR), body).under("/me", context.t(account::MY_ACCOUNT))
}

/// `GET /me/second-factor`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    context.caller.permit(UseCase::SecondFactor)?;
    begin(context, None)
}

fn begin(context: &RequestContext<'_>, error: Option<&Error>) -> Outcome {
    let has = context.desk().run(&context.caller, ShowProfile {})?.second_factor;
    let body = html! {
        form.card method="post" action="/me/second-factor" {
            (complaint(error, context))
            @if context.caller.pending() == Some(Pending::SecondFactor) { p { (context.t(account::FACTOR_NEEDED)) } }
            p { (context.t(account::FACTOR_HINT)) }
            (csrf(context))
            @if has {
                label for="present" { (context.t(account::PRESENT_PASSWORD)) }
                input #present name="present" type="password" autocomplete="current-password" required;
                p.small { (context.t(account::FACTOR_HOLDS)) }
            }
            button { (context.t(account::BEGIN)) }
        }
    };
    Ok(titled(body, context).into())
}

/// `POST /me/second-factor`
pub fn offer(context: &RequestContext<'_>) -> Outcome {
    // Sent twice it offers another, which is shown and awaited.
    match context.input::<BeginSecondFactor>(&[]).and_then(|input| context.desk().run(&context.caller, input)) {
        Ok(offered) => Ok(titled(confirm_form(Some(&offered), None, context), context).into()),
        Err(error @ (Error::Account(_) | Error::Input { .. })) => begin(context, Some(&error)),
        Err(error) => Err(error.into()),
    }
}

fn confirm_form(offered: Option<&Enrolment>, error: Option<&Error>, context: &RequestContext<'_>) -> Markup {
    html! {
        form.card method="post" action="/me/second-factor/confirm" {
            (complaint(error, context))
            @if let Some(offered) = offered {
                p { (context.t(account::SCAN)) }
                (picture(offered.uri.reveal(), context))
                p.secret { code { (in_fours(offered.secret.reveal())) } }
            }
            (csrf(context))
            label for="code" { (context.t(account::SIX_DIGITS)) }
            input #code name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" required;
            button { (context.t(account::CONFIRM)) }
        }
    }
}

/// Letters in groups of four, for typing.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A text as a QR code.
fn picture(text: &str, context: &RequestContext<'_>) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
        }
    }
    let whole = size + 8;
    html! {
        svg.qr viewBox={ "0 0 " (whole) " " (whole) } width="220" height="220" role="img" aria-label=(context.t(account::QR_CODE)) shape-rendering="crispEdges" {
            rect width=(whole) height=(whole) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

/// `POST /me/second-factor/confirm`
pub fn confirm(context: &RequestContext<'_>) -> Outcome {
    match context.input::<ConfirmSecondFactor>(&[]).and_then(|input| context.act_shown_once(input)) {
        Ok(made) => Ok(titled(recovery(&made.codes, context)?, context).into()),
        Err(error @ (Error::Account(_) | Error::Input { .. })) => {
            Ok(titled(confirm_form(None, Some(&error), context), context).with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The recovery codes: told once.
fn recovery(codes: &[Secret], context: &RequestContext<'_>) -> Result<Markup, huigu_web::PageError> {
    let next =
        context.desk().session(&context.session)?.map_or_else(|| "/".to_owned(), |opened| first_page(&opened.caller));
    Ok(html! {
        section.sheet {
            h2 { (context.t(account::CODES_TITLE)) }
            p { (context.t(account::CODES_HINT)) }
            ul.codes { @for code in codes { li { code { (code.reveal()) } } } }
            p { a.button href=(next) { (context.t(account::CODES_SAVED)) } }
        }
    })
}
