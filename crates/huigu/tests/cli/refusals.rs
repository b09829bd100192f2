//! What wrong usage, a wrong environment and a reader who leaves come to.

use std::io;

use crate::desk::{Closed, books, huigu, huigu_zh, over, run_with};

#[test]
fn bad_usage_is_told_with_a_remedy_and_status_2() {
    let told = |line: &[&str], what: &str| {
        let ran = huigu(line).expect(2);
        assert!(ran.out.is_empty() && ran.err.contains(what), "{line:?}: {}", ran.err);
        let zh = huigu_zh(line).expect(2).err;
        assert!(zh.contains("错误：") && !zh.contains("error:"), "{zh}");
    };
    told(&["settle", "--books", "x"], "--year");
    told(&["settle", "--year", "2021", "--books", "x", "--data", "y"], "cannot be used with");
    told(&["settle", "--year", "2021", "--books", "x", "--as-known-at", "3"], "cannot be used with");
    told(&["settle", "--year", "2021", "--data", "x", "--as-known-at", "soon"], "the number of a batch");
    told(&["settle", "--year", "2021", "--database", "mysql://u:secret@host/db"], "postgres://");
    told(&["audit", "verify", "--head", "3"], "N:HASH");
    told(&["import"], "PATH");
    told(&["import", "x", "--kind", "loan-book"], "loan_events");
    told(&["settle", "--verify", "1", "--format", "xlsx"], "table or json");
    told(&["settel"], "did you mean settle?");
    told(&["settle", "--yeer", "2021"], "--year");
    told(&["settle", "--year", "two", "--books", "x"], "a year is a whole number");
    told(&["targets", "--as-of", "2021-02-30", "--books", "x"], "such as 2022-06-30");
    told(&["targets", "--as-of", "2021-12-31", "--by", "bank", "--books", "x"], "lender");
    told(&["sql"], "--year");
    told(&["template", "loan-book"], "loan_events");
    told(&["synth", "--loans", "few", "--events", "1", "--seed", "1", "--out", "x"], "--loans");
}

#[test]
fn no_command_at_all_shows_the_help() {
    let none: [&str; 0] = [];
    assert!(huigu(&none).expect(2).err.contains("settle"));
    assert!(huigu(&["--help"]).expect(0).out.contains("Commands:"));
    assert!(huigu_zh(&["settle", "--help"]).expect(0).out.contains("台账目录"));
    assert!(huigu(&["--version"]).expect(0).out.starts_with("huigu "));
    assert!(huigu_zh(&["--lang", "en", "settle", "--help"]).expect(0).out.contains("Folder of the books"));
}

#[test]
fn a_year_or_date_outside_the_validity_is_refused() {
    let folder = books();
    let ran = huigu(&over(&folder, &["settle", "--year", "2023"])).expect(2);
    assert!(ran.err.contains("2021-01-01") && ran.err.contains("2022-12-31"), "{}", ran.err);
    let ran = huigu_zh(&over(&folder, &["targets", "--as-of", "2020-12-31"])).expect(2);
    assert!(ran.err.contains("有效期 2021-01-01 至 2022-12-31"), "{}", ran.err);
    huigu(&over(&folder, &["simulate", "--year", "2020", "--set", "startup-loan-subsidy.rate=1%"])).expect(2);
    huigu(&["sql", "--year", "2019"]).expect(2);
}

#[test]
fn unknown_measures_and_beneficiaries_are_named() {
    let folder = books();
    let of = |measure: &str, beneficiary: &str| {
        let line = ["explain", "--year", "2021", "--measure", measure, "--beneficiary", beneficiary];
        huigu(&over(&folder, &line)).expect(2).err
    };
    assert!(of("startup", "bank-a").contains("startup-loan-subsidy"));
    assert!(of("startup-loan-subsidy", "bank-x").contains("bank-x"));
}

#[test]
fn folders_that_are_not_there_are_the_environments_fault() {
    let missing = huigu(&["settle", "--year", "2021", "--books", "/no/such/folder"]).expect(4);
    assert!(missing.err.contains("/no/such/folder"), "{}", missing.err);
    let empty = tempfile::tempdir().unwrap();
    assert!(huigu(&over(empty.path(), &["settle", "--year", "2021"])).expect(3).err.contains("loans.csv"));
    let line = ["settle", "--year", "2021", "--output", "/no/such/folder/x.txt"];
    assert!(huigu(&over(&books(), &line)).expect(4).err.contains("/no/such/folder/x.txt"));
}

#[test]
fn a_reader_who_leaves_ends_the_run_quietly() {
    let mut err = Vec::new();
    let line = over(&books(), &["settle", "--year", "2021", "--format", "json"]);
    let status = run_with("en", false, &line, &mut Closed(io::ErrorKind::BrokenPipe), &mut err);
    let told = String::from_utf8(err).unwrap();
    assert_eq!(status, 0, "{told}");
    assert!(!told.contains("error"), "{told}");
}

#[test]
fn an_answer_that_cannot_be_written_is_told() {
    let mut err = Vec::new();
    let line = ["plan", "check"];
    let status = run_with("en", false, &line, &mut Closed(io::ErrorKind::StorageFull), &mut err);
    assert_eq!(status, 4, "{}", String::from_utf8(err).unwrap());
}
