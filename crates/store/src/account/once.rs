//! Requests that carry a key, so that sent twice they are acted on once.

use crate::chain::Hash;
use crate::column::{Column, Held};
use crate::db::{Lock, Record, Value};
use crate::schema::{Part, TableDef};
use crate::{Error, Instant, Store};

/// Answers to requests that carry a key, kept for a day. `name` is the hash of
/// the key, `request` that of what was sent with it; `status` 0: begun, and no
/// answer yet.
pub(crate) static TABLE: TableDef = TableDef::new(
    "answers",
    &["account", "name"],
    &[
        Column::int("account").references("users", "number", Held::Database),
        Column::bytes("name"),
        Column::bytes("request"),
        Column::big("began"),
        Column::int("status"),
        Column::text("place"),
        Column::bytes("body"),
    ],
)
.part(Part::Ephemeral);

/// What is known of a request by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    /// It came for the first time; from now on it has begun.
    Begun,
    /// It has begun, and there is no answer: it is under way, or was interrupted.
    NoAnswer,
    /// Another request came with the key.
    Another,
    /// It was answered: with this status, place of what was made, and body.
    Answered(u16, String, Vec<u8>),
}

fn known(row: &Record, request: Hash) -> Option<Once> {
    Some(match (row.bytes(0)?, row.int(1)?) {
        (kept, _) if kept != request.0 => Once::Another,
        (_, 0) => Once::NoAnswer,
        (_, status) => Once::Answered(u16::try_from(status).ok()?, row.text(2)?.to_owned(), row.bytes(3)?.to_vec()),
    })
}

impl Store {
    /// Begins a request of an account under the hash of a key, unless it is
    /// known; what began before `oldest` is forgotten first.
    ///
    /// # Errors
    /// Whatever the database answers; then it has not begun.
    pub fn begin_once(
        &mut self,
        account: u32,
        (key, request): (Hash, Hash),
        (now, oldest): (Instant, Instant),
    ) -> Result<Once, Error> {
        self.db.write(Lock::Audit, |db| {
            db.execute("DELETE FROM answers WHERE began < $1", &[Value::Int(oldest.0)])?;
            let (account, key) = (Value::Int(i64::from(account)), Value::Bytes(&key.0));
            let sql = "SELECT request, status, place, body FROM answers WHERE account = $1 AND name = $2";
            if let Some(row) = db.query(sql, &[account, key])?.first() {
                return known(row, request).ok_or_else(|| db.damaged("answers"));
            }
            let (request, began, no_status) = (Value::Bytes(&request.0), Value::Int(now.0), Value::Int(0));
            db.insert(&TABLE, &[account, key, request, began, no_status, Value::Text(""), Value::Bytes(b"")])?;
            Ok(Once::Begun)
        })
    }

    /// Keeps the answer to a request that has begun: its status (not 0), the
    /// place of what was made, and its body; without one the key is free again.
    ///
    /// # Errors
    /// Whatever the database answers; then it has no answer still.
    pub fn end_once(&mut self, account: u32, key: Hash, answer: Option<(u16, &str, &[u8])>) -> Result<(), Error> {
        self.db.write(Lock::Audit, |db| {
            let (account, key) = (Value::Int(i64::from(account)), Value::Bytes(&key.0));
            match answer {
                Some((status, place, body)) => {
                    let sql = "UPDATE answers SET status = $3, place = $4, body = $5 WHERE account = $1 AND name = $2";
                    let status = Value::Int(i64::from(status));
                    db.execute(sql, &[account, key, status, Value::Text(place), Value::Bytes(body)]).map(drop)
                }
                None => db.execute("DELETE FROM answers WHERE account = $1 AND name = $2", &[account, key]).map(drop),
            }
        })
    }
}
