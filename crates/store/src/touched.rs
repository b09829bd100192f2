//! Which keys each batch touched, written down with the batch: so whoever
//! holds the book of an earlier batch need read only what is new.
//!
//! Numbers of loans and guarantees stand as runs: how far the run's first lies
//! after the last of the run before (at first: after 0), and how many follow
//! the first, each as a number of seven bits a byte, the lowest first, the top
//! bit set where more follow. Ids of parties stand sorted, each ended by a zero byte.
//! Other kinds are small and read whole: that a batch touched one is enough, and
//! the parties their rows name are looked up when they are asked for.

use std::collections::{BTreeMap, BTreeSet};

use huigu_facts::{ItemKind, Kind, Kinds};

use crate::column::{Column, Field, Fields, Held};
use crate::compare::{Comparison, RowOutcome};
use crate::db::{Cell, Db, Load, Value};
use crate::incoming;
use crate::schema::{Part, TableDef};
use crate::tables::{self, ID_TABLES, Table};
use crate::{Batch, BatchNumber, Error, Store, batch};

/// Which keys a batch touched. `about` says what the keys are: `loans` and
/// `guarantees` by number, `parties` by id. `keys` is empty where they were too
/// many to be named. Batches older than this table have no rows here.
pub(crate) static TABLE: TableDef = TableDef::new(
    "touched",
    &["batch", "about"],
    &[
        Column::int("batch").references("batches", "number", Held::Check),
        Column::text("about"),
        Column::bytes("keys").or_null(),
    ],
)
.part(Part::Derived);

/// Keys that take more bytes are not named: the book is read whole then, which
/// is no slower than looking up so many.
const NAMED_BYTES: usize = 4 << 20;

/// Keys of facts, as the books name them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Loans: lender and loan id.
    pub loans: BTreeSet<(String, String)>,
    /// Guarantees: guarantor and guarantee id.
    pub guarantees: BTreeSet<(String, String)>,
    /// Parties.
    pub parties: BTreeSet<String>,
}

/// What batches touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The last of them.
    pub until: BatchNumber,
    /// Kinds of which they brought or closed rows.
    pub kinds: BTreeSet<Kind>,
    /// The loans and guarantees whose rows they brought or closed, or rows of
    /// what belongs to them; and the parties whom such rows of other kinds name.
    pub keys: Keys,
}

impl Touched {
    /// The kinds touched whose keys are not noted: read whole, they hold what is new.
    #[must_use]
    pub fn whole_kinds(&self) -> Vec<Kind> {
        self.kinds.iter().copied().filter(|kind| About::of(*kind).is_none()).collect()
    }
}

/// What keys are keys of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Loans,
    Guarantees,
    Parties,
}

impl About {
    /// What is noted of a kind; `None` for those whose key names no party, and for
    /// data sets, which no book has.
    fn of(kind: Kind) -> Option<Self> {
        if matches!(kind, Kind::Dataset(_)) {
            return None;
        }
        match tables::ids_of(kind).map(|ids| ids.item) {
            Some(ItemKind::Guarantee) => Some(Self::Guarantees),
            Some(_) => Some(Self::Loans),
            None => party_in_key(kind).map(|_| Self::Parties),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Loans => "loans",
            Self::Guarantees => "guarantees",
            Self::Parties => "parties",
        }
    }
}

/// Where a kind's key names the party a row is of.
pub(crate) fn party_in_key(kind: Kind) -> Option<usize> {
    let schema = kind.schema();
    let party = schema.party()?;
    schema.key.iter().position(|slot| *slot == party)
}

/// The column of the key that is noted: the number, or the party.
fn noted(table: &Table) -> usize {
    if table.ids.is_some() { 0 } else { party_in_key(table.kind).unwrap_or(0) }
}

/// Keys on their way into a row of `touched`.
enum CheckedImport {
    Numbers(Vec<u32>),
    /// With their length in bytes; beyond the bound no more are taken.
    Parties(BTreeSet<Vec<u8>>, usize),
}

impl CheckedImport {
    fn new(about: About) -> Self {
        if about == About::Parties { Self::Parties(BTreeSet::new(), 0) } else { Self::Numbers(Vec::new()) }
    }

    fn number(&mut self, number: i64) {
        if let (Self::Numbers(numbers), Ok(number)) = (self, u32::try_from(number)) {
            numbers.push(number);
        }
    }

    fn party(&mut self, id: &[u8]) {
        if let Self::Parties(parties, length) = self
            && *length <= NAMED_BYTES
            && !parties.contains(id)
        {
            *length += id.len() + 1;
            parties.insert(id.to_owned());
        }
    }

    /// As the table keeps it; `None` if that is too long.
    fn encoded(self) -> Option<Vec<u8>> {
        let bytes = match self {
            Self::Numbers(mut numbers) => {
                numbers.sort_unstable();
                numbers.dedup();
                runs(numbers.into_iter())
            }
            Self::Parties(_, length) if length > NAMED_BYTES => return None,
            Self::Parties(parties, _) => parties.into_iter().flat_map(|id| id.into_iter().chain([0])).collect(),
        };
        (bytes.len() <= NAMED_BYTES).then_some(bytes)
    }
}

fn put(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0u64;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(number).ok();
        }
    }
    None
}

/// Ascending numbers as runs.
fn runs(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    let (mut out, mut end) = (Vec::new(), 0);
    let mut numbers = numbers.peekable();
    while let Some(first) = numbers.next() {
        let mut last = first;
        while let Some(next) = numbers.next_if(|next| Some(*next) == last.checked_add(1)) {
            last = next;
        }
        put(first - end, &mut out);
        put(last - first, &mut out);
        end = last;
    }
    out
}

/// The numbers of runs, added to those found already; `None` if they are none.
fn read_runs(mut bytes: &[u8], numbers: &mut BTreeSet<u32>) -> Option<()> {
    let mut end = 0u32;
    while !bytes.is_empty() {
        let first = end.checked_add(take(&mut bytes)?)?;
        end = first.checked_add(take(&mut bytes)?)?;
        // A damaged run must not fill memory.
        if end > i32::MAX as u32 || end - first > 8 * NAMED_BYTES as u32 {
            return None;
        }
        numbers.extend(first..=end);
    }
    Some(())
}

fn append(db: &mut Db, batch: BatchNumber, about: About, gathered: CheckedImport) -> Result<(), Error> {
    let keys = gathered.encoded();
    let keys = keys.as_deref().map_or(Value::Null, Value::Bytes);
    let values = [Value::Int(i64::from(batch.0)), Value::Text(about.name()), keys];
    TABLE.append(db, &values)
}

/// Notes what a file touched, from its rows in memory.
pub(crate) fn by_import(
    db: &mut Db,
    batch: &Batch,
    parts: &[incoming::Part],
    found: &[Comparison],
    bytes: &[u8],
) -> Result<(), Error> {
    let Some(about) = About::of(batch.kind) else { return Ok(()) };
    let mut gathered = CheckedImport::new(about);
    for (part, found) in parts.iter().zip(found) {
        let column = noted(part.table);
        let mut last: &[u8] = &[];
        for (entry, fate) in part.entries.iter().zip(&found.fates) {
            let key = entry.key(bytes);
            // Rows stand by key, so those of a loan stand together: its number is the first four bytes.
            if *fate == RowOutcome::Unchanged || (about != About::Parties && !last.is_empty() && key[..4] == last[..4])
            {
                continue;
            }
            last = key;
            match Fields::of(&part.table.keys, key).nth(column) {
                Some(Field::Int(number)) => gathered.number(i64::from(number)),
                Some(Field::Text(id)) => gathered.party(id),
                _ => {}
            }
        }
    }
    append(db, batch.number, about, gathered)
}

/// Notes what a withdrawal touched: the keys of what it has closed.
pub(crate) fn by_withdrawal(db: &mut Db, batch: BatchNumber, kind: Kind) -> Result<(), Error> {
    let Some(about) = About::of(kind) else { return Ok(()) };
    let mut gathered = CheckedImport::new(about);
    for table in tables::tables_of(kind) {
        let column = table.keys[noted(table)].name;
        let sql = format!("SELECT DISTINCT {column} FROM {} WHERE closed_by = {batch}", table.name);
        db.scan(&sql, &mut |cells| {
            if about == About::Parties {
                gathered.party(cells.text(0)?.as_bytes());
            } else if let Some(number) = cells.int(0)? {
                gathered.number(number);
            }
            Ok(())
        })?;
    }
    append(db, batch, about, gathered)
}

/// Pairs of numbers, as the books name them.
fn pairs(db: &mut Db, item: ItemKind, numbers: &BTreeSet<u32>) -> Result<BTreeSet<(String, String)>, Error> {
    let mut pairs = BTreeSet::new();
    if numbers.is_empty() {
        return Ok(pairs);
    }
    let Some(table) = ID_TABLES.iter().find(|ids| ids.item == item) else { return Ok(pairs) };
    let (name, number, [owner, id]) = (table.name, table.number, table.keys);
    let select = format!("SELECT t.{}, t.{} FROM {name} t", owner.name, id.name);
    let single = format!("{select} WHERE t.{} = $1", number.name);
    let joined = format!("{select} JOIN given g ON g.{0} = t.{0}", number.name);
    let columns: [Column; 1] = [number];
    let mut given = |rows: &mut dyn Load| numbers.iter().try_for_each(|number| rows.row(&[Field::number(*number)]));
    db.scan_many([&single, &joined], &columns, &mut given, &mut |cells| {
        pairs.insert((cells.text(0)?.to_owned(), cells.text(1)?.to_owned()));
        Ok(())
    })?;
    Ok(pairs)
}

/// What is noted of the batches after one, and up to the last: kinds, numbers, parties.
#[derive(Default)]
struct Noted {
    kinds: BTreeSet<Kind>,
    numbers: [BTreeSet<u32>; 2],
    parties: BTreeSet<String>,
}

/// `None` where a batch's keys are not named.
fn since(db: &mut Db, kinds: Kinds, since: BatchNumber) -> Result<Option<Noted>, Error> {
    let after = [Value::Int(i64::from(since.0))];
    let rows = db.query("SELECT batch, about, keys FROM touched WHERE batch > $1", &after)?;
    let kept: BTreeMap<_, _> = rows.iter().filter_map(|row| Some(((row.int(0)?, row.text(1)?), &row.0[2]))).collect();
    let batches = db.query("SELECT number, kind FROM batches WHERE number > $1", &after)?;
    let mut noted = Noted::default();
    for row in &batches {
        let kind = row.text(1).and_then(|name| kinds.kept(name));
        let (Some(kind), Some(number)) = (kind, row.int(0)) else { return Err(db.damaged("batches")) };
        // No news for a book.
        if matches!(kind, Kind::Dataset(_)) {
            continue;
        }
        noted.kinds.insert(kind);
        let Some(about) = About::of(kind) else { continue };
        let Some(Cell::Bytes(bytes)) = kept.get(&(number, about.name())) else { return Ok(None) };
        let well = match about {
            About::Loans => read_runs(bytes, &mut noted.numbers[0]),
            About::Guarantees => read_runs(bytes, &mut noted.numbers[1]),
            About::Parties => read_parties(bytes, &mut noted.parties),
        };
        if well.is_none() {
            return Err(db.damaged(format!("touched {number}")));
        }
    }
    Ok(Some(noted))
}

/// Adds whom rows of a small kind name that are new or closed since a batch.
fn add_named(
    db: &mut Db,
    (table, party): (&str, &str),
    since: BatchNumber,
    parties: &mut BTreeSet<String>,
) -> Result<(), Error> {
    let sql = format!("SELECT DISTINCT {party} FROM {table} WHERE batch > {since} OR closed_by > {since}");
    db.scan(&sql, &mut |cells| {
        parties.insert(cells.text(0)?.to_owned());
        Ok(())
    })
}

fn read_parties(bytes: &[u8], parties: &mut BTreeSet<String>) -> Option<()> {
    let Some(bytes) = bytes.strip_suffix(&[0]) else { return bytes.is_empty().then_some(()) };
    for id in bytes.split(|byte| *byte == 0) {
        parties.insert(std::str::from_utf8(id).ok()?.to_owned());
    }
    Some(())
}

impl Store {
    /// What the batches after one have touched; `None` where that was not
    /// noted, as they are older than the notes or touched too much.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], [`Error::Damaged`], or whatever the database answers.
    pub fn touched_since(&mut self, number: BatchNumber) -> Result<Option<Touched>, Error> {
        let known = self.kinds;
        self.db.look_up(|db| {
            let (until, _) = batch::last(db)?;
            if number > until {
                return Err(Error::NoSuchBatch { number });
            }
            let Some(Noted { kinds, numbers, mut parties }) = since(db, known, number)? else { return Ok(None) };
            for kind in kinds.iter().copied().filter(|kind| About::of(*kind).is_none()) {
                if let Some(party) = kind.schema().party() {
                    add_named(db, (kind.name(), kind.columns()[party].name), number, &mut parties)?;
                }
            }
            let loans = pairs(db, ItemKind::Loan, &numbers[0])?;
            let guarantees = pairs(db, ItemKind::Guarantee, &numbers[1])?;
            Ok(Some(Touched { until, kinds, keys: Keys { loans, guarantees, parties } }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(numbers: &[u32]) -> usize {
        let bytes = runs(numbers.iter().copied());
        let mut read = BTreeSet::new();
        assert_eq!(read_runs(&bytes, &mut read), Some(()), "{numbers:?}");
        assert_eq!(read.into_iter().collect::<Vec<_>>(), numbers);
        bytes.len()
    }

    #[test]
    fn runs_come_back_as_they_went_in() {
        assert_eq!(round(&[]), 0);
        assert_eq!(round(&[1]), 2);
        assert_eq!(round(&(1..=1_000_000).collect::<Vec<_>>()), 4, "a new file is one run");
        assert_eq!(round(&[1, 3, 4, 200, i32::MAX as u32]), 2 + 2 + 3 + 6);
    }

    #[test]
    fn what_is_no_run_is_refused() {
        for bytes in [&[0x80][..], &[1], &[0xff, 0xff, 0xff, 0xff, 0x7f, 0], &[0xff, 0xff, 0xff, 0xff, 0x07, 1]] {
            assert_eq!(read_runs(bytes, &mut BTreeSet::new()), None, "{bytes:?}");
        }
        assert_eq!(read_parties(b"a", &mut BTreeSet::new()), None, "not ended");
        assert_eq!(read_parties(b"\xff\0", &mut BTreeSet::new()), None, "no UTF-8");
    }

    #[test]
    fn too_many_keys_are_not_named() {
        let mut gathered = CheckedImport::new(About::Parties);
        gathered.party(&vec![b'a'; NAMED_BYTES - 3]);
        gathered.party(b"");
        gathered.party(b"");
        let mut more = CheckedImport::new(About::Parties);
        more.party(&vec![b'a'; NAMED_BYTES - 1]);
        more.party(b"b");
        assert_eq!(gathered.encoded().map(|bytes| bytes.len()), Some(NAMED_BYTES - 1));
        assert_eq!(more.encoded(), None);
        let mut numbers = CheckedImport::new(About::Loans);
        (0..NAMED_BYTES as i64).rev().for_each(|number| numbers.number(2 * number + 1));
        assert_eq!(numbers.encoded(), None);
    }
}
