//! Who may come in: users, what they prove themselves with, their sessions and
//! tokens, and guesses that failed.
//!
//! Nothing here knows a password or a secret: what is kept is a hash, or bytes
//! under a key that is not in the register. Whatever changes a user is handed
//! the opening of its act and writes the outcome in the same transaction.

mod attempt;
mod change;
mod scenario;
mod session;
mod token;
pub(crate) mod user;

pub use change::Outcome;
pub(crate) use change::next;
pub use scenario::Scenario;
pub use session::{NewSession, Proof, Session, Stage};
pub use token::{NewToken, Token};
pub use user::{Affiliation, NewUser, SecondFactor, User};

use crate::schema::TableDef;

/// The tables of accounts; what is referred to stands before what refers to it.
pub(crate) static TABLES: [&TableDef; 8] = [
    &user::TABLE,
    &user::SECOND_FACTORS,
    &user::RECOVERY_CODES,
    &token::TABLE,
    &scenario::TABLE,
    &session::TABLE,
    &attempt::TABLE,
    &crate::idempotency::TABLE,
];
