//! One page of a filed workbook: title, office, date and unit above, a frozen
//! header, bordered rows, and the signatures below.

use huigu_quantity::{Day, Fen, Lang, Phrase};
use huigu_answers::texts::sheets;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::table::harmless;

/// What a column holds, and how wide it is.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its title.
    pub title: Phrase,
    /// Width in characters of the standard font.
    pub width: f64,
}

/// One cell.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text, also an id of digits only.
    Text(String),
    /// Money.
    Money(Fen),
    /// A number of things.
    Count(u64),
    /// Nothing.
    Blank,
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        // What an institution wrote into a name must not break the file.
        Self::Text(harmless(&text.into()))
    }

    /// Money, or nothing where there is none.
    pub fn money(money: Option<Fen>) -> Self {
        money.map_or(Self::Blank, Self::Money)
    }
}

/// What stands above every page.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// The plan, by name and id.
    pub plan: String,
    /// The office that files it; may be empty, to be written in by hand.
    pub office: String,
    /// The date put on it.
    pub date: Day,
    /// The language.
    pub lang: Lang,
}

/// Rows of data on one sheet; a spreadsheet holds 1,048,576 rows in all.
const ROWS_A_SHEET: u32 = 1_000_000;
/// Rows above the data: title, office and date, plan and unit, header.
const ABOVE: u32 = 4;
/// Above this many yuan a spreadsheet's number no longer holds the fen.
const EXACT: Fen = Fen::MAX_AMOUNT;

/// Height of a line of text, in points.
const LINE: f64 = 13.0;
/// A cell shows at most this many lines of a text.
const MOST_LINES: u16 = 12;

/// How many lines a value takes in a column of that width.
fn lines_of(value: &Value, width: f64) -> u16 {
    let Value::Text(text) = value else { return 1 };
    let places = (width as usize).max(1);
    u16::try_from(text.width().div_ceil(places)).unwrap_or(MOST_LINES).clamp(1, MOST_LINES)
}

struct Formats {
    title: Format,
    left: Format,
    right: Format,
    header: Format,
    text: Format,
    money: Format,
    count: Format,
    strong_text: Format,
    strong_money: Format,
    strong_count: Format,
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
        let cell = || base().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let strong = || cell().set_bold().set_background_color(Color::RGB(0x00F2_F2F2));
        Self {
            title: heading().set_font_size(16).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter),
            left: base(),
            right: base().set_align(FormatAlign::Right),
            header: heading()
                .set_font_size(10)
                .set_border(FormatBorder::Thin)
                .set_background_color(Color::RGB(0x00DD_EBF7))
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            text: cell().set_num_format("@").set_text_wrap(),
            money: cell().set_num_format("#,##0.00_ ;-#,##0.00_ "),
            count: cell().set_num_format("#,##0_ "),
            strong_text: strong(),
            strong_money: strong().set_num_format("#,##0.00_ ;-#,##0.00_ "),
            strong_count: strong().set_num_format("#,##0_ "),
            sign: base().set_align(FormatAlign::VerticalCenter),
        }
    }
}

/// A kind of page being written; as many sheets as its rows need.
pub struct Page<'a> {
    name: Phrase,
    title: String,
    columns: &'a [Column],
    head: &'a Letterhead,
    formats: Formats,
    full: Vec<Worksheet>,
    sheet: Worksheet,
    rows: u32,
}

impl<'a> Page<'a> {
    /// Begins a page.
    ///
    /// # Errors
    /// Whatever the writer of workbooks cannot do, such as its temporary file.
    pub fn begin(
        workbook: &mut Workbook,
        name: Phrase,
        title: String,
        columns: &'a [Column],
        head: &'a Letterhead,
    ) -> Result<Self, XlsxError> {
        let sheet = workbook.new_worksheet_with_constant_memory()?;
        let mut page =
            Self { name, title, columns, head, formats: Formats::new(head.lang), full: Vec::new(), sheet, rows: 0 };
        page.above()?;
        Ok(page)
    }

    fn last_column(&self) -> u16 {
        // A page has a dozen columns.
        self.columns.len().saturating_sub(1) as u16
    }

    fn above(&mut self) -> Result<(), XlsxError> {
        let (lang, last) = (self.head.lang, self.last_column());
        let number = self.full.len() + 1;
        let name = lang.t(self.name);
        let name = if number == 1 { name.to_owned() } else { lang.say(sheets::Page { name: &name, page: &number }) };
        let date = lang.pick(self.head.date.chinese(), self.head.date.to_string());
        let (sheet, formats) = (&mut self.sheet, &self.formats);
        sheet.set_name(name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(ABOVE - 1, ABOVE - 1)?.set_freeze_panes(ABOVE, 0)?;
        sheet.set_footer(lang.pick("&C第 &P 页，共 &N 页", "&CPage &P of &N"));
        for (place, column) in (0u16..).zip(self.columns) {
            sheet.set_column_width(place, column.width)?;
        }
        sheet.set_row_height(0, 30)?;
        sheet.merge_range(0, 0, 0, last, &self.title, &formats.title)?;
        let middle = last / 2;
        let office = lang.say(sheets::Office { office: &self.head.office });
        sheet.merge_range(1, 0, 1, middle, &office, &formats.left)?;
        sheet.merge_range(1, middle + 1, 1, last, &lang.say(sheets::Date { date: &date }), &formats.right)?;
        let plan = lang.say(sheets::Plan { plan: &self.head.plan });
        sheet.merge_range(2, 0, 2, middle, &plan, &formats.left)?;
        sheet.merge_range(2, middle + 1, 2, last, lang.t(sheets::UNIT), &formats.right)?;
        sheet.set_row_height(ABOVE - 1, 22)?;
        for (place, column) in (0u16..).zip(self.columns) {
            sheet.write_with_format(ABOVE - 1, place, lang.t(column.title), &formats.header)?;
        }
        Ok(())
    }

    /// Adds a row; a total stands out.
    ///
    /// # Errors
    /// As [`Page::begin`].
    pub fn row(&mut self, workbook: &mut Workbook, values: &[Value], total: bool) -> Result<(), XlsxError> {
        if self.rows == ROWS_A_SHEET {
            self.below()?;
            let next = workbook.new_worksheet_with_constant_memory()?;
            self.full.push(std::mem::replace(&mut self.sheet, next));
            self.rows = 0;
            self.above()?;
        }
        let row = ABOVE + self.rows;
        self.rows += 1;
        let formats = &self.formats;
        let (text, money, count) = if total {
            (&formats.strong_text, &formats.strong_money, &formats.strong_count)
        } else {
            (&formats.text, &formats.money, &formats.count)
        };
        let lines =
            values.iter().zip(self.columns).map(|(value, column)| lines_of(value, column.width)).max().unwrap_or(1);
        // A spreadsheet does not heighten a row it has not been told to.
        self.sheet.set_row_height(row, LINE * f64::from(lines) + 5.0)?;
        for (place, value) in (0u16..).zip(values) {
            match value {
                Value::Text(value) => self.sheet.write_string_with_format(row, place, value, text)?,
                // A spreadsheet's number is binary; up to the bound it names every fen, beyond it the text does.
                Value::Money(value) if value.0.unsigned_abs() <= EXACT.0.unsigned_abs() => {
                    self.sheet.write_number_with_format(row, place, value.0 as f64 / 100.0, money)?
                }
                Value::Money(value) => self.sheet.write_string_with_format(row, place, value.grouped(), text)?,
                Value::Count(value) => self.sheet.write_number_with_format(row, place, *value as f64, count)?,
                Value::Blank => self.sheet.write_blank(row, place, text)?,
            };
        }
        Ok(())
    }

    /// The signatures under the rows.
    fn below(&mut self) -> Result<(), XlsxError> {
        let row = ABOVE + self.rows + 1;
        let last = self.last_column();
        self.sheet.set_row_height(row, 30)?;
        let places = [0, (last + 1) / 3, (last + 1) * 2 / 3];
        for (place, phrase) in places.into_iter().zip([sheets::PREPARED, sheets::CHECKED, sheets::APPROVED]) {
            self.sheet.write_with_format(row, place, self.head.lang.t(phrase), &self.formats.sign)?;
        }
        Ok(())
    }

    /// Ends the page and puts its sheets into the workbook.
    ///
    /// # Errors
    /// As [`Page::begin`].
    pub fn end(mut self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        self.below()?;
        for sheet in self.full {
            workbook.push_worksheet(sheet);
        }
        workbook.push_worksheet(self.sheet);
        Ok(())
    }
}
