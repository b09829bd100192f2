//! Sheets as CSV: UTF-8, comma, one row of heads. A text that a spreadsheet
//! would take for a formula is led by an apostrophe.

use huigu_quantity::Lang;

use crate::WriteError;
use crate::cell::{Cell, Value};
use crate::sheet::{Sheet, View};

/// For programs: what [`View::Data`] sees, under the columns' keys, in the
/// form of the interface.
///
/// # Errors
/// [`WriteError`].
pub fn for_programs(sheet: Sheet, lang: Lang) -> Result<Vec<u8>, WriteError> {
    let sheet = sheet.seen(View::Data);
    written(Vec::new(), sheet.columns.iter().map(|column| column.key), &sheet.rows, |cell| cell.data(lang))
}

/// For people's spreadsheets: what a page shows and its sums, under the
/// columns' titles, with the byte-order mark that office programs need.
///
/// # Errors
/// [`WriteError`].
pub fn for_people(sheet: &Sheet, lang: Lang) -> Result<Vec<u8>, WriteError> {
    let heads = sheet.columns.iter().map(|column| column.title.as_str());
    let rows = sheet.rows.iter().chain(&sheet.totals);
    written(vec![0xef, 0xbb, 0xbf], heads, rows, |cell| cell.in_words(lang))
}

fn written<'s>(
    start: Vec<u8>,
    heads: impl Iterator<Item = &'s str>,
    rows: impl IntoIterator<Item = &'s Vec<Cell>>,
    text: impl Fn(&Cell) -> String,
) -> Result<Vec<u8>, WriteError> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(start);
    writer.write_record(heads)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| match &cell.value {
            Value::Own(text) => text.clone(),
            _ => harmless(&text(cell)),
        }))?;
    }
    writer.into_inner().map_err(|error| WriteError(error.to_string()))
}

/// A text that no spreadsheet computes.
fn harmless(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    huigu_facts::marked(&clean).into_owned()
}

#[cfg(test)]
mod tests {
    use huigu_quantity::Fen;

    use super::*;
    use crate::sheet::Column;

    #[test]
    fn no_text_becomes_a_formula_and_no_figure_becomes_a_text() {
        let mut sheet = Sheet::new("t", "表", vec![Column::left("name", "名称"), Column::right("sum", "金额")]);
        for name in ["=1+1", "@cmd", " +x", "-y", "＝A1", "\t=2", "宁波, 银行"] {
            sheet.row(vec![name.into(), Fen(-150).into()]);
        }
        sheet.row(vec![Value::Own("-1 point".to_owned()).into()]);
        sheet.total(vec![Cell::blank(), Fen(-1_050).into()]);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let people = text(for_people(&sheet, Lang::Zh).unwrap());
        let rows = "'=1+1,-1.50\n'@cmd,-1.50\n' +x,-1.50\n'-y,-1.50\n'＝A1,-1.50\n' =2,-1.50\n\"宁波, 银行\",-1.50\n-1 point\n";
        assert_eq!(people, format!("\u{feff}名称,金额\n{rows},-10.50\n"));
        assert_eq!(
            text(for_programs(sheet, Lang::Zh).unwrap()),
            format!("name,sum\n{rows}"),
            "programs add up themselves"
        );
    }
}
