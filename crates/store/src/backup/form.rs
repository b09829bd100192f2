//! A backup as bytes: enough to write another reader from this page alone.
//!
//! # Byte form, version 1
//! All numbers are big-endian; a text is its length in bytes as a 4-byte
//! number and then its UTF-8.
//!
//! | bytes | what |
//! | --- | --- |
//! | 15 | `HUIGU-BACKUP-1` and a line feed: form and its version |
//! | 8 | version of the register's tables |
//! | 4 + n | plan the register belongs to |
//! | 8 | number of the last row of the audit; 0 when there is none |
//! | 32 | hash of that row; 32 zero bytes when there is none |
//! | 8 | number of the last batch; 0 when there is none |
//! | 4 | number of tables |
//!
//! Then every table of that version but `register` itself, what follows from
//! the others (`touched`, `snapshots`) and what lasts a moment (`sessions`,
//! `attempts`, `answers`); what is referred to stands before what refers to
//! it. Tables and columns are known by their names; their order says nothing.
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 + n | name of the table |
//! | 4 | number of columns |
//! | 4 + n each | names of the columns |
//! | 4 + n each | rows by primary key: the length of the row's cells, never 0, and the cells |
//! | 4 | 0: no more rows |
//! | 8 | number of rows |
//!
//! A cell is one byte that says what follows it: 0 nothing (the cell is
//! empty), 1 a signed number of 8 bytes, 2 a text, 3 bytes after their length
//! as a 4-byte number. After the last table stands SM3 (GB/T 32905-2016) of
//! all bytes before, and nothing after it.
//!
//! There is no time and no name of a machine in it: of one program, two
//! registers with the same content have the same backup, whatever database
//! keeps them.

use std::io::{ErrorKind, Read, Write};

use sm3::{Digest, Sm3};

use crate::catalog::Found;
use crate::chain::{Hash, Head};
use crate::column::{Column, Field, Type};
use crate::db::{Cells, DecodeError};
use crate::{BatchNumber, Error};

/// What every version of the form begins with; its number and a line feed follow.
const MARK: &[u8; 13] = b"HUIGU-BACKUP-";

/// Version of the form.
const FORM: i64 = 1;

/// Bytes gathered before they are hashed and written, or read at once.
const CHUNK: usize = 256 * 1024;

/// What a backup says of itself before its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub version: i64,
    pub plan: String,
    pub head: Option<Head>,
    pub last_batch: BatchNumber,
}

fn damaged(what: &str) -> Error {
    Error::BackupDamaged { what: what.to_owned() }
}

/// Writes the form.
pub(super) struct Sink<'w> {
    out: &'w mut dyn Write,
    buffer: Vec<u8>,
    hasher: Sm3,
    bytes: u64,
}

impl<'w> Sink<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, buffer: Vec::with_capacity(CHUNK + 4096), hasher: Sm3::new(), bytes: 0 }
    }

    fn send(&mut self) -> Result<(), Error> {
        let sent = self.out.write_all(&self.buffer);
        self.hasher.update(&self.buffer);
        self.bytes += self.buffer.len() as u64;
        self.buffer.clear();
        sent.map_err(|error| Error::BackupNotWritten { why: error.to_string() })
    }

    fn run(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let length = u32::try_from(bytes.len()).map_err(|_| Error::TooMany { what: "bytes" })?;
        self.buffer.extend_from_slice(&length.to_be_bytes());
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    pub(super) fn heading(&mut self, heading: &Heading, tables: usize) -> Result<(), Error> {
        self.buffer.extend_from_slice(MARK);
        self.buffer.extend_from_slice(format!("{FORM}\n").as_bytes());
        self.buffer.extend_from_slice(&heading.version.to_be_bytes());
        self.run(heading.plan.as_bytes())?;
        let (number, hash) = heading.head.map_or((0, Hash::ZERO), |head| (head.number, head.hash));
        self.buffer.extend_from_slice(&number.to_be_bytes());
        self.buffer.extend_from_slice(&hash.0);
        self.buffer.extend_from_slice(&u64::from(heading.last_batch.0).to_be_bytes());
        self.buffer.extend_from_slice(&(tables as u32).to_be_bytes());
        // At once: a place that cannot be written to is then known before the work.
        self.send()
    }

    /// The beginning of a table.
    pub(super) fn table(&mut self, name: &str, columns: &[Column]) {
        let put = |text: &str, out: &mut Vec<u8>| {
            out.extend_from_slice(&(text.len() as u32).to_be_bytes());
            out.extend_from_slice(text.as_bytes());
        };
        put(name, &mut self.buffer);
        self.buffer.extend_from_slice(&(columns.len() as u32).to_be_bytes());
        columns.iter().for_each(|column| put(column.name, &mut self.buffer));
    }

    /// A row as it passes by. `Ok(Err(_))` when it could not be written.
    pub(super) fn row(&mut self, columns: &[Column], cells: &Cells<'_>) -> Result<Result<(), Error>, DecodeError> {
        let start = self.buffer.len();
        self.buffer.extend_from_slice(&[0; 4]);
        for (at, column) in columns.iter().enumerate() {
            let (tag, bytes) = match column.ty {
                Type::Text => (2, cells.text(at)?.as_bytes()),
                Type::Bytes => (3, cells.bytes(at)?),
                Type::Small | Type::Int | Type::Big => {
                    let value = cells.int(at)?;
                    self.buffer.push(u8::from(value.is_some()));
                    self.buffer.extend(value.into_iter().flat_map(i64::to_be_bytes));
                    continue;
                }
            };
            self.buffer.push(tag);
            if let Err(error) = self.run(bytes) {
                return Ok(Err(error));
            }
        }
        let Ok(length) = u32::try_from(self.buffer.len() - start - 4) else {
            return Ok(Err(Error::TooMany { what: "bytes" }));
        };
        self.buffer[start..start + 4].copy_from_slice(&length.to_be_bytes());
        Ok(if self.buffer.len() > CHUNK { self.send() } else { Ok(()) })
    }

    pub(super) fn end_of_table(&mut self, rows: u64) {
        self.buffer.extend_from_slice(&[0; 4]);
        self.buffer.extend_from_slice(&rows.to_be_bytes());
    }

    /// The end; how many bytes there are, and the hash they end with.
    pub(super) fn end(mut self) -> Result<(u64, Hash), Error> {
        self.send()?;
        let hash = Hash(self.hasher.finalize_reset().into());
        self.buffer.extend_from_slice(&hash.0);
        self.send()?;
        self.out.flush().map_err(|error| Error::BackupNotWritten { why: error.to_string() })?;
        Ok((self.bytes, hash))
    }
}

/// Reads the form.
pub(super) struct Source<'r> {
    input: &'r mut dyn Read,
    buffer: Vec<u8>,
    /// Bytes of the buffer that were hashed, that were taken, and that there are.
    hashed: usize,
    taken: usize,
    filled: usize,
    hasher: Sm3,
    bytes: u64,
    row: Vec<u8>,
}

impl<'r> Source<'r> {
    pub(super) fn new(input: &'r mut dyn Read) -> Self {
        let (buffer, hasher) = (vec![0; CHUNK], Sm3::new());
        Self { input, buffer, hashed: 0, taken: 0, filled: 0, hasher, bytes: 0, row: Vec::new() }
    }

    fn hash_what_was_taken(&mut self) {
        self.hasher.update(&self.buffer[self.hashed..self.taken]);
        self.hashed = self.taken;
    }

    /// Bytes that are there to be taken; none at the end of the file.
    fn ready(&mut self) -> Result<usize, Error> {
        if self.taken == self.filled {
            self.hash_what_was_taken();
            (self.hashed, self.taken) = (0, 0);
            self.filled = loop {
                match self.input.read(&mut self.buffer) {
                    Ok(read) => break read,
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => {
                        self.filled = 0;
                        return Err(Error::BackupNotRead { why: error.to_string() });
                    }
                }
            };
        }
        Ok(self.filled - self.taken)
    }

    /// The next bytes, gathered as they come: a length that is wrong takes no
    /// more memory than the file has bytes.
    fn gather(&mut self, mut length: usize, into: &mut Vec<u8>) -> Result<(), Error> {
        while length > 0 {
            let part = self.ready()?.min(length);
            if part == 0 {
                return Err(Error::BackupCutOff);
            }
            into.extend_from_slice(&self.buffer[self.taken..self.taken + part]);
            self.taken += part;
            self.bytes += part as u64;
            length -= part;
        }
        Ok(())
    }

    fn exact<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = Vec::with_capacity(N);
        self.gather(N, &mut bytes)?;
        bytes.try_into().map_err(|_| Error::BackupCutOff)
    }

    fn length(&mut self) -> Result<usize, Error> {
        Ok(u32::from_be_bytes(self.exact()?) as usize)
    }

    fn text(&mut self, what: &str) -> Result<String, Error> {
        let (length, mut bytes) = (self.length()?, Vec::new());
        self.gather(length, &mut bytes)?;
        String::from_utf8(bytes).map_err(|_| damaged(what))
    }

    /// The version of the form, from the first bytes.
    fn form(&mut self) -> Result<i64, Error> {
        let none = |error| if error == Error::BackupCutOff { Error::NotABackup } else { error };
        if self.exact().map_err(none)? != *MARK {
            return Err(Error::NotABackup);
        }
        let mut form = 0;
        loop {
            match self.exact().map_err(none)? {
                [b'\n'] if form > 0 => return Ok(form),
                [digit @ b'0'..=b'9'] if form < 1000 => form = form * 10 + i64::from(digit - b'0'),
                _ => return Err(Error::NotABackup),
            }
        }
    }

    /// What the backup says of itself, if this program restores its version,
    /// and how many tables there are.
    pub(super) fn heading(&mut self, current: i64) -> Result<(Heading, usize), Error> {
        let form = self.form()?;
        if form != FORM {
            return Err(Error::NewerBackup { found: form, current: FORM });
        }
        let version = i64::from_be_bytes(self.exact()?);
        if version > current {
            return Err(Error::NewerBackup { found: version, current });
        }
        if version < 1 {
            return Err(damaged("version"));
        }
        let plan = self.text("plan")?;
        if plan.contains('\0') {
            return Err(damaged("plan"));
        }
        let (number, hash) = (u64::from_be_bytes(self.exact()?), Hash(self.exact()?));
        let head = (number > 0).then_some(Head { number, hash });
        let last_batch = u64::from_be_bytes(self.exact()?);
        let last_batch = u32::try_from(last_batch).map(BatchNumber).map_err(|_| damaged("batches"))?;
        Ok((Heading { version, plan, head, last_batch }, self.length()?))
    }

    /// The beginning of a table: its name, and those of its columns.
    pub(super) fn table(&mut self) -> Result<(String, Vec<String>), Error> {
        let name = self.text("tables")?;
        // Gathered as they come: a count that is wrong ends with the file.
        let columns = (0..self.length()?).map(|_| self.text("columns")).collect::<Result<_, _>>()?;
        Ok((name, columns))
    }

    /// The fields of the next row; `None` after the last.
    pub(super) fn row(&mut self, name: &str, columns: &[Found]) -> Result<Option<Vec<Field<'_>>>, Error> {
        let length = self.length()?;
        if length == 0 {
            return Ok(None);
        }
        let mut row = std::mem::take(&mut self.row);
        row.clear();
        let gathered = self.gather(length, &mut row);
        self.row = row;
        gathered?;
        let mut rest = self.row.as_slice();
        let fields: Option<Vec<Field<'_>>> = columns.iter().map(|column| field(column, &mut rest)).collect();
        fields.filter(|_| rest.is_empty()).map(Some).ok_or_else(|| damaged(name))
    }

    /// The end of a table whose rows were counted.
    pub(super) fn end_of_table(&mut self, name: &str, rows: u64) -> Result<(), Error> {
        if u64::from_be_bytes(self.exact()?) == rows { Ok(()) } else { Err(damaged(name)) }
    }

    /// The end: the hash is that of the bytes before, and nothing follows it.
    pub(super) fn end(mut self) -> Result<(u64, Hash), Error> {
        self.hash_what_was_taken();
        let hash = Hash(self.hasher.finalize_reset().into());
        if Hash(self.exact()?) != hash {
            return Err(damaged("SM3"));
        }
        if self.ready()? == 0 { Ok((self.bytes, hash)) } else { Err(damaged("end")) }
    }
}

/// The next cell of a row, if it is one that its column may hold.
fn field<'b>(column: &Found, rest: &mut &'b [u8]) -> Option<Field<'b>> {
    let ([tag], after) = rest.split_first_chunk()?;
    *rest = after;
    match (tag, column.ty) {
        (0, _) => column.nullable.then_some(Field::Null),
        (1, ty) => {
            let (number, after) = rest.split_first_chunk()?;
            *rest = after;
            let number = i64::from_be_bytes(*number);
            match ty {
                Type::Small => i16::try_from(number).ok().map(Field::Small),
                Type::Int => i32::try_from(number).ok().map(Field::Int),
                Type::Big => Some(Field::Big(number)),
                Type::Text | Type::Bytes => None,
            }
        }
        (2 | 3, ty) => {
            let (length, after) = rest.split_first_chunk()?;
            let (run, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
            *rest = after;
            let text = || !run.contains(&0) && std::str::from_utf8(run).is_ok();
            match (tag, ty) {
                (2, Type::Text) => text().then_some(Field::Text(run)),
                (3, Type::Bytes) => Some(Field::Bytes(run)),
                _ => None,
            }
        }
        _ => None,
    }
}
