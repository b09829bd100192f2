//! Imports, corrections and withdrawals.

use huigu_facts::{Kind, Party, Row};
use huigu_quantity::Day;
use huigu_store::{BatchNumber, Error, Imported, What};

use crate::ground::{Ground, Register, START};
use crate::rows::{self, demand, party};

fn counts(found: Imported) -> (u64, u64, u64) {
    (found.new, found.corrected, found.unchanged)
}

pub fn every_kind_comes_back_as_it_went_in(ground: &Ground) -> String {
    let mut register = ground.register();
    let mut expected = Vec::new();
    for kind in Kind::ALL {
        let rows = rows::of(*kind);
        let found = register.import(*kind, &rows);
        assert_eq!(counts(found), (rows.len() as u64, 0, 0), "{kind}");
        expected.extend(rows);
    }
    let mut back = Vec::new();
    let state = register.store.facts(None, |_, row| back.push(format!("{row:?}"))).unwrap();
    assert_eq!(state, BatchNumber(Kind::ALL.len() as u32));
    let told = back.join("\n");
    let mut expected: Vec<String> = expected.iter().map(|row| format!("{row:?}")).collect();
    // Kinds come in their order; within a kind the register's order is its own.
    expected.sort();
    back.sort();
    assert_eq!(back, expected);
    register.is_well();
    told
}

pub fn the_same_file_again_changes_nothing(ground: &Ground) -> String {
    let mut register = ground.register();
    for kind in Kind::ALL {
        register.import(*kind, &rows::of(*kind));
    }
    let before = (register.facts(None), register.store.batches().unwrap());
    for kind in Kind::ALL {
        let mut rows = rows::of(*kind);
        rows.reverse();
        let found = register.import(*kind, &rows);
        assert_eq!((found.batch, counts(found)), (None, (0, 0, rows.len() as u64)), "{kind}");
        assert_eq!(register.import(*kind, &[]).batch, None, "an empty file is no batch");
    }
    assert_eq!((register.facts(None), register.store.batches().unwrap()), before);
    register.all()
}

pub fn a_correction_is_a_newer_version(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Parties, &[party("p", "one"), party("q", "stays")].map(Row::Party));
    let corrected = Party { town: "a town", ..party("p", "two") };
    let found = register.import(Kind::Parties, &[party("q", "stays"), corrected, party("r", "new")].map(Row::Party));
    assert_eq!((found.batch, counts(found)), (Some(BatchNumber(2)), (1, 1, 1)));
    assert_eq!(register.facts(Some(0)), Vec::<String>::new());
    assert!(register.facts(Some(1))[0].contains("\"one\""));
    let now = register.facts(None);
    assert!(now[0].starts_with("batch 2 of 2 row 2") && now[0].contains("a town"), "{now:?}");
    assert!(now[1].starts_with("batch 1 of 1 row 2"), "an unchanged row keeps its origin: {now:?}");
    assert_eq!(register.corrections(1), Vec::<String>::new());
    let [change] = register.corrections(2).try_into().unwrap();
    assert!(change.contains("\"one\"") && change.contains("-> batch 2 of 2 row 2") && change.contains("\"two\""));
    // A correction back to the older content is a version of its own.
    register.import(Kind::Parties, &[Row::Party(party("p", "one"))]);
    assert!(register.facts(None)[0].starts_with("batch 3 of 3 row 1"));
    assert_eq!(register.facts(Some(2)), now);
    let later = register.store.facts(Some(BatchNumber(4)), |_, _| ());
    assert_eq!(later, Err(Error::NoSuchBatch { number: BatchNumber(4) }));
    register.all()
}

pub fn a_small_file_meets_a_large_register(ground: &Ground) -> String {
    let mut register = ground.register();
    let ids: Vec<String> = (0..500).map(|id| format!("d{id}")).collect();
    let many: Vec<Row<'_>> = ids.iter().map(|id| demand(id, 7)).collect();
    register.import(Kind::Demands, &many);
    let found = register.import(Kind::Demands, &[demand("d17", 8), demand("d400", 7), demand("d9999", 7)]);
    assert_eq!(counts(found), (1, 1, 1));
    let names: Vec<String> = (0..300).map(|id| format!("l{id}")).collect();
    let loans: Vec<Row<'_>> =
        names.iter().map(|id| Row::Loan(huigu_facts::Loan { loan_id: id, ..rows::loan("a", "", 5) })).collect();
    register.import(Kind::Loans, &loans);
    let events = [rows::event("l299", 18_701, 5, ""), rows::event("l3", 18_701, 5, ""), rows::event("new", 1, 5, "")];
    assert_eq!(counts(register.import(Kind::LoanEvents, &events)), (3, 0, 0));
    assert_eq!(counts(register.import(Kind::LoanEvents, &events[1..])), (0, 0, 2));
    let found = register.import(Kind::Loans, &[rows::loan("a", "l299", 5), rows::loan("a", "l3", 6)].map(Row::Loan));
    assert_eq!(counts(found), (0, 1, 1));
    register.all()
}

pub fn a_withdrawal_brings_back_the_older_content(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("filler", 0), demand("d", 1)]);
    register.import(Kind::Demands, &[demand("d", 2), demand("e", 2)]);
    register.import(Kind::Demands, &[demand("e", 3)]);
    let found = register.withdraw(2);
    assert_eq!((found.batch, found.closed, found.restored), (BatchNumber(4), 1, 1));
    let now = register.facts(None);
    assert!(now[0].starts_with("batch 4 of 1 row 2") && now[0].contains("Fen(1)"), "first origin kept: {now:?}");
    assert!(now[1].starts_with("batch 3 of 3 row 1"), "what is newer stays: {now:?}");
    // Batch 2's content of e must not come back, as batch 2 is withdrawn.
    assert_eq!(register.withdraw(3).restored, 0);
    assert_eq!(register.facts(None).len(), 2);
    // What was restored from batch 1 goes with batch 1.
    assert_eq!(register.withdraw(1).closed, 2);
    assert_eq!(register.facts(None), Vec::<String>::new());
    let what = register.store.batch(BatchNumber(4)).unwrap().what;
    assert_eq!(what, What::Withdrawal { of: BatchNumber(2), closed: 1, restored: 1 });
    assert_eq!(register.store.batch(BatchNumber(2)).unwrap().withdrawn_by, Some(BatchNumber(4)));
    // The file may be sent again.
    assert_eq!(counts(register.import(Kind::Demands, &[demand("d", 2), demand("e", 2)])), (2, 0, 0));
    register.all()
}

pub fn a_withdrawal_not_agreed_to_changes_nothing(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1)]);
    register.import(Kind::Demands, &[demand("d", 2), demand("e", 2)]);
    let (before, facts) = (register.all(), register.facts(None));
    let now = std::cell::Cell::new(register.now.get());
    let clock = || crate::ground::tick(&now);
    let mut inside = Vec::new();
    let mut look = |store: &mut huigu_store::Store| {
        inside.clear();
        store.facts(None, |_, row| inside.push(format!("{row:?}")))?;
        let mut as_before = 0;
        store.facts(Some(BatchNumber(2)), |_, _| as_before += 1)?;
        assert_eq!(as_before, 2);
        store.last_batch()
    };
    let tried = register.store.try_withdrawal(BatchNumber(2), &clock, |store| {
        assert_eq!(look(store)?.0, 3);
        Ok(())
    });
    let tried = tried.unwrap();
    assert_eq!((tried.batch.0, tried.closed, tried.restored), (3, 2, 1));
    assert_eq!(inside.len(), 1);
    assert_eq!((register.all(), register.facts(None)), (before, facts.clone()));
    let opening = register.opening("withdraw");
    let failed = register
        .store
        .withdraw_if((&opening, ""), BatchNumber(2), &clock, |_| Err(Error::TooMany { what: "of a test" }));
    assert_eq!(failed, Err(Error::TooMany { what: "of a test" }));
    assert_eq!(register.facts(None), facts);
    // The act is still open.
    let done = register.store.withdraw((&opening, ""), BatchNumber(2), &clock).unwrap();
    assert_eq!(done, tried);
    assert_ne!(register.facts(None), facts);
    register.is_well();
    format!("{inside:?} {:?}", register.facts(None))
}

pub fn withdrawals_are_refused_by_name(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1)]);
    register.withdraw(1);
    let before = register.facts(None);
    let number = BatchNumber(1);
    assert_eq!(register.try_withdraw(1), Err(Error::AlreadyWithdrawn { number, by: BatchNumber(2) }));
    assert_eq!(register.try_withdraw(2), Err(Error::IsAWithdrawal { number: BatchNumber(2) }));
    for absent in [0, 3, u32::MAX] {
        assert_eq!(register.try_withdraw(absent), Err(Error::NoSuchBatch { number: BatchNumber(absent) }));
    }
    assert_eq!((register.facts(None), register.store.last_batch()), (before, Ok(BatchNumber(2))));
    register.all()
}

pub fn a_day_ends_in_shanghai(ground: &Ground) -> String {
    let mut register = ground.register();
    let midnight = START + 86_400_000_000;
    let day = Day::from_ymd(2021, 1, 1).unwrap();
    let mut import_at = |instant: i64, amount: i64| {
        // The clock is asked for the opening, then for the batch.
        register.now.set(instant - 2 * 3_600_000_000);
        register.import(Kind::Demands, &[demand("d", amount)]).batch.unwrap();
        let last = register.store.last_batch().unwrap();
        register.store.batch(last).unwrap().instant.0
    };
    assert_eq!(import_at(midnight - 1, 1), midnight - 1);
    assert_eq!(import_at(midnight, 2), midnight);
    // A clock that was set back does not disturb the order.
    assert_eq!(import_at(midnight - 5, 3), midnight);
    let on = |register: &mut Register, day| register.store.batch_on(day).unwrap().0;
    assert_eq!(on(&mut register, day.before()), 0);
    assert_eq!(on(&mut register, day), 1);
    assert_eq!(on(&mut register, day.next()), 3);
    register.all()
}

pub fn a_file_with_a_fault_changes_nothing(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1)]);
    let before = register.facts(None);
    let kind = Kind::Demands;
    let twice = [demand("x", 1), demand("y", 2), demand("x", 1)];
    let refused = register.try_import(kind, &twice);
    assert_eq!(refused, Err(Error::DuplicateKey { kind, first: 1, second: 3 }));
    let refused = register.try_import(kind, &[demand("x", 1), rows::lpr(1, 1)]);
    assert_eq!(refused, Err(Error::WrongKind { kind, row: 2 }));
    let refused = register.try_import(kind, &[demand("x", 1), demand("a\0b", 1)]);
    assert_eq!(refused, Err(Error::BadText { kind, row: 2 }));
    let kind = Kind::Loans;
    let refused = register.try_import(kind, &[Row::Loan(rows::loan("a\0", "b", 1))]);
    assert_eq!(refused, Err(Error::BadText { kind, row: 1 }));
    let twice = [rows::event("1", 1, 1, "x"), rows::event("1", 2, 1, ""), rows::event("1", 2, 5, "x")];
    let kind = Kind::LoanEvents;
    assert_eq!(register.try_import(kind, &twice), Err(Error::DuplicateKey { kind, first: 1, second: 3 }));
    assert_eq!((register.facts(None), register.store.last_batch()), (before, Ok(BatchNumber(1))));
    register.all()
}
