//! One column of a book: its name, the headers it is known by, the values it
//! holds and how they are written. Which columns a book has is declared in
//! `books`.

use std::fmt::{self, Write};

use huigu_quantity::{Day, Fen, MoneyUnit, Ppm, parse_decimal};

use crate::period::ReportingPeriod;
use crate::value::CellValue;
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

/// What a column's values name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refers {
    /// The party the row is of.
    Party,
    /// An organisation.
    Organisation,
    /// A loan, with its lender in another column.
    Loan,
    /// A guarantee, with its guarantor in another column.
    Guarantee,
    /// A product of the plan.
    Product,
    /// A measure of the plan.
    Measure,
}

/// The unit of a plain number, and others that files may give it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberUnit {
    /// Its Chinese word.
    pub chinese: &'static str,
    /// Its English word.
    pub english: &'static str,
    /// Words of other units, and how many of this one each is.
    pub also: &'static [(&'static str, i128)],
}

impl NumberUnit {
    /// How many of the unit a word stands for, if it is a word for it or another; white space
    /// and letter case aside.
    #[must_use]
    pub fn multiple(&self, word: &str) -> Option<i128> {
        let plain =
            |text: &str| text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect::<String>();
        let word = plain(word);
        if plain(self.chinese) == word || plain(self.english) == word {
            return Some(1);
        }
        self.also.iter().find(|(other, _)| plain(other) == word).map(|(_, multiple)| *multiple)
    }
}

/// What the values of a column lie between, both included, in the smallest
/// unit of it: days, fen, millionths of a number or share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueLimits {
    /// The least.
    pub least: Option<i128>,
    /// The most.
    pub most: Option<i128>,
}

impl ValueLimits {
    /// Anything its type allows.
    pub const NONE: Self = Self { least: None, most: None };
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
    /// Whether an empty cell says something, as its note tells.
    pub has_default: bool,
    /// What its values name, if they do.
    pub refers: Option<Refers>,
    /// The unit of a plain number, if it has one.
    pub unit: Option<NumberUnit>,
    /// What its values lie between.
    pub limits: ValueLimits,
    /// What to enter, in Chinese.
    pub note: &'static str,
    /// What to enter, in English.
    pub note_english: &'static str,
}

/// How many decimals a percentage, a sum in 10,000 yuan or a plain number is
/// written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// As many as the column can have.
    All,
    /// No zeros at the end.
    Needed,
}

impl Column {
    /// Whether the column holds money.
    #[must_use]
    pub const fn is_money(&self) -> bool {
        matches!(self.value, ValueType::Money(_) | ValueType::MoneyWan)
    }

    /// Its name in tables that keep money in fen: without the unit of the files.
    #[must_use]
    pub fn table_name(&self) -> &'static str {
        match self.value {
            ValueType::MoneyWan => self.name.strip_suffix("_wan").unwrap_or(self.name),
            _ => self.name,
        }
    }

    /// What its values lie between, as people read it; empty where nothing is said.
    #[must_use]
    pub fn limits_written(&self) -> String {
        let written = |order: i128| {
            let whole = i64::try_from(order).unwrap_or(i64::MAX);
            let value = match self.value {
                ValueType::Date => CellValue::Day(Day(i32::try_from(order).unwrap_or(i32::MAX))),
                ValueType::Money(_) | ValueType::MoneyWan => CellValue::Money(Fen(whole)),
                ValueType::Percent { .. } => CellValue::Rate(Ppm(whole)),
                ValueType::Decimal => CellValue::Decimal(order),
                _ => CellValue::Whole(whole),
            };
            self.written(Some(value), Decimals::Needed)
        };
        match (self.limits.least, self.limits.most) {
            (None, None) => String::new(),
            (Some(least), None) => format!("≥ {}", written(least)),
            (None, Some(most)) => format!("≤ {}", written(most)),
            (Some(least), Some(most)) => format!("{}–{}", written(least), written(most)),
        }
    }

    /// The value of a text that [`Column::written`] gave; `None` where it is none of
    /// the column's.
    #[must_use]
    pub fn read<'a>(&self, text: &'a str) -> Option<CellValue<'a>> {
        Some(match self.value {
            ValueType::Id | ValueType::Text | ValueType::Industry => CellValue::Text(text),
            ValueType::Date => CellValue::Day(Day::parse(text).ok()?),
            ValueType::Money(_) => CellValue::Money(Fen::parse(text, MoneyUnit::Yuan).ok()?),
            ValueType::MoneyWan => CellValue::Money(Fen::parse(text, MoneyUnit::WanYuan).ok()?),
            ValueType::Percent { .. } => CellValue::Rate(Ppm::parse_percent(text).ok()?),
            ValueType::Count | ValueType::Year => CellValue::Whole(text.parse().ok()?),
            ValueType::Boolean => CellValue::Boolean(text.parse().ok()?),
            ValueType::Word(words) => {
                CellValue::Word(words, u8::try_from(words.iter().position(|word| word.code == text)?).ok()?)
            }
            ValueType::Period => CellValue::Period(ReportingPeriod::parse(text)?),
            ValueType::Decimal => CellValue::Decimal(parse_decimal(text, 6)?.ok()?),
        })
    }

    /// A value of the column as files write it: words by their code, money in
    /// yuan, rates in percent; empty where nothing is given.
    #[must_use]
    pub fn written(&self, value: Option<CellValue<'_>>, decimals: Decimals) -> String {
        let mut text = String::new();
        let written = self.write(value, decimals, &mut text);
        debug_assert!(written.is_ok(), "a string takes everything");
        text
    }

    /// As [`Column::written`], after what is written already.
    ///
    /// # Errors
    /// Whatever keeps `out` from being written to.
    pub fn write(&self, value: Option<CellValue<'_>>, decimals: Decimals, out: &mut impl Write) -> fmt::Result {
        match (value, self.value) {
            (None, _) => Ok(()),
            (Some(CellValue::Text(text)), _) => out.write_str(text),
            (Some(CellValue::Day(day)), _) => {
                let (year, month, day) = day.ymd();
                write!(out, "{year:04}-{month:02}-{day:02}")
            }
            (Some(CellValue::Money(Fen(fen))), ValueType::MoneyWan) => decimal(out, i128::from(fen), 6, decimals),
            (Some(CellValue::Money(Fen(fen))), _) => decimal(out, i128::from(fen), 2, Decimals::All),
            // A percent is 10,000 parts per million, so four decimals are exact.
            (Some(CellValue::Rate(rate)), _) => decimal(out, i128::from(rate.0), 4, decimals),
            (Some(CellValue::Whole(number)), _) => write!(out, "{number}"),
            (Some(CellValue::Boolean(yes)), _) => out.write_str(if yes { "true" } else { "false" }),
            (Some(CellValue::Word(words, at)), _) => {
                out.write_str(words.get(usize::from(at)).map_or("", |word| word.code))
            }
            (Some(CellValue::Period(period)), _) => out.write_str(period.text),
            (Some(CellValue::Decimal(millionths)), _) => decimal(out, millionths, 6, decimals),
        }
    }
}

/// Writes a whole number of `10^-places`.
fn decimal(out: &mut impl Write, value: i128, places: usize, decimals: Decimals) -> fmt::Result {
    let unit = 10_u128.pow(places as u32);
    let (sign, value) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    write!(out, "{sign}{}", value / unit)?;
    let (mut rest, mut width) = (value % unit, places);
    if decimals == Decimals::Needed {
        if rest == 0 {
            return Ok(());
        }
        while rest.is_multiple_of(10) {
            (rest, width) = (rest / 10, width - 1);
        }
    }
    write!(out, ".{rest:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_has_all_its_places_or_those_it_needs() {
        for (value, places, all, needed) in [
            (38_500, 4, "3.8500", "3.85"),
            (400_000, 4, "40.0000", "40"),
            (5, 4, "0.0005", "0.0005"),
            (-1_230_000, 6, "-1.230000", "-1.23"),
            (0, 6, "0.000000", "0"),
            (1, 6, "0.000001", "0.000001"),
            (-12, 2, "-0.12", "-0.12"),
        ] {
            for (decimals, text) in [(Decimals::All, all), (Decimals::Needed, needed)] {
                let mut out = String::new();
                decimal(&mut out, value, places, decimals).unwrap();
                assert_eq!(out, text);
            }
        }
    }
}
