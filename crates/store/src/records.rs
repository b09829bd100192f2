//! Rows of data sets: all in one table, whatever a plan declares, each with
//! its key, the party it names, and its cells in the byte form HGD1. They have
//! versions as facts have, and are no part of a book.

use huigu_facts::{Dataset, DatasetRow, Kinds, RecordKey};

use crate::db::{Cells, DecodeError, Value};
use crate::facts::in_force;
use crate::tables::{self, RECORDS, TAIL};
use crate::{BatchNumber, Error, Store, Trace, batch, column};

/// The order of rows of one data set: the last period first.
const LAST_FIRST: &str = "period DESC, source DESC, record DESC";

/// Which rows of a data set are asked for.
#[derive(Debug, Clone, Copy)]
pub struct RecordQuery<'a> {
    /// The data set.
    pub dataset: Dataset,
    /// Only those of a period.
    pub period: Option<&'a str>,
    /// Only those that come from a unit.
    pub source: Option<&'a str>,
    /// Only those that name a party.
    pub party: Option<&'a str>,
    /// Only those that follow a key in the order.
    pub after: Option<&'a RecordKey>,
    /// How many at most.
    pub most: usize,
}

impl RecordQuery<'_> {
    /// Any of a data set, so many at most.
    #[must_use]
    pub fn of(dataset: Dataset, most: usize) -> Self {
        Self { dataset, period: None, source: None, party: None, after: None, most }
    }
}

/// A version of a row of a data set.
#[derive(Debug, Clone)]
pub struct KeptRecord<'a> {
    /// What tells it from the data set's other rows, as it was when it was kept.
    pub key: RecordKey,
    /// The row.
    pub row: DatasetRow<'a>,
    /// Where it comes from.
    pub trace: Trace,
    /// The batch that closed it; of one in force `None`.
    pub closed_by: Option<BatchNumber>,
}

impl<'a> KeptRecord<'a> {
    /// From the cells that [`columns`] names.
    fn take(cells: &Cells<'a>, kinds: Kinds) -> Result<Self, DecodeError> {
        let at = RECORDS.facts().len();
        let key = |at| cells.text(at).map(str::to_owned);
        let closed_by = cells.int(at)?.and_then(|value| u32::try_from(value).ok()).ok_or(DecodeError(at))?;
        Ok(Self {
            row: tables::take_record(cells, 0, kinds)?,
            key: RecordKey { period: key(1)?, source: key(2)?, record: key(3)? },
            trace: Trace::take(cells, at + 1)?,
            closed_by: (closed_by > 0).then_some(BatchNumber(closed_by)),
        })
    }
}

/// Key, content and where a version comes from, as [`KeptRecord::take`] wants them.
fn columns() -> String {
    format!("{}, {}", column::list(&RECORDS.facts(), ""), column::list(&TAIL, ""))
}

/// Conditions on columns, joined, and what they compare with.
#[derive(Default)]
struct Conditions<'a> {
    text: String,
    values: Vec<Value<'a>>,
}

impl<'a> Conditions<'a> {
    /// The place of a value among the statement's parameters.
    fn place(&mut self, value: Value<'a>) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    fn equal(&mut self, column: &str, text: Option<&'a str>) {
        if let Some(text) = text {
            let place = self.place(Value::Text(text));
            self.text.push_str(&format!("{column} = {place} AND "));
        }
    }

    fn after(&mut self, key: Option<&'a RecordKey>) {
        if let Some(RecordKey { period, source, record }) = key {
            let places = [period, source, record].map(|text| self.place(Value::Text(text))).join(", ");
            self.text.push_str(&format!("(period, source, record) < ({places}) AND "));
        }
    }
}

fn count(most: usize) -> Value<'static> {
    Value::Int(i64::try_from(most).unwrap_or(i64::MAX))
}

impl Store {
    /// What a statement finds that ends with `rest`, as it was known after a batch.
    fn read_records(
        &mut self,
        (rest, values): (&str, &[Value<'_>]),
        as_known_at: Option<BatchNumber>,
        mut each: impl FnMut(KeptRecord<'_>),
    ) -> Result<(), Error> {
        let (sql, kinds) = (format!("SELECT {} FROM {rest}", columns()), self.kinds);
        self.db.read(|db| {
            if let Some(number) = as_known_at
                && number > batch::last(db)?.0
            {
                return Err(Error::NoSuchBatch { number });
            }
            db.ask(&sql, values, &mut |cells: &Cells<'_>| {
                let mut one = KeptRecord::take(cells, kinds)?;
                one.closed_by = one.closed_by.filter(|batch| as_known_at.is_none_or(|last| *batch <= last));
                each(one);
                Ok(())
            })
        })
    }

    /// Says which data sets the plan declares: rows of others are read without
    /// what their columns mean.
    pub fn set_kinds(&mut self, kinds: Kinds) {
        self.kinds = kinds;
    }

    /// Hands over rows of a data set in force after a batch (`None`: after the
    /// last), the last period first, within one by source and key downwards.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], [`Error::Damaged`], or whatever the database answers.
    pub fn records(
        &mut self,
        asked: RecordQuery<'_>,
        as_known_at: Option<BatchNumber>,
        each: impl FnMut(KeptRecord<'_>),
    ) -> Result<(), Error> {
        let mut only = Conditions::default();
        only.equal("dataset", Some(asked.dataset.id()));
        only.equal("period", asked.period);
        only.equal("source", asked.source);
        only.equal("party", asked.party);
        only.after(asked.after);
        let most = only.place(count(asked.most));
        let in_force = in_force(as_known_at);
        let rest = format!("records WHERE {}{in_force} ORDER BY {LAST_FIRST} LIMIT {most}", only.text);
        self.read_records((&rest, &only.values), as_known_at, each)
    }

    /// Hands over the rows that name a party, likewise: data set by data set,
    /// of each so many at most.
    ///
    /// # Errors
    /// As [`Store::records`].
    pub fn records_of_party(
        &mut self,
        party: &str,
        most: usize,
        as_known_at: Option<BatchNumber>,
        each: impl FnMut(KeptRecord<'_>),
    ) -> Result<(), Error> {
        let in_force = in_force(as_known_at);
        let rest = format!(
            "(SELECT {}, ROW_NUMBER() OVER (PARTITION BY dataset ORDER BY {LAST_FIRST}) AS place \
             FROM records WHERE party = $1 AND {in_force}) AS numbered WHERE place <= $2 ORDER BY dataset, place",
            columns()
        );
        self.read_records((&rest, &[Value::Text(party), count(most)]), as_known_at, each)
    }

    /// Hands over every version of a row of a data set that was known after a
    /// batch (`None`: after the last), the last first.
    ///
    /// # Errors
    /// As [`Store::records`].
    pub fn record_versions(
        &mut self,
        dataset: Dataset,
        key: &RecordKey,
        as_known_at: Option<BatchNumber>,
        each: impl FnMut(KeptRecord<'_>),
    ) -> Result<(), Error> {
        let mut only = Conditions::default();
        only.equal("dataset", Some(dataset.id()));
        only.equal("period", Some(&key.period));
        only.equal("source", Some(&key.source));
        only.equal("record", Some(&key.record));
        let until = as_known_at.map_or_else(|| "closed_by >= 0".to_owned(), |batch| format!("batch <= {batch}"));
        let rest = format!("records WHERE {}{until} ORDER BY batch DESC", only.text);
        self.read_records((&rest, &only.values), as_known_at, each)
    }

    /// Reads every row of every data set in force.
    pub(crate) fn try_records(&mut self) -> Result<(), Error> {
        let sql = format!("SELECT {} FROM records WHERE {}", columns(), in_force(None));
        let kinds = self.kinds;
        self.db.read(|db| db.scan(&sql, &mut |cells| KeptRecord::take(cells, kinds).map(drop)))
    }
}
