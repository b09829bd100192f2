//! One's own second factor: offered as a picture, confirmed by a code.

use huigu_answers::texts::account;
use huigu_desk::{BeginSecondFactor, ConfirmSecondFactor, Enrolment, Error, Pending, Secret, ShowProfile, UseCase};
use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::ask::Ask;
use crate::frame::csrf;
use crate::page::sign_in::{complaint, first_page};
use crate::reply::{Outcome, Page};

fn titled(body: Markup, ask: &Ask<'_>) -> Page {
    Page::new("/me", ask.t(account::SECOND_FACTOR), body).under("/me", ask.t(account::MY_ACCOUNT))
}

/// `GET /me/second-factor`
pub fn page(ask: &Ask<'_>) -> Outcome {
    ask.caller.permit(UseCase::SecondFactor)?;
    begin(ask, None)
}

fn begin(ask: &Ask<'_>, error: Option<&Error>) -> Outcome {
    let has = ask.counter().run(&ask.caller, ShowProfile {})?.second_factor;
    let body = html! {
        form.card method="post" action="/me/second-factor" {
            (complaint(error, ask))
            @if ask.caller.pending() == Some(Pending::SecondFactor) { p { (ask.t(account::FACTOR_NEEDED)) } }
            p { (ask.t(account::FACTOR_HINT)) }
            (csrf(ask))
            @if has {
                label for="present" { (ask.t(account::PRESENT_PASSWORD)) }
                input #present name="present" type="password" autocomplete="current-password" required;
                p.small { (ask.t(account::FACTOR_HOLDS)) }
            }
            button { (ask.t(account::BEGIN)) }
        }
    };
    Ok(titled(body, ask).into())
}

/// `POST /me/second-factor`
pub fn offer(ask: &Ask<'_>) -> Outcome {
    // Sent twice it offers another, which is shown and awaited.
    match ask.input::<BeginSecondFactor>(&[]).and_then(|input| ask.counter().run(&ask.caller, input)) {
        Ok(offered) => Ok(titled(confirm_form(Some(&offered), None, ask), ask).into()),
        Err(error @ (Error::Account(_) | Error::Input { .. })) => begin(ask, Some(&error)),
        Err(error) => Err(error.into()),
    }
}

fn confirm_form(offered: Option<&Enrolment>, error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    html! {
        form.card method="post" action="/me/second-factor/confirm" {
            (complaint(error, ask))
            @if let Some(offered) = offered {
                p { (ask.t(account::SCAN)) }
                (picture(offered.uri.reveal(), ask))
                p.secret { code { (in_fours(offered.secret.reveal())) } }
            }
            (csrf(ask))
            label for="code" { (ask.t(account::SIX_DIGITS)) }
            input #code name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" required;
            button { (ask.t(account::CONFIRM)) }
        }
    }
}

/// Letters in groups of four, for typing.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A text as a QR code.
fn picture(text: &str, ask: &Ask<'_>) -> Markup {
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
        svg.qr viewBox={ "0 0 " (whole) " " (whole) } width="220" height="220" role="img" aria-label=(ask.t(account::QR_CODE)) shape-rendering="crispEdges" {
            rect width=(whole) height=(whole) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

/// `POST /me/second-factor/confirm`
pub fn confirm(ask: &Ask<'_>) -> Outcome {
    match ask.input::<ConfirmSecondFactor>(&[]).and_then(|input| ask.act_shown_once(input)) {
        Ok(made) => Ok(titled(recovery(&made.codes, ask)?, ask).into()),
        Err(error @ (Error::Account(_) | Error::Input { .. })) => {
            Ok(titled(confirm_form(None, Some(&error), ask), ask).with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The recovery codes: told once.
fn recovery(codes: &[Secret], ask: &Ask<'_>) -> Result<Markup, huigu_web::Trouble> {
    let next = ask.counter().session(&ask.session)?.map_or_else(|| "/".to_owned(), |opened| first_page(&opened.caller));
    Ok(html! {
        section.sheet {
            h2 { (ask.t(account::CODES_TITLE)) }
            p { (ask.t(account::CODES_HINT)) }
            ul.codes { @for code in codes { li { code { (code.reveal()) } } } }
            p { a.button href=(next) { (ask.t(account::CODES_SAVED)) } }
        }
    })
}
