//! A file handed in, and what came of reading it.

use huigu_facts::{Code, Expected, Issue, Kind, Origin, Severity};

use crate::layout::shorten;
use crate::table::Table;
use crate::workbook::Broken;

/// A file handed in.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Name of the file, with or without its folder.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// Its number in this intake, for [`Origin`].
    pub file: u32,
    /// Its kind; `None`: as its name tells.
    pub kind: Option<Kind>,
}

/// What came of reading a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The file's kind, if known.
    pub kind: Option<Kind>,
    /// Rows of data in it; blank, header and total rows aside.
    pub rows: u64,
    /// Rows of them refused.
    pub refused: u64,
    /// Faults and findings, in the file's order.
    pub issues: Vec<Issue>,
}

impl Report {
    /// Rows handed to the sink.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.rows - self.refused
    }

    /// Whether anything forbids to take the file in as a whole.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        self.issues.iter().any(|issue| issue.code.severity() == Severity::Fault)
    }

    /// Takes over what came of a table's rows.
    pub(crate) fn close(&mut self, mut table: Table<'_>) {
        table.finish();
        self.rows += table.rows;
        self.refused += table.refused;
        self.issues.append(&mut table.issues);
    }

    pub(crate) fn broken(&mut self, source: &Source<'_>, broken: Broken) {
        match broken {
            Broken::Damaged => self.fault(source, Code::Unreadable, source.name, "xlsx, csv, parquet"),
            Broken::TooLarge => self.fault(source, Code::TooLarge, source.name, "csv, parquet"),
        }
    }

    pub(crate) fn fault(&mut self, source: &Source<'_>, code: Code, value: &str, expected: impl Into<Expected>) {
        let origin = Origin { file: source.file, row: 0 };
        let (value, expected) = (shorten(value), expected.into());
        self.issues.push(Issue { origin, column: "", code, value, expected });
    }
}
