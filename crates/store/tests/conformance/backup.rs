//! Backups: the same bytes from both databases, restored on either, whole or
//! not at all.

use std::collections::HashMap;
use std::io::{Read, Write};

use huigu_facts::Kind;
use huigu_quantity::{Lang, Say};
use huigu_store::chain::Hash;
use huigu_store::{Approval, Backup, BatchNumber, Error, Place, Store};

use crate::accounts;
use crate::ground::{Ground, PLAN, Register, tick};
use crate::rows::{self, demand, event};
use crate::{contacts, notices};

/// A register's backup, in memory.
pub fn made(store: &mut Store) -> (Backup, Vec<u8>) {
    let (backup, bytes) = copy(store);
    assert_eq!(backup.bytes, bytes.len() as u64);
    assert_eq!((backup.plan.as_str(), backup.head), (PLAN, store.head().unwrap()));
    assert_eq!(Ok(backup.last_batch), store.last_batch());
    let content = bytes.len() - 32;
    assert_eq!(bytes[content..], backup.hash.0);
    assert_eq!(Hash::of(&bytes[..content]), backup.hash);
    (backup, bytes)
}

/// Backs a register up, restores it elsewhere, and compares all there is to see.
fn exported(store: &mut Store) -> Vec<u8> {
    let mut bytes = Vec::new();
    store.export_audit(&mut bytes).unwrap();
    bytes
}

pub fn round_trip(register: &mut Register, ground: &Ground) -> Hash {
    let (backup, bytes) = made(&mut register.store);
    let place = ground.place();
    let restored = Store::restore(&place, &mut bytes.as_slice()).unwrap();
    assert_eq!(restored.backup, backup);
    assert_eq!(restored.interrupted, register.store.verify(None).unwrap().interrupted);
    let mut other = Register::open(place);
    assert_eq!(other.all(), register.all());
    assert_eq!(other.store.approved(), register.store.approved());
    assert_eq!(other.store.official_texts(), register.store.official_texts());
    assert_eq!(other.store.notices(), register.store.notices());
    assert_eq!(other.store.contacts(), register.store.contacts());
    assert_eq!(exported(&mut other.store), exported(&mut register.store));
    assert_eq!(other.store.verify(backup.head), register.store.verify(None));
    assert!(made(&mut other.store).1 == bytes, "the same backup again");
    backup.hash
}

/// A register with something in every table: corrections, a withdrawal, an
/// approval, an act that failed and one that is open.
fn rich(ground: &Ground) -> Register {
    let mut register = ground.register();
    for &kind in Kind::ALL {
        register.import(kind, &rows::of(kind));
    }
    register.import(Kind::Demands, &[demand("d", 77), demand("e", 1)]);
    register.import(Kind::LoanEvents, &[event("1", 5, 100, ""), event("1", 5, 100, ""), event("2", 6, 1, "x")]);
    let withdrawn = register.store.last_batch().unwrap().0 - 1;
    register.withdraw(withdrawn);
    let approval = Approval {
        year: 2021,
        batch: BatchNumber(3),
        plan_hash: Hash::of(b"plan"),
        result_hash: Hash::of(b"result"),
        result: "{\"total\": \"1.00\", \"名称\": \"镇\"}\n",
        note: "",
        who: "乙",
    };
    let opening = register.opening("approve");
    let now = &register.now;
    register.store.approve(&opening, &approval, &|| tick(now)).unwrap();
    accounts::fill(&mut register);
    notices::fill(&mut register, 1);
    contacts::fill(&mut register);
    register.keep_key("a key");
    let opening = register.opening("settle");
    let now = &register.now;
    register.store.append_outcome(&opening, "failed", "no books", &|| tick(now)).unwrap();
    register.opening("interrupted");
    register
}

pub fn it_is_restored_on_either_database(ground: &Ground) -> String {
    let sqlite = Ground::sqlite();
    let mut told = Vec::new();
    for from in [ground, &sqlite] {
        let mut empty = from.register();
        let mut rich = rich(from);
        for to in [ground, &sqlite] {
            told.push((round_trip(&mut empty, to), round_trip(&mut rich, to)));
        }
    }
    // All four ways have the same bytes, and so (told to the suite) have both databases.
    assert!(told.iter().all(|hashes| *hashes == told[0]), "{told:?}");
    format!("{:?}", told[0])
}

pub fn a_restored_register_lives_on(ground: &Ground) -> String {
    let mut register = rich(ground);
    let (_, bytes) = made(&mut register.store);
    let place = ground.place();
    Store::restore(&place, &mut bytes.as_slice()).unwrap();
    let mut other = Register::open(place);
    other.now.set(register.now.get());
    assert_eq!(other.store.person_key(), Ok(Some("a key")));
    for one in [&mut register, &mut other] {
        assert_eq!(one.import(Kind::Loans, &rows::of(Kind::Loans)).batch, None);
        one.import(Kind::Demands, &[demand("d", 78), demand("new", 1)]);
        one.withdraw(1);
    }
    assert_eq!(register.all(), other.all());
    other.all()
}

/// Takes what is written, and sends a file to the register whenever something comes.
struct Meanwhile<'r> {
    register: &'r mut Register,
    bytes: Vec<u8>,
    sent: i64,
}

impl Write for Meanwhile<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.sent += 1;
        self.register.import(Kind::Demands, &[demand("d", self.sent), demand("e", self.sent)]);
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub fn it_is_one_state_while_others_write(ground: &Ground) -> String {
    let mut register = ground.register();
    let ids: Vec<String> = (0..9000).map(|id| format!("demand {id:05}")).collect();
    let all: Vec<_> = ids.iter().map(|id| demand(id, 1)).collect();
    register.import(Kind::Demands, &all);
    register.import(Kind::Demands, &[demand("d", 0), demand("e", 0)]);
    let (mut other, before) = (Register::open(register.place.clone()), made(&mut register.store));
    other.now.set(register.now.get());
    let mut out = Meanwhile { register: &mut other, bytes: Vec::new(), sent: 0 };
    let backup = register.store.backup(&mut out).unwrap();
    let (bytes, sent) = (out.bytes, out.sent);
    assert!(sent > 3, "files came in between: {sent}");
    assert_eq!(register.store.last_batch(), Ok(BatchNumber(2 + sent as u32)));
    assert_eq!(backup, before.0);
    assert!(bytes == before.1, "the state when it began");
    threads(ground)
}

/// An importer of many files, and backups of whatever there is meanwhile.
fn threads(ground: &Ground) -> String {
    const ROWS: usize = 7;
    let mut register = ground.register();
    let mut reader = Store::open(&register.place, PLAN).unwrap();
    let backups = std::thread::scope(|scope| {
        let importer = scope.spawn(move || {
            for file in 0..30 {
                let ids: Vec<String> = (0..ROWS).map(|row| format!("{file} {row}")).collect();
                register.import(Kind::Demands, &ids.iter().map(|id| demand(id, file)).collect::<Vec<_>>());
            }
        });
        let mut backups = Vec::new();
        while !importer.is_finished() || backups.is_empty() {
            backups.push(copy(&mut reader));
        }
        backups
    });
    assert!(backups.is_sorted_by_key(|(backup, _)| backup.last_batch));
    for (backup, bytes) in backups.iter().step_by(backups.len().div_ceil(6)) {
        let place = ground.place();
        assert_eq!(Store::restore(&place, &mut bytes.as_slice()).unwrap().backup, *backup);
        let (mut rows, mut restored) = (HashMap::new(), Store::open(&place, PLAN).unwrap());
        let state = restored.facts(None, |trace, _| *rows.entry(trace.batch).or_insert(0) += 1).unwrap();
        assert_eq!((state, rows.len()), (backup.last_batch, state.0 as usize));
        assert!(rows.values().all(|count| *count == ROWS), "whole batches only: {rows:?}");
    }
    String::new()
}

fn copy(store: &mut Store) -> (Backup, Vec<u8>) {
    let mut bytes = Vec::new();
    (store.backup(&mut bytes).unwrap(), bytes)
}

/// Restoring fails; the place is empty. What was said.
fn refused(place: &Place, mut input: impl Read) -> Error {
    let error = Store::restore(place, &mut input).unwrap_err();
    let left = Store::open_existing(place, PLAN).err();
    assert!(matches!(left, Some(Error::NoRegister { .. })), "{error}: {left:?}");
    assert!(!error.say(Lang::Zh).is_ascii() && error.to_string().is_ascii(), "{error}");
    error
}

pub fn what_is_not_whole_is_refused(ground: &Ground) -> String {
    let mut register = rich(ground);
    let (backup, bytes) = made(&mut register.store);
    let place = ground.place();
    // Around every beginning and end, and in steps between.
    let ends: Vec<usize> = (0..64).chain((64..bytes.len()).step_by(397)).chain(bytes.len() - 40..bytes.len()).collect();
    for end in ends {
        let error = refused(&place, &bytes[..end]);
        let expected = if end < 15 { Error::NotABackup } else { Error::BackupCutOff };
        assert_eq!(error, expected, "cut off at {end}");
    }
    let places = (0..80).chain((80..bytes.len()).step_by(211)).chain(bytes.len() - 34..bytes.len());
    let mut damaged = bytes.clone();
    for (at, flip) in places.zip([1u8, 0x80, 0xff, 0x20].iter().cycle()) {
        damaged[at] ^= flip;
        let error = refused(&place, damaged.as_slice());
        let named = match at {
            0..15 => matches!(error, Error::NotABackup | Error::NewerBackup { .. }),
            15..23 => matches!(error, Error::NewerBackup { .. } | Error::BackupDamaged { .. }),
            _ => matches!(error, Error::BackupDamaged { .. } | Error::BackupCutOff),
        };
        assert!(named, "byte {at}: {error}");
        damaged[at] = bytes[at];
    }
    let longer = [bytes.as_slice(), b"\n"].concat();
    assert!(matches!(refused(&place, longer.as_slice()), Error::BackupDamaged { .. }));
    // The place is as good as new.
    assert_eq!(Store::restore(&place, &mut bytes.as_slice()).unwrap().backup, backup);
    assert_eq!(Register::open(place).all(), register.all());
    String::new()
}

pub fn what_does_not_hold_together_is_refused(ground: &Ground) -> String {
    let mut told = String::new();
    for damage in [
        "UPDATE audit SET who = 'another' WHERE number = 2",
        "DELETE FROM audit WHERE number = (SELECT MAX(number) FROM audit) - 1",
        "DELETE FROM demands WHERE closed_by = 0",
        "UPDATE demands SET batch = 9000 WHERE closed_by <> 0",
        "UPDATE batches SET kind = 'another' WHERE number = 1",
        "UPDATE settlements SET batch = -1",
        "UPDATE settlements SET note = 'another'",
        "UPDATE words SET code = 'another' WHERE number = 1 AND vocabulary = 'Scale'",
        "UPDATE loan_classes SET class = 99",
    ] {
        let mut register = rich(ground);
        ground.meddle(&register.place, damage);
        // It is written as it stands; whoever restores it is told.
        let (_, bytes) = copy(&mut register.store);
        let error = refused(&ground.place(), bytes.as_slice());
        assert!(matches!(error, Error::BackupDamaged { .. }), "{damage}: {error}");
        told.push_str(&format!("{damage}: {error}\n"));
    }
    told
}

/// Refuses to read or write more than so much.
struct Broken(usize);

impl Write for Broken {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::PermissionDenied.into())
    }
}

pub fn each_refusal_has_its_name(ground: &Ground) -> String {
    let mut register = rich(ground);
    let (_, bytes) = made(&mut register.store);
    for room in [0, bytes.len() / 2, bytes.len() - 1] {
        let error = register.store.backup(&mut Broken(room)).unwrap_err();
        assert!(matches!(error, Error::BackupNotWritten { .. }), "{error}");
    }
    assert!(made(&mut register.store).1 == bytes, "and the next one is well");
    let before = register.all();
    let error = Store::restore(&register.place, &mut bytes.as_slice()).unwrap_err();
    assert_eq!(error, Error::NotEmpty { place: register.place.to_string() });
    assert_eq!(register.all(), before);
    let place = ground.place();
    let head = bytes[..9000.min(bytes.len() / 2)].chain(Broken(0));
    assert!(matches!(refused(&place, head), Error::BackupNotRead { .. }));
    for text in ["", "HUIGU-BACKUP", "HUIGU-AUDIT-1\n", "HUIGU-BACKUP-x\n", "lender,loan_id\na,1\n"] {
        assert_eq!(refused(&place, text.as_bytes()), Error::NotABackup, "{text}");
    }
    assert_eq!(refused(&place, b"HUIGU-BACKUP-12\n".as_slice()), Error::NewerBackup { found: 12, current: 1 });
    let current = i64::from_be_bytes(bytes[15..23].try_into().unwrap());
    let of_version = |version: i64| {
        let mut other = bytes.clone();
        other[15..23].copy_from_slice(&version.to_be_bytes());
        refused(&place, other.as_slice())
    };
    assert_eq!(of_version(0), Error::BackupDamaged { what: "version".to_owned() });
    // It has tables that the version before had not.
    assert!(matches!(of_version(current - 1), Error::BackupDamaged { .. }));
    assert_eq!(of_version(current + 1), Error::NewerBackup { found: current + 1, current });
    assert_eq!(of_version(i64::MAX), Error::NewerBackup { found: i64::MAX, current });
    // What is no register is left alone.
    if let Place::Folder(folder) = &place {
        std::fs::create_dir_all(folder).unwrap();
    }
    ground.meddle(&place, "CREATE TABLE mine (number INTEGER)");
    let error = Store::restore(&place, &mut bytes.as_slice()).unwrap_err();
    assert_eq!(error, Error::NotARegister { place: place.to_string() });
    ground.meddle(&place, "INSERT INTO mine VALUES (1)");
    String::new()
}
