//! A session as a browser holds it: who it is that comes back.

use huigu_access::SECOND;
use huigu_store::{Instant, Session, Stage, User};

use super::super::sign_in::{SESSION, hash_of_held};
use crate::{Caller, Desk, Error};
use huigu_access::secret::{keyed, same};

/// A session ends when it is not used for so long.
const IDLE: i64 = 30 * 60 * SECOND;
/// And after so long in any case.
const WHOLE: i64 = 12 * 3_600 * SECOND;
/// Its use is noted no oftener than this.
const NOTED: i64 = 60 * SECOND;

/// A session that holds.
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// Who it is.
    pub caller: Caller,
    /// Number of the session, as its owner's list of sessions has it.
    pub number: u32,
}

pub(super) fn runs(session: &Session, now: Instant) -> bool {
    session.stage == Stage::Whole
        && now.0 < session.used.0.saturating_add(IDLE)
        && now.0 < session.created.0.saturating_add(WHOLE)
}

impl Desk {
    /// Who comes back with what the browser holds; `None` where that is no
    /// session, or one that has ended.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn session(&self, held: &str) -> Result<Option<OpenSession>, Error> {
        let Some(hash) = hash_of_held(SESSION, held) else { return Ok(None) };
        let now = self.instant();
        let found = self.store(|store| {
            let found = store.session(hash)?;
            let found = found.filter(|(session, user): &(Session, User)| user.disabled.is_none() && runs(session, now));
            if let Some((session, _)) = &found
                && now.0 >= session.used.0.saturating_add(NOTED)
            {
                store.touch_session(session.number, now)?;
            }
            Ok(found)
        })?;
        let Some((session, user)) = found else { return Ok(None) };
        let caller = Caller::of_user(&user, Some(session.number), self.is_demo())?;
        Ok(Some(OpenSession { caller, number: session.number }))
    }

    /// The token that a form of this session carries against forgery. It is
    /// made of what the browser holds, which no other site can read.
    #[must_use]
    pub fn csrf(&self, held: &str) -> String {
        huigu_store::chain::Hash(keyed(held.as_bytes(), &[b"huigu form"])).to_string()
    }

    /// Whether a form came from this session.
    #[must_use]
    pub fn csrf_holds(&self, held: &str, given: &str) -> bool {
        same(&self.csrf(held), given)
    }
}
