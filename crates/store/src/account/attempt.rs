//! Guesses that failed, by the hash of what was guessed at.

use crate::chain::Hash;
use crate::column::Column;
use crate::db::{Db, Value};
use crate::schema::{Part, TableDef};
use crate::{Error, Instant};

/// Guesses that failed, by the hash of a login or an address.
pub(crate) static TABLE: TableDef =
    TableDef::new("attempts", &["subject"], &[Column::bytes("subject"), Column::int("failures"), Column::big("last")])
        .part(Part::Ephemeral);

/// A day without a failure forgets all that were before.
const FORGOTTEN: i64 = 24 * 3_600_000_000;

fn older(now: Instant) -> i64 {
    now.0.saturating_sub(FORGOTTEN)
}

/// Forgets whatever is old enough.
pub(super) fn tidy(db: &mut Db, now: Instant) -> Result<(), Error> {
    db.execute("DELETE FROM attempts WHERE last < $1", &[Value::Int(older(now))]).map(drop)
}

pub(super) fn failures(db: &mut Db, subject: Hash, now: Instant) -> Result<(u32, Instant), Error> {
    let found = db.query("SELECT failures, last FROM attempts WHERE subject = $1", &[Value::Bytes(&subject.0)])?;
    let read = |row: &crate::db::Record| Some((u32::try_from(row.int(0)?).ok()?, Instant(row.int(1)?)));
    let Some(row) = found.first() else { return Ok((0, Instant(0))) };
    let (count, last) = read(row).ok_or_else(|| db.damaged("attempts"))?;
    Ok(if last.0 < older(now) { (0, last) } else { (count, last) })
}

pub(super) fn fail(db: &mut Db, subject: Hash, now: Instant) -> Result<(), Error> {
    let sql = "INSERT INTO attempts (subject, failures, last) VALUES ($1, 1, $2) \
               ON CONFLICT (subject) DO UPDATE SET last = $2, \
               failures = CASE WHEN attempts.last < $3 THEN 1 ELSE attempts.failures + 1 END";
    db.execute(sql, &[Value::Bytes(&subject.0), Value::Int(now.0), Value::Int(older(now))]).map(drop)
}

pub(super) fn forget(db: &mut Db, subject: Hash) -> Result<(), Error> {
    db.execute("DELETE FROM attempts WHERE subject = $1", &[Value::Bytes(&subject.0)]).map(drop)
}
