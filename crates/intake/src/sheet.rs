//! The rows of a sheet, one after the other, each cell as the sheet means it.

use quick_xml::events::{BytesStart, Event};

use huigu_facts::Code;
use huigu_quantity::Day;

use crate::cell::{Cell, HeldRow};
use crate::number_format::Shown;
use crate::plain_number::write_plain;
use crate::workbook::{Broken, Lookup, Part, piece, push_text, read_text};

/// The most rows and columns a sheet can have.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: usize = 16_384;

/// The most cells that are read of one sheet, empty ones between others too.
const MOST_CELLS: u64 = 64_000_000;

/// Serial numbers of 1970-01-01 with days counted from 1900 and from 1904.
const EPOCH_1900: i64 = 25_569;
const EPOCH_1904: i64 = 24_107;

/// A sheet being read.
pub(crate) struct Rows<'w, 'z, 'b> {
    part: Part<'z, 'b>,
    lookup: Lookup<'w>,
    buffer: Vec<u8>,
    number: u32,
    cells_read: u64,
    /// The cell's own text, and what it becomes.
    raw: String,
    text: String,
}

/// How a cell stores its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    Number,
    Shared,
    Inline,
    Text,
    Boolean,
    Error,
    IsoDate,
}

impl<'w, 'z, 'b> Rows<'w, 'z, 'b> {
    /// The rows of a sheet's part.
    pub(crate) fn new(part: Part<'z, 'b>, lookup: Lookup<'w>) -> Self {
        let (raw, text) = (String::new(), String::new());
        Self { part, lookup, buffer: Vec::new(), number: 0, cells_read: 0, raw, text }
    }

    /// Reads the next row into `row` and gives its number, from 1; `None`
    /// after the last.
    pub(crate) fn next(&mut self, row: &mut HeldRow) -> Result<Option<u32>, Broken> {
        loop {
            match piece(&mut self.part, &mut self.buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    let number = match raw_attribute(&element, "r") {
                        Some(number) => number.parse().map_err(|_| Broken::Damaged)?,
                        None => self.number.saturating_add(1),
                    };
                    if number <= self.number || number > MOST_ROWS {
                        return Err(Broken::Damaged);
                    }
                    self.number = number;
                    row.clear();
                    self.read_cells(row)?;
                    return Ok(Some(number));
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(None),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn read_cells(&mut self, row: &mut HeldRow) -> Result<(), Broken> {
        let mut next = 0;
        loop {
            match piece(&mut self.part, &mut self.buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "c" => {
                    let position = match raw_attribute(&element, "r") {
                        Some(place) => column(place).ok_or(Broken::Damaged)?,
                        None => next,
                    };
                    if position >= MOST_COLUMNS {
                        return Err(Broken::Damaged);
                    }
                    // A cell far to the right makes a row as wide as if it were full.
                    self.cells_read += 1 + position.saturating_sub(next) as u64;
                    if self.cells_read > MOST_CELLS {
                        return Err(Broken::TooLarge);
                    }
                    let stored = match raw_attribute(&element, "t") {
                        None | Some("n") => Stored::Number,
                        Some("s") => Stored::Shared,
                        Some("inlineStr") => Stored::Inline,
                        Some("str") => Stored::Text,
                        Some("b") => Stored::Boolean,
                        Some("e") => Stored::Error,
                        Some("d") => Stored::IsoDate,
                        Some(_) => return Err(Broken::Damaged),
                    };
                    let style = raw_attribute(&element, "s").and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
                    let shown = self.lookup.styles.get(style).copied().unwrap_or(Shown::Number);
                    let computes = self.read_value()?;
                    let has_result = !self.raw.is_empty() || stored == Stored::Text;
                    if computes && (self.lookup.recalculates || !has_result) {
                        row.put(position, Cell::Refused(Code::FormulaNotComputed, &self.raw));
                    } else {
                        self.put(row, position, stored, shown)?;
                    }
                    next = position + 1;
                }
                Event::End(element) if element.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err(Broken::Damaged),
                _ => {}
            }
        }
    }

    /// Reads what a cell holds into `raw`: its value or its inline text; whether
    /// a formula stands there.
    fn read_value(&mut self) -> Result<bool, Broken> {
        self.raw.clear();
        let (mut in_value, mut computes) = (false, false);
        loop {
            match piece(&mut self.part, &mut self.buffer)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => in_value = true,
                    "f" => computes = true,
                    "is" => read_text(&mut self.part, "is", &mut self.raw)?,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "v" => in_value = false,
                    "c" => return Ok(computes),
                    _ => {}
                },
                Event::Eof => return Err(Broken::Damaged),
                event if in_value => push_text(&event, 0, &mut self.raw)?,
                _ => {}
            }
        }
    }

    fn put(&mut self, row: &mut HeldRow, position: usize, stored: Stored, shown: Shown) -> Result<(), Broken> {
        if self.raw.is_empty() {
            return Ok(());
        }
        self.text.clear();
        let cell = match stored {
            Stored::Shared => {
                let index = self.raw.trim().parse().map_err(|_| Broken::Damaged)?;
                Cell::Text(self.lookup.strings.get(index).ok_or(Broken::Damaged)?)
            }
            Stored::Inline | Stored::Text => Cell::Text(&self.raw),
            Stored::Boolean => Cell::Boolean(self.raw.trim() == "1"),
            Stored::Error => Cell::Odd(&self.raw),
            Stored::IsoDate => iso_date(&self.raw),
            Stored::Number => {
                if write_plain(&self.raw, &mut self.text) {
                    number(&mut self.text, shown, self.lookup.from_1904)
                } else {
                    Cell::Text(&self.raw)
                }
            }
        };
        row.put(position, cell);
        Ok(())
    }
}

/// A number as its style shows it.
fn number(text: &mut String, shown: Shown, from_1904: bool) -> Cell<'_> {
    match shown {
        Shown::Number => Cell::Number(text),
        Shown::Percent => Cell::Fraction(text),
        Shown::Time => Cell::Odd(text),
        Shown::Otherwise => Cell::Refused(Code::CellShowsOtherwise, text),
        Shown::Padded(width) if text.len() < usize::from(width) => Cell::Refused(Code::CellShowsOtherwise, text),
        Shown::Padded(_) => Cell::Number(text),
        Shown::Date => {
            let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
            let Some(serial) = whole.parse::<i64>().ok().filter(|serial| serial.abs() < 10_000_000) else {
                return Cell::Odd(text);
            };
            let epoch = if from_1904 { EPOCH_1904 } else { EPOCH_1900 };
            let day = Day((serial - epoch) as i32);
            if decimals.is_empty() {
                return Cell::Day(day);
            }
            // A time of day is shown in the fault, to the minute.
            let millionths = format!("{decimals:0<6.6}").parse::<u64>().unwrap_or(0);
            let minutes = millionths * 1_440 / 1_000_000;
            *text = format!("{day} {:02}:{:02}", minutes / 60, minutes % 60);
            Cell::Odd(text)
        }
    }
}

/// `2021-03-05` or `2021-03-05T00:00:00Z`; with a time of day it is no date.
fn iso_date(text: &str) -> Cell<'_> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let midnight = time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.' | b'Z'));
    match Day::parse(date) {
        Ok(day) if midnight => Cell::Day(day),
        _ => Cell::Odd(text),
    }
}

/// The column of a place, from 0: `A1` is 0, `AB12` is 27.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0, |n, letter| n * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// An attribute without entities, as written.
fn raw_attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<&'e str> {
    let mut rest = element.attributes_raw();
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote)?;
        if key.trim() == name {
            return Some(value);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_name_columns() {
        for (place, position) in
            [("A1", Some(0)), ("Z9", Some(25)), ("AB12", Some(27)), ("XFD1", Some(16_383)), ("1", None)]
        {
            assert_eq!(column(place), position, "{place}");
        }
    }

    #[test]
    fn serials_are_days() {
        let shown = |text: &str, from_1904| number(&mut text.to_owned(), Shown::Date, from_1904).shown();
        assert_eq!(shown("44260", false), "2021-03-05");
        assert_eq!(shown("42798", true), "2021-03-05");
        assert_eq!(shown("25569", false), "1970-01-01");
        assert_eq!(shown("44260.5", false), "2021-03-05 12:00");
        assert_eq!(shown("99999999999", false), "99999999999");
        assert_eq!(iso_date("2021-03-05T00:00:00").shown(), "2021-03-05");
        assert_eq!(iso_date("2021-03-05T10:00:00"), Cell::Odd("2021-03-05T10:00:00"));
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        let element = BytesStart::from_content("c r=\"B2\" s='3' xr=\"no\"", 1);
        assert_eq!(raw_attribute(&element, "r"), Some("B2"));
        assert_eq!(raw_attribute(&element, "s"), Some("3"));
        assert_eq!(raw_attribute(&element, "t"), None);
    }
}
