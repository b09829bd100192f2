//! One's own account: profile, sessions, and the ways to the rest.

pub mod password;
pub mod second_factor;
pub mod tokens;

use huigu_answers::texts::{account, frame, word};
use huigu_desk::{EndSession, ListSessions, OwnTrail, ShowProfile, sheets};
use maud::{Markup, html};

use crate::block::state::{Show, State};
use crate::block::tables::{Table, Tables};
use crate::context::RequestContext;
use crate::page::audit::{earlier, size, way_to_earlier};
use crate::page::sign_in::button;
use crate::reply::Outcome;
use huigu_web::PageError;

/// What an account stands for: its name in the plan or in the register, and its id.
fn home(id: &str, name: Option<&str>, context: &RequestContext<'_>) -> Markup {
    let unit = context.plan().unit(id).map(|unit| context.text(&unit.name));
    html! { @if let Some(name) = unit.or(name) { span title=(id) { (name) } } @else { code { (id) } } }
}

/// `/me`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let profile = context.desk().run(&context.caller, ShowProfile {})?;
    let role = context.t(profile.role.text());
    let mut tables = Tables::of(context);
    let body = html! {
        section.sheet {
            h2 { (context.t(account::ACCOUNT)) }
            dl.fields {
                (field(context.t(word::LOGIN), &html! { (profile.login) }))
                (field(context.t(word::PERSON_NAME), &html! { (*profile.name) }))
                (field(context.t(word::ROLE), &html! { (role) }))
                @if let Some(home) = &profile.home { (field(context.t(word::AFFILIATION), &self::home(home, profile.home_name.as_deref(), context))) }
                (field(context.t(account::OPENED), &html! { (context.date(profile.created)) }))
            }
        }
        section.sheet {
            h2 { (context.t(account::SECURITY)) }
            dl.fields {
                (field(context.t(account::PASSWORD), &html! { a href="/me/password" { (context.t(account::CHANGE_PASSWORD)) } }))
                (field(context.t(account::SECOND_FACTOR), &html! {
                    @if profile.second_factor { (State::Active.show(context.lang)) } @else { (context.t(account::NOT_SET)) } " "
                    a href="/me/second-factor" { @if profile.second_factor { (context.t(account::REPLACE)) } @else { (context.t(account::SET_UP)) } }
                }))
                @if profile.second_factor { (field(context.t(account::CODES_LEFT), &html! { (profile.recovery_codes) })) }
                @if profile.home.is_some() { (field(context.t(account::TOKENS), &html! { a href="/me/tokens" { (context.t(account::MANAGE_TOKENS)) } })) }
                (field(context.t(account::TRAIL), &html! { a href="/me/trail" { (context.t(account::SEE_MY_ACTIVITY)) } }))
            }
        }
        (tables.show(sessions(context)?))
    };
    Ok(tables.page("/me", context.t(account::MY_ACCOUNT), body).into())
}

fn field(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn sessions(context: &RequestContext<'_>) -> Result<Table, PageError> {
    let all = context.desk().run(&context.caller, ListSessions {})?;
    let end = all.iter().map(|one| match one.is_this {
        true => html! { (context.t(account::THIS_SESSION)) },
        false => button(&format!("/me/sessions/{}/end", one.session), context.t(frame::SIGN_OUT), context),
    });
    let end = end.collect();
    Ok(Table::from(sheets::own_sessions(&all, context.lang)).drawn("", "end", context.t(account::END_SESSION), end))
}

/// `POST /me/sessions/{number}/end`
pub fn end_session(context: &RequestContext<'_>) -> Outcome {
    let input = context.input::<EndSession>(&[("session", context.place("number"))])?;
    Ok(context.act(input, |()| "/me".to_owned())?)
}

/// `/me/trail`
pub fn trail(context: &RequestContext<'_>) -> Outcome {
    let found = context.run(OwnTrail { limit: size(), cursor: earlier::<OwnTrail>(context) })?;
    let mut tables = Tables::of(context);
    let body = html! {
        (tables.show(sheets::acts("trail", context.t(account::MY_ACTIVITY), &found.acts, context.lang)))
        (way_to_earlier(&found, context))
    };
    Ok(tables.page("/me", context.t(account::MY_ACTIVITY), body).under("/me", context.t(account::MY_ACCOUNT)).into())
}
