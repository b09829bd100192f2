//! Reading facts back: every one in force after a batch, in one fixed order.

use huigu_facts::Row;

use crate::db::{Cells, Db, DecodeError};
use crate::names::Names;
use crate::tables::{TABLES, TAIL, Table};
use crate::{BatchNumber, Error, Store, Trace, batch, column};

/// What was in force after a batch.
pub(crate) fn in_force(after: Option<BatchNumber>) -> String {
    match after {
        None => "closed_by = 0".to_owned(),
        Some(batch) => format!("batch <= {batch} AND (closed_by = 0 OR closed_by > {batch})"),
    }
}

/// Asks for the rows of a table that meet a condition, by key.
pub(crate) fn select(table: &Table, condition: &str) -> String {
    let [facts, tail, key] = [&*table.facts(), &TAIL[1..], &*table.full_key()].map(|columns| column::list(columns, ""));
    format!("SELECT {facts}, {tail} FROM {} WHERE {condition} ORDER BY {key}", table.name)
}

/// Hands over the rows that [`select`] asked for.
pub(crate) fn handing<'a>(
    table: &'a Table,
    names: &'a Names,
    each: &'a mut dyn FnMut(Trace, &Row<'_>),
) -> impl FnMut(&Cells<'_>) -> Result<(), DecodeError> + 'a {
    let tail = table.facts().len();
    move |cells| {
        let row = table.take(cells, 0, names)?;
        each(Trace::take(cells, tail)?, &row);
        Ok(())
    }
}

/// The rows of a table in force after a batch, by key.
pub(crate) fn read(
    db: &mut Db,
    table: &Table,
    names: &Names,
    after: Option<BatchNumber>,
    each: &mut dyn FnMut(Trace, &Row<'_>),
) -> Result<(), Error> {
    db.scan(&select(table, &in_force(after)), &mut handing(table, names, each))
}

impl Store {
    /// Hands over every fact in force after a batch (`None`: after the last),
    /// from one state of the register: kind by kind in the order of
    /// [`Kind::ALL`](huigu_facts::Kind::ALL), within a kind by key. Loans and
    /// guarantees stand in the order in which the register numbered them (of
    /// one file by lender and id), their events by day, those with an id after
    /// those without. The order is the same on both databases.
    ///
    /// Returns the batch whose state it was.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], [`Error::Damaged`], or whatever the database answers.
    pub fn facts(
        &mut self,
        as_known_at: Option<BatchNumber>,
        mut each: impl FnMut(Trace, &Row<'_>),
    ) -> Result<BatchNumber, Error> {
        self.db.read(|db| {
            let (last, _) = batch::last(db)?;
            if let Some(number) = as_known_at.filter(|number| *number > last) {
                return Err(Error::NoSuchBatch { number });
            }
            // The state after the last batch is what is not closed: no need to look at batches.
            let after = as_known_at.filter(|number| *number < last);
            let mut names = (None, Names::default());
            for table in TABLES.iter() {
                if table.ids.is_some() && names.0 != table.ids {
                    names = (table.ids, table.names(db)?);
                }
                read(db, table, &names.1, after, &mut each)?;
            }
            Ok(as_known_at.unwrap_or(last))
        })
    }
}
