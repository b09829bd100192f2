//! The plan's official text, as the counter shows and takes it.

use std::sync::{Arc, PoisonError};

use huigu_plan::Official;

use super::Counter;
use crate::official::{Attached, official_of};
use crate::{Caller, Error, UseCase};

impl Counter {
    /// The official text that is attached, if there is one. What was cut of it
    /// is kept until another is attached, by whichever server.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn official(&self, caller: &Caller) -> Result<Option<Arc<Attached>>, Error> {
        caller.permit(UseCase::Plan)?;
        let newest = self.pool.with(|store| Ok(store.official_number()?))?;
        let known = || self.official.lock().unwrap_or_else(PoisonError::into_inner);
        if newest == 0 {
            return Ok(None);
        }
        if let Some(found) = known().as_ref().filter(|found| found.number >= newest) {
            return Ok(Some(Arc::clone(found)));
        }
        let kept = self.pool.with(|store| Ok(store.official_text()?))?;
        // A text attached to other clauses than the plan has by now shows nowhere.
        let found = kept.and_then(|kept| Attached::of(kept, self.plan().clauses()).ok()).map(Arc::new);
        *known() = found.clone();
        Ok(found)
    }

    /// Cuts a file by its headings, to be looked at before it is attached.
    ///
    /// # Errors
    /// [`Error::Refused`] or [`Error::Unattachable`].
    pub fn preview_text(&self, caller: &Caller, bytes: &[u8]) -> Result<Official, Error> {
        caller.permit(UseCase::AttachText)?;
        Ok(official_of(bytes, self.plan())?)
    }
}
