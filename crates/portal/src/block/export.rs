//! Tables as files. A text that begins like a formula gets an apostrophe
//! before it, so that no spreadsheet computes what somebody wrote as a name.

use huigu_quantity::Lang;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::block::table::{Cell, Side, Table};
use crate::trouble::Trouble;

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    huigu_facts::marked(&clean).into_owned()
}

/// A value in the form of the interface.
fn plain(cell: &Cell, lang: Lang) -> String {
    match cell {
        // Figures are ours: a minus there is a minus.
        Cell::Money(_) | Cell::MoneyLink(..) | Cell::Count(_) | Cell::CountLink(..) | Cell::Day(_) => cell.plain(lang),
        Cell::Figure(figure, _) | Cell::FigureLink(figure, ..) if figure.ratio().is_some() => figure.to_string(),
        other => harmless(&other.plain(lang)),
    }
}

fn broken(error: impl std::fmt::Display) -> Trouble {
    Trouble::Broken(error.to_string())
}

/// As CSV, UTF-8 with a byte-order mark, which office programs need.
///
/// # Errors
/// [`Trouble::Broken`].
pub fn csv(table: &Table, lang: Lang) -> Result<Vec<u8>, Trouble> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(vec![0xef, 0xbb, 0xbf]);
    writer.write_record(table.columns.iter().map(|column| column.title.as_str())).map_err(broken)?;
    for row in table.rows.iter().chain(&table.totals) {
        writer.write_record(row.iter().map(|cell| plain(cell, lang))).map_err(broken)?;
    }
    writer.into_inner().map_err(broken)
}

/// As a workbook of one sheet, laid out as an office's table: title, then what
/// it is of, then the rows.
///
/// # Errors
/// [`Trouble::Broken`].
pub fn workbook(table: &Table, about: &[String], lang: Lang) -> Result<Vec<u8>, Trouble> {
    made(table, about, lang).map_err(broken)
}

fn made(table: &Table, about: &[String], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Center);
    let head = Format::new().set_bold().set_border(FormatBorder::Thin).set_align(FormatAlign::Center).set_text_wrap();
    let text = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    let money = Format::new().set_border(FormatBorder::Thin).set_num_format("#,##0.00");
    let count = Format::new().set_border(FormatBorder::Thin).set_num_format("#,##0");
    let sheet = workbook.add_worksheet();
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    for (at, column) in (0u16..).zip(&table.columns) {
        sheet.set_column_width(at, if column.side == Side::Right { 16 } else { 24 })?;
    }
    if last > 0 {
        sheet.merge_range(0, 0, 0, last, &table.caption, &title)?;
    } else {
        sheet.write_with_format(0, 0, table.caption.as_str(), &title)?;
    }
    let mut row = 1;
    for line in about {
        sheet.write(row, 0, line.as_str())?;
        row += 1;
    }
    for (at, column) in (0u16..).zip(&table.columns) {
        sheet.write_with_format(row, at, column.title.as_str(), &head)?;
    }
    sheet.set_freeze_panes(row + 1, 0)?.set_repeat_rows(row, row)?;
    for cells in table.rows.iter().chain(&table.totals) {
        row += 1;
        for (at, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Money(fen) | Cell::MoneyLink(fen, _) => {
                    // A sheet's numbers are binary; fen up to 2^53 survive two decimals.
                    sheet.write_with_format(row, at, fen.0 as f64 / 100.0, &money)?;
                }
                Cell::Count(number) | Cell::CountLink(number, _) => {
                    sheet.write_with_format(row, at, *number as f64, &count)?;
                }
                other => {
                    // Written as a text, which no program computes.
                    sheet.write_string_with_format(row, at, plain(other, lang), &text)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::table::{left, right};
    use huigu_quantity::Fen;

    #[test]
    fn no_text_becomes_a_formula_and_no_figure_becomes_a_text() {
        let mut table = Table::new("t", "表", vec![left("name", "名称"), right("sum", "金额")]);
        for name in ["=1+1", "@cmd", " +x", "-y", "＝A1", "\t=2", "宁波"] {
            table.row(vec![Cell::text(name), Cell::Money(Fen(-150))]);
        }
        let csv = String::from_utf8(csv(&table, Lang::Zh).unwrap()).unwrap();
        let rows: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(rows[0], "名称,金额");
        assert_eq!(
            &rows[1..],
            ["'=1+1,-1.50", "'@cmd,-1.50", "' +x,-1.50", "'-y,-1.50", "'＝A1,-1.50", "'=2,-1.50", "宁波,-1.50"]
        );
    }
}
