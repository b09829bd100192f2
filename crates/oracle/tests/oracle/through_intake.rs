//! The cases' tables, sent as files through the intake, are the same rows.

use huigu_facts::{Kind, Severity};
use huigu_intake::{Source, read};
use huigu_oracle::Books;
use huigu_oracle::cases::{Case, Question};

use crate::readable_cases::all_cases;

/// Rows and faults of a case's tables as the intake reads them.
fn taken_in(case: &Case) -> (Books, Vec<&'static str>) {
    let (mut books, mut faults) = (Books::default(), Vec::new());
    for (number, (kind, text)) in (0..).zip(&case.books) {
        let name = format!("{kind}.csv");
        let source = Source { name: &name, bytes: text.as_bytes(), file: number, kind: Kind::from_name(kind) };
        let report = read(&source, &mut |_, row| books.push(row));
        let found = report.issues.iter().filter(|issue| issue.code.severity() == Severity::Fault);
        faults.extend(found.map(|issue| issue.code.code()));
    }
    (books, faults)
}

#[test]
fn the_intake_reads_the_same_rows() {
    for case in all_cases() {
        let (books, faults) = taken_in(&case);
        let faulty = case.questions.iter().any(|question| matches!(question, Question::Check { .. }));
        if !faulty {
            assert!(faults.is_empty(), "{}: {faults:?}", case.name);
        }
        if faults.is_empty() {
            assert_eq!(books, case.rows().unwrap(), "{}", case.name);
        }
    }
}

/// Faults that one row alone shows; the other codes of the cases need the
/// rows together, and are asked where those are checked.
const OF_ONE_ROW: [&str; 3] = ["bad-credit-code", "bad-industry", "industry-letter"];

#[test]
fn the_intake_finds_the_faults_of_single_rows() {
    let mut seen = std::collections::BTreeSet::new();
    for case in all_cases() {
        let (_, found) = taken_in(&case);
        for question in &case.questions {
            let Question::Check { faults, .. } = question else { continue };
            let expected = |code: &str| faults.iter().any(|(_, fault)| fault == code);
            assert!(found.iter().all(|code| expected(code)), "{}: {found:?}", case.name);
            for code in OF_ONE_ROW.into_iter().filter(|code| expected(code)) {
                assert!(found.contains(&code), "{}: {code} was not found", case.name);
                seen.insert(code);
            }
        }
    }
    assert_eq!(seen.len(), OF_ONE_ROW.len(), "each is shown by a case");
}
