//! Tokens for an institution's own programs.

use huigu_answers::texts::account;
use huigu_desk::{Error, ListTokens, MakeToken, RevokeToken, Secret, TOKEN_MOST_DAYS, TokenScope, sheets};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::tables::{Table, Tables};
use crate::frame::csrf;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Page};
use huigu_web::Trouble;

/// `GET /me/tokens`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, None, ask)?.into())
}

fn whole(made: Option<&Secret>, error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let mut tables = Tables::of(ask);
    let body = html! {
        @if let Some(secret) = made {
            section.sheet role="status" {
                h2 { (ask.t(account::NEW_TOKEN)) }
                p { (ask.t(account::TOKEN_ONCE)) }
                p.secret { code { (secret.reveal()) } }
            }
        }
        (tables.show(list(ask)?))
        (form(error, ask))
    };
    Ok(tables.page("/me", ask.t(account::TOKENS), body).under("/me", ask.t(account::MY_ACCOUNT)))
}

fn list(ask: &Ask<'_>) -> Result<Table, Trouble> {
    let all = ask.counter().run(&ask.caller, ListTokens {})?;
    let revoke = all.iter().map(|one| match one.holds {
        true => button(&format!("/me/tokens/{}/revoke", one.token), ask.t(account::REVOKE), ask),
        false => html! {},
    });
    let revoke = revoke.collect();
    Ok(Table::from(sheets::tokens(&all, ask.lang)).drawn("", "revoke", ask.t(account::REVOKE), revoke))
}

fn form(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.stacked method="post" action="/me/tokens" {
            h2 { (ask.t(account::MAKE_TOKEN)) }
            (complaint(error, ask))
            (csrf(ask))
            label for="name" { (ask.t(account::TOKEN_NAME)) }
            input #name name="name" required maxlength="60";
            fieldset {
                legend { (ask.t(account::PERMISSIONS)) }
                @for scope in TokenScope::ALL {
                    label.check { input type="checkbox" name="opens" value=(scope.code()); " " (ask.t(scope.text())) }
                }
            }
            label for="days" { (ask.say(account::TokenDays { most: &TOKEN_MOST_DAYS })) }
            input #days name="days" type="number" min="1" max=(TOKEN_MOST_DAYS) value="90" required;
            button { (ask.t(account::MAKE)) }
        }
    }
}

/// `POST /me/tokens`
pub fn make(ask: &Ask<'_>) -> Outcome {
    match ask.input::<MakeToken>(&[]).and_then(|input| ask.act_shown_once(input)) {
        Ok(made) => Ok(whole(Some(&made.secret), None, ask)?.into()),
        Err(error @ (Error::Account(_) | Error::Input { .. })) => {
            Ok(whole(None, Some(&error), ask)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /me/tokens/{number}/revoke`
pub fn revoke(ask: &Ask<'_>) -> Outcome {
    let input = ask.input::<RevokeToken>(&[("token", ask.place("number"))])?;
    Ok(ask.act(input, |()| "/me/tokens".to_owned())?)
}
