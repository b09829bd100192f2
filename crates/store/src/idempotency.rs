//! Requests that carry a key of the caller's: what was answered is kept in the
//! transaction of the act itself, so that a key has its answer if and only if
//! the act was done.

use crate::chain::Hash;
use crate::column::{Column, Held};
use crate::db::{Lock, Value};
use crate::schema::{Part, TableDef};
use crate::{Error, Instant, Opening, Store};

/// How long an answer is kept, in microseconds: a day.
const KEPT: i64 = 24 * 3_600_000_000;

/// Answers to requests that carry a key, kept for a day. `name` is the hash of
/// the key, `request` that of what was sent with it; `status` 0: begun by an earlier
/// version, and not answered.
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

/// The key of a request, and what is asked under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The account whose key it is.
    pub account: u32,
    /// Hash of the key.
    pub key: Hash,
    /// Hash of all that was sent with it.
    pub request: Hash,
}

/// An answer as it is kept under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Its HTTP status, not 0.
    pub status: u16,
    /// Where what was made is to be found; empty where nothing was.
    pub location: String,
    /// Its body.
    pub body: Vec<u8>,
}

/// What is known of a request by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyState {
    /// Nothing: it was not acted on.
    Nothing,
    /// Another request came with the key.
    Another,
    /// It was answered.
    Answered(KeptAnswer),
}

/// What became of a transaction.
#[derive(Debug, PartialEq, Eq)]
pub enum Committed<T> {
    /// It is kept.
    Done(T),
    /// Nobody knows: what it would have given, and why.
    InDoubt(T, Error),
}

impl Store {
    /// Does all of `act` in one transaction: what it changes, the outcome of
    /// its opening, and the answer under its key.
    ///
    /// # Errors
    /// Whatever `act` answers; then the register is as before.
    pub fn transact<T, E: From<Error>>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<Committed<T>, E> {
        self.db.begin_writing()?;
        let done = act(self);
        let committed = match done {
            Ok(value) => match self.db.commit() {
                Ok(()) => return Ok(Committed::Done(value)),
                Err(error @ Error::InDoubt { .. }) => Ok(Committed::InDoubt(value, error)),
                Err(error) => Err(error.into()),
            },
            Err(error) => Err(error),
        };
        // Some errors have ended the transaction already: the first is the one to tell.
        drop(self.db.undo());
        committed
    }

    /// What is known of a request by its key, kept within the last day.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn answered(&mut self, asked: &IdempotencyKey, now: Instant) -> Result<KeyState, Error> {
        let oldest = Value::Int(now.0.saturating_sub(KEPT));
        let (account, key) = (Value::Int(i64::from(asked.account)), Value::Bytes(&asked.key.0));
        let sql = "SELECT request, status, place, body FROM answers \
                   WHERE account = $1 AND name = $2 AND began >= $3 AND status > 0";
        let found = self.db.query(sql, &[account, key, oldest])?;
        let Some(row) = found.first() else { return Ok(KeyState::Nothing) };
        let read = || {
            if row.bytes(0)? != asked.request.0 {
                return Some(KeyState::Another);
            }
            let status = u16::try_from(row.int(1)?).ok()?;
            Some(KeyState::Answered(KeptAnswer {
                status,
                location: row.text(2)?.to_owned(),
                body: row.bytes(3)?.to_vec(),
            }))
        };
        read().ok_or_else(|| self.db.damaged("answers"))
    }

    /// Keeps an answer under a key, inside the transaction of the act it
    /// answers, and forgets those kept longer than a day.
    ///
    /// # Errors
    /// [`Error::KeyTaken`] where an answer is kept under it already.
    pub fn keep_answer(&mut self, asked: &IdempotencyKey, answer: &KeptAnswer, now: Instant) -> Result<(), Error> {
        let oldest = Value::Int(now.0.saturating_sub(KEPT));
        self.db.write(Lock::Audit, |db| {
            db.execute("DELETE FROM answers WHERE began < $1", &[oldest])?;
            // A row without a status is what an earlier version began and never answered.
            let sql = "INSERT INTO answers (account, name, request, began, status, place, body) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, name) DO UPDATE SET \
                       request = excluded.request, began = excluded.began, status = excluded.status, \
                       place = excluded.place, body = excluded.body WHERE answers.status = 0";
            let values = [
                Value::Int(i64::from(asked.account)),
                Value::Bytes(&asked.key.0),
                Value::Bytes(&asked.request.0),
                Value::Int(now.0),
                Value::Int(i64::from(answer.status)),
                Value::Text(&answer.location),
                Value::Bytes(&answer.body),
            ];
            if db.execute(sql, &values)? == 1 { Ok(()) } else { Err(Error::KeyTaken) }
        })
    }

    /// The result of an act by its opening, once every transaction that could
    /// still write it has ended; `None`: it was not done.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn outcome(&mut self, opening: &Opening) -> Result<Option<String>, Error> {
        self.db.write(Lock::Audit, |db| {
            let sql = "SELECT result FROM audit WHERE act = $1 AND step = 2";
            let found = db.query(sql, &[Value::Int(opening.number() as i64)])?;
            Ok(found.first().and_then(|row| row.text(0)).map(str::to_owned))
        })
    }
}
