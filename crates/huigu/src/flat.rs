//! Flat rows as CSV: UTF-8, comma, one header row with the interface's names.
//!
//! A text that a spreadsheet would take for a formula is led by an
//! apostrophe; figures are left as they are.

use huigu_quantity::Lang;
use huigu_answers::texts::files;

use crate::outcome::Failure;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// What somebody wrote: an id, a name, a reason.
    Text(String),
    /// What was computed: money, a share, a count, a date.
    Figure(String),
}

impl Cell {
    /// A text.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }

    /// A figure.
    pub fn figure(value: impl ToString) -> Self {
        Self::Figure(value.to_string())
    }

    /// A figure, or nothing where there is none.
    pub fn figure_or_nothing(value: Option<impl ToString>) -> Self {
        Self::Figure(value.map(|value| value.to_string()).unwrap_or_default())
    }
}

/// The rows as CSV.
///
/// # Errors
/// [`Failure::Environment`] when memory for the text cannot be had.
pub fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<Cell>>, lang: Lang) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |why: &dyn std::fmt::Display| Failure::Environment(lang.say(files::AnswerNotWritten { why }));
    writer.write_record(header).map_err(|error| failed(&error))?;
    for row in rows {
        writer.write_record(row.iter().map(plain)).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Figure(figure) => figure.clone(),
        Cell::Text(text) => huigu_facts::marked(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_formula() {
        let rows = [
            vec![Cell::text("=cmd()"), Cell::figure("-1.00")],
            vec![Cell::text(" ＋1"), Cell::figure("+1")],
            vec![Cell::text("宁波, 银行"), Cell::figure(3)],
        ];
        let text = csv(&["name", "amount"], rows, Lang::En).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "name,amount\n'=cmd(),-1.00\n' ＋1,+1\n\"宁波, 银行\",3\n");
    }
}
