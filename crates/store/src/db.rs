//! One way to speak with both databases: one SQL text, parameters as `$1`,
//! rows as cells, rows in bulk through the fastest way each has.

mod cells;
#[cfg(feature = "faults")]
pub mod faults;
mod postgresql;
mod sqlite;
mod tls;
mod work;

pub(crate) use cells::{Cell, Cells, DecodeError, Record, Tuple, Value};
pub(crate) use tls::MODES;
pub use work::Work;

use std::time::Duration;

use postgresql::Postgresql;
use sqlite::Sqlite;

use crate::column::{Column, Field};
use crate::schema::TableDef;
use crate::{Error, Place};

/// How long to wait for another writer unless told otherwise.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// What a transaction keeps others out of, until it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lock {
    /// Batches, facts, settlements, tables.
    Register,
    /// The audit chain alone.
    Audit,
}

/// A connection.
pub(crate) enum Db {
    Sqlite(Box<Sqlite>),
    Postgresql(Box<Postgresql>),
}

/// Takes rows in bulk.
pub(crate) trait Load {
    /// One row: a field a column.
    fn row(&mut self, fields: &[Field<'_>]) -> Result<(), Error>;
}

impl Db {
    /// Connects; makes folder and file of an SQLite register if `make`.
    pub(crate) fn connect(place: &Place, make: bool) -> Result<Self, Error> {
        Ok(match place {
            Place::Folder(_) => Self::Sqlite(Box::new(Sqlite::connect(place, make)?)),
            Place::Database(url) => Self::Postgresql(Box::new(Postgresql::connect(place, url)?)),
        })
    }

    /// The place, for messages.
    pub(crate) fn place(&self) -> &str {
        match self {
            Self::Sqlite(db) => &db.place,
            Self::Postgresql(db) => &db.place,
        }
    }

    /// Whether it is SQLite.
    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Whether the other end has closed the connection.
    pub(crate) fn is_lost(&mut self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgresql(db) => db.is_lost(),
        }
    }

    /// What it did since it was opened.
    pub(crate) fn work(&self) -> Work {
        match self {
            Self::Sqlite(db) => db.tally.work(),
            Self::Postgresql(db) => db.tally.work(),
        }
    }

    /// How long to wait for a lock.
    pub(crate) fn set_patience(&mut self, patience: Duration) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.set_patience(patience),
            Self::Postgresql(db) => db.set_patience(patience),
        }
    }

    /// Whether a commit waits for the disk.
    pub(crate) fn set_durable(&mut self, durable: bool) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => {
                db.script(if durable { "PRAGMA synchronous = FULL" } else { "PRAGMA synchronous = OFF" })
            }
            Self::Postgresql(db) => {
                db.script(if durable { "SET synchronous_commit = on" } else { "SET synchronous_commit = off" })
            }
        }
    }

    /// Runs one statement without waiting for whoever is writing.
    pub(crate) fn without_waiting<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.set_patience(Duration::from_millis(1))?;
        let done = act(self);
        self.set_patience(PATIENCE)?;
        done
    }

    /// Whether a transaction is under way.
    pub(crate) fn inside(&self) -> bool {
        match self {
            Self::Sqlite(db) => db.inside(),
            Self::Postgresql(db) => db.inside,
        }
    }

    pub(crate) fn begin(&mut self, lock: Option<Lock>) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.begin(lock),
            Self::Postgresql(db) => db.begin(lock),
        }
    }

    fn end(&mut self, sql: &str) -> Result<(), Error> {
        if let Self::Postgresql(db) = self {
            db.inside = false;
        }
        self.script(sql)
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

    /// Begins a transaction that will write; what it writes takes the locks.
    pub(crate) fn begin_writing(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.begin(Some(Lock::Register)),
            Self::Postgresql(db) => db.begin_writing(),
        }
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
        match self {
            Self::Sqlite(db) => db.begin(None),
            Self::Postgresql(db) => db.begin_looking_up(),
        }?;
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
        let committed = faults::around_commit(self, |db| db.end("COMMIT"));
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

    /// Takes a lock inside a transaction; that of the audit chain after the register's.
    pub(crate) fn lock(&mut self, lock: Lock) -> Result<(), Error> {
        match self {
            // The file has one lock, and this transaction holds it.
            Self::Sqlite(_) => Ok(()),
            Self::Postgresql(db) => db.lock(lock),
        }
    }

    /// Runs statements of the schema, which write `{text}`, `{bytes}` and
    /// `{keyed}` and `{position}` where the databases differ (see `schema/0001.sql`).
    pub(crate) fn define(&mut self, sql: &str) -> Result<(), Error> {
        // Braces in a step's own comment are replaced too, which does no harm.
        let sql = if self.is_sqlite() { sqlite::written(sql) } else { postgresql::written(sql) };
        self.script(&sql)
    }

    /// Several statements without parameters.
    pub(crate) fn script(&mut self, sql: &str) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.script(sql),
            Self::Postgresql(db) => db.script(sql),
        }
    }

    /// A statement; how many rows it touched.
    pub(crate) fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        match self {
            Self::Sqlite(db) => db.execute(sql, values),
            Self::Postgresql(db) => db.execute(sql, values),
        }
    }

    /// Appends a row to a table: a value a column, in the order declared.
    pub(crate) fn insert(&mut self, table: &TableDef, values: &[Value<'_>]) -> Result<(), Error> {
        self.execute(&table.insert(), values).map(drop)
    }

    /// The rows of a question with a short answer.
    pub(crate) fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Record>, Error> {
        match self {
            Self::Sqlite(db) => db.query(sql, values),
            Self::Postgresql(db) => db.query(sql, values),
        }
    }

    /// The one whole number a question answers with.
    pub(crate) fn number(&mut self, sql: &str, values: &[Value<'_>]) -> Result<i64, Error> {
        let rows = self.query(sql, values)?;
        let number = rows.first().and_then(|row| row.int(0));
        number.ok_or_else(|| self.damaged("a number is missing"))
    }

    /// Every row of a question with a long answer, without parameters.
    pub(crate) fn scan(
        &mut self,
        sql: &str,
        each: &mut dyn FnMut(&Cells<'_>) -> Result<(), DecodeError>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.scan(sql, each),
            Self::Postgresql(db) => db.scan(sql, each),
        }
    }

    /// Every row of a question with parameters.
    pub(crate) fn ask(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&Cells<'_>) -> Result<(), DecodeError>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.ask(sql, values, each),
            Self::Postgresql(db) => db.ask(sql, values, each),
        }
    }

    /// Appends rows in bulk; `each` hands over what `columns` hold, those of
    /// `same` hold one number in every row.
    pub(crate) fn load(
        &mut self,
        table: &str,
        columns: &[&str],
        same: &[(&str, i32)],
        each: &mut dyn FnMut(&mut dyn Load) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.load(table, columns, same, each),
            Self::Postgresql(db) => db.load(table, columns, same, each),
        }
    }

    /// Runs one statement for many rows of parameters, or (`joined`) puts the
    /// rows into a temporary table `given` and runs one statement over it:
    /// SQLite is fastest the first way, PostgreSQL the second.
    pub(crate) fn execute_many(
        &mut self,
        single: &str,
        joined: &str,
        columns: &[Column],
        each: &mut dyn FnMut(&mut dyn Load) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        match self {
            Self::Sqlite(db) => db.execute_many(single, each),
            Self::Postgresql(db) => db.execute_joined(joined, columns, each),
        }
    }

    /// Asks one question for many rows of parameters, likewise; rows come in
    /// the order of the parameters on SQLite, as `joined` orders them on PostgreSQL.
    pub(crate) fn scan_many(
        &mut self,
        single: &str,
        joined: &str,
        columns: &[Column],
        given: &mut dyn FnMut(&mut dyn Load) -> Result<(), Error>,
        each: &mut dyn FnMut(&Cells<'_>) -> Result<(), DecodeError>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(db) => db.scan_many(single, given, each),
            Self::Postgresql(db) => db.scan_joined(joined, columns, given, each),
        }
    }

    /// What the database itself says of its state: empty when well.
    pub(crate) fn own_check(&mut self) -> Result<Vec<String>, Error> {
        match self {
            Self::Sqlite(db) => db.own_check(),
            Self::Postgresql(_) => Ok(Vec::new()),
        }
    }

    /// The error for what does not hold together.
    pub(crate) fn damaged(&self, what: impl Into<String>) -> Error {
        Error::Damaged { place: self.place().to_owned(), what: what.into() }
    }
}
