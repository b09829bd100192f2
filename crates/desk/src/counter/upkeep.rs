//! Keeping the register well: backups and checks.

use std::io::Write;

use huigu_facts::Issue;
use huigu_store::{Backup, Finding};

use super::Counter;
use crate::{Caller, Error, UseCase};

impl Counter {
    /// Writes a backup of the register as it stands between two acts.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever register or `out` answers.
    pub fn backup(&self, caller: &Caller, out: &mut dyn Write) -> Result<Backup, Error> {
        let permit = caller.permit(UseCase::Backup)?;
        self.register(permit.who(), |register| register.backup(out))
    }

    /// The register's integrity checks, and that its rows together have no fault.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn check(&self, caller: &Caller) -> Result<(Vec<Finding>, Vec<Issue>), Error> {
        let permit = caller.permit(UseCase::Check)?;
        let products: Vec<&str> = self.plan().products().iter().map(|product| product.id.as_str()).collect();
        self.register(permit.who(), |register| register.check(&products))
    }
}
