//! `huigu user`: who may sign in at the portal. Whoever can run this at the
//! register acts as its operator.

use huigu_answers::texts::users;
use huigu_desk::{AddUser, DisableUser, GivenPassword, ResetUser};
use huigu_quantity::Say;

use crate::asked::Asked;
use crate::outcome::{Console, Failure};

/// Adds one; its name is its login, unless another is given.
pub fn add(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let login = &asked.text("login").unwrap_or_default();
    let given = asked.run::<AddUser>(&[("name", login)], console)?;
    given_out(users::Added { login }, &given, console)
}

/// Disables one, or enables it again.
pub fn disable(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let input = asked.input::<DisableUser>(&[], console.lang)?;
    let (login, undo) = (&input.login.clone(), input.undo);
    asked.at_desk(console, |at, _| at.run(input))?;
    let lang = console.lang;
    let text = if undo { lang.say(users::Enabled { login }) } else { lang.say(users::Disabled { login }) };
    console.answer(&format!("{text}\n"))
}

/// Gives one a new password.
pub fn reset(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let login = &asked.text("login").unwrap_or_default();
    let given = asked.run::<ResetUser>(&[], console)?;
    given_out(users::Reset { login }, &given, console)
}

/// The password is told once, and only on the answer's stream.
fn given_out(text: impl Say, given: &GivenPassword, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let text = console.lang.say(text);
    console.answer(&format!("{text}\n{}\n", given.password.reveal()))?;
    console.tell(users::PASSWORD_ONCE);
    Ok(())
}
