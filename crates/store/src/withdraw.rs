//! Withdrawing a batch: a batch itself, that takes away and brings back by
//! appending.
//!
//! Afterwards nothing in force comes from the batch withdrawn, also what an
//! earlier withdrawal had restored from it. Where it had replaced an older
//! version and nothing newer stands, the newest older content of a batch that
//! is not withdrawn is appended again, with its first origin.

use huigu_facts::Kinds;

use crate::db::Db;
use crate::tables::{self, Table};
use crate::{Batch, BatchNumber, Clock, Error, Opening, Store, What, audit, batch, column, import, touched};

/// What came of a withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawn {
    /// The withdrawal's own batch.
    pub batch: BatchNumber,
    /// Versions it closed.
    pub closed: u64,
    /// Versions whose older content it brought back.
    pub restored: u64,
}

/// Appends the older content of the keys that the withdrawal `by` of batch `of`
/// has just closed.
fn restore(db: &mut Db, table: &Table, by: BatchNumber, of: BatchNumber) -> Result<u64, Error> {
    let key = table.full_key();
    let names: Vec<_> = key.iter().chain(&table.contents).copied().collect();
    let sql = format!(
        "INSERT INTO {name} ({columns}, closed_by, batch, origin, origin_row) \
         SELECT {older}, 0, {by}, u.origin, u.origin_row FROM {name} v JOIN {name} u ON {same} \
         WHERE v.closed_by = {by} AND u.batch = (SELECT MAX(p.batch) FROM {name} p WHERE {same_again} \
         AND p.batch < v.batch AND p.origin <> {of} \
         AND p.origin NOT IN (SELECT withdraws FROM batches WHERE withdraws IS NOT NULL))",
        name = table.name,
        columns = column::list(&names, ""),
        older = column::list(&names, "u."),
        same = column::equal(&key, "u.", "v."),
        same_again = column::equal(&key, "p.", "v."),
    );
    db.execute(&sql, &[])
}

/// Withdraws a batch inside a transaction, but for the act's outcome: the
/// withdrawal's own batch. Without an act, as for a trial, the batch stands
/// under the act of the batch withdrawn, and as sent by the same.
fn take_back(
    (db, kinds): (&mut Db, Kinds),
    act: Option<(&Opening, &str)>,
    number: BatchNumber,
    clock: Clock<'_>,
) -> Result<Batch, Error> {
    let (by, instant) = import::next(db, clock)?;
    let of = batch::one(db, kinds, number)?;
    if let Some(by) = of.withdrawn_by {
        return Err(Error::AlreadyWithdrawn { number, by });
    }
    if matches!(of.what, What::Withdrawal { .. }) {
        return Err(Error::IsAWithdrawal { number });
    }
    let (mut closed, mut restored) = (0, 0);
    for table in tables::tables_of(of.kind) {
        let close = format!("UPDATE {} SET closed_by = {by} WHERE closed_by = 0 AND origin = {number}", table.name);
        closed += db.execute(&close, &[])?;
        restored += restore(db, table, by, number)?;
    }
    let what = What::Withdrawal { of: number, closed, restored };
    let (act, sender) = act.map_or((of.act, of.sender.clone()), |(act, sender)| (act.number(), sender.to_owned()));
    let batch = Batch { number: by, instant, what, withdrawn_by: None, act, sender, ..of };
    batch::append(db, &batch)?;
    touched::by_withdrawal(db, by, batch.kind)?;
    Ok(batch)
}

fn withdrawn(batch: &Batch) -> Withdrawn {
    let (closed, restored) = match batch.what {
        What::Withdrawal { closed, restored, .. } => (closed, restored),
        What::Import { .. } => (0, 0),
    };
    Withdrawn { batch: batch.number, closed, restored }
}

impl Store {
    /// Withdraws a batch for an organisation (empty: for none), in one
    /// transaction with the act's outcome.
    ///
    /// # Errors
    /// [`Error::NoSuchBatch`], [`Error::AlreadyWithdrawn`],
    /// [`Error::IsAWithdrawal`], [`Error::NoOpenAct`], or whatever the
    /// database answers; then the register is as before.
    pub fn withdraw(
        &mut self,
        act: (&Opening, &str),
        number: BatchNumber,
        clock: Clock<'_>,
    ) -> Result<Withdrawn, Error> {
        self.withdraw_if(act, number, clock, |_| Ok(()))
    }

    /// Withdraws a batch unless `check` refuses, which sees the register as it
    /// is then, inside the transaction.
    ///
    /// # Errors
    /// As [`Store::withdraw`], or whatever `check` answers; then the register
    /// is as before.
    pub fn withdraw_if<E: From<Error>>(
        &mut self,
        act: (&Opening, &str),
        number: BatchNumber,
        clock: Clock<'_>,
        check: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<Withdrawn, E> {
        self.write(|store| {
            let batch = take_back((&mut store.db, store.kinds), Some(act), number, clock)?;
            check(store)?;
            audit::close(&mut store.db, act.0, "done", &batch.detail(), clock)?;
            Ok(withdrawn(&batch))
        })
    }

    /// Withdraws a batch, shows `look` the register as it is then, and takes
    /// all of it back.
    ///
    /// # Errors
    /// As [`Store::withdraw`], or whatever `look` answers.
    pub fn try_withdrawal(
        &mut self,
        number: BatchNumber,
        clock: Clock<'_>,
        look: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<Withdrawn, Error> {
        self.attempt(|store| {
            let batch = take_back((&mut store.db, store.kinds), None, number, clock)?;
            look(store)?;
            Ok(withdrawn(&batch))
        })
    }
}
