//! Each named check finds the damage it is there for.

use std::collections::HashSet;

use huigu_facts::{Kind, Row};
use huigu_store::chain::Hash;
use huigu_store::{Approval, BatchNumber, Check};

use crate::accounts;
use crate::contacts;
use crate::ground::{Ground, Register, tick};
use crate::notices;
use crate::rows::{self, demand, event, loan};

fn register(ground: &Ground) -> Register {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1), demand("e", 1)]);
    register.import(Kind::Demands, &[demand("d", 2)]);
    register.import(Kind::Loans, &[loan("a", "1", 5), loan("a", "2", 5)].map(Row::Loan));
    register.import(Kind::LoanEvents, &[event("1", 1, 5, ""), event("1", 1, 5, "x")]);
    register.import(Kind::Lpr, &[rows::lpr(1, 1)]);
    register.withdraw(5);
    let opening = register.opening("approve");
    let hash = Hash::of(b"");
    let (batch, note, who) = (BatchNumber(2), "", "");
    let approval = Approval { year: 2021, batch, plan_hash: hash, result_hash: hash, result: "{}", note, who };
    let now = &register.now;
    register.store.approve(&opening, &approval, &|| tick(now)).unwrap();
    accounts::fill(&mut register);
    notices::fill(&mut register, 1);
    contacts::fill(&mut register);
    register.is_well();
    register
}

const DAMAGE: &[(&str, &str, &str)] = &[
    ("words", "Scale", "DELETE FROM words WHERE number = 2 AND vocabulary = 'Scale'"),
    ("words", "Security", "UPDATE words SET code = 'other' WHERE number = 0 AND vocabulary = 'Security'"),
    ("words", "words", "INSERT INTO words (vocabulary, number, code) VALUES ('Scale', 9, 'huge')"),
    ("chain", "3", "UPDATE audit SET who = 'x' WHERE number = 3"),
    ("orphans", "demands.origin", "UPDATE demands SET origin = 99 WHERE closed_by = 0"),
    ("orphans", "demands.batch", "UPDATE demands SET batch = 3 WHERE demand_id = 'e'"),
    ("orphans", "loan_events.loan", "UPDATE loan_events SET loan = 7"),
    ("orphans", "loan_ids", "DELETE FROM loan_ids WHERE loan = 1"),
    ("acts", "batches 1", "UPDATE batches SET act = 8 WHERE number = 1"),
    ("acts", "batches 1", "UPDATE batches SET file_hash = (SELECT hash FROM audit WHERE number = 1) WHERE number = 1"),
    ("acts", "batches 4", "UPDATE batches SET unchanged = 9 WHERE number = 4"),
    ("acts", "batches 6", "UPDATE batches SET withdraws = 1 WHERE number = 6"),
    ("acts", "batches 3", "UPDATE batches SET sender = 'a-bank' WHERE number = 3"),
    ("acts", "register.person_key", "UPDATE register SET person_key = 'x'"),
    ("acts", "settlements 1", "UPDATE settlements SET act = 2"),
    ("acts", "settlements 1", "UPDATE settlements SET result = '{ }'"),
    ("acts", "settlements 1", "UPDATE settlements SET note = 'x'"),
    ("acts", "settlements 1", "UPDATE settlements SET who = 'x'"),
    ("acts", "settlements 1", "UPDATE settlements SET year = 2022"),
    ("orphans", "settlements.batch", "UPDATE settlements SET batch = 77"),
    ("orphans", "touched.batch", "UPDATE touched SET batch = 77 WHERE batch = 3"),
    (
        "orphans",
        "snapshots.batch",
        "INSERT INTO snapshots (batch, form, basis, length, hash) \
         SELECT 77, 1, hash, 1, hash FROM audit WHERE number = 1",
    ),
    ("versions", "demands", "UPDATE demands SET closed_by = 1 WHERE closed_by = 2"),
    ("versions", "demands", "UPDATE demands SET batch = 1, origin = 1 WHERE batch = 2"),
    ("versions", "demands.origin", "UPDATE demands SET origin_row = 0 WHERE demand_id = 'e'"),
    ("counts", "batches.added", "DELETE FROM demands WHERE demand_id = 'e'"),
    ("counts", "batches.added", "UPDATE batches SET added = 9 WHERE number = 4"),
    ("counts", "batches.closed", "UPDATE batches SET closed = 9 WHERE number = 6"),
    ("counts", "batches.number", "UPDATE batches SET instant = 1 WHERE number = 3"),
    ("counts", "batches.corrected", "UPDATE batches SET closed = 2 WHERE number = 2"),
    ("counts", "batches.withdraws", "UPDATE batches SET withdraws = 1 WHERE number = 6"),
    ("accounts", "users", "UPDATE users SET act = 1 WHERE number = 1"),
    ("accounts", "tokens.account", "UPDATE tokens SET account = 9"),
    ("accounts", "sessions.account", "UPDATE sessions SET account = 9"),
    ("accounts", "answers.account", "UPDATE answers SET account = 9"),
    ("accounts", "second_factors.account", "UPDATE second_factors SET account = 9"),
    ("accounts", "recovery_codes.account", "UPDATE recovery_codes SET account = 9"),
    ("acts", "official_texts 1", "UPDATE official_texts SET text = 'x' WHERE number = 1"),
    ("acts", "notices 2", "UPDATE notices SET until = 19000 WHERE number = 2"),
    ("acts", "notices 1", "UPDATE notices SET title = 'x' WHERE number = 1"),
    ("acts", "notices_withdrawn 1", "UPDATE notices_withdrawn SET reason = 'x'"),
    ("acts", "contacts 2", "UPDATE contacts SET telephone = 'x' WHERE number = 2"),
    ("acts", "scenarios", "UPDATE scenarios SET act = 1"),
    ("orphans", "notices.settlement", "UPDATE notices SET settlement = 77 WHERE number = 2"),
    ("facts", "", "UPDATE demands SET outcome = 44 WHERE demand_id = 'e'"),
];

pub fn each_check_finds_its_damage(ground: &Ground) -> String {
    let mut told = Vec::new();
    for (check, place, damage) in DAMAGE {
        let mut register = register(ground);
        ground.meddle(&register.place, damage);
        let found = register.store.check().unwrap();
        let named = |f: &huigu_store::Finding| f.check.code() == *check && f.place == *place;
        assert!(found.iter().any(named), "{damage}: {found:?}");
        told.push(format!("{damage}: {found:?}"));
    }
    // The database's own check has a case of its own; snapshots are checked by the desk.
    let tried: HashSet<&str> = DAMAGE.iter().map(|(check, ..)| *check).chain(["database", "snapshot"]).collect();
    assert!(Check::ALL.iter().all(|check| tried.contains(check.code())), "{tried:?}");
    told.join("\n")
}

pub fn a_damaged_file_is_found(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Loans, &[Row::Loan(loan("a-lender-to-be-found", "1", 5))]);
    let (place, file) = (register.place.clone(), register.place.file());
    drop(register);
    // PostgreSQL guards its own files.
    if let Some(file) = file {
        let mut bytes = std::fs::read(&file).unwrap();
        let lender = b"a-lender-to-be-found";
        let at = bytes.windows(lender.len()).rposition(|window| window == lender).unwrap();
        bytes[at] = b'b';
        std::fs::write(&file, bytes).unwrap();
        let found = Register::open(place).store.check().unwrap();
        assert!(found.iter().any(|finding| finding.check == Check::Database), "{found:?}");
    }
    String::new()
}
