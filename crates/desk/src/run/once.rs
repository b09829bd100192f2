//! Runs under a key of the caller's: sent twice, they are acted on once, and
//! answered the same.

use huigu_store::chain::Hash;
use huigu_store::{IdempotencyKey, KeptAnswer, KeyState, Opening};

use crate::desk::Desk;
use crate::{AccountError, Caller, Error, Permit};

/// A key that a request came with, and how its answer is told.
pub struct KeyedRun<'a, T> {
    key: IdempotencyKey,
    /// What is answered where it was done.
    answer: &'a dyn Fn(&T) -> Result<KeptAnswer, Error>,
    /// What is answered where it was refused; `None` for a refusal that may
    /// end otherwise when it is tried again, which is not kept.
    refusal: &'a dyn Fn(&Error) -> Option<KeptAnswer>,
}

/// What came of a run.
#[derive(Debug)]
pub enum RunOutcome<T> {
    /// It was done now.
    Done(T),
    /// It was answered before, under the same key.
    Replayed(KeptAnswer),
}

impl<'a, T> KeyedRun<'a, T> {
    /// Of a key of the caller's; `request` is the hash of all that was sent
    /// with it. An account's keys are its own, whichever of its tokens it comes
    /// with; they belong to the scope, so that who was given another home asks
    /// anew.
    ///
    /// # Errors
    /// [`AccountError::NoSuchUser`] for who has no account.
    pub fn new(
        (caller, permit): (&Caller, &Permit),
        key: &str,
        request: Hash,
        answer: &'a dyn Fn(&T) -> Result<KeptAnswer, Error>,
        refusal: &'a dyn Fn(&Error) -> Option<KeptAnswer>,
    ) -> Result<Self, Error> {
        let account = caller.account().ok_or(AccountError::NoSuchUser)?;
        let key = Hash::of(format!("{:?}\n{key}", permit.scope()).as_bytes());
        Ok(Self { key: IdempotencyKey { account, key, request }, answer, refusal })
    }

    pub(super) fn key(&self) -> &IdempotencyKey {
        &self.key
    }

    pub(super) fn answer(&self, made: &T) -> Result<KeptAnswer, Error> {
        (self.answer)(made)
    }

    pub(super) fn refusal(&self, error: &Error) -> Option<KeptAnswer> {
        (self.refusal)(error)
    }
}

impl Desk {
    /// What was answered under a key, if anything was.
    ///
    /// # Errors
    /// [`Error::KeyReused`] where another request came with it.
    pub fn kept_answer<T>(&self, once: &KeyedRun<'_, T>) -> Result<Option<KeptAnswer>, Error> {
        let now = self.instant();
        match self.store(|store| Ok(store.answered(&once.key, now)?))? {
            KeyState::Nothing => Ok(None),
            KeyState::Another => Err(Error::KeyReused),
            KeyState::Answered(answer) => Ok(Some(answer)),
        }
    }

    /// Keeps an answer under a key where nothing was changed: if that fails,
    /// the same request is simply looked at again.
    pub fn keep_answer<T>(&self, once: &KeyedRun<'_, T>, answer: &KeptAnswer) {
        let now = self.instant();
        drop(self.store(|store| Ok(store.keep_answer(&once.key, answer, now)?)));
    }

    /// Whether an act whose commit was in doubt was done, by the audit on a new
    /// connection. Where it was not, its outcome says so from now on.
    pub(super) fn was_done(&self, opening: &Opening, error: &Error) -> Result<bool, Error> {
        self.store(|store| {
            if store.outcome(opening)?.is_some() {
                return Ok(true);
            }
            // The audit may stay without it: then the act reads as interrupted.
            drop(store.append_outcome(opening, "failed", &error.to_string(), &*self.settings.clock));
            Ok(false)
        })
    }
}
