//! `huigu user`: who may sign in at the portal. Whoever can run this at the
//! register acts as its operator.

use huigu_answers::terminal;
use huigu_answers::texts::users;
use huigu_desk::{AddUser, DisableUser, GivenPassword, ListUsers, ListedOperation, ResetUser, UserView, sheets};
use huigu_quantity::Say;

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
    let (lang, sheet) = (console.lang, sheets::users(users, &[], console.lang));
    let bytes = in_form(format, &users, || terminal::table(&sheet, lang, ""), || sheet.clone(), lang)?;
    console.answer_bytes(&bytes)
}
