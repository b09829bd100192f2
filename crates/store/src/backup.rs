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

use crate::chain::{Hash, Head};
use crate::column::{Column, Type};
use crate::db::{Db, Unfit};
use crate::migrate::{self, MIGRATIONS};
use crate::tables::{self, ID_TABLES, TABLES};
use crate::{BatchNumber, Error, Place, Store, audit, batch};

/// A backup, as it was written or read.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// A table on its way through a file.
struct Saved {
    name: &'static str,
    columns: Vec<Column>,
    /// Columns by which its rows are ordered.
    order: String,
}

/// The tables that keep no facts and no ids:
/// name, length of the primary key, columns.
const OTHERS: [(&str, usize, &[Column]); 12] = {
    const fn text(name: &'static str) -> Column {
        Column::of(name, Type::Text)
    }
    const fn int(name: &'static str) -> Column {
        Column::of(name, Type::Int)
    }
    const fn big(name: &'static str) -> Column {
        Column::of(name, Type::Big)
    }
    const fn small(name: &'static str) -> Column {
        Column::of(name, Type::Small)
    }
    const fn bytes(name: &'static str) -> Column {
        Column::of(name, Type::Bytes)
    }
    const WITHDRAWS: Column = Column { name: "withdraws", ty: Type::Int, nullable: true };
    const fn maybe(name: &'static str) -> Column {
        Column { name, ty: Type::Big, nullable: true }
    }
    [
        ("words", 2, &[text("vocabulary"), small("number"), text("code")]),
        (
            "audit",
            1,
            &[
                big("number"),
                big("act"),
                small("step"),
                big("instant"),
                text("who"),
                text("use_case"),
                text("subject"),
                text("detail"),
                text("result"),
                bytes("hash"),
            ],
        ),
        (
            "batches",
            1,
            &[
                int("number"),
                big("instant"),
                text("kind"),
                text("file"),
                bytes("file_hash"),
                WITHDRAWS,
                big("added"),
                big("corrected"),
                big("unchanged"),
                big("closed"),
                big("act"),
            ],
        ),
        (
            "settlements",
            1,
            &[
                int("number"),
                int("year"),
                int("batch"),
                bytes("plan_hash"),
                bytes("result_hash"),
                text("result"),
                text("note"),
                text("who"),
                big("instant"),
                big("act"),
            ],
        ),
        (
            "users",
            1,
            &[
                int("number"),
                text("login"),
                text("name"),
                text("role"),
                small("home_kind"),
                text("home"),
                text("password"),
                maybe("given_until"),
                big("created"),
                maybe("disabled"),
                big("act"),
            ],
        ),
        ("second_factors", 1, &[int("account"), bytes("secret"), bytes("offered"), big("last_step")]),
        ("recovery_codes", 2, &[int("account"), bytes("hash"), maybe("used")]),
        (
            "tokens",
            1,
            &[
                int("number"),
                int("account"),
                bytes("hash"),
                text("name"),
                text("home"),
                text("scopes"),
                big("created"),
                big("expires"),
                maybe("revoked"),
            ],
        ),
        (
            "scenarios",
            1,
            &[
                int("number"),
                text("name"),
                int("year"),
                text("settings"),
                text("who"),
                big("instant"),
                maybe("dropped"),
                big("act"),
            ],
        ),
        (
            "official_texts",
            1,
            &[int("number"), text("file"), bytes("file_hash"), text("text"), text("who"), big("instant"), big("act")],
        ),
        (
            "notices",
            1,
            &[
                int("number"),
                small("kind"),
                text("title"),
                text("text"),
                Column { name: "until", ty: Type::Int, nullable: true },
                Column { name: "settlement", ty: Type::Int, nullable: true },
                text("who"),
                big("instant"),
                big("act"),
            ],
        ),
        ("notices_withdrawn", 1, &[int("notice"), text("reason"), text("who"), big("instant"), big("act")]),
    ]
};

/// What is no part of a backup: `register`, which its heading tells, what can
/// be made again from the rest, and what must not outlive the moment.
#[cfg(test)]
const NOT_SAVED: [&str; 6] = ["register", "snapshots", "touched", "sessions", "attempts", "answers"];

/// Every table with something of its own, in the order of the form: what is
/// referred to stands before what refers to it.
fn saved() -> Vec<Saved> {
    let others = OTHERS.iter().map(|&(name, keys, columns)| Saved {
        name,
        columns: columns.to_vec(),
        order: tables::list(&columns[..keys], ""),
    });
    let ids = ID_TABLES.iter().map(|ids| {
        let columns = vec![ids.number, ids.keys[0], ids.keys[1]];
        Saved { name: ids.name, columns, order: ids.number.name.to_owned() }
    });
    let facts = TABLES.iter().map(|table| {
        let order = format!("{}, closed_by", tables::list(&table.full_key(), ""));
        Saved { name: table.name, columns: table.columns(), order }
    });
    others.chain(ids).chain(facts).collect()
}

/// Writes a table; how many rows it has.
fn write(db: &mut Db, table: &Saved, sink: &mut Sink<'_>) -> Result<u64, Error> {
    let Saved { name, columns, order } = table;
    sink.table(name, columns);
    let (mut rows, mut failed) = (0, None);
    let sql = format!("SELECT {} FROM {name} ORDER BY {order}", tables::list(columns, ""));
    let scanned = db.scan(&sql, &mut |cells| {
        rows += 1;
        // What the file refuses ends the reading; it is told below.
        sink.row(columns, cells)?.map_err(|error| {
            failed = Some(error);
            Unfit(0)
        })
    });
    match failed {
        Some(error) => return Err(error),
        None => scanned?,
    }
    sink.end_of_table(rows);
    Ok(rows)
}

/// Fills an empty table; how many rows there were.
fn fill(db: &mut Db, table: &Saved, source: &mut Source<'_>) -> Result<u64, Error> {
    let Saved { name, columns, .. } = table;
    source.table(name, columns)?;
    let mut rows = 0;
    let loaded = db.load(name, columns, &[], &mut |load| {
        while let Some(fields) = source.row(name, columns)? {
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
    source.end_of_table(name, rows)?;
    Ok(rows)
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
        return Err(damaged(format!("audit {number}: {}", flaw.english())));
    }
    if verdict.head != heading.head {
        return Err(damaged("audit".to_owned()));
    }
    if store.last_batch()? != heading.last_batch {
        return Err(damaged("batches".to_owned()));
    }
    match store.check()?.first() {
        None => Ok(verdict.interrupted),
        Some(found) => Err(damaged(format!("{} {} {}", found.check.name(), found.place, found.what))),
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
        self.db.read(|db| {
            let (version, plan) =
                migrate::state(db)?.ok_or_else(|| Error::NoRegister { place: db.place().to_owned() })?;
            let heading = Heading { version, plan, head: audit::head(db)?, last_batch: batch::last(db)?.0 };
            let tables = saved();
            let mut sink = Sink::new(out);
            sink.heading(&heading, tables.len())?;
            let mut rows = 0;
            for table in &tables {
                rows += write(db, table, &mut sink)?;
            }
            let (bytes, hash) = sink.end()?;
            let Heading { plan, head, last_batch, .. } = heading;
            Ok(Backup { plan, head, last_batch, rows, bytes, hash })
        })
    }

    /// Makes a register of a backup, in one transaction: the register is there
    /// once all of it was read and proven, else the place is left empty.
    ///
    /// # Errors
    /// [`Error::NotEmpty`] or [`Error::NotARegister`] when something is there
    /// already; [`Error::NotABackup`], [`Error::OlderBackup`],
    /// [`Error::NewerBackup`], [`Error::BackupCutOff`],
    /// [`Error::BackupDamaged`], [`Error::BackupNotRead`], or whatever the
    /// database answers.
    pub fn restore(place: &Place, input: &mut dyn Read) -> Result<Restored, Error> {
        let tables = saved();
        let mut source = Source::new(input);
        // Before anything is made at the place.
        let heading = source.heading(MIGRATIONS.len() as i64, tables.len())?;
        let mut store = Self::being_filled(Db::connect(place, true)?, heading.plan.clone());
        store.write(|store| {
            if migrate::state(&mut store.db)?.is_some() {
                return Err(Error::NotEmpty { place: place.to_string() });
            }
            migrate::build(&mut store.db, &heading.plan, MIGRATIONS)?;
            let mut rows = 0;
            for table in &tables {
                rows += fill(&mut store.db, table, &mut source)?;
            }
            let (bytes, hash) = source.end()?;
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
    fn every_table_with_every_column_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&Place::from(folder.path()), "a").unwrap();
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        let kept = store.db.query(sql, &[]).unwrap();
        let kept = kept.iter().filter_map(|row| row.text(0)).filter(|name| !NOT_SAVED.contains(name));
        let kept: Vec<&str> = kept.collect();
        let tables = saved();
        let mut names: Vec<&str> = tables.iter().map(|table| table.name).collect();
        names.sort_unstable();
        assert_eq!(names, kept);
        for Saved { name, columns, order } in tables {
            let sql = format!("SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}') ORDER BY cid");
            let found = store.db.query(&sql, &[]).unwrap();
            let ty = |column: &Column| match column.ty {
                Type::Small => "SMALLINT",
                Type::Int => "INTEGER",
                Type::Big => "BIGINT",
                Type::Text => "TEXT",
                Type::Bytes => "BLOB",
            };
            let expected: Vec<_> =
                columns.iter().map(|column| (Some(column.name), Some(ty(column)), !column.nullable)).collect();
            let told: Vec<_> = found.iter().map(|row| (row.text(0), row.text(1), row.int(2) == Some(1))).collect();
            assert_eq!(told, expected, "{name}");
            let mut key: Vec<_> = found.iter().filter(|row| row.int(3) != Some(0)).collect();
            key.sort_by_key(|row| row.int(3));
            let key: Vec<_> = key.iter().filter_map(|row| row.text(0)).collect();
            assert_eq!(order, key.join(", "), "{name}");
        }
    }

    #[test]
    fn the_bytes_are_those_the_form_promises() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&Place::from(folder.path()), "甲").unwrap();
        store.db.script("DELETE FROM words; INSERT INTO words VALUES ('a', -2, 'bc')").unwrap();
        let mut bytes = Vec::new();
        store.backup(&mut bytes).unwrap();
        let mut expected = b"HUIGU-BACKUP-1\n".to_vec();
        expected.extend_from_slice(&(MIGRATIONS.len() as u64).to_be_bytes());
        expected.extend_from_slice("\0\0\0\x03甲".as_bytes());
        expected.extend_from_slice(&[0; 48]);
        expected.extend_from_slice(b"\0\0\0\x1e\0\0\0\x05words\0\0\0\x03");
        expected.extend_from_slice(b"\0\0\0\x0avocabulary\0\0\0\x06number\0\0\0\x04code");
        expected.extend_from_slice(b"\0\0\0\x16\x02\0\0\0\x01a\x01\xff\xff\xff\xff\xff\xff\xff\xfe\x02\0\0\0\x02bc");
        expected.extend_from_slice(b"\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\x05audit");
        assert_eq!(bytes[..expected.len()], expected);
        let content = bytes.len() - 32;
        assert_eq!(bytes[content..], Hash::of(&bytes[..content]).0);
    }
}
