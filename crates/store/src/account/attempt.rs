//! Guesses that failed, by the hash of what was guessed at.

use crate::chain::Hash;
use crate::db::{Db, Value};
use crate::{Error, Instant};

pub(super) fn failures(db: &mut Db, subject: Hash) -> Result<(u32, Instant), Error> {
    let found = db.query("SELECT failures, last FROM attempts WHERE subject = $1", &[Value::Bytes(&subject.0)])?;
    let read = |row: &crate::db::Record| Some((u32::try_from(row.int(0)?).ok()?, Instant(row.int(1)?)));
    match found.first() {
        Some(row) => read(row).ok_or_else(|| db.damaged("attempts")),
        None => Ok((0, Instant(0))),
    }
}

pub(super) fn fail(db: &mut Db, subject: Hash, now: Instant) -> Result<(), Error> {
    let sql = "INSERT INTO attempts (subject, failures, last) VALUES ($1, 1, $2) \
               ON CONFLICT (subject) DO UPDATE SET failures = attempts.failures + 1, last = $2";
    db.execute(sql, &[Value::Bytes(&subject.0), Value::Int(now.0)]).map(drop)
}

pub(super) fn forget(db: &mut Db, subject: Hash) -> Result<(), Error> {
    db.execute("DELETE FROM attempts WHERE subject = $1", &[Value::Bytes(&subject.0)]).map(drop)
}
