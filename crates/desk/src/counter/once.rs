//! Requests that carry a key of the asker's own: sent twice, they are acted on
//! once, and answered the same.

use huigu_store::chain::Hash;
use huigu_store::{Instant, Once};

use super::Counter;
use crate::{Caller, Error, Permit};

/// How long an answer is kept, in microseconds: a day.
const KEPT: i64 = 24 * 3_600_000_000;

/// A request that has begun under a key; [`Counter::end_once`] ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnceKey {
    account: u32,
    key: Hash,
}

/// What is known of a request by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// It came for the first time: act, then end it.
    Now(OnceKey),
    /// It began before and has no answer: it is under way, or was interrupted.
    NoAnswer,
    /// Another request came with the key.
    Another,
    /// It was answered, with this status, place of what was made, and body.
    Answered(u16, String, Vec<u8>),
}

impl Counter {
    /// Begins a request under a key of the caller's; `request` is the hash of
    /// all that was sent with it. An account's keys are its own, whichever of
    /// its tokens it comes with; the permit is that for what is asked, so that
    /// an answer is never repeated to who may not have it any more.
    ///
    /// # Errors
    /// [`crate::AccountError::NoSuchUser`] for who has no account, or whatever
    /// the register answers.
    pub fn begin_once(&self, caller: &Caller, permit: &Permit, key: &str, request: Hash) -> Result<Begun, Error> {
        let account = caller.account().ok_or(crate::AccountError::NoSuchUser)?;
        // The scope belongs to the key: who was given another home asks anew.
        let key = Hash::of(format!("{:?}\n{key}", permit.scope()).as_bytes());
        let now = self.instant();
        let oldest = Instant(now.0.saturating_sub(KEPT));
        let found = self.pool.with(|store| Ok(store.begin_once(account, (key, request), (now, oldest))?))?;
        Ok(match found {
            Once::Begun => Begun::Now(OnceKey { account, key }),
            Once::NoAnswer => Begun::NoAnswer,
            Once::Another => Begun::Another,
            Once::Answered(status, place, body) => Begun::Answered(status, place, body),
        })
    }

    /// Keeps the answer to a request that has begun; without one its key is
    /// free again.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn end_once(&self, key: &OnceKey, answer: Option<(u16, &str, &[u8])>) -> Result<(), Error> {
        self.pool.with(|store| Ok(store.end_once(key.account, key.key, answer)?))
    }
}
