//! Rows of data sets: all in one table, whatever a plan declares, each with
//! its key, the party it names, and its cells in the byte form HGD1. They have
//! versions as facts have, and are no part of a book.

use huigu_facts::{Dataset, Kinds, Row};

use crate::db::{Cells, Value};
use crate::facts::{Trace, in_force};
use crate::tables::{self, RECORDS, TAIL};
use crate::{BatchNumber, Error, Store, batch};

/// Which rows of data sets are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records<'a> {
    /// All.
    All,
    /// Of one data set.
    Of(Dataset),
    /// Those that name a party.
    OfParty(&'a str),
}

impl Store {
    /// Says which data sets the plan declares: rows of others are read without
    /// what their columns mean.
    pub fn set_kinds(&mut self, kinds: Kinds) {
        self.kinds = kinds;
    }

    /// Hands over rows of data sets in force after a batch (`None`: after the
    /// last), by data set, period, source and key.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], [`Error::Damaged`], or whatever the database answers.
    pub fn records(
        &mut self,
        which: Records<'_>,
        as_known_at: Option<BatchNumber>,
        mut each: impl FnMut(Trace, &Row<'_>),
    ) -> Result<(), Error> {
        let kinds = self.kinds;
        let (condition, value) = match which {
            Records::All => ("", None),
            Records::Of(dataset) => ("dataset = $1 AND ", Some(dataset.id())),
            Records::OfParty(id) => ("party = $1 AND ", Some(id)),
        };
        let facts = RECORDS.facts();
        let sql = format!(
            "SELECT {}, {} FROM {} WHERE {condition}{} ORDER BY {}",
            tables::list(&facts, ""),
            tables::list(&TAIL[1..], ""),
            RECORDS.name,
            in_force(as_known_at),
            tables::list(&RECORDS.full_key(), ""),
        );
        self.db.read(|db| {
            let (last, _) = batch::last(db)?;
            if let Some(number) = as_known_at.filter(|number| *number > last) {
                return Err(Error::NoSuchBatch { number });
            }
            db.ask(&sql, value.map(Value::Text).as_slice(), &mut |cells: &Cells<'_>| {
                let row = tables::take_record(cells, 0, kinds)?;
                each(Trace::take(cells, facts.len())?, &row);
                Ok(())
            })
        })
    }
}
