//! Registers as the programs of every version left them (`testdata/registers`),
//! brought up to this program's tables: where they lie, and from a backup.

use std::collections::BTreeMap;

use huigu_store::{Error, Place, Store};
use huigu_testkit::left::{self, PLAN};

use crate::ground::Ground;
use crate::trouble::told;

/// Columns that a step took away, because what they held follows from others.
const TAKEN_AWAY: [(&str, &str); 2] = [("observations", "from_day"), ("observations", "last_day")];

/// The register of a version as its program left it.
fn as_left(ground: &Ground, version: i64) -> Place {
    let place = ground.place();
    match place.file() {
        Some(file) => {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, left::file(version, "register.sqlite3")).unwrap();
        }
        None => ground.meddle(&place, &left::sql(version)),
    }
    place
}

/// Version of this program's tables.
fn newest(ground: &Ground) -> i64 {
    let place = ground.register().place;
    Store::migrate(&place).unwrap().1
}

/// A cell of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Null,
    Number(i64),
    Bytes(Vec<u8>),
}

/// Rows, each by the names of its columns.
type Rows = Vec<BTreeMap<String, Cell>>;

/// The tables of a backup, read by what `docs/REGISTER.md` says of its bytes.
struct Tables<'b>(&'b [u8]);

impl Tables<'_> {
    fn take(&mut self, length: usize) -> &[u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    fn length(&mut self) -> usize {
        u32::from_be_bytes(self.take(4).try_into().unwrap()) as usize
    }

    fn run(&mut self) -> Vec<u8> {
        let length = self.length();
        self.take(length).to_vec()
    }

    fn text(&mut self) -> String {
        String::from_utf8(self.run()).unwrap()
    }

    fn cell(&mut self) -> Cell {
        match self.take(1)[0] {
            0 => Cell::Null,
            1 => Cell::Number(i64::from_be_bytes(self.take(8).try_into().unwrap())),
            _ => Cell::Bytes(self.run()),
        }
    }

    fn table(&mut self) -> (String, Rows) {
        let name = self.text();
        let columns: Vec<String> = (0..self.length()).map(|_| self.text()).collect();
        let mut rows = Vec::new();
        while self.length() > 0 {
            rows.push(columns.iter().map(|column| (column.clone(), self.cell())).collect());
        }
        assert_eq!(self.take(8), (rows.len() as u64).to_be_bytes(), "{name}");
        (name, rows)
    }

    fn of(backup: &[u8]) -> BTreeMap<String, Rows> {
        let mut tables = Tables(&backup[23..]);
        assert_eq!(tables.text(), PLAN);
        tables.take(48);
        (0..tables.length()).map(|_| tables.table()).collect()
    }
}

fn backup(place: &Place) -> Vec<u8> {
    let (mut store, mut bytes) = (Store::open(place, PLAN).unwrap(), Vec::new());
    assert_eq!(store.check().unwrap(), []);
    assert!(store.verify(None).unwrap().holds());
    store.backup(&mut bytes).unwrap();
    bytes
}

/// Every row of before is there, under the same names of columns; others have not come.
fn is_all_there(before: &BTreeMap<String, Rows>, after: &BTreeMap<String, Rows>) {
    for (name, rows) in before {
        let now = &after[name];
        for row in rows {
            let still = |column: &str| !TAKEN_AWAY.contains(&(name.as_str(), column));
            let same = |other: &BTreeMap<String, Cell>| {
                row.iter().all(|(column, cell)| !still(column) || other.get(column) == Some(cell))
            };
            assert!(now.iter().any(same), "{name}: {row:?}");
        }
        // New words come with a step.
        assert!(now.len() == rows.len() || name == "words", "{name}: {} rows, and {} before", now.len(), rows.len());
    }
    let new = after.iter().filter(|(name, _)| !before.contains_key(*name));
    new.for_each(|(name, rows)| assert!(rows.is_empty(), "{name}"));
}

pub fn each_is_brought_up_to_date(ground: &Ground) -> String {
    let newest = newest(ground);
    let fresh = ground.catalogue(&ground.register().place);
    let mut said = String::new();
    for version in left::versions() {
        let saved = left::file(version, "register.backup");
        assert_eq!(saved[15..23], version.to_be_bytes(), "version {version}");
        let before = Tables::of(&saved);
        assert!(before.values().all(|rows| !rows.is_empty()), "version {version}: something of everything");
        // Where it lies: asked for first, then done.
        let migrated = as_left(ground, version);
        if version < newest {
            let older = Store::open(&migrated, PLAN).err().unwrap();
            assert!(matches!(&older, Error::OlderSchema { found, .. } if *found == version), "{older}");
            assert!(older.to_string().contains("huigu migrate"));
            told(&older, &migrated);
        }
        assert_eq!(Store::migrate(&migrated), Ok((version, newest)));
        // And of a backup, without asking.
        let restored = ground.place();
        Store::restore(&restored, &mut saved.as_slice()).unwrap();
        let bytes = backup(&restored);
        let (after, mut in_place) = (Tables::of(&bytes), Tables::of(&backup(&migrated)));
        is_all_there(&before, &after);
        // The file was left after its backup was made: with the outcome of that act.
        in_place.get_mut("audit").unwrap().truncate(after["audit"].len());
        assert!(in_place == after, "version {version}");
        for place in [migrated, restored] {
            assert_eq!(ground.catalogue(&place), fresh, "version {version}");
        }
        said.push_str(&format!("{version}: {}\n", huigu_store::chain::Hash::of(&bytes)));
    }
    said
}

pub fn every_version_is_here(ground: &Ground) -> String {
    let (here, newest) = (left::versions(), newest(ground));
    // The newest may be under way: its step is frozen once its register is here.
    let last = here.last().copied().unwrap_or(0).max(newest - 1);
    assert!(last <= newest);
    assert_eq!(here, (1..=last).collect::<Vec<_>>(), "tests/registers/make makes those of a version");
    String::new()
}
