//! The book's column form beside the register, from the command line: the same
//! answers with it and without, whatever lies in the folder.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use huigu::{Context, Day, run};

use crate::desk::{Ran, at, change, copied_books, huigu};

const SETTLE: [&str; 5] = ["settle", "--year", "2021", "--format", "json"];

/// Runs a command that takes every register for a big one.
fn big(arguments: &[OsString]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let all: Vec<OsString> = std::iter::once(OsString::from("huigu")).chain(arguments.iter().cloned()).collect();
    let variable = |name: &str| match name {
        "HUIGU_LANG" => Some(OsString::from("en")),
        "HUIGU_COLUMNS_FROM" => Some(OsString::from("0")),
        _ => None,
    };
    let status = run(
        &all,
        &mut Context {
            variable: &variable,
            settings_file: None,
            out: &mut out,
            err: &mut err,
            out_is_terminal: false,
            err_is_terminal: false,
            today: Day::from_ymd(2022, 3, 1).unwrap(),
            who: "tester",
            now: std::sync::Arc::new(|| 1_646_064_000_000_000),
            random: || Some([7; 32]),
            server: None,
        },
    );
    Ran { status, out: String::from_utf8_lossy(&out).into_owned(), bytes: out, err: String::from_utf8(err).unwrap() }
}

/// The files of column forms in a folder.
fn forms(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "columns")).collect()
}

fn overwrite(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn answers_are_the_same_with_the_column_form_and_without() {
    let (books, place) = (copied_books(), tempfile::tempdir().unwrap());
    let register = place.path().join("register");
    let ask = |words: &[&str]| {
        let (with, without) = (big(&at(&register, words)), huigu(&at(&register, words)));
        assert_eq!((with.status, &with.out, &with.err), (without.status, &without.out, &without.err), "{words:?}");
        with.out
    };
    let all = || {
        ask(&SETTLE);
        ask(&["settle", "--year", "2021", "--findings"]);
        ask(&["targets", "--as-of", "2021-12-31"]);
        ask(&["simulate", "--year", "2021", "--set", "startup-loan-subsidy.rate=2%"]);
        ask(&["explain", "--year", "2021", "--measure", "startup-loan-subsidy", "--beneficiary", "bank-a"]);
        assert_eq!(big(&at(&register, &["check"])).expect(0).out, "");
    };
    big(&at(&register, &["import", books.path().to_str().unwrap()])).expect(0);
    assert_eq!(forms(&register), Vec::<PathBuf>::new(), "the first question makes it");
    all();
    let [first] = forms(&register).try_into().unwrap();
    // A correction is followed at once, and its withdrawal.
    let loans = books.path().join("loans.csv");
    change(&loans, "2021-06-18,2022-06-18,200000", "2021-06-18,2022-06-18,210000");
    let before = ask(&SETTLE);
    big(&at(&register, &["import", loans.to_str().unwrap()])).expect(0);
    let [second] = forms(&register).try_into().unwrap();
    assert_ne!(first, second);
    all();
    assert_eq!(forms(&register), [second], "nothing was written anew");
    let last = big(&at(&register, &["batches", "--format", "json"])).json();
    let last = last.as_array().unwrap().len().to_string();
    big(&at(&register, &["withdraw", &last])).expect(0);
    all();
    assert_eq!(ask(&SETTLE), before);
    ask(&[&SETTLE[..], &["--as-known-at", "1"]].concat());
}

#[test]
fn a_form_that_is_not_the_registers_is_named_and_not_believed() {
    let (books, place) = (copied_books(), tempfile::tempdir().unwrap());
    let register = place.path().join("register");
    big(&at(&register, &["import", books.path().to_str().unwrap()])).expect(0);
    let answer = big(&at(&register, &SETTLE)).expect(0).out;
    let [form] = forms(&register).try_into().unwrap();
    let whole = fs::read(&form).unwrap();
    let mut tampered = whole.clone();
    tampered[whole.len() / 2] ^= 1;
    for (what, bytes) in [("tampered", &tampered[..]), ("cut off", &whole[..whole.len() / 2]), ("empty", &[])] {
        overwrite(&form, bytes);
        let told = big(&at(&register, &["check"])).expect(1).out;
        assert!(told.contains("snapshot") && told.contains(form.to_str().unwrap()), "{what}: {told}");
        assert_eq!(big(&at(&register, &SETTLE)).expect(0).out, answer, "{what}");
        // It was made anew.
        assert_eq!(big(&at(&register, &["check"])).expect(0).out, "", "{what}");
        assert_eq!(fs::read(&form).unwrap(), whole, "{what}");
    }
    fs::remove_file(&form).unwrap();
    assert_eq!(big(&at(&register, &["check"])).expect(0).out, "", "deleting it is safe");
    assert_eq!(big(&at(&register, &SETTLE)).expect(0).out, answer);
    assert_eq!(forms(&register), [form]);
}

#[test]
fn a_folder_that_cannot_be_written_takes_no_answer_away() {
    let (books, place) = (copied_books(), tempfile::tempdir().unwrap());
    let register = place.path().join("register");
    big(&at(&register, &["import", books.path().to_str().unwrap()])).expect(0);
    let answer = big(&at(&register, &SETTLE)).expect(0).out;
    let file = place.path().join("a-file");
    fs::write(&file, "no folder").unwrap();
    let elsewhere = |folder: &Path| {
        let words = [&SETTLE[..], &["--columns", folder.to_str().unwrap()]].concat();
        big(&at(&register, &words)).expect(0)
    };
    let ran = elsewhere(&file);
    assert_eq!(ran.out, answer);
    assert!(ran.err.contains("column form cannot be written"), "{}", ran.err);
    let folder = place.path().join("columns");
    let ran = elsewhere(&folder);
    assert_eq!((ran.out, forms(&folder).len()), (answer, 1));
    assert!(!ran.err.contains("column form"), "{}", ran.err);
}
