//! Every case of the `cases` folder, computed by the oracle.

use std::path::Path;

use huigu_oracle::cases::{self, Case, Payment, Question, check_settlement, check_targets};
use huigu_oracle::{settle, targets};
use huigu_plan::Plan;
use huigu_quantity::Period;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases"))
}

pub(crate) fn all_cases() -> Vec<Case> {
    let cases = cases::read_folder(folder()).unwrap();
    assert!(cases.len() > 50, "only {} cases were found", cases.len());
    cases
}

fn plan(case: &Case) -> Plan {
    let plans = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/plans"));
    case.plan_among(plans).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// What a case expects and the oracle does not find.
fn differences(case: &Case) -> Vec<String> {
    let (plan, books) = (plan(case), case.rows().unwrap());
    let answer = |question: &Question| match question {
        Question::Settle { year, expected } => {
            let rules = plan.rules_at(Period::year(*year).last()).unwrap();
            check_settlement(expected, &settle(&books, &rules))
        }
        Question::Targets { day, expected } => {
            let rules = plan.rules_at(*day).unwrap();
            check_targets(expected, &targets(&books, &rules))
        }
        Question::Refused { day } => {
            let answered = plan.rules_at(*day).is_ok();
            answered.then(|| format!("{day} is answered")).into_iter().collect()
        }
        // Asked of the checks of rows, not of the oracle.
        Question::Check { .. } => Vec::new(),
    };
    case.questions.iter().flat_map(answer).map(|wrong| format!("{} {wrong}", case.name)).collect()
}

#[test]
fn every_case_comes_out() {
    let wrong: Vec<String> = all_cases().iter().flat_map(differences).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Each expectation, turned into another, is missed: none of them is idle.
#[test]
fn every_expectation_can_fail() {
    for mut case in all_cases() {
        let mut turned = 0;
        for question in &mut case.questions {
            match question {
                Question::Settle { expected, .. } => {
                    turned += expected.len();
                    expected.iter_mut().for_each(|(_, payment)| turn(payment));
                }
                Question::Targets { expected, .. } => {
                    turned += expected.len();
                    for (_, figure) in expected {
                        figure.value = match &figure.value {
                            Some(value) => Some(format!("{value}1")),
                            None => Some("0.000000".to_owned()),
                        };
                    }
                }
                Question::Refused { .. } | Question::Check { .. } => {}
            }
        }
        assert_eq!(differences(&case).len(), turned, "{}", case.name);
    }
}

fn turn(payment: &mut Payment) {
    match payment {
        Payment::Beneficiary { amount, .. } | Payment::Line { amount, .. } => *amount += 1,
        Payment::Claim { claimed, .. } => *claimed += 1,
        Payment::ClaimLine { line, .. } => line.verified += 1,
        Payment::BooksBeginLater { lenders, .. } => lenders.push("another".to_owned()),
        Payment::NearMiss { reasons, .. } => reasons.push("another".to_owned()),
        Payment::Inactive { unset, .. } => unset.push("another".to_owned()),
        // What is not there could be: then the opposite is asked.
        Payment::NotListed { measure, beneficiary } => {
            let (measure, beneficiary) = (measure.clone(), beneficiary.clone().unwrap_or_default());
            let (uncapped, amount, incomplete, adjustments) = (0, 0, false, Vec::new());
            *payment = Payment::Beneficiary { measure, beneficiary, uncapped, amount, incomplete, adjustments };
        }
        Payment::NoLine { measure, owner, id } | Payment::NoNearMiss { measure, owner, id } => {
            let (measure, owner, id) = (measure.clone(), owner.clone(), id.clone());
            *payment = Payment::NearMiss { measure, owner, id, reasons: Vec::new() };
        }
    }
}
