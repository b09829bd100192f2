//! The refused rows of a file, as they were written, with the reasons in a
//! last column: a file to mend and send again.

use std::collections::BTreeMap;

use huigu_facts::{Code, Issue, Kind, Severity};

use crate::cell::{Cell, Cells, HeldRow};
use crate::header::{self, REASON_HEADERS};
use crate::layout::Layout;
use crate::lines::{Fields, Lines, field};
use crate::render::reason;
use crate::report::Source;
use crate::source::Format;
use crate::workbook::{Broken, Workbook};
use crate::{column_file, sheet_file, text_file};

/// The reasons of each refused row, by its number.
type Reasons = BTreeMap<u32, Vec<String>>;

/// The file of refused rows: comma-separated UTF-8 text with a byte order
/// mark (so that spreadsheets know it); whatever stood above the header (a
/// unit may), the header, each row with a fault and its reasons. The total row
/// is left out, for it no longer fits. When the file is sent again its last
/// column is left aside.
///
/// Without a readable header, its units included, there are no rows; only the
/// mark is given back.
#[must_use]
pub fn mended(source: &Source<'_>, faults: &[Issue]) -> String {
    let mut out = String::from('\u{feff}');
    let Some(kind) = source.kind.or_else(|| Kind::from_file_name(source.name)) else { return out };
    if faults.iter().any(|issue| issue.code == Code::UnknownUnit && issue.origin.file == source.file) {
        return out;
    }
    let mut reasons = Reasons::new();
    for issue in faults {
        let of_row = issue.code.severity() == Severity::Fault && issue.code != Code::TotalDiffers;
        if of_row && issue.origin.file == source.file {
            reasons.entry(issue.origin.row).or_default().push(reason(issue, kind));
        }
    }
    match Format::of(source.bytes) {
        Format::Text => drop(mend_text(source, kind, &reasons, &mut out)),
        Format::Xlsx => drop(mend_sheet(source, kind, &reasons, &mut out)),
        Format::Parquet => mend_columns(source, kind, &reasons, &mut out),
        Format::Compound => {}
    }
    out
}

/// Whether a spreadsheet would compute a cell of the row.
fn computes(cells: &impl Cells) -> bool {
    (0..cells.count()).any(|position| huigu_facts::is_formula(&cells.cell(position).shown()))
}

/// The last header: both forms.
fn reason_header() -> String {
    REASON_HEADERS.join(" ")
}

/// A cell as a field. What a sheet or a typed column held as a text must not
/// become a formula in the text file.
fn shown(cell: Cell<'_>) -> String {
    field(&huigu_facts::marked(&cell.shown()))
}

/// A row of the new file: the cells, but for an older column of reasons, up
/// to the header's width, then the reason.
fn write_cells(cells: &impl Cells, layout: &Layout, reason: &str, out: &mut String) {
    let width = layout.width.max(cells.count());
    for position in (0..width).filter(|position| Some(*position) != layout.reason) {
        out.push_str(&shown(cells.cell(position)));
        out.push(',');
    }
    out.push_str(&field(reason));
    out.push('\n');
}

fn mend_text(source: &Source<'_>, kind: Kind, reasons: &Reasons, out: &mut String) -> Option<()> {
    let text = text_file::decoded(source.bytes)?;
    let (place, layout) = header::find(kind, source.file, &text_file::first_rows(&text), &mut Vec::new())?;
    let mut lines = Lines::new(&text);
    let mut fields = Fields::default();
    let mut row = 0;
    while let Some(line) = lines.next(&mut fields) {
        let cells = lines.cells(&fields);
        let reason = match (row < place, row == place) {
            (true, _) => None,
            (_, true) => Some(reason_header()),
            _ => match reasons.get(&line.number) {
                Some(reasons) => Some(reasons.join("；")),
                // The row of units under the header holds for the rows here too.
                None if layout.is_row_of_units(&cells) => None,
                None => continue,
            },
        };
        row += 1;
        match reason {
            // As it was written, unless a column must be taken out of it, or
            // the row cannot be told from its neighbours.
            Some(reason) if layout.reason.is_none() && !line.open_quote && !computes(&cells) => {
                out.push_str(line.raw);
                out.extend(std::iter::repeat_n(',', layout.width.saturating_sub(cells.count())));
                out.push(',');
                out.push_str(&field(&reason));
                out.push('\n');
            }
            Some(reason) => write_cells(&cells, &layout, &reason, out),
            None => {
                out.push_str(line.raw);
                out.push('\n');
            }
        }
    }
    Some(())
}

fn mend_sheet(source: &Source<'_>, kind: Kind, reasons: &Reasons, out: &mut String) -> Result<(), Broken> {
    let mut book = Workbook::open(source.bytes)?;
    for sheet in book.sheets.clone() {
        let first = sheet_file::first_rows(&mut book, &sheet)?;
        let Some((place, layout)) = header::find(kind, source.file, &first, &mut Vec::new()) else { continue };
        for (number, cells) in &first[..=place] {
            write_head(*number, cells, &layout, out);
        }
        return sheet_file::each_row(&mut book, &sheet, layout.header_row, |number, cells| {
            match reasons.get(&number) {
                Some(reasons) => write_cells(cells, &layout, &reasons.join("；"), out),
                None if layout.is_row_of_units(cells) => write_head(number, cells, &layout, out),
                None => {}
            }
        });
    }
    Ok(())
}

fn mend_columns(source: &Source<'_>, kind: Kind, reasons: &Reasons, out: &mut String) {
    let mut rows: Vec<(u32, HeldRow)> = Vec::new();
    let layout = column_file::each_row(source, kind, |number, cells| {
        if number == 0 || reasons.contains_key(&number) {
            rows.push((number, cells.clone()));
        }
    });
    let Some(layout) = layout else { return };
    for (number, cells) in rows {
        match reasons.get(&number).filter(|_| number > 0) {
            Some(reasons) => write_cells(&cells, &layout, &reasons.join("；"), out),
            None => write_head(number, &cells, &layout, out),
        }
    }
}

/// The header, or a row above it.
fn write_head(number: u32, cells: &HeldRow, layout: &Layout, out: &mut String) {
    if number == layout.header_row {
        write_cells(cells, layout, &reason_header(), out);
    } else {
        let texts: Vec<_> = (0..cells.count()).map(|position| shown(cells.cell(position))).collect();
        out.push_str(&texts.join(","));
        out.push('\n');
    }
}
