//! Columns of the register's tables, and how a value becomes bytes that sort
//! as the databases sort it.
//!
//! A row on its way in is its key's bytes and its content's bytes, one after
//! the other: whole numbers big-endian with the sign bit turned, texts ended
//! by a zero byte (no text holds one), a value that may be absent after a byte
//! that says whether it is there. So two rows are compared by comparing bytes,
//! and the order of the bytes is the order of both databases.

use huigu_facts::{CellValue, ValueType};

use crate::db::{Cells, DecodeError};

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    /// SMALLINT: a truth value or the number of a word.
    Small,
    /// INTEGER: a day, a year, a number of a batch, loan or row.
    Int,
    /// BIGINT: money, rates, counts.
    Big,
    /// TEXT.
    Text,
    /// BLOB or BYTEA: a hash.
    Bytes,
}

impl Type {
    /// As the schema writes it ([`Db::define`](crate::db::Db::define)).
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Self::Small => "SMALLINT",
            Self::Int => "INTEGER",
            Self::Big => "BIGINT",
            Self::Text => "{text}",
            Self::Bytes => "{bytes}",
        }
    }

    pub(crate) const fn is_number(self) -> bool {
        matches!(self, Self::Small | Self::Int | Self::Big)
    }

    /// As a database's catalogue names it; `None` for a type no table of a register has.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "SMALLINT" => Self::Small,
            "INTEGER" => Self::Int,
            "BIGINT" => Self::Big,
            "TEXT" => Self::Text,
            "BLOB" | "BYTEA" => Self::Bytes,
            _ => return None,
        })
    }
}

/// What a column's values are values of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reference {
    pub table: &'static str,
    pub column: &'static str,
    pub held: Held,
}

/// Who sees to it that what is referred to is there; the register's own check always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// The database too, by a foreign key.
    Database,
    /// The check alone: looking every row up while it is written would cost too much.
    Check,
    /// The check alone; 0 refers to nothing.
    CheckButZero,
}

/// A column: name, type, whether it may be empty, what it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub name: &'static str,
    pub ty: Type,
    pub nullable: bool,
    pub reference: Option<Reference>,
}

impl Column {
    /// A column that is never empty.
    pub(crate) const fn of(name: &'static str, ty: Type) -> Self {
        Self { name, ty, nullable: false, reference: None }
    }

    pub(crate) const fn small(name: &'static str) -> Self {
        Self::of(name, Type::Small)
    }

    pub(crate) const fn int(name: &'static str) -> Self {
        Self::of(name, Type::Int)
    }

    pub(crate) const fn big(name: &'static str) -> Self {
        Self::of(name, Type::Big)
    }

    pub(crate) const fn text(name: &'static str) -> Self {
        Self::of(name, Type::Text)
    }

    pub(crate) const fn bytes(name: &'static str) -> Self {
        Self::of(name, Type::Bytes)
    }

    /// The column, but it may be empty.
    pub(crate) const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// The column, which refers to a table's column.
    pub(crate) const fn references(self, table: &'static str, column: &'static str, held: Held) -> Self {
        Self { reference: Some(Reference { table, column, held }), ..self }
    }

    /// The column that keeps a column of the books. In a key nothing can be
    /// absent, nor is a text: it is empty.
    pub(crate) fn of_book(column: &huigu_facts::Column, in_key: bool) -> Self {
        let ty = match column.value {
            ValueType::Boolean | ValueType::Word(_) => Type::Small,
            ValueType::Date | ValueType::Year => Type::Int,
            ValueType::Money(_) | ValueType::MoneyWan | ValueType::Percent { .. } | ValueType::Count => Type::Big,
            ValueType::Id | ValueType::Text | ValueType::Industry | ValueType::Period | ValueType::Decimal => {
                Type::Text
            }
        };
        let given = in_key || column.required || column.has_default || ty == Type::Text;
        Self { nullable: !given, ..Self::of(column.table_name(), ty) }
    }
}

/// Stands in a key where nothing is given: before all days.
pub(crate) const ABSENT: i64 = -1;

/// A value on its way to a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field<'a> {
    Null,
    Small(i16),
    Int(i32),
    Big(i64),
    /// UTF-8.
    Text(&'a [u8]),
    Bytes(&'a [u8]),
}

impl Field<'_> {
    /// A number of a batch, row or loan as the tables keep it.
    pub(crate) fn number(number: u32) -> Self {
        Self::Int(i32::try_from(number).unwrap_or(i32::MAX))
    }
}

/// Writes rows as bytes.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    pub bytes: Vec<u8>,
    /// Whether a text with a zero character was met.
    pub bad_text: bool,
}

impl Encoder {
    fn number(&mut self, ty: Type, value: i64) {
        match ty {
            Type::Small => self.bytes.extend_from_slice(&((value as i16) ^ i16::MIN).to_be_bytes()),
            Type::Int => self.bytes.extend_from_slice(&((value as i32) ^ i32::MIN).to_be_bytes()),
            Type::Big | Type::Text | Type::Bytes => self.bytes.extend_from_slice(&(value ^ i64::MIN).to_be_bytes()),
        }
    }

    pub(crate) fn text(&mut self, text: &[u8]) {
        self.bad_text |= text.contains(&0);
        self.bytes.extend_from_slice(text);
        self.bytes.push(0);
    }

    /// Bytes after how many they are: they are never part of a key.
    pub(crate) fn blob(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
        self.bytes.extend_from_slice(bytes);
    }

    /// A value of the books, as its column keeps it.
    #[inline]
    pub(crate) fn value(&mut self, column: &Column, value: Option<CellValue<'_>>) {
        if column.ty == Type::Text {
            return match value {
                // More than a column's whole numbers hold, so the digits as text.
                Some(CellValue::Decimal(millionths)) => self.text(millionths.to_string().as_bytes()),
                value => self.text(value.and_then(CellValue::text).unwrap_or("").as_bytes()),
            };
        }
        if column.nullable {
            self.bytes.push(u8::from(value.is_some()));
        }
        let number = match value {
            Some(CellValue::Day(day)) => i64::from(day.0),
            Some(CellValue::Money(fen)) => fen.0,
            Some(CellValue::Rate(ppm)) => ppm.0,
            Some(CellValue::Whole(number)) => number,
            Some(CellValue::Boolean(yes)) => i64::from(yes),
            Some(CellValue::Word(_, place)) => i64::from(place),
            _ if column.nullable => return,
            _ => ABSENT,
        };
        self.number(column.ty, number);
    }

    /// A column as read from a database, as the bytes it would have come in with.
    pub(crate) fn cell(&mut self, column: &Column, cells: &Cells<'_>, at: usize) -> Result<(), DecodeError> {
        if column.ty == Type::Text {
            self.text(cells.text(at)?.as_bytes());
            return Ok(());
        }
        if column.ty == Type::Bytes {
            self.blob(cells.bytes(at)?);
            return Ok(());
        }
        let value = cells.int(at)?;
        if column.nullable {
            self.bytes.push(u8::from(value.is_some()));
        }
        match value {
            Some(value) => self.number(column.ty, value),
            None if column.nullable => {}
            None => return Err(DecodeError(at)),
        }
        Ok(())
    }
}

/// A number's place at the head of encoded bytes, for numbers known only later.
pub(crate) fn encode_int(value: i32) -> [u8; 4] {
    (value ^ i32::MIN).to_be_bytes()
}

/// The fields of encoded bytes, by their columns.
pub(crate) struct Fields<'a> {
    columns: &'a [Column],
    bytes: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(crate) fn of(columns: &'a [Column], bytes: &'a [u8]) -> Self {
        Self { columns, bytes }
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*head)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        let (column, rest) = self.columns.split_first()?;
        self.columns = rest;
        if column.ty == Type::Text {
            let end = self.bytes.iter().position(|byte| *byte == 0)?;
            let text = &self.bytes[..end];
            self.bytes = &self.bytes[end + 1..];
            return Some(Field::Text(text));
        }
        if column.ty == Type::Bytes {
            let length = u32::from_be_bytes(self.take()?);
            let (bytes, rest) = self.bytes.split_at_checked(length as usize)?;
            self.bytes = rest;
            return Some(Field::Bytes(bytes));
        }
        if column.nullable && self.take::<1>()? == [0] {
            return Some(Field::Null);
        }
        Some(match column.ty {
            Type::Small => Field::Small(i16::from_be_bytes(self.take()?) ^ i16::MIN),
            Type::Int => Field::Int(i32::from_be_bytes(self.take()?) ^ i32::MIN),
            Type::Big | Type::Text | Type::Bytes => Field::Big(i64::from_be_bytes(self.take()?) ^ i64::MIN),
        })
    }
}

/// Names of columns, comma-separated, each after a prefix such as `n.`.
pub(crate) fn list(columns: &[Column], prefix: &str) -> String {
    columns.iter().map(|column| format!("{prefix}{}", column.name)).collect::<Vec<_>>().join(", ")
}

/// `a.x = b.x AND ...` for every column.
pub(crate) fn equal(columns: &[Column], one: &str, other: &str) -> String {
    columns.iter().map(|column| format!("{one}{0} = {other}{0}", column.name)).collect::<Vec<_>>().join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_sort_as_their_values_do() {
        let column = Column::of("a", Type::Big);
        let encoded = [i64::MIN, -1, 0, 1, i64::MAX].map(|number| {
            let mut out = Encoder::default();
            out.value(&column, Some(CellValue::Whole(number)));
            out.bytes
        });
        assert!(encoded.is_sorted_by(|one, other| one < other));
        let column = Column::of("a", Type::Text);
        let texts = ["", "a", "a b", "ab", "b", "甲"].map(|text| {
            let mut out = Encoder::default();
            out.value(&column, Some(CellValue::Text(text)));
            out.value(&column, Some(CellValue::Text("z")));
            out.bytes
        });
        assert!(texts.is_sorted_by(|one, other| one < other), "a shorter text stands before what follows it");
    }
}
