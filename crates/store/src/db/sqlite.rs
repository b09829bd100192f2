//! SQLite inside the process: one file in the register's folder.

use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, OpenFlags, Statement, StatementStatus};

use super::cells::{Cell, Cells, DecodeError, Record, Value};
use super::connection::{Connection, Give, Load, Lock, PATIENCE, Take};
use super::work::{Tally, Work};
use crate::column::{Column, Field};
use crate::{Error, Place, private};

/// Values that one statement inserts, at most: beyond that its text is long and nothing is gained.
const VALUES_AT_ONCE: usize = 512;

/// A connection to a register's file.
pub(crate) struct Sqlite {
    place: String,
    tally: Tally,
    connection: rusqlite::Connection,
}

/// Steps of a statement since it was asked last.
fn steps(statement: &Statement<'_>) -> u64 {
    u64::from(statement.reset_status(StatementStatus::VmStep).unsigned_abs())
}

/// `$1` as SQLite numbers parameters.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl rusqlite::ToSql for Field<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Field::Null => ValueRef::Null,
            Field::Small(value) => ValueRef::Integer(i64::from(*value)),
            Field::Int(value) => ValueRef::Integer(i64::from(*value)),
            Field::Big(value) => ValueRef::Integer(*value),
            Field::Text(bytes) => ValueRef::Text(bytes),
            Field::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// How often a new file's journal is asked for again, and how long between.
const ASKED: (usize, Duration) = (500, Duration::from_millis(10));

/// Commits go to a log beside the file. Of several who make one file at once
/// all but the first are refused here, and SQLite's own patience does not
/// reach so far.
fn write_ahead(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    let ask = || connection.pragma_update(None, "journal_mode", "WAL");
    for _ in 0..ASKED.0 {
        match ask() {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => std::thread::sleep(ASKED.1),
            done => return done,
        }
    }
    ask()
}

/// The error of ours that an error of SQLite is.
fn db_error(place: &str, error: &rusqlite::Error) -> Error {
    let (place, why) = (place.to_owned(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
            Error::Locked { place }
        }
        Some(ErrorCode::DiskFull) => Error::DiskFull { place },
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => Error::Denied { place, why },
        Some(ErrorCode::SystemIoFailure) => Error::DiskFailed { place, why },
        Some(ErrorCode::CannotOpen) => Error::Unreachable { place, why },
        Some(ErrorCode::NotADatabase) => Error::NotARegister { place },
        Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { place, what: why },
        _ => Error::Database { place, why },
    }
}

impl Sqlite {
    pub(super) fn connect(place: &Place, make: bool) -> Result<Self, Error> {
        let shown = place.to_string();
        let Some(file) = place.file() else { return Err(Error::NoRegister { place: shown }) };
        if !make && !file.exists() {
            return Err(Error::NoRegister { place: shown });
        }
        if let Some(folder) = file.parent() {
            let unreachable =
                |error: std::io::Error| Error::Unreachable { place: shown.clone(), why: error.to_string() };
            private::make_folder(folder).map_err(unreachable)?;
            // The database takes what lies beside it (-wal, -shm) by the mode of its file.
            if make && !file.exists() {
                drop(
                    private::file_options()
                        .write(true)
                        .create(true)
                        .truncate(false)
                        .open(&file)
                        .map_err(unreachable)?,
                );
            }
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let flags = if make { flags | OpenFlags::SQLITE_OPEN_CREATE } else { flags };
        let settings = |connection: &rusqlite::Connection| {
            connection.busy_timeout(PATIENCE)?;
            // A commit that returned is on the disk; readers see the last whole batch meanwhile.
            write_ahead(connection)?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "foreign_keys", "ON")?;
            connection.pragma_update(None, "temp_store", "MEMORY")?;
            connection.pragma_update(None, "cache_size", -131_072)
        };
        let connection = rusqlite::Connection::open_with_flags(&file, flags)
            .and_then(|connection| settings(&connection).map(|()| connection))
            .map_err(|error| db_error(&shown, &error))?;
        Ok(Self { place: shown, tally: Tally::default(), connection })
    }

    fn error(&self, error: &rusqlite::Error) -> Error {
        db_error(&self.place, error)
    }

    /// Runs a statement whose parameters are bound.
    fn rows(&self, statement: &mut Statement<'_>, each: &mut Take<'_>) -> Result<(), Error> {
        let (mut rows, mut count) = (statement.raw_query(), 0);
        let done = loop {
            match rows.next() {
                Ok(Some(row)) => {
                    count += 1;
                    if let Err(unfit) = each(&Cells::Sqlite(row)) {
                        break Err(self.unfit(unfit));
                    }
                }
                Ok(None) => break Ok(()),
                Err(error) => break Err(self.error(&error)),
            }
        };
        drop(rows);
        self.tally.statement(count, steps(statement));
        done
    }

    fn unfit(&self, unfit: DecodeError) -> Error {
        Error::Damaged { place: self.place.clone(), what: format!("cell {}", unfit.0) }
    }
}

impl Connection for Sqlite {
    fn place(&self) -> &str {
        &self.place
    }

    fn is_sqlite(&self) -> bool {
        true
    }

    fn is_lost(&mut self) -> bool {
        false
    }

    fn work(&self) -> Work {
        self.tally.work()
    }

    fn set_durable(&mut self, durable: bool) -> Result<(), Error> {
        self.script(if durable { "PRAGMA synchronous = FULL" } else { "PRAGMA synchronous = OFF" })
    }

    fn set_patience(&mut self, patience: Duration) -> Result<(), Error> {
        self.connection.busy_timeout(patience).map_err(|error| self.error(&error))
    }

    fn begin(&mut self, lock: Option<Lock>) -> Result<(), Error> {
        self.script(if lock.is_some() { "BEGIN IMMEDIATE" } else { "BEGIN" })
    }

    fn begin_writing(&mut self) -> Result<(), Error> {
        self.begin(Some(Lock::Register))
    }

    fn begin_looking_up(&mut self) -> Result<(), Error> {
        self.begin(None)
    }

    fn lock(&mut self, _: Lock) -> Result<(), Error> {
        // The file has one lock, and this transaction holds it.
        Ok(())
    }

    fn end(&mut self, sql: &str) -> Result<(), Error> {
        self.script(sql)
    }

    fn written(&self, sql: &str) -> String {
        // The primary key can be the table itself.
        let sql = sql.replace("{text}", "TEXT").replace("{bytes}", "BLOB");
        sql.replace("{keyed}", " WITHOUT ROWID").replace("{position}", "instr")
    }

    fn inside(&self) -> bool {
        !self.connection.is_autocommit()
    }

    fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.tally.statement(0, 0);
        self.connection.execute_batch(sql).map_err(|error| self.error(&error))
    }

    fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        let done = self.connection.prepare_cached(&numbered(sql)).and_then(|mut statement| {
            let done = statement.execute(rusqlite::params_from_iter(values));
            self.tally.statement(0, steps(&statement));
            done
        });
        done.map(|touched| touched as u64).map_err(|error| self.error(&error))
    }

    fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Record>, Error> {
        let found = || {
            let mut statement = self.connection.prepare_cached(&numbered(sql))?;
            let columns = statement.column_count();
            let mut rows = statement.query(rusqlite::params_from_iter(values))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let cells = (0..columns).map(|at| row.get_ref(at).map(cell));
                found.push(Record(cells.collect::<rusqlite::Result<_>>()?));
            }
            drop(rows);
            self.tally.statement(found.len() as u64, steps(&statement));
            Ok(found)
        };
        found().map_err(|error: rusqlite::Error| self.error(&error))
    }

    fn scan(&mut self, sql: &str, each: &mut Take<'_>) -> Result<(), Error> {
        let mut statement = self.connection.prepare(sql).map_err(|error| self.error(&error))?;
        self.rows(&mut statement, each)
    }

    fn ask(&mut self, sql: &str, values: &[Value<'_>], each: &mut Take<'_>) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(&numbered(sql)).map_err(|error| self.error(&error))?;
        for (at, value) in values.iter().enumerate() {
            statement.raw_bind_parameter(at + 1, value).map_err(|error| self.error(&error))?;
        }
        self.rows(&mut statement, each)
    }

    fn load(&mut self, table: &str, columns: &[&str], same: &[(&str, i32)], each: &mut Give<'_>) -> Result<(), Error> {
        let most = (VALUES_AT_ONCE / columns.len().max(1)).max(1);
        let insertion = Insertion { db: self, table, columns, same };
        let statement = insertion.of(most)?;
        let mut groups = Groups { insertion, statement, most, gathered: 0, values: Vec::new(), bytes: Vec::new() };
        each(&mut groups)?;
        groups.finish()
    }

    fn execute_many(&mut self, [sql, _]: [&str; 2], _: &[Column], each: &mut Give<'_>) -> Result<u64, Error> {
        let statement = self.connection.prepare(&numbered(sql)).map_err(|error| self.error(&error))?;
        let mut rows = Rows { place: &self.place, statement, touched: 0 };
        each(&mut rows)?;
        self.tally.statement(0, steps(&rows.statement));
        Ok(rows.touched)
    }

    fn scan_many(
        &mut self,
        [sql, _]: [&str; 2],
        _: &[Column],
        given: &mut Give<'_>,
        each: &mut Take<'_>,
    ) -> Result<(), Error> {
        let statement = self.connection.prepare(&numbered(sql)).map_err(|error| self.error(&error))?;
        given(&mut Questions { db: self, statement, each })
    }

    fn own_check(&mut self) -> Result<Vec<String>, Error> {
        let said = self.query("PRAGMA integrity_check(20)", &[])?;
        let said = said.iter().filter_map(|row| row.text(0));
        let mut found: Vec<String> = said.filter(|text| *text != "ok").map(str::to_owned).collect();
        // SQLite takes what a cut-off last page lacks for zeros, and says nothing where zeros stood.
        let page = self.connection.pragma_query_value(None, "page_size", |row| row.get::<_, i64>(0));
        let page = page.map_err(|error| self.error(&error))?;
        // Pages that are still in the log may be written in part only: a checkpoint may have run out of space.
        let all_written = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
            Ok(row.get::<_, i64>(0)? == 0 && row.get::<_, i64>(1)? == row.get::<_, i64>(2)?)
        });
        if !all_written.unwrap_or(false) {
            return Ok(found);
        }
        let length = self.connection.path().and_then(|path| std::fs::metadata(path).ok()).map(|file| file.len());
        if length.is_some_and(|length| !length.is_multiple_of(page.unsigned_abs())) {
            found.push("the file's last page is cut off".to_owned());
        }
        Ok(found)
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Integer(value) => Cell::Int(value),
        ValueRef::Text(bytes) => Cell::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
        // No column of a register holds a binary fraction.
        ValueRef::Null | ValueRef::Real(_) => Cell::Null,
    }
}

fn bind(statement: &mut Statement<'_>, fields: &[Field<'_>]) -> rusqlite::Result<()> {
    for (at, field) in fields.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, field)?;
    }
    Ok(())
}

/// A statement run once a row.
struct Rows<'c> {
    place: &'c str,
    statement: Statement<'c>,
    touched: u64,
}

impl Load for Rows<'_> {
    fn row(&mut self, fields: &[Field<'_>]) -> Result<(), Error> {
        let done = bind(&mut self.statement, fields).and_then(|()| self.statement.raw_execute());
        self.touched += done.map_err(|error| db_error(self.place, &error))? as u64;
        Ok(())
    }
}

/// What is inserted where, several rows a statement.
struct Insertion<'c> {
    db: &'c Sqlite,
    table: &'c str,
    columns: &'c [&'c str],
    same: &'c [(&'c str, i32)],
}

impl<'c> Insertion<'c> {
    /// The statement for so many rows.
    fn of(&self, rows: usize) -> Result<Statement<'c>, Error> {
        let all: Vec<&str> = self.columns.iter().chain(self.same.iter().map(|(column, _)| column)).copied().collect();
        let same: String = self.same.iter().map(|(_, value)| format!(",{value}")).collect();
        let marks = vec!["?"; self.columns.len()].join(",");
        let tuples = vec![format!("({marks}{same})"); rows].join(",");
        // A failure takes the whole transaction back anyway: without OR FAIL
        // SQLite would be ready to take each statement back alone, at the
        // price of copying the pages it touches.
        let sql = format!("INSERT OR FAIL INTO {} ({}) VALUES {tuples}", self.table, all.join(", "));
        self.db.connection.prepare(&sql).map_err(|error| self.db.error(&error))
    }
}

/// A value until its statement runs; texts and bytes lie beside it.
#[derive(Clone, Copy)]
enum Held {
    Null,
    Int(i64),
    Text(usize, usize),
    Bytes(usize, usize),
}

/// Rows inserted in groups.
struct Groups<'c> {
    insertion: Insertion<'c>,
    statement: Statement<'c>,
    /// How many rows the statement takes.
    most: usize,
    gathered: usize,
    values: Vec<Held>,
    bytes: Vec<u8>,
}

impl Groups<'_> {
    fn hold(&mut self, bytes: &[u8]) -> (usize, usize) {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        (from, self.bytes.len())
    }

    /// Inserts what was gathered.
    fn send(&mut self) -> Result<(), Error> {
        let mut bind = || {
            for (at, value) in self.values.iter().enumerate() {
                let value = match *value {
                    Held::Null => ValueRef::Null,
                    Held::Int(value) => ValueRef::Integer(value),
                    Held::Text(from, to) => ValueRef::Text(&self.bytes[from..to]),
                    Held::Bytes(from, to) => ValueRef::Blob(&self.bytes[from..to]),
                };
                self.statement.raw_bind_parameter(at + 1, ToSqlOutput::Borrowed(value))?;
            }
            self.statement.raw_execute()
        };
        bind().map_err(|error| self.insertion.db.error(&error))?;
        self.insertion.db.tally.statement(0, steps(&self.statement));
        self.gathered = 0;
        self.values.clear();
        self.bytes.clear();
        Ok(())
    }

    /// Inserts the last rows, fewer than a full group.
    fn finish(mut self) -> Result<(), Error> {
        if self.gathered == 0 {
            return Ok(());
        }
        self.statement = self.insertion.of(self.gathered)?;
        self.send()
    }
}

impl Load for Groups<'_> {
    fn row(&mut self, fields: &[Field<'_>]) -> Result<(), Error> {
        for field in fields {
            let value = match field {
                Field::Null => Held::Null,
                Field::Small(value) => Held::Int(i64::from(*value)),
                Field::Int(value) => Held::Int(i64::from(*value)),
                Field::Big(value) => Held::Int(*value),
                Field::Text(bytes) => {
                    let (from, to) = self.hold(bytes);
                    Held::Text(from, to)
                }
                Field::Bytes(bytes) => {
                    let (from, to) = self.hold(bytes);
                    Held::Bytes(from, to)
                }
            };
            self.values.push(value);
        }
        self.gathered += 1;
        if self.gathered == self.most { self.send() } else { Ok(()) }
    }
}

/// A question asked once a row.
struct Questions<'c, 'e> {
    db: &'c Sqlite,
    statement: Statement<'c>,
    each: &'e mut Take<'e>,
}

impl Load for Questions<'_, '_> {
    fn row(&mut self, fields: &[Field<'_>]) -> Result<(), Error> {
        bind(&mut self.statement, fields).map_err(|error| self.db.error(&error))?;
        self.db.rows(&mut self.statement, self.each)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use crate::{Place, Store};

    #[test]
    fn a_last_page_cut_off_is_found_though_it_ends_in_zeros() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::from(folder.path());
        let mut store = Store::open(&place, "a").unwrap();
        assert_eq!(store.check(), Ok(Vec::new()));
        drop(store);
        let file = std::fs::OpenOptions::new().write(true).open(place.file().unwrap()).unwrap();
        file.set_len(file.metadata().unwrap().len() - 1).unwrap();
        let found = Store::open_existing(&place, "a").unwrap().check().unwrap();
        assert!(found.iter().any(|one| one.what.contains("cut off")), "{found:?}");
    }

    #[test]
    fn many_may_make_the_same_file_at_once() {
        for _ in 0..25 {
            let folder = tempfile::tempdir().unwrap();
            let place = Place::from(folder.path());
            let together = Barrier::new(8);
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| {
                        together.wait();
                        drop(Store::open(&place, "a").unwrap());
                    });
                }
            });
        }
    }
}
