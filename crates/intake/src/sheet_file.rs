//! XLSX files: which sheet holds the book, and its rows.

use huigu_facts::Kind;

use crate::cell::{Cells, HeldRow};
use crate::header::{self, SEARCHED_ROWS};
use crate::sheet::Rows;
use crate::workbook::{Broken, Sheet, Workbook};

/// In how many rows a further sheet is searched for data of its own.
const GLANCED_ROWS: u32 = 2 * SEARCHED_ROWS as u32;

/// The first rows of a sheet, among which the header is, with their numbers.
pub(crate) fn first_rows(book: &mut Workbook<'_>, sheet: &Sheet) -> Result<Vec<(u32, HeldRow)>, Broken> {
    rows_to(book, sheet, SEARCHED_ROWS as u32)
}

fn rows_to(book: &mut Workbook<'_>, sheet: &Sheet, last: u32) -> Result<Vec<(u32, HeldRow)>, Broken> {
    let mut rows = Vec::new();
    let mut row = HeldRow::default();
    let (part, lookup) = book.sheet(sheet)?;
    let mut reader = Rows::new(part, lookup);
    while let Some(number) = reader.next(&mut row)? {
        if number > last {
            break;
        }
        rows.push((number, row.hold()));
    }
    Ok(rows)
}

/// Whether a further sheet has the kind's header, and data under it.
pub(crate) fn holds_data(book: &mut Workbook<'_>, sheet: &Sheet, kind: Kind) -> Result<bool, Broken> {
    let rows = rows_to(book, sheet, GLANCED_ROWS)?;
    let header =
        rows.iter().position(|(row, cells)| *row <= SEARCHED_ROWS as u32 && header::is_full_header(kind, cells));
    Ok(header.is_some_and(|place| rows[place + 1..].iter().any(|(_, cells)| !cells.is_blank())))
}

/// Hands on every row of a sheet after the row `after`.
pub(crate) fn each_row(
    book: &mut Workbook<'_>,
    sheet: &Sheet,
    after: u32,
    mut take: impl FnMut(u32, &HeldRow),
) -> Result<(), Broken> {
    let mut row = HeldRow::default();
    let (part, lookup) = book.sheet(sheet)?;
    let mut reader = Rows::new(part, lookup);
    while let Some(number) = reader.next(&mut row)? {
        if number > after {
            take(number, &row);
        }
    }
    Ok(())
}
