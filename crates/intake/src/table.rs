//! The rows under a header, one after the other: blank ones passed over, a
//! total row compared and left aside, the others read and handed on.

use huigu_facts::{Code, Expected, Issue, Origin, Room, Row};
use huigu_quantity::Fen;

use crate::amount;
use crate::cell::{Cell, Cells, HeldRow};
use crate::header;
use crate::layout::{Layout, shorten};
use crate::reader::{Refused, RowReader, Sum};

/// What the first cell of a total row says, white space and colons aside.
const TOTAL_WORDS: [&str; 4] = ["合计", "总计", "总合计", "total"];

/// Faults and findings of one file: who mends so many looks for what they have
/// in common, and a file made of nothing else must not fill the memory.
pub(crate) const MOST_ISSUES: usize = 100_000;

/// Whoever takes the rows of a file.
pub type Sink<'s> = dyn FnMut(Origin, Row<'_>) + 's;

/// A table being read.
pub(crate) struct Table<'s> {
    file: u32,
    layout: Layout,
    sink: &'s mut dyn FnMut(Origin, Row<'_>),
    /// Faults and findings so far.
    pub(crate) issues: Vec<Issue>,
    sums: Vec<Sum>,
    total: Option<(u32, HeldRow)>,
    /// Rows of data read, total and blank rows aside.
    pub(crate) rows: u64,
    /// Rows of them refused.
    pub(crate) refused: u64,
    /// Whether a row beyond the header's width means that cells have shifted.
    strict_width: bool,
    /// Positions without a header that have not been seen to hold anything.
    unnamed: Vec<usize>,
    at_first: bool,
    /// Whether what was read forbids to read on.
    stopped: bool,
}

impl<'s> Table<'s> {
    /// A table under a header; `strict_width` where a comma too many shifts
    /// the cells (in text files).
    pub(crate) fn new(file: u32, layout: Layout, strict_width: bool, sink: &'s mut Sink<'_>) -> Self {
        let sums = vec![Sum::default(); layout.positions.len()];
        let unnamed = layout.unnamed.clone();
        let (issues, total) = (Vec::new(), None);
        Self {
            file,
            layout,
            sink,
            issues,
            sums,
            total,
            rows: 0,
            refused: 0,
            strict_width,
            unnamed,
            at_first: true,
            stopped: false,
        }
    }

    /// Takes the next row under the header.
    #[inline]
    pub(crate) fn row<C: Cells>(&mut self, number: u32, cells: &C) {
        if self.stopped || self.issues.len() >= MOST_ISSUES {
            return;
        }
        let first = cells.cell(0).trimmed();
        if first == Cell::Empty && cells.is_blank() {
            return;
        }
        if self.at_first {
            self.at_first = false;
            if header::repeats(&self.layout, cells) {
                self.at_first = true;
                return;
            }
            if self.layout.is_row_of_units(cells) {
                let origin = Origin { file: self.file, row: number };
                let fault = self.layout.take_row_of_units(cells, origin).err();
                self.stopped = fault.is_some();
                self.issues.extend(fault);
                return;
            }
        }
        if let Some((number, held)) = self.total.take() {
            // Rows follow, so it was no last row.
            self.data(number, &held);
        }
        if may_be_total(first) && says_total(cells) {
            self.total = Some((number, cells.hold()));
            return;
        }
        self.data(number, cells);
    }

    /// Refuses a row that could not be split into cells.
    pub(crate) fn refuse(&mut self, number: u32, code: Code, value: &str) {
        if self.issues.len() >= MOST_ISSUES {
            return;
        }
        self.rows += 1;
        self.refused += 1;
        let origin = Origin { file: self.file, row: number };
        self.issues.push(Issue { origin, column: "", code, value: shorten(value), expected: Expected::default() });
    }

    #[inline]
    fn data<C: Cells>(&mut self, number: u32, cells: &C) {
        let origin = Origin { file: self.file, row: number };
        if self.strict_width && cells.count() > self.layout.width && self.has_extra_cells(origin, cells) {
            return;
        }
        if !self.unnamed.is_empty() || cells.count() > self.layout.width {
            self.tell_unnamed(cells);
        }
        let room = Room::default();
        let (layout, issues, sums) = (&self.layout, &mut self.issues, &mut self.sums);
        let mut reader = RowReader { cells, layout, origin, issues, sums, room: &room };
        self.rows += 1;
        match Row::read(self.layout.kind, &mut reader) {
            Ok(row) => (self.sink)(origin, row),
            Err(Refused) => self.refused += 1,
        }
    }

    /// Reports, once each, columns that hold something but have no header.
    #[cold]
    fn tell_unnamed<C: Cells>(&mut self, cells: &C) {
        let beyond = self.layout.width..cells.count();
        let filled = self.unnamed.iter().copied().chain(beyond).filter(|p| !cells.cell(*p).is_empty());
        for position in filled {
            let origin = Origin { file: self.file, row: self.layout.header_row };
            let (value, expected) = (format!("#{}", position + 1), Expected::default());
            self.issues.push(Issue { origin, column: "", code: Code::UnknownColumn, value, expected });
        }
        self.unnamed.retain(|position| cells.cell(*position).is_empty());
        if cells.count() > self.layout.width {
            self.unnamed.extend((self.layout.width..cells.count()).filter(|p| cells.cell(*p).is_empty()));
            self.layout.width = cells.count();
        }
    }

    /// Refuses the row if something stands beyond the header's width.
    #[cold]
    fn has_extra_cells<C: Cells>(&mut self, origin: Origin, cells: &C) -> bool {
        let extra = (self.layout.width..cells.count()).find(|position| !cells.cell(*position).is_empty());
        let Some(position) = extra else { return false };
        let value = shorten(&cells.cell(position).shown());
        let expected = format!("≤ {}", self.layout.width).into();
        self.issues.push(Issue { origin, column: "", code: Code::ExtraCells, value, expected });
        for sum in &mut self.sums {
            sum.broken = true;
        }
        self.rows += 1;
        self.refused += 1;
        true
    }

    /// Ends the table: the total row, if any, is compared with the sums.
    pub(crate) fn finish(&mut self) {
        if self.issues.len() >= MOST_ISSUES {
            let origin = Origin { file: self.file, row: 0 };
            let (value, expected) = (MOST_ISSUES.to_string(), Expected::default());
            self.issues.push(Issue { origin, column: "", code: Code::TooManyFaults, value, expected });
            return;
        }
        if let Some((number, cells)) = self.total.take() {
            self.compare_total(Origin { file: self.file, row: number }, &cells);
        }
        if self.rows == 0 && !self.stopped {
            let origin = Origin { file: self.file, row: self.layout.header_row };
            let (value, expected) = (String::new(), Expected::default());
            self.issues.push(Issue { origin, column: "", code: Code::EmptyFile, value, expected });
        }
    }

    fn compare_total(&mut self, origin: Origin, cells: &HeldRow) {
        for (slot, column) in self.layout.kind.columns().iter().enumerate() {
            let Some(position) = self.layout.positions[slot].filter(|_| column.is_money()) else { continue };
            let cell = cells.cell(position).trimmed();
            let sum = self.sums[slot];
            if cell == Cell::Empty || sum.broken || TOTAL_WORDS.contains(&cell_word(cell).as_str()) {
                continue;
            }
            if let Cell::Refused(code, text) = cell {
                let (value, expected) = (shorten(text), code.example());
                self.issues.push(Issue { origin, column: column.name, code, value, expected });
                continue;
            }
            let stated = amount::money_sum(cell, self.layout.units[slot]);
            if stated != Some(sum.fen) {
                let expected = Fen::from_i128(sum.fen).map_or_else(|| sum.fen.to_string(), |fen| fen.to_string());
                let value = shorten(&cell.shown());
                self.issues.push(Issue {
                    origin,
                    column: column.name,
                    code: Code::TotalDiffers,
                    value,
                    expected: expected.into(),
                });
            }
        }
    }
}

/// A cheap look at a row's first cell: whether it is worth a second one.
#[inline]
fn may_be_total(first: Cell<'_>) -> bool {
    match first {
        Cell::Empty => true,
        // The first bytes of 合 and 总, and of total.
        Cell::Text(text) => matches!(text.as_bytes().first(), Some(0xe5 | 0xe6 | b'T' | b't')),
        _ => false,
    }
}

/// Whether the first cell that is not empty says total.
pub(crate) fn says_total<C: Cells>(cells: &C) -> bool {
    (0..cells.count())
        .map(|position| cells.cell(position).trimmed())
        .find(|cell| *cell != Cell::Empty)
        .is_some_and(|cell| TOTAL_WORDS.contains(&cell_word(cell).as_str()))
}

fn cell_word(cell: Cell<'_>) -> String {
    match cell {
        Cell::Text(text) if text.len() <= 64 => text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：'))
            .flat_map(char::to_lowercase)
            .collect(),
        _ => String::new(),
    }
}
