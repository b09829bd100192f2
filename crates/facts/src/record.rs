//! How records are read from cells and hand out their values, whatever the
//! cells are: of a file, of a table, of a written case.

use std::cell::OnceCell;

use crate::column::Column;
use crate::expected::Expected;
use crate::fault::Code;
use crate::value::{CellValue, FieldType};

/// What is wrong with a row by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The fault.
    pub code: Code,
    /// What was expected; may be empty.
    pub expected: Expected,
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self { code, expected: code.example() }
    }
}

/// Room for the cells of one row of a data set: who reads one lends it.
#[derive(Debug, Default)]
pub struct Room(OnceCell<Vec<u8>>);

impl Room {
    pub(crate) fn put(&self, cells: Vec<u8>) -> &[u8] {
        self.0.get_or_init(|| cells)
    }
}

/// Where the values of a row come from.
pub trait RowSource<'a> {
    /// Why a value is not to be had; where faults are listed, a mark that one is.
    type Error;

    /// Whether the row is to be checked, as nobody has yet.
    const CHECKS: bool;

    /// The value of a column; `None` where the cell is empty.
    ///
    /// # Errors
    /// Whatever keeps the value from being read.
    fn value(&mut self, slot: usize, column: &'static Column) -> Result<Option<CellValue<'a>>, Self::Error>;

    /// Where the cells of a row of a data set may lie as long as the row is used.
    ///
    /// # Errors
    /// Where no data sets are read from here.
    fn room(&self) -> Result<&'a Room, Self::Error>;

    /// Refuses the row for what stands in a column.
    fn refuse(&mut self, slot: usize, column: &'static Column, wrong: Refusal) -> Self::Error;
}

/// A row of a kind of book.
pub(crate) trait Record<'a>: Sized {
    /// Reads a row: every column, so that every fault is found, then the checks.
    fn read<S: RowSource<'a>>(source: &mut S) -> Result<Self, S::Error>;

    /// The value of a column; `None` where nothing is given.
    fn value(&self, slot: usize) -> Option<CellValue<'a>>;

    /// Hands on every value with its place, in the order of the columns. Which
    /// column it is, is known where this is compiled, so what `each` does not
    /// want costs nothing.
    fn visit(&self, each: impl FnMut(usize, Option<CellValue<'a>>));
}

/// What is known of a column when a row is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given<T> {
    /// Its cell was refused already.
    Refused,
    /// Its cell is empty.
    Nothing,
    /// Its value.
    Is(T),
}

impl<'a, T: FieldType<'a>, E> From<&Result<Option<CellValue<'a>>, E>> for Given<T> {
    fn from(read: &Result<Option<CellValue<'a>>, E>) -> Self {
        match read {
            Ok(Some(value)) => T::of(*value).map_or(Self::Refused, Self::Is),
            Ok(None) => Self::Nothing,
            Err(_) => Self::Refused,
        }
    }
}

/// Hands on what a check found; the first refusal.
#[inline]
pub(crate) fn first_refusal<'a, S: RowSource<'a>>(
    source: &mut S,
    (slot, column): (usize, &'static Column),
    wrong: Option<Refusal>,
    first: Option<S::Error>,
) -> Option<S::Error> {
    let Some(wrong) = wrong else { return first };
    let refused = source.refuse(slot, column, wrong);
    first.or(Some(refused))
}

/// The field of a column as read; `empty` is what an empty cell means.
#[inline]
pub(crate) fn settled<'a, S: RowSource<'a>, T: FieldType<'a>>(
    source: &mut S,
    columns: &'static [Column],
    slot: usize,
    read: Result<Option<CellValue<'a>>, S::Error>,
    empty: Option<T>,
) -> Result<T, S::Error> {
    let field = match read? {
        Some(value) => T::of(value),
        None => empty,
    };
    field.ok_or_else(|| source.refuse(slot, &columns[slot], Code::MissingValue.into()))
}
