//! The audit of a register: an opening before each act, an outcome with it.

use std::io::Write;

use crate::chain::{self, AuditRow, Hash, Head, Step, Verdict, Verifier};
use crate::column::Column;
use crate::db::{Db, Lock, Record, Value};
use crate::schema::TableDef;
use crate::{Clock, Error, Store};

/// The audit chain: two rows an act, never changed. `step` 1 opens the act, 2
/// tells its outcome; `act` is the number of the opening.
pub(crate) static TABLE: TableDef = TableDef::new(
    "audit",
    &["number"],
    &[
        Column::big("number"),
        Column::big("act"),
        Column::small("step"),
        Column::big("instant"),
        Column::text("who"),
        Column::text("use_case"),
        Column::text("subject"),
        Column::text("detail"),
        Column::text("result"),
        Column::bytes("hash"),
    ],
)
.rules(&[
    "CHECK (number > 0)",
    "CHECK (step IN (1, 2))",
    "UNIQUE (act, step)",
    "CHECK ((step = 1) = (act = number))",
    "CHECK ((step = 1) = (result = ''))",
])
.indexes(&[("audit_of_who", "who, number")]);

/// What somebody is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act<'a> {
    /// Who acts.
    pub who: &'a str,
    /// Which use case.
    pub use_case: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// Further detail; may be empty. No personal data.
    pub detail: &'a str,
}

/// An act that was opened and has no outcome yet. Whatever changes the
/// register asks for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    number: u64,
}

impl Opening {
    /// Number of its row in the audit.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }
}

fn row(record: &Record) -> Option<(AuditRow, Hash)> {
    let text = |at| record.text(at).map(str::to_owned);
    let row = AuditRow {
        number: u64::try_from(record.int(0)?).ok()?,
        act: u64::try_from(record.int(1)?).ok()?,
        step: Step::of(record.int(2)?)?,
        instant: record.int(3)?,
        who: text(4)?,
        use_case: text(5)?,
        subject: text(6)?,
        detail: text(7)?,
        result: text(8)?,
    };
    Some((row, Hash(record.bytes(9)?.try_into().ok()?)))
}

/// The last row of the chain.
pub(crate) fn head(db: &mut Db) -> Result<Option<Head>, Error> {
    let last = db.query("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1", &[])?;
    let Some(record) = last.first() else { return Ok(None) };
    let hash = record.bytes(1).and_then(|bytes| bytes.try_into().ok()).map(Hash);
    let number = record.int(0).and_then(|number| u64::try_from(number).ok());
    let (number, hash) = number.zip(hash).ok_or_else(|| db.damaged("audit"))?;
    Ok(Some(Head { number, hash }))
}

/// Appends a row after the last; inside a transaction that holds the lock.
fn append(db: &mut Db, clock: Clock<'_>, make: impl FnOnce(u64) -> AuditRow) -> Result<u64, Error> {
    let (number, before) = head(db)?.map_or((1, Hash::ZERO), |last| (last.number + 1, last.hash));
    let row = AuditRow { instant: clock().0, ..make(number) };
    let hash = Hash::of(&row.bytes(before));
    let values = [
        Value::Int(row.number as i64),
        Value::Int(row.act as i64),
        Value::Int(i64::from(row.step.number())),
        Value::Int(row.instant),
        Value::Text(&row.who),
        Value::Text(&row.use_case),
        Value::Text(&row.subject),
        Value::Text(&row.detail),
        Value::Text(&row.result),
        Value::Bytes(&hash.0),
    ];
    TABLE.append(db, &values)?;
    Ok(row.number)
}

/// Takes away what a database cannot keep in a text; an audit must not fail on it.
fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The outcome of an act, inside the act's own transaction, as its last step.
pub(crate) fn close(db: &mut Db, opening: &Opening, result: &str, detail: &str, clock: Clock<'_>) -> Result<(), Error> {
    db.lock(Lock::Audit)?;
    let number = opening.number;
    let sql = format!(
        "{} WHERE number = $1 AND step = 1 \
         AND NOT EXISTS (SELECT 1 FROM audit o WHERE o.act = $1 AND o.step = 2)",
        TABLE.select()
    );
    let found = db.query(&sql, &[Value::Int(number as i64)])?;
    let (opened, _) = found.first().and_then(row).ok_or(Error::NoOpenAct { number })?;
    append(db, clock, |number| AuditRow {
        number,
        act: opened.number,
        step: Step::Outcome,
        detail: clean(detail),
        result: clean(result),
        ..opened
    })?;
    Ok(())
}

impl Store {
    /// Opens an act, in a transaction of its own: no record, no act.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing may be done.
    pub fn append_opening(&mut self, act: &Act<'_>, clock: Clock<'_>) -> Result<Opening, Error> {
        let number = self.db.write(Lock::Audit, |db| {
            append(db, clock, |number| AuditRow {
                number,
                act: number,
                step: Step::Opening,
                instant: 0,
                who: clean(act.who),
                use_case: clean(act.use_case),
                subject: clean(act.subject),
                detail: clean(act.detail),
                result: String::new(),
            })
        })?;
        Ok(Opening { number })
    }

    /// Closes an act that changed nothing in the register, or failed; what
    /// changes something writes its outcome itself, in its own transaction.
    /// `result` is a word such as `done`, `refused`, `failed`.
    ///
    /// # Errors
    /// [`Error::NoOpenAct`] when the act has an outcome already.
    pub fn append_outcome(
        &mut self,
        opening: &Opening,
        result: &str,
        detail: &str,
        clock: Clock<'_>,
    ) -> Result<(), Error> {
        self.db.write(Lock::Audit, |db| close(db, opening, result, detail, clock))
    }

    /// Every row of the audit in its order, with its hash.
    ///
    /// # Errors
    /// Whatever the database answers; [`Error::Damaged`] for a row that cannot be read.
    pub fn audit(&mut self, mut each: impl FnMut(&AuditRow, Hash)) -> Result<(), Error> {
        let mut damaged = false;
        self.audit_rows(&mut |found| match found {
            Some((row, hash)) => each(&row, hash),
            None => damaged = true,
        })?;
        if damaged { Err(self.db.damaged("audit")) } else { Ok(()) }
    }

    /// Rows in their order; `None` for one that cannot be read. Read in parts,
    /// so that a long chain needs no more memory than a short one.
    fn audit_rows(&mut self, each: &mut dyn FnMut(Option<(AuditRow, Hash)>)) -> Result<(), Error> {
        const PART: usize = 10_000;
        let sql = format!("{} WHERE number > $1 ORDER BY number LIMIT {PART}", TABLE.select());
        self.db.read(|db| {
            let mut after = i64::MIN;
            loop {
                let part = db.query(&sql, &[Value::Int(after)])?;
                for record in &part {
                    each(row(record));
                }
                match part.last().and_then(|record| record.int(0)) {
                    Some(last) if part.len() == PART => after = last,
                    _ => return Ok(()),
                }
            }
        })
    }

    /// Rows of the audit from the last to the first, until `each` says no.
    ///
    /// # Errors
    /// Whatever the database answers; [`Error::Damaged`] for a row that cannot be read.
    pub fn audit_back(&mut self, mut each: impl FnMut(AuditRow) -> bool) -> Result<(), Error> {
        const PART: usize = 500;
        let sql = format!("{} WHERE number < $1 ORDER BY number DESC LIMIT {PART}", TABLE.select());
        self.db.read(|db| {
            let mut before = i64::MAX;
            loop {
                let part = db.query(&sql, &[Value::Int(before)])?;
                for record in &part {
                    let (found, _) = row(record).ok_or_else(|| db.damaged("audit"))?;
                    if !each(found) {
                        return Ok(());
                    }
                }
                match part.last().and_then(|record| record.int(0)) {
                    Some(last) if part.len() == PART => before = last,
                    _ => return Ok(()),
                }
            }
        })
    }

    /// Acts of somebody with an opening before a number, the latest first, at
    /// most so many; each with its outcome, if it has one.
    ///
    /// # Errors
    /// Whatever the database answers; [`Error::Damaged`] for a row that cannot be read.
    pub fn acts_of(&mut self, who: &str, before: u64, most: usize) -> Result<Vec<(AuditRow, Option<AuditRow>)>, Error> {
        let values = [
            Value::Text(who),
            Value::Int(i64::try_from(before).unwrap_or(i64::MAX)),
            Value::Int(i64::try_from(most).unwrap_or(i64::MAX)),
        ];
        // The outcomes of these acts stand after their openings, wherever.
        let sql = format!(
            "{} WHERE act IN (SELECT number FROM audit WHERE who = $1 AND step = 1 AND number < $2 \
             ORDER BY number DESC LIMIT $3) ORDER BY act DESC, step",
            TABLE.select()
        );
        let found = self.db.query(&sql, &values)?;
        let mut acts: Vec<(AuditRow, Option<AuditRow>)> = Vec::new();
        for record in &found {
            let (row, _) = row(record).ok_or_else(|| self.db.damaged("audit"))?;
            match row.step {
                Step::Opening => acts.push((row, None)),
                Step::Outcome => acts.iter_mut().rev().take(1).for_each(|(_, outcome)| *outcome = Some(row.clone())),
            }
        }
        Ok(acts)
    }

    /// Verifies the chain; `head` is one given out earlier, if known.
    ///
    /// # Errors
    /// Whatever the database answers; what the chain shows is the verdict.
    pub fn verify(&mut self, head: Option<Head>) -> Result<Verdict, Error> {
        let mut verifier = Verifier::new(head);
        self.audit_rows(&mut |found| match found {
            Some((row, hash)) => verifier.row(&row, hash),
            None => verifier.unreadable(),
        })?;
        Ok(verifier.finish())
    }

    /// The last row of the chain, to be printed and kept elsewhere.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn head(&mut self) -> Result<Option<Head>, Error> {
        head(&mut self.db)
    }

    /// Writes the chain as a file that can be verified without the register;
    /// its head.
    ///
    /// # Errors
    /// [`Error::AuditNotWritten`], [`Error::Damaged`] for a row that cannot be
    /// read, or whatever the database answers; the file is then of no use.
    pub fn export_audit(&mut self, file: &mut dyn Write) -> Result<Option<Head>, Error> {
        let mut written = file.write_all(&chain::export_beginning());
        let (mut verifier, mut before, mut bytes) = (Verifier::new(None), Hash::ZERO, Vec::new());
        self.audit(|row, hash| {
            bytes.clear();
            chain::export_row(row, before, hash, &mut bytes);
            before = hash;
            verifier.row(row, hash);
            if written.is_ok() {
                written = file.write_all(&bytes);
            }
        })?;
        written.map_err(|error| Error::AuditNotWritten { why: error.to_string() })?;
        // The head of the very rows written: another process may write on.
        Ok(verifier.finish().head)
    }
}
