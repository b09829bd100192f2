//! Taking a file in: one transaction, all of it or nothing.

use huigu_facts::Kind;

use crate::chain::Hash;
use crate::column::{self, Field, Fields};
use crate::compare::{self, Comparison, RowOutcome};
use crate::db::{Db, Lock, Value};
use crate::incoming::{Incoming, Part};
use crate::tables::{self, TAIL, Table};
use crate::{Batch, BatchNumber, Clock, Error, Instant, Opening, Store, What, audit, batch, touched};

/// The file a batch comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedFile<'a> {
    /// Its name.
    pub file: &'a str,
    /// SM3 of its bytes.
    pub file_hash: Hash,
    /// The organisation it is sent for; empty: for none.
    pub sender: &'a str,
}

/// What came of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// The batch; `None` when the register had all of it and nothing changed.
    pub batch: Option<BatchNumber>,
    /// Rows of a key that had no version in force.
    pub new: u64,
    /// Rows that replaced the version in force.
    pub corrected: u64,
    /// Rows the register had already.
    pub unchanged: u64,
}

/// The number the next batch gets, and its instant: inside a transaction that
/// holds the register, so that numbers and instants have one order.
pub(crate) fn next(db: &mut Db, clock: Clock<'_>) -> Result<(BatchNumber, Instant), Error> {
    let (last, before) = batch::last(db)?;
    let number = last.0.checked_add(1).filter(|number| i32::try_from(*number).is_ok());
    let number = BatchNumber(number.ok_or(Error::TooMany { what: "batches" })?);
    let now = clock();
    Ok((number, before.map_or(now, |before| now.max(before))))
}

/// How many versions the register holds of a kind, at most.
pub(crate) fn held(db: &mut Db, kind: Kind) -> Result<u64, Error> {
    let sql = "SELECT CAST(COALESCE(SUM(added + corrected), 0) AS BIGINT) FROM batches WHERE kind = $1";
    Ok(u64::try_from(db.number(sql, &[Value::Text(kind.name())])?).unwrap_or(0))
}

/// Closes the versions that corrections replace.
fn close(db: &mut Db, part: &Part, found: &Comparison, bytes: &[u8], number: BatchNumber) -> Result<(), Error> {
    let expected = found.count(RowOutcome::Corrected);
    if expected == 0 {
        return Ok(());
    }
    let Table { name, keys, .. } = part.table;
    let conditions: Vec<String> =
        keys.iter().enumerate().map(|(at, key)| format!("{} = ${}", key.name, at + 1)).collect();
    let single = format!("UPDATE {name} SET closed_by = {number} WHERE {} AND closed_by = 0", conditions.join(" AND "));
    let joined = format!(
        "UPDATE {name} SET closed_by = {number} FROM given g WHERE {} AND closed_by = 0",
        column::equal(keys, "g.", &format!("{name}.")),
    );
    let mut fields = Vec::with_capacity(keys.len());
    let touched = db.execute_many([&single, &joined], keys, &mut |given| {
        for (entry, fate) in part.entries.iter().zip(&found.fates) {
            if *fate == RowOutcome::Corrected {
                fields.clear();
                fields.extend(Fields::of(keys, entry.key(bytes)));
                given.row(&fields)?;
            }
        }
        Ok(())
    })?;
    if touched == expected { Ok(()) } else { Err(db.damaged(format!("{name}: closed_by"))) }
}

/// Appends the versions that are new or corrections.
fn append(db: &mut Db, part: &Part, found: &Comparison, bytes: &[u8], number: BatchNumber) -> Result<(), Error> {
    if found.fates.iter().all(|fate| *fate == RowOutcome::Unchanged) {
        return Ok(());
    }
    let table = part.table;
    let [closed_by, batch, origin, origin_row] = TAIL;
    let key = table.full_key();
    let columns: Vec<&str> = key.iter().chain(&table.contents).chain([&origin_row]).map(|column| column.name).collect();
    let number = i32::try_from(number.0).unwrap_or(i32::MAX);
    let mut fields = Vec::with_capacity(columns.len());
    db.load(&table.name, &columns, &[(closed_by.name, 0), (batch.name, number), (origin.name, number)], &mut |rows| {
        for (at, (entry, fate)) in part.entries.iter().zip(&found.fates).enumerate() {
            if *fate == RowOutcome::Unchanged {
                continue;
            }
            fields.clear();
            fields.extend(Fields::of(&table.keys, entry.key(bytes)));
            fields.extend(found.occurrences.get(at).map(|occurrence| Field::Int(*occurrence)));
            fields.extend(Fields::of(&table.contents, entry.content(bytes)));
            fields.push(Field::number(entry.row));
            rows.row(&fields)?;
        }
        Ok(())
    })
}

/// Gives the file's pairs their numbers, puts each part in their order, and compares.
fn compared(db: &mut Db, incoming: &mut Incoming) -> Result<Vec<Comparison>, Error> {
    let kind = incoming.kind;
    let numbers = tables::ids_of(kind)
        .map(|ids| compare::resolve(db, ids, &incoming.names, &incoming.order))
        .transpose()?
        .unwrap_or_default();
    let held = held(db, kind)?;
    let bytes = &mut incoming.encoder.bytes;
    let mut found = Vec::new();
    for part in &mut incoming.parts {
        part.settle(bytes, &numbers);
        if let Some((first, second)) = part.twice(bytes) {
            return Err(Error::DuplicateKey { kind, first, second });
        }
        found.push(compare::compare(db, part, bytes, held)?);
    }
    Ok(found)
}

impl Store {
    /// Takes a file's rows in: one transaction, one batch, all or nothing.
    /// Rows the register has in force with the same content change nothing; if
    /// all are such, there is no batch. A key the file holds twice is refused,
    /// but for events without an id, which are counted: as many as the file
    /// has are in force afterwards. Writes the act's outcome.
    ///
    /// # Errors
    /// [`Error::DuplicateKey`], [`Error::Conflict`], [`Error::NoOpenAct`], [`Error::Locked`], or
    /// whatever the database answers; then the register is as before, and the
    /// act is still open for [`Store::append_outcome`].
    pub fn import(
        &mut self,
        opening: &Opening,
        delivery: &ImportedFile<'_>,
        mut incoming: Incoming,
        clock: Clock<'_>,
    ) -> Result<Imported, Error> {
        let file = delivery.file.replace('\0', "\u{fffd}");
        incoming.sort();
        self.db.write(Lock::Register, |db| {
            let (number, instant) = next(db, clock)?;
            let last = BatchNumber(number.0 - 1);
            if let Some(checked) = incoming.checked.filter(|checked| *checked != last) {
                return Err(Error::Conflict { checked, last });
            }
            let found = compared(db, &mut incoming)?;
            let count = |fate| found.iter().map(|part| part.count(fate)).sum();
            let (new, corrected, unchanged) =
                (count(RowOutcome::New), count(RowOutcome::Corrected), count(RowOutcome::Unchanged));
            let what = What::Import { new, corrected, unchanged };
            let (kind, file_hash, act) = (incoming.kind, delivery.file_hash, opening.number());
            let sender = delivery.sender.to_owned();
            let batch = Batch { number, instant, kind, file, file_hash, what, withdrawn_by: None, act, sender };
            if new + corrected == 0 {
                let detail = format!("file_sm3={file_hash} unchanged={unchanged}");
                audit::close(db, opening, "unchanged", &detail, clock)?;
                return Ok(Imported { batch: None, new, corrected, unchanged });
            }
            batch::append(db, &batch)?;
            touched::by_import(db, &batch, &incoming.parts, &found, &incoming.encoder.bytes)?;
            for (part, found) in incoming.parts.iter().zip(&found) {
                close(db, part, found, &incoming.encoder.bytes, number)?;
                append(db, part, found, &incoming.encoder.bytes, number)?;
            }
            audit::close(db, opening, "done", &batch.detail(), clock)?;
            Ok(Imported { batch: Some(number), new, corrected, unchanged })
        })
    }
}

#[cfg(test)]
mod tests {
    use huigu_facts::{Demand, Row};
    use huigu_quantity::{Day, Fen};

    use super::*;
    use crate::{Act, Place};

    #[test]
    fn a_file_checked_against_an_older_state_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&Place::from(folder.path()), "a").unwrap();
        let clock: Clock<'_> = &|| Instant(1);
        let mut send = |id: &str, checked: u32| {
            let row = Row::Demand(Demand {
                demand_id: id,
                borrower: "p",
                date: Day(1),
                amount: Fen(1),
                qualifies: None,
                outcome: None,
                closed: None,
            });
            let act = Act { who: "a", use_case: "import", subject: "", detail: "" };
            let opening = store.append_opening(&act, clock).unwrap();
            let mut incoming = Incoming::of(Kind::Demands, [(1, row)]).unwrap();
            incoming.set_checked(BatchNumber(checked));
            let delivery = ImportedFile { file: "demands.csv", file_hash: Hash::ZERO, sender: "" };
            store.import(&opening, &delivery, incoming, clock).map(|imported| imported.batch)
        };
        assert_eq!(send("one", 0), Ok(Some(BatchNumber(1))));
        let (checked, last) = (BatchNumber(0), BatchNumber(1));
        assert_eq!(send("two", 0), Err(Error::Conflict { checked, last }));
        assert_eq!(send("two", 1), Ok(Some(BatchNumber(2))));
    }

    #[test]
    fn a_full_disk_leaves_the_register_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&Place::from(folder.path()), "a").unwrap();
        let ids: Vec<String> = (0..20_000).map(|id| format!("demand {id}")).collect();
        let rows = ids.iter().map(|demand_id| {
            let (date, amount) = (Day(1), Fen(1));
            Row::Demand(Demand { demand_id, borrower: "p", date, amount, qualifies: None, outcome: None, closed: None })
        });
        let clock: Clock<'_> = &|| Instant(1);
        let act = Act { who: "a", use_case: "import", subject: "", detail: "" };
        let opening = store.append_opening(&act, clock).unwrap();
        let pages = store.db.number("PRAGMA page_count", &[]).unwrap();
        store.db.query(&format!("PRAGMA max_page_count = {}", pages + 20), &[]).unwrap();
        let delivery = ImportedFile { file: "demands.csv", file_hash: Hash::ZERO, sender: "" };
        let send = |store: &mut Store| {
            let incoming = Incoming::of(Kind::Demands, (1..).zip(rows.clone())).unwrap();
            store.import(&opening, &delivery, incoming, clock)
        };
        let refused = send(&mut store);
        assert!(matches!(refused, Err(Error::DiskFull { .. })), "{refused:?}");
        assert_eq!(store.last_batch(), Ok(BatchNumber(0)));
        assert_eq!(store.check(), Ok(Vec::new()));
        // Room was made: the same act can end well.
        store.db.query(&format!("PRAGMA max_page_count = {}", pages + 20_000), &[]).unwrap();
        assert_eq!(send(&mut store).map(|found| found.new), Ok(20_000));
        assert_eq!(store.check(), Ok(Vec::new()));
    }
}
