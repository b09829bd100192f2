//! What-ifs that somebody keeps under a name.

use super::change::{Outcome, next};
use crate::column::{Column, Held};
use crate::db::{Record, Value};
use crate::schema::{Audit, TableDef};
use crate::settlement::clean;
use crate::{Clock, Error, Instant, Store};

/// What-ifs that somebody keeps under a name.
pub(crate) static TABLE: TableDef = TableDef::new(
    "scenarios",
    &["number"],
    &[
        Column::int("number"),
        Column::text("name"),
        Column::int("year"),
        Column::text("settings"),
        Column::text("who"),
        Column::big("instant"),
        Column::big("dropped").or_null(),
        Column::big("act").references("audit", "number", Held::Database),
    ],
)
.rules(&["CHECK (number > 0)"])
.audit(Audit::Opened("keep-scenario"));

/// A what-if that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// The year.
    pub year: i32,
    /// What is set, a line each.
    pub settings: String,
    /// Who keeps it, as the audit writes it.
    pub who: String,
    /// Since when.
    pub instant: Instant,
}

fn scenario(row: &Record) -> Option<Scenario> {
    let text = |at| row.text(at).map(str::to_owned);
    Some(Scenario {
        number: u32::try_from(row.int(0)?).ok()?,
        name: text(1)?,
        year: i32::try_from(row.int(2)?).ok()?,
        settings: text(3)?,
        who: text(4)?,
        instant: Instant(row.int(5)?),
    })
}

impl Store {
    /// Keeps a what-if; gives its number.
    ///
    /// # Errors
    /// Whatever the database answers; then it was not kept.
    pub fn keep_scenario(
        &mut self,
        outcome: Outcome<'_>,
        (name, year, settings): (&str, i32, &str),
        who: &str,
        clock: Clock<'_>,
    ) -> Result<u32, Error> {
        self.account(outcome, clock, |db| {
            let number = next(db, "scenarios")?;
            let (name, settings, who) = (clean(name), clean(settings), clean(who));
            let values = [
                Value::Int(number),
                Value::Text(&name),
                Value::Int(i64::from(year)),
                Value::Text(&settings),
                Value::Text(&who),
                Value::Int(clock().0),
                Value::Null,
                Value::Int(outcome.0.number() as i64),
            ];
            TABLE.append(db, &values)?;
            Ok(number as u32)
        })
    }

    /// What-ifs that are kept, by number.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn scenarios(&mut self) -> Result<Vec<Scenario>, Error> {
        let sql = "SELECT number, name, year, settings, who, instant FROM scenarios WHERE dropped IS NULL \
                   ORDER BY number";
        let found = self.db.query(sql, &[])?;
        found.iter().map(|row| scenario(row).ok_or_else(|| self.db.damaged("scenarios"))).collect()
    }

    /// Drops a what-if; tells whether there was one.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn drop_scenario(&mut self, outcome: Outcome<'_>, number: u32, clock: Clock<'_>) -> Result<bool, Error> {
        self.account_if(outcome, clock, |db| {
            let values = [Value::Int(clock().0), Value::Int(i64::from(number))];
            let sql = "UPDATE scenarios SET dropped = $1 WHERE number = $2 AND dropped IS NULL";
            Ok(db.execute(sql, &values)? == 1)
        })
    }
}
