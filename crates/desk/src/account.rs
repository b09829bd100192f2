//! Accounts: who may come in, and what they prove themselves with.
//!
//! Users are kept by whoever the table lets ([`crate::users`]); everything else
//! about an account is its owner's. Every change is an act in the audit. A
//! password is argon2id, a second factor a code of the time; sessions and
//! tokens are random bytes of which only the hash is kept.

mod change_password;
mod login;
mod own;
mod profile;
mod second_factor;
mod session;
mod sign_in;
mod token;

pub use change_password::ChangePassword;
pub(crate) use login::login_of;
pub use profile::{Profile, ShowProfile};
pub use second_factor::{BeginSecondFactor, ConfirmSecondFactor, Enrolment, RecoveryCodes};
pub use session::{EndSession, ListSessions, OpenSession, SessionView};
pub use sign_in::{SignIn, SignedIn};
pub use token::{ListTokens, MOST_DAYS as TOKEN_MOST_DAYS, MakeToken, RevokeToken, TokenMade, TokenView};
