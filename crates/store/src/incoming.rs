//! A file's rows, gathered and encoded before any transaction begins, so that
//! the register is locked only for the work it must do itself.

use huigu_facts::{Kind, Row};

use crate::Error;
use crate::batch::BatchNumber;
use crate::column::Encoder;
use crate::names::LocalNames;
use crate::tables::{self, Table};

/// A row on its way in: where its bytes are, and its row of the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// The first eight bytes of the key: most comparisons end here.
    prefix: u64,
    at: usize,
    key: u32,
    length: u32,
    pub row: u32,
}

impl Entry {
    pub(crate) fn key<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.at..self.at + self.key as usize]
    }

    pub(crate) fn content<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.at + self.key as usize..self.at + self.length as usize]
    }
}

/// The rows that belong into one table.
pub(crate) struct Part {
    pub table: &'static Table,
    pub entries: Vec<Entry>,
}

impl Part {
    /// Puts the numbers the register gave in place of the local ones, and
    /// sorts the rows by key, equal ones by their row in the file.
    pub(crate) fn settle(&mut self, bytes: &mut [u8], numbers: &[[u8; 4]]) {
        if self.table.ids.is_some() {
            for entry in &self.entries {
                if let Some(number) = bytes[entry.at..].first_chunk_mut::<4>() {
                    let local = (u32::from_be_bytes(*number) ^ (1 << 31)) as usize;
                    *number = numbers[local];
                }
            }
        }
        for entry in &mut self.entries {
            let mut prefix = [0; 8];
            let key = entry.key(bytes);
            let length = key.len().min(8);
            prefix[..length].copy_from_slice(&key[..length]);
            entry.prefix = u64::from_be_bytes(prefix);
        }
        let bytes = &*bytes;
        self.entries.sort_unstable_by(|one, other| {
            let keys = || one.key(bytes).cmp(other.key(bytes));
            one.prefix.cmp(&other.prefix).then_with(keys).then(one.row.cmp(&other.row))
        });
    }

    /// The first key that stands twice where it may stand once: both rows.
    pub(crate) fn twice(&self, bytes: &[u8]) -> Option<(u32, u32)> {
        if self.table.counted {
            return None;
        }
        let pairs = self
            .entries
            .windows(2)
            .filter(|pair| pair[0].prefix == pair[1].prefix && pair[0].key(bytes) == pair[1].key(bytes));
        pairs.map(|pair| (pair[0].row, pair[1].row)).min()
    }
}

/// The rows of one file, ready for [`Store::import`](crate::Store::import).
pub struct Incoming {
    pub(crate) kind: Kind,
    pub(crate) encoder: Encoder,
    pub(crate) names: LocalNames,
    pub(crate) parts: Vec<Part>,
    pub(crate) checked: Option<BatchNumber>,
}

impl Incoming {
    /// No rows yet, of a kind of book.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        let parts = tables::tables_of(kind).map(|table| Part { table, entries: Vec::new() }).collect();
        Self { kind, encoder: Encoder::default(), names: LocalNames::default(), parts, checked: None }
    }

    /// Says after which batch the rows were checked together with the
    /// register's: if it has moved on since, the import is refused.
    pub fn set_checked(&mut self, after: BatchNumber) {
        self.checked = Some(after);
    }

    /// The rows of an iterator, each with its row number in the file (from 1).
    ///
    /// # Errors
    /// As [`Incoming::push`].
    pub fn of<'a>(kind: Kind, rows: impl IntoIterator<Item = (u32, Row<'a>)>) -> Result<Self, Error> {
        let mut incoming = Self::new(kind);
        for (number, row) in rows {
            incoming.push(number, &row)?;
        }
        Ok(incoming)
    }

    /// Takes a row; `number` is its row in the file, from 1.
    ///
    /// # Errors
    /// [`Error::WrongKind`], [`Error::BadText`] or [`Error::TooMany`]; what
    /// was gathered is then of no use.
    pub fn push(&mut self, number: u32, row: &Row<'_>) -> Result<(), Error> {
        if row.kind() != self.kind {
            return Err(Error::WrongKind { kind: self.kind, row: number });
        }
        // Numbers in the tables are signed.
        if i32::try_from(number).is_err() || self.len() >= i32::MAX as usize {
            return Err(Error::TooMany { what: "rows" });
        }
        let at = self.encoder.bytes.len();
        let (part, key_end) = tables::put(row, &mut self.names, &mut self.encoder);
        if self.encoder.bad_text {
            return Err(Error::BadText { kind: self.kind, row: number });
        }
        let (key, length) = (key_end - at, self.encoder.bytes.len() - at);
        let lengths = u32::try_from(key).ok().zip(u32::try_from(length).ok());
        let (key, length) = lengths.ok_or(Error::TooMany { what: "bytes" })?;
        self.parts[part].entries.push(Entry { prefix: 0, at, key, length, row: number });
        Ok(())
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.entries.len()).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
