//! Facts about one thing, names of parties, and who sent what.

use std::collections::BTreeMap;

use huigu_facts::{Kind, Row};
use huigu_store::{About, Batch, BatchNumber, Cursor, Error, SentBy};

use crate::ground::{Ground, Register};
use crate::rows::{self, event, loan};

/// What the register holds about one thing, as told by all facts.
fn among_all(register: &mut Register, at: Option<BatchNumber>, about: About<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let is_it = |row: &Row<'_>| match (about, row) {
        (About::Party(id), Row::Party(row)) => row.party_id == id,
        (About::Organisation(id), Row::Organisation(row)) => row.org_id == id,
        (About::Loan { lender, loan_id }, Row::Loan(row)) => (row.lender, row.loan_id) == (lender, loan_id),
        (About::Loan { lender, loan_id }, Row::LoanEvent(row)) => (row.lender, row.loan_id) == (lender, loan_id),
        (About::Loan { lender, loan_id }, Row::LoanBalance(row)) => (row.lender, row.loan_id) == (lender, loan_id),
        (About::Loan { lender, loan_id }, Row::LoanClass(row)) => (row.lender, row.loan_id) == (lender, loan_id),
        (About::Guarantee { guarantor, guarantee_id }, Row::Guarantee(row)) => {
            (row.guarantor, row.guarantee_id) == (guarantor, guarantee_id)
        }
        (About::Guarantee { guarantor, guarantee_id }, Row::GuaranteeEvent(row)) => {
            (row.guarantor, row.guarantee_id) == (guarantor, guarantee_id)
        }
        (About::Deal { issuer, deal_id }, Row::Financing(row)) => (row.issuer, row.deal_id) == (issuer, deal_id),
        _ => false,
    };
    register
        .store
        .facts(at, |trace, row| {
            if is_it(row) {
                found.push(format!("{trace:?} {row:?}"));
            }
        })
        .unwrap();
    found
}

pub fn one_thing_is_told_as_in_all_facts(ground: &Ground) -> String {
    let mut register = ground.register();
    for &kind in Kind::ALL {
        register.import(kind, &rows::of(kind));
    }
    register.import(Kind::Loans, &[loan("a", "1", 5), loan("b", "1", 6)].map(Row::Loan));
    register.import(Kind::LoanEvents, &[event("1", 1, 5, ""), event("1", 1, 5, "x"), event("1", 2, 7, "")]);
    let last = register.store.last_batch().unwrap();
    let (mut things, mut seen) = (Vec::new(), BTreeMap::new());
    register
        .store
        .facts(None, |_, row| match row {
            Row::Party(row) => things.push(("party", row.party_id.to_owned(), String::new())),
            Row::Organisation(row) => things.push(("organisation", row.org_id.to_owned(), String::new())),
            Row::Loan(row) => things.push(("loan", row.lender.to_owned(), row.loan_id.to_owned())),
            Row::Guarantee(row) => things.push(("guarantee", row.guarantor.to_owned(), row.guarantee_id.to_owned())),
            Row::Financing(row) => things.push(("deal", row.issuer.to_owned(), row.deal_id.to_owned())),
            _ => {}
        })
        .unwrap();
    things.push(("loan", "a".to_owned(), "no such loan".to_owned()));
    things.push(("party", "' OR ''='".to_owned(), String::new()));
    for (what, owner, id) in &things {
        let about = match *what {
            "party" => About::Party(owner),
            "organisation" => About::Organisation(owner),
            "loan" => About::Loan { lender: owner, loan_id: id },
            "guarantee" => About::Guarantee { guarantor: owner, guarantee_id: id },
            _ => About::Deal { issuer: owner, deal_id: id },
        };
        for at in [None, Some(BatchNumber(4)), Some(last)] {
            let mut found = Vec::new();
            register.store.facts_about(about, at, |trace, row| found.push(format!("{trace:?} {row:?}"))).unwrap();
            assert_eq!(found, among_all(&mut register, at, about), "{about:?} {at:?}");
            seen.entry(*what).or_insert(0usize);
            *seen.get_mut(what).unwrap() += found.len();
        }
    }
    assert!(seen.values().all(|count| *count > 0), "{seen:?}");
    let mut names = Vec::new();
    register.store.party_names(None, |id, kind, name| names.push(format!("{id} {kind:?} {name}"))).unwrap();
    let mut told = Vec::new();
    register
        .store
        .facts(None, |_, row| {
            if let Row::Party(row) = row {
                told.push(format!("{} {:?} {}", row.party_id, row.kind, row.name));
            }
        })
        .unwrap();
    assert_eq!(names, told);
    let sent = register.store.sent(None, Cursor::After(BatchNumber(0)), (0, usize::MAX)).unwrap();
    let batches = register.store.batches().unwrap();
    assert_eq!(sent, batches.into_iter().map(|batch| (batch, "甲".to_owned())).collect::<Vec<_>>());
    // The audit read backwards is the audit.
    let (mut forwards, mut backwards) = (Vec::new(), Vec::new());
    register.store.audit(|row, _| forwards.push(row.clone())).unwrap();
    register
        .store
        .audit_back(|row| {
            backwards.push(row);
            true
        })
        .unwrap();
    backwards.reverse();
    assert_eq!(forwards, backwards);
    format!("{things:?}\n{names:?}")
}

pub fn batches_are_told_in_pages_and_by_number(ground: &Ground) -> String {
    let mut register = ground.register();
    for day in 1..8 {
        let sender = if day % 2 == 0 { "a-bank" } else { "" };
        let who = if day % 2 == 0 { "clerk@a-bank" } else { "officer" };
        register.import_for(who, sender, Kind::Demands, &[rows::demand("d", day)]);
    }
    let numbers = |found: Vec<(Batch, String)>| found.iter().map(|(batch, _)| batch.number.0).collect::<Vec<_>>();
    let newest = Cursor::Before(BatchNumber(u32::MAX));
    let mut page = |sender, from, part| numbers(register.store.sent(sender, from, part).unwrap());
    assert_eq!(page(None, newest, (0, 3)), [7, 6, 5]);
    assert_eq!(page(None, newest, (3, 3)), [4, 3, 2]);
    assert_eq!(page(None, Cursor::After(BatchNumber(5)), (0, 9)), [6, 7]);
    assert_eq!(page(Some("a-bank"), newest, (1, 9)), [4, 2]);
    assert_eq!(page(Some("a-bank"), Cursor::After(BatchNumber(2)), (0, 1)), [4]);
    assert!(page(Some("nobody"), newest, (0, 9)).is_empty());
    let store = &mut register.store;
    assert_eq!((store.count_sent(None), store.count_sent(Some("a-bank"))), (Ok(7), Ok(3)));
    let all = store.batches().unwrap();
    let some = store.batches_of([3, 9, 3, 5].map(BatchNumber)).unwrap();
    assert_eq!(some.len(), 2, "of those there are");
    assert!(some.iter().all(|(number, batch)| all[number.0 as usize - 1] == *batch));
    assert_eq!(store.sent_one(BatchNumber(4)), Ok((all[3].clone(), "clerk@a-bank".to_owned())));
    let none = Err(Error::NoSuchBatch { number: BatchNumber(u32::MAX) });
    assert_eq!(store.sent_one(BatchNumber(u32::MAX)), none);
    let by = store.sent_by(BatchNumber(5)).unwrap();
    assert_eq!(
        by.into_iter().collect::<Vec<_>>(),
        [("a-bank".to_owned(), SentBy { batches: 2, last: all[3].instant })]
    );
    assert_eq!(store.kinds(), Ok(vec![Kind::Demands]));
    let acts = store.acts_of("clerk@a-bank", u64::MAX, 2).unwrap();
    let told: Vec<_> =
        acts.iter().map(|(opening, outcome)| (opening.number, outcome.clone().unwrap().result)).collect();
    assert_eq!(told, [(11, "done".to_owned()), (7, "done".to_owned())]);
    assert_eq!(store.acts_of("clerk@a-bank", 7, 9).unwrap().len(), 1);
    let work = store.work();
    store.sent(None, newest, (0, 3)).unwrap();
    let work = store.work() - work;
    assert_eq!((work.statements, work.rows), (1, 3));
    format!("{all:?}")
}
