//! Approved settlements: frozen with what they were made of.

use crate::chain::Hash;
use crate::column::{Column, Held};
use crate::db::{Db, Lock, Record, Value};
use crate::schema::{Audit, AuditClaim, TableDef};
use crate::{BatchNumber, Clock, Error, Instant, Opening, Store, audit, batch};

/// Approved settlements, frozen.
pub(crate) static TABLE: TableDef = TableDef::new(
    "settlements",
    &["number"],
    &[
        Column::int("number"),
        Column::int("year"),
        Column::int("batch").references("batches", "number", Held::CheckButZero),
        Column::bytes("plan_hash"),
        Column::bytes("result_hash"),
        Column::text("result"),
        Column::text("note"),
        Column::text("who"),
        Column::big("instant"),
        Column::big("act").references("audit", "number", Held::Database),
    ],
)
.rules(&["CHECK (number > 0)"])
.audit(Audit::Outcome(|store| {
    let said = |one: &Settlement| AuditClaim { number: one.number, act: one.act, detail: one.detail() };
    Ok(store.approved()?.iter().map(said).collect())
}));

/// A settlement that is being approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approval<'a> {
    /// The year settled.
    pub year: i32,
    /// The state of the register it was made of.
    pub batch: BatchNumber,
    /// Hash of the plan.
    pub plan_hash: Hash,
    /// Hash of the result, as the one who settles defines it.
    pub result_hash: Hash,
    /// The result, as JSON.
    pub result: &'a str,
    /// What the one who approves says.
    pub note: &'a str,
    /// Who approves.
    pub who: &'a str,
}

/// An approved settlement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Number, from 1.
    pub number: u32,
    /// The year settled.
    pub year: i32,
    /// The state of the register it was made of.
    pub batch: BatchNumber,
    /// Hash of the plan.
    pub plan_hash: Hash,
    /// Hash of the result.
    pub result_hash: Hash,
    /// The result, as JSON.
    pub result: String,
    /// What the one who approved said.
    pub note: String,
    /// Who approved.
    pub who: String,
    /// When.
    pub instant: Instant,
    /// Number of its act's opening in the audit.
    pub act: u64,
}

impl Settlement {
    /// What the outcome of its act says of it, in the audit. `kept_sm3` is the
    /// SM3 of result, note and who, each after its length as 8 bytes.
    pub(crate) fn detail(&self) -> String {
        format!(
            "settlement={} year={} batch={} plan_sm3={} result_sm3={} kept_sm3={}",
            self.number,
            self.year,
            self.batch,
            self.plan_hash,
            self.result_hash,
            kept(&[&self.result, &self.note, &self.who])
        )
    }
}

fn settlement(row: &Record) -> Option<Settlement> {
    let hash = |at| Some(Hash(row.bytes(at)?.try_into().ok()?));
    let text = |at| row.text(at).map(str::to_owned);
    Some(Settlement {
        number: u32::try_from(row.int(0)?).ok()?,
        year: i32::try_from(row.int(1)?).ok()?,
        batch: BatchNumber(u32::try_from(row.int(2)?).ok()?),
        plan_hash: hash(3)?,
        result_hash: hash(4)?,
        result: text(5)?,
        note: text(6)?,
        who: text(7)?,
        instant: Instant(row.int(8)?),
        act: u64::try_from(row.int(9)?).ok()?,
    })
}

/// SM3 of texts, each after its length as 8 bytes.
pub(crate) fn kept(texts: &[&str]) -> Hash {
    let mut kept = Vec::new();
    for text in texts {
        kept.extend_from_slice(&(text.len() as u64).to_be_bytes());
        kept.extend_from_slice(text.as_bytes());
    }
    Hash::of(&kept)
}

/// A text without what a database cannot keep.
pub(crate) fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

fn append(db: &mut Db, one: &Settlement) -> Result<(), Error> {
    let values = [
        Value::Int(i64::from(one.number)),
        Value::Int(i64::from(one.year)),
        Value::Int(i64::from(one.batch.0)),
        Value::Bytes(&one.plan_hash.0),
        Value::Bytes(&one.result_hash.0),
        Value::Text(&one.result),
        Value::Text(&one.note),
        Value::Text(&one.who),
        Value::Int(one.instant.0),
        Value::Int(one.act as i64),
    ];
    TABLE.append(db, &values)
}

impl Store {
    /// Freezes a settlement, in one transaction with the act's outcome; returns its number.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], [`Error::NoOpenAct`], or whatever the database
    /// answers; then the register is as before.
    pub fn approve(&mut self, opening: &Opening, approval: &Approval<'_>, clock: Clock<'_>) -> Result<u32, Error> {
        self.db.write(Lock::Register, |db| {
            let (last, _) = batch::last(db)?;
            if approval.batch > last {
                return Err(Error::NoSuchBatch { number: approval.batch });
            }
            let next = db.number("SELECT CAST(COALESCE(MAX(number), 0) + 1 AS BIGINT) FROM settlements", &[])?;
            let number = i32::try_from(next).ok().and_then(|number| u32::try_from(number).ok());
            let one = Settlement {
                number: number.ok_or(Error::TooMany { what: "settlements" })?,
                year: approval.year,
                batch: approval.batch,
                plan_hash: approval.plan_hash,
                result_hash: approval.result_hash,
                result: clean(approval.result),
                note: clean(approval.note),
                who: clean(approval.who),
                instant: clock(),
                act: opening.number(),
            };
            append(db, &one)?;
            audit::close(db, opening, "done", &one.detail(), clock)?;
            Ok(one.number)
        })
    }

    /// Every approved settlement, by number.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn approved(&mut self) -> Result<Vec<Settlement>, Error> {
        let found = self.db.query(&format!("{} ORDER BY number", TABLE.select()), &[])?;
        found.iter().map(|row| settlement(row).ok_or_else(|| self.db.damaged("settlements"))).collect()
    }

    /// One approved settlement.
    ///
    /// # Errors
    /// [`Error::NoSuchSettlement`], or whatever the database answers.
    pub fn approved_one(&mut self, number: u32) -> Result<Settlement, Error> {
        // A number beyond the table's type is no settlement either.
        let asked = i32::try_from(number).map_err(|_| Error::NoSuchSettlement { number })?;
        let found = self.db.query(&format!("{} WHERE number = $1", TABLE.select()), &[Value::Int(i64::from(asked))])?;
        let row = found.first().ok_or(Error::NoSuchSettlement { number })?;
        settlement(row).ok_or_else(|| self.db.damaged(format!("settlement {number}")))
    }
}
