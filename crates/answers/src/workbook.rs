//! Sheets as a workbook that an office files: title, office, date, plan and
//! unit above, a frozen head with filters, bordered rows, figures as numbers
//! with their formats, fitted to a page, and the signatures below.

use huigu_facts::Figure;
use huigu_quantity::{Day, Fen, Lang, Ratio};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook as Xlsx, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::WriteError;
use crate::cell::{Cell, Value};
use crate::sheet::{Column, Sheet};
use crate::terminal::harmless;
use crate::texts::sheets;

/// What stands above every page.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// What the figures are of: the plan, by name and id.
    pub plan: String,
    /// The office that files it; may be empty, to be written in by hand.
    pub office: String,
    /// The date put on it.
    pub date: Day,
    /// The language.
    pub lang: Lang,
}

/// Rows of data on one page; a spreadsheet holds 1,048,576 rows in all.
const ROWS_A_PAGE: u32 = 1_000_000;
/// Rows above those that say what a sheet is of: title, office and date, plan and unit.
const ABOVE: u32 = 3;
/// Above this many yuan a spreadsheet's number no longer holds the fen.
const EXACT: u64 = Fen::MAX_AMOUNT.0 as u64;
/// Height of a line of text, in points.
const LINE: f64 = 13.0;
/// A cell shows at most this many lines of a text.
const MOST_LINES: u16 = 12;
/// The longest name of a page.
const LONGEST_NAME: usize = 31;
/// The least width of a page in characters: what the lines above it take.
const LEAST_WIDTH: f64 = 88.0;
/// 1970-01-01 as spreadsheets number days; theirs are from 1900-03-01 on.
const DAYS_BEFORE_1970: f64 = 25_569.0;

static BLANK: Cell = Cell { value: Value::Blank, link: None };

/// A workbook being made.
pub struct Workbook<'a> {
    xlsx: Xlsx,
    head: &'a Letterhead,
    formats: Formats,
}

impl<'a> Workbook<'a> {
    /// A workbook of a title; its own date is the one on its pages, so that
    /// the same answer gives the same bytes.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn new(title: &str, head: &'a Letterhead) -> Result<Self, WriteError> {
        let (year, month, day) = head.date.ymd();
        let created = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900), month as u8, day as u8)?;
        let mut xlsx = Xlsx::new();
        xlsx.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
        Ok(Self { xlsx, head, formats: Formats::new(head.lang) })
    }

    /// Begins a page of a name, to which rows are added.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn page(&mut self, name: &str, sheet: Sheet) -> Result<Page, WriteError> {
        let worksheet = self.xlsx.new_worksheet_with_constant_memory()?;
        let Sheet { title, about, columns, .. } = sheet;
        let (name, full) = (name.to_owned(), Vec::new());
        let mut page = Page { name, title, about, columns, full, worksheet, rows: 0, filtered_to: 0 };
        page.above(self)?;
        Ok(page)
    }

    /// Adds a row to a page; a total stands out.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn row(&mut self, page: &mut Page, cells: &[Cell], total: bool) -> Result<(), WriteError> {
        if page.rows == ROWS_A_PAGE {
            page.below(self)?;
            let next = self.xlsx.new_worksheet_with_constant_memory()?;
            page.full.push(std::mem::replace(&mut page.worksheet, next));
            (page.rows, page.filtered_to) = (0, 0);
            page.above(self)?;
        }
        page.write(cells, total, self)
    }

    /// Ends a page.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn end(&mut self, mut page: Page) -> Result<(), WriteError> {
        page.below(self)?;
        for worksheet in page.full {
            self.xlsx.push_worksheet(worksheet);
        }
        self.xlsx.push_worksheet(page.worksheet);
        Ok(())
    }

    /// Adds a sheet as a page of a name.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn add(&mut self, name: &str, mut sheet: Sheet) -> Result<(), WriteError> {
        let (rows, totals) = (std::mem::take(&mut sheet.rows), std::mem::take(&mut sheet.totals));
        let mut page = self.page(name, sheet)?;
        for row in &rows {
            self.row(&mut page, row, false)?;
        }
        for row in &totals {
            self.row(&mut page, row, true)?;
        }
        self.end(page)
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn bytes(mut self) -> Result<Vec<u8>, WriteError> {
        Ok(self.xlsx.save_to_buffer()?)
    }
}

/// The bytes of a workbook of one sheet, which is named by its own title.
///
/// # Errors
/// [`WriteError`].
pub fn of_one(title: &str, sheet: Sheet, head: &Letterhead) -> Result<Vec<u8>, WriteError> {
    let (mut book, name) = (Workbook::new(title, head)?, sheet.title.clone());
    book.add(&name, sheet)?;
    book.bytes()
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// Formats of cells, of plain rows or of totals.
struct Kinds {
    text: Format,
    money: Format,
    count: Format,
    number: Format,
    percent: Format,
    day: Format,
}

impl Kinds {
    fn new(base: &Format) -> Self {
        let of = |format: &str| base.clone().set_num_format(format);
        Self {
            text: of("@").set_text_wrap(),
            money: of("#,##0.00_ ;-#,##0.00_ "),
            count: of("#,##0_ "),
            number: of("#,##0.00####_ "),
            percent: of("0.00%"),
            day: of("yyyy-mm-dd").set_align(FormatAlign::Center),
        }
    }
}

struct Formats {
    title: Format,
    left: Format,
    right: Format,
    head: Format,
    plain: Kinds,
    strong: Kinds,
    sign: Format,
}

impl Formats {
    fn new(lang: Lang) -> Self {
        let base = || match lang {
            Lang::Zh => Format::new().set_font_name("宋体").set_font_size(10),
            Lang::En => Format::new().set_font_size(10),
        };
        let heading = || match lang {
            Lang::Zh => Format::new().set_font_name("黑体"),
            Lang::En => Format::new().set_bold(),
        };
        let cell = base().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let strong = cell.clone().set_bold().set_background_color(Color::RGB(0x00F2_F2F2));
        Self {
            title: heading().set_font_size(16).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter),
            left: base(),
            right: base().set_align(FormatAlign::Right),
            head: heading()
                .set_font_size(10)
                .set_border(FormatBorder::Thin)
                .set_background_color(Color::RGB(0x00DD_EBF7))
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            plain: Kinds::new(&cell),
            strong: Kinds::new(&strong),
            sign: base().set_align(FormatAlign::VerticalCenter),
        }
    }
}

/// A page being written; as many worksheets as its rows need.
pub struct Page {
    name: String,
    title: String,
    about: Vec<String>,
    columns: Vec<Column>,
    full: Vec<Worksheet>,
    worksheet: Worksheet,
    rows: u32,
    /// The last row that filters reach.
    filtered_to: u32,
}

impl Page {
    fn last_column(&self) -> u16 {
        u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// The row of heads; those of the data are below it.
    fn head(&self) -> u32 {
        ABOVE + u32::try_from(self.about.len()).unwrap_or(0)
    }

    /// Widths of the columns: as they are, or wider where the lines above would not fit.
    fn widths(&self) -> Vec<f64> {
        let widths = self.columns.iter().map(|column| f64::from(column.width));
        let wanting = LEAST_WIDTH / widths.clone().sum::<f64>().max(1.0);
        widths.map(|width| (width * wanting.max(1.0)).round()).collect()
    }

    fn above(&mut self, book: &Workbook<'_>) -> Result<(), XlsxError> {
        let (head, formats, last, widths) = (book.head, &book.formats, self.last_column(), self.widths());
        let (lang, number, head_row) = (head.lang, self.full.len() + 1, self.head());
        let name = if number == 1 {
            name_of_page(&self.name)
        } else {
            name_of_page(&lang.say(sheets::Page { name: &self.name, page: &number }))
        };
        let date = lang.pick(head.date.chinese(), head.date.to_string());
        let sheet = &mut self.worksheet;
        sheet.set_name(name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(head_row, head_row)?.set_freeze_panes(head_row + 1, 0)?;
        sheet.set_footer(lang.t(sheets::FOOTER));
        for (at, width) in (0u16..).zip(widths) {
            sheet.set_column_width(at, width)?;
        }
        sheet.set_row_height(0, 30)?;
        let middle = last / 2;
        let office = lang.say(sheets::Office { office: &head.office });
        let (date, plan) = (lang.say(sheets::Date { date: &date }), lang.say(sheets::Plan { plan: &head.plan }));
        span(sheet, 0, (0, last), &harmless(&self.title), &formats.title)?;
        span(sheet, 1, (0, middle), &office, &formats.left)?;
        span(sheet, 1, (middle + 1, last), &date, &formats.right)?;
        span(sheet, 2, (0, middle), &plan, &formats.left)?;
        span(sheet, 2, (middle + 1, last), lang.t(sheets::UNIT), &formats.right)?;
        for (row, line) in (ABOVE..).zip(&self.about) {
            span(sheet, row, (0, last), &harmless(line), &formats.left)?;
        }
        sheet.set_row_height(head_row, 22)?;
        for (at, column) in (0u16..).zip(&self.columns) {
            sheet.write_with_format(head_row, at, harmless(&column.title), &formats.head)?;
        }
        Ok(())
    }

    fn write(&mut self, cells: &[Cell], total: bool, book: &Workbook<'_>) -> Result<(), WriteError> {
        self.rows += 1;
        let row = self.head() + self.rows;
        if !total {
            self.filtered_to = row;
        }
        let (lang, kinds) = (book.head.lang, if total { &book.formats.strong } else { &book.formats.plain });
        let mut height = 1;
        for ((at, column), cell) in (0u16..).zip(&self.columns).zip(cells.iter().chain(std::iter::repeat(&BLANK))) {
            match number(cell, kinds) {
                Some((number, format)) => self.worksheet.write_number_with_format(row, at, number, format)?,
                // A text is written as such, which no program computes.
                None => {
                    let text = harmless(&cell.shown(lang));
                    height = height.max(lines_of(&text, column.width));
                    self.worksheet.write_string_with_format(row, at, text, &kinds.text)?
                }
            };
        }
        // A spreadsheet does not heighten a row it has not been told to.
        self.worksheet.set_row_height(row, LINE * f64::from(height) + 5.0)?;
        Ok(())
    }

    /// Filters on the head, and the signatures under the rows.
    fn below(&mut self, book: &Workbook<'_>) -> Result<(), XlsxError> {
        let (head, last) = (self.head(), self.last_column());
        let row = head + self.rows + 2;
        if self.filtered_to > head {
            self.worksheet.autofilter(head, 0, self.filtered_to, last)?;
        }
        self.worksheet.set_row_height(row, 30)?;
        let places = [0, (last + 1) / 3, (last + 1) * 2 / 3];
        for (place, phrase) in places.into_iter().zip([sheets::PREPARED, sheets::CHECKED, sheets::APPROVED]) {
            self.worksheet.write_with_format(row, place, book.head.lang.t(phrase), &book.formats.sign)?;
        }
        Ok(())
    }
}

/// A text over some columns of a row.
fn span(sheet: &mut Worksheet, row: u32, (from, to): (u16, u16), text: &str, format: &Format) -> Result<(), XlsxError> {
    if from < to {
        sheet.merge_range(row, from, row, to, text, format)?;
    } else if from == to {
        sheet.write_with_format(row, from, text, format)?;
    }
    Ok(())
}

/// A name that a spreadsheet takes for a page.
fn name_of_page(name: &str) -> String {
    let clean = name.chars().map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c });
    clean.take(LONGEST_NAME).collect::<String>().trim().to_owned()
}

/// A cell's number and how it is formatted; `None` of texts, and of sums of
/// which a spreadsheet's binary number no longer names every fen.
fn number<'k>(cell: &Cell, kinds: &'k Kinds) -> Option<(f64, &'k Format)> {
    let Value::Figure(figure, _) = &cell.value else { return None };
    let near = |ratio: &Ratio| ratio.approximate();
    match figure {
        Figure::Money(fen) => (fen.0.unsigned_abs() <= EXACT).then_some((fen.0 as f64 / 100.0, &kinds.money)),
        Figure::Yuan(yuan) => Some((near(yuan), &kinds.money)),
        Figure::Share(share) => Some((near(share), &kinds.percent)),
        Figure::Points(points) => Some((near(points) * 100.0, &kinds.number)),
        Figure::Times(ratio) | Figure::Number(ratio) => Some((near(ratio), &kinds.number)),
        Figure::Count(count) => Some((*count as f64, &kinds.count)),
        Figure::Day(day) => Some((f64::from(day.0) + DAYS_BEFORE_1970, &kinds.day)),
        Figure::Year(_) | Figure::Words(_) | Figure::Names(_) | Figure::Item(..) => None,
    }
}

/// How many lines a text takes in a column of that width.
fn lines_of(text: &str, width: u8) -> u16 {
    u16::try_from(text.width().div_ceil(usize::from(width).max(1))).unwrap_or(MOST_LINES).clamp(1, MOST_LINES)
}
