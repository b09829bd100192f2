//! Many send at once, some as processes and some as threads, and others read:
//! the end is that of some order, one after the other, and whoever reads sees
//! whole batches only.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::scope;

use huigu_desk::{Place, What};
use huigu_facts::Row;

use crate::ground::{Ground, Person, Ran, books, huigu};
use crate::sight::{all, at, batches, well};

const SENDERS: usize = 6;
const SENDINGS: usize = 3;
const ROWS: usize = 12;

/// What one sends at a time: rows of its own, and all rows everybody corrects.
fn sending(folder: &Path, sender: usize, number: usize) -> [PathBuf; 2] {
    let rows = |row: &dyn Fn(usize) -> String| (0..ROWS).map(|number| row(number) + "\n").collect::<String>();
    let own = rows(&|row| format!("own-{sender}-{number}-{row},91330211MA2A0001XG,2021-05-05,{}", sender + 1));
    let own = format!("demand_id,borrower,date,amount\n{own}");
    let stamp = sender * 100 + number + 1;
    let shared = format!("indicator,period,value\n{}", rows(&|row| format!("shared-{row},2021,{stamp}")));
    let write = |name: String, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path
    };
    [write(format!("demands-{sender}-{number}.csv"), own), write(format!("observations-{sender}-{number}.csv"), shared)]
}

/// Sends files until nobody comes in between check and keeping.
fn send(place: &Place, person: Option<&Person>, paths: &[PathBuf]) {
    let words: Vec<&str> = std::iter::once("import").chain(paths.iter().map(|path| path.to_str().unwrap())).collect();
    for _ in 0..200 {
        let ran: Ran = match person {
            Some(person) => person.at(place, &words),
            None => huigu(place, &words),
        };
        if ran.status == 0 {
            return;
        }
        assert!(ran.status == 4 && ran.err.contains("Send them again"), "{}", ran.err);
    }
    panic!("never its turn");
}

/// Looks at the facts until told to stop: each file's rows all or none, the
/// shared rows all of one sending.
fn look(place: &Place, stop: &AtomicBool) -> usize {
    let mut looks = 0;
    loop {
        let last = stop.load(Ordering::Relaxed);
        let mut own: HashMap<String, usize> = HashMap::new();
        let mut shared: BTreeMap<i128, usize> = BTreeMap::new();
        let mut each = |row: &Row<'_>| match row {
            Row::Demand(row) if row.demand_id.starts_with("own-") => {
                let (file, _) = row.demand_id.rsplit_once('-').unwrap();
                *own.entry(file.to_owned()).or_default() += 1;
            }
            Row::Observation(row) if row.indicator.starts_with("shared-") => *shared.entry(row.value).or_default() += 1,
            _ => {}
        };
        at(place, |register| register.rows(&mut each).map(drop).unwrap()).unwrap();
        assert!(own.values().all(|count| *count == ROWS), "{own:?}");
        assert!(shared.is_empty() || shared.values().eq([&ROWS]), "{shared:?}");
        looks += 1;
        if last {
            return looks;
        }
    }
}

/// Asks by the binary until told to stop: batches come one after the other.
fn ask(place: &Place, stop: &AtomicBool) -> usize {
    let mut seen = 0;
    let mut asked = 0;
    loop {
        let last = stop.load(Ordering::Relaxed);
        let list = huigu(place, &["batches", "--format", "json"]).expect(0).json();
        let numbers: Vec<u64> = list.as_array().unwrap().iter().map(|one| one["batch"].as_u64().unwrap()).collect();
        assert!(numbers.iter().copied().eq(1..=numbers.len() as u64) && numbers.len() >= seen);
        seen = numbers.len();
        huigu(place, &["settle", "--year", "2021", "--format", "json"]).expect(0);
        asked += 1;
        if last {
            return asked;
        }
    }
}

pub fn it_ends_as_if_one_after_the_other(ground: &Ground) -> String {
    let (place, folder) = (ground.place(), ground.folder());
    huigu(&place, &["import", books().to_str().unwrap()]).expect(0);
    let stop = AtomicBool::new(false);
    let (looks, asked) = scope(|scope| {
        let (reader, asker) = (scope.spawn(|| look(&place, &stop)), scope.spawn(|| ask(&place, &stop)));
        let sender = |number: usize| {
            let (place, folder) = (&place, &folder);
            move || {
                // Every other one is a process of its own.
                let person = number.is_multiple_of(2).then(Person::english);
                (0..SENDINGS).for_each(|time| send(place, person.as_ref(), &sending(folder, number, time)));
            }
        };
        let senders: Vec<_> = (0..SENDERS).map(|number| scope.spawn(sender(number))).collect();
        let done: Vec<_> = senders.into_iter().map(|sender| sender.join()).collect();
        stop.store(true, Ordering::Relaxed);
        done.into_iter().for_each(|done| done.unwrap());
        (reader.join().unwrap(), asker.join().unwrap())
    });
    assert!(looks > 0 && asked > 0);
    let (list, end) = at(&place, |register| {
        assert!(well(&place, None).holds);
        (batches(register), all(&place, register))
    })
    .unwrap();
    let kept =
        |what: &What| matches!(what, What::Import { new, corrected, unchanged: 0 } if new + corrected == ROWS as u64);
    let sent: Vec<_> = list.iter().skip(13).collect();
    assert_eq!(sent.len(), SENDERS * SENDINGS * 2, "{list:#?}");
    assert!(sent.iter().all(|batch| kept(&batch.2)), "{list:#?}");
    // One after the other, in the order of the batches, it ends the same.
    let again = ground.place();
    let person = Person::english();
    person.at(&again, &["import", books().to_str().unwrap()]).expect(0);
    for batch in sent {
        person.at(&again, &["import", folder.join(&batch.1).to_str().unwrap()]).expect(0);
    }
    at(&again, |register| assert_eq!(all(&again, register), end)).unwrap();
    String::new()
}

/// Everybody makes the register and sends the same: one of them does.
pub fn the_same_file_to_an_empty_place_is_one_batch(ground: &Ground) -> String {
    for _ in 0..3 {
        let place = ground.place();
        let file = books().join("organisations.csv");
        scope(|scope| {
            for _ in 0..SENDERS {
                scope.spawn(|| send(&place, None, std::slice::from_ref(&file)));
            }
        });
        at(&place, |register| {
            assert_eq!(well(&place, None).interrupted, 0);
            assert_eq!(batches(register).len(), 1);
        })
        .unwrap();
    }
    String::new()
}
