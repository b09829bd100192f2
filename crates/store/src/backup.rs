//! A register as one file, and back: every row of every table, from one state
//! of the register, in a form ([`form`]) that does not depend on the database.
//!
//! A backup is made while the register is in use. It is restored into an
//! empty place only, in one transaction, and kept only if it is whole, its
//! audit chain holds up to the head it names and every check is silent; else
//! the place is as empty as before.

mod form;

use std::io::{Read, Write};

use form::{Heading, Sink, Source};
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::Found;
use crate::chain::{Hash, Head};
use crate::db::{Db, DecodeError};
use crate::migrate::{self, Schema};
use crate::schema::{Part, TableDef};
use crate::{BatchNumber, Error, Place, Store, audit, batch, catalog, person_key};

/// A backup, as it was written or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Backup {
    /// The plan of the register.
    pub plan: String,
    /// The last row of the audit, to be kept elsewhere.
    pub head: Option<Head>,
    /// The last batch; 0 when there is none.
    pub last_batch: BatchNumber,
    /// Rows of all tables.
    pub rows: u64,
    /// Length in bytes.
    pub bytes: u64,
    /// SM3 of the content, which stands at the end of the file.
    pub hash: Hash,
}

/// What a restore brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The backup it was read from.
    pub backup: Backup,
    /// Acts that had no outcome when the backup was made: what came of them
    /// is not in it.
    pub interrupted: u64,
}

/// The tables whose rows are in a backup.
fn kept(schema: &Schema) -> impl Iterator<Item = &TableDef> {
    schema.tables.iter().filter(|table| table.part == Part::Kept)
}

/// Writes a table; how many rows it has.
fn write(db: &mut Db, table: &TableDef, sink: &mut Sink<'_>) -> Result<u64, Error> {
    sink.table(table.name, &table.columns);
    let (mut rows, mut failed) = (0, None);
    let sql = format!("{} ORDER BY {}", table.select(), table.key.join(", "));
    let scanned = db.scan(&sql, &mut |cells| {
        rows += 1;
        // What the file refuses ends the reading; it is told below.
        sink.row(&table.columns, cells)?.map_err(|error| {
            failed = Some(error);
            DecodeError(0)
        })
    });
    match failed {
        Some(error) => return Err(error),
        None => scanned?,
    }
    sink.end_of_table(rows);
    Ok(rows)
}

/// The columns a table has in the file, in the file's order, as the database
/// has them: all of them, each once.
fn columns(db: &mut Db, name: &str, names: &[String]) -> Result<Vec<Found>, Error> {
    let has = catalog::columns(db, name)?;
    let chosen: Option<Vec<Found>> =
        names.iter().map(|name| has.iter().find(|column| column.name == *name).cloned()).collect();
    let whole = has.iter().all(|column| names.contains(&column.name)) && has.len() == names.len();
    chosen.filter(|_| whole && !has.is_empty()).ok_or_else(|| Error::BackupDamaged { what: name.to_owned() })
}

/// Fills the next table, which is empty; its name, and how many rows there were.
fn fill(db: &mut Db, source: &mut Source<'_>) -> Result<(String, u64), Error> {
    let (name, names) = source.table()?;
    let columns = columns(db, &name, &names)?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut rows = 0;
    let loaded = db.load(&name, &names, &[], &mut |load| {
        while let Some(fields) = source.row(&name, &columns)? {
            load.row(&fields)?;
            rows += 1;
        }
        Ok(())
    });
    loaded.map_err(|error| match error {
        // A key twice, a number out of its bounds: no register wrote such rows.
        Error::Database { why, .. } => Error::BackupDamaged { what: format!("{name}: {why}") },
        error => error,
    })?;
    source.end_of_table(&name, rows)?;
    Ok((name, rows))
}

/// Fills the tables of the version the backup was made of; how many rows
/// there were. Every table of today's that this version had must be in it.
fn fill_all(db: &mut Db, tables: usize, schema: &Schema, source: &mut Source<'_>) -> Result<u64, Error> {
    let here = catalog::tables(db)?;
    let mut filled: Vec<String> = Vec::new();
    let mut rows = 0;
    for _ in 0..tables {
        let (name, count) = fill(db, source)?;
        if filled.contains(&name) {
            return Err(Error::BackupDamaged { what: name });
        }
        filled.push(name);
        rows += count;
    }
    let absent = kept(schema)
        .find(|table| here.iter().any(|name| name == table.name) && !filled.iter().any(|name| name == table.name));
    match absent {
        Some(table) => Err(Error::BackupDamaged { what: table.name.to_owned() }),
        None => Ok(rows),
    }
}

/// Whether what was filled in holds together; acts without an outcome.
fn proven(store: &mut Store, heading: &Heading) -> Result<u64, Error> {
    let damaged = |what: String| Error::BackupDamaged { what };
    if !store.db.is_sqlite() {
        // The server plans its checks by what it knows of the tables.
        store.db.script("ANALYZE")?;
    }
    let verdict = store.verify(heading.head)?;
    if let Some((number, flaw)) = verdict.flaw {
        return Err(damaged(format!("audit {number}: {flaw}")));
    }
    if verdict.head != heading.head {
        return Err(damaged("audit".to_owned()));
    }
    if store.last_batch()? != heading.last_batch {
        return Err(damaged("batches".to_owned()));
    }
    match store.check()?.first() {
        None => Ok(verdict.interrupted),
        Some(found) => Err(damaged(format!("{} {} {}", found.check.code(), found.place, found.what))),
    }
}

impl Store {
    /// Writes the whole register to `out`, as it stands between two batches;
    /// others may write to it meanwhile. It is not looked into: what
    /// [`Store::check`] finds stands in the backup too, and cannot be restored.
    ///
    /// # Errors
    /// [`Error::BackupNotWritten`], [`Error::Damaged`] for a row that cannot
    /// be read, or whatever the database answers; what was written is then of no use.
    pub fn backup(&mut self, out: &mut dyn Write) -> Result<Backup, Error> {
        self.backup_by(out, &Schema::current())
    }

    pub(crate) fn backup_by(&mut self, out: &mut dyn Write, schema: &Schema) -> Result<Backup, Error> {
        self.db.read(|db| {
            let (version, plan) =
                migrate::state(db)?.ok_or_else(|| Error::NoRegister { place: db.place().to_owned() })?;
            let heading = Heading { version, plan, head: audit::head(db)?, last_batch: batch::last(db)?.0 };
            let mut sink = Sink::new(out);
            sink.heading(&heading, kept(schema).count())?;
            let mut rows = 0;
            for table in kept(schema) {
                rows += write(db, table, &mut sink)?;
            }
            let (bytes, hash) = sink.end()?;
            let Heading { plan, head, last_batch, .. } = heading;
            Ok(Backup { plan, head, last_batch, rows, bytes, hash })
        })
    }

    /// Makes a register of a backup, in one transaction: the register is there
    /// once all of it was read and proven, else the place is left empty. A
    /// backup of an older version is read into tables of its version, which
    /// are then brought up to this program's.
    ///
    /// # Errors
    /// [`Error::NotEmpty`] or [`Error::NotARegister`] when something is there
    /// already; [`Error::NotABackup`], [`Error::NewerBackup`], [`Error::BackupCutOff`],
    /// [`Error::BackupDamaged`], [`Error::BackupNotRead`], or whatever the
    /// database answers.
    pub fn restore(place: &Place, input: &mut dyn Read) -> Result<Restored, Error> {
        Self::restore_by(place, input, &Schema::current())
    }

    pub(crate) fn restore_by(place: &Place, input: &mut dyn Read, schema: &Schema) -> Result<Restored, Error> {
        let mut source = Source::new(input);
        // Before anything is made at the place.
        let (heading, tables) = source.heading(schema.version())?;
        let mut store = Self::over(Db::connect(place, true)?, heading.plan.clone());
        store.write(|store| {
            if migrate::state(&mut store.db)?.is_some() {
                return Err(Error::NotEmpty { place: place.to_string() });
            }
            schema.build(&mut store.db, &heading.plan, heading.version)?;
            let rows = fill_all(&mut store.db, tables, schema, &mut source)?;
            let (bytes, hash) = source.end()?;
            if heading.version < schema.version() {
                schema.bring_up(&mut store.db, heading.version)?;
            }
            person_key::restore(&mut store.db)?;
            let interrupted = proven(store, &heading).map_err(|error| match error {
                // What cannot even be read is the backup's fault, not the place's.
                Error::Damaged { what, .. } => Error::BackupDamaged { what },
                error => error,
            })?;
            let Heading { plan, head, last_batch, .. } = heading;
            Ok(Restored { backup: Backup { plan, head, last_batch, rows, bytes, hash }, interrupted })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_those_the_form_promises() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&Place::from(folder.path()), "甲").unwrap();
        store.db.script("DELETE FROM words; INSERT INTO words VALUES ('a', -2, 'bc')").unwrap();
        let mut bytes = Vec::new();
        store.backup(&mut bytes).unwrap();
        let mut expected = b"HUIGU-BACKUP-1\n".to_vec();
        expected.extend_from_slice(&(Schema::current().version() as u64).to_be_bytes());
        expected.extend_from_slice("\0\0\0\x03甲".as_bytes());
        expected.extend_from_slice(&[0; 48]);
        let kept = Schema::current().tables.iter().filter(|table| table.part == Part::Kept).count();
        expected.extend_from_slice(&(kept as u32).to_be_bytes());
        expected.extend_from_slice(b"\0\0\0\x05words\0\0\0\x03");
        expected.extend_from_slice(b"\0\0\0\x0avocabulary\0\0\0\x06number\0\0\0\x04code");
        expected.extend_from_slice(b"\0\0\0\x16\x02\0\0\0\x01a\x01\xff\xff\xff\xff\xff\xff\xff\xfe\x02\0\0\0\x02bc");
        expected.extend_from_slice(b"\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\x05audit");
        assert_eq!(bytes[..expected.len()], expected);
        let content = bytes.len() - 32;
        assert_eq!(bytes[content..], Hash::of(&bytes[..content]).0);
    }
}
