//! Reading back the facts of given keys, and whole kinds beside them.

use std::collections::BTreeSet;

use huigu_facts::{ItemKind, Kind, Row};

use crate::column::{self, Column, Field};
use crate::db::{Db, Load};
use crate::facts::{handing, in_force, read};
use crate::import::held;
use crate::names::Names;
use crate::tables::{IdTable, TABLES, TAIL, Table};
use crate::touched::{Keys, party_in_key};
use crate::{BatchNumber, Error, Store, Trace, batch};

/// What rows are looked up by: columns of the table, and how the values are given.
struct By<'a> {
    columns: &'a [Column],
    given: &'a mut dyn FnMut(&mut dyn Load) -> Result<(), Error>,
}

/// The rows in force of a table whose columns are as given.
fn look_up(
    db: &mut Db,
    table: &Table,
    by: By<'_>,
    names: &Names,
    after: Option<BatchNumber>,
    each: &mut dyn FnMut(Trace, &Row<'_>),
) -> Result<(), Error> {
    let facts = table.facts();
    let (order, in_force) = (column::list(&table.full_key(), "t."), in_force(after));
    let select =
        format!("SELECT {}, {} FROM {} t", column::list(&facts, "t."), column::list(&TAIL[1..], "t."), table.name);
    let conditions: Vec<String> =
        by.columns.iter().enumerate().map(|(at, column)| format!("t.{} = ${}", column.name, at + 1)).collect();
    let single = format!("{select} WHERE {} AND {in_force} ORDER BY {order}", conditions.join(" AND "));
    let same = column::equal(by.columns, "g.", "t.");
    let joined = format!("{select} JOIN given g ON {same} WHERE {in_force} ORDER BY {order}");
    db.scan_many([&single, &joined], by.columns, by.given, &mut handing(table, names, each))
}

/// The numbers of pairs that have one, with their pairs.
fn numbered(db: &mut Db, table: &IdTable, pairs: &BTreeSet<(String, String)>) -> Result<(Vec<u32>, Names), Error> {
    let (number, keys) = (table.number.name, table.keys);
    let select = format!("SELECT t.{number}, t.{}, t.{} FROM {} t", keys[0].name, keys[1].name, table.name);
    let single = format!("{select} WHERE t.{} = $1 AND t.{} = $2", keys[0].name, keys[1].name);
    let joined = format!("{select} JOIN given g ON {}", column::equal(&keys, "g.", "t."));
    let mut given = |rows: &mut dyn Load| {
        pairs.iter().try_for_each(|(owner, id)| rows.row(&[Field::Text(owner.as_bytes()), Field::Text(id.as_bytes())]))
    };
    let mut found: Vec<(u32, String, String)> = Vec::with_capacity(pairs.len());
    db.scan_many([&single, &joined], &keys, &mut given, &mut |cells| {
        if let Some(number) = cells.int(0)?.and_then(|number| u32::try_from(number).ok()) {
            found.push((number, cells.text(1)?.to_owned(), cells.text(2)?.to_owned()));
        }
        Ok(())
    })?;
    found.sort_unstable();
    let names = Names::of(found.iter().map(|(number, owner, id)| (*number, owner.as_str(), id.as_str())));
    Ok((found.into_iter().map(|(number, ..)| number).collect(), names))
}

/// Rows by the second text of their key, such as credit lines by their
/// borrowers: every first one that ever came (the lenders) is asked for with
/// every party, or if that is more than there are rows, all are read.
fn by_second(
    db: &mut Db,
    table: &Table,
    parties: &BTreeSet<String>,
    after: Option<BatchNumber>,
    each: &mut dyn FnMut(Trace, &Row<'_>),
) -> Result<(), Error> {
    let (name, first) = (&table.name, table.keys[0].name);
    let firsts = format!(
        "WITH RECURSIVE firsts (id) AS (SELECT MIN({first}) FROM {name} UNION ALL \
         SELECT (SELECT MIN({first}) FROM {name} WHERE {first} > id) FROM firsts WHERE id IS NOT NULL) \
         SELECT id FROM firsts WHERE id IS NOT NULL"
    );
    let firsts = db.query(&firsts, &[])?;
    let firsts: Vec<&str> = firsts.iter().filter_map(|row| row.text(0)).collect();
    if (firsts.len() * parties.len()) as u64 > held(db, table.kind)? {
        return of_parties(db, table, parties, after, each);
    }
    let mut given = |rows: &mut dyn Load| {
        for first in &firsts {
            for party in parties {
                rows.row(&[Field::Text(first.as_bytes()), Field::Text(party.as_bytes())])?;
            }
        }
        Ok(())
    };
    let by = By { columns: &table.keys[..2], given: &mut given };
    look_up(db, table, by, &Names::default(), after, each)
}

/// All rows, of which those of the parties are handed over.
fn of_parties(
    db: &mut Db,
    table: &Table,
    parties: &BTreeSet<String>,
    after: Option<BatchNumber>,
    each: &mut dyn FnMut(Trace, &Row<'_>),
) -> Result<(), Error> {
    read(db, table, &Names::default(), after, &mut |trace, row| {
        if row.party().is_some_and(|party| parties.contains(party)) {
            each(trace, row);
        }
    })
}

impl Store {
    /// Hands over facts in force after a batch in the order of
    /// [`Store::facts`]: of the kinds in `whole` all; else of loans and
    /// guarantees those of `keys`, with what belongs to them, of other kinds
    /// the rows of the parties of `keys`.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], [`Error::Damaged`], or whatever the database answers.
    pub fn facts_of(
        &mut self,
        keys: &Keys,
        whole: &[Kind],
        as_known_at: BatchNumber,
        mut each: impl FnMut(Trace, &Row<'_>),
    ) -> Result<(), Error> {
        let each: &mut dyn FnMut(Trace, &Row<'_>) = &mut each;
        self.db.look_up(|db| {
            let (last, _) = batch::last(db)?;
            if as_known_at > last {
                return Err(Error::NoSuchBatch { number: as_known_at });
            }
            let after = (as_known_at < last).then_some(as_known_at);
            let (mut ids, mut numbers, mut names) = (None, Vec::new(), Names::default());
            for table in TABLES.iter() {
                if whole.contains(&table.kind) {
                    let names = table.names(db)?;
                    read(db, table, &names, after, each)?;
                } else if let Some(of) = table.ids {
                    if ids != Some(of) {
                        let pairs = if of.item == ItemKind::Loan { &keys.loans } else { &keys.guarantees };
                        (numbers, names) = numbered(db, of, pairs)?;
                        ids = Some(of);
                    }
                    let mut given =
                        |rows: &mut dyn Load| numbers.iter().try_for_each(|number| rows.row(&[Field::number(*number)]));
                    let by = By { columns: &table.keys[..1], given: &mut given };
                    look_up(db, table, by, &names, after, each)?;
                } else if table.kind.schema().party().is_some() && !keys.parties.is_empty() {
                    match party_in_key(table.kind) {
                        Some(0) => {
                            let mut given = |rows: &mut dyn Load| {
                                keys.parties.iter().try_for_each(|id| rows.row(&[Field::Text(id.as_bytes())]))
                            };
                            let by = By { columns: &table.keys[..1], given: &mut given };
                            look_up(db, table, by, &Names::default(), after, each)?;
                        }
                        Some(1) => by_second(db, table, &keys.parties, after, each)?,
                        // The key does not say whose it is, and such rows are few beside the loans.
                        _ => of_parties(db, table, &keys.parties, after, each)?,
                    }
                }
            }
            Ok(())
        })
    }
}
