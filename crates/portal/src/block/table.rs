//! Tables: filtered, sorted and cut into pages here, so that they work without
//! a script, and taken away whole as a workbook or as CSV.

use huigu_answers::figures;
use huigu_answers::texts::frame;
use huigu_desk::Instant;
use huigu_facts::Figure;
use huigu_quantity::Lang;
use huigu_quantity::{Day, Fen};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::figure::{Scale, exact};
use crate::block::state::{Show, State};
use crate::words::{clock_time, date};

/// Rows on a page where nothing else is asked.
pub const ROWS: usize = 50;

/// Side a column's cells stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Texts.
    Left,
    /// Figures.
    Right,
}

/// One value of a table; what it is decides how it is shown, sorted and exported.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A text that leads somewhere.
    Link(String, String),
    /// Two texts, the second small, leading somewhere.
    Named(String, String, String),
    /// A sum of money.
    Money(Fen),
    /// A sum that leads to its why.
    MoneyLink(Fen, String),
    /// A figure, and as it is shown.
    Figure(Figure, String),
    /// A figure that leads to its why.
    FigureLink(Figure, String, String),
    /// A count.
    Count(u64),
    /// A count that leads somewhere.
    CountLink(u64, String),
    /// A day.
    Day(Day),
    /// A day and a minute of it.
    Moment(Instant),
    /// How it stands.
    State(State),
    /// Something of its own, and as plain text.
    Own(Markup, String),
    /// What is for the screen alone: a drawing, a button. A column of these
    /// is in no file.
    Drawn(Markup),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A sum, or nothing.
    pub fn money(sum: Option<Fen>) -> Self {
        sum.map_or(Self::Blank, Self::Money)
    }

    /// A sum as money of the column's unit; another figure as it is shown.
    pub fn figure(figure: Option<&Figure>, shown: impl FnOnce(&Figure) -> String) -> Self {
        match figure {
            None => Self::Blank,
            Some(Figure::Money(fen)) => Self::Money(*fen),
            Some(other) => Self::Figure(other.clone(), shown(other)),
        }
    }

    /// As plain text: what the filter looks at.
    pub fn plain(&self, lang: Lang) -> String {
        match self {
            Self::Blank | Self::Drawn(_) => String::new(),
            Self::Text(text) | Self::Link(text, _) | Self::Figure(_, text) | Self::FigureLink(_, text, _) => {
                text.clone()
            }
            Self::Named(text, small, _) => [text.as_str(), small.as_str()].join(" "),
            Self::Money(fen) | Self::MoneyLink(fen, _) => fen.to_string(),
            Self::Count(count) | Self::CountLink(count, _) => count.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Moment(instant) => [instant.day().to_string(), clock_time(*instant)].join(" "),
            Self::State(state) => state.word(lang).to_owned(),
            Self::Own(_, text) => text.clone(),
        }
    }

    /// What it is sorted by: numbers before texts, nothing last.
    fn rank(&self, lang: Lang) -> (u8, i128, String) {
        let number = |value: i128| (0, value, String::new());
        match self {
            Self::Blank | Self::Drawn(_) => (2, 0, String::new()),
            Self::Money(fen) | Self::MoneyLink(fen, _) => number(i128::from(fen.0)),
            Self::Count(count) | Self::CountLink(count, _) => number(i128::from(*count)),
            Self::Day(day) => number(i128::from(day.0)),
            Self::Moment(instant) => number(i128::from(instant.0)),
            Self::State(state) => number(*state as i128),
            Self::Figure(figure, _) | Self::FigureLink(figure, ..) => {
                match figure.ratio().and_then(|ratio| ratio.millionths()) {
                    Some(millionths) => number(millionths),
                    None => (1, 0, figure.to_string()),
                }
            }
            other => (1, 0, other.plain(lang)),
        }
    }

    fn show(&self, scale: Scale, lang: Lang) -> Markup {
        match self {
            Self::Blank => html! {},
            Self::Text(text) => html! { (text) },
            Self::Link(text, href) => html! { a href=(href) { (text) } },
            Self::Named(text, small, href) => html! { a href=(href) { (text) } span.small { (small) } },
            Self::Money(fen) => html! { span title=(exact(*fen, lang)) { (scale.write(*fen, lang)) } },
            Self::MoneyLink(fen, href) => {
                html! { a href=(href) title=(exact(*fen, lang)) { (scale.write(*fen, lang)) } }
            }
            Self::Figure(figure, shown) => html! { span title=(figure) { (shown) } },
            Self::FigureLink(figure, shown, href) => html! { a href=(href) title=(figure) { (shown) } },
            Self::Count(count) => html! { (figures::grouped(*count)) },
            Self::CountLink(count, href) => html! { a href=(href) { (figures::grouped(*count)) } },
            Self::Day(day) => html! { (date(lang, *day)) },
            Self::Moment(instant) => html! { (date(lang, instant.day())) " " (clock_time(*instant)) },
            Self::State(state) => state.show(lang),
            Self::Own(markup, _) | Self::Drawn(markup) => html! { (markup) },
        }
    }

    fn sum(&self) -> Option<Fen> {
        match self {
            Self::Money(fen) | Self::MoneyLink(fen, _) => Some(*fen),
            _ => None,
        }
    }
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its key, in queries and as the CSV's head.
    pub key: &'static str,
    /// Its title.
    pub title: String,
    /// Its side.
    pub side: Side,
}

/// A column of texts.
pub fn left(key: &'static str, title: impl Into<String>) -> Column {
    Column { key, title: title.into(), side: Side::Left }
}

/// A column of figures.
pub fn right(key: &'static str, title: impl Into<String>) -> Column {
    Column { key, title: title.into(), side: Side::Right }
}

/// A table.
pub struct Table {
    /// Its name in queries.
    pub id: &'static str,
    /// Its caption.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// Below the rows: sums.
    pub totals: Vec<Vec<Cell>>,
    /// Said where there is no row.
    pub empty: String,
    /// Whether every row stands on one page, in yuan: what is put on paper as it is.
    pub whole: bool,
    /// How many rows there are in all, where those here are only the ones of
    /// the page that is asked for.
    pub all: Option<usize>,
}

/// The page asked of a table, where no more than its rows need be read: no
/// filter, no order of the reader's and no file is asked for.
pub fn page_asked(id: &str, ask: &Ask<'_>) -> Option<usize> {
    let asked = |what: &str| ask.query.get(&[id, what].concat());
    let exported = ask.query.get("export").is_some_and(|asked| asked.starts_with(id));
    let plain = ask.is_question && !exported && asked(".q").is_none() && asked(".sort").is_none();
    plain.then(|| asked(".page").and_then(|text| text.parse().ok()).unwrap_or(1).max(1))
}

/// A table that was asked for as a file.
pub struct Export {
    /// The table, filtered and sorted.
    pub table: Table,
    /// Whether as a workbook, else as CSV.
    pub workbook: bool,
}

impl Table {
    /// A table of columns.
    pub fn new(id: &'static str, caption: impl Into<String>, columns: Vec<Column>) -> Self {
        let (rows, totals, empty) = (Vec::new(), Vec::new(), String::new());
        Self { id, caption: caption.into(), columns, rows, totals, empty, whole: false, all: None }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Adds a row of sums.
    pub fn total(&mut self, cells: Vec<Cell>) {
        self.totals.push(cells);
    }

    /// With every row on one page, and sums to the fen.
    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// With what is said where there is no row.
    pub fn or_empty(mut self, said: impl Into<String>) -> Self {
        self.empty = said.into();
        self
    }

    /// Columns in which nothing stands are taken out.
    fn without_empty_columns(self) -> Self {
        let stands = |cell: &Cell| matches!(cell, Cell::Drawn(_)) || !cell.plain(Lang::Zh).is_empty();
        let filled = |at: usize| self.rows.iter().chain(&self.totals).any(|row| row.get(at).is_some_and(stands));
        let keep = (0..self.columns.len()).map(|at| self.rows.is_empty() || filled(at)).collect();
        self.keeping(keep)
    }

    /// Columns for the screen alone are taken out.
    fn without_drawings(self) -> Self {
        let drawn = |cell: &Cell| matches!(cell, Cell::Drawn(_));
        let filled = |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(drawn));
        let keep = (0..self.columns.len()).map(|at| !filled(at)).collect();
        self.keeping(keep)
    }

    /// With the columns that are to stay.
    fn keeping(mut self, keep: Vec<bool>) -> Self {
        if keep.iter().all(|keep| *keep) {
            return self;
        }
        for row in self.rows.iter_mut().chain(&mut self.totals) {
            row.resize(keep.len(), Cell::Blank);
            let mut kept = keep.iter();
            row.retain(|_| kept.next().copied().unwrap_or(true));
        }
        let mut kept = keep.iter();
        self.columns.retain(|_| kept.next().copied().unwrap_or(true));
        self
    }

    fn filter(&mut self, wanted: &str, lang: Lang) {
        let wanted: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
        self.rows.retain(|row| {
            let text: String = row.iter().map(|cell| cell.plain(lang).to_lowercase()).collect::<Vec<_>>().join("\t");
            wanted.iter().all(|word| text.contains(word))
        });
    }

    fn sort(&mut self, by: &str, lang: Lang) {
        let (key, down) = by.strip_prefix('-').map_or((by, false), |key| (key, true));
        let Some(at) = self.columns.iter().position(|column| column.key == key) else { return };
        self.rows.sort_by_cached_key(|row| row.get(at).map(|cell| cell.rank(lang)));
        if down {
            // What is missing stays last.
            let blanks = self.rows.iter().rev().take_while(|row| matches!(row.get(at), Some(Cell::Blank))).count();
            let end = self.rows.len() - blanks;
            self.rows[..end].reverse();
        }
    }

    /// The table as a part of a page. Where it was asked for as a file, it is
    /// left with the ask instead.
    pub fn show(self, ask: &Ask<'_>) -> Markup {
        let mut table = self.without_empty_columns();
        let all = table.all.unwrap_or(table.rows.len());
        let name = |what: &str| format!("{}.{what}", table.id);
        let (filter, sort, page) = (name("q"), name("sort"), name("page"));
        let wanted = ask.query.get(&filter).unwrap_or_default().to_owned();
        let sorted = ask.query.get(&sort).unwrap_or_default().to_owned();
        let totals_hold = wanted.is_empty();
        if !wanted.is_empty() {
            table.filter(&wanted, ask.lang);
        }
        if !sorted.is_empty() {
            table.sort(&sorted, ask.lang);
        }
        if let Some((id, form)) = ask.query.get("export").and_then(|asked| asked.rsplit_once('.'))
            && id == table.id
            && matches!(form, "xlsx" | "csv")
        {
            if !totals_hold {
                table.totals.clear();
            }
            *ask.export.borrow_mut() = Some(Export { table: table.without_drawings(), workbook: form == "xlsx" });
            return html! {};
        }
        // What came of a form cannot be asked for again page by page.
        let size = if ask.is_question && !table.whole { ROWS } else { usize::MAX };
        let found = table.all.unwrap_or(table.rows.len());
        let pages = found.div_ceil(size).max(1);
        let at = ask.query.get(&page).and_then(|text| text.parse::<usize>().ok()).unwrap_or(1).clamp(1, pages);
        let scales = table.scales();
        let before = if table.all.is_some() { 0 } else { (at - 1) * size.min(ROWS) };
        let rows = table.rows.iter().skip(before).take(size);
        html! {
            section.table-block id=(table.id) {
                div.table-head {
                    h2 { (table.caption) }
                    @if all > 0 && ask.is_question { (table.tools(ask, all, &filter, &wanted)) }
                }
                @if all == 0 {
                    p.empty { (if table.empty.is_empty() { ask.t(frame::NOTHING_HERE) } else { &table.empty }) }
                } @else if found == 0 {
                    p.empty { (ask.say(frame::NoRow { q: &wanted })) " "
                        a href=(ask.here_with(&filter, "")) { (ask.t(frame::CLEAR_FILTER)) } }
                } @else {
                    div.scroll role="region" aria-label=(table.caption) tabindex="0" {
                        table {
                            thead { tr { @for (column, scale) in table.columns.iter().zip(&scales) {
                                (head(column, *scale, &sorted, &sort, ask))
                            } } }
                            tbody { @for row in rows { tr { (cells(&table.columns, row, &scales, ask.lang)) } } }
                            @if totals_hold && !table.totals.is_empty() {
                                tfoot { @for row in &table.totals { tr { (cells(&table.columns, row, &scales, ask.lang)) } } }
                            }
                        }
                    }
                    @if pages > 1 { (turn(ask, &page, at, pages, found)) }
                }
            }
        }
    }

    /// The unit of each column that holds money.
    fn scales(&self) -> Vec<Option<Scale>> {
        let of = |at: usize| {
            let mut sums =
                self.rows.iter().chain(&self.totals).filter_map(|row| row.get(at).and_then(Cell::sum)).peekable();
            sums.peek().is_some().then(|| Scale::fitting(sums))
        };
        let each: Vec<Option<Scale>> = (0..self.columns.len()).map(of).collect();
        // One table has one unit of money: figures side by side are compared.
        let largest = each.iter().flatten().max().copied();
        let one = if self.whole { largest.map(|_| Scale::Yuan) } else { largest };
        each.iter().map(|scale| scale.and(one)).collect()
    }

    fn tools(&self, ask: &Ask<'_>, all: usize, filter: &str, wanted: &str) -> Markup {
        let file = |form: &str| ask.here_with("export", &format!("{}.{form}", self.id));
        html! {
            div.table-tools {
                @if all > 8 || !wanted.is_empty() {
                    form.filter method="get" action={ (ask.path) "#" (self.id) } role="search" aria-label={ (ask.t(frame::FILTER)) " " (self.caption) } {
                        @for (key, value) in ask.query.with(filter, "").with(&format!("{}.page", self.id), "").iter() {
                            input type="hidden" name=(key) value=(value);
                        }
                        input type="search" name=(filter) value=(wanted) placeholder=(ask.t(frame::FILTER))
                            aria-label={ (ask.t(frame::FILTER)) " " (self.caption) } autocomplete="off";
                        button.quiet { (ask.t(frame::FILTER)) }
                    }
                }
                span.take {
                    a.quiet href=(file("xlsx")) download { "XLSX" }
                    a.quiet href=(file("csv")) download { "CSV" }
                }
            }
        }
    }
}

fn cells(columns: &[Column], row: &[Cell], scales: &[Option<Scale>], lang: Lang) -> Markup {
    let class = |column: &Column, cell: &Cell| match (column.side, cell) {
        (Side::Right, _) => Some("num"),
        (Side::Left, Cell::Day(_) | Cell::Moment(_) | Cell::State(_)) => Some("whole"),
        (Side::Left, _) => None,
    };
    html! {
        @for ((column, cell), scale) in columns.iter().zip(row).zip(scales) {
            td class=[class(column, cell)] { (cell.show(scale.unwrap_or(Scale::Yuan), lang)) }
        }
        @for _ in row.len()..columns.len() { td {} }
    }
}

fn head(column: &Column, scale: Option<Scale>, sorted: &str, sort: &str, ask: &Ask<'_>) -> Markup {
    let (up, down) = (sorted == column.key, sorted.strip_prefix('-') == Some(column.key));
    let next = if up { format!("-{}", column.key) } else { column.key.to_owned() };
    let order = if up {
        Some("ascending")
    } else if down {
        Some("descending")
    } else {
        None
    };
    html! {
        th class=[(column.side == Side::Right).then_some("num")] scope="col" aria-sort=[order] {
            @if ask.is_question {
                a href={ (ask.here_with(sort, &next)) "#" (sort.trim_end_matches(".sort")) } rel="nofollow" {
                    (column.title)
                    @if up { span.order aria-hidden="true" { "▲" } }
                    @if down { span.order aria-hidden="true" { "▼" } }
                }
            } @else { (column.title) }
            @if let Some(scale) = scale { span.unit { (scale.name(ask.lang)) } }
        }
    }
}

fn turn(ask: &Ask<'_>, page: &str, at: usize, pages: usize, found: usize) -> Markup {
    let to = |number: usize| format!("{}#{}", ask.here_with(page, &number.to_string()), page.trim_end_matches(".page"));
    let (found, pages_text) = (ask.count(found), ask.count(pages));
    let told = ask.say(frame::PageOf { found: &found, at: &at, pages: &pages_text });
    html! {
        nav.turn aria-label=(ask.t(frame::PAGES)) {
            @if at > 1 { a.quiet href=(to(at - 1)) rel="prev" { (ask.t(frame::PREVIOUS)) } }
            span { (told) }
            @if at < pages { a.quiet href=(to(at + 1)) rel="next" { (ask.t(frame::NEXT)) } }
        }
    }
}
