//! One way to speak with both databases: one SQL text, parameters as `$1`,
//! rows as cells, rows in bulk through the fastest way each has.

mod cells;
mod connection;
#[cfg(feature = "faults")]
pub mod faults;
mod postgresql;
mod sqlite;
mod tls;
mod work;

pub(crate) use cells::{Cell, Cells, DecodeError, Record, Value};
pub(crate) use connection::{Load, Lock, PATIENCE};
pub use work::Work;

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use connection::Connection;
use postgresql::Postgresql;
use sqlite::Sqlite;

use crate::{Error, Place};

/// A connection to either database.
pub(crate) struct Db(Box<dyn Connection + Send>);

impl Deref for Db {
    type Target = dyn Connection + Send;
    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl DerefMut for Db {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut *self.0
    }
}

impl Db {
    /// Connects; makes folder and file of an SQLite register if `make`.
    pub(crate) fn connect(place: &Place, make: bool) -> Result<Self, Error> {
        Ok(Self(match place {
            Place::Folder(_) => Box::new(Sqlite::connect(place, make)?),
            Place::Database(url) => Box::new(Postgresql::connect(place, url)?),
        }))
    }

    /// Runs one statement without waiting for whoever is writing.
    pub(crate) fn without_waiting<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.set_patience(Duration::from_millis(1))?;
        let done = act(self);
        self.set_patience(PATIENCE)?;
        done
    }

    /// Runs `act` in a transaction under a lock: keeps all of what it did, or
    /// with an error nothing. Inside a transaction it is a part of that one.
    pub(crate) fn write<T>(&mut self, lock: Lock, act: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.inside() {
            self.lock(lock)?;
            return act(self);
        }
        self.begin(Some(lock))?;
        self.finish(act)
    }

    /// Runs `act` on one state of the database; inside a transaction, on its.
    pub(crate) fn read<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.inside() {
            return act(self);
        }
        self.begin(None)?;
        self.finish(act)
    }

    /// As [`Db::read`], for questions with given rows: PostgreSQL keeps those
    /// in a temporary table, which no read-only transaction may make.
    pub(crate) fn look_up<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.inside() {
            return act(self);
        }
        self.begin_looking_up()?;
        self.finish(act)
    }

    fn finish<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        let done = act(self);
        self.settle(done)
    }

    /// Ends the transaction under way: keeps what was done if that went well,
    /// else nothing.
    pub(crate) fn settle<T, E: From<Error>>(&mut self, done: Result<T, E>) -> Result<T, E> {
        let done = done.and_then(|value| Ok(self.commit().map(|()| value)?));
        if done.is_err() {
            // Some errors have ended the transaction already, and a connection
            // that is gone has no transaction: the first error is the one to tell.
            drop(self.end("ROLLBACK"));
        }
        done
    }

    /// Keeps what the transaction under way did.
    ///
    /// # Errors
    /// [`Error::InDoubt`] where the database did not say whether it is kept.
    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        #[cfg(feature = "faults")]
        let place = self.place().to_owned();
        #[cfg(feature = "faults")]
        let committed = faults::with_commit_faults(&place, || self.end("COMMIT"));
        #[cfg(not(feature = "faults"))]
        let committed = self.end("COMMIT");
        committed.map_err(|error| match error {
            // These say that it is not: a commit frame that could not be written
            // whole is none, and every connection goes on from the one before.
            Error::Locked { .. } | Error::DiskFull { .. } | Error::DiskFailed { .. } | Error::Denied { .. } => error,
            Error::Cut { place, why } | Error::Unreachable { place, why } | Error::Database { place, why } => {
                Error::InDoubt { place, why }
            }
            other => other,
        })
    }

    /// Ends the transaction under way and takes back what was done.
    pub(crate) fn undo(&mut self) -> Result<(), Error> {
        self.end("ROLLBACK")
    }

    /// Runs statements of the schema, which write `{text}`, `{bytes}` and
    /// `{keyed}` and `{position}` where the databases differ (see `schema/0001.sql`).
    pub(crate) fn define(&mut self, sql: &str) -> Result<(), Error> {
        // Braces in a step's own comment are replaced too, which does no harm.
        let sql = self.written(sql);
        self.script(&sql)
    }

    /// The one whole number a question answers with.
    pub(crate) fn number(&mut self, sql: &str, values: &[Value<'_>]) -> Result<i64, Error> {
        let rows = self.query(sql, values)?;
        let number = rows.first().and_then(|row| row.int(0));
        number.ok_or_else(|| self.damaged("a number is missing"))
    }

    /// The error for what does not hold together.
    pub(crate) fn damaged(&self, what: impl Into<String>) -> Error {
        Error::Damaged { place: self.place().to_owned(), what: what.into() }
    }
}
