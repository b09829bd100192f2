//! A fault or finding as one line for people.

use huigu_facts::{Issue, Kind};
use huigu_quantity::Lang;

/// One line: file, row, column, value, what is wrong and what is expected:
/// `loans.csv:17 principal 贷款本金: "12.345" — 金额精确到分以下；应为 12345.67`.
#[must_use]
pub fn render(issue: &Issue, file_name: &str, kind: Option<Kind>, lang: Lang) -> String {
    let mut line = file_name.to_owned();
    if issue.origin.row > 0 {
        line.push_str(&format!(":{}", issue.origin.row));
    }
    if !issue.column.is_empty() {
        line.push_str(&format!(" {}", column(issue.column, kind, lang)));
    }
    if !issue.value.is_empty() {
        line.push_str(&format!(": \"{}\"", issue.value));
    }
    line.push_str(" — ");
    line.push_str(&what(issue, lang));
    line
}

/// What is wrong and what is expected: the reason in a mended file.
pub(crate) fn reason(issue: &Issue, kind: Kind) -> String {
    let what = what(issue, Lang::Zh);
    if issue.column.is_empty() { what } else { format!("{}：{what}", column(issue.column, Some(kind), Lang::Zh)) }
}

fn what(issue: &Issue, lang: Lang) -> String {
    let (says, expects) = match lang {
        Lang::Zh => (issue.code.text().zh, "；应为 "),
        Lang::En => (issue.code.text().en, "; expected "),
    };
    if issue.expected.is_empty() { says.to_owned() } else { format!("{says}{expects}{}", issue.expected.text(lang)) }
}

fn column(name: &str, kind: Option<Kind>, lang: Lang) -> String {
    let known = kind.and_then(|kind| kind.columns().iter().find(|column| column.name == name));
    match (known, lang) {
        (Some(column), Lang::Zh) => format!("{name} {}", column.chinese),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use huigu_facts::{Code, Origin};

    #[test]
    fn a_line_names_everything() {
        let issue = Issue {
            origin: Origin { file: 0, row: 17 },
            column: "principal",
            code: Code::FinerThanFen,
            value: "12.345".to_owned(),
            expected: "12345.67".into(),
        };
        assert_eq!(
            render(&issue, "loans.csv", Some(Kind::Loans), Lang::Zh),
            "loans.csv:17 principal 贷款本金: \"12.345\" — 金额精确到分以下；应为 12345.67"
        );
        assert_eq!(
            render(&issue, "loans.csv", None, Lang::En),
            "loans.csv:17 principal: \"12.345\" — the amount is finer than a fen; expected 12345.67"
        );
        assert_eq!(reason(&issue, Kind::Loans), "principal 贷款本金：金额精确到分以下；应为 12345.67");
    }
}
