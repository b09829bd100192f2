//! The byte form of a row of a data set, `HGD1`: how many cells are given (four
//! bytes, big-endian), then each cell's name and value, each after its length
//! (likewise), in the order of the names. A value stands in its canonical text:
//! money in yuan with two decimals, words by their code, numbers in their unit
//! without zeros at the end. An empty cell is not given.
//!
//! Names, not places, say what is what: a plan may add a field or leave one out,
//! and what was kept before is read as before.

use super::declaration::{Dataset, Declaration};
use crate::column::{Column, Decimals};
use crate::value::CellValue;

/// What stands between the cells of a key: no cell holds it.
pub(super) const BETWEEN: &str = "\u{1f}";

/// A row of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatasetRow<'a> {
    dataset: Dataset,
    cells: &'a [u8],
}

/// Takes a run of bytes after its length.
fn take<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (text, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

fn put(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&(text.len() as u32).to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

/// Names and values of cells; ends where the bytes are none.
fn each(cells: &[u8]) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = cells.get(4..).unwrap_or_default();
    std::iter::from_fn(move || Some((take(&mut rest)?, take(&mut rest)?)))
}

/// The byte form of values, in the order of the columns.
pub(super) fn encoded(columns: &[Column], values: &[Option<CellValue<'_>>]) -> Vec<u8> {
    let mut given: Vec<(&str, String)> = columns
        .iter()
        .zip(values)
        .filter(|(_, value)| value.is_some())
        .map(|(column, value)| (column.name, column.written(*value, Decimals::Needed)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    given.sort_unstable();
    let mut bytes = (given.len() as u32).to_be_bytes().to_vec();
    for (name, text) in &given {
        put(&mut bytes, name);
        put(&mut bytes, text);
    }
    bytes
}

impl<'a> DatasetRow<'a> {
    /// A row that was encoded just now.
    pub(super) fn made(dataset: Dataset, cells: &'a [u8]) -> Self {
        Self { dataset, cells }
    }

    /// The row of kept cells; `None` where they are not of the form, or a value
    /// is none that its column, as declared now, can have.
    #[must_use]
    pub fn of(dataset: Dataset, cells: &'a [u8]) -> Option<Self> {
        let mut rest = cells;
        let (count, body) = rest.split_first_chunk()?;
        rest = body;
        let mut before = "";
        for _ in 0..u32::from_be_bytes(*count) {
            let (name, text) = (take(&mut rest)?, take(&mut rest)?);
            let column = dataset.declared().schema.columns.iter().find(|column| column.name == name);
            let well = column.is_none_or(|column| column.read(text).is_some());
            if name <= before || text.is_empty() || !well {
                return None;
            }
            before = name;
        }
        rest.is_empty().then_some(Self { dataset, cells })
    }

    /// Its data set.
    #[must_use]
    pub fn dataset(&self) -> Dataset {
        self.dataset
    }

    /// Its cells, in the byte form.
    #[must_use]
    pub fn cells(&self) -> &'a [u8] {
        self.cells
    }

    /// The value of a column; `None` where nothing is given.
    #[must_use]
    pub fn value(&self, slot: usize) -> Option<CellValue<'a>> {
        let column = self.dataset.declared().schema.columns.get(slot)?;
        let (_, text) = each(self.cells).find(|(name, _)| *name == column.name)?;
        column.read(text)
    }

    /// The unit it comes from; empty where the declaration names several and the row none.
    #[must_use]
    pub fn source(&self) -> &'a str {
        let Declaration { schema, sources, .. } = self.dataset.declared();
        match schema.owner {
            Some(owner) => self.value(owner).and_then(CellValue::code).unwrap_or(""),
            None => sources.first().map_or("", |source| source.code),
        }
    }

    /// The period it is of; empty where its data set has none.
    #[must_use]
    pub fn period(&self) -> &'a str {
        let period = self.dataset.declared().period;
        period.and_then(|(slot, _)| self.value(slot)).and_then(CellValue::text).unwrap_or("")
    }

    /// The cells of its key, but for source and period, as one text.
    #[must_use]
    pub fn key(&self) -> String {
        let columns = self.dataset.declared().schema.columns;
        let cell = |slot: usize| columns[slot].written(self.value(slot), Decimals::Needed);
        self.dataset.own_key().map(cell).collect::<Vec<_>>().join(BETWEEN)
    }
}
