//! The tables' versions: made on an empty place, brought up to date on
//! request, refused when newer.

use std::cmp::Ordering;

use huigu_facts::VOCABULARIES;

use crate::column::Column;
use crate::db::{Db, Lock, Record, Value};
use crate::schema::{Part, TableDef};
use crate::{Error, Place, catalog, every_table};

/// The steps from one version of the tables to the next (`schema/NNNN.sql`),
/// frozen once a register was made by them; version n is after n steps.
const STEPS: &[&str] = include!(concat!(env!("OUT_DIR"), "/steps.rs"));

/// What the register is: one row.
pub(crate) static REGISTER: TableDef = TableDef::new(
    "register",
    &["one"],
    &[Column::small("one"), Column::int("version"), Column::text("plan"), Column::text("person_key")],
)
.rules(&["CHECK (one = 1)"])
.part(Part::Heading);

/// What the numbers of closed words mean.
pub(crate) static WORDS: TableDef = TableDef::new(
    "words",
    &["vocabulary", "number"],
    &[Column::text("vocabulary"), Column::small("number"), Column::text("code")],
);

/// The versions of the tables a program knows, and the tables of the newest.
pub(crate) struct Schema {
    pub steps: Vec<&'static str>,
    pub tables: Vec<TableDef>,
}

impl Schema {
    /// This program's.
    pub(crate) fn current() -> Self {
        Self { steps: STEPS.to_vec(), tables: every_table() }
    }

    /// The newest version.
    pub(crate) fn version(&self) -> i64 {
        self.steps.len() as i64
    }

    /// Whether this program works with a version.
    pub(crate) fn fits(&self, place: &Place, found: i64) -> Result<(), Error> {
        let (place, current) = (place.to_string(), self.version());
        match found.cmp(&current) {
            Ordering::Less => Err(Error::OlderSchema { place, found, current }),
            Ordering::Greater => Err(Error::NewerSchema { place, found, current }),
            Ordering::Equal => Ok(()),
        }
    }

    /// Makes a register, unless another process was faster.
    pub(crate) fn create(&self, db: &mut Db, plan: &str) -> Result<(), Error> {
        db.write(Lock::Register, |db| {
            if state(db)?.is_some() {
                return Ok(());
            }
            self.build(db, plan, self.version())?;
            write_words(db)
        })
    }

    /// The tables of a version with nothing in them, but for whose they are:
    /// the newest as they are declared, older ones by the steps that made them.
    pub(crate) fn build(&self, db: &mut Db, plan: &str, version: i64) -> Result<(), Error> {
        let values = [Value::Int(1), Value::Int(version), Value::Text(plan), Value::Text("")];
        if version == self.version() {
            self.tables.iter().try_for_each(|table| db.define(&table.ddl()))?;
            return REGISTER.append(db, &values);
        }
        self.take_steps(db, 0, version)?;
        db.execute("INSERT INTO register (one, version, plan) VALUES ($1, $2, $3)", &values[..3]).map(drop)
    }

    /// The steps from one version to another.
    fn take_steps(&self, db: &mut Db, from: i64, to: i64) -> Result<(), Error> {
        let count = |version: i64| usize::try_from(version).unwrap_or(0);
        let steps = self.steps.iter().take(count(to)).skip(count(from));
        steps.into_iter().try_for_each(|step| db.define(step))
    }

    /// Brings tables of an older version to the newest.
    pub(crate) fn bring_up(&self, db: &mut Db, found: i64) -> Result<(), Error> {
        self.take_steps(db, found, self.version())?;
        db.execute("UPDATE register SET version = $1", &[Value::Int(self.version())])?;
        write_words(db)
    }

    /// Takes the steps a register has not taken; versions before and after.
    pub(crate) fn upgrade(&self, db: &mut Db, place: &Place) -> Result<(i64, i64), Error> {
        let current = self.version();
        db.write(Lock::Register, |db| {
            let (found, _) = state(db)?.ok_or_else(|| Error::NoRegister { place: place.to_string() })?;
            if found > current {
                return Err(Error::NewerSchema { place: place.to_string(), found, current });
            }
            self.bring_up(db, found)?;
            Ok((found, current))
        })
    }
}

/// Version and plan of the register at the place; `None` if the place is empty.
pub(crate) fn state(db: &mut Db) -> Result<Option<(i64, String)>, Error> {
    let tables = catalog::tables(db)?;
    if tables.is_empty() {
        return Ok(None);
    }
    let other = || Error::NotARegister { place: db.place().to_owned() };
    if !["register", "audit", "batches"].iter().all(|name| tables.iter().any(|table| table == name)) {
        return Err(other());
    }
    let found = db.query("SELECT version, plan FROM register", &[])?;
    let read = |row: &Record| Some((row.int(0)?, row.text(1)?.to_owned()));
    found.first().and_then(read).map(Some).ok_or_else(|| Error::NotARegister { place: db.place().to_owned() })
}

/// The words of every vocabulary with their numbers, where they are not yet.
fn write_words(db: &mut Db) -> Result<(), Error> {
    for (vocabulary, words) in VOCABULARIES {
        for (number, word) in words.iter().enumerate() {
            let values = [Value::Text(vocabulary), Value::Int(number as i64), Value::Text(word.code)];
            db.execute(&format!("{} ON CONFLICT DO NOTHING", WORDS.insert()), &values)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod late_column;
#[cfg(test)]
mod tests;
