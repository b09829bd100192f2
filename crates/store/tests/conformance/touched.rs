//! What each batch touched is noted, and the facts of those keys are all that
//! is new since.

use huigu_facts::{Kind, Row};
use huigu_store::{BatchNumber, Error, Keys, Touched};

use crate::ground::{Ground, Register, line};
use crate::rows::{self, demand, event, loan};

fn holds(touched: &Touched, row: &Row<'_>) -> bool {
    let Keys { loans, guarantees, parties } = &touched.keys;
    let pair = |owner: &str, id: &str| (owner.to_owned(), id.to_owned());
    match row {
        Row::Party(row) => parties.contains(row.party_id),
        Row::CreditLine(row) => parties.contains(row.borrower),
        Row::Loan(row) => loans.contains(&pair(row.lender, row.loan_id)),
        Row::LoanEvent(row) => loans.contains(&pair(row.lender, row.loan_id)),
        Row::LoanBalance(row) => loans.contains(&pair(row.lender, row.loan_id)),
        Row::LoanClass(row) => loans.contains(&pair(row.lender, row.loan_id)),
        Row::Guarantee(row) => guarantees.contains(&pair(row.guarantor, row.guarantee_id)),
        Row::GuaranteeEvent(row) => guarantees.contains(&pair(row.guarantor, row.guarantee_id)),
        Row::Demand(row) if parties.contains(row.borrower) => true,
        Row::Financing(row) if parties.contains(row.issuer) => true,
        _ => touched.kinds.contains(&row.kind()),
    }
}

/// The facts of any later batch are those of this one but for the keys touched
/// since, whose facts are looked up.
pub fn is_all_that_is_new(register: &mut Register, since: u32) {
    let touched = register.store.touched_since(BatchNumber(since)).unwrap().unwrap();
    let last = register.store.last_batch().unwrap();
    assert_eq!(touched.until, last);
    for until in (since..=last.0).map(BatchNumber) {
        let mut made = Vec::new();
        let keep = |trace: huigu_store::Trace, row: &Row<'_>| {
            if !holds(&touched, row) {
                made.push(line(&trace, row));
            }
        };
        register.store.facts(Some(BatchNumber(since)), keep).unwrap();
        let mut asked = Vec::new();
        register
            .store
            .facts_of(&touched.keys, &touched.whole_kinds(), until, |trace, row| {
                asked.push((row.kind(), line(&trace, row)))
            })
            .unwrap();
        assert!(asked.is_sorted_by_key(|(kind, _)| *kind), "{asked:?}");
        made.extend(asked.into_iter().map(|(_, line)| line));
        made.sort();
        let mut expected = register.facts(Some(until.0));
        expected.sort();
        assert_eq!(made, expected, "since {since} until {until}: {touched:?}");
    }
}

fn pairs(pairs: &[(&str, &str)]) -> std::collections::BTreeSet<(String, String)> {
    pairs.iter().map(|(owner, id)| ((*owner).to_owned(), (*id).to_owned())).collect()
}

pub fn a_file_is_noted_with_its_batch(ground: &Ground) -> String {
    let mut register = ground.register();
    for &kind in Kind::ALL {
        register.import(kind, &rows::of(kind));
    }
    let before = register.store.last_batch().unwrap();
    let none = register.store.touched_since(before).unwrap().unwrap();
    assert_eq!(none, Touched { until: before, kinds: [].into(), keys: Keys::default() });
    // Of a file only what is new or changed.
    register
        .import(Kind::Loans, &[Row::Loan(loan("a", "2", 77)), Row::Loan(loan("z", "9", 1)), rows::of(Kind::Loans)[0]]);
    register.import(Kind::LoanEvents, &[event("1", 5, 100, "new"), event("3", 5, 100, "")]);
    register.import(Kind::Demands, &[demand("d", 77)]);
    let touched = register.store.touched_since(before).unwrap().unwrap();
    assert_eq!(touched.kinds, [Kind::Loans, Kind::LoanEvents, Kind::Demands].into());
    assert_eq!(touched.keys.loans, pairs(&[("a", "1"), ("a", "2"), ("a", "3"), ("z", "9")]));
    assert_eq!(touched.whole_kinds(), [Kind::Demands]);
    assert!(touched.keys.guarantees.is_empty());
    assert_eq!(touched.keys.parties, ["p".to_owned()].into(), "the borrower of the demand");
    // A withdrawal touches what the batch had.
    let after = register.store.last_batch().unwrap();
    register.withdraw(before.0 + 1);
    let touched = register.store.touched_since(after).unwrap().unwrap();
    assert_eq!((touched.kinds, touched.keys.loans), ([Kind::Loans].into(), pairs(&[("a", "2"), ("z", "9")])));
    for since in 0..=after.0 {
        is_all_that_is_new(&mut register, since);
    }
    let missing = register.store.touched_since(BatchNumber(99)).unwrap_err();
    assert_eq!(missing, Error::NoSuchBatch { number: BatchNumber(99) });
    register.all()
}

pub fn what_was_not_noted_is_not_known(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Loans, &rows::of(Kind::Loans));
    register.import(Kind::Demands, &rows::of(Kind::Demands));
    register.import(Kind::Parties, &rows::of(Kind::Parties));
    assert!(register.store.touched_since(BatchNumber(0)).unwrap().is_some());
    // As if the batch were older than the notes; as if it had touched too much to be named.
    for damage in ["DELETE FROM touched WHERE batch = 1", "UPDATE touched SET keys = NULL WHERE batch = 3"] {
        ground.meddle(&register.place, damage);
        assert_eq!(register.store.touched_since(BatchNumber(0)), Ok(None), "{damage}");
    }
    assert_eq!(register.store.touched_since(BatchNumber(1)), Ok(None));
    assert!(register.store.touched_since(BatchNumber(3)).unwrap().is_some());
    ground
        .meddle(&register.place, "UPDATE touched SET keys = (SELECT hash FROM audit WHERE number = 1) WHERE batch = 3");
    let damaged = register.store.touched_since(BatchNumber(2)).unwrap_err();
    assert!(matches!(damaged, Error::Damaged { .. }), "{damaged}");
    String::new()
}
