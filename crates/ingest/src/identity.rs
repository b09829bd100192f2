//! What makes two rows the same fact: the keys the books declare, as bytes. A
//! row handed in takes the place of the one in force with the same identity;
//! an event without an id is its whole row and counted.

use huigu_facts::{CellValue, Row};

/// The identity of a row: bytes that two rows share if and only if one
/// replaces the other, and whether such rows are counted instead.
pub fn identity(row: &Row<'_>) -> (Vec<u8>, bool) {
    let schema = row.kind().schema();
    let mut bytes = vec![row.kind().place() as u8];
    if let Row::Dataset(row) = row {
        bytes.extend_from_slice(row.dataset().id().as_bytes());
        bytes.push(0);
    }
    let event_id = schema.event_id.filter(|_| row.event_id().is_some());
    let key = if event_id.is_some() { &schema.key[..2] } else { schema.key };
    for slot in key.iter().chain(&event_id) {
        put(&mut bytes, row.value(*slot));
    }
    (bytes, schema.event_id.is_some() && event_id.is_none())
}

/// A value of a column: whether there is one, then its bytes, texts after their length.
fn put(bytes: &mut Vec<u8>, value: Option<CellValue<'_>>) {
    bytes.push(u8::from(value.is_some()));
    let number = match value {
        None => return,
        Some(CellValue::Day(day)) => i128::from(day.0),
        Some(CellValue::Money(fen)) => i128::from(fen.0),
        Some(CellValue::Rate(ppm)) => i128::from(ppm.0),
        Some(CellValue::Whole(number)) => i128::from(number),
        Some(CellValue::Boolean(yes)) => i128::from(yes),
        Some(CellValue::Word(_, place)) => i128::from(place),
        Some(CellValue::Decimal(millionths)) => millionths,
        Some(value @ (CellValue::Text(_) | CellValue::Period(_))) => {
            let text = value.text().unwrap_or("").as_bytes();
            bytes.extend_from_slice(&(text.len() as u32).to_be_bytes());
            return bytes.extend_from_slice(text);
        }
    };
    bytes.extend_from_slice(&number.to_be_bytes());
}
