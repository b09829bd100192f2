//! Accounts: who may come in, and what they prove themselves with.
//!
//! Users are kept by whoever the table lets ([`crate::users`]); everything else
//! about an account is its owner's. Every change is an act in the audit. A
//! password is argon2id, a second factor a code of the time; sessions and
//! tokens are random bytes of which only the hash is kept.

mod change_password;
mod own;
pub(crate) mod password;
mod profile;
mod refusal;
mod second_factor;
pub(crate) mod secret;
mod session;
mod sign_in;
#[cfg(test)]
mod tests;
mod throttle;
mod token;

pub use change_password::ChangePassword;
pub use password::LEAST as PASSWORD_LEAST;
pub use profile::{Profile, ShowProfile};
pub use refusal::AccountError;
pub use second_factor::{BeginSecondFactor, ConfirmSecondFactor, Enrolment, RecoveryCodes};
pub use secret::{Secret, TypedSecret, Unprinted};
pub use session::{EndSession, ListSessions, Opened, SessionView};
pub use sign_in::{SignIn, SignedIn};
pub use token::{ListTokens, MOST_DAYS as TOKEN_MOST_DAYS, MakeToken, RevokeToken, TokenMade, TokenView};

use huigu_store::{Home as KeptHome, User};

use crate::{Caller, Error, Home, Pending, Role};

/// Microseconds in a second.
const SECOND: i64 = 1_000_000;
pub(crate) const DAY: i64 = 24 * 3_600 * SECOND;

/// What an account stands for.
pub(crate) fn home(user: &User) -> Option<Home> {
    match &user.home {
        KeptHome::Nothing => None,
        KeptHome::Organisation(id) => Some(Home::Organisation(id.clone())),
        KeptHome::Party(id) => Some(Home::Party(id.clone())),
    }
}

/// The role of a user.
pub(crate) fn role(user: &User) -> Result<Role, Error> {
    let damaged = || huigu_store::Error::Damaged { place: "users".to_owned(), what: user.number.to_string() };
    Role::of_users().find(|role| role.code() == user.role).ok_or_else(|| damaged().into())
}

/// A user as whoever asks the desk.
fn caller(user: &User, session: Option<u32>, demo: bool) -> Result<Caller, Error> {
    let role = role(user)?;
    let pending = if user.given_until.is_some() {
        Some(Pending::NewPassword)
    } else {
        (role.is_staff() && !user.second_factor && !demo).then_some(Pending::SecondFactor)
    };
    let caller = Caller::user(&user.login, &user.name, role, home(user));
    Ok(caller.signed_in(user.number, session).pending_on(pending))
}

/// A login as it is kept and compared.
pub(crate) fn login_of(typed: &str) -> String {
    typed.trim().to_lowercase()
}
