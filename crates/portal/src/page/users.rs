//! Users: who there are, adding one, and keeping one out.

use huigu_answers::texts::{account, users, word};
use huigu_desk::{Error, NewAccount, Role, Secret, UseCase};
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::state::State;
use crate::block::table::{Cell, Table, left};
use crate::frame::csrf;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Page, Reply};
use crate::trouble::Trouble;

/// `GET /users`
pub fn page(ask: &Ask<'_>) -> Outcome {
    Ok(whole(None, None, ask)?.into())
}

fn whole(given: Option<(&str, &Secret)>, error: Option<&Error>, ask: &Ask<'_>) -> Result<Page, Trouble> {
    let body = html! {
        @if let Some((login, secret)) = given {
            section.sheet role="status" {
                h2 { (ask.say(users::FirstPassword { login: &login })) }
                p { (ask.t(users::HAND_OVER)) }
                p.secret { code { (secret.reveal()) } }
            }
        }
        (list(ask)?.show(ask))
        @if ask.caller.may(UseCase::AddUser) { (form(error, ask)) }
    };
    Ok(Page::new("/users", ask.t(users::USERS), body))
}

fn list(ask: &Ask<'_>) -> Result<Table, Trouble> {
    let columns = vec![
        left("login", ask.t(word::LOGIN)),
        left("name", ask.t(word::PERSON_NAME_ON_PAGE)),
        left("role", ask.t(word::ROLE)),
        left("home", ask.t(word::AFFILIATION)),
        left("factor", ask.t(account::SECOND_FACTOR)),
        left("state", ask.t(word::STATE_ON_PAGE)),
        left("acts", ask.t(word::ACTIVITY)),
    ];
    let mut table = Table::new("users", ask.t(users::USERS), columns);
    for one in ask.counter().users(&ask.caller)? {
        let path = ["/users/", &escaped(&one.login)].concat();
        let disabled = one.disabled.is_some();
        let acts = html! {
            @if ask.caller.may(UseCase::DisableUser) {
                @if disabled { (button(&[&path, "/enable"].concat(), ask.t(users::ENABLE), ask)) } @else { (button(&[&path, "/disable"].concat(), ask.t(users::DISABLE), ask)) }
            }
            @if ask.caller.may(UseCase::ResetUser) { " " (button(&[&path, "/reset"].concat(), ask.t(users::RESET), ask)) }
        };
        table.row(vec![
            Cell::text(&one.login),
            Cell::text(&one.name),
            Cell::text(ask.pick(one.role.chinese(), one.role.english())),
            Cell::text(one.home.as_ref().map_or("", |home| home.id())),
            Cell::State(if one.second_factor { State::Active } else { State::NoData }),
            Cell::State(if disabled { State::Ended } else { State::Well }),
            Cell::Drawn(acts),
        ]);
    }
    Ok(table)
}

fn form(error: Option<&Error>, ask: &Ask<'_>) -> Markup {
    let typed = |name: &str| ask.form.get(name).unwrap_or_default();
    html! {
        form.sheet.stacked method="post" action="/users" {
            h2 { (ask.t(users::ADD_USER)) }
            (complaint(error, ask))
            (csrf(ask))
            label for="login" { (ask.t(word::LOGIN)) }
            input #login name="login" required autocomplete="off" autocapitalize="none" value=(typed("login"));
            label for="name" { (ask.t(word::PERSON_NAME_ON_PAGE)) }
            input #name name="name" required autocomplete="off" value=(typed("name"));
            label for="role" { (ask.t(word::ROLE)) }
            select #role name="role" { @for role in Role::of_users() { option value=(role.code()) selected[role.code() == typed("role")] { (ask.pick(role.chinese(), role.english())) } } }
            label for="home" { (ask.t(users::AFFILIATION_FIELD)) }
            input #home name="home" autocomplete="off" value=(typed("home"));
            button { (ask.t(users::ADD)) }
        }
    }
}

/// `POST /users`
pub fn add(ask: &Ask<'_>) -> Outcome {
    let typed = |name: &str| ask.form.get(name).unwrap_or_default();
    let role = Role::of(typed("role")).ok_or_else(|| Trouble::Asked { what: typed("role").to_owned() })?;
    let new = NewAccount { login: typed("login"), name: typed("name"), role, home: typed("home") };
    match ask.counter().add_user(&ask.caller, &new) {
        Ok(secret) => Ok(whole(Some((new.login, &secret)), None, ask)?.into()),
        Err(error @ (Error::Account(_) | Error::Store(huigu_desk::StoreError::LoginTaken { .. }))) => {
            Ok(whole(None, Some(&error), ask)?.with_status(error.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

fn set_disabled(disabled: bool, ask: &Ask<'_>) -> Outcome {
    ask.counter().set_user_disabled(&ask.caller, ask.place("login"), disabled)?;
    Ok(Reply::To("/users".to_owned()))
}

/// `POST /users/{login}/disable`
pub fn disable(ask: &Ask<'_>) -> Outcome {
    set_disabled(true, ask)
}

/// `POST /users/{login}/enable`
pub fn enable(ask: &Ask<'_>) -> Outcome {
    set_disabled(false, ask)
}

/// `POST /users/{login}/reset`
pub fn reset(ask: &Ask<'_>) -> Outcome {
    let login = ask.place("login");
    let secret = ask.counter().reset_user(&ask.caller, login)?;
    Ok(whole(Some((login, &secret)), None, ask)?.into())
}
