//! Rows as columns of texts, from the facts, from CSV and from Parquet, so
//! that the three can be compared. Empty cells are left out.

use std::collections::BTreeMap;

use huigu_facts::{CellValue, Kind, Row, ValueType};
use huigu_quantity::{Fen, Ppm};
use parquet::data_type::Decimal;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

type Texts = BTreeMap<String, String>;

#[derive(Default)]
pub struct RowTexts {
    rows: BTreeMap<Kind, Vec<Texts>>,
}

impl RowTexts {
    pub fn of(&self, kind: Kind) -> &[Texts] {
        self.rows.get(&kind).map_or(&[], Vec::as_slice)
    }

    pub fn row(&mut self, row: &Row<'_>) {
        let named = row.values().filter_map(|(column, value)| Some((column, text(column.value, value?))));
        let texts = named.map(|(column, text)| (column.name.to_owned(), text));
        // Who is no policy guarantor does not say so.
        let said = texts.filter(|(name, text)| (name.as_str(), text.as_str()) != ("policy", "false"));
        self.rows.entry(row.kind()).or_default().push(said.collect());
    }
}

/// A value as a book has it, by the types' own texts.
fn text(of: ValueType, value: CellValue<'_>) -> String {
    match value {
        CellValue::Text(text) => text.to_owned(),
        CellValue::Day(day) => day.to_string(),
        CellValue::Money(fen) if of == ValueType::MoneyWan => (fen.0 / 1_000_000).to_string(),
        CellValue::Money(fen) => fen.to_string(),
        CellValue::Rate(rate) => percent(rate),
        CellValue::Whole(number) => number.to_string(),
        CellValue::Boolean(yes) => yes.to_string(),
        CellValue::Word(words, place) => words[usize::from(place)].code.to_owned(),
        CellValue::Period(period) => period.text.to_owned(),
        CellValue::Decimal(value) => {
            let text = format!("{}.{:06}", value / 1_000_000, value % 1_000_000);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

fn percent(rate: Ppm) -> String {
    rate.percent().trim_end_matches('%').to_owned()
}

pub fn read_csv(file: &[u8]) -> Vec<Texts> {
    let mut reader = csv::Reader::from_reader(file);
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| row.unwrap().into_iter().filter(|(_, text)| !text.is_empty()).collect()).collect()
}

pub fn read_parquet(file: &[u8]) -> Vec<Texts> {
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(file)).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| {
        let row = row.unwrap();
        let cells = row.get_column_iter().filter_map(|(name, field)| Some((name.clone(), field_text(field)?)));
        cells.collect()
    })
    .collect()
}

/// A field as CSV would have it; anything the form does not know is refused.
fn field_text(field: &Field) -> Option<String> {
    Some(match field {
        Field::Null => return None,
        Field::Str(text) => text.clone(),
        Field::Bool(flag) => flag.to_string(),
        Field::Date(day) => huigu_quantity::Day(*day).to_string(),
        Field::Decimal(Decimal::Int64 { value, precision: 18, scale: 2 }) => {
            Fen(i64::from_be_bytes(*value)).to_string()
        }
        Field::Decimal(Decimal::Int32 { value, precision: 9, scale: 4 }) => {
            percent(Ppm(i64::from(i32::from_be_bytes(*value))))
        }
        other => panic!("not of the form: {other:?}"),
    })
}
