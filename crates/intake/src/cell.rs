//! A cell of a row as a file gave it, before a column says what it means; and
//! the rows that hold cells.

use huigu_facts::Code;
use huigu_quantity::{Day, Fen, Ppm};

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, as written.
    Text(&'a str),
    /// A spreadsheet's number, as plain decimal text.
    Number(&'a str),
    /// A spreadsheet's number shown as a percentage, as the plain decimal text
    /// of the fraction.
    Fraction(&'a str),
    /// A date.
    Day(Day),
    /// A truth value.
    Boolean(bool),
    /// Typed money.
    Fen(Fen),
    /// A typed percentage.
    Ppm(Ppm),
    /// What no column accepts: an error, a time of day; shown as here.
    Odd(&'a str),
    /// What stands there is not what its sender sees, and why; what it holds.
    Refused(Code, &'a str),
}

impl<'a> Cell<'a> {
    /// The cell without white space around its text; blank text is empty.
    #[inline]
    pub(crate) fn trimmed(self) -> Self {
        match self {
            Self::Text(text) => match trim(text) {
                "" => Self::Empty,
                text => Self::Text(text),
            },
            other => other,
        }
    }

    /// Whether nothing is in it.
    pub(crate) fn is_empty(self) -> bool {
        self.trimmed() == Cell::Empty
    }

    /// The cell for people: a fault's value, a cell of the mended file.
    pub(crate) fn shown(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(text) | Self::Odd(text) | Self::Refused(_, text) => text.to_owned(),
            Self::Fraction(text) => percent_of_fraction(text),
            Self::Day(day) => day.to_string(),
            Self::Boolean(yes) => yes.to_string(),
            Self::Fen(fen) => fen.to_string(),
            Self::Ppm(ppm) => ppm.percent(),
        }
    }
}

/// Trims as `str::trim`, but looks only at two bytes where nothing is to trim.
#[inline]
fn trim(text: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_some_and(|b| (b'!'..=b'~').contains(b));
    if plain(text.as_bytes().first()) && plain(text.as_bytes().last()) { text } else { text.trim() }
}

/// `0.0385` as `3.85%`: the point moves two places, nothing is rounded.
fn percent_of_fraction(text: &str) -> String {
    let (sign, magnitude) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, decimals) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let padded = format!("{decimals:0<2}");
    let (moved, rest) = padded.split_at(2);
    let whole = format!("{whole}{moved}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}%") } else { format!("{sign}{whole}.{rest}%") }
}

/// A row: cells by their position in the file.
pub(crate) trait Cells {
    /// How many cells the row has.
    fn count(&self) -> usize;

    /// The cell at a position; empty beyond the row's end.
    fn cell(&self, position: usize) -> Cell<'_>;

    /// The row, owned.
    fn hold(&self) -> HeldRow {
        let mut held = HeldRow::default();
        for position in 0..self.count() {
            held.push(self.cell(position));
        }
        held
    }

    /// Whether every cell is empty.
    fn is_blank(&self) -> bool {
        (0..self.count()).all(|position| self.cell(position).is_empty())
    }
}

/// What kind of cell a held one is; its text lies in the row's text.
#[derive(Debug, Clone, Copy)]
enum Held {
    Empty,
    Text(usize, usize),
    Number(usize, usize),
    Fraction(usize, usize),
    Odd(usize, usize),
    Refused(Code, usize, usize),
    Day(Day),
    Boolean(bool),
    Fen(Fen),
    Ppm(Ppm),
}

/// A row that owns its cells, in one text; reused from row to row.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldRow {
    cells: Vec<Held>,
    text: String,
}

impl HeldRow {
    /// Forgets all cells and keeps the room.
    pub(crate) fn clear(&mut self) {
        self.cells.clear();
        self.text.clear();
    }

    /// Puts a cell at the end.
    pub(crate) fn push(&mut self, cell: Cell<'_>) {
        let position = self.cells.len();
        self.put(position, cell);
    }

    /// Puts a cell at a position; what lies between stays empty.
    pub(crate) fn put(&mut self, position: usize, cell: Cell<'_>) {
        let held = match cell {
            Cell::Empty => Held::Empty,
            Cell::Day(day) => Held::Day(day),
            Cell::Boolean(yes) => Held::Boolean(yes),
            Cell::Fen(fen) => Held::Fen(fen),
            Cell::Ppm(ppm) => Held::Ppm(ppm),
            Cell::Text(text) | Cell::Number(text) | Cell::Fraction(text) | Cell::Odd(text) | Cell::Refused(_, text) => {
                let from = self.text.len();
                self.text.push_str(text);
                let to = self.text.len();
                match cell {
                    Cell::Text(_) => Held::Text(from, to),
                    Cell::Number(_) => Held::Number(from, to),
                    Cell::Fraction(_) => Held::Fraction(from, to),
                    Cell::Refused(code, _) => Held::Refused(code, from, to),
                    _ => Held::Odd(from, to),
                }
            }
        };
        if self.cells.len() <= position {
            self.cells.resize(position + 1, Held::Empty);
        }
        self.cells[position] = held;
    }
}

impl Cells for HeldRow {
    fn count(&self) -> usize {
        self.cells.len()
    }

    fn cell(&self, position: usize) -> Cell<'_> {
        match self.cells.get(position).copied().unwrap_or(Held::Empty) {
            Held::Empty => Cell::Empty,
            Held::Text(from, to) => Cell::Text(&self.text[from..to]),
            Held::Number(from, to) => Cell::Number(&self.text[from..to]),
            Held::Fraction(from, to) => Cell::Fraction(&self.text[from..to]),
            Held::Odd(from, to) => Cell::Odd(&self.text[from..to]),
            Held::Refused(code, from, to) => Cell::Refused(code, &self.text[from..to]),
            Held::Day(day) => Cell::Day(day),
            Held::Boolean(yes) => Cell::Boolean(yes),
            Held::Fen(fen) => Cell::Fen(fen),
            Held::Ppm(ppm) => Cell::Ppm(ppm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_shown_as_a_percentage() {
        for (fraction, percent) in
            [("0.0385", "3.85%"), ("1", "100%"), ("0.5", "50%"), ("-0.00125", "-0.125%"), ("0", "0%")]
        {
            assert_eq!(Cell::Fraction(fraction).shown(), percent);
        }
    }

    #[test]
    fn a_held_row_gives_back_what_it_was_given() {
        let cells = [
            Cell::Text("甲"),
            Cell::Empty,
            Cell::Number("12"),
            Cell::Fraction("0.1"),
            Cell::Day(Day(5)),
            Cell::Boolean(true),
            Cell::Fen(Fen(7)),
            Cell::Ppm(Ppm(8)),
            Cell::Odd("#N/A"),
            Cell::Refused(Code::FormulaNotComputed, "0"),
        ];
        let mut row = HeldRow::default();
        for (position, cell) in cells.iter().enumerate().rev() {
            row.put(position, *cell);
        }
        for (position, cell) in cells.iter().enumerate() {
            assert_eq!(row.cell(position), *cell);
            assert_eq!(row.hold().cell(position), *cell);
        }
        assert_eq!(row.cell(99), Cell::Empty);
        row.clear();
        assert!(row.is_blank());
    }
}
