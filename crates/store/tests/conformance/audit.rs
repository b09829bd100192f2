//! The chain in a register: what is written, and that no change goes unseen.

use huigu_facts::Kind;
use huigu_store::chain::{Flaw, Head, Step, verify_export};
use huigu_store::{Act, BatchNumber, Error};

use crate::ground::{Ground, Register, tick};
use crate::rows::demand;

/// A register with an import, an unchanged one, one that failed and one interrupted.
fn register(ground: &Ground) -> Register {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1)]);
    register.import(Kind::Demands, &[demand("d", 1)]);
    let opening = register.opening("settle");
    let now = &register.now;
    register.store.append_outcome(&opening, "failed", "no books", &|| tick(now)).unwrap();
    register.opening("interrupted");
    register
}

fn heads(register: &mut Register) -> Vec<Head> {
    let mut heads = Vec::new();
    register.store.audit(|row, hash| heads.push(Head { number: row.number, hash })).unwrap();
    heads
}

pub fn acts_leave_two_rows(ground: &Ground) -> String {
    let mut register = register(ground);
    let mut told = Vec::new();
    register.store.audit(|row, hash| told.push(format!("{row:?} {hash}"))).unwrap();
    let mut steps = Vec::new();
    register.store.audit(|row, _| steps.push((row.act, row.step, row.result.clone()))).unwrap();
    let expected = [
        (1, Step::Opening, ""),
        (1, Step::Outcome, "done"),
        (3, Step::Opening, ""),
        (3, Step::Outcome, "unchanged"),
        (5, Step::Opening, ""),
        (5, Step::Outcome, "failed"),
        (7, Step::Opening, ""),
    ];
    assert_eq!(steps, expected.map(|(act, step, result)| (act, step, result.to_owned())));
    let verdict = register.store.verify(None).unwrap();
    assert_eq!((verdict.rows, verdict.interrupted, verdict.flaw), (7, 1, None));
    assert_eq!(verdict.head, register.store.head().unwrap());
    for head in heads(&mut register) {
        assert!(register.store.verify(Some(head)).unwrap().holds());
    }
    // An act has one outcome, and whatever wants a second does nothing.
    let opening = register.opening("import");
    let now = &register.now;
    register.store.append_outcome(&opening, "done", "", &|| tick(now)).unwrap();
    let number = opening.number();
    let again = register.store.append_outcome(&opening, "done", "", &|| tick(now));
    assert_eq!(again, Err(Error::NoOpenAct { number }));
    let refused = register.store.withdraw((&opening, ""), BatchNumber(1), &|| tick(now));
    assert_eq!(refused.err(), Some(Error::NoOpenAct { number }));
    assert_eq!(register.store.last_batch(), Ok(BatchNumber(1)));
    // Texts no database keeps do not stop the audit.
    let act = Act { who: "a\0b", use_case: "u", subject: "\0", detail: "" };
    register.store.append_opening(&act, &|| tick(now)).unwrap();
    assert!(register.store.verify(None).unwrap().holds());
    register.is_well();
    told.join("\n")
}

pub fn every_column_is_guarded(ground: &Ground) -> String {
    let mut told = Vec::new();
    let changes = [
        ("number", "number + 1000"),
        ("act", "act + 1000"),
        ("step", "3 - step"),
        ("instant", "instant + 1"),
        ("who", "who || ' '"),
        ("use_case", "use_case || 'x'"),
        ("subject", "''"),
        ("detail", "detail || 'x'"),
        ("result", "result || 'x'"),
        ("hash", "(SELECT hash FROM audit WHERE number = 1 + NUMBER % 7)"),
    ];
    let mut register = register(ground);
    // What the tables themselves would refuse, a meddler switches off.
    let open = match ground {
        Ground::Sqlite(..) => {
            "CREATE TABLE kept AS SELECT * FROM audit; DROP TABLE audit; \
             CREATE TABLE audit AS SELECT * FROM kept; DROP TABLE kept;"
        }
        Ground::Postgresql(..) => {
            "DO $$ DECLARE c RECORD; BEGIN FOR c IN SELECT conname, conrelid FROM pg_constraint \
             WHERE conrelid = 'audit'::regclass AND contype IN ('c', 'u') OR confrelid = 'audit'::regclass LOOP \
             EXECUTE 'ALTER TABLE ' || c.conrelid::regclass || ' DROP CONSTRAINT ' || c.conname; END LOOP; END $$;"
        }
    };
    ground.meddle(&register.place, open);
    for (column, to) in changes {
        for number in 1..=7 {
            let to = to.replace("NUMBER", &number.to_string());
            let keep = "CREATE TABLE kept AS SELECT * FROM audit;";
            let change = format!("UPDATE audit SET {column} = {to} WHERE number = {number};");
            ground.meddle(&register.place, &format!("{keep}{change}"));
            let flaw = register.store.verify(None).unwrap().flaw;
            let at = flaw.map(|(number, _)| number);
            assert_eq!(at, Some(number), "{column} of row {number}");
            assert!(register.store.check().unwrap().iter().any(|found| found.check.code() == "chain"));
            told.push(format!("{column} {number}: {flaw:?}"));
            let back = "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DROP TABLE kept;";
            ground.meddle(&register.place, back);
            assert!(register.store.verify(None).unwrap().holds());
        }
    }
    told.join("\n")
}

pub fn a_cut_tail_and_a_chain_made_anew_are_found(ground: &Ground) -> String {
    let mut register = register(ground);
    let head = register.store.head().unwrap();
    // The last row belongs to no batch, so that it can be cut off.
    ground.meddle(&register.place, "DELETE FROM audit WHERE number = 7");
    assert!(register.store.verify(None).unwrap().holds());
    assert_eq!(register.store.verify(head).unwrap().flaw, Some((7, Flaw::CutOff)));
    // As long a chain again, but another.
    register.opening("something else");
    assert!(register.store.verify(None).unwrap().holds());
    assert_eq!(register.store.verify(head).unwrap().flaw, Some((7, Flaw::MadeAnew)));
    // A register made anew with the same facts has another chain.
    let mut anew = ground.register();
    anew.now.set(anew.now.get() + 1);
    for _ in 0..4 {
        anew.import(Kind::Demands, &[demand("d", 1)]);
    }
    assert!(anew.store.verify(None).unwrap().holds());
    assert_eq!(anew.store.verify(head).unwrap().flaw, Some((7, Flaw::MadeAnew)));
    format!("{head:?}")
}

pub fn an_exported_chain_stands_alone(ground: &Ground) -> String {
    let mut register = register(ground);
    let head = register.store.head().unwrap();
    let mut exported = Vec::new();
    assert_eq!(register.store.export_audit(&mut exported).unwrap(), head);
    let verdict = verify_export(&exported, head);
    assert_eq!((verdict.holds(), verdict.rows, verdict.head), (true, 7, head));
    for at in 0..exported.len() {
        let mut changed = exported.clone();
        changed[at] ^= 1;
        assert!(!verify_export(&changed, head).holds(), "byte {at}");
        assert!(!verify_export(&exported[..at], head).holds(), "cut at {at}");
    }
    exported.iter().map(|byte| format!("{byte:02x}")).collect()
}
