//! Reading one row under a layout: each column's value, checked by what the
//! schema says of it, and a fault for each that is refused.

use huigu_facts::{Code, Column, Issue, Kind, Origin, Sign, ValueType, Vocabulary};
use huigu_quantity::{Day, Fen, Ppm};

use crate::cell::{Cell, Cells};
use crate::header::{Layout, shorten};
use crate::value::{self, Refusal};
use crate::{amount, calendar};

/// A column of a kind, found in the schema when compiled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    slot: usize,
    column: &'static Column,
}

impl At {
    /// The column of that name.
    ///
    /// # Panics
    /// If the schema has none; it is evaluated when compiled only.
    pub(crate) const fn of(kind: Kind, name: &str) -> Self {
        let columns = kind.columns();
        let mut slot = 0;
        while slot < columns.len() {
            if same(columns[slot].name.as_bytes(), name.as_bytes()) {
                return Self { slot, column: &columns[slot] };
            }
            slot += 1;
        }
        panic!("the schema has no such column")
    }
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut place = 0;
    while place < one.len() {
        if one[place] != other[place] {
            return false;
        }
        place += 1;
    }
    true
}

/// What the rows of a column of money come to, for the total row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    /// Sum in fen.
    pub(crate) fen: i128,
    /// Whether a row's amount could not be read, so that the sum means nothing.
    pub(crate) broken: bool,
}

/// One row being read.
pub(crate) struct RowReader<'r, C: Cells> {
    pub(crate) cells: &'r C,
    pub(crate) layout: &'r Layout,
    pub(crate) origin: Origin,
    pub(crate) issues: &'r mut Vec<Issue>,
    pub(crate) sums: &'r mut [Sum],
    /// Whether nothing was refused so far.
    pub(crate) clean: bool,
}

impl<'r, C: Cells> RowReader<'r, C> {
    /// The cell of a column; empty where the file has no such column.
    #[inline]
    fn cell(&self, at: At) -> Cell<'r> {
        self.layout.positions[at.slot].map_or(Cell::Empty, |position| self.cells.cell(position).trimmed())
    }

    /// The value `read` makes of the column's cell; `None` when it is empty or
    /// refused, the latter (and an empty required one) with a fault.
    #[inline]
    fn value<T>(&mut self, at: At, read: impl FnOnce(Cell<'r>) -> Result<T, Refusal>) -> Option<T> {
        match self.cell(at) {
            Cell::Empty => {
                if at.column.required {
                    self.refuse(at, Code::MissingValue, String::new());
                }
                None
            }
            cell => match read(cell) {
                Ok(value) => Some(value),
                Err(refusal) => {
                    self.refuse(at, refusal.code, refusal.expected);
                    None
                }
            },
        }
    }

    /// Refuses the row for what stands in a column.
    #[cold]
    pub(crate) fn refuse(&mut self, at: At, code: Code, expected: String) {
        let value = shorten(&self.cell(at).shown());
        self.clean = false;
        self.issues.push(Issue { origin: self.origin, column: at.column.name, code, value, expected });
    }

    /// An id.
    #[inline]
    pub(crate) fn id(&mut self, at: At) -> Option<&'r str> {
        self.value(at, value::id)
    }

    /// A text that is no id.
    #[inline]
    pub(crate) fn text(&mut self, at: At) -> Option<&'r str> {
        self.value(at, value::text)
    }

    /// A day.
    #[inline]
    pub(crate) fn date(&mut self, at: At) -> Option<Day> {
        self.value(at, calendar::date)
    }

    /// Money, by the column's unit and sign; added to the column's sum.
    #[inline]
    pub(crate) fn money(&mut self, at: At) -> Option<Fen> {
        let unit = self.layout.units[at.slot];
        let issues = self.issues.len();
        let amount = self.value(at, |cell| amount::money(cell, unit));
        let Some(amount) = amount else {
            self.sums[at.slot].broken |= self.issues.len() > issues;
            return None;
        };
        self.sums[at.slot].fen += i128::from(amount.0);
        let refused = match at.column.value {
            ValueType::Money(Sign::Positive) => (amount <= Fen::ZERO).then_some(Code::NotPositive),
            ValueType::Money(Sign::NonNegative) | ValueType::MoneyWan => {
                (amount < Fen::ZERO).then_some(Code::NegativeAmount)
            }
            _ => None,
        };
        if let Some(code) = refused {
            self.refuse(at, code, value::pattern(code).to_owned());
            return None;
        }
        Some(amount)
    }

    /// A percentage.
    pub(crate) fn percent(&mut self, at: At) -> Option<Ppm> {
        let refuses_fraction = matches!(at.column.value, ValueType::Percent { refuses_fraction: true });
        self.value(at, |cell| amount::percent(cell, refuses_fraction))
    }

    /// A whole number.
    pub(crate) fn count(&mut self, at: At) -> Option<i64> {
        self.value(at, amount::count)
    }

    /// A plain number in millionths.
    pub(crate) fn decimal(&mut self, at: At) -> Option<i128> {
        self.value(at, amount::decimal)
    }

    /// Yes or no.
    pub(crate) fn boolean(&mut self, at: At) -> Option<bool> {
        self.value(at, value::boolean)
    }

    /// One word of a closed set.
    #[inline]
    pub(crate) fn word<V: Vocabulary>(&mut self, at: At) -> Option<V> {
        self.value(at, value::word)
    }

    /// An industry's code, as written.
    pub(crate) fn industry(&mut self, at: At) -> Option<&'r str> {
        self.value(at, value::industry)
    }

    /// A calendar year.
    pub(crate) fn year(&mut self, at: At) -> Option<i32> {
        self.value(at, calendar::year)
    }

    /// A period as written, with its first and last day.
    pub(crate) fn period(&mut self, at: At) -> Option<(&'r str, Day, Day)> {
        self.value(at, calendar::period)
    }

    /// Refuses an end that is not after its beginning.
    pub(crate) fn ends_after(&mut self, at: At, end: Option<Day>, beginning: Option<Day>) {
        if let (Some(end), Some(beginning)) = (end, beginning)
            && end <= beginning
        {
            self.refuse(at, Code::EndNotAfterBeginning, format!("> {beginning}"));
        }
    }

    /// Refuses a due date before the start.
    pub(crate) fn due_from(&mut self, at: At, due: Option<Day>, start: Option<Day>) {
        if let (Some(due), Some(start)) = (due, start)
            && due < start
        {
            self.refuse(at, Code::DueBeforeStart, format!("≥ {start}"));
        }
    }
}
