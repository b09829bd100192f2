//! One's own account: profile, sessions, and the ways to the rest.

pub mod password;
pub mod second_factor;
pub mod tokens;

use huigu_answers::texts::{account, frame, word};
use huigu_desk::{EndSession, ListSessions, OwnTrail, ShowProfile, sheets};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::state::{Show, State};
use crate::block::tables::{Table, Tables};
use crate::page::audit::{earlier, size, way_to_earlier};
use crate::page::sign_in::button;
use crate::reply::Outcome;
use huigu_web::Trouble;

/// What an account stands for: its name in the plan or in the register, and its id.
fn home(id: &str, name: Option<&str>, ask: &Ask<'_>) -> Markup {
    let unit = ask.plan().unit(id).map(|unit| ask.text(&unit.name));
    html! { @if let Some(name) = unit.or(name) { span title=(id) { (name) } } @else { code { (id) } } }
}

/// `/me`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let profile = ask.counter().run(&ask.caller, ShowProfile {})?;
    let role = ask.t(profile.role.text());
    let mut tables = Tables::of(ask);
    let body = html! {
        section.sheet {
            h2 { (ask.t(account::ACCOUNT)) }
            dl.fields {
                (field(ask.t(word::LOGIN), &html! { (profile.login) }))
                (field(ask.t(word::PERSON_NAME), &html! { (*profile.name) }))
                (field(ask.t(word::ROLE), &html! { (role) }))
                @if let Some(home) = &profile.home { (field(ask.t(word::AFFILIATION), &self::home(home, profile.home_name.as_deref(), ask))) }
                (field(ask.t(account::OPENED), &html! { (ask.date(profile.created)) }))
            }
        }
        section.sheet {
            h2 { (ask.t(account::SECURITY)) }
            dl.fields {
                (field(ask.t(account::PASSWORD), &html! { a href="/me/password" { (ask.t(account::CHANGE_PASSWORD)) } }))
                (field(ask.t(account::SECOND_FACTOR), &html! {
                    @if profile.second_factor { (State::Active.show(ask.lang)) } @else { (ask.t(account::NOT_SET)) } " "
                    a href="/me/second-factor" { @if profile.second_factor { (ask.t(account::REPLACE)) } @else { (ask.t(account::SET_UP)) } }
                }))
                @if profile.second_factor { (field(ask.t(account::CODES_LEFT), &html! { (profile.recovery_codes) })) }
                @if profile.home.is_some() { (field(ask.t(account::TOKENS), &html! { a href="/me/tokens" { (ask.t(account::MANAGE_TOKENS)) } })) }
                (field(ask.t(account::TRAIL), &html! { a href="/me/trail" { (ask.t(account::SEE_MY_ACTIVITY)) } }))
            }
        }
        (tables.show(sessions(ask)?))
    };
    Ok(tables.page("/me", ask.t(account::MY_ACCOUNT), body).into())
}

fn field(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn sessions(ask: &Ask<'_>) -> Result<Table, Trouble> {
    let all = ask.counter().run(&ask.caller, ListSessions {})?;
    let end = all.iter().map(|one| match one.is_this {
        true => html! { (ask.t(account::THIS_SESSION)) },
        false => button(&format!("/me/sessions/{}/end", one.session), ask.t(frame::SIGN_OUT), ask),
    });
    let end = end.collect();
    Ok(Table::from(sheets::own_sessions(&all, ask.lang)).drawn("", "end", ask.t(account::END_SESSION), end))
}

/// `POST /me/sessions/{number}/end`
pub fn end_session(ask: &Ask<'_>) -> Outcome {
    let input = ask.input::<EndSession>(&[("session", ask.place("number"))])?;
    Ok(ask.act(input, |()| "/me".to_owned())?)
}

/// `/me/trail`
pub fn trail(ask: &Ask<'_>) -> Outcome {
    let found = ask.run(OwnTrail { limit: size(), cursor: earlier::<OwnTrail>(ask) })?;
    let mut tables = Tables::of(ask);
    let body = html! {
        (tables.show(sheets::acts("trail", ask.t(account::MY_ACTIVITY), &found.acts, ask.lang)))
        (way_to_earlier(&found, ask))
    };
    Ok(tables.page("/me", ask.t(account::MY_ACTIVITY), body).under("/me", ask.t(account::MY_ACCOUNT)).into())
}
