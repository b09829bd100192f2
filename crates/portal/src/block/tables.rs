//! Sheets on a page: filtered, sorted and cut into pages here, so that they
//! work without a script, and taken away whole as a workbook or as CSV.

use huigu_answers::texts::frame;
use huigu_answers::{Cell, Column, Sheet, Side, Value, View};
use huigu_facts::{Figure, ReportingPeriod};
use maud::{Markup, html};

use crate::block::cell;
use crate::block::figure::Scale;
use crate::context::RequestContext;
use crate::reply::{Export, Page};

/// Rows on a page where nothing else is asked.
pub const ROWS: usize = 50;

/// A sheet on a page, with what the page draws in it itself.
pub struct Table {
    sheet: Sheet,
    drawn: Vec<Markup>,
    all: Option<usize>,
}

impl From<Sheet> for Table {
    fn from(sheet: Sheet) -> Self {
        Self { sheet: sheet.seen(View::Page), drawn: Vec::new(), all: None }
    }
}

impl Table {
    /// With a column of what only a page can show, such as buttons, before the
    /// one of a key or behind all; a cell a row.
    pub fn drawn(mut self, before: &str, key: &'static str, title: &str, cells: Vec<Markup>) -> Self {
        let first = self.drawn.len();
        let places = cells
            .iter()
            .enumerate()
            .map(|(at, markup)| if markup.0.is_empty() { Cell::blank() } else { Value::Drawn(first + at).into() });
        self.sheet = self.sheet.with(before, Column::left(key, title), places);
        self.drawn.extend(cells);
        self
    }

    /// With how many rows there are in all, where those here are only the ones
    /// of the page that is asked for.
    pub fn of_all(mut self, all: Option<usize>) -> Self {
        self.all = all;
        self
    }

    /// The unit of each column that holds money and nothing else. One table
    /// has one unit of money: figures side by side are compared.
    fn scales(&self) -> Vec<Option<Scale>> {
        let of = |at: usize| {
            let rows = self.sheet.rows.iter().chain(&self.sheet.totals);
            let cells = rows.filter_map(|row| row.get(at).filter(|cell| !cell.is_blank()));
            let sums: Option<Vec<_>> = cells.map(Cell::money).collect();
            sums.filter(|sums| !sums.is_empty()).map(Scale::fitting)
        };
        let each: Vec<Option<Scale>> = (0..self.sheet.columns.len()).map(of).collect();
        let largest = if self.sheet.whole { Some(Scale::Yuan) } else { each.iter().flatten().max().copied() };
        each.iter().map(|scale| scale.and(largest)).collect()
    }
}

/// The table that is asked for as a file, and the file's form.
fn file_asked<'a>(context: &'a RequestContext<'_>) -> Option<(&'a str, &'a str)> {
    let asked = context.query.get("export").and_then(|asked| asked.rsplit_once('.'));
    asked.filter(|(_, form)| matches!(*form, "xlsx" | "csv"))
}

/// Whether a table is asked for as a file.
pub fn is_exported(id: &str, context: &RequestContext<'_>) -> bool {
    file_asked(context).is_some_and(|(name, _)| name == id)
}

/// The page asked of a table, where no more than its rows need be read: no
/// filter, no order of the reader's and no file is asked for.
pub fn page_asked(id: &str, context: &RequestContext<'_>) -> Option<usize> {
    let asked = |what: &str| context.query.get(&[id, what].concat());
    let plain = context.is_question && !is_exported(id, context) && asked(".q").is_none() && asked(".sort").is_none();
    plain.then(|| asked(".page").and_then(|text| text.parse().ok()).unwrap_or(1).max(1))
}

/// The tables of one page: each is shown in its place, and one may be asked
/// for as a file.
pub struct Tables<'a> {
    context: &'a RequestContext<'a>,
    export: Option<Box<Export>>,
}

impl<'a> Tables<'a> {
    /// For the page that is asked.
    pub fn of(context: &'a RequestContext<'a>) -> Self {
        Self { context, export: None }
    }

    /// The page they stand on.
    pub fn page(self, section: &'static str, title: impl Into<String>, body: Markup) -> Page {
        Page { export: self.export, ..Page::new(section, title, body) }
    }

    /// A table as a part of the page.
    pub fn show(&mut self, table: impl Into<Table>) -> Markup {
        let (mut table, context): (Table, _) = (table.into(), self.context);
        let id = table.sheet.id;
        table.sheet = table.sheet.without_empty_columns();
        let all = table.all.unwrap_or(table.sheet.rows.len());
        let asked = |what: &str| context.query.get(&format!("{id}.{what}")).unwrap_or_default();
        let (wanted, sorted) = (asked("q"), asked("sort"));
        if !wanted.is_empty() {
            table.sheet.filter(wanted, |one| cell::searched(one, context.lang));
            // They are the sums of all rows.
            table.sheet.totals.clear();
        }
        if !sorted.is_empty() {
            table.sheet.sort(sorted, context.lang);
        }
        if let Some((_, form)) = file_asked(context).filter(|(name, _)| *name == id) {
            self.export = Some(Box::new(Export { sheet: table.sheet.without_drawings(), workbook: form == "xlsx" }));
            return html! {};
        }
        Shown { table, context, all, wanted, sorted }.markup()
    }
}

/// A table that is filtered and sorted, and as what it was asked.
struct Shown<'a> {
    table: Table,
    context: &'a RequestContext<'a>,
    /// Rows before the filter.
    all: usize,
    wanted: &'a str,
    sorted: &'a str,
}

impl Shown<'_> {
    /// What a part of the table is called in the query.
    fn name(&self, what: &str) -> String {
        format!("{}.{what}", self.table.sheet.id)
    }

    /// The same page with another value for a part of the table, at the table.
    fn here(&self, what: &str, value: &str) -> String {
        format!("{}#{}", self.context.here_with(&self.name(what), value), self.table.sheet.id)
    }

    fn markup(&self) -> Markup {
        let (sheet, context) = (&self.table.sheet, self.context);
        let found = self.table.all.unwrap_or(sheet.rows.len());
        let empty = if sheet.empty.is_empty() { context.t(frame::NOTHING_HERE) } else { &sheet.empty };
        html! {
            section.table-block id=(sheet.id) {
                div.table-head {
                    h2 { (sheet.title) }
                    @if self.all > 0 && context.is_question { (self.tools()) }
                }
                @if self.all == 0 {
                    p.empty { (empty) }
                } @else if found == 0 {
                    p.empty { (context.say(frame::NoRow { q: &self.wanted })) " "
                        a href=(context.here_with(&self.name("q"), "")) { (context.t(frame::CLEAR_FILTER)) } }
                } @else { (self.rows(found)) }
            }
        }
    }

    /// The rows of the page that is asked for, and the way to the others.
    fn rows(&self, found: usize) -> Markup {
        let (sheet, context) = (&self.table.sheet, self.context);
        // What came of a form cannot be asked for again page by page.
        let size = if context.is_question && !sheet.whole { ROWS } else { usize::MAX };
        let pages = found.div_ceil(size).max(1);
        let page = context.query.get(&self.name("page")).and_then(|text| text.parse::<usize>().ok());
        let page = page.unwrap_or(1).clamp(1, pages);
        let before = if self.table.all.is_some() { 0 } else { (page - 1) * size.min(ROWS) };
        let scales = self.table.scales();
        html! {
            div.scroll role="region" aria-label=(sheet.title) tabindex="0" {
                table {
                    thead { tr { @for (column, scale) in sheet.columns.iter().zip(&scales) { (self.head(column, *scale)) } } }
                    tbody { @for row in sheet.rows.iter().skip(before).take(size) { (self.row(row, &scales)) } }
                    @if !sheet.totals.is_empty() { tfoot { @for row in &sheet.totals { (self.row(row, &scales)) } } }
                }
            }
            @if pages > 1 { (self.turn(page, pages, found)) }
        }
    }

    fn tools(&self) -> Markup {
        let (sheet, context, filter) = (&self.table.sheet, self.context, self.name("q"));
        let file = |form: &str| context.here_with("export", &self.name(form));
        html! {
            div.table-tools {
                @if self.all > 8 || !self.wanted.is_empty() {
                    form.filter method="get" action={ (context.path) "#" (sheet.id) } role="search" aria-label={ (context.t(frame::FILTER)) " " (sheet.title) } {
                        @for (key, value) in context.query.with(&filter, "").with(&self.name("page"), "").iter() {
                            input type="hidden" name=(key) value=(value);
                        }
                        input type="search" name=(filter) value=(self.wanted) placeholder=(context.t(frame::FILTER))
                            aria-label={ (context.t(frame::FILTER)) " " (sheet.title) } autocomplete="off";
                        button.quiet { (context.t(frame::FILTER)) }
                    }
                }
                span.take {
                    a.quiet href=(file("xlsx")) download { "XLSX" }
                    a.quiet href=(file("csv")) download { "CSV" }
                }
            }
        }
    }

    fn head(&self, column: &Column, scale: Option<Scale>) -> Markup {
        let (up, down) = (self.sorted == column.key, self.sorted.strip_prefix('-') == Some(column.key));
        let next = if up { format!("-{}", column.key) } else { column.key.to_owned() };
        let order = up.then_some("ascending").or(down.then_some("descending"));
        html! {
            th class=[(column.side == Side::Right).then_some("num")] scope="col" aria-sort=[order] {
                @if self.context.is_question {
                    a href=(self.here("sort", &next)) rel="nofollow" {
                        (column.title)
                        @if up { span.order aria-hidden="true" { "▲" } }
                        @if down { span.order aria-hidden="true" { "▼" } }
                    }
                } @else { (column.title) }
                @if let Some(scale) = scale { span.unit { (scale.name(self.context.lang)) } }
            }
        }
    }

    fn row(&self, cells: &[Cell], scales: &[Option<Scale>]) -> Markup {
        let columns = &self.table.sheet.columns;
        html! {
            tr {
                @for ((column, one), scale) in columns.iter().zip(cells).zip(scales) {
                    td class=[class(column, one)] { (cell::show(one, *scale, &self.table.drawn, self.context)) }
                }
                @for _ in cells.len()..columns.len() { td {} }
            }
        }
    }

    fn turn(&self, page: usize, pages: usize, found: usize) -> Markup {
        let context = self.context;
        let to = |number: usize| self.here("page", &number.to_string());
        let (found, pages_text) = (context.count(found), context.count(pages));
        html! {
            nav.turn aria-label=(context.t(frame::PAGES)) {
                @if page > 1 { a.quiet href=(to(page - 1)) rel="prev" { (context.t(frame::PREVIOUS)) } }
                span { (context.say(frame::PageOf { found: &found, at: &page, pages: &pages_text })) }
                @if page < pages { a.quiet href=(to(page + 1)) rel="next" { (context.t(frame::NEXT)) } }
            }
        }
    }
}

/// How a cell is set: figures to the right, what is short unbroken.
fn class(column: &Column, cell: &Cell) -> Option<&'static str> {
    match (column.side, &cell.value) {
        (Side::Right, _) => Some("num"),
        (Side::Left, Value::Figure(Figure::Day(_), _) | Value::Moment(..) | Value::State(..)) => Some("whole"),
        (Side::Left, Value::Text(text)) if ReportingPeriod::parse(text).is_some() => Some("whole"),
        (Side::Left, _) => None,
    }
}
