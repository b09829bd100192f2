//! The cases a civil servant can read, through book and engine.

use std::path::Path;

use huigu_book::{Book, Builder};
use huigu_facts::Issue;
use huigu_intake::Source;
use huigu_oracle::cases::{Case, Figure, Payment, Question, check_issues, check_settlement, read_folder};
use huigu_plan::Plan;
use huigu_quantity::Day;

use crate::translate::settled;

pub(crate) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    read_folder(&folder).expect("the cases can be read")
}

/// The book of a case's files, as a bank sends them, and all that is wrong or
/// remarkable with them.
pub(crate) fn case_book(case: &Case) -> (Book, Vec<Issue>) {
    let mut builder = Builder::new();
    let mut issues = Vec::new();
    for (file, (kind, text)) in case.books.iter().enumerate() {
        let name = format!("{kind}.csv");
        let source = Source { name: &name, bytes: text.as_bytes(), file: file as u32, kind: None };
        issues.extend(huigu_intake::read(&source, &mut |origin, row| builder.add(origin, &row)).issues);
    }
    let plan = plan(case);
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    let (book, together) = builder.finish(&products);
    issues.extend(together.list().iter().cloned());
    (book, issues)
}

fn plan(case: &Case) -> Plan {
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/plans");
    case.plan_among(&plans).unwrap_or_else(|wrong| panic!("{wrong}"))
}

#[test]
fn every_case_comes_to_what_it_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (book, issues) = case_book(&case);
        for question in &case.questions {
            let found = match question {
                Question::Settle { year, expected } => {
                    let rules = plan(&case).rules_at(Day::new_year(year + 1).before()).expect("a year of the plan");
                    check_settlement(&without_average(expected), &settled(&book, &rules, *year))
                }
                Question::Targets { day, expected } => {
                    let rules = plan(&case).rules_at(*day).expect("a day of the plan");
                    check_figures(expected, &huigu_engine::targets(&book, &rules))
                }
                Question::Refused { day } => {
                    let refused = plan(&case).rules_at(*day).is_err();
                    if refused { Vec::new() } else { vec![format!("{day} was answered")] }
                }
                Question::Check { faults, findings } => {
                    let raised: Vec<_> = issues.iter().map(|i| (i.code.severity(), i.code.code())).collect();
                    check_issues(faults, findings, &raised)
                }
            };
            wrong.extend(found.into_iter().map(|line| format!("{}: {line}", case.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Averages are shown rounded; the naive calculation holds them exactly.
fn without_average(expected: &[(usize, Payment)]) -> Vec<(usize, Payment)> {
    let mut expected = expected.to_vec();
    for (_, payment) in &mut expected {
        if let Payment::Line { average, before, .. } = payment {
            (*average, *before) = (None, None);
        }
    }
    expected
}

fn check_figures(expected: &[(usize, Figure)], answer: &huigu_engine::TargetsAnswer) -> Vec<String> {
    let found: Vec<_> = answer.targets.iter().chain(&answer.watched).collect();
    let text = |value: &Option<huigu_facts::Figure>| value.as_ref().map(ToString::to_string);
    let check = |(line, figure): &(usize, Figure)| {
        let ours = found.iter().find(|target| target.target == figure.target);
        let same = ours.is_some_and(|ours| text(&ours.value) == figure.value && ours.met == figure.met);
        (!same).then(|| format!("line {line}: {figure:?}, found {ours:?}"))
    };
    expected.iter().filter_map(check).collect()
}
