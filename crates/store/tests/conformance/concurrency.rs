//! Several importers and a reader at once.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use huigu_facts::Kind;
use huigu_store::chain::Hash;
use huigu_store::{Act, Imported, ImportedFile, Incoming, Instant, Place, Store, What};

use crate::ground::{Ground, PLAN, Register, START};
use crate::rows::demand;

const IMPORTERS: usize = 4;
const FILES: usize = 5;
const ROWS: usize = 10;

fn import(store: &mut Store, now: &AtomicI64, ids: &[String], amount: i64) -> Imported {
    let clock = || Instant(now.fetch_add(1_000_000, Ordering::Relaxed));
    let act = Act { who: "甲", use_case: "import", subject: "demands.csv", detail: "" };
    let opening = store.append_opening(&act, &clock).unwrap();
    let incoming = Incoming::of(Kind::Demands, (1..).zip(ids.iter().map(|id| demand(id, amount)))).unwrap();
    let delivery = ImportedFile { file: "demands.csv", file_hash: Hash::of(b""), sender: "" };
    store.import(&opening, &delivery, incoming, &clock).unwrap()
}

fn ids(prefix: &str) -> Vec<String> {
    (0..ROWS).map(|row| format!("{prefix}-{row}")).collect()
}

/// Reads until told to stop; every batch it sees is whole.
fn read(place: &Place, stop: &AtomicBool) -> usize {
    let mut store = Store::open(place, PLAN).unwrap();
    let mut reads = 0;
    loop {
        let last = stop.load(Ordering::Relaxed);
        let mut rows: HashMap<u32, usize> = HashMap::new();
        let state = store.facts(None, |trace, _| *rows.entry(trace.batch.0).or_default() += 1).unwrap();
        assert_eq!(rows.len(), state.0 as usize, "every batch up to the last is seen");
        assert!(rows.values().all(|count| *count == ROWS), "whole batches only: {rows:?}");
        reads += 1;
        if last {
            return reads;
        }
    }
}

pub fn importers_end_one_after_the_other(ground: &Ground) -> String {
    let mut register = ground.register();
    let (place, stop, now) = (register.place.clone(), AtomicBool::new(false), AtomicI64::new(START));
    let reads = std::thread::scope(|scope| {
        let reader = scope.spawn(|| read(&place, &stop));
        let importer = |thread: usize| {
            let (place, now) = (&place, &now);
            move || {
                let mut store = Store::open(place, PLAN).unwrap();
                for file in 0..FILES {
                    let found = import(&mut store, now, &ids(&format!("{thread}-{file}")), 1);
                    assert_eq!(found.new, ROWS as u64);
                }
            }
        };
        let importers: Vec<_> = (0..IMPORTERS).map(|thread| scope.spawn(importer(thread))).collect();
        let done: Vec<_> = importers.into_iter().map(|importer| importer.join()).collect();
        stop.store(true, Ordering::Relaxed);
        done.into_iter().for_each(|done| done.unwrap());
        reader.join().unwrap()
    });
    assert!(reads > 0);
    let batches = register.store.batches().unwrap();
    let numbers: Vec<u32> = batches.iter().map(|batch| batch.number.0).collect();
    assert_eq!(numbers, (1..=(IMPORTERS * FILES) as u32).collect::<Vec<_>>());
    assert!(batches.is_sorted_by_key(|batch| batch.instant));
    register.is_well();
    format!("{} facts", register.facts(None).len())
}

pub fn the_same_file_sent_by_all_is_one_batch(ground: &Ground) -> String {
    // Also: all of them open the empty place at the same time.
    let (place, now) = (ground.place(), AtomicI64::new(START));
    let found: Vec<Imported> = std::thread::scope(|scope| {
        let send = || {
            let mut store = Store::open(&place, PLAN).unwrap();
            import(&mut store, &now, &ids("same"), 1)
        };
        let senders: Vec<_> = (0..IMPORTERS).map(|_| scope.spawn(send)).collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    assert_eq!(found.iter().filter(|found| found.batch.is_some()).count(), 1);
    assert_eq!(found.iter().map(|found| found.unchanged).sum::<u64>(), (ROWS * (IMPORTERS - 1)) as u64);
    let mut register = Register::open(place);
    let [batch] = register.store.batches().unwrap().try_into().unwrap();
    assert_eq!(batch.what, What::Import { new: ROWS as u64, corrected: 0, unchanged: 0 });
    register.is_well();
    String::new()
}
