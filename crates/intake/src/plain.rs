//! Files that an SQL engine reads as they are.

use huigu_facts::{Kind, ValueType};
use huigu_quantity::MoneyUnit;

use crate::header;
use crate::layout::texts;
use crate::text_file::first_rows;

/// The names of the columns of a CSV file that an engine reads as the books do:
/// UTF-8, the header in the first row and in one language, every number in its
/// column's own unit. `None` for any other file. A column that is not known
/// has its own name.
#[must_use]
pub fn plain_columns(kind: Kind, bytes: &[u8]) -> Option<Vec<String>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let rows = first_rows(text.strip_prefix('\u{feff}').unwrap_or(text));
    let (place, layout) = header::find(kind, 0, &rows, &mut Vec::new())?;
    let under = rows.get(1).map(|(_, cells)| cells);
    if place > 0 || under.is_some_and(|cells| header::repeats(&layout, cells) || layout.is_row_of_units(cells)) {
        return None;
    }
    let mut names: Vec<String> = texts(&rows[0].1).collect();
    for (slot, column) in kind.columns().iter().enumerate() {
        let Some(position) = layout.positions[slot] else { continue };
        let own = if matches!(column.value, ValueType::MoneyWan) { MoneyUnit::WanYuan } else { MoneyUnit::Yuan };
        if layout.units[slot] != own || layout.multiples[slot] != 1 {
            return None;
        }
        names[position] = column.name.to_owned();
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_plain_if_an_engine_reads_what_the_books_do() {
        let columns = |text: &str| plain_columns(Kind::LoanBalances, text.as_bytes()).map(|names| names.join(","));
        let plain = Some("lender,loan_id,date,balance,备注".to_owned());
        for header in ["lender,loan_id,date,balance,备注", "贷款机构,借据编号,余额日期,贷款余额（元）,备注"]
        {
            assert_eq!(columns(&format!("{header}\nbank-a,1,2021-01-31,1,\n")), plain, "{header}");
        }
        for other in [
            "贷款机构,借据编号,余额日期,贷款余额（万元）\n",
            "贷款机构,借据编号,余额日期,贷款余额(万)\n",
            "贷款机构,借据编号,余额日期,贷款余额（KRMB）\n",
            "贷款机构,借据编号,余额日期,余额千元\n",
            "单位：万元\nlender,loan_id,date,balance\n",
            "lender,loan_id,date,balance\n,,,万元\n",
            "贷款机构,借据编号,余额日期,贷款余额\nlender,loan_id,date,balance\n",
            "lender,loan_id,date\n",
        ] {
            assert_eq!(columns(other), None, "{other}");
        }
    }
}
