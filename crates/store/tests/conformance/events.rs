//! Events: counted without an id, corrected with one.

use huigu_facts::Kind;
use huigu_store::Imported;

use crate::ground::Ground;
use crate::rows::event;

fn counts(found: Imported) -> (u64, u64, u64) {
    (found.new, found.corrected, found.unchanged)
}

const KIND: Kind = Kind::LoanEvents;

pub fn equal_events_are_counted(ground: &Ground) -> String {
    let mut register = ground.register();
    let (one, other) = (event("1", 5, 100, ""), event("1", 5, 200, ""));
    assert_eq!(counts(register.import(KIND, &[one, other, one])), (3, 0, 0));
    assert_eq!(counts(register.import(KIND, &[one, one])), (0, 0, 2));
    assert_eq!(counts(register.import(KIND, &[one])), (0, 0, 1), "fewer take nothing away");
    assert_eq!(counts(register.import(KIND, &[one, one, one, one])), (2, 0, 2));
    assert_eq!(counts(register.import(KIND, &[event("1", 6, 100, ""), event("2", 5, 100, "")])), (2, 0, 0));
    assert_eq!(register.facts(None).len(), 7);
    register.all()
}

pub fn a_withdrawn_occurrence_leaves_no_hole(ground: &Ground) -> String {
    let mut register = ground.register();
    let one = event("1", 5, 100, "");
    register.import(KIND, &[one]);
    assert_eq!(counts(register.import(KIND, &[one, one])), (1, 0, 1));
    register.withdraw(1);
    // The second file's own event stands: one is in force.
    assert_eq!(register.facts(None).len(), 1);
    assert_eq!(counts(register.import(KIND, &[one])), (0, 0, 1));
    assert_eq!(counts(register.import(KIND, &[one, one, one])), (2, 0, 1));
    assert_eq!(register.facts(None).len(), 3);
    register.withdraw(2);
    assert_eq!(register.facts(None).len(), 2);
    register.all()
}

pub fn an_event_with_an_id_is_corrected(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(KIND, &[event("1", 5, 100, "x"), event("2", 5, 100, "x"), event("1", 5, 100, "")]);
    assert_eq!(counts(register.import(KIND, &[event("1", 6, 150, "x"), event("2", 5, 100, "x")])), (0, 1, 1));
    let now = register.facts(None);
    assert_eq!(now.len(), 3);
    assert_eq!(now.iter().filter(|line| line.contains("Fen(150)")).count(), 1);
    assert_eq!(register.corrections(2).len(), 1);
    register.withdraw(2);
    assert!(register.facts(None).iter().all(|line| line.contains("Fen(100)")));
    register.all()
}
