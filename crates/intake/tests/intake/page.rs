//! The reference page of books lists every column and every code.

use std::fs;
use std::path::Path;

use huigu_facts::{Code, Column, Kind, Refers, Severity, Sign, ValueType};

/// The page with the text between the marks of a section replaced.
fn with_section(page: &str, section: &str, content: &str) -> String {
    let begin = page.find(&format!("<!-- {section}: begin")).expect("the section begins");
    let begin = begin + page[begin..].find("-->\n").expect("the mark ends") + "-->\n".len();
    let end = page.find(&format!("<!-- {section}: end -->")).expect("the section ends");
    format!("{}{content}{}", &page[..begin], &page[end..])
}

fn form(column: &Column) -> String {
    let form = match column.value {
        ValueType::Id => match column.refers {
            Some(Refers::Party) => "id of a party",
            Some(Refers::Organisation) => "id of an organisation",
            Some(Refers::Loan) => "id of a loan",
            Some(Refers::Guarantee) => "id of a guarantee",
            Some(Refers::Product) => "id of a product",
            Some(Refers::Measure) => "id of a measure",
            None => "id",
        },
        ValueType::Text => "text",
        ValueType::Date => "date",
        ValueType::Money(Sign::Positive) => "money, above 0",
        ValueType::Money(Sign::NonNegative) => "money, 0 or above",
        ValueType::Money(Sign::Signed) => "money",
        ValueType::MoneyWan => "money in 万元, 0 or above",
        ValueType::Percent { .. } => "percentage",
        ValueType::Count => "whole number",
        ValueType::Boolean => "yes or no",
        ValueType::Industry => "industry",
        ValueType::Period => "period",
        ValueType::Year => "year",
        ValueType::Decimal => "number",
        ValueType::Word(words) => {
            let words = words.iter().map(|word| format!("`{}` {}", word.code, word.chinese.join("/")));
            return words.collect::<Vec<_>>().join(", ");
        }
    };
    form.to_owned()
}

fn columns() -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        let names = kind.chinese_forms().join("、");
        text.push_str(&format!(
            "\n### {} · {}\n\nFile names: `{}`, {names}.\n\n",
            kind.name(),
            kind.chinese(),
            kind.name()
        ));
        text.push_str("| column | headers | takes | note | 说明 |\n| --- | --- | --- | --- | --- |\n");
        for column in kind.columns() {
            let mark = if column.required { "\\*" } else { "" };
            let headers: Vec<_> = std::iter::once(column.chinese).chain(column.forms.iter().copied()).collect();
            let (headers, form) = (headers.join("、"), form(column));
            let (name, note, note_english) = (column.name, column.note, column.note_english);
            text.push_str(&format!("| `{name}`{mark} | {headers} | {form} | {note_english} | {note} |\n"));
        }
    }
    text.push('\n');
    text
}

fn codes() -> String {
    let mut text = String::from("\n| code | | 说明 | what it says |\n| --- | --- | --- | --- |\n");
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Fault => "fault 错误",
            Severity::Finding => "finding 提示",
        };
        text.push_str(&format!("| `{}` | {severity} | {} | {} |\n", code.code(), code.chinese(), code.english()));
    }
    text.push('\n');
    text
}

#[test]
fn the_page_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/BOOKS.md");
    let page = fs::read_to_string(&path).expect("the page");
    let fresh = with_section(&with_section(&page, "columns", &columns()), "codes", &codes());
    if std::env::var_os("HUIGU_WRITE_PAGES").is_some() {
        fs::write(&path, fresh).expect("written");
        return;
    }
    assert!(page == fresh, "docs/BOOKS.md is stale: HUIGU_WRITE_PAGES=1 cargo test -p huigu-intake --test intake page");
}
