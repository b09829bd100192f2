//! The fingerprint of the key that persons' identity numbers are hashed
//! under: kept with the first number, so that another key is noticed.

use crate::db::{Db, Lock, Value};
use crate::{Clock, Error, Opening, Store, audit};

/// The use case, in the audit, of keeping a key's fingerprint.
pub const PERSON_KEY: &str = "person-key";

/// The fingerprint the audit tells of, which is the first one; empty: none.
pub(crate) fn in_audit(db: &mut Db) -> Result<String, Error> {
    let sql = "SELECT subject FROM audit WHERE use_case = $1 AND step = 2 AND result = 'done' ORDER BY number LIMIT 1";
    let found = db.query(sql, &[Value::Text(PERSON_KEY)])?;
    Ok(found.first().and_then(|row| row.text(0)).unwrap_or_default().to_owned())
}

/// The fingerprint the register keeps; empty: none.
pub(crate) fn kept(db: &mut Db) -> Result<String, Error> {
    let found = db.query("SELECT person_key FROM register", &[])?;
    found.first().and_then(|row| row.text(0)).map(str::to_owned).ok_or_else(|| db.damaged("register"))
}

/// Keeps what the audit tells of, in a register that was filled from a backup.
pub(crate) fn restore(db: &mut Db) -> Result<(), Error> {
    let fingerprint = in_audit(db)?;
    db.execute("UPDATE register SET person_key = $1", &[Value::Text(&fingerprint)]).map(drop)
}

impl Store {
    /// The fingerprint of the register's key; `None` until there is one. It
    /// never changes then, so that a connection asks for it once.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn person_key(&mut self) -> Result<Option<&str>, Error> {
        if self.person_key.is_none() {
            self.person_key = Some(kept(&mut self.db)?).filter(|kept| !kept.is_empty());
        }
        Ok(self.person_key.as_deref())
    }

    /// Keeps the fingerprint of a key that is used for the first time, in one
    /// transaction with the act's outcome; the fingerprint that is kept then.
    /// Where that is another, somebody was faster, and nothing was done: the
    /// act is still open for [`Store::append_outcome`].
    ///
    /// # Errors
    /// [`Error::NoOpenAct`], or whatever the database answers; then nothing was kept.
    pub fn keep_person_key(&mut self, opening: &Opening, fingerprint: &str, clock: Clock<'_>) -> Result<String, Error> {
        self.db.write(Lock::Audit, |db| {
            let sql = "UPDATE register SET person_key = $1 WHERE person_key = '' OR person_key = $1";
            if db.execute(sql, &[Value::Text(fingerprint)])? == 0 {
                return kept(db);
            }
            audit::close(db, opening, "done", "", clock)?;
            Ok(fingerprint.to_owned())
        })
    }
}
