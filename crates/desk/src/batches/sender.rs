//! A batch as far as the permit reaches.

use huigu_store::{BatchNumber, Error as StoreError};

use super::SentBatch;
use crate::{Error, Run};

/// A batch, if the permit of the run reaches it.
pub(crate) fn sent_one<T>(run: &mut Run<'_, T>, number: BatchNumber) -> Result<SentBatch, Error> {
    let not_there = || Error::NotThere { what: number.to_string() };
    let found = match run.read(|store| store.sent_one(number)) {
        Err(Error::Store(StoreError::NoSuchBatch { .. })) => return Err(not_there()),
        found => SentBatch::of(found?),
    };
    if run.scope().has_sent(found.organisation.as_deref().unwrap_or_default()) { Ok(found) } else { Err(not_there()) }
}
