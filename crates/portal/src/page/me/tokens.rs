//! Tokens for an institution's own programs.

use huigu_answers::texts::account;
use huigu_desk::{Error, ListTokens, MakeToken, RevokeToken, Secret, TOKEN_MOST_DAYS, TokenScope, sheets};
use maud::{Markup, html};

use crate::block::tables::{Table, Tables};
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Page};
use huigu_web::PageError;

/// `GET /me/tokens`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    Ok(whole(None, None, context)?.into())
}

fn whole(made: Option<&Secret>, error: Option<&Error>, context: &RequestContext<'_>) -> Result<Page, PageError> {
    let mut tables = Tables::of(context);
    let body = html! {
        @if let Some(secret) = made {
            section.sheet role="status" {
                h2 { (context.t(account::NEW_TOKEN)) }
                p { (context.t(account::TOKEN_ONCE)) }
                p.secret { code { (secret.reveal()) } }
            }
        }
        (tables.show(list(context)?))
        (form(error, context))
    };
    Ok(tables.page("/me", context.t(account::TOKENS), body).under("/me", context.t(account::MY_ACCOUNT)))
}

fn list(context: &RequestContext<'_>) -> Result<Table, PageError> {
    let all = context.desk().run(&context.caller, ListTokens {})?;
    let revoke = all.iter().map(|one| match one.holds {
        true => button(&format!("/me/tokens/{}/revoke", one.token), context.t(account::REVOKE), context),
        false => html! {},
    });
    let revoke = revoke.collect();
    Ok(Table::from(sheets::tokens(&all, context.lang)).drawn("", "revoke", context.t(account::REVOKE), revoke))
}

fn form(error: Option<&Error>, context: &RequestContext<'_>) -> Markup {
    html! {
        form.sheet.stacked method="post" action="/me/tokens" {
            h2 { (context.t(account::MAKE_TOKEN)) }
            (complaint(error, context))
            (csrf(context))
            label for="name" { (context.t(account::TOKEN_NAME)) }
            input #name name="name" required maxlength="60";
            fieldset {
                legend { (context.t(account::PERMISSIONS)) }
                @for scope in TokenScope::ALL {
                    label.check { input type="checkbox" name="opens" value=(scope.code()); " " (context.t(scope.text())) }
                }
            }
            label for="days" { (context.say(account::TokenDays { most: &TOKEN_MOST_DAYS })) }
            input #days name="days" type="number" min="1" max=(TOKEN_MOST_DAYS) value="90" required;
            button { (context.t(account::MAKE)) }
        }
    }
}

/// `POST /me/tokens`
pub fn make(context: &RequestContext<'_>) -> Outcome {
    match context.input::<MakeToken>(&[]).and_then(|input| context.act_shown_once(input)) {
        Ok(made) => Ok(whole(Some(&made.secret), None, context)?.into()),
        Err(error @ (Error::Account(_) | Error::Input { .. })) => {
            Ok(whole(None, Some(&error), context)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /me/tokens/{number}/revoke`
pub fn revoke(context: &RequestContext<'_>) -> Outcome {
    let input = context.input::<RevokeToken>(&[("token", context.place("number"))])?;
    Ok(context.act(input, |()| "/me/tokens".to_owned())?)
}
