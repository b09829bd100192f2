//! `huigu user`: who may sign in at the portal. Whoever can run this at the
//! register acts as its operator.

use huigu_desk::{Caller, NewAccount, Role, UserShown};
use huigu_plan::Plan;
use huigu_quantity::{Lang, Say};
use huigu_answers::texts::{users, word};
use serde::Serialize;

use crate::answer::json;
use crate::args::{Format, UserVerb, UsersFrom};
use crate::flat::{self, Cell};
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{self, failure};
use crate::table::{Side, Table};

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

    fn state(&self, lang: Lang) -> String {
        match &self.disabled {
            Some(since) => lang.say(users::DisabledOn { date: since }),
            None if self.password_given => lang.t(users::AWAITED).to_owned(),
            None if self.second_factor => lang.t(users::HAS_FACTOR).to_owned(),
            None => String::new(),
        }
    }
}

const COLUMNS: &[&str] = &["login", "name", "role", "for", "second_factor", "password_given", "created", "disabled"];

fn list(users: &[UserShown], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let lines: Vec<Line> = users.iter().map(Line::of).collect();
    match format {
        Format::Json => console.answer_bytes(&json(&lines, lang)?),
        Format::Csv => {
            let rows = lines.iter().map(|line| {
                vec![
                    Cell::text(&line.login),
                    Cell::text(&line.name),
                    Cell::text(line.role),
                    Cell::text(line.home.as_deref().unwrap_or_default()),
                    Cell::figure(line.second_factor),
                    Cell::figure(line.password_given),
                    Cell::figure(&line.created),
                    Cell::figure_or_nothing(line.disabled.as_ref()),
                ]
            });
            console.answer_bytes(&flat::csv(COLUMNS, rows, lang)?)
        }
        Format::Table if lines.is_empty() => console.answer(&format!("{}\n", lang.t(users::NONE_YET))),
        Format::Table => {
            let heads = [word::LOGIN, word::PERSON_NAME, word::ROLE, users::STANDS_FOR, users::SINCE, word::NOTE];
            let mut table = Table::new(heads.map(|head| (lang.t(head), Side::Left)));
            for (user, line) in users.iter().zip(&lines) {
                table.row([
                    line.login.clone(),
                    line.name.clone(),
                    lang.pick(user.role.chinese(), user.role.english()).to_owned(),
                    line.home.clone().unwrap_or_default(),
                    line.created.clone(),
                    line.state(lang),
                ]);
            }
            console.answer(&table.without_empty_columns().text(""))
        }
    }
}
