//! Empty files to fill in, one a kind, from the schema: whatever a template
//! offers, reading accepts.

use huigu_facts::{Column, Kind, Sign, ValueType};
use huigu_quantity::Phrase;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet,
    XlsxError,
};
use thiserror::Error;

/// How many rows of a template are formatted and checked.
const ROWS: u32 = 10_000;

/// Why a template could not be made.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct TemplateError(#[from] XlsxError);

/// An empty CSV file: the English headers, in the order of the interface.
#[must_use]
pub fn template_csv(kind: Kind) -> String {
    let names: Vec<_> = kind.columns().iter().map(|column| column.name).collect();
    names.join(",") + "\n"
}

/// An empty XLSX file: one header row with both headers in each cell, a note
/// per column, text format for ids (a spreadsheet would cut their digits),
/// drop-down lists for words; a second sheet explains every column.
///
/// The same kind gives the same bytes.
///
/// # Errors
/// [`TemplateError`] if the file cannot be put together.
pub fn template_xlsx(kind: Kind) -> Result<Vec<u8>, TemplateError> {
    let mut book = Workbook::new();
    // A fixed day, so that a template's bytes do not depend on the clock.
    let created = ExcelDateTime::from_ymd(2021, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(kind.text().zh).set_creation_datetime(&created));
    fill_in_sheet(book.add_worksheet(), kind)?;
    notes_sheet(book.add_worksheet(), kind)?;
    Ok(book.save_to_buffer()?)
}

fn header_format(column: &Column) -> Format {
    let colour = if column.required { Color::RGB(0x00FC_E4D6) } else { Color::RGB(0x00DD_EBF7) };
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(colour)
        .set_border(FormatBorder::Thin)
}

fn fill_in_sheet(sheet: &mut Worksheet, kind: Kind) -> Result<(), XlsxError> {
    sheet.set_name(kind.text().zh)?.set_freeze_panes(1, 0)?.set_row_height(0, 36)?;
    for (position, column) in (0_u16..).zip(kind.columns()) {
        let mark = if column.required { "*" } else { "" };
        let header = format!("{}{mark}\n{}", column.chinese, column.name);
        sheet.write_with_format(0, position, header, &header_format(column))?;
        let note = format!("{}\n{}\n{}", column.note, column.note_english, form(column));
        sheet.insert_note(0, position, &Note::new(note).set_author("慧谷").set_width(260).set_height(120))?;
        sheet.set_column_width(position, width(column))?;
        sheet.set_column_format(position, &Format::new().set_num_format(number_format(column.value)))?;
        if let Some(check) = validation(column)? {
            sheet.add_data_validation(1, position, ROWS, position, &check)?;
        }
    }
    Ok(())
}

fn width(column: &Column) -> f64 {
    match column.value {
        ValueType::Id => 22.0,
        ValueType::Text => 18.0,
        _ => 14.0,
    }
}

/// The number format of a column's cells. Percentages have none of their own:
/// 3.85 means 3.85%, and a percent format would show 385%.
fn number_format(value: ValueType) -> &'static str {
    match value {
        ValueType::Id | ValueType::Text | ValueType::Industry | ValueType::Period | ValueType::Word(_) => "@",
        ValueType::Date => "yyyy-mm-dd",
        ValueType::Money(_) => "#,##0.00",
        _ => "General",
    }
}

/// The drop-down list of a column, if it has one: the Chinese words.
fn validation(column: &Column) -> Result<Option<DataValidation>, XlsxError> {
    let words: Vec<&str> = match column.value {
        ValueType::Word(words) => words.iter().map(|word| word.chinese[0]).collect(),
        ValueType::Boolean => vec!["是", "否"],
        _ => return Ok(None),
    };
    DataValidation::new().allow_list_strings(&words).map(Some)
}

fn notes_sheet(sheet: &mut Worksheet, kind: Kind) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_border(FormatBorder::Thin);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    sheet.set_name(both(Phrase::new("说明", "Notes")))?;
    let (required, form_head) = (both(Phrase::new("必填", "Required")), both(Phrase::new("格式", "Form")));
    let heads = ["表头", "Header", &required, &form_head, "填写说明", "Note"];
    for (position, (head, width)) in (0_u16..).zip(heads.into_iter().zip([22, 22, 12, 60, 40, 40])) {
        sheet.set_column_width(position, width)?;
        sheet.write_with_format(0, position, head, &bold)?;
    }
    for (row, column) in (1_u32..).zip(kind.columns()) {
        let required = if column.required { both(Phrase::new("是", "yes")) } else { String::new() };
        let form = form(column);
        let cells = [column.chinese, column.name, &required, &form, column.note, column.note_english];
        for (position, cell) in (0_u16..).zip(cells) {
            sheet.write_with_format(row, position, cell, &plain)?;
        }
    }
    Ok(())
}

/// The form of a column's values, in both languages, with their unit and limits.
pub(crate) fn form(column: &Column) -> String {
    let unit = column.unit.map_or(String::new(), |unit| format!("{} {}；", unit.chinese, unit.english));
    let limits = column.limits_written();
    let limits = if limits.is_empty() { limits } else { format!("；{limits}") };
    format!("{unit}{}{limits}", form_of_type(column))
}

/// A text of a file that is read in both languages.
fn both(text: Phrase) -> String {
    format!("{} {}", text.zh, text.en)
}

fn form_of_type(column: &Column) -> String {
    let written = match column.value {
        ValueType::Id => return both(Phrase::new("文本，最多 64 字节", "text, at most 64 bytes")),
        ValueType::Text => return both(Phrase::new("文本", "text")),
        ValueType::Money(sign) => return both(form_of_money(sign)),
        ValueType::MoneyWan => return both(Phrase::new("万元", "10,000 yuan")),
        ValueType::Percent { .. } => {
            return both(Phrase::new("百分数，最多四位小数：3.85", "percent, at most four decimals"));
        }
        ValueType::Count => return both(Phrase::new("整数", "whole number")),
        ValueType::Boolean => return both(Phrase::new("是/否", "true/false")),
        ValueType::Decimal => return both(Phrase::new("数，最多六位小数", "number, at most six decimals")),
        ValueType::Word(words) => {
            let words: Vec<_> = words.iter().map(|word| format!("{} {}", word.chinese[0], word.code)).collect();
            return words.join(", ");
        }
        ValueType::Date => "2021-03-05",
        ValueType::Industry => "C35, C3511, 3511",
        ValueType::Period => "2021, 2021-Q1, 2021-06",
        ValueType::Year => "2021",
    };
    written.to_owned()
}

fn form_of_money(sign: Sign) -> Phrase {
    match sign {
        Sign::Positive => Phrase::new("元，最多两位小数，大于零", "yuan, at most two decimals, above zero"),
        Sign::NonNegative => Phrase::new("元，最多两位小数，不小于零", "yuan, at most two decimals, not below zero"),
        Sign::Signed => Phrase::new("元，最多两位小数", "yuan, at most two decimals"),
    }
}
