//! An open register.

use std::time::Duration;

use huigu_facts::Kinds;

use crate::db::{Db, Lock, PATIENCE};
use crate::{Error, Work};

/// An open register; one connection. Threads and processes open one each.
pub struct Store {
    pub(crate) db: Db,
    plan: String,
    patience: Duration,
    /// The kinds that rows and batches are of.
    pub(crate) kinds: Kinds,
    /// The fingerprint of the key of identity numbers, once it was asked for.
    pub(crate) person_key: Option<String>,
}

impl Store {
    /// What the connection did since it was opened.
    #[must_use]
    pub fn work(&self) -> Work {
        self.db.work()
    }

    /// Whether a transaction is under way still, as one that could not even be
    /// taken back.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.db.inside()
    }

    /// Whether the database has let go of the connection.
    pub fn is_lost(&mut self) -> bool {
        self.db.is_lost()
    }

    /// The register of a plan over a connection.
    pub(crate) fn over(db: Db, plan: String) -> Self {
        Self { db, plan, patience: PATIENCE, kinds: Kinds::default(), person_key: None }
    }

    /// Runs `act` in one transaction that holds the register: keeps all of
    /// what it did, or with an error nothing. Inside a transaction it is a part
    /// of that one.
    pub(crate) fn write<T, E: From<Error>>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        if self.db.inside() {
            self.db.lock(Lock::Register)?;
            return act(self);
        }
        self.db.begin(Some(Lock::Register))?;
        let done = act(self);
        self.db.settle(done)
    }

    /// Runs `act` in a transaction of which nothing is kept.
    pub(crate) fn attempt<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.db.begin(Some(Lock::Register))?;
        let done = act(self);
        let undone = self.db.undo();
        done.and_then(|value| undone.map(|()| value))
    }

    /// The plan the register belongs to.
    #[must_use]
    pub fn plan(&self) -> &str {
        &self.plan
    }

    /// The place, as it may be shown.
    #[must_use]
    pub fn place(&self) -> &str {
        self.db.place()
    }

    /// How long to wait for another writer before [`Error::Locked`].
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), Error> {
        self.db.set_patience(patience)?;
        self.patience = patience;
        Ok(())
    }

    /// Whether a commit waits for the disk; it does unless told otherwise. For
    /// a register that is nobody's yet and is thrown away if it is not finished.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn set_durable(&mut self, durable: bool) -> Result<(), Error> {
        self.db.set_durable(durable)
    }

    pub(crate) fn patience(&self) -> Duration {
        self.patience
    }
}

impl Error {
    /// Whether it speaks against the connection it came over: then another
    /// should be opened. What was asked for and is not there does not.
    #[must_use]
    pub fn is_of_connection(&self) -> bool {
        matches!(
            self,
            Self::Cut { .. }
                | Self::InDoubt { .. }
                | Self::Unreachable { .. }
                | Self::Database { .. }
                | Self::Damaged { .. }
                | Self::Denied { .. }
                | Self::DiskFailed { .. }
                | Self::DiskFull { .. }
        )
    }
}
