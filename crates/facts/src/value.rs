//! The values of rows, one type for all columns, and the Rust types of fields
//! that become values and are made of them.

use huigu_quantity::{Day, Fen, Ppm};

use crate::period::ReportingPeriod;
use crate::words::{Vocabulary, Word};

/// A value of a row; empty cells have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellValue<'a> {
    /// An id, a text or an industry's code.
    Text(&'a str),
    /// A day.
    Day(Day),
    /// Money.
    Money(Fen),
    /// A rate or share.
    Rate(Ppm),
    /// A whole number or a year.
    Whole(i64),
    /// Yes or no.
    Boolean(bool),
    /// A word: its vocabulary and its place there.
    Word(&'static [Word], u8),
    /// A year, quarter or month.
    Period(ReportingPeriod<&'a str>),
    /// A plain number, in millionths.
    Decimal(i128),
}

impl<'a> CellValue<'a> {
    /// The text, or the code of the word.
    #[must_use]
    pub fn code(self) -> Option<&'a str> {
        match self {
            Self::Word(words, at) => words.get(usize::from(at)).map(|word| word.code),
            other => other.text(),
        }
    }

    /// What it is ordered by among the values of its column, in the smallest
    /// unit of that: days, fen, millionths; `None` where values have no order.
    #[must_use]
    pub(crate) fn order(self) -> Option<i128> {
        match self {
            Self::Day(day) => Some(i128::from(day.0)),
            Self::Money(fen) => Some(i128::from(fen.0)),
            Self::Rate(rate) => Some(i128::from(rate.0)),
            Self::Whole(number) => Some(i128::from(number)),
            Self::Decimal(millionths) => Some(millionths),
            Self::Text(_) | Self::Boolean(_) | Self::Word(..) | Self::Period(_) => None,
        }
    }

    /// The text, of a column that holds one.
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Period(period) => Some(period.text),
            _ => None,
        }
    }
}

/// A type of fields.
pub trait FieldType<'a>: Copy {
    /// What stands where nothing is said.
    const BLANK: Self;

    /// What an empty cell means; `None` where there is no such thing.
    const EMPTY: Option<Self> = None;

    /// The type as an owned row has it.
    type Owned: Clone;

    /// The field as a value; `None` where nothing is given.
    fn value(self) -> Option<CellValue<'a>>;

    /// The field of a value; `None` where that is of another type.
    fn of(value: CellValue<'a>) -> Option<Self>;

    /// The field, owned.
    fn owned(self) -> Self::Owned;

    /// The field, lent out by an owned row.
    fn lent(owned: &'a Self::Owned) -> Self;
}

impl<'a> FieldType<'a> for &'a str {
    const BLANK: Self = "";
    const EMPTY: Option<Self> = Some("");
    type Owned = String;

    #[inline]
    fn value(self) -> Option<CellValue<'a>> {
        (!self.is_empty()).then_some(CellValue::Text(self))
    }

    #[inline]
    fn of(value: CellValue<'a>) -> Option<Self> {
        if let CellValue::Text(text) = value { Some(text) } else { None }
    }

    fn owned(self) -> String {
        self.to_owned()
    }

    fn lent(owned: &'a String) -> Self {
        owned
    }
}

impl<'a, T: FieldType<'a>> FieldType<'a> for Option<T> {
    const BLANK: Self = None;
    const EMPTY: Option<Self> = Some(None);
    type Owned = Option<T::Owned>;

    #[inline]
    fn value(self) -> Option<CellValue<'a>> {
        self.and_then(T::value)
    }

    #[inline]
    fn of(value: CellValue<'a>) -> Option<Self> {
        T::of(value).map(Some)
    }

    fn owned(self) -> Self::Owned {
        self.map(T::owned)
    }

    fn lent(owned: &'a Self::Owned) -> Self {
        owned.as_ref().map(T::lent)
    }
}

impl<'a> FieldType<'a> for ReportingPeriod<&'a str> {
    const BLANK: Self = ReportingPeriod { text: "", from: Day::FIRST, last: Day::FIRST };
    type Owned = ReportingPeriod<String>;

    fn value(self) -> Option<CellValue<'a>> {
        Some(CellValue::Period(self))
    }

    fn of(value: CellValue<'a>) -> Option<Self> {
        if let CellValue::Period(period) = value { Some(period) } else { None }
    }

    fn owned(self) -> Self::Owned {
        ReportingPeriod { text: self.text.to_owned(), from: self.from, last: self.last }
    }

    fn lent(owned: &'a Self::Owned) -> Self {
        ReportingPeriod { text: &owned.text, from: owned.from, last: owned.last }
    }
}

/// Types of fields that are their own owned form.
macro_rules! plain {
    ($([$($vocabulary:ident)?] $type:ty, $blank:expr, $value:expr, $pattern:pat => $of:expr;)+) => { $(
        impl<'a $(, $vocabulary: Vocabulary)?> FieldType<'a> for $type {
            const BLANK: Self = $blank;
            type Owned = Self;

            #[inline]
            fn value(self) -> Option<CellValue<'a>> {
                let value: fn(Self) -> CellValue<'a> = $value;
                Some(value(self))
            }

            #[inline]
            fn of(value: CellValue<'a>) -> Option<Self> {
                match value {
                    $pattern => $of,
                    _ => None,
                }
            }

            fn owned(self) -> Self {
                self
            }

            fn lent(owned: &'a Self) -> Self {
                *owned
            }
        }
    )+ };
}

plain! {
    [] Day, Day::FIRST, CellValue::Day, CellValue::Day(day) => Some(day);
    [] Fen, Fen::ZERO, CellValue::Money, CellValue::Money(fen) => Some(fen);
    [] Ppm, Ppm(0), CellValue::Rate, CellValue::Rate(ppm) => Some(ppm);
    [] i64, 0, CellValue::Whole, CellValue::Whole(number) => Some(number);
    [] i32, 0, |number| CellValue::Whole(i64::from(number)), CellValue::Whole(number) => i32::try_from(number).ok();
    [] i128, 0, CellValue::Decimal, CellValue::Decimal(millionths) => Some(millionths);
    [] bool, false, CellValue::Boolean, CellValue::Boolean(yes) => Some(yes);
    [V] V, V::ALL[0], |word| CellValue::Word(V::WORDS, word.index()),
        CellValue::Word(_, at) => V::ALL.get(usize::from(at)).copied();
}
