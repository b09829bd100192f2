//! PostgreSQL over one connection; rows in bulk by binary COPY both ways.

use std::error::Error as _;
use std::io::{BufRead, Write};
use std::time::Duration;

use bytes::{BufMut, BytesMut};
use postgres::error::SqlState;
use postgres::types::{FromSql, IsNull, ToSql, Type as PgType};
use postgres::{Client, Config};

use super::cells::{Cell, Cells, Record, Tuple, Value};
use super::connection::{Connection, Give, Load, Lock, PATIENCE, Take};
use super::tls;
use super::work::{Tally, Work};
use crate::column::{Column, Field};
use crate::{Error, Place};

/// What a binary COPY begins with: signature, flags, length of extensions.
const HEADER: &[u8; 19] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// Bytes gathered before they are sent.
const CHUNK: usize = 256 * 1024;
/// How long an idle connection may take to answer.
const ANSWERS: Duration = Duration::from_secs(5);

/// A connection to a register's database.
pub(crate) struct Postgresql {
    place: String,
    /// Whether a transaction is under way.
    inside: bool,
    tally: Tally,
    client: Client,
}

type Boxed = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &PgType, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match self {
            Value::Null => return Ok(IsNull::Yes),
            Value::Int(value) if *ty == PgType::INT2 => out.put_i16(i16::try_from(*value)?),
            Value::Int(value) if *ty == PgType::INT4 => out.put_i32(i32::try_from(*value)?),
            Value::Int(value) => out.put_i64(*value),
            Value::Text(text) => out.put_slice(text.as_bytes()),
            Value::Bytes(bytes) => out.put_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(ty: &PgType) -> bool {
        [PgType::INT2, PgType::INT4, PgType::INT8, PgType::TEXT, PgType::BYTEA].contains(ty)
    }

    postgres::types::to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(ty: &PgType, raw: &'a [u8]) -> Result<Self, Boxed> {
        Ok(match *ty {
            PgType::INT2 => Self::Int(i64::from(i16::from_sql(ty, raw)?)),
            PgType::INT4 => Self::Int(i64::from(i32::from_sql(ty, raw)?)),
            PgType::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            PgType::BYTEA => Self::Bytes(raw.to_vec()),
            _ => Self::Text(String::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &PgType) -> Result<Self, Boxed> {
        Ok(Self::Null)
    }

    fn accepts(ty: &PgType) -> bool {
        <Value<'_> as ToSql>::accepts(ty) || <String as FromSql<'_>>::accepts(ty)
    }
}

/// A field's bytes as the server sends them, which are those of a COPY.
struct Raw<'a>(Option<&'a [u8]>);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &PgType, raw: &'a [u8]) -> Result<Self, Boxed> {
        Ok(Self(Some(raw)))
    }

    fn from_sql_null(_: &PgType) -> Result<Self, Boxed> {
        Ok(Self(None))
    }

    fn accepts(_: &PgType) -> bool {
        true
    }
}

/// Everything an error says, as the driver hides the cause.
fn whole_text(error: &postgres::Error) -> String {
    if let Some(said) = error.as_db_error() {
        return said.message().to_owned();
    }
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text = format!("{text}: {deeper}");
        cause = deeper.source();
    }
    text
}

/// The error of ours that an error of PostgreSQL is.
fn db_error(place: &str, connected: bool, error: &postgres::Error) -> Error {
    let (place, why) = (place.to_owned(), whole_text(error));
    let Some(state) = error.code() else {
        return match (connected, error.is_closed()) {
            (true, _) | (_, true) => Error::Cut { place, why },
            (false, false) => Error::Unreachable { place, why },
        };
    };
    let gone = [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT];
    let absent = [SqlState::INVALID_CATALOG_NAME, SqlState::CANNOT_CONNECT_NOW, SqlState::TOO_MANY_CONNECTIONS];
    // The second: a server that lets nobody in without encryption, among others.
    let denied = [
        SqlState::INSUFFICIENT_PRIVILEGE,
        SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
        SqlState::READ_ONLY_SQL_TRANSACTION,
    ];
    if *state == SqlState::INVALID_PASSWORD {
        Error::WrongPassword { place }
    } else if *state == SqlState::LOCK_NOT_AVAILABLE {
        Error::Locked { place }
    } else if *state == SqlState::DISK_FULL {
        Error::DiskFull { place }
    } else if gone.contains(state) {
        Error::Cut { place, why }
    } else if absent.contains(state) {
        Error::Unreachable { place, why }
    } else if denied.contains(state) {
        Error::Denied { place, why }
    } else if [SqlState::DATA_CORRUPTED, SqlState::INDEX_CORRUPTED].contains(state) {
        Error::Damaged { place, what: why }
    } else {
        Error::Database { place, why: format!("{why} ({})", state.code()) }
    }
}

impl Postgresql {
    pub(super) fn connect(place: &Place, url: &str) -> Result<Self, Error> {
        let shown = place.to_string();
        let (url, options) = tls::taken_out(&shown, url)?;
        let parsed: Result<Config, _> = url.parse();
        let mut config = parsed.map_err(|error| db_error(&shown, false, &error))?;
        config.application_name("huigu").connect_timeout(Duration::from_secs(15));
        let client = options.connect(&shown, &mut config)?.map_err(|error| {
            // A server that wants a password refuses a URL without one before it is asked.
            if whole_text(&error).contains("password missing") {
                return Error::WrongPassword { place: shown.clone() };
            }
            tls::tls_error(&shown, &error).unwrap_or_else(|| db_error(&shown, false, &error))
        })?;
        let mut db = Self { place: shown, inside: false, tally: Tally::default(), client };
        // A commit that returned is on the disk, whatever the server's default.
        db.script("SET synchronous_commit = on; SET client_min_messages = warning")?;
        db.set_patience(PATIENCE)?;
        Ok(db)
    }

    fn error(&self, error: &postgres::Error) -> Error {
        db_error(&self.place, true, error)
    }

    /// Puts rows into the temporary table `given`.
    fn give(&mut self, columns: &[Column], each: &mut Give<'_>) -> Result<(), Error> {
        let typed: Vec<String> = columns.iter().map(|column| format!("{} {}", column.name, column.ty.sql())).collect();
        let sql = format!(
            "DROP TABLE IF EXISTS pg_temp.given; CREATE TEMP TABLE given ({}) ON COMMIT DROP",
            typed.join(", ")
        );
        self.script(&self.written(&sql))?;
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        self.load("pg_temp.given", &names, &[], each)?;
        self.script("ANALYZE pg_temp.given")
    }
}

impl Connection for Postgresql {
    fn place(&self) -> &str {
        &self.place
    }

    fn is_sqlite(&self) -> bool {
        false
    }

    fn is_lost(&mut self) -> bool {
        // It is asked, a round trip of some hundredths of a millisecond: what it said
        // when it closed may not have been read yet, and then nobody would know.
        self.client.is_valid(ANSWERS).is_err()
    }

    fn work(&self) -> Work {
        self.tally.work()
    }

    fn inside(&self) -> bool {
        self.inside
    }

    fn set_durable(&mut self, durable: bool) -> Result<(), Error> {
        self.script(if durable { "SET synchronous_commit = on" } else { "SET synchronous_commit = off" })
    }

    fn end(&mut self, sql: &str) -> Result<(), Error> {
        self.inside = false;
        self.script(sql)
    }

    fn written(&self, sql: &str) -> String {
        // Texts compare by their bytes, as everywhere.
        let sql = sql.replace("{text}", "TEXT COLLATE \"C\"").replace("{bytes}", "BYTEA");
        sql.replace("{keyed}", "").replace("{position}", "strpos")
    }

    fn set_patience(&mut self, patience: Duration) -> Result<(), Error> {
        self.script(&format!("SET lock_timeout = {}", patience.as_millis().clamp(1, i32::MAX as u128)))
    }

    fn begin(&mut self, lock: Option<Lock>) -> Result<(), Error> {
        let Some(lock) = lock else {
            self.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
            self.inside = true;
            return Ok(());
        };
        self.begin_writing()?;
        // What follows the lock sees all that the lock's last holder did.
        self.lock(lock).inspect_err(|_| {
            drop(self.client.batch_execute("ROLLBACK"));
            self.inside = false;
        })
    }

    fn begin_writing(&mut self) -> Result<(), Error> {
        self.script("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")?;
        self.inside = true;
        Ok(())
    }

    fn begin_looking_up(&mut self) -> Result<(), Error> {
        self.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE")?;
        self.inside = true;
        Ok(())
    }

    fn lock(&mut self, lock: Lock) -> Result<(), Error> {
        // "huigu" as bytes, and one number for each lock.
        let key: i64 = 0x68_7569_6775_0000 + if lock == Lock::Register { 1 } else { 2 };
        self.script(&format!("SELECT pg_advisory_xact_lock({key})"))
    }

    fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.tally.statement(0, 0);
        self.client.batch_execute(sql).map_err(|error| self.error(&error))
    }

    fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        self.tally.statement(0, 0);
        self.client.execute(sql, &values).map_err(|error| self.error(&error))
    }

    fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Record>, Error> {
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        let rows = self.client.query(sql, &values).map_err(|error| self.error(&error))?;
        self.tally.statement(rows.len() as u64, 0);
        let record = |row: &postgres::Row| (0..row.len()).map(|at| row.try_get::<_, Cell>(at)).collect();
        let records: Result<Vec<Vec<Cell>>, _> = rows.iter().map(record).collect();
        Ok(records.map_err(|error| self.error(&error))?.into_iter().map(Record).collect())
    }

    fn scan(&mut self, sql: &str, each: &mut Take<'_>) -> Result<(), Error> {
        let place = &self.place;
        let copy = format!("COPY ({sql}) TO STDOUT (FORMAT binary)");
        let reader = self.client.copy_out(&copy).map_err(|error| db_error(place, true, &error))?;
        let mut copy = CopyOut { place, reader, tuple: Tuple::default() };
        copy.header()?;
        let mut count = 0;
        while copy.next()? {
            count += 1;
            each(&Cells::Postgresql(&copy.tuple)).map_err(|unfit| copy.broken(&format!("cell {}", unfit.0)))?;
        }
        self.tally.statement(count, 0);
        Ok(())
    }

    fn ask(&mut self, sql: &str, values: &[Value<'_>], each: &mut Take<'_>) -> Result<(), Error> {
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        let rows = self.client.query(sql, &values).map_err(|error| self.error(&error))?;
        self.tally.statement(rows.len() as u64, 0);
        let mut tuple = Tuple::default();
        for row in &rows {
            tuple.bytes.clear();
            tuple.fields.clear();
            for at in 0..row.len() {
                let raw = row.try_get::<_, Raw<'_>>(at).map_err(|error| self.error(&error))?;
                let from = tuple.bytes.len() as u32;
                tuple.bytes.extend_from_slice(raw.0.unwrap_or_default());
                tuple.fields.push(raw.0.map(|_| (from, tuple.bytes.len() as u32)));
            }
            each(&Cells::Postgresql(&tuple))
                .map_err(|unfit| Error::Damaged { place: self.place.clone(), what: format!("cell {}", unfit.0) })?;
        }
        Ok(())
    }

    fn load(&mut self, table: &str, columns: &[&str], same: &[(&str, i32)], each: &mut Give<'_>) -> Result<(), Error> {
        let place = &self.place;
        let all: Vec<&str> = columns.iter().chain(same.iter().map(|(column, _)| column)).copied().collect();
        let copy = format!("COPY {table} ({}) FROM STDIN (FORMAT binary)", all.join(", "));
        let mut writer = self.client.copy_in(&copy).map_err(|error| db_error(place, true, &error))?;
        let mut tail = Vec::new();
        same.iter().for_each(|(_, value)| put(&mut tail, Field::Int(*value)));
        let count = (all.len() as i16).to_be_bytes();
        let mut rows = CopyIn { place, buffer: HEADER.to_vec(), count, tail, out: &mut writer };
        each(&mut rows)?;
        rows.buffer.extend_from_slice(&(-1i16).to_be_bytes());
        rows.send()?;
        writer.finish().map_err(|error| db_error(place, true, &error))?;
        self.tally.statement(0, 0);
        Ok(())
    }

    fn execute_many(&mut self, [_, sql]: [&str; 2], columns: &[Column], each: &mut Give<'_>) -> Result<u64, Error> {
        self.give(columns, each)?;
        let touched = self.execute(sql, &[])?;
        self.script("DROP TABLE pg_temp.given")?;
        Ok(touched)
    }

    fn scan_many(
        &mut self,
        [_, sql]: [&str; 2],
        columns: &[Column],
        given: &mut Give<'_>,
        each: &mut Take<'_>,
    ) -> Result<(), Error> {
        self.give(columns, given)?;
        self.scan(sql, each)?;
        self.script("DROP TABLE pg_temp.given")
    }
    fn own_check(&mut self) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }
}

/// The error behind a broken stream.
fn stream_error(place: &str, error: std::io::Error) -> Error {
    let why = error.to_string();
    match error.into_inner().map(|inner| inner.downcast::<postgres::Error>()) {
        Some(Ok(inner)) => db_error(place, true, &inner),
        _ => Error::Cut { place: place.to_owned(), why },
    }
}

/// Rows on their way in.
struct CopyIn<'c, W> {
    place: &'c str,
    buffer: Vec<u8>,
    /// How many fields a row has.
    count: [u8; 2],
    /// The fields every row ends with.
    tail: Vec<u8>,
    out: W,
}

/// Appends a field as a binary COPY has it.
fn put(out: &mut Vec<u8>, field: Field<'_>) {
    let mut sized = |bytes: &[u8]| {
        out.extend_from_slice(&(bytes.len() as i32).to_be_bytes());
        out.extend_from_slice(bytes);
    };
    match field {
        Field::Null => out.extend_from_slice(&(-1i32).to_be_bytes()),
        Field::Small(value) => sized(&value.to_be_bytes()),
        Field::Int(value) => sized(&value.to_be_bytes()),
        Field::Big(value) => sized(&value.to_be_bytes()),
        Field::Text(bytes) | Field::Bytes(bytes) => sized(bytes),
    }
}

impl<W: Write> CopyIn<'_, W> {
    fn send(&mut self) -> Result<(), Error> {
        let sent = self.out.write_all(&self.buffer);
        self.buffer.clear();
        sent.map_err(|error| stream_error(self.place, error))
    }
}

impl<W: Write> Load for CopyIn<'_, W> {
    fn row(&mut self, fields: &[Field<'_>]) -> Result<(), Error> {
        self.buffer.extend_from_slice(&self.count);
        fields.iter().for_each(|field| put(&mut self.buffer, *field));
        self.buffer.extend_from_slice(&self.tail);
        if self.buffer.len() > CHUNK { self.send() } else { Ok(()) }
    }
}

/// Rows on their way out.
struct CopyOut<'c, R> {
    place: &'c str,
    reader: R,
    tuple: Tuple,
}

impl<R: BufRead> CopyOut<'_, R> {
    fn broken(&self, what: &str) -> Error {
        Error::Damaged { place: self.place.to_owned(), what: what.to_owned() }
    }

    fn exact<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes).map_err(|error| stream_error(self.place, error))?;
        Ok(bytes)
    }

    fn header(&mut self) -> Result<(), Error> {
        if self.exact::<19>()? == *HEADER { Ok(()) } else { Err(self.broken("COPY")) }
    }

    /// The next row into `tuple`; false at the end.
    fn next(&mut self) -> Result<bool, Error> {
        // A message is a row, as a rule: then its bytes are there in one piece.
        let ready = self.reader.fill_buf().map_err(|error| stream_error(self.place, error))?;
        if let Some(taken) = self.tuple.take(ready) {
            self.reader.consume(taken);
            return Ok(true);
        }
        let fields = i16::from_be_bytes(self.exact()?);
        if fields < 0 {
            // The end of the stream is read too, so that its errors are told.
            let mut rest = Vec::new();
            self.reader.read_to_end(&mut rest).map_err(|error| stream_error(self.place, error))?;
            return Ok(false);
        }
        self.tuple.bytes.clear();
        self.tuple.fields.clear();
        for _ in 0..fields {
            let length = i32::from_be_bytes(self.exact()?);
            let Ok(length) = usize::try_from(length) else {
                self.tuple.fields.push(None);
                continue;
            };
            let from = self.tuple.bytes.len();
            self.tuple.bytes.resize(from + length, 0);
            let read = self.reader.read_exact(&mut self.tuple.bytes[from..]);
            read.map_err(|error| stream_error(self.place, error))?;
            self.tuple.fields.push(Some((from as u32, (from + length) as u32)));
        }
        Ok(true)
    }
}
