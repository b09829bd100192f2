//! Books as institutions send them: taken in within their bounds.

use super::Counter;
use crate::batches::home;
use crate::bounds::Bounds;
use crate::reading::{Gathered, Reading};
use crate::sending::Kept;
use crate::{Caller, Error, Permit, UseCase, YearEffect};

impl Counter {
    fn bounds(permit: &Permit, reading: &Reading<'_>) -> Result<Option<Bounds>, Error> {
        let Some(bounds) = Bounds::of(permit) else { return Ok(None) };
        match reading.files.iter().find(|file| !bounds.allow(file.kind)) {
            Some(file) => Err(Error::NotYours { kind: file.kind }),
            None => Ok(Some(bounds)),
        }
    }

    /// Takes files in; an institution's rows must be its own. Faults forbid
    /// all of them, as [`crate::Register::import`] says.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::NotYours`], or whatever files or register answer.
    pub fn send(&self, caller: &Caller, reading: &Reading<'_>) -> Result<Kept, Error> {
        let permit = caller.permit(UseCase::SendBooks)?;
        let bounds = Self::bounds(&permit, reading)?;
        self.register(permit.who(), |register| register.import_within(reading, bounds.as_ref(), home(caller)))
    }

    /// Does everything but keep them: what the files come to.
    ///
    /// # Errors
    /// As [`Counter::send`].
    pub fn preview(&self, caller: &Caller, reading: &Reading<'_>) -> Result<Gathered, Error> {
        let permit = caller.permit(UseCase::SendBooks)?;
        let bounds = Self::bounds(&permit, reading)?;
        self.register(permit.who(), |register| register.preview_within(reading, bounds.as_ref(), &mut |_| ()))
    }

    /// What files that were looked at would change in the years approved
    /// already, as far as the caller may see it; nothing where the register
    /// has faults, as nothing is computed from it then.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn effect(&self, caller: &Caller, gathered: &Gathered) -> Result<Vec<YearEffect>, Error> {
        let permit = caller.permit(UseCase::SendBooks)?;
        Ok(self.effect_of(&gathered.book, (caller, permit.scope()))?.unwrap_or_default())
    }
}
