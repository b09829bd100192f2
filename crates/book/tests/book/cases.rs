//! The readable cases: what their checks expect of rows together.

use std::path::Path;

use huigu_facts::Code;
use huigu_oracle::cases::{Question, check_issues, read_folder};

use crate::book;

/// Faults of single rows, which never reach a book.
const SINGLY: [Code; 5] = [
    Code::BadCreditCode,
    Code::BadIndustry,
    Code::IndustryLetter,
    Code::EndNotAfterBeginning,
    Code::EndWithoutBeginning,
];

#[test]
fn faults_and_findings_are_those_of_the_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let cases = read_folder(&folder).expect("the cases can be read");
    let mut checked = 0;
    for case in cases {
        let (_, issues) = book(&case.rows().expect("its rows can be read"));
        let found: Vec<_> = issues.list().iter().map(|issue| (issue.code.severity(), issue.code.code())).collect();
        let checks: Vec<_> = case.questions.iter().filter(|q| matches!(q, Question::Check { .. })).collect();
        if checks.is_empty() {
            assert!(!issues.has_faults(), "{}: {:?}", case.name, issues.list());
        }
        for question in checks {
            let Question::Check { faults, findings } = question else { continue };
            let singly = |code: &str| SINGLY.iter().any(|single| single.code() == code);
            let faults: Vec<_> = faults.iter().filter(|(_, code)| !singly(code)).cloned().collect();
            let wrong = check_issues(&faults, findings, &found);
            assert!(wrong.is_empty(), "{}: {wrong:?}, found {:?}", case.name, issues.list());
            checked += 1;
        }
    }
    assert!(checked >= 10, "only {checked} cases ask for checks");
}
