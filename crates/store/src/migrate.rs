//! The tables' versions: made on an empty place, brought up to date on
//! request, refused when newer.

use crate::column::VOCABULARIES;
use crate::db::{Db, Lock, Value};
use crate::{Error, Place};

/// Each step from one version of the tables to the next; version n is after n steps.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../schema/0001.sql"),
    include_str!("../schema/0002.sql"),
    include_str!("../schema/0003.sql"),
    include_str!("../schema/0004.sql"),
    include_str!("../schema/0005.sql"),
    include_str!("../schema/0006.sql"),
];

/// A step's text as a database writes it.
fn written(db: &Db, step: &str) -> String {
    let (text, bytes, keyed) =
        if db.is_sqlite() { ("TEXT", "BLOB", " WITHOUT ROWID") } else { ("TEXT COLLATE \"C\"", "BYTEA", "") };
    // Braces in the text's own comment are replaced too, which does no harm.
    step.replace("{text}", text).replace("{bytes}", bytes).replace("{keyed}", keyed)
}

/// Tables at the place.
fn tables(db: &mut Db) -> Result<Vec<String>, Error> {
    let sql = if db.is_sqlite() {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()"
    };
    Ok(db.query(sql, &[])?.iter().filter_map(|row| row.text(0)).map(str::to_owned).collect())
}

/// Version and plan of the register at the place; `None` if the place is empty.
pub(crate) fn state(db: &mut Db) -> Result<Option<(i64, String)>, Error> {
    let tables = tables(db)?;
    if tables.is_empty() {
        return Ok(None);
    }
    let other = || Error::NotARegister { place: db.place().to_owned() };
    if !["register", "audit", "batches"].iter().all(|name| tables.iter().any(|table| table == name)) {
        return Err(other());
    }
    let found = db.query("SELECT version, plan FROM register", &[])?;
    let read = |row: &crate::db::Record| Some((row.int(0)?, row.text(1)?.to_owned()));
    found.first().and_then(read).map(Some).ok_or_else(|| Error::NotARegister { place: db.place().to_owned() })
}

/// Whether this program works with a version.
pub(crate) fn fits(place: &Place, found: i64, migrations: &[&str]) -> Result<(), Error> {
    let (place, current) = (place.to_string(), migrations.len() as i64);
    match found.cmp(&current) {
        std::cmp::Ordering::Less => Err(Error::OlderSchema { place, found, current }),
        std::cmp::Ordering::Greater => Err(Error::NewerSchema { place, found, current }),
        std::cmp::Ordering::Equal => Ok(()),
    }
}

/// Makes a register, unless another process was faster.
pub(crate) fn create(db: &mut Db, plan: &str, migrations: &[&str]) -> Result<(), Error> {
    db.write(Lock::Register, |db| {
        if state(db)?.is_some() {
            return Ok(());
        }
        build(db, plan, migrations)?;
        write_words(db)
    })
}

/// The tables of a register with nothing in them, but for whose it is.
pub(crate) fn build(db: &mut Db, plan: &str, migrations: &[&str]) -> Result<(), Error> {
    for step in migrations {
        let sql = written(db, step);
        db.script(&sql)?;
    }
    let version = migrations.len() as i64;
    let values = [Value::Int(version), Value::Text(plan)];
    db.execute("INSERT INTO register (one, version, plan) VALUES (1, $1, $2)", &values).map(drop)
}

/// Takes the steps a register has not taken; versions before and after.
pub(crate) fn upgrade(db: &mut Db, place: &Place, migrations: &[&str]) -> Result<(i64, i64), Error> {
    let current = migrations.len() as i64;
    db.write(Lock::Register, |db| {
        let (found, _) = state(db)?.ok_or_else(|| Error::NoRegister { place: place.to_string() })?;
        if found > current {
            return Err(Error::NewerSchema { place: place.to_string(), found, current });
        }
        for step in migrations.iter().skip(usize::try_from(found).unwrap_or(0)) {
            let sql = written(db, step);
            db.script(&sql)?;
        }
        db.execute("UPDATE register SET version = $1", &[Value::Int(current)])?;
        write_words(db)?;
        Ok((found, current))
    })
}

/// The words of every vocabulary with their numbers, where they are not yet.
fn write_words(db: &mut Db) -> Result<(), Error> {
    for (vocabulary, words) in VOCABULARIES {
        for (number, word) in words.iter().enumerate() {
            let values = [Value::Text(vocabulary), Value::Int(number as i64), Value::Text(word.code)];
            let sql = "INSERT INTO words (vocabulary, number, code) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
            db.execute(sql, &values)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::tables::{ID_TABLES, TABLES};

    /// Version of this program's tables, and the next.
    const NOW: i64 = MIGRATIONS.len() as i64;
    const NEXT: i64 = NOW + 1;

    const STEP: &str = "CREATE TABLE later (number INTEGER NOT NULL PRIMARY KEY);";

    fn place() -> (tempfile::TempDir, Place) {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().join("register"));
        (folder, place)
    }

    #[test]
    fn an_older_register_asks_and_a_newer_one_is_refused() {
        let (_folder, place) = place();
        let longer = [MIGRATIONS, &[STEP]].concat();
        drop(Store::open(&place, "a").unwrap());
        let older = Store::connect(&place, "a", true, &longer).err().unwrap();
        assert!(matches!(older, Error::OlderSchema { found: NOW, current: NEXT, .. }));
        assert!(older.to_string().contains("huigu migrate"));
        assert_eq!(Store::migrate_by(&place, &longer), Ok((NOW, NEXT)));
        assert_eq!(Store::migrate_by(&place, &longer), Ok((NEXT, NEXT)));
        assert!(Store::connect(&place, "a", true, &longer).is_ok());
        let newer = |error: Option<Error>| matches!(error, Some(Error::NewerSchema { found: NEXT, current: NOW, .. }));
        assert!(newer(Store::open(&place, "a").err()));
        assert!(newer(Store::migrate(&place).err()));
    }

    #[test]
    fn a_step_that_fails_leaves_the_register_as_it_was() {
        let (_folder, place) = place();
        drop(Store::open(&place, "a").unwrap());
        let broken = [MIGRATIONS, &[STEP, "CREATE TABLE register (one INTEGER);"]].concat();
        assert!(matches!(Store::migrate_by(&place, &broken), Err(Error::Database { .. })));
        assert!(Store::open(&place, "a").is_ok(), "still of the version before");
        let without = &broken[..broken.len() - 1];
        assert_eq!(Store::migrate_by(&place, without), Ok((NOW, NEXT)), "and without the step's table");
    }

    #[test]
    fn the_schema_has_the_columns_the_code_writes() {
        let (_folder, place) = place();
        let mut store = Store::open(&place, "a").unwrap();
        let mut columns = |table: &str| -> Vec<(String, String, bool)> {
            let rows =
                store.db.query(&format!("SELECT name, type, \"notnull\" FROM pragma_table_info('{table}')"), &[]);
            let read = |row: &crate::db::Record| {
                (row.text(0).unwrap().to_owned(), row.text(1).unwrap().to_owned(), row.int(2) == Some(0))
            };
            rows.unwrap().iter().map(read).collect()
        };
        let told = |column: &crate::column::Column| {
            let ty = match column.ty {
                crate::column::Type::Small => "SMALLINT",
                crate::column::Type::Int => "INTEGER",
                crate::column::Type::Big => "BIGINT",
                crate::column::Type::Text => "TEXT",
                crate::column::Type::Bytes => "BLOB",
            };
            (column.name.to_owned(), ty.to_owned(), column.nullable)
        };
        for table in TABLES {
            assert_eq!(columns(table.name), table.columns().iter().map(told).collect::<Vec<_>>(), "{}", table.name);
        }
        for table in &ID_TABLES {
            let expected = [table.number, table.keys[0], table.keys[1]];
            assert_eq!(columns(table.name), expected.iter().map(told).collect::<Vec<_>>(), "{}", table.name);
        }
    }
}
