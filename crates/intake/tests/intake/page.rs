//! The reference pages list every column of books and data sets, and every code.

use std::fs;
use std::path::Path;

use huigu_facts::{Code, Column, Dataset, Kind, NumberUnit, Refers, Severity, Sign, ValueType};
use huigu_plan::shipped;

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
        ValueType::Decimal if let Some(unit) = column.unit => return unit_of(unit),
        ValueType::Decimal => "number",
        ValueType::Word(words) => {
            let words = words.iter().map(|word| format!("`{}` {}", word.code, word.chinese.join("/")));
            return words.collect::<Vec<_>>().join(", ");
        }
    };
    form.to_owned()
}

fn unit_of(unit: NumberUnit) -> String {
    let also = unit.also.iter().map(|(word, multiple)| format!("; {word} = {multiple}"));
    format!("number of {} {}{}", unit.english, unit.chinese, also.collect::<String>())
}

fn columns(kinds: impl Iterator<Item = Kind>) -> String {
    let mut text = String::new();
    for kind in kinds {
        let names = kind.chinese_forms().join("、");
        text.push_str(&format!(
            "\n### {} · {}\n\nFile names: `{}`, {names}.\n\n",
            kind.name(),
            kind.text().zh,
            kind.name()
        ));
        if let Kind::Dataset(dataset) = kind {
            text.push_str(&about(dataset));
        }
        text.push_str("| column | headers | takes | note | 说明 |\n| --- | --- | --- | --- | --- |\n");
        for column in kind.columns() {
            let mark = if column.required { "\\*" } else { "" };
            let headers: Vec<_> = std::iter::once(column.chinese).chain(column.forms.iter().copied()).collect();
            let limits = column.limits_written();
            let limits = if limits.is_empty() { limits } else { format!(", {limits}") };
            let (headers, form) = (headers.join("、"), format!("{}{limits}", form(column)));
            let (name, note, note_english) = (column.name, column.note, column.note_english);
            text.push_str(&format!("| `{name}`{mark} | {headers} | {form} | {note_english} | {note} |\n"));
        }
    }
    text.push('\n');
    text
}

/// What is declared of a data set beside its columns.
fn about(dataset: Dataset) -> String {
    let declared = dataset.declared();
    let columns = declared.schema.columns;
    let named =
        |slots: &[usize]| slots.iter().map(|slot| format!("`{}`", columns[*slot].name)).collect::<Vec<_>>().join(", ");
    let sources = declared.sources.iter().map(|source| format!("{} `{}`", source.chinese[0], source.code));
    let subjects = declared.subjects.iter().map(|kind| kind.text().zh);
    let mut text = format!(
        "{} {}\n\nFrom: {}. About: {}. Key: {}.",
        declared.says[0],
        declared.says[1],
        sources.collect::<Vec<_>>().join("、"),
        subjects.collect::<Vec<_>>().join("、"),
        named(declared.schema.key),
    );
    text.push_str(&format!(" One of {} at least.", named(declared.subject_by)));
    for check in declared.checks {
        let sign = check.relation.sign();
        text.push_str(&format!(" `{}` {sign} `{}`.", columns[check.slot].name, columns[check.other].name));
    }
    text + "\n\n"
}

fn codes() -> String {
    let mut text = String::from("\n| code | | 说明 | what it says |\n| --- | --- | --- | --- |\n");
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Fault => "fault 错误",
            Severity::Finding => "finding 提示",
        };
        text.push_str(&format!("| `{}` | {severity} | {} | {} |\n", code.code(), code.text().zh, code.text().en));
    }
    text.push('\n');
    text
}

/// Holds a page to what it is made of, or writes it.
fn is_fresh(name: &str, made: impl Fn(&str) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    let page = fs::read_to_string(&path).expect("the page");
    let fresh = made(&page);
    if std::env::var_os("HUIGU_WRITE_PAGES").is_some() {
        fs::write(&path, fresh).expect("written");
        return;
    }
    assert!(page == fresh, "docs/{name} is stale: HUIGU_WRITE_PAGES=1 cargo test -p huigu-intake --test intake page");
}

#[test]
fn the_page_of_books_is_fresh() {
    let columns = columns(Kind::ALL.iter().copied());
    is_fresh("BOOKS.md", |page| with_section(&with_section(page, "columns", &columns), "codes", &codes()));
}

#[test]
fn the_page_of_data_sets_is_fresh() {
    let columns = columns(shipped().kinds().datasets().map(Kind::Dataset));
    is_fresh("DATASETS.md", |page| with_section(page, "columns", &columns));
}
