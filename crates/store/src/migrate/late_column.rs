//! A real ALTER of a table of facts, on both databases: a history in which
//! two columns of `loans` came after everything else.

use std::cell::Cell;

use huigu_facts::{Kind, Loan, Row, Support};
use huigu_quantity::{Day, Fen};
use huigu_testkit::Cluster;

use super::*;
use crate::chain::Hash;
use crate::{Act, BatchNumber, Imported, ImportedFile, Incoming, Instant, Store};

const LATE: [&str; 2] = ["contract_id", "support"];

/// The step that brings them: a text that is never empty, and a word that may be.
const STEP: &str = "ALTER TABLE loans ADD COLUMN contract_id {text} NOT NULL DEFAULT ''; \
                    ALTER TABLE loans ADD COLUMN support SMALLINT;";

/// The schema before the two columns, and the one after.
fn schemas() -> (Schema, Schema) {
    let is_late = |line: &str| LATE.iter().any(|name| line.trim_start().starts_with(&format!("{name} ")));
    let mut after = Schema::current();
    let first: Vec<&str> = after.steps[0].lines().filter(|line| !is_late(line)).collect();
    assert_eq!(first.len() + LATE.len(), after.steps[0].lines().count());
    after.steps[0] = first.join("\n").leak();
    let mut before = Schema { steps: after.steps.clone(), tables: after.tables.clone() };
    for table in before.tables.iter_mut().filter(|table| table.name == "loans") {
        table.columns.to_mut().retain(|column| !LATE.contains(&column.name));
    }
    after.steps.push(STEP);
    (before, after)
}

fn loan(loan_id: &'static str, support: Option<Support>) -> Row<'static> {
    Row::Loan(Loan {
        lender: "a",
        loan_id,
        contract_id: if support.is_some() { "合同" } else { "" },
        borrower: "p",
        start: Day(18_700),
        due: Day(19_000),
        principal: Fen(1),
        support,
        ..Loan::BLANK
    })
}

fn act(store: &mut Store, now: &Cell<i64>, use_case: &str) -> crate::Opening {
    let act = Act { who: "甲", use_case, subject: "", detail: "" };
    store.append_opening(&act, &|| tick(now)).unwrap()
}

/// A clock that goes on by one whenever it is asked.
fn tick(now: &Cell<i64>) -> Instant {
    now.set(now.get() + 1);
    Instant(now.get())
}

fn import(store: &mut Store, now: &Cell<i64>, rows: &[Row<'static>]) -> Imported {
    let opening = act(store, now, "import");
    let incoming = Incoming::of(Kind::Loans, (1..).zip(rows.iter().copied())).unwrap();
    let delivery = ImportedFile { file: "loans.csv", file_hash: Hash::of(b"loans"), sender: "" };
    store.import(&opening, &delivery, incoming, &|| tick(now)).unwrap()
}

fn backup(store: &mut Store, schema: &Schema) -> Vec<u8> {
    let mut bytes = Vec::new();
    store.backup_by(&mut bytes, schema).unwrap();
    bytes
}

/// The register of before lives on after the step: what it answers, a line each.
fn lives_on(place: &Place, after: &Schema) -> (Vec<String>, Vec<u8>) {
    let mut store = Store::connect(place, "a", false, after).unwrap();
    let columns = catalog::columns(&mut store.db, "loans").unwrap();
    assert!(columns[columns.len() - 2..].iter().map(|column| &column.name).eq(LATE.iter()), "{columns:?}");
    let now = Cell::new(1000);
    // A file as it always came changes nothing; one that fills the new columns corrects.
    let same = import(&mut store, &now, &[loan("1", None), loan("2", None)]);
    assert_eq!((same.batch, same.unchanged), (None, 2));
    let filled = [loan("1", Some(Support::Deferral)), loan("2", None), loan("3", Some(Support::Deferral))];
    let done = import(&mut store, &now, &filled);
    assert_eq!((done.new, done.corrected, done.unchanged), (1, 1, 1));
    let mut lines = Vec::new();
    let each = |found: crate::Correction<'_>| lines.push(format!("{:?} -> {:?}", found.old, found.new));
    store.corrections(done.batch.unwrap(), each).unwrap();
    for after in [1, 2] {
        store.facts(Some(BatchNumber(after)), |_, row| lines.push(format!("{after}: {row:?}"))).unwrap();
    }
    let opening = act(&mut store, &now, "withdraw");
    store.withdraw((&opening, ""), BatchNumber(2), &|| tick(&now)).unwrap();
    store.facts(None, |trace, row| lines.push(format!("{trace:?}: {row:?}"))).unwrap();
    assert_eq!(store.check().unwrap(), []);
    (lines, backup(&mut store, after))
}

#[test]
fn a_column_can_be_added_to_the_loans() {
    let (before, after) = schemas();
    let cluster = Cluster::start(&["fsync=off"]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = |database: bool, name: &str| {
        if !database {
            return Place::Folder(folder.path().join(name));
        }
        cluster.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0"));
        Place::Database(cluster.url(name))
    };
    let mut lives = Vec::new();
    for database in [false, true] {
        // A register as it was before there were the columns.
        let old = place(database, "old");
        let mut store = Store::connect(&old, "a", true, &Schema::current()).unwrap();
        import(&mut store, &Cell::new(0), &[loan("1", None), loan("2", None)]);
        LATE.iter().for_each(|name| store.db.script(&format!("ALTER TABLE loans DROP COLUMN {name}")).unwrap());
        let saved = backup(&mut store, &before);
        drop(store);
        // The step is taken in place, and on a backup from before it.
        assert_eq!(Store::migrate_by(&old, &after), Ok((before.version(), after.version())));
        let restored = place(database, "restored");
        Store::restore_by(&restored, &mut saved.as_slice(), &after).unwrap();
        for place in [old, restored] {
            lives.push(lives_on(&place, &after));
        }
        // Of the newest version, the tables are made as they are declared: the columns stand elsewhere.
        let fresh = place(database, "fresh");
        let bytes = &lives[0].1;
        Store::restore_by(&fresh, &mut bytes.as_slice(), &after).unwrap();
        let mut store = Store::connect(&fresh, "a", false, &after).unwrap();
        let columns = catalog::columns(&mut store.db, "loans").unwrap();
        assert_eq!(columns[1].name, "contract_id");
        assert!(backup(&mut store, &after) == *bytes, "the order of columns says nothing");
    }
    assert!(lives[0].0.iter().any(|line| line.contains("合同")), "{:?}", lives[0].0);
    assert!(lives.iter().all(|one| *one == lives[0]));
}
