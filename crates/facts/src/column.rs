//! One column of a book: its name, the headers it is known by and the values
//! it holds. The tables of all books are in the schema ([`Kind::columns`]).
//!
//! [`Kind::columns`]: crate::Kind::columns

use crate::words::Word;

/// Which amounts a money column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Above zero.
    Positive,
    /// Zero or above.
    NonNegative,
    /// Any.
    Signed,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// An id: text of at most 64 bytes without control characters.
    Id,
    /// Text without control characters.
    Text,
    /// A calendar day.
    Date,
    /// Money in yuan, unless the heading declares another unit.
    Money(Sign),
    /// Money in 10,000 yuan (万元), unless the column's own header declares
    /// another unit.
    MoneyWan,
    /// A percentage, at most four decimals; not below zero.
    Percent {
        /// Whether a figure above 0 and below 0.5 without a percent sign is
        /// taken for a mistaken fraction.
        refuses_fraction: bool,
    },
    /// A whole number, zero or above.
    Count,
    /// Yes or no.
    Boolean,
    /// One word of a closed set.
    Word(&'static [Word]),
    /// A code of GB/T 4754.
    Industry,
    /// A year, quarter or month: `2021`, `2021-Q1`, `2021-06`.
    Period,
    /// A calendar year.
    Year,
    /// A plain number, at most six decimals.
    Decimal,
}

/// One column of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The canonical name: the English header.
    pub name: &'static str,
    /// The canonical Chinese header; it may carry a unit in parentheses.
    pub chinese: &'static str,
    /// Further headers it is recognised by, without units.
    pub forms: &'static [&'static str],
    /// Whether every row must give it.
    pub required: bool,
    /// What it holds.
    pub value: ValueType,
    /// What to enter, in Chinese.
    pub note: &'static str,
    /// What to enter, in English.
    pub note_english: &'static str,
}

impl Column {
    /// Whether the column holds money.
    #[must_use]
    pub const fn is_money(&self) -> bool {
        matches!(self.value, ValueType::Money(_) | ValueType::MoneyWan)
    }
}
