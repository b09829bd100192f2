//! Values handed to a database and read from one.

use rusqlite::types::ValueRef;

/// A parameter of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Null,
    Int(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// A cell that outlives its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A row of a short answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record(pub Vec<Cell>);

impl Record {
    pub(crate) fn int(&self, at: usize) -> Option<i64> {
        match self.0.get(at) {
            Some(Cell::Int(value)) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn text(&self, at: usize) -> Option<&str> {
        match self.0.get(at) {
            Some(Cell::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn bytes(&self, at: usize) -> Option<&[u8]> {
        match self.0.get(at) {
            Some(Cell::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }
}

/// A cell that does not hold what its column promises: its place in the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DecodeError(pub usize);

/// A row as PostgreSQL sends it in bulk: the fields' bytes, each with its
/// range; `None` is empty.
#[derive(Debug, Default)]
pub(crate) struct Tuple {
    pub bytes: Vec<u8>,
    pub fields: Vec<Option<(u32, u32)>>,
}

impl Tuple {
    /// Takes a row from the beginning of bytes that hold all of it: how many
    /// bytes it took. `None` if they do not, or if they are the end mark.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Option<usize> {
        self.fields.clear();
        let count = i16::from_be_bytes(*bytes.first_chunk()?);
        let mut at = 2;
        for _ in 0..u16::try_from(count).ok()? {
            let length = i32::from_be_bytes(*bytes.get(at..)?.first_chunk()?);
            at += 4;
            let Ok(length) = usize::try_from(length) else {
                self.fields.push(None);
                continue;
            };
            let end = at.checked_add(length).filter(|end| *end <= bytes.len())?;
            self.fields.push(Some((at as u32, end as u32)));
            at = end;
        }
        self.bytes.clear();
        self.bytes.extend_from_slice(&bytes[..at]);
        Some(at)
    }
}

/// The cells of a row that is passing by.
pub(crate) enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgresql(&'a Tuple),
}

impl<'a> Cells<'a> {
    /// A whole number, or empty.
    #[inline]
    pub(crate) fn int(&self, at: usize) -> Result<Option<i64>, DecodeError> {
        match self {
            Self::Sqlite(row) => match row.get_ref(at) {
                Ok(ValueRef::Integer(value)) => Ok(Some(value)),
                Ok(ValueRef::Null) => Ok(None),
                _ => Err(DecodeError(at)),
            },
            Self::Postgresql(tuple) => match tuple.fields.get(at) {
                Some(Some(range)) => whole(field(tuple, *range)).map(Some).ok_or(DecodeError(at)),
                Some(None) => Ok(None),
                None => Err(DecodeError(at)),
            },
        }
    }

    /// A text, never empty in the sense of NULL.
    #[inline]
    pub(crate) fn text(&self, at: usize) -> Result<&'a str, DecodeError> {
        let bytes = match self {
            Self::Sqlite(row) => match row.get_ref(at) {
                Ok(ValueRef::Text(bytes)) => bytes,
                _ => return Err(DecodeError(at)),
            },
            Self::Postgresql(tuple) => match tuple.fields.get(at) {
                Some(Some(range)) => field(tuple, *range),
                _ => return Err(DecodeError(at)),
            },
        };
        std::str::from_utf8(bytes).map_err(|_| DecodeError(at))
    }

    /// Bytes that are there.
    pub(crate) fn bytes(&self, at: usize) -> Result<&'a [u8], DecodeError> {
        match self {
            Self::Sqlite(row) => match row.get_ref(at) {
                Ok(ValueRef::Blob(bytes)) => Ok(bytes),
                _ => Err(DecodeError(at)),
            },
            Self::Postgresql(tuple) => match tuple.fields.get(at) {
                Some(Some(range)) => Ok(field(tuple, *range)),
                _ => Err(DecodeError(at)),
            },
        }
    }
}

#[inline]
fn field(tuple: &Tuple, (from, to): (u32, u32)) -> &[u8] {
    &tuple.bytes[from as usize..to as usize]
}

/// SMALLINT, INTEGER and BIGINT differ in their number of bytes alone.
#[inline]
fn whole(bytes: &[u8]) -> Option<i64> {
    match bytes.len() {
        2 => bytes.try_into().ok().map(|bytes| i64::from(i16::from_be_bytes(bytes))),
        4 => bytes.try_into().ok().map(|bytes| i64::from(i32::from_be_bytes(bytes))),
        8 => bytes.try_into().ok().map(i64::from_be_bytes),
        _ => None,
    }
}
