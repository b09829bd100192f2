//! Columns as books and data sets declare them, as columns of a sheet with their
//! typed cells.

use huigu_facts::{CellValue, Column, Figure, ValueType};
use huigu_quantity::{Lang, Ratio};

use crate::cell::Cell;
use crate::{sheet, vocabulary};

/// A value as a column's files write it, as a cell: a figure where the column
/// holds figures; a value that the column cannot hold is shown as it is.
#[must_use]
pub fn cell(column: &Column, text: &str, lang: Lang) -> Cell {
    match column.read(text).filter(|_| !text.is_empty()) {
        Some(CellValue::Day(day)) => day.into(),
        Some(CellValue::Money(sum)) => sum.into(),
        Some(CellValue::Rate(rate)) => Figure::rate(rate).into(),
        Some(CellValue::Whole(year)) if column.value == ValueType::Year => {
            i32::try_from(year).map_or_else(|_| text.into(), |year| Figure::Year(year).into())
        }
        Some(CellValue::Whole(count)) => Figure::Count(i128::from(count)).into(),
        Some(CellValue::Decimal(millionths)) => Figure::Number(&Ratio::whole(millionths) / 1_000_000).into(),
        Some(CellValue::Word(words, at)) => words
            .get(usize::from(at))
            .map_or_else(Cell::blank, |word| Cell::word(word.code, vocabulary::of(word, lang))),
        Some(CellValue::Boolean(yes)) => {
            Cell::word(if yes { "true" } else { "false" }, vocabulary::value(column, text, lang))
        }
        Some(CellValue::Text(_) | CellValue::Period(_)) | None => text.into(),
    }
}

/// A column of a sheet; numbers are headed with their unit, money without, as a
/// table of sums says its own.
#[must_use]
pub fn column(column: &Column, lang: Lang) -> sheet::Column {
    let name = lang.pick(column.chinese, column.name);
    let bare = name.split('（').next().unwrap_or(name);
    let head = match column.unit {
        Some(unit) => lang.pick(format!("{bare}（{}）", unit.chinese), format!("{bare} ({})", unit.english)),
        None if column.is_money() => bare.to_owned(),
        None => name.to_owned(),
    };
    match column.value {
        ValueType::Percent { .. } | ValueType::Count | ValueType::Decimal => sheet::Column::right(column.name, head),
        _ if column.is_money() => sheet::Column::right(column.name, head),
        _ => sheet::Column::left(column.name, head),
    }
}

#[cfg(test)]
mod tests {
    use huigu_quantity::{Day, Fen};

    use super::*;

    #[test]
    fn a_cell_is_a_figure_where_the_column_holds_figures() {
        let plan = huigu_plan::shipped();
        let of = |id: &str, name: &str| {
            let kind = plan.kinds().kept(id).unwrap();
            kind.columns().iter().find(|column| column.name == name).unwrap()
        };
        let cells = [
            ("power", "kwh", "12345.6", Figure::Number(&Ratio::whole(123_456) / 10).into()),
            ("power", "bill", "9876.50", Fen(987_650).into()),
            ("power", "arrears_days", "3", Figure::Count(3).into()),
            ("power", "period", "2022-06", "2022-06".into()),
            ("rent", "lease_from", "2022-06-01", Figure::Day(Day::from_ymd(2022, 6, 1).unwrap()).into()),
            ("court-cases", "role", "defendant", Cell::word("defendant", "被告")),
            ("court-cases", "role", "", "".into()),
            ("power", "bill", "much", "much".into()),
        ];
        for (id, name, text, expected) in cells {
            assert_eq!(cell(of(id, name), text, Lang::Zh), expected, "{id} {name}");
        }
        let heads = |id, name| [Lang::Zh, Lang::En].map(|lang| column(of(id, name), lang).title);
        assert_eq!(heads("power", "kwh"), ["用电量（千瓦时）", "kwh (kWh)"]);
        assert_eq!(heads("power", "bill"), ["电费", "bill"]);
        assert_eq!(heads("rent", "area"), ["租赁面积（平方米）", "area (m2)"]);
    }
}
