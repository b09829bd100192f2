//! Columns of the register's tables, and how a value becomes bytes that sort
//! as the databases sort it.
//!
//! A row on its way in is its key's bytes and its content's bytes, one after
//! the other: whole numbers big-endian with the sign bit turned, texts ended
//! by a zero byte (no text holds one), a value that may be absent after a byte
//! that says whether it is there. So two rows are compared by comparing bytes,
//! and the order of the bytes is the order of both databases.

use huigu_facts::{
    Collateral, Cooperation, DealKind, DealStage, GuaranteeEventKind, LoanClassKind, LoanEventKind, LoanForm,
    OrganisationKind, Outcome, Ownership, PartyKind, Purpose, RateKind, Scale, Security, Support, Vocabulary,
};
use huigu_quantity::{Day, Fen, Ppm};

use crate::db::{Cells, Unfit};

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
}

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

    fn text(&mut self, text: &[u8]) {
        self.bad_text |= text.contains(&0);
        self.bytes.extend_from_slice(text);
        self.bytes.push(0);
    }

    /// A column as read from a database, as the bytes it would have come in with.
    pub(crate) fn cell(&mut self, column: &Column, cells: &Cells<'_>, at: usize) -> Result<(), Unfit> {
        if column.ty == Type::Text {
            self.text(cells.text(at)?.as_bytes());
            return Ok(());
        }
        let value = cells.int(at)?;
        if column.nullable {
            self.bytes.push(u8::from(value.is_some()));
        }
        match value {
            Some(value) => self.number(column.ty, value),
            None if column.nullable => {}
            None => return Err(Unfit(at)),
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

/// Reads the cells of a row one after the other.
pub(crate) struct Reader<'r, 'a> {
    cells: &'r Cells<'a>,
    at: usize,
}

impl<'r, 'a> Reader<'r, 'a> {
    #[inline]
    pub(crate) fn of(cells: &'r Cells<'a>, at: usize) -> Self {
        Self { cells, at }
    }

    #[inline]
    fn step(&mut self) -> usize {
        self.at += 1;
        self.at - 1
    }

    #[inline]
    fn int_or_null(&mut self) -> Result<Option<i64>, Unfit> {
        let at = self.step();
        self.cells.int(at)
    }

    /// A whole number that is there.
    #[inline]
    pub(crate) fn int(&mut self) -> Result<i64, Unfit> {
        self.int_or_null()?.ok_or(Unfit(self.at - 1))
    }

    #[inline]
    fn text(&mut self) -> Result<&'a str, Unfit> {
        let at = self.step();
        self.cells.text(at)
    }

    #[inline]
    fn unfit(&self) -> Unfit {
        Unfit(self.at - 1)
    }
}

/// A value that a column keeps.
pub(crate) trait Stored<'a>: Sized {
    const TYPE: Type;
    const NULLABLE: bool = false;

    fn put(self, out: &mut Encoder);

    fn take(reader: &mut Reader<'_, 'a>) -> Result<Self, Unfit>;
}

impl<'a> Stored<'a> for &'a str {
    const TYPE: Type = Type::Text;

    fn put(self, out: &mut Encoder) {
        out.text(self.as_bytes());
    }

    fn take(reader: &mut Reader<'_, 'a>) -> Result<Self, Unfit> {
        reader.text()
    }
}

/// A type whose values are whole numbers of a column type, with both ways.
macro_rules! number {
    ($($name:ty: $ty:ident, $to:expr, $from:expr;)+) => { $(
        impl<'a> Stored<'a> for $name {
            const TYPE: Type = Type::$ty;

            fn put(self, out: &mut Encoder) {
                let to: fn($name) -> i64 = $to;
                out.number(Type::$ty, to(self));
            }

            fn take(reader: &mut Reader<'_, 'a>) -> Result<Self, Unfit> {
                let from: fn(i64) -> Option<$name> = $from;
                let value = reader.int()?;
                from(value).ok_or_else(|| reader.unfit())
            }
        }

        impl<'a> Stored<'a> for Option<$name> {
            const TYPE: Type = Type::$ty;
            const NULLABLE: bool = true;

            fn put(self, out: &mut Encoder) {
                let to: fn($name) -> i64 = $to;
                out.bytes.push(u8::from(self.is_some()));
                if let Some(value) = self {
                    out.number(Type::$ty, to(value));
                }
            }

            fn take(reader: &mut Reader<'_, 'a>) -> Result<Self, Unfit> {
                let from: fn(i64) -> Option<$name> = $from;
                match reader.int_or_null()? {
                    None => Ok(None),
                    Some(value) => from(value).map(Some).ok_or_else(|| reader.unfit()),
                }
            }
        }
    )+ };
}

number! {
    i64: Big, |value| value, Some;
    i32: Int, i64::from, |value| i32::try_from(value).ok();
    Fen: Big, |fen| fen.0, |value| Some(Fen(value));
    Ppm: Big, |ppm| ppm.0, |value| Some(Ppm(value));
    Day: Int, |day| i64::from(day.0), |value| i32::try_from(value).ok().map(Day);
    bool: Small, i64::from, |value| match value { 0 => Some(false), 1 => Some(true), _ => None };
}

/// Vocabularies: a word is kept as its number; the table `words` says which.
macro_rules! words {
    ($($name:ident),+ $(,)?) => {
        number! { $(
            $name: Small, |word| i64::from(word.index()),
                |value| usize::try_from(value).ok().and_then(|at| $name::ALL.get(at).copied());
        )+ }

        /// Every vocabulary with its words, as the table `words` lists them.
        pub(crate) const VOCABULARIES: &[(&str, &[huigu_facts::Word])] = &[$((stringify!($name), $name::WORDS)),+];
    };
}

words! {
    PartyKind, Ownership, Scale, OrganisationKind, LoanForm, RateKind, Security, Collateral, Purpose, Cooperation,
    Support, LoanEventKind, LoanClassKind, Outcome, GuaranteeEventKind, DealKind, DealStage,
}

/// A day in a key, where nothing can be absent: before all days is -1.
pub(crate) struct Since(Option<Day>);

impl From<Option<Day>> for Since {
    fn from(day: Option<Day>) -> Self {
        Self(day)
    }
}

impl From<Since> for Option<Day> {
    fn from(since: Since) -> Self {
        since.0
    }
}

impl<'a> Stored<'a> for Since {
    const TYPE: Type = Type::Int;

    fn put(self, out: &mut Encoder) {
        out.number(Type::Int, self.0.map_or(-1, |day| i64::from(day.0)));
    }

    fn take(reader: &mut Reader<'_, 'a>) -> Result<Self, Unfit> {
        let day = Day::take(reader)?;
        Ok(Self(Some(day).filter(|day| day.0 >= 0)))
    }
}

/// Millionths of a plain number: more than a column's whole numbers hold, so
/// the digits as text.
pub(crate) struct Millionths(i128);

impl From<i128> for Millionths {
    fn from(value: i128) -> Self {
        Self(value)
    }
}

impl From<Millionths> for i128 {
    fn from(value: Millionths) -> Self {
        value.0
    }
}

impl<'a> Stored<'a> for Millionths {
    const TYPE: Type = Type::Text;

    fn put(self, out: &mut Encoder) {
        out.text(self.0.to_string().as_bytes());
    }

    fn take(reader: &mut Reader<'_, 'a>) -> Result<Self, Unfit> {
        let text = reader.text()?;
        text.parse().map(Self).map_err(|_| reader.unfit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Hash;

    #[test]
    fn words_keep_their_numbers() {
        let list = |(name, words): &(&str, &[huigu_facts::Word])| {
            let codes: Vec<&str> = words.iter().map(|word| word.code).collect();
            format!("{name}: {}\n", codes.join(", "))
        };
        let all: String = VOCABULARIES.iter().map(list).collect();
        // A register keeps a word as its number. New words stand at the end of
        // their vocabulary and come with a step in `migrate`, which writes them down.
        let pinned = "a20d059773a0e60b0cecbfbe8e43bda72511ca483b897345478fb167a24189e1";
        assert_eq!(Hash::of(all.as_bytes()).to_string(), pinned, "{all}");
    }

    #[test]
    fn bytes_sort_as_their_values_do() {
        let numbers = [i64::MIN, -1, 0, 1, i64::MAX];
        let encoded = numbers.map(|number| {
            let mut out = Encoder::default();
            number.put(&mut out);
            out.bytes
        });
        assert!(encoded.is_sorted_by(|one, other| one < other));
        let texts = ["", "a", "a b", "ab", "b", "甲"].map(|text| {
            let mut out = Encoder::default();
            text.put(&mut out);
            "z".put(&mut out);
            out.bytes
        });
        assert!(texts.is_sorted_by(|one, other| one < other), "a shorter text stands before what follows it");
    }
}
