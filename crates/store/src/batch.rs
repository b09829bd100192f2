//! Batches: what was taken in or withdrawn, whole, in one order.

use huigu_facts::{Kind, Kinds, Row};
use huigu_quantity::Day;

use crate::chain::Hash;
use crate::column::{self, Column, Held};
use crate::db::{Cells, Db, DecodeError, Record, Value};
use crate::schema::{Audit, AuditClaim, TableDef};
use crate::tables::{self, TAIL, Table};
use crate::{BatchNumber, Error, Instant, Store, Trace};

/// What was taken in or withdrawn, whole. `added` and `corrected` rows brought
/// a version (of a withdrawal: `corrected` counts what it restored),
/// `unchanged` rows brought none, `closed` counts the versions it closed.
pub(crate) static TABLE: TableDef = TableDef::new(
    "batches",
    &["number"],
    &[
        Column::int("number"),
        Column::big("instant"),
        Column::text("kind"),
        Column::text("file"),
        Column::bytes("file_hash"),
        Column::int("withdraws").or_null().references("batches", "number", Held::Database),
        Column::big("added"),
        Column::big("corrected"),
        Column::big("unchanged"),
        Column::big("closed"),
        Column::big("act").references("audit", "number", Held::Database),
        Column::text("sender"),
    ],
)
.rules(&["CHECK (number > 0)", "UNIQUE (withdraws)"])
.indexes(&[("batches_of_sender", "sender, number"), ("batches_of_kind", "kind, added, corrected")])
.audit(Audit::Outcome(|store| {
    let said = |batch: &Batch| AuditClaim { number: batch.number.0, act: batch.act, detail: batch.detail() };
    Ok(store.batches()?.iter().map(said).collect())
}));

/// What a batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Took a file in.
    Import {
        /// Rows of a key that had no version in force.
        new: u64,
        /// Rows that replaced the version in force.
        corrected: u64,
        /// Rows the register had already.
        unchanged: u64,
    },
    /// Withdrew a batch.
    Withdrawal {
        /// Which.
        of: BatchNumber,
        /// Versions it closed.
        closed: u64,
        /// Versions whose older content it brought back.
        restored: u64,
    },
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub number: BatchNumber,
    /// When it was kept.
    pub instant: Instant,
    /// Kind of book.
    pub kind: Kind,
    /// Name of the file; of a withdrawal, that of the batch withdrawn.
    pub file: String,
    /// SM3 of the file's bytes; likewise.
    pub file_hash: Hash,
    /// What it did.
    pub what: What,
    /// The batch that withdrew it, if any.
    pub withdrawn_by: Option<BatchNumber>,
    /// Number of its act's opening in the audit.
    pub act: u64,
    /// The organisation it was sent for; empty: for none.
    pub sender: String,
}

impl Batch {
    /// What the outcome of its act says of it, in the audit.
    pub(crate) fn detail(&self) -> String {
        let (number, hash) = (self.number, self.file_hash);
        match self.what {
            What::Import { new, corrected, unchanged } => {
                format!("batch={number} file_sm3={hash} new={new} corrected={corrected} unchanged={unchanged}")
            }
            What::Withdrawal { of, closed, restored } => {
                format!("batch={number} file_sm3={hash} withdraws={of} closed={closed} restored={restored}")
            }
        }
    }
}

/// A version that a batch closed, and the one it appended instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction<'a> {
    /// What was in force.
    pub old: Row<'a>,
    /// Where that came from.
    pub old_trace: Trace,
    /// What is in force since; none where a withdrawal left nothing.
    pub new: Option<Row<'a>>,
    /// Where that comes from.
    pub new_trace: Option<Trace>,
}

pub(crate) const SELECT: &str = "SELECT b.number, b.instant, b.kind, b.file, b.file_hash, b.withdraws, b.added, b.corrected, \
                      b.unchanged, b.closed, b.act, w.number, b.sender FROM batches b \
                      LEFT JOIN batches w ON w.withdraws = b.number";

fn number(value: i64) -> Option<BatchNumber> {
    u32::try_from(value).ok().map(BatchNumber)
}

/// A batch of a row of [`SELECT`].
pub(crate) fn batch(row: &Record, kinds: Kinds) -> Option<Batch> {
    let count = |at| row.int(at).and_then(|value| u64::try_from(value).ok());
    let what = match row.int(5) {
        None => What::Import { new: count(6)?, corrected: count(7)?, unchanged: count(8)? },
        Some(of) => What::Withdrawal { of: number(of)?, closed: count(9)?, restored: count(7)? },
    };
    Some(Batch {
        number: number(row.int(0)?)?,
        instant: Instant(row.int(1)?),
        kind: kinds.kept(row.text(2)?)?,
        file: row.text(3)?.to_owned(),
        file_hash: Hash(row.bytes(4)?.try_into().ok()?),
        what,
        withdrawn_by: row.int(11).and_then(number),
        act: count(10)?,
        sender: row.text(12)?.to_owned(),
    })
}

/// The last batch and its instant; 0 when there is none.
pub(crate) fn last(db: &mut Db) -> Result<(BatchNumber, Option<Instant>), Error> {
    let found = db.query("SELECT number, instant FROM batches ORDER BY number DESC LIMIT 1", &[])?;
    let Some(row) = found.first() else { return Ok((BatchNumber(0), None)) };
    let number = row.int(0).and_then(number).ok_or_else(|| db.damaged("batches"))?;
    Ok((number, row.int(1).map(Instant)))
}

/// One batch.
pub(crate) fn one(db: &mut Db, kinds: Kinds, number: BatchNumber) -> Result<Batch, Error> {
    // A number beyond the table's type is no batch either.
    let asked = i32::try_from(number.0).map_err(|_| Error::NoSuchBatch { number })?;
    let found = db.query(&format!("{SELECT} WHERE b.number = $1"), &[Value::Int(i64::from(asked))])?;
    let row = found.first().ok_or(Error::NoSuchBatch { number })?;
    batch(row, kinds).ok_or_else(|| db.damaged(format!("batch {number}")))
}

/// Appends a batch; the instant never lies before that of the batch before,
/// even if the clock was set back.
pub(crate) fn append(db: &mut Db, batch: &Batch) -> Result<(), Error> {
    let (added, corrected, unchanged, closed, withdraws) = match batch.what {
        What::Import { new, corrected, unchanged } => (new, corrected, unchanged, corrected, Value::Null),
        What::Withdrawal { of, closed, restored } => (0, restored, 0, closed, Value::Int(i64::from(of.0))),
    };
    let int = |value: u64| Value::Int(value as i64);
    let values = [
        int(u64::from(batch.number.0)),
        Value::Int(batch.instant.0),
        Value::Text(batch.kind.name()),
        Value::Text(&batch.file),
        Value::Bytes(&batch.file_hash.0),
        withdraws,
        int(added),
        int(corrected),
        int(unchanged),
        int(closed),
        int(batch.act),
        Value::Text(&batch.sender),
    ];
    TABLE.append(db, &values)
}

/// Old and new versions side by side. Both sides in one row: key and content
/// with the tail, twice; the new side is empty where nothing took its place.
fn corrections(
    db: &mut Db,
    (table, kinds): (&Table, Kinds),
    batch: BatchNumber,
    each: &mut dyn FnMut(Correction<'_>),
) -> Result<(), Error> {
    let (facts, key) = (table.facts(), table.full_key());
    let list = |prefix: &str| format!("{}, {}", column::list(&facts, prefix), column::list(&TAIL[1..], prefix));
    let sql = format!(
        "SELECT {}, {} FROM {name} o LEFT JOIN {name} n ON {} AND n.batch = {batch} WHERE o.closed_by = {batch} \
         ORDER BY {}",
        list("o."),
        list("n."),
        column::equal(&key, "n.", "o."),
        column::list(&key, "o."),
        name = table.name,
    );
    let names = table.names(db)?;
    let (old_tail, new_at) = (facts.len(), facts.len() + 3);
    let new_tail = new_at + facts.len();
    db.scan(&sql, &mut |cells: &Cells<'_>| {
        let side = |at: usize, tail: usize| -> Result<(Row<'_>, Trace), DecodeError> {
            let row = match table.kind {
                Kind::Dataset(_) => Row::Dataset(tables::take_record(cells, at, kinds)?),
                _ => table.take(cells, at, &names)?,
            };
            Ok((row, Trace::take(cells, tail)?))
        };
        let (old, old_trace) = side(0, old_tail)?;
        let new = if cells.int(new_tail)?.is_some() { Some(side(new_at, new_tail)?) } else { None };
        each(Correction { old, old_trace, new: new.map(|(row, _)| row), new_trace: new.map(|(_, trace)| trace) });
        Ok(())
    })
}

impl Store {
    /// Every batch, by number.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn batches(&mut self) -> Result<Vec<Batch>, Error> {
        let found = self.db.query(&format!("{SELECT} ORDER BY b.number"), &[])?;
        found.iter().map(|row| batch(row, self.kinds).ok_or_else(|| self.db.damaged("batches"))).collect()
    }

    /// One batch.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], or whatever the database answers.
    pub fn batch(&mut self, number: BatchNumber) -> Result<Batch, Error> {
        one(&mut self.db, self.kinds, number)
    }

    /// What a batch closed and put in its place, by key: of an import its
    /// corrections, of a withdrawal what it took away and what it restored.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], or whatever the database answers.
    pub fn corrections(&mut self, number: BatchNumber, mut each: impl FnMut(Correction<'_>)) -> Result<(), Error> {
        let kinds = self.kinds;
        self.db.read(|db| {
            let batch = one(db, kinds, number)?;
            tables::tables_of(batch.kind).try_for_each(|table| corrections(db, (table, kinds), number, &mut each))
        })
    }

    /// How many versions of facts the register keeps.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn rows(&mut self) -> Result<u64, Error> {
        let sql = "SELECT CAST(COALESCE(SUM(added + corrected), 0) AS BIGINT) FROM batches";
        Ok(u64::try_from(self.db.number(sql, &[])?).unwrap_or(0))
    }

    /// Kinds of which the register has batches.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn kinds(&mut self) -> Result<Vec<Kind>, Error> {
        let one = |kind: Kind| {
            let name = kind.name();
            format!("SELECT '{name}' AS kind WHERE EXISTS (SELECT 1 FROM batches WHERE kind = '{name}')")
        };
        let sql = self.kinds.all().map(one).collect::<Vec<_>>().join(" UNION ALL ");
        let found = self.db.query(&sql, &[])?;
        Ok(found.iter().filter_map(|row| self.kinds.kept(row.text(0)?)).collect())
    }

    /// The last batch; 0 when there is none.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn last_batch(&mut self) -> Result<BatchNumber, Error> {
        last(&mut self.db).map(|(number, _)| number)
    }

    /// The last batch kept by the end of a day in Shanghai; 0 when there is none.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn batch_on(&mut self, day: Day) -> Result<BatchNumber, Error> {
        let sql = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM batches WHERE instant < $1";
        let found = self.db.number(sql, &[Value::Int(Instant::end_of(day).0)])?;
        number(found).ok_or_else(|| self.db.damaged("batches"))
    }
}
