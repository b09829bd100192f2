//! Random histories against the model.

use std::collections::HashSet;

use huigu_facts::{
    CreditLine, Guarantee, GuaranteeEvent, GuaranteeEventKind, Kind, LoanBalance, LoanClass, LoanClassKind, Party, Row,
};
use huigu_quantity::{Day, Fen};
use huigu_store::{BatchNumber, Error};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::backup::round_trip;
use crate::ground::{Ground, Register};
use crate::model::{Model, Refused, key};
use crate::rows::{demand, event, guarantee, loan, lpr, observation, party};

/// What happens: a file of a kind, or a withdrawal. A row is a key and a
/// content, out of few.
#[derive(Debug, Clone)]
enum Step {
    Import(usize, Vec<(usize, usize)>),
    Withdraw(u32),
}

const KINDS: [Kind; 11] = [
    Kind::Parties,
    Kind::Loans,
    Kind::LoanEvents,
    Kind::LoanEvents,
    Kind::LoanBalances,
    Kind::LoanClasses,
    Kind::CreditLines,
    Kind::Guarantees,
    Kind::GuaranteeEvents,
    Kind::Demands,
    Kind::Observations,
];

const TEXTS: [&str; 6] = ["a", "b", "ab", "甲", "", "a b"];

fn row(kind: Kind, k: usize, c: usize) -> Row<'static> {
    let (text, other) = (TEXTS[k % 6], TEXTS[c % 6]);
    match kind {
        Kind::Parties => {
            let valid_from = [None, Some(Day(0)), Some(Day(3))][k % 3];
            Row::Party(Party { valid_from, employees: (c > 0).then_some(c as i64), ..party(text, other) })
        }
        Kind::Loans => Row::Loan(loan(TEXTS[k % 2], TEXTS[k % 5], c as i64)),
        // Half of the events have an id.
        Kind::LoanEvents if k < 6 => event(TEXTS[k % 4], k as i32, c as i64, ""),
        Kind::LoanEvents => event(TEXTS[k % 4], c as i32, c as i64, ["x", "y"][k % 2]),
        Kind::LoanBalances => {
            let (date, balance) = (Day(k as i32 % 3), Fen(c as i64));
            Row::LoanBalance(LoanBalance { lender: "a", loan_id: text, date, balance })
        }
        Kind::LoanClasses => {
            let class = [LoanClassKind::Normal, LoanClassKind::Loss][c % 2];
            Row::LoanClass(LoanClass { lender: text, loan_id: "1", date: Day(k as i32 % 2), class })
        }
        Kind::CreditLines => {
            let (amount, granted) = (Fen(c as i64), Day(k as i32 % 2));
            Row::CreditLine(CreditLine { lender: text, borrower: TEXTS[k % 5], amount, granted, expires: None })
        }
        Kind::Guarantees => {
            Row::Guarantee(Guarantee { amount: Fen(c as i64), ..guarantee(TEXTS[k % 2], TEXTS[k % 5]) })
        }
        Kind::GuaranteeEvents => {
            let (guarantor, guarantee_id, amount) = (TEXTS[k % 2], TEXTS[k % 4], Fen(c as i64));
            let (kind, event_id) = (GuaranteeEventKind::TakeOn, if k < 6 { "" } else { text });
            Row::GuaranteeEvent(GuaranteeEvent { guarantor, guarantee_id, date: Day(1), kind, amount, event_id })
        }
        Kind::Demands => demand(text, c as i64),
        Kind::Observations => Row::Observation(observation(["2021", "2021-Q1"][k % 2], c as i128)),
        _ => lpr(k as i32, c as i64),
    }
}

/// The rows of a file: a key once, but for events without an id.
fn file(kind: Kind, picks: &[(usize, usize)]) -> Vec<Row<'static>> {
    let mut seen = HashSet::new();
    let rows = picks.iter().map(|&(k, c)| row(kind, k, c));
    rows.filter(|row| key(row).is_none_or(|key| seen.insert(key))).collect()
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let picks = prop::collection::vec((0..12usize, 0..4usize), 0..14);
    let import = (0..KINDS.len(), picks).prop_map(|(kind, picks)| Step::Import(kind, picks));
    let withdraw = (0..16u32).prop_map(Step::Withdraw);
    prop::collection::vec(prop_oneof![3 => import, 1 => withdraw], 1..14)
}

fn live(register: &mut Register, model: &mut Model, steps: &[Step]) -> Result<(), TestCaseError> {
    for step in steps {
        match step {
            Step::Import(kind, picks) => {
                let kind = KINDS[*kind];
                let rows = file(kind, picks);
                let expected = model.import(&rows);
                let found = register.import(kind, &rows);
                prop_assert_eq!((found.new, found.corrected, found.unchanged), expected);
            }
            Step::Withdraw(number) => {
                let found = register.try_withdraw(*number).map(|done| (done.closed, done.restored));
                match (found, model.withdraw(*number)) {
                    (Ok(found), Ok(expected)) => prop_assert_eq!(found, expected),
                    (Err(Error::NoSuchBatch { .. }), Err(Refused::NoSuchBatch))
                    | (Err(Error::AlreadyWithdrawn { .. }), Err(Refused::AlreadyWithdrawn))
                    | (Err(Error::IsAWithdrawal { .. }), Err(Refused::IsAWithdrawal)) => {}
                    (found, expected) => prop_assert!(false, "{:?}, but expected {:?}", found, expected),
                }
            }
        }
        prop_assert_eq!(register.store.last_batch(), Ok(BatchNumber(model.last())));
    }
    for after in 0..=model.last() {
        let mut found = register.facts(Some(after));
        found.sort();
        prop_assert_eq!(found, model.facts(after), "as known after batch {}", after);
    }
    for since in 0..=model.last() {
        crate::touched::is_all_that_is_new(register, since);
    }
    prop_assert_eq!(register.store.check().unwrap(), []);
    Ok(())
}

pub fn any_history_is_that_of_the_model(ground: &Ground) -> String {
    let cases = std::env::var("HUIGU_RANDOM_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(24);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    // The same histories on both databases.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (told, sqlite) = (std::cell::RefCell::new(String::new()), Ground::sqlite());
    TestRunner::new_with_rng(config, rng)
        .run(&steps(), |steps| {
            let (mut register, mut model) = (ground.register(), Model::default());
            live(&mut register, &mut model, &steps)?;
            told.borrow_mut().push_str(&register.all());
            let hashes = [ground, &sqlite].map(|ground| round_trip(&mut register, ground));
            told.borrow_mut().push_str(&format!("{hashes:?}"));
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    told.into_inner()
}
