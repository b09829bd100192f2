//! Who sent a batch, and for whom.

use huigu_store::{Batch, BatchNumber, Error as StoreError};

use crate::{Caller, Error, Home, Role, Run};

/// A batch with who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBatch {
    /// The batch.
    pub batch: Batch,
    /// The sender's login.
    pub login: String,
    /// The sender's organisation, if it was sent for one.
    pub organisation: Option<String>,
}

/// A batch with its sender as the audit writes it.
pub(crate) fn sent((batch, who): (Batch, String)) -> SentBatch {
    let organisation = Some(batch.sender.clone()).filter(|sender| !sender.is_empty());
    // As the audit writes it, what an account stands for follows its login.
    let login = organisation.as_ref().and_then(|home| who.strip_suffix(home)?.strip_suffix('@')).unwrap_or(&who);
    SentBatch { login: login.to_owned(), batch, organisation }
}

/// For whom an account sends, empty for nobody; `None`: it is whoever runs the
/// program, who sends for the organisation whose id it bears.
pub(crate) fn home(caller: &Caller) -> Option<&str> {
    (caller.role() != Role::Operator).then(|| caller.home().map_or("", Home::id))
}

/// A batch, if the permit of the run reaches it.
pub(crate) fn sent_one<T>(run: &mut Run<'_, T>, number: BatchNumber) -> Result<SentBatch, Error> {
    let not_there = || Error::NotThere { what: number.to_string() };
    let found = match run.read(|store| store.sent_one(number)) {
        Err(Error::Store(StoreError::NoSuchBatch { .. })) => return Err(not_there()),
        found => sent(found?),
    };
    if run.scope().has_sent(&found.batch.sender) { Ok(found) } else { Err(not_there()) }
}
