//! Column forms beside the database: believed if they are what the register
//! has written down, and only then.

use std::io::Write;
use std::path::Path;

use huigu_facts::Kind;
use huigu_store::chain::Hash;
use huigu_store::{BatchNumber, Form, Place, SnapshotOutcome, Store, Written};
use tempfile::TempDir;

use crate::ground::{Ground, PLAN, Register};
use crate::rows::demand;

/// A form whose bytes these tests make up.
fn form(version: u32) -> Form {
    Form { version, basis: Hash::of(b"products") }
}

fn bytes_of(batch: u32) -> Vec<u8> {
    (0..200_000u32).map(|at| (at * batch % 251) as u8).collect()
}

fn keep(store: &mut Store, folder: &Path, form: Form, batch: u32, bytes: &[u8]) -> SnapshotOutcome {
    let mut write = |out: &mut dyn Write| out.write_all(bytes);
    store.keep_snapshot(folder, form, BatchNumber(batch), &mut write).unwrap()
}

fn kept(store: &mut Store, folder: &Path, batch: u32) -> Written {
    match keep(store, folder, form(1), batch, &bytes_of(batch)) {
        SnapshotOutcome::Kept(written) => written,
        SnapshotOutcome::Busy => panic!("nobody else writes"),
    }
}

/// The batch of the snapshot believed now, if any; its bytes are that batch's.
fn believed(store: &mut Store, folder: &Path) -> Option<u32> {
    let last = store.last_batch().unwrap();
    let found = store.snapshot(folder, form(1), last).unwrap()?;
    assert!(found.bytes == bytes_of(found.written.batch.0), "{:?}", found.written);
    Some(found.written.batch.0)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.starts_with("book"));
    names.sort();
    names
}

/// A register of three batches, and the folder of its snapshots.
fn register(ground: &Ground) -> (Register, TempDir) {
    let mut register = ground.register();
    for amount in 1..=3 {
        register.import(Kind::Demands, &[demand("d", amount)]);
    }
    (register, tempfile::tempdir().unwrap())
}

pub fn it_is_kept_and_found_again(ground: &Ground) -> String {
    let (mut register, folder) = register(ground);
    let (store, folder) = (&mut register.store, folder.path());
    assert_eq!(believed(store, folder), None);
    let first = kept(store, folder, 1);
    assert_eq!((first.batch, first.length), (BatchNumber(1), 200_000));
    assert_eq!(believed(store, folder), Some(1));
    let open = store.snapshot(folder, form(1), BatchNumber(2)).unwrap().unwrap();
    let third = kept(store, folder, 3);
    assert_eq!(believed(store, folder), Some(3));
    assert_eq!(names(folder), [third.file(), "book.columns.lock".to_owned()], "the older one is gone");
    assert!(open.bytes == bytes_of(1), "but not for who has it open");
    // Of another form or basis, or before the batch asked for, there is none.
    let other = Form { basis: Hash::of(b"other products"), ..form(1) };
    for (form, until) in [(form(2), 3), (other, 3), (form(1), 2)] {
        assert_eq!(store.snapshot(folder, form, BatchNumber(until)).map(|found| found.is_none()), Ok(true));
    }
    // Again: the same. Otherwise made: the one that was written last stands here.
    assert_eq!(keep(store, folder, form(1), 3, &bytes_of(3)), SnapshotOutcome::Kept(third));
    let SnapshotOutcome::Kept(otherwise) = keep(store, folder, form(1), 3, b"otherwise") else {
        panic!("nobody else writes")
    };
    assert_eq!(names(folder), [otherwise.file(), "book.columns.lock".to_owned()]);
    assert_eq!(store.snapshot(folder, form(1), BatchNumber(3)).unwrap().unwrap().bytes.as_ref(), b"otherwise");
    assert_eq!(kept(store, folder, 3), third);
    assert_eq!(believed(store, folder), Some(3));
    assert_eq!(store.unbelieved(folder), Ok(Vec::new()));
    // Another machine makes its own of the same batch.
    let elsewhere = tempfile::tempdir().unwrap();
    assert_eq!(believed(store, elsewhere.path()), None);
    assert_eq!(kept(store, elsewhere.path(), 3), third);
    format!("{:?} {:?}", store.snapshots(form(1)), register.all())
}

/// Gives a file other bytes, past what forbids it.
fn overwrite(path: &Path, bytes: &[u8]) {
    drop(std::fs::remove_file(path));
    std::fs::write(path, bytes).unwrap();
}

pub fn what_is_not_the_registers_is_not_believed(ground: &Ground) -> String {
    let (mut register, folder) = register(ground);
    let (store, folder) = (&mut register.store, folder.path());
    let second = kept(store, folder, 2);
    let old = std::fs::read(folder.join(second.file())).unwrap();
    let third = kept(store, folder, 3);
    let path = folder.join(third.file());
    let whole = std::fs::read(&path).unwrap();
    let named = |store: &mut Store, what: &str| {
        let found = store.unbelieved(folder).unwrap();
        assert!(found.len() == 1 && found[0].0 == path, "{what}: {found:?}");
        assert_eq!(believed(store, folder), None, "{what}");
    };
    for at in [0, 1, 77_777, whole.len() - 1] {
        let mut tampered = whole.clone();
        tampered[at] ^= 1;
        overwrite(&path, &tampered);
        named(store, &format!("byte {at} turned"));
    }
    for length in [0, 1, whole.len() - 1] {
        overwrite(&path, &whole[..length]);
        named(store, &format!("cut off at {length}"));
    }
    overwrite(&path, &[&whole[..], b"\n"].concat());
    named(store, "longer");
    overwrite(&path, &old);
    named(store, "an older one under the newest name");
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    named(store, "a folder");
    std::fs::remove_dir(&path).unwrap();
    assert_eq!((believed(store, folder), store.unbelieved(folder)), (None, Ok(Vec::new())), "deleting is safe");
    // An older one that came back is believed for what it is.
    overwrite(&folder.join(second.file()), &old);
    assert_eq!((believed(store, folder), store.unbelieved(folder)), (Some(2), Ok(Vec::new())));
    assert_eq!(kept(store, folder, 3), third);
    assert_eq!(names(folder).len(), 2);
    // Another register's, of the same batch: under its own name, and under ours.
    let mut other = ground.register();
    other.import(Kind::Demands, &[demand("e", 1)]);
    let foreign = keep(&mut other.store, folder, form(1), 1, b"foreign");
    let SnapshotOutcome::Kept(foreign) = foreign else { panic!("{foreign:?}") };
    let foreign = folder.join(foreign.file());
    assert_eq!(store.unbelieved(folder).unwrap()[0].0, foreign);
    assert_eq!(believed(store, folder), Some(3));
    std::fs::rename(&foreign, &path).unwrap();
    named(store, "a foreign one under our name");
    String::new()
}

pub fn a_cut_writer_leaves_nothing_that_is_believed(ground: &Ground) -> String {
    let (mut register, folder) = register(ground);
    let (store, folder) = (&mut register.store, folder.path());
    let second = kept(store, folder, 2);
    // The writer fails half way, as on a full disk.
    let mut write = |out: &mut dyn Write| {
        out.write_all(&bytes_of(3)[..150_000])?;
        Err(std::io::ErrorKind::StorageFull.into())
    };
    let error = store.keep_snapshot(folder, form(1), BatchNumber(3), &mut write).unwrap_err();
    assert!(matches!(error, huigu_store::Error::SnapshotNotWritten { .. }), "{error}");
    assert_eq!(names(folder), [second.file(), "book.columns.lock".to_owned()]);
    assert_eq!(believed(store, folder), Some(2));
    // It died after the row was written down, before the file had its name.
    let third = kept(store, folder, 3);
    std::fs::rename(folder.join(third.file()), folder.join("book.columns.new")).unwrap();
    assert_eq!(believed(store, folder), None);
    assert_eq!(store.unbelieved(folder), Ok(Vec::new()));
    assert_eq!(kept(store, folder, 3), third);
    assert_eq!(believed(store, folder), Some(3));
    // A folder that is none.
    let file = folder.join("a-file");
    std::fs::write(&file, "no folder").unwrap();
    assert_eq!(believed(store, &file), None);
    let mut write = |_: &mut dyn Write| Ok(());
    let error = store.keep_snapshot(&file, form(1), BatchNumber(3), &mut write).unwrap_err();
    assert!(matches!(error, huigu_store::Error::SnapshotNotWritten { .. }), "{error}");
    String::new()
}

pub fn writers_and_readers_meet(ground: &Ground) -> String {
    let (register, folder) = register(ground);
    let (place, folder) = (register.place.clone(), folder.path());
    let counts = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3u32)
            .map(|own| {
                let place = place.clone();
                scope.spawn(move || {
                    let mut store = Store::open(&place, PLAN).unwrap();
                    let mut counts = [0; 2];
                    for round in 0..12 {
                        let batch = 1 + (own + round) % 3;
                        match keep(&mut store, folder, form(1), batch, &bytes_of(batch)) {
                            SnapshotOutcome::Kept(written) => {
                                assert_eq!(written.batch, BatchNumber(batch));
                                counts[0] += 1;
                            }
                            SnapshotOutcome::Busy => counts[1] += 1,
                        }
                    }
                    counts
                })
            })
            .collect();
        let mut reader = Store::open(&place, PLAN).unwrap();
        while writers.iter().any(|writer| !writer.is_finished()) {
            believed(&mut reader, folder);
        }
        writers.into_iter().map(|writer| writer.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(counts.iter().all(|[kept, busy]| kept + busy == 12) && counts.iter().any(|[kept, _]| *kept > 0));
    let mut store = Store::open(&place, PLAN).unwrap();
    assert_eq!(kept(&mut store, folder, 3).batch, BatchNumber(3));
    assert_eq!((believed(&mut store, folder), names(folder).len()), (Some(3), 2), "{:?}", names(folder));
    assert_eq!(store.unbelieved(folder), Ok(Vec::new()));
    String::new()
}

pub fn no_backup_carries_it(ground: &Ground) -> String {
    let (mut register, folder) = register(ground);
    let before = crate::backup::made(&mut register.store).1;
    let third = kept(&mut register.store, folder.path(), 3);
    let (_, bytes) = crate::backup::made(&mut register.store);
    assert!(bytes == before);
    let place = ground.place();
    Store::restore(&place, &mut bytes.as_slice()).unwrap();
    let mut restored = Store::open(&place, PLAN).unwrap();
    // The file lies there, but this register has not written it.
    assert_eq!(believed(&mut restored, folder.path()), None);
    if let Place::Folder(own) = &place {
        assert_eq!(names(own), [""; 0]);
    }
    assert_eq!(kept(&mut restored, folder.path(), 3), third);
    assert_eq!(
        restored.touched_since(BatchNumber(0)),
        Ok(Some(huigu_store::Touched {
            until: BatchNumber(3),
            kinds: [Kind::Demands].into(),
            keys: huigu_store::Keys { parties: ["p".to_owned()].into(), ..huigu_store::Keys::default() },
        }))
    );
    String::new()
}
