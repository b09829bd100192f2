//! Tables of every version: refused or brought up to date, and the same ones
//! whether they were declared or came about step by step.

use super::*;
use crate::Store;

/// A step after this program's newest.
const STEP: &str = "CREATE TABLE later (number INTEGER NOT NULL PRIMARY KEY);";

fn place() -> (tempfile::TempDir, Place) {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("register"));
    (folder, place)
}

/// This program's schema and further steps, with the table they make.
fn longer(steps: &[&'static str]) -> Schema {
    const COLUMNS: &[Column] = &[Column::int("number")];
    let mut schema = Schema::current();
    schema.steps.extend(steps);
    schema.tables.push(TableDef::new("later", &["number"], COLUMNS));
    schema
}

#[test]
fn an_older_register_asks_and_a_newer_one_is_refused() {
    let (_folder, place) = place();
    let longer = longer(&[STEP]);
    let now = Schema::current().version();
    let next = now + 1;
    drop(Store::open(&place, "a").unwrap());
    let older = Store::connect(&place, "a", true, &longer).err().unwrap();
    assert!(matches!(older, Error::OlderSchema { found, current, .. } if (found, current) == (now, next)));
    assert!(older.to_string().contains("huigu migrate"));
    assert_eq!(Store::migrate_by(&place, &longer), Ok((now, next)));
    assert_eq!(Store::migrate_by(&place, &longer), Ok((next, next)));
    assert!(Store::connect(&place, "a", true, &longer).is_ok());
    let newer = |error: Option<Error>| matches!(error, Some(Error::NewerSchema { found, current, .. }) if (found, current) == (next, now));
    assert!(newer(Store::open(&place, "a").err()));
    assert!(newer(Store::migrate(&place).err()));
}

#[test]
fn a_step_that_fails_leaves_the_register_as_it_was() {
    let (_folder, place) = place();
    let now = Schema::current().version();
    drop(Store::open(&place, "a").unwrap());
    let broken = longer(&[STEP, "CREATE TABLE register (one INTEGER);"]);
    assert!(matches!(Store::migrate_by(&place, &broken), Err(Error::Database { .. })));
    assert!(Store::open(&place, "a").is_ok(), "still of the version before");
    assert_eq!(Store::migrate_by(&place, &longer(&[STEP])), Ok((now, now + 1)), "and without the step's table");
}

/// What a database knows of its tables, one a line.
fn schema_lines(db: &mut Db) -> Vec<String> {
    let mut lines = Vec::new();
    for table in catalog::tables(db).unwrap() {
        for column in catalog::columns(db, &table).unwrap() {
            lines.push(format!("{table}: {} {:?} {}", column.name, column.ty, column.nullable));
        }
        for (what, sql) in [
            ("key", "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk"),
            ("refers", "SELECT \"from\" || ' ' || \"table\" || ' ' || \"to\" FROM pragma_foreign_key_list($1)"),
            (
                "index",
                "SELECT (SELECT group_concat(i.name) FROM pragma_index_info(l.name) i) || ' ' || l.\"unique\" || \
                 l.origin FROM pragma_index_list($1) l",
            ),
            ("keyed", "SELECT CAST(wr AS TEXT) FROM pragma_table_list WHERE name = $1"),
        ] {
            let found = db.query(sql, &[Value::Text(&table)]).unwrap();
            let mut found: Vec<&str> = found.iter().filter_map(|row| row.text(0)).collect();
            if what != "key" {
                found.sort_unstable();
            }
            lines.push(format!("{table}: {what} {found:?}"));
        }
    }
    lines.sort();
    lines
}

#[test]
fn steps_and_declarations_make_the_same_tables() {
    let ((_folder, stepped), (_other, declared)) = (place(), place());
    let schema = Schema::current();
    let mut db = Db::connect(&stepped, true).unwrap();
    db.write(Lock::Register, |db| {
        schema.build(db, "a", 1)?;
        schema.bring_up(db, 1)
    })
    .unwrap();
    let fresh = schema_lines(&mut Store::open(&declared, "a").unwrap().db);
    assert_eq!(schema_lines(&mut db), fresh);
    // And they are those that the declarations say.
    for table in &schema.tables {
        for column in table.columns.iter() {
            let line = format!("{}: {} {:?} {}", table.name, column.name, column.ty, column.nullable);
            assert!(fresh.contains(&line), "{line}");
        }
        assert!(fresh.contains(&format!("{}: key {:?}", table.name, table.key)), "{}", table.name);
    }
    let columns: usize = schema.tables.iter().map(|table| table.columns.len() + 4).sum();
    assert_eq!(fresh.len(), columns, "and no others");
}

#[test]
fn what_is_referred_to_stands_before_what_refers_to_it() {
    let tables = every_table();
    for (at, table) in tables.iter().enumerate() {
        for reference in table.columns.iter().filter_map(|column| column.reference) {
            let there = tables.iter().position(|other| other.name == reference.table);
            assert!(there.is_some_and(|there| there <= at), "{} refers to {}", table.name, reference.table);
            let other = &tables[there.unwrap()];
            assert_eq!(*other.key, [reference.column], "{} refers to {}", table.name, other.name);
        }
        assert!(table.key.iter().all(|key| table.columns.iter().any(|column| column.name == *key)), "{}", table.name);
    }
}
