//! One's own password.

use huigu_answers::texts::account;
use huigu_desk::{ChangePassword, Error, PASSWORD_LEAST, Pending};
use maud::html;

use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::{complaint, first_page};
use crate::reply::{Outcome, Page, Reply};

/// `GET /me/password`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    context.caller.permit(huigu_desk::UseCase::ChangePassword)?;
    Ok(form(context, None).into())
}

fn form(context: &RequestContext<'_>, error: Option<&Error>) -> Page {
    let given = context.caller.pending() == Some(Pending::NewPassword);
    let body = html! {
        form.card method="post" action="/me/password" {
            (complaint(error, context))
            @if given { p { (context.t(account::PASSWORD_GIVEN)) } }
            (csrf(context))
            // Password managers keep the new password under this name.
            input.sr name="login" autocomplete="username" value=(context.caller.login()) readonly tabindex="-1" aria-hidden="true";
            label for="present" { (context.t(account::PRESENT_PASSWORD)) }
            input #present name="present" type="password" autocomplete="current-password" required;
            label for="new" { (context.t(account::NEW_PASSWORD)) }
            input #new name="new" type="password" autocomplete="new-password" required minlength=(PASSWORD_LEAST);
            label for="again" { (context.t(account::NEW_PASSWORD_AGAIN)) }
            input #again name="again" type="password" autocomplete="new-password" required minlength=(PASSWORD_LEAST);
            p.small { (context.say(account::PasswordHint { least: &PASSWORD_LEAST })) }
            button { (context.t(account::SET_PASSWORD)) }
        }
    };
    Page::new("/me", context.t(account::CHANGE_PASSWORD), body).under("/me", context.t(account::MY_ACCOUNT))
}

/// `POST /me/password`
pub fn change(context: &RequestContext<'_>) -> Outcome {
    if context.form.raw("new") != context.form.raw("again") {
        let page = form(context, None).with_message(context.t(account::PASSWORDS_DIFFER));
        return Ok(page.into());
    }
    match context.input::<ChangePassword>(&[]).and_then(|input| context.desk().run(&context.caller, input)) {
        Ok(()) => {
            let again = context.desk().session(&context.session)?;
            Ok(Reply::Redirect(again.map_or_else(|| "/sign-in".to_owned(), |opened| first_page(&opened.caller))))
        }
        Err(error @ (Error::Account(_) | Error::Input { .. })) => {
            Ok(form(context, Some(&error)).with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}
