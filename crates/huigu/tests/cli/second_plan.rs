//! Another district's plan through every command, over books in which every
//! one of its measures pays: nothing in Rust knows which plan it runs.

use std::ffi::OsString;
use std::fs;

use huigu_plan::Plan;
use serde_json::Value;

use crate::desk::{Ran, held, huigu, huigu_in, over, second_books, second_plan};

const YEAR: &str = "2025";

fn plan() -> Plan {
    let mut files = Vec::new();
    for entry in fs::read_dir(second_plan()).unwrap() {
        let path = entry.unwrap().path();
        files.push((path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()));
    }
    files.sort();
    Plan::from_files(&files).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

fn line(arguments: &[&str]) -> Vec<OsString> {
    let folder = second_books();
    let mut all = over(&folder, arguments);
    all.extend([OsString::from("--plan"), second_plan().into_os_string()]);
    all
}

/// Asks the second plan over its own books.
fn ask(lang: &str, arguments: &[&str]) -> Ran {
    huigu_in(lang, false, &line(arguments)).expect(0)
}

/// Asks about the second plan alone.
fn ask_plan(lang: &str, arguments: &[&str]) -> Ran {
    let mut all: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    all.extend([OsString::from("--plan"), second_plan().into_os_string()]);
    huigu_in(lang, false, &all).expect(0)
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key} in {value}"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no text {key} in {value}"))
}

/// Fen of the interface's yuan.
fn fen(value: &Value, key: &str) -> i64 {
    text(value, key).replace('.', "").parse().unwrap()
}

fn settled() -> Value {
    ask("en", &["settle", "--year", YEAR, "--format", "json"]).json()
}

#[test]
fn every_measure_of_it_pays() {
    let (plan, settled) = (plan(), settled());
    let measures = list(&settled, "measures");
    let ids: Vec<&str> = measures.iter().map(|measure| text(measure, "measure")).collect();
    let planned: Vec<&str> = plan.measures().iter().map(|measure| measure.id.as_str()).collect();
    assert_eq!(ids, planned);
    for measure in measures {
        assert_eq!(measure["status"], "active", "{measure}");
        let total: i64 = list(measure, "beneficiaries").iter().map(|one| fen(one, "amount")).sum();
        assert!(total > 0 && total == fen(measure, "total"), "{measure}");
    }
    let total: i64 = measures.iter().map(|measure| fen(measure, "total")).sum();
    assert_eq!(total, fen(&settled, "total"));
}

#[test]
fn its_settlement_is_told_in_every_form_and_both_languages() {
    for (lang, name) in [("zh", "second-plan-settlement-zh"), ("en", "second-plan-settlement-en")] {
        let table = ask(lang, &["settle", "--year", YEAR]).out;
        for measure in plan().measures() {
            assert!(table.contains(&measure.id), "{} in\n{table}", measure.id);
            let word = if lang == "zh" { &measure.name.zh } else { &measure.name.en };
            assert!(table.contains(word.as_str()), "{word} in\n{table}");
        }
        held(name, &table);
    }
    let csv = ask("en", &["settle", "--year", YEAR, "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let place = reader.headers().unwrap().iter().position(|name| name == "measure").unwrap();
    let mut found: Vec<String> = reader.records().map(|row| row.unwrap()[place].to_owned()).collect();
    found.dedup();
    let planned: Vec<String> = plan().measures().iter().map(|measure| measure.id.clone()).collect();
    assert_eq!(found, planned);
}

#[test]
fn its_workbook_names_every_measure_with_its_total() {
    for lang in ["zh", "en"] {
        let book = ask(lang, &["settle", "--year", YEAR, "--format", "xlsx"]).bytes;
        let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book)).unwrap();
        let summary = calamine::Reader::worksheet_range_at(&mut workbook, 0).unwrap().unwrap();
        let rows: Vec<String> =
            summary.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect();
        for measure in list(&settled(), "measures") {
            let names = plan();
            let id = text(measure, "measure");
            let name = names.measures().iter().find(|entry| entry.id == id).unwrap();
            let word = if lang == "zh" { &name.name.zh } else { &name.name.en };
            let row = rows
                .iter()
                .find(|row| row.contains(&format!("|{word}|")))
                .unwrap_or_else(|| panic!("{word}: {rows:?}"));
            let total = text(measure, "total").trim_end_matches('0').trim_end_matches('.');
            assert!(row.contains(total), "{total} in {row}");
        }
        let names = calamine::Reader::sheet_names(&workbook);
        let claims = calamine::Reader::worksheet_range(&mut workbook, names.last().unwrap()).unwrap();
        assert!(claims.rows().flatten().any(|cell| *cell == "Y-99"), "a claimed loan that is not on the books");
    }
}

#[test]
fn every_figure_of_it_is_explained() {
    for measure in list(&settled(), "measures") {
        let id = text(measure, "measure");
        for beneficiary in list(measure, "beneficiaries") {
            let who = text(beneficiary, "id");
            let question = ["explain", "--year", YEAR, "--measure", id, "--beneficiary", who];
            let why = ask("en", &[&question[..], &["--format", "json"]].concat()).json();
            assert_eq!(why["amount"], beneficiary["amount"], "{id} {who}");
            assert_eq!(list(&why, "lines").len() as u64, beneficiary["lines"].as_u64().unwrap());
            let lines: i64 = list(&why, "lines").iter().map(|line| fen(line, "amount")).sum();
            let adjustments: i64 = list(&why, "adjustments").iter().map(|one| fen(one, "amount")).sum();
            assert_eq!((lines, lines + adjustments), (fen(&why, "uncapped"), fen(&why, "amount")), "{id} {who}");
            for lang in ["zh", "en"] {
                let table = ask(lang, &question).out;
                assert!(table.contains(id) && table.contains(who), "{table}");
                let csv = ask(lang, &[&question[..], &["--format", "csv"]].concat()).out;
                assert!(csv.lines().count() > list(&why, "lines").len(), "{csv}");
            }
        }
    }
    let question = ["explain", "--year", YEAR, "--measure", "bay-loan-bonus", "--beneficiary", "dg-rural-bank"];
    held("second-plan-explanation-zh", &ask("zh", &question).out);
    held("second-plan-explanation-en", &ask("en", &question).out);
}

#[test]
fn its_targets_are_told_at_a_date_and_by_every_dimension() {
    let question = ["targets", "--as-of", "2025-12-31"];
    let told = ask("en", &[&question[..], &["--format", "json"]].concat()).json();
    let targets = list(&told, "targets");
    let valued = targets.iter().filter(|target| target["value"].is_string()).count();
    assert_eq!(valued, targets.len(), "each has a value in these books: {told}");
    held("second-plan-targets-zh", &ask("zh", &question).out);
    held("second-plan-targets-en", &ask("en", &question).out);
    for by in ["lender", "industry", "town", "park", "month"] {
        let line = [&question[..], &["--by", by]].concat();
        let groups = ask("en", &[&line[..], &["--format", "json"]].concat()).json();
        for target in list(&groups, "targets").iter().filter(|target| text(target, "target") == "private-loan-share") {
            assert!(list(target, "groups").len() > 1, "{by}: {target}");
        }
        for lang in ["zh", "en"] {
            let table = ask(lang, &line).out;
            let plan = plan();
            let name = plan.targets().iter().find(|target| target.id == "private-loan-share").unwrap();
            let word = if lang == "zh" { &name.name.zh } else { &name.name.en };
            assert!(table.contains(word.as_str()), "{table}");
            assert!(!ask(lang, &[&line[..], &["--format", "csv"]].concat()).out.is_empty());
        }
    }
}

#[test]
fn what_if_is_asked_of_its_figures_and_readings() {
    let base = ["simulate", "--year", YEAR, "--set"];
    let turned = ask("en", &[&base[..], &["bay-loan-bonus.rate=1.5%", "--format", "json"]].concat()).json();
    assert_eq!(2 * fen(&turned, "before") - 2 * fen(&settled(), "total"), 0);
    for measure in list(&turned, "measures") {
        let doubled = text(measure, "measure") == "bay-loan-bonus";
        let (before, after) = (fen(measure, "before"), fen(measure, "after"));
        // D-12 and D-13 stay out; what counts gets twice the rate, to the fen of rounding.
        assert!(if doubled { (after - 2 * before).abs() <= 2 } else { after == before }, "{measure}");
    }
    let both = ask("en", &[&base[..], &["stacking=both", "--format", "json"]].concat()).json();
    assert!(fen(&both, "difference") > 0, "loans may then earn twice: {both}");
    for lang in ["zh", "en"] {
        let table = ask(lang, &[&base[..], &["stacking=both"]].concat()).out;
        held(&format!("second-plan-simulation-{lang}"), &table);
    }
}

#[test]
fn it_is_checked_shown_compared_and_listed() {
    let plan = plan();
    for lang in ["zh", "en"] {
        assert!(ask_plan(lang, &["plan", "check"]).out.contains(plan.id()));
        let shown = ask_plan(lang, &["plan", "show"]).out;
        let listed = ask_plan(lang, &["plan", "parameters"]).out;
        for parameter in plan.parameters() {
            assert!(listed.contains(&parameter.path), "{} in\n{listed}", parameter.path);
            assert!(shown.contains(&parameter.path), "{} in\n{shown}", parameter.path);
        }
        let folder = second_plan();
        let note = huigu_in(lang, false, &["plan", "diff", folder.to_str().unwrap()]).expect(0).out;
        for measure in plan.measures() {
            assert!(shown.contains(&measure.id) && note.contains(&measure.id), "{}", measure.id);
        }
    }
}

#[test]
fn it_is_compiled_to_sql_and_its_books_are_loaded_by_every_engine() {
    let sql = ask_plan("en", &["sql", "--year", YEAR]).out;
    for measure in plan().measures() {
        assert!(sql.contains(&format!("'{}'", measure.id)), "{}", measure.id);
    }
    for engine in ["duckdb", "postgresql", "spark"] {
        let load = huigu(&over(&second_books(), &["sql", "--load", engine])).expect(0).out;
        for file in ["loans.csv", "financings.csv", "lpr.csv"] {
            assert!(load.contains(file), "{engine}: {file} in\n{load}");
        }
    }
}

#[test]
fn years_outside_it_get_no_answer() {
    for year in ["2022", "2026"] {
        let ran = huigu(&line(&["settle", "--year", year])).expect(2);
        assert!(ran.out.is_empty() && ran.err.contains("2023-01-01"), "{}", ran.err);
    }
}
