//! Reads a case's tables into rows, plainly: only the forms that cases are
//! written in (ISO days, yuan, percent, English words). Independent of the
//! intake, so that the two can be compared.

use huigu_facts::{CellValue, Column, Kind, Refusal, ReportingPeriod, Room, Row, RowSource, ValueType};
use huigu_quantity::{Day, Fen, MoneyUnit, Ppm, parse_decimal};

use super::Case;
use crate::books::Books;

impl Case {
    /// The rows of all its tables.
    ///
    /// # Errors
    /// The kind, the row and what is wrong with it.
    pub fn rows(&self) -> Result<Books, String> {
        let mut books = Books::default();
        for (kind, text) in &self.books {
            let of = Kind::from_name(kind).ok_or_else(|| format!("{}: no books are {kind}", self.name))?;
            let mut lines = text.lines();
            let columns: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
            for line in lines {
                let mut cells = Cells { columns: &columns, cells: line.split(',').collect() };
                let row =
                    Row::read(of, &mut cells).map_err(|wrong| format!("{}: {kind}: {line}: {wrong}", self.name))?;
                books.push(row);
            }
        }
        Ok(books)
    }
}

/// One row's cells under their columns.
struct Cells<'a> {
    columns: &'a [&'a str],
    cells: Vec<&'a str>,
}

impl<'a> Cells<'a> {
    /// The text of a column; one that is not there is empty.
    fn text(&self, column: &str) -> &'a str {
        let place = self.columns.iter().position(|name| *name == column);
        place.and_then(|place| self.cells.get(place)).copied().unwrap_or_default()
    }
}

impl<'a> RowSource<'a> for Cells<'a> {
    type Error = String;
    const CHECKS: bool = false;

    fn value(&mut self, _: usize, column: &'static Column) -> Result<Option<CellValue<'a>>, String> {
        match self.text(column.name) {
            "" => Ok(None),
            text => value(column.value, text).map(Some).ok_or_else(|| format!("{} is {text}", column.name)),
        }
    }

    fn room(&self) -> Result<&'a Room, String> {
        Err("cases hold no data sets".to_owned())
    }

    fn refuse(&mut self, _: usize, column: &'static Column, _: Refusal) -> String {
        format!("{} is empty", column.name)
    }
}

/// What a text says in a column.
fn value(of: ValueType, text: &str) -> Option<CellValue<'_>> {
    Some(match of {
        ValueType::Id | ValueType::Text | ValueType::Industry => CellValue::Text(text),
        ValueType::Date => CellValue::Day(Day::parse(text).ok()?),
        ValueType::Money(_) => CellValue::Money(Fen::parse(text, MoneyUnit::Yuan).ok()?),
        ValueType::MoneyWan => CellValue::Money(Fen::parse(text, MoneyUnit::WanYuan).ok()?),
        ValueType::Percent { .. } => CellValue::Rate(Ppm::parse_percent(text).ok()?),
        ValueType::Count | ValueType::Year => CellValue::Whole(text.parse().ok()?),
        ValueType::Boolean => CellValue::Boolean(text.parse().ok()?),
        ValueType::Word(words) => CellValue::Word(words, words.iter().position(|word| word.is(text))? as u8),
        ValueType::Decimal => CellValue::Decimal(parse_decimal(text, 6)?.ok()?),
        ValueType::Period => {
            let (from, last) = first_and_last_day(text)?;
            CellValue::Period(ReportingPeriod { text, from, last })
        }
    })
}

/// The days of `2021`, `2021-Q1` or `2021-06`.
fn first_and_last_day(period: &str) -> Option<(Day, Day)> {
    let (year, rest) = period.split_once('-').unwrap_or((period, ""));
    let year = year.parse().ok()?;
    let (first, last) = match (rest, rest.strip_prefix('Q')) {
        ("", _) => (1, 12),
        (_, Some(quarter)) => {
            let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            (3 * quarter - 2, 3 * quarter)
        }
        (month, None) => (month.parse().ok()?, month.parse().ok()?),
    };
    Some((Day::from_ymd(year, first, 1)?, Day::from_ymd(year, last, 1)?.month_end()))
}
