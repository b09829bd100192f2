//! An answer as a value: a table of typed columns, built once, shown on a
//! terminal or page and filed as text or workbook by renderers that know
//! nothing of what it is about.

use huigu_quantity::Lang;

use crate::cell::Cell;

/// A table of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name in queries and names of files.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What stands under the title: what it is of, and in which unit.
    pub about: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column; missing ones at the end are blank.
    pub rows: Vec<Vec<Cell>>,
    /// Rows of sums.
    pub totals: Vec<Vec<Cell>>,
    /// What stands below it.
    pub notes: Vec<String>,
    /// What is said where there is no row.
    pub empty: String,
    /// Whether it is a document: every row on one page, and sums to the fen.
    pub whole: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in queries, and its head where programs read.
    pub key: &'static str,
    /// Its head, for people.
    pub title: String,
    /// The side its cells stand on.
    pub side: Side,
    /// Width in a workbook, in characters of the standard font.
    pub width: u8,
    /// Who sees it.
    pub seen: &'static [View],
}

/// Side a column's cells stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Texts.
    Left,
    /// Figures.
    Right,
}

/// How a sheet is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// On a terminal.
    Terminal,
    /// On a page, and in the files taken from it.
    Page,
    /// In a workbook that an office files.
    Filed,
    /// By programs, as CSV.
    Data,
}

impl View {
    /// Each of them.
    pub const ALL: &'static [Self] = &[Self::Terminal, Self::Page, Self::Filed, Self::Data];
    /// Those of people.
    pub const PEOPLE: &'static [Self] = &[Self::Terminal, Self::Page, Self::Filed];
    /// Those on screens.
    pub const SCREENS: &'static [Self] = &[Self::Terminal, Self::Page];
    /// That of programs.
    pub const DATA: &'static [Self] = &[Self::Data];
    /// That of an office's files.
    pub const FILED: &'static [Self] = &[Self::Filed];
    /// That of pages, where a cell may hold more than one thing.
    pub const PAGES: &'static [Self] = &[Self::Page];
    /// Those where a cell holds one thing.
    pub const BUT_PAGES: &'static [Self] = &[Self::Terminal, Self::Filed, Self::Data];
}

impl Column {
    /// A column of texts, which everybody sees.
    pub fn left(key: &'static str, title: impl Into<String>) -> Self {
        Self { key, title: title.into(), side: Side::Left, width: 24, seen: View::ALL }
    }

    /// A column of figures, which everybody sees.
    pub fn right(key: &'static str, title: impl Into<String>) -> Self {
        Self { side: Side::Right, width: 16, ..Self::left(key, title) }
    }

    /// The same, for some alone.
    #[must_use]
    pub fn seen(mut self, by: &'static [View]) -> Self {
        self.seen = by;
        self
    }

    /// The same, of another width.
    #[must_use]
    pub fn wide(mut self, width: u8) -> Self {
        self.width = width;
        self
    }
}

impl Sheet {
    /// A sheet without rows.
    pub fn new(id: &'static str, title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            id,
            title: title.into(),
            about: Vec::new(),
            columns,
            rows: Vec::new(),
            totals: Vec::new(),
            notes: Vec::new(),
            empty: String::new(),
            whole: false,
        }
    }

    /// Adds a row, a cell a column.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Adds a row of sums.
    pub fn total(&mut self, cells: Vec<Cell>) {
        self.totals.push(cells);
    }

    /// A row of cells by the keys of their columns; the others are blank.
    #[must_use]
    pub fn by_key<'k>(&self, cells: impl IntoIterator<Item = (&'k str, Cell)>) -> Vec<Cell> {
        let mut row = vec![Cell::blank(); self.columns.len()];
        for (key, cell) in cells {
            // One key may stand for several views' columns.
            for (own, _) in row.iter_mut().zip(&self.columns).filter(|(_, column)| column.key == key) {
                own.clone_from(&cell);
            }
        }
        row
    }

    /// Adds a row of cells by the keys of their columns.
    pub fn add<'k>(&mut self, cells: impl IntoIterator<Item = (&'k str, Cell)>) {
        let row = self.by_key(cells);
        self.rows.push(row);
    }

    /// With another column before the one of a key, or behind all where there
    /// is none of it; a cell a row.
    #[must_use]
    pub fn with(mut self, before: &str, column: Column, cells: impl IntoIterator<Item = Cell>) -> Self {
        let end = self.columns.len();
        let at = self.columns.iter().position(|column| column.key == before).unwrap_or(end);
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.resize(end, Cell::blank());
            row.insert(at, cell);
        }
        for row in self.totals.iter_mut().filter(|row| row.len() > at) {
            row.insert(at, Cell::blank());
        }
        self.columns.insert(at, column);
        self
    }

    /// With what is said where there is no row.
    #[must_use]
    pub fn or_empty(mut self, said: impl Into<String>) -> Self {
        self.empty = said.into();
        self
    }

    /// As a document: every row on one page, and sums to the fen.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// What one view sees of it.
    #[must_use]
    pub fn seen(self, view: View) -> Self {
        let keep = self.columns.iter().map(|column| column.seen.contains(&view)).collect();
        self.keeping(keep)
    }

    /// Columns in which no row has anything are taken out.
    #[must_use]
    pub fn without_empty_columns(self) -> Self {
        let filled = |at: usize| {
            self.rows.iter().chain(&self.totals).any(|row| row.get(at).is_some_and(|cell| !cell.is_blank()))
        };
        let keep = (0..self.columns.len()).map(|at| self.rows.is_empty() || filled(at)).collect();
        self.keeping(keep)
    }

    /// Columns that only a page can show are taken out.
    #[must_use]
    pub fn without_drawings(self) -> Self {
        let drawn = |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(Cell::is_drawn));
        let keep = (0..self.columns.len()).map(|at| !drawn(at)).collect();
        self.keeping(keep)
    }

    fn keeping(mut self, keep: Vec<bool>) -> Self {
        if keep.iter().all(|keep| *keep) {
            return self;
        }
        for row in self.rows.iter_mut().chain(&mut self.totals) {
            row.resize(keep.len(), Cell::blank());
            let mut kept = keep.iter();
            row.retain(|_| kept.next().copied().unwrap_or(true));
        }
        let mut kept = keep.iter();
        self.columns.retain(|_| kept.next().copied().unwrap_or(true));
        self
    }

    /// Keeps the rows that hold every word of a text, in any column; `read` is
    /// how a cell is read.
    pub fn filter(&mut self, text: &str, read: impl Fn(&Cell) -> String) {
        let wanted: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        self.rows.retain(|row| {
            let text = row.iter().map(&read).collect::<Vec<_>>().join("\t").to_lowercase();
            wanted.iter().all(|word| text.contains(word))
        });
    }

    /// Puts the rows in the order of a column, by its key; after `-` downwards.
    pub fn sort(&mut self, by: &str, lang: Lang) {
        let (key, down) = by.strip_prefix('-').map_or((by, false), |key| (key, true));
        let Some(at) = self.columns.iter().position(|column| column.key == key) else { return };
        self.rows.sort_by_cached_key(|row| row.get(at).map(|cell| cell.rank(lang)));
        if down {
            // What is missing stays last.
            let blanks = self.rows.iter().rev().take_while(|row| row.get(at).is_none_or(Cell::is_blank)).count();
            let end = self.rows.len() - blanks;
            self.rows[..end].reverse();
        }
    }
}

/// A sheet being filled, a column at a time, from items of one kind.
pub struct Fill<'r, R> {
    sheet: Sheet,
    items: &'r [R],
}

impl<'r, R> Fill<'r, R> {
    /// A row for each item.
    pub fn new(id: &'static str, title: impl Into<String>, items: &'r [R]) -> Self {
        let mut sheet = Sheet::new(id, title, Vec::new());
        sheet.rows = vec![Vec::new(); items.len()];
        Self { sheet, items }
    }

    /// Adds a column of texts.
    #[must_use]
    pub fn left<C: Into<Cell>>(
        self,
        key: &'static str,
        title: impl Into<String>,
        cell: impl FnMut(&'r R) -> C,
    ) -> Self {
        self.column(Column::left(key, title), cell)
    }

    /// Adds a column of figures.
    #[must_use]
    pub fn right<C: Into<Cell>>(
        self,
        key: &'static str,
        title: impl Into<String>,
        cell: impl FnMut(&'r R) -> C,
    ) -> Self {
        self.column(Column::right(key, title), cell)
    }

    /// Adds a column that programs alone read.
    #[must_use]
    pub fn data<C: Into<Cell>>(self, key: &'static str, cell: impl FnMut(&'r R) -> C) -> Self {
        self.column(Column::left(key, "").seen(View::DATA), cell)
    }

    fn column<C: Into<Cell>>(mut self, column: Column, mut cell: impl FnMut(&'r R) -> C) -> Self {
        self.sheet.columns.push(column);
        for (row, item) in self.sheet.rows.iter_mut().zip(self.items) {
            row.push(cell(item).into());
        }
        self
    }

    /// The last column, for some alone.
    #[must_use]
    pub fn seen(mut self, by: &'static [View]) -> Self {
        if let Some(column) = self.sheet.columns.last_mut() {
            column.seen = by;
        }
        self
    }

    /// The last column, of another width.
    #[must_use]
    pub fn wide(mut self, width: u8) -> Self {
        if let Some(column) = self.sheet.columns.last_mut() {
            column.width = width;
        }
        self
    }

    /// The sheet.
    #[must_use]
    pub fn sheet(self) -> Sheet {
        self.sheet
    }
}

#[cfg(test)]
mod tests {
    use huigu_quantity::{Fen, Lang};

    use super::*;
    use crate::cell::Link;

    fn sheet() -> Sheet {
        let items = [("bank-b", 12_300, ""), ("bank-a", 5_000, "x"), ("bank-c", 0, "y")];
        let mut sheet = Fill::new("banks", "Banks", &items)
            .left("id", "Id", |item| Cell::text(item.0).to(Link::Path(item.0.to_owned())))
            .right("sum", "Sum", |item| (item.1 != 0).then_some(Fen(item.1)))
            .data("code", |_| "")
            .left("note", "Note", |item| item.2)
            .seen(View::PEOPLE)
            .sheet();
        let total = sheet.by_key([("sum", Fen(17_300).into())]);
        sheet.total(total);
        sheet
    }

    fn ids(sheet: &Sheet) -> Vec<String> {
        sheet.rows.iter().map(|row| row[0].in_words(Lang::En)).collect()
    }

    #[test]
    fn each_view_sees_its_columns() {
        let keys = |sheet: &Sheet| sheet.columns.iter().map(|column| column.key).collect::<Vec<_>>();
        assert_eq!(keys(&sheet().seen(View::Data)), ["id", "sum", "code"]);
        assert_eq!(keys(&sheet().seen(View::Terminal)), ["id", "sum", "note"]);
        assert_eq!(keys(&sheet().without_empty_columns()), ["id", "sum", "note"]);
        assert_eq!(sheet().totals[0].len(), 4);
    }

    #[test]
    fn rows_are_sorted_by_what_they_hold_and_blanks_stay_last() {
        let mut up = sheet();
        up.sort("sum", Lang::En);
        assert_eq!(ids(&up), ["bank-a", "bank-b", "bank-c"]);
        up.sort("-sum", Lang::En);
        assert_eq!(ids(&up), ["bank-b", "bank-a", "bank-c"]);
        up.sort("-id", Lang::En);
        assert_eq!(ids(&up), ["bank-c", "bank-b", "bank-a"]);
        up.sort("no-such-column", Lang::En);
        assert_eq!(ids(&up), ["bank-c", "bank-b", "bank-a"]);
    }

    #[test]
    fn rows_are_found_by_every_word() {
        let mut found = sheet();
        found.filter("BANK 123.00", |cell| cell.in_words(Lang::En));
        assert_eq!(ids(&found), ["bank-b"]);
    }
}
