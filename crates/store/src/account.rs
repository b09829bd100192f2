//! Who may come in: users, what they prove themselves with, their sessions and
//! tokens, and guesses that failed.
//!
//! Nothing here knows a password or a secret: what is kept is a hash, or bytes
//! under a key that is not in the register. Whatever changes a user is handed
//! the opening of its act and writes the outcome in the same transaction.

mod attempt;
mod scenario;
mod session;
mod token;
pub(crate) mod user;

pub use scenario::Scenario;
pub use session::{NewSession, Proof, Session, Stage};
pub use token::{NewToken, Token};
pub use user::{Affiliation, NewUser, SecondFactor, User};

use crate::db::{Db, Lock};
use crate::schema::TableDef;
use crate::settlement::clean;
use crate::{Clock, Error, Opening, Store, audit};

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

/// The outcome of an act: how it ended, and further detail.
pub type Outcome<'a> = (&'a Opening, &'a str);

impl Store {
    /// Changes something about an account, together with the outcome of its act.
    fn account<T>(
        &mut self,
        (opening, detail): Outcome<'_>,
        clock: Clock<'_>,
        change: impl FnOnce(&mut Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        // Not the register's lock: who signs in does not wait for an import.
        self.db.write(Lock::Audit, |db| {
            let changed = change(db)?;
            audit::close(db, opening, "done", detail, clock)?;
            Ok(changed)
        })
    }
}

impl Store {
    /// As [`Store::account`], of a change that may find nothing to change:
    /// then the act is refused.
    fn account_if(
        &mut self,
        (opening, detail): Outcome<'_>,
        clock: Clock<'_>,
        change: impl FnOnce(&mut Db) -> Result<bool, Error>,
    ) -> Result<bool, Error> {
        self.db.write(Lock::Audit, |db| {
            let changed = change(db)?;
            audit::close(db, opening, if changed { "done" } else { "refused" }, detail, clock)?;
            Ok(changed)
        })
    }
}

/// The next number of a table.
pub(crate) fn next(db: &mut Db, table: &'static str) -> Result<i64, Error> {
    let next = db.number(&format!("SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM {table}"), &[])?;
    if next > i64::from(i32::MAX) { Err(Error::TooMany { what: table }) } else { Ok(next) }
}
