//! Users: who there are, adding one, and keeping one out.

use huigu_answers::texts::{users, word};
use huigu_desk::{AddUser, DisableUser, Error, GivenPassword, ListUsers, ResetUser, Role, StoreError, UseCase, sheets};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::form::Members;
use crate::block::tables::{Table, Tables};
use crate::frame::csrf;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Page};
use huigu_web::Trouble;
use huigu_web::escaped;

/// `GET /users`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, None, ask)?.into())
}

fn whole(given: Option<&GivenPassword>, error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let mut tables = Tables::of(ask);
    let body = html! {
        @if let Some(given) = given {
            section.sheet role="status" {
                h2 { (ask.say(users::FirstPassword { login: &given.login })) }
                p { (ask.t(users::HAND_OVER)) }
                p.secret { code { (given.password.reveal()) } }
            }
        }
        (tables.show(list(ask)?))
        @if ask.caller.may(UseCase::AddUser) { (form(error, ask)) }
    };
    Ok(tables.page("/users", ask.t(users::USERS), body))
}

fn list(ask: &Ask<'_>) -> Result<Table, Trouble> {
    let all = ask.counter().run(&ask.caller, ListUsers {})?;
    let acts = all.iter().map(|one| {
        let path = ["/users/", &escaped(&one.login)].concat();
        let to = |act: &str| [path.as_str(), act].concat();
        html! {
            @if ask.caller.may(UseCase::DisableUser) {
                @if one.disabled.is_some() { (button(&to("/enable"), ask.t(users::ENABLE), ask)) }
                @else { (button(&to("/disable"), ask.t(users::DISABLE), ask)) }
            }
            @if ask.caller.may(UseCase::ResetUser) { " " (button(&to("/reset"), ask.t(users::RESET), ask)) }
        }
    });
    let acts = acts.collect();
    Ok(Table::from(sheets::users(&all, ask.plan().units(), ask.lang)).drawn("", "acts", ask.t(word::ACTIVITY), acts))
}

fn form(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    let members = Members::of::<AddUser>(ask);
    let roles = Role::of_users().map(|role| (role.code().to_owned(), ask.t(role.text()).to_owned()));
    html! {
        form.sheet.stacked method="post" action="/users" autocomplete="off" autocapitalize="none" {
            h2 { (ask.t(users::ADD_USER)) }
            (complaint(error, ask))
            (csrf(ask))
            (members.input("login"))
            (members.input("name"))
            (members.select("role", "", roles))
            (members.input("for"))
            button { (ask.t(users::ADD)) }
        }
    }
}

/// `POST /users`
pub fn add(ask: &Ask<'_>) -> Outcome {
    match ask.input::<AddUser>(&[]).and_then(|input| ask.act_shown_once(input)) {
        Ok(given) => Ok(whole(Some(&given), None, ask)?.into()),
        Err(error @ (Error::Account(_) | Error::Input { .. } | Error::Store(StoreError::LoginTaken { .. }))) => {
            Ok(whole(None, Some(&error), ask)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

fn set_disabled(undo: bool, ask: &Ask<'_>) -> Outcome {
    let input = DisableUser { login: ask.place("login").to_owned(), undo };
    Ok(ask.act(input, |()| "/users".to_owned())?)
}

/// `POST /users/{login}/disable`
pub fn disable(ask: &Ask<'_>) -> Outcome {
    set_disabled(false, ask)
}

/// `POST /users/{login}/enable`
pub fn enable(ask: &Ask<'_>) -> Outcome {
    set_disabled(true, ask)
}

/// `POST /users/{login}/reset`: sent twice it gives another password, the last
/// of which is shown and holds.
pub fn reset(ask: &Ask<'_>) -> Outcome {
    let given = ask.counter().run(&ask.caller, ResetUser { login: ask.place("login").to_owned() })?;
    Ok(whole(Some(&given), None, ask)?.into())
}
