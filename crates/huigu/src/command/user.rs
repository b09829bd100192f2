//! `huigu user`: who may sign in at the portal. Whoever can run this at the
//! register acts as its operator.

use huigu_answers::texts::{users, word};
use huigu_answers::{Cell, Fill, Sheet, View, terminal};
use huigu_desk::{AddUser, DisableUser, GivenPassword, ListUsers, ListedOperation, ResetUser, UserView};
use huigu_quantity::{Lang, Say};

use crate::args::{Format, UserVerb, UsersFrom};
use crate::outcome::{Console, Failure};
use crate::output::in_form;
use crate::register::at_desk;

/// Runs one of its verbs.
pub fn run(verb: &UserVerb, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    match verb {
        UserVerb::Add { login, role, name, home, from } => {
            let name = name.as_deref().unwrap_or(login);
            let texts = [("login", login.as_str()), ("role", role), ("name", name), ("for", home)];
            let given = act::<AddUser>(&texts, from, console)?;
            given_out(users::Added { login }, &given, console)
        }
        UserVerb::List { from, format } => {
            let users = act::<ListUsers>(&[], from, console)?;
            list(&users, *format, console)
        }
        UserVerb::Disable { login, undo, from } => {
            act::<DisableUser>(&[("login", login), ("undo", if *undo { "true" } else { "" })], from, console)?;
            let lang = console.lang;
            let text = if *undo { lang.say(users::Enabled { login }) } else { lang.say(users::Disabled { login }) };
            console.answer(&format!("{text}\n"))
        }
        UserVerb::Reset { login, from } => {
            let given = act::<ResetUser>(&[("login", login)], from, console)?;
            given_out(users::Reset { login }, &given, console)
        }
    }
}

fn act<O: ListedOperation>(
    texts: &[(&str, &str)],
    from: &UsersFrom,
    console: &mut Console<'_, '_>,
) -> Result<O::Output, Failure> {
    at_desk(&from.register, &from.plan, console, |at, _| at.run(at.input::<O>(texts)?))
}

/// The password is told once, and only on the answer's stream.
fn given_out(text: impl Say, given: &GivenPassword, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let text = console.lang.say(text);
    console.answer(&format!("{text}\n{}\n", given.password.reveal()))?;
    console.tell(users::PASSWORD_ONCE);
    Ok(())
}

fn list(users: &[UserView], format: Format, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (lang, sheet) = (console.lang, sheet(users, console.lang));
    let bytes = in_form(format, &users, || terminal::table(&sheet, lang, ""), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}

fn sheet(users: &[UserView], lang: Lang) -> Sheet {
    let yes_no = |yes: bool| if yes { "true" } else { "false" };
    Fill::new("users", "", users)
        .left("login", lang.t(word::LOGIN), |user| &user.login)
        .left("name", lang.t(word::PERSON_NAME), |user| &*user.name)
        .left("role", lang.t(word::ROLE), |user| {
            Cell::word(user.role.code(), lang.pick(user.role.chinese(), user.role.english()))
        })
        .left("for", lang.t(word::AFFILIATION), |user| user.home.as_deref())
        .data("second_factor", |user| yes_no(user.second_factor))
        .data("password_given", |user| yes_no(user.password_given))
        .left("created", lang.t(users::SINCE), |user| user.created)
        .data("disabled", |user| user.disabled)
        .left("note", lang.t(word::NOTE), |user| match user.disabled {
            Some(since) => lang.say(users::DisabledOn { date: &since }),
            None if user.password_given => lang.t(users::AWAITED).to_owned(),
            None if user.second_factor => lang.t(users::HAS_FACTOR).to_owned(),
            None => String::new(),
        })
        .seen(View::PEOPLE)
        .sheet()
        .or_empty(lang.t(users::NONE_YET))
}
