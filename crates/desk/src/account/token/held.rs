//! A token as a program holds it, and who comes with one.

use huigu_access::home;
use huigu_store::{Token, User};

use super::super::sign_in::hash_of_held;
use crate::{Affiliation, Caller, Desk, Error, TokenScope};

/// The longest life of a token, in days.
pub const MOST_DAYS: u32 = 366;

/// What a token begins with, so that it is known for one wherever it lies.
pub(super) const MARK: &str = "hgt_";
pub(super) const TOKEN: &str = "token";

pub(super) fn scopes(kept: &str) -> Vec<TokenScope> {
    kept.split(',').filter_map(TokenScope::of).collect()
}

impl Desk {
    /// Who comes with a token; `None` where it does not hold.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn token(&self, given: &str) -> Result<Option<Caller>, Error> {
        let hash = given.trim().strip_prefix(MARK).and_then(|held| hash_of_held(TOKEN, held));
        let Some(hash) = hash else { return Ok(None) };
        let now = self.instant();
        let found = self.store(|store| Ok(store.token(hash)?))?;
        let holds = |(token, user): &(Token, User)| {
            let same_home = home(user).as_ref().map(Affiliation::id) == Some(token.home.as_str());
            token.revoked.is_none() && now < token.expires && user.disabled.is_none() && same_home
        };
        let Some((token, user)) = found.filter(holds) else { return Ok(None) };
        Ok(Some(Caller::of_token(&user, scopes(&token.scopes))?))
    }
}
