//! Users: who there are, adding one, and keeping one out.

use huigu_answers::texts::{users, word};
use huigu_desk::{AddUser, DisableUser, Error, GivenPassword, ListUsers, ResetUser, Role, StoreError, UseCase, sheets};
use maud::{Markup, html};

use crate::block::form::Members;
use crate::block::tables::{Table, Tables};
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Page};
use huigu_web::PageError;
use huigu_web::escaped;

/// `GET /users`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    Ok(whole(None, None, context)?.into())
}

fn whole(
    given: Option<&GivenPassword>,
    error: Option<&Error>,
    context: &RequestContext<'_>,
) -> Result<Page, PageError> {
    let mut tables = Tables::of(context);
    let body = html! {
        @if let Some(given) = given {
            section.sheet role="status" {
                h2 { (context.say(users::FirstPassword { login: &given.login })) }
                p { (context.t(users::HAND_OVER)) }
                p.secret { code { (given.password.reveal()) } }
            }
        }
        (tables.show(list(context)?))
        @if context.caller.may(UseCase::AddUser) { (form(error, context)) }
    };
    Ok(tables.page("/users", context.t(users::USERS), body))
}

fn list(context: &RequestContext<'_>) -> Result<Table, PageError> {
    let all = context.desk().run(&context.caller, ListUsers {})?;
    let acts = all.iter().map(|one| {
        let path = ["/users/", &escaped(&one.login)].concat();
        let to = |act: &str| [path.as_str(), act].concat();
        html! {
            @if context.caller.may(UseCase::DisableUser) {
                @if one.disabled.is_some() { (button(&to("/enable"), context.t(users::ENABLE), context)) }
                @else { (button(&to("/disable"), context.t(users::DISABLE), context)) }
            }
            @if context.caller.may(UseCase::ResetUser) { " " (button(&to("/reset"), context.t(users::RESET), context)) }
        }
    });
    let acts = acts.collect();
    Ok(Table::from(sheets::users(&all, context.plan().units(), context.lang)).drawn(
        "",
        "acts",
        context.t(word::ACTIVITY),
        acts,
    ))
}

fn form(error: Option<&Error>, context: &RequestContext<'_>) -> Markup {
    let members = Members::of::<AddUser>(context);
    let roles = Role::of_users().map(|role| (role.code().to_owned(), context.t(role.text()).to_owned()));
    html! {
        form.sheet.stacked method="post" action="/users" autocomplete="off" autocapitalize="none" {
            h2 { (context.t(users::ADD_USER)) }
            (complaint(error, context))
            (csrf(context))
            (members.input("login"))
            (members.input("name"))
            (members.select("role", "", roles))
            (members.input("for"))
            button { (context.t(users::ADD)) }
        }
    }
}

/// `POST /users`
pub fn add(context: &RequestContext<'_>) -> Outcome {
    match context.input::<AddUser>(&[]).and_then(|input| context.act_shown_once(input)) {
        Ok(given) => Ok(whole(Some(&given), None, context)?.into()),
        Err(error @ (Error::Account(_) | Error::Input { .. } | Error::Store(StoreError::LoginTaken { .. }))) => {
            Ok(whole(None, Some(&error), context)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

fn set_disabled(undo: bool, context: &RequestContext<'_>) -> Outcome {
    let input = DisableUser { login: context.place("login").to_owned(), undo };
    Ok(context.act(input, |()| "/users".to_owned())?)
}

/// `POST /users/{login}/disable`
pub fn disable(context: &RequestContext<'_>) -> Outcome {
    set_disabled(false, context)
}

/// `POST /users/{login}/enable`
pub fn enable(context: &RequestContext<'_>) -> Outcome {
    set_disabled(true, context)
}

/// `POST /users/{login}/reset`: sent twice it gives another password, the last
/// of which is shown and holds.
pub fn reset(context: &RequestContext<'_>) -> Outcome {
    let given = context.desk().run(&context.caller, ResetUser { login: context.place("login").to_owned() })?;
    Ok(whole(Some(&given), None, context)?.into())
}
