//! One's own password.

use huigu_answers::texts::account;
use huigu_desk::{ChangePassword, Error, PASSWORD_LEAST, Pending};
use maud::html;

use crate::ask::Ask;
use crate::frame::csrf;
use crate::page::sign_in::{complaint, first_page};
use crate::reply::{Outcome, Page, Reply};

/// `GET /me/password`
pub fn page(ask: &Ask<'_>) -> Outcome {
    ask.caller.permit(huigu_desk::UseCase::ChangePassword)?;
    Ok(form(ask, None).into())
}

fn form(ask: &Ask<'_>, error: Option<&Error>) -> Page {
    let given = ask.caller.pending() == Some(Pending::NewPassword);
    let body = html! {
        form.card method="post" action="/me/password" {
            (complaint(error, ask))
            @if given { p { (ask.t(account::PASSWORD_GIVEN)) } }
            (csrf(ask))
            // Password managers keep the new password under this name.
            input.sr name="login" autocomplete="username" value=(ask.caller.login()) readonly tabindex="-1" aria-hidden="true";
            label for="present" { (ask.t(account::PRESENT_PASSWORD)) }
            input #present name="present" type="password" autocomplete="current-password" required;
            label for="new" { (ask.t(account::NEW_PASSWORD)) }
            input #new name="new" type="password" autocomplete="new-password" required minlength=(PASSWORD_LEAST);
            label for="again" { (ask.t(account::NEW_PASSWORD_AGAIN)) }
            input #again name="again" type="password" autocomplete="new-password" required minlength=(PASSWORD_LEAST);
            p.small { (ask.say(account::PasswordHint { least: &PASSWORD_LEAST })) }
            button { (ask.t(account::SET_PASSWORD)) }
        }
    };
    Page::new("/me", ask.t(account::CHANGE_PASSWORD), body).under("/me", ask.t(account::MY_ACCOUNT))
}

/// `POST /me/password`
pub fn change(ask: &Ask<'_>) -> Outcome {
    if ask.form.raw("new") != ask.form.raw("again") {
        let page = form(ask, None).told(ask.t(account::PASSWORDS_DIFFER));
        return Ok(page.into());
    }
    match ask.input::<ChangePassword>(&[]).and_then(|input| ask.counter().run(&ask.caller, input)) {
        Ok(()) => {
            let again = ask.counter().session(&ask.session)?;
            Ok(Reply::To(again.map_or_else(|| "/sign-in".to_owned(), |opened| first_page(&opened.caller))))
        }
        Err(error @ (Error::Account(_) | Error::Input { .. })) => {
            Ok(form(ask, Some(&error)).with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}
