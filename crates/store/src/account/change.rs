//! Changes of accounts, each with the outcome of its act.

use crate::db::{Db, Lock};
use crate::{Clock, Error, Opening, Store, audit};

/// The outcome of an act: how it ended, and further detail.
pub type Outcome<'a> = (&'a Opening, &'a str);

impl Store {
    /// Changes something about an account, together with the outcome of its act.
    pub(super) fn account<T>(
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

    /// As [`Store::account`], of a change that may find nothing to change:
    /// then the act is refused.
    pub(super) fn account_if(
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
