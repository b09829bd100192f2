//! What a connection does, whichever database is at its other end.

use std::time::Duration;

use super::cells::{Cells, DecodeError, Record, Value};
use super::work::Work;
use crate::Error;
use crate::column::{Column, Field};

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

/// Takes rows in bulk.
pub(crate) trait Load {
    /// One row: a field a column.
    fn row(&mut self, fields: &[Field<'_>]) -> Result<(), Error>;
}

/// Hands over rows.
pub(crate) type Give<'g> = dyn FnMut(&mut dyn Load) -> Result<(), Error> + 'g;
/// Takes a row that was found.
pub(crate) type Take<'t> = dyn FnMut(&Cells<'_>) -> Result<(), DecodeError> + 't;

/// A connection.
pub(crate) trait Connection {
    /// The place, for messages.
    fn place(&self) -> &str;

    /// Whether it is SQLite.
    fn is_sqlite(&self) -> bool;

    /// Whether the other end has closed the connection.
    fn is_lost(&mut self) -> bool;

    /// What it did since it was opened.
    fn work(&self) -> Work;

    /// How long to wait for a lock.
    fn set_patience(&mut self, patience: Duration) -> Result<(), Error>;

    /// Whether a commit waits for the disk.
    fn set_durable(&mut self, durable: bool) -> Result<(), Error>;

    /// Whether a transaction is under way.
    fn inside(&self) -> bool;

    /// Begins a transaction: under a lock, or to read one state of the database.
    fn begin(&mut self, lock: Option<Lock>) -> Result<(), Error>;

    /// Begins a transaction that will write; what it writes takes the locks, and
    /// each statement sees what was committed before it began.
    fn begin_writing(&mut self) -> Result<(), Error>;

    /// Begins to read one state of the database, with temporary tables.
    fn begin_looking_up(&mut self) -> Result<(), Error>;

    /// Takes a lock inside a transaction; that of the audit chain after the register's.
    fn lock(&mut self, lock: Lock) -> Result<(), Error>;

    /// Ends the transaction under way by a statement.
    fn end(&mut self, sql: &str) -> Result<(), Error>;

    /// A statement of the schema as this database writes it.
    fn written(&self, sql: &str) -> String;

    /// Several statements without parameters.
    fn script(&mut self, sql: &str) -> Result<(), Error>;

    /// A statement; how many rows it touched.
    fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error>;

    /// The rows of a question with a short answer.
    fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Record>, Error>;

    /// Every row of a question with a long answer, without parameters.
    fn scan(&mut self, sql: &str, each: &mut Take<'_>) -> Result<(), Error>;

    /// Every row of a question with parameters.
    fn ask(&mut self, sql: &str, values: &[Value<'_>], each: &mut Take<'_>) -> Result<(), Error>;

    /// Appends rows in bulk; `each` hands over what `columns` hold, those of
    /// `same` hold one number in every row.
    fn load(&mut self, table: &str, columns: &[&str], same: &[(&str, i32)], each: &mut Give<'_>) -> Result<(), Error>;

    /// Runs a statement for many rows of parameters, in one of two ways: the first
    /// once a row, or the second over a temporary table `given` of the rows.
    /// SQLite is fastest the first way, PostgreSQL the second.
    fn execute_many(&mut self, ways: [&str; 2], columns: &[Column], given: &mut Give<'_>) -> Result<u64, Error>;

    /// Asks a question for many rows of parameters, likewise; rows come in the
    /// order of the parameters on SQLite, as the second orders them on PostgreSQL.
    fn scan_many(
        &mut self,
        ways: [&str; 2],
        columns: &[Column],
        given: &mut Give<'_>,
        each: &mut Take<'_>,
    ) -> Result<(), Error>;

    /// What the database itself says of its state: empty when well.
    fn own_check(&mut self) -> Result<Vec<String>, Error>;
}
