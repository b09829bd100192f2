//! Reading one row under a layout: each column's value, checked by what the
//! schema says of it, and a fault for each that is refused.

use huigu_facts::{CellValue, Code, Column, Issue, Origin, Refusal, Room, RowSource, Sign, ValueType};
use huigu_quantity::Fen;

use crate::cell::{Cell, Cells};
use crate::layout::{Layout, shorten};
use crate::value;
use crate::{amount, calendar};

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
    pub(crate) room: &'r Room,
}

/// A row is refused; the faults say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

impl<'r, C: Cells> RowReader<'r, C> {
    /// The cell of a column; empty where the file has no such column.
    #[inline]
    fn cell(&self, slot: usize) -> Cell<'r> {
        self.layout.positions[slot].map_or(Cell::Empty, |position| self.cells.cell(position).trimmed())
    }

    /// Money, by the column's unit and sign; added to the column's sum.
    #[inline]
    fn money(&mut self, slot: usize, column: &Column, cell: Cell<'r>) -> Result<Fen, Refusal> {
        let amount = amount::money(cell, self.layout.units[slot]);
        let Ok(amount) = amount else {
            self.sums[slot].broken = true;
            return amount;
        };
        self.sums[slot].fen += i128::from(amount.0);
        match column.value {
            ValueType::Money(Sign::Positive) if amount <= Fen::ZERO => Err(Code::NotPositive.into()),
            ValueType::Money(Sign::NonNegative) | ValueType::MoneyWan if amount < Fen::ZERO => {
                Err(Code::NegativeAmount.into())
            }
            _ => Ok(amount),
        }
    }
}

impl<'r, C: Cells> RowSource<'r> for RowReader<'r, C> {
    type Error = Refused;
    const CHECKS: bool = true;

    #[expect(
        clippy::inline_always,
        reason = "which column it is, is known where a record is read: all else falls away"
    )]
    #[inline(always)]
    fn value(&mut self, slot: usize, column: &'static Column) -> Result<Option<CellValue<'r>>, Refused> {
        let cell = self.cell(slot);
        if cell == Cell::Empty {
            if !column.required {
                return Ok(None);
            }
            self.sums[slot].broken = true;
            return Err(self.refuse(slot, column, Code::MissingValue.into()));
        }
        if let Cell::Refused(code, _) = cell {
            self.sums[slot].broken = true;
            return Err(self.refuse(slot, column, code.into()));
        }
        let value = match column.value {
            ValueType::Id => value::id(cell).map(CellValue::Text),
            ValueType::Text => value::text(cell).map(CellValue::Text),
            ValueType::Industry => value::industry(cell).map(CellValue::Text),
            ValueType::Date => calendar::date(cell).map(CellValue::Day),
            ValueType::Money(_) | ValueType::MoneyWan => self.money(slot, column, cell).map(CellValue::Money),
            ValueType::Percent { refuses_fraction } => amount::percent(cell, refuses_fraction).map(CellValue::Rate),
            ValueType::Count => amount::count(cell).map(CellValue::Whole),
            ValueType::Year => calendar::year(cell).map(|year| CellValue::Whole(i64::from(year))),
            ValueType::Decimal => amount::number(cell, self.layout.multiples[slot]).map(CellValue::Decimal),
            ValueType::Boolean => value::boolean(cell).map(CellValue::Boolean),
            ValueType::Word(words) => value::word(words, cell).map(|place| CellValue::Word(words, place)),
            ValueType::Period => calendar::period(cell).map(CellValue::Period),
        };
        match value {
            Ok(value) => Ok(Some(value)),
            Err(wrong) => Err(self.refuse(slot, column, wrong)),
        }
    }

    fn room(&self) -> Result<&'r Room, Refused> {
        Ok(self.room)
    }

    #[cold]
    fn refuse(&mut self, slot: usize, column: &'static Column, wrong: Refusal) -> Refused {
        let value = shorten(&self.cell(slot).shown());
        let Refusal { code, expected } = wrong;
        self.issues.push(Issue { origin: self.origin, column: column.name, code, value, expected });
        Refused
    }
}
