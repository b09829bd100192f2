//! A file's rows, gathered, encoded and sorted before any transaction begins,
//! so that the register is locked only for the work it must do itself.
//!
//! What belongs to a loan or guarantee is sorted by the pair that names it:
//! grouped by counting, then each group by itself. The numbers the register
//! gives later replace whole groups' heads, and at most move whole groups.

use huigu_facts::{Kind, Row};

use crate::column::{Encoder, encode_int};
use crate::names::{LocalNames, decode_local};
use crate::tables::{self, Table};
use crate::{BatchNumber, Error};

/// A row on its way in: where its bytes are, and its row of the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// Eight bytes of the key, those after the number of a pair if it has
    /// one: most comparisons end here.
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
    /// Where the rows of each pair begin, by the pair's rank, and where the
    /// last end; empty where the table knows no pairs.
    starts: Vec<usize>,
}

/// Sorts rows of one pair, or of a table without pairs, by key and equal ones
/// by their row in the file.
fn sort(entries: &mut [Entry], bytes: &[u8]) {
    entries.sort_unstable_by(|one, other| {
        let keys = || one.key(bytes).cmp(other.key(bytes));
        one.prefix.cmp(&other.prefix).then_with(keys).then(one.row.cmp(&other.row))
    });
}

impl Part {
    /// Sorts the rows by key, with the rank of each pair (by its local
    /// number) in the place of its number.
    fn sort(&mut self, bytes: &[u8], ranks: &[u32]) {
        let after = if self.table.ids.is_some() { 4 } else { 0 };
        for entry in &mut self.entries {
            let mut prefix = [0; 8];
            let key = entry.key(bytes).get(after..).unwrap_or_default();
            let length = key.len().min(8);
            prefix[..length].copy_from_slice(&key[..length]);
            entry.prefix = u64::from_be_bytes(prefix);
        }
        if self.table.ids.is_none() {
            return sort(&mut self.entries, bytes);
        }
        let rank = |entry: &Entry| ranks[decode_local(entry.key(bytes))] as usize;
        let mut starts = vec![0; ranks.len() + 1];
        self.entries.iter().for_each(|entry| starts[rank(entry) + 1] += 1);
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let (mut next, mut grouped) = (starts.clone(), self.entries.clone());
        for entry in &self.entries {
            let place = &mut next[rank(entry)];
            grouped[*place] = *entry;
            *place += 1;
        }
        starts.windows(2).for_each(|group| sort(&mut grouped[group[0]..group[1]], bytes));
        (self.entries, self.starts) = (grouped, starts);
    }

    /// Puts the numbers the register gave each pair, by rank, in place of the
    /// local ones, and the rows into the order of those.
    pub(crate) fn settle(&mut self, bytes: &mut [u8], numbers: &[i32]) {
        let groups = || self.starts.windows(2).map(|group| &self.entries[group[0]..group[1]]);
        for (group, number) in groups().zip(numbers) {
            let number = encode_int(*number);
            group.iter().for_each(|entry| bytes[entry.at..entry.at + 4].copy_from_slice(&number));
        }
        if self.starts.is_empty() || numbers.is_sorted() {
            return;
        }
        let mut ordered: Vec<_> = numbers.iter().zip(groups()).collect();
        ordered.sort_unstable_by_key(|(number, _)| **number);
        self.entries = ordered.into_iter().flat_map(|(_, group)| group).copied().collect();
        self.starts = Vec::new();
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
    /// Local numbers of the pairs in the order of their texts.
    pub(crate) order: Vec<u32>,
    pub(crate) parts: Vec<Part>,
    pub(crate) checked: Option<BatchNumber>,
}

impl Incoming {
    /// No rows yet, of a kind of book.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        let part = |table| Part { table, entries: Vec::new(), starts: Vec::new() };
        let parts = tables::tables_of(kind).map(part).collect();
        let (encoder, names) = (Encoder::default(), LocalNames::default());
        Self { kind, encoder, names, order: Vec::new(), parts, checked: None }
    }

    /// Sorts pairs and rows, once all are there.
    pub(crate) fn sort(&mut self) {
        self.order = self.names.sorted();
        let mut ranks = vec![0; self.order.len()];
        for (rank, local) in (0..).zip(&self.order) {
            ranks[*local as usize] = rank;
        }
        self.parts.iter_mut().for_each(|part| part.sort(&self.encoder.bytes, &ranks));
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
        // Of two tables the second keeps the events with an id.
        let part = usize::from(row.event_id().is_some());
        let key_end = self.parts[part].table.put(row, &mut self.names, &mut self.encoder);
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
