//! Finding the header among a file's first rows, and what it says: which
//! column stands where, and in which unit its money is.

use std::collections::BTreeSet;

use huigu_facts::{Code, Expected, Issue, Kind, Origin};
use huigu_quantity::MoneyUnit;

use crate::cell::{Cells, HeldRow};
use crate::layout::{Above, Layout, has_unit, known_units, shorten, texts};
use crate::money_unit::{self, Declared};
use crate::remarks::remarks;
use crate::unit;

/// In how many rows from the top the header is looked for.
pub(crate) const SEARCHED_ROWS: usize = 10;

/// How few columns a row must name to be taken for a header.
const FEWEST_COLUMNS: usize = 2;

/// The headers of the column that the mended file adds.
pub(crate) const REASON_HEADERS: [&str; 2] = ["错误原因", "fault_reason"];

/// What one header cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    /// A column of the schema.
    Column(usize, Declared),
    /// The mended file's column of reasons.
    Reason,
    /// Something else.
    Unknown,
}

/// The header among the first rows (row number and cells each): its place in
/// them and the layout, or the faults that forbid to read on. Findings are
/// pushed too.
pub(crate) fn find(kind: Kind, file: u32, rows: &[(u32, HeldRow)], issues: &mut Vec<Issue>) -> Option<(usize, Layout)> {
    let searched = &rows[..rows.len().min(SEARCHED_ROWS)];
    let mut best: Option<(usize, usize)> = None;
    for (place, (_, cells)) in searched.iter().enumerate() {
        let named = columns_named(kind, cells).len();
        if named >= FEWEST_COLUMNS && best.is_none_or(|(_, most)| named > most) {
            best = Some((place, named));
        }
    }
    let Some((place, _)) = best else {
        let expected = required_headers(kind).into();
        let origin = Origin { file, row: rows.first().map_or(0, |(row, _)| *row) };
        issues.push(Issue { origin, column: "", code: Code::NoHeader, value: String::new(), expected });
        return None;
    };
    let mut above = Above { money: Declared::Nothing, unknown: None, words: Vec::new() };
    let is_other = |word: &str| has_unit(kind.columns(), word);
    for (row, cells) in &searched[..place] {
        for text in texts(cells) {
            above.money = above.money.and(money_unit::above_header(&text, &is_other));
            above.words.extend(unit::said_above(&text));
            if above.money == Declared::Unknown && above.unknown.is_none() {
                above.unknown = Some((*row, text));
            }
        }
    }
    let (row, cells) = &searched[place];
    let layout = lay_out(kind, Origin { file, row: *row }, cells, &above, issues)?;
    Some((place, layout))
}

/// Whether a row directly under the header repeats it, in the other language.
pub(crate) fn repeats(layout: &Layout, cells: &impl Cells) -> bool {
    let mut named = 0;
    for position in 0..cells.count() {
        let text = cells.cell(position).shown();
        match heading(layout.kind, &text) {
            Heading::Column(slot, _) if layout.positions[slot] == Some(position) => named += 1,
            _ if text.trim().is_empty() => {}
            _ => return false,
        }
    }
    named >= FEWEST_COLUMNS
}

/// Whether the row names every required column of the kind.
pub(crate) fn is_full_header(kind: Kind, cells: &impl Cells) -> bool {
    let named = columns_named(kind, cells);
    kind.columns().iter().enumerate().all(|(slot, column)| !column.required || named.contains(&slot))
}

fn columns_named(kind: Kind, cells: &impl Cells) -> BTreeSet<usize> {
    texts(cells)
        .filter_map(|text| match heading(kind, &text) {
            Heading::Column(slot, _) => Some(slot),
            _ => None,
        })
        .collect()
}

fn required_headers(kind: Kind) -> String {
    let named: Vec<_> =
        kind.columns().iter().filter(|c| c.required).map(|c| format!("{} {}", c.chinese, c.name)).collect();
    named.join(", ")
}

fn lay_out(kind: Kind, origin: Origin, cells: &HeldRow, above: &Above, issues: &mut Vec<Issue>) -> Option<Layout> {
    let columns = kind.columns();
    let before = issues.len();
    let mut layout = Layout {
        kind,
        header_row: origin.row,
        width: 0,
        positions: vec![None; columns.len()],
        units: vec![MoneyUnit::Yuan; columns.len()],
        said: vec![false; columns.len()],
        multiples: vec![1; columns.len()],
        reason: None,
        unnamed: Vec::new(),
    };
    let mut faulty = false;
    for (position, text) in texts(cells).enumerate() {
        if text.trim().is_empty() {
            layout.unnamed.push(position);
            continue;
        }
        layout.width = position + 1;
        let issue = |column, code, expected| Issue { origin, column, code, value: shorten(&text), expected };
        match heading(kind, &text) {
            Heading::Reason => layout.reason = Some(position),
            Heading::Unknown => issues.push(issue("", Code::UnknownColumn, Expected::default())),
            Heading::Column(slot, _) if layout.positions[slot].is_some() => {
                faulty = true;
                issues.push(issue(columns[slot].name, Code::DuplicateColumn, Expected::default()));
            }
            Heading::Column(slot, declared) => {
                layout.positions[slot] = Some(position);
                if layout.take_unit(slot, &text, declared, above).is_none() {
                    faulty = true;
                    let fault = issue(columns[slot].name, Code::UnknownUnit, known_units(&columns[slot]).into());
                    issues.push(if declared == Declared::Nothing { above.placed(fault) } else { fault });
                }
            }
        }
    }
    let width = layout.width;
    layout.unnamed.retain(|position| *position < width);
    for (slot, column) in columns.iter().enumerate() {
        if column.required && layout.positions[slot].is_none() {
            faulty = true;
            let expected = format!("{} {}", column.chinese, column.name).into();
            issues.push(Issue {
                origin,
                column: column.name,
                code: Code::MissingColumn,
                value: String::new(),
                expected,
            });
        }
    }
    debug_assert!(!faulty || issues.len() > before, "a refused header says why");
    (!faulty).then_some(layout)
}

/// What a header cell says: by its text without remarks and marks of
/// requirement, as one header or as several of one column (`贷款本金 principal`).
fn heading(kind: Kind, text: &str) -> Heading {
    let text = text.replace(['*', '＊'], "");
    if REASON_HEADERS.iter().any(|header| text.contains(header)) {
        return Heading::Reason;
    }
    let (base, remarks) = remarks(&text);
    let declared = remarks.iter().map(|remark| money_unit::of_remark(remark)).fold(Declared::Nothing, Declared::and);
    if let Some(slot) = lookup(kind, &base).or_else(|| together(kind, &base)) {
        return Heading::Column(slot, declared);
    }
    match unit::trailing(&base).and_then(|(rest, unit)| Some((lookup(kind, rest)?, unit))) {
        Some((slot, unit)) if kind.columns()[slot].is_money() => Heading::Column(slot, Declared::Money(unit)),
        _ => Heading::Unknown,
    }
}

/// The column whose header the text is, white space and letter case aside.
fn lookup(kind: Kind, text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let joined = text.split_whitespace().collect::<Vec<_>>().join("_").replace('-', "_");
    if tight.is_empty() {
        return None;
    }
    kind.columns().iter().position(|column| {
        let chinese = remarks(column.chinese).0;
        joined == column.name
            || tight == chinese.to_lowercase()
            || column.forms.iter().any(|form| tight == form.to_lowercase())
    })
}

/// The column all of whose words are headers of it.
fn together(kind: Kind, text: &str) -> Option<usize> {
    let mut words = text.split(|c: char| c.is_whitespace() || c == '/' || c == '|').filter(|word| !word.is_empty());
    let slot = lookup(kind, words.next()?)?;
    words.all(|word| lookup(kind, word) == Some(slot)).then_some(slot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;

    fn held(cells: &[&str]) -> HeldRow {
        let mut row = HeldRow::default();
        for cell in cells {
            row.push(Cell::Text(cell));
        }
        row
    }

    type Found = (Option<(usize, Layout)>, Vec<(Code, &'static str)>);

    fn search(kind: Kind, rows: &[&[&str]]) -> Found {
        let rows: Vec<_> = rows.iter().enumerate().map(|(n, cells)| (n as u32 + 1, held(cells))).collect();
        let mut issues = Vec::new();
        let found = find(kind, 0, &rows, &mut issues);
        (found, issues.into_iter().map(|issue| (issue.code, issue.column)).collect())
    }

    #[test]
    fn every_header_of_every_column_is_known() {
        for kind in Kind::ALL {
            for (slot, column) in kind.columns().iter().enumerate() {
                let both = format!("{}\n{}", column.chinese, column.name);
                let spaced = format!(" {} * ", column.name.to_uppercase().replace('_', " "));
                for header in [column.name, column.chinese, &both, &spaced].iter().chain(column.forms) {
                    assert!(
                        matches!(heading(*kind, header), Heading::Column(found, _) if found == slot),
                        "{kind}.{}: {header}",
                        column.name
                    );
                }
            }
        }
    }

    #[test]
    fn units_stand_in_headers_or_above() {
        let unit = |rows: &[&[&str]]| search(Kind::LoanBalances, rows).0.map(|(_, layout)| layout.units[3]);
        let header = |balance| ["贷款机构", "借据编号", "余额日期", balance];
        assert_eq!(unit(&[&header("贷款余额")]), Some(MoneyUnit::Yuan));
        assert_eq!(unit(&[&header("贷款余额（万元）")]), Some(MoneyUnit::WanYuan));
        assert_eq!(unit(&[&header("余额千元")]), Some(MoneyUnit::ThousandYuan));
        assert_eq!(unit(&[&["单位：万元"], &header("贷款余额")]), Some(MoneyUnit::WanYuan));
        assert_eq!(unit(&[&["单位：万元"], &header("贷款余额(元)")]), Some(MoneyUnit::Yuan));
        let faults = |rows: &[&[&str]]| search(Kind::LoanBalances, rows).1;
        assert_eq!(faults(&[&header("贷款余额（百万元）")]), [(Code::UnknownUnit, "balance")]);
        assert_eq!(faults(&[&["单位：美元"], &header("贷款余额")]), [(Code::UnknownUnit, "balance")]);
    }

    #[test]
    fn foreign_units_of_other_columns_are_faults() {
        let loans = |rate| {
            let header = ["lender", "loan_id", "borrower", "start", "due", "principal", "security", rate];
            search(Kind::Loans, &[&header]).1
        };
        assert_eq!(loans("年利率（%）"), []);
        assert_eq!(loans("利率（‰）"), [(Code::UnknownUnit, "rate")]);
        let observations = |value| search(Kind::Observations, &[&["indicator", "period", value]]).1;
        assert_eq!(observations("数值（元）"), []);
        assert_eq!(observations("数值（万元）"), [(Code::UnknownUnit, "value")]);
    }

    #[test]
    fn the_header_may_stand_in_any_of_the_first_ten_rows() {
        let title: &[&str] = &["2021年贷款市场报价利率"];
        let header: &[&str] = &["date", "one_year", "five_year"];
        for above in 0..SEARCHED_ROWS {
            let mut rows = vec![title; above];
            rows.push(header);
            assert_eq!(search(Kind::Lpr, &rows).0.map(|(place, _)| place), Some(above));
        }
        let mut rows = vec![title; SEARCHED_ROWS];
        rows.push(header);
        assert_eq!(search(Kind::Lpr, &rows).1, [(Code::NoHeader, "")]);
        assert_eq!(search(Kind::Lpr, &[]).1, [(Code::NoHeader, "")]);
    }

    #[test]
    fn missing_twofold_and_unknown_columns_are_told() {
        assert_eq!(search(Kind::Lpr, &[&["date", "one_year"]]).1, [(Code::MissingColumn, "five_year")]);
        let twice: &[&str] = &["date", "one_year", "five_year", "一年期"];
        assert_eq!(search(Kind::Lpr, &[twice]).1, [(Code::DuplicateColumn, "one_year")]);
        let more: &[&str] = &["date", "one_year", "备注", "five_year", "", "错误原因 fault_reason"];
        let (found, issues) = search(Kind::Lpr, &[more]);
        assert_eq!(issues, [(Code::UnknownColumn, "")]);
        let layout = found.expect("a layout").1;
        assert_eq!((layout.width, layout.reason, layout.positions), (6, Some(5), vec![Some(0), Some(1), Some(3)]));
    }
}
