//! Reading a file, however it is written.

use huigu_facts::{Code, Expectation, Issue, Kind};

use crate::header;
use crate::report::{Report, Source};
use crate::table::{Sink, Table};
use crate::workbook::{Broken, Workbook};
use crate::{column_file, sheet_file, text_file};

/// How a file is written, as its first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Comma-separated text.
    Text,
    /// A spreadsheet of the XML kind.
    Xlsx,
    /// Parquet.
    Parquet,
    /// A spreadsheet of the old kind, or one with a password.
    Compound,
}

impl Format {
    /// The format of a content.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [b'P', b'K', 3 | 5 | 7, ..] => Self::Xlsx,
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::Compound,
            _ => Self::Text,
        }
    }
}

/// Reads a file: every good row goes to the sink, in the file's order and
/// borrowed; every other one becomes a fault of the report.
///
/// Rows are handed on as they are read, before all faults are known: whoever
/// takes only whole files keeps them back until [`Report::has_faults`] is. A
/// fault at row 0 concerns the file (damage, a second sheet): then even the
/// good rows are not all of it, and none should be taken.
pub fn read(source: &Source<'_>, sink: &mut Sink<'_>) -> Report {
    let mut report = Report { kind: source.kind.or_else(|| Kind::from_file_name(source.name)), ..Report::default() };
    let Some(kind) = report.kind else {
        let names: Vec<_> = Kind::ALL.iter().map(|kind| format!("{} {}", kind.text().zh, kind.name())).collect();
        report.fault(source, Code::UnknownKind, source.name, names.join(", "));
        return report;
    };
    match Format::of(source.bytes) {
        Format::Text => read_text(source, kind, &mut report, sink),
        Format::Xlsx => {
            if let Err(broken) = read_sheets(source, kind, &mut report, sink) {
                report.broken(source, broken);
            }
        }
        Format::Parquet => column_file::read(source, kind, &mut report, sink),
        Format::Compound => report.fault(source, Code::Unreadable, source.name, Expectation::NoPassword),
    }
    report
}

fn read_text(source: &Source<'_>, kind: Kind, report: &mut Report, sink: &mut Sink<'_>) {
    let Some(text) = text_file::decoded(source.bytes) else {
        report.fault(source, Code::NotText, source.name, "UTF-8, GB18030");
        return;
    };
    let first = text_file::first_rows(&text);
    let Some((place, layout)) = header::find(kind, source.file, &first, &mut report.issues) else { return };
    let mut table = Table::new(source.file, layout, true, sink);
    text_file::read(&text, place, &mut table);
    report.close(table);
}

/// The first visible sheet with a header is read; a further one with data of
/// the kind is a fault, for its rows would be left out.
fn read_sheets(source: &Source<'_>, kind: Kind, report: &mut Report, sink: &mut Sink<'_>) -> Result<(), Broken> {
    let mut book = Workbook::open(source.bytes)?;
    let sheets = book.sheets.clone();
    let mut found = None;
    for (number, sheet) in sheets.iter().enumerate() {
        let first = sheet_file::first_rows(&mut book, sheet)?;
        let mut issues = Vec::new();
        let layout = header::find(kind, source.file, &first, &mut issues);
        let headless = issues.iter().any(|issue| issue.code == Code::NoHeader);
        if number == 0 || !headless {
            report.issues = issues;
        }
        if !headless {
            found = layout.map(|(_, layout)| (number, layout));
            break;
        }
    }
    if sheets.is_empty() {
        report.issues.append(&mut no_header(source, kind));
    }
    let Some((number, layout)) = found else { return Ok(()) };
    for other in &sheets[number + 1..] {
        if sheet_file::holds_data(&mut book, other, kind)? {
            report.fault(source, Code::TwoSheets, &other.name, sheets[number].name.as_str());
        }
    }
    let header_row = layout.header_row;
    let mut table = Table::new(source.file, layout, false, sink);
    let read = sheet_file::each_row(&mut book, &sheets[number], header_row, |number, row| table.row(number, row));
    report.close(table);
    read
}

fn no_header(source: &Source<'_>, kind: Kind) -> Vec<Issue> {
    let mut issues = Vec::new();
    header::find(kind, source.file, &[], &mut issues);
    issues
}
