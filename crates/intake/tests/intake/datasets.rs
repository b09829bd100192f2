//! Files of data sets as units send them: each in `cases/datasets` is read as a
//! data set of the shipped plan, and what comes of it stands beside it, rows
//! and faults, to be read by eye. Written anew with
//! `HUIGU_BLESS=1 cargo test -p huigu-intake --test intake datasets`.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use huigu_facts::{Kind, Severity};
use huigu_intake::{Source, read, template_csv, template_xlsx};
use huigu_plan::shipped;

use crate::told;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../cases/datasets")
}

/// What comes of a file, as text.
fn read_as_sent(name: &str, bytes: &[u8]) -> String {
    let kinds = shipped().kinds();
    let kind = kinds.from_file_name(name).expect("the name tells the data set");
    assert!(matches!(kind, Kind::Dataset(_)), "{name}");
    let mut out = format!("{} · {} · {}\n", kind.name(), kind.text().zh, kind.text().en);
    let report = read(&Source { name, bytes, file: 0, kind: Some(kind) }, &mut |origin, row| {
        let cells = row.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let cells: Vec<String> = cells.map(|(name, value)| format!("{name}={value}")).collect();
        let owner = row.owner().unwrap_or_default();
        let _ = writeln!(out, "row {} from {owner}: {}", origin.row, cells.join(" "));
    });
    report.issues.iter().for_each(|issue| {
        let _ = writeln!(
            out,
            "{}: {}",
            if issue.code.severity() == Severity::Fault { "fault" } else { "finding" },
            told(issue)
        );
    });
    out
}

#[test]
fn every_file_comes_to_what_stands_beside_it() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name.ends_with(".csv"))
        .collect();
    names.sort();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        let found = read_as_sent(&name, &fs::read(folder().join(&name)).expect("the file"));
        let beside = folder().join(name.replace(".csv", ".txt"));
        if std::env::var_os("HUIGU_BLESS").is_some() {
            fs::write(&beside, &found).expect("written");
        }
        assert_eq!(found, fs::read_to_string(&beside).expect("what comes of it"), "{name}");
    }
}

#[test]
fn what_a_template_offers_is_read() {
    for kind in shipped().kinds().datasets().map(Kind::Dataset) {
        let text = template_csv(kind);
        let report = read(&Source { name: "a.csv", bytes: text.as_bytes(), file: 0, kind: Some(kind) }, &mut |_, _| ());
        assert!(!report.has_faults(), "{kind}: {:?}", report.issues);
        let book = template_xlsx(kind).expect("a template");
        let report = read(&Source { name: "a.xlsx", bytes: &book, file: 0, kind: Some(kind) }, &mut |_, _| ());
        assert!(!report.has_faults(), "{kind}: {:?}", report.issues);
    }
}
