//! Batches with who sent them: a page of them, those asked for by number, and
//! what those of each sender come to.

use std::collections::HashMap;

use huigu_facts::Kinds;

use crate::batch::{SELECT, batch};
use crate::db::{Db, Record, Value};
use crate::{Batch, BatchNumber, Error, Instant, Store};

/// From where a page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cursor {
    /// Upwards, with the first one after a number.
    After(BatchNumber),
    /// Downwards, with the last one before a number.
    Before(BatchNumber),
}

/// What the batches of one sender come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentBy {
    /// How many there are.
    pub batches: u64,
    /// When the last was kept.
    pub last: Instant,
}

/// Most numbers in one question.
const AT_ONCE: usize = 500;

fn int(number: BatchNumber) -> Value<'static> {
    Value::Int(i64::from(number.0))
}

fn with_who(db: &mut Db, kinds: Kinds, rest: &str, values: &[Value<'_>]) -> Result<Vec<(Batch, String)>, Error> {
    let select = SELECT.replacen(" FROM ", ", a.who FROM ", 1);
    let found = db.query(&format!("{select} JOIN audit a ON a.number = b.act {rest}"), values)?;
    let read = |row: &Record| Some((batch(row, kinds)?, row.text(13)?.to_owned()));
    found.iter().map(|row| read(row).ok_or_else(|| db.damaged("batches"))).collect()
}

impl Store {
    /// At most so many batches after so many that are skipped, each with who
    /// sent it as the audit writes it; `sender`: only those sent for an organisation.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn sent(
        &mut self,
        sender: Option<&str>,
        from: Cursor,
        (skip, most): (usize, usize),
    ) -> Result<Vec<(Batch, String)>, Error> {
        let (bound, order, number) = match from {
            Cursor::After(number) => (">", "ASC", number),
            Cursor::Before(number) => ("<", "DESC", number),
        };
        let count = |count| Value::Int(i64::try_from(count).unwrap_or(i64::MAX));
        let values = [int(number), count(most), count(skip), Value::Text(sender.unwrap_or_default())];
        let own = if sender.is_some() { "b.sender = $4 AND " } else { "" };
        let rest =
            format!("WHERE {own}b.number {bound} CAST($1 AS BIGINT) ORDER BY b.number {order} LIMIT $2 OFFSET $3");
        with_who(&mut self.db, self.kinds, &rest, if sender.is_some() { &values } else { &values[..3] })
    }

    /// How many batches there are; `sender`: of those sent for an organisation.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn count_sent(&mut self, sender: Option<&str>) -> Result<u64, Error> {
        let found = match sender {
            // They are numbered without a gap.
            None => i64::from(self.last_batch()?.0),
            Some(sender) => {
                let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM batches WHERE sender = $1";
                self.db.number(sql, &[Value::Text(sender)])?
            }
        };
        Ok(u64::try_from(found).unwrap_or(0))
    }

    /// One batch, with who sent it.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], or whatever the database answers.
    pub fn sent_one(&mut self, number: BatchNumber) -> Result<(Batch, String), Error> {
        let found = with_who(&mut self.db, self.kinds, "WHERE b.number = CAST($1 AS BIGINT)", &[int(number)])?;
        found.into_iter().next().ok_or(Error::NoSuchBatch { number })
    }

    /// The batches of these numbers, by number; what there is none of is left out.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn batches_of(
        &mut self,
        numbers: impl IntoIterator<Item = BatchNumber>,
    ) -> Result<HashMap<BatchNumber, Batch>, Error> {
        let mut numbers: Vec<u32> = numbers.into_iter().map(|number| number.0).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut found = HashMap::with_capacity(numbers.len());
        for part in numbers.chunks(AT_ONCE) {
            let list: Vec<String> = part.iter().map(u32::to_string).collect();
            let rows = self.db.query(&format!("{SELECT} WHERE b.number IN ({})", list.join(", ")), &[])?;
            for row in &rows {
                let one = batch(row, self.kinds).ok_or_else(|| self.db.damaged("batches"))?;
                found.insert(one.number, one);
            }
        }
        Ok(found)
    }

    /// What the batches up to one come to, by the organisation they were sent for.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn sent_by(&mut self, until: BatchNumber) -> Result<HashMap<String, SentBy>, Error> {
        let sql = "SELECT sender, CAST(COUNT(*) AS BIGINT), CAST(MAX(instant) AS BIGINT) FROM batches \
                   WHERE sender <> '' AND number <= CAST($1 AS BIGINT) GROUP BY sender";
        let found = self.db.query(sql, &[int(until)])?;
        let read = |row: &Record| {
            let sent = SentBy { batches: u64::try_from(row.int(1)?).ok()?, last: Instant(row.int(2)?) };
            Some((row.text(0)?.to_owned(), sent))
        };
        found.iter().map(|row| read(row).ok_or_else(|| self.db.damaged("batches"))).collect()
    }
}
