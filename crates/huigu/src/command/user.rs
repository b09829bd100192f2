//! `huigu user`: who may sign in at the portal. Whoever can run this at the
//! register acts as its operator.

use huigu_answers::texts::{users, word};
use huigu_answers::{Cell, Fill, Sheet, View, terminal};
use huigu_desk::{Caller, NewAccount, Role, UserShown};
use huigu_plan::Plan;
use huigu_quantity::{Lang, Say};
use serde::Serialize;

use crate::args::{Format, UserVerb, UsersFrom};
use crate::outcome::{Console, Failure};
use crate::output::in_form;
use crate::plans;
use crate::register::{self, failure};

/// Runs one of its verbs.
pub fn run(verb: &UserVerb, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    match verb {
        UserVerb::Add { login, role, name, home, from } => {
            let role = Role::of(role).ok_or(Failure::UsageTold)?;
            let new = NewAccount { login, name: name.as_deref().unwrap_or(login), role, home };
            let given = act(from, console, |register, caller, plan| register.add_user(caller, &new, plan))?;
            given_out(users::Added { login }, given.reveal(), console)
        }
        UserVerb::List { from, format } => {
            let users = act(from, console, |register, caller, _| register.users(caller))?;
            list(&users, *format, console)
        }
        UserVerb::Disable { login, undo, from } => {
            act(from, console, |register, caller, _| register.set_user_disabled(caller, login, !undo))?;
            let lang = console.lang;
            let text = if *undo { lang.say(users::Enabled { login }) } else { lang.say(users::Disabled { login }) };
            console.answer(&format!("{text}\n"))
        }
        UserVerb::Reset { login, from } => {
            let given = act(from, console, |register, caller, _| register.reset_user(caller, login))?;
            given_out(users::Reset { login }, given.reveal(), console)
        }
    }
}

fn act<T>(
    from: &UsersFrom,
    console: &mut Console<'_, '_>,
    work: impl FnOnce(&mut huigu_desk::Register<'_>, &Caller, &Plan) -> Result<T, huigu_desk::Error>,
) -> Result<T, Failure> {
    let plan = plans::load(&from.plan, console)?;
    let caller = Caller::operator(&register::who(console));
    register::with(&from.register, plan.id(), false, console, |register, console| {
        work(register, &caller, &plan).map_err(|error| failure(&error, &[], console.lang))
    })
}

/// The password is told once, and only on the answer's stream.
fn given_out(text: impl Say, given: &str, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let text = console.lang.say(text);
    console.answer(&format!("{text}\n{given}\n"))?;
    console.tell(users::PASSWORD_ONCE);
    Ok(())
}

#[derive(Serialize)]
struct Line {
    login: String,
    name: String,
    role: &'static str,
    #[serde(rename = "for")]
    home: Option<String>,
    second_factor: bool,
    password_given: bool,
    created: String,
    disabled: Option<String>,
}

impl Line {
    fn of(user: &UserShown) -> Self {
        Self {
            login: user.login.clone(),
            name: user.name.clone(),
            role: user.role.code(),
            home: user.home.as_ref().map(|home| home.id().to_owned()),
            second_factor: user.second_factor,
            password_given: user.password_given,
            created: user.created.day().to_string(),
            disabled: user.disabled.map(|since| since.day().to_string()),
        }
    }
}

fn list(users: &[UserShown], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (lang, sheet) = (console.lang, sheet(users, console.lang));
    let lines: Vec<Line> = users.iter().map(Line::of).collect();
    let bytes = in_form(format, &lines, || terminal::table(&sheet, lang, ""), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}

fn sheet(users: &[UserShown], lang: Lang) -> Sheet {
    let yes_no = |yes: bool| if yes { "true" } else { "false" };
    Fill::new("users", "", users)
        .left("login", lang.t(word::LOGIN), |user| &user.login)
        .left("name", lang.t(word::PERSON_NAME), |user| &user.name)
        .left("role", lang.t(word::ROLE), |user| {
            Cell::word(user.role.code(), lang.pick(user.role.chinese(), user.role.english()))
        })
        .left("for", lang.t(users::STANDS_FOR), |user| user.home.as_ref().map(|home| home.id()))
        .data("second_factor", |user| yes_no(user.second_factor))
        .data("password_given", |user| yes_no(user.password_given))
        .left("created", lang.t(users::SINCE), |user| user.created.day())
        .data("disabled", |user| user.disabled.map(|since| since.day()))
        .left("note", lang.t(word::NOTE), |user| match user.disabled {
            Some(since) => lang.say(users::DisabledOn { date: &since.day() }),
            None if user.password_given => lang.t(users::AWAITED).to_owned(),
            None if user.second_factor => lang.t(users::HAS_FACTOR).to_owned(),
            None => String::new(),
        })
        .seen(View::PEOPLE)
        .sheet()
        .or_empty(lang.t(users::NONE_YET))
}
