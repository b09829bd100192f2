//! Tokens: how programs of an institution come in.

use huigu_store::chain::Hash;
use huigu_store::{Instant, NewToken, Token, User};

use super::secret::hash_of;
use super::sign_in::hash_of_held;
use super::{AccountError, DAY, Secret, caller, home};
use crate::{Caller, Counter, Error, Home, TokenScope, UseCase};

/// The longest life of a token, in days.
pub const MOST_DAYS: u32 = 366;

/// What a token begins with, so that it is known for one wherever it lies.
const MARK: &str = "hgt_";
const TOKEN: &str = "token";

/// A token in its owner's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenShown {
    /// Its number.
    pub number: u32,
    /// What its owner calls it.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<TokenScope>,
    /// When it was made.
    pub created: Instant,
    /// When it ends.
    pub expires: Instant,
    /// Whether it still holds.
    pub holds: bool,
}

fn scopes(kept: &str) -> Vec<TokenScope> {
    kept.split(',').filter_map(TokenScope::of).collect()
}

impl Counter {
    /// Makes a token for programs of the caller's institution. The secret is
    /// told here and never again.
    ///
    /// # Errors
    /// [`AccountError::TokenTerms`], [`Error::Refused`], or whatever the register answers.
    pub fn make_token(
        &self,
        caller: &Caller,
        name: &str,
        opens: &[TokenScope],
        days: u32,
    ) -> Result<(u32, Secret), Error> {
        let permit = caller.permit(UseCase::Tokens)?;
        let account = caller.account().ok_or(AccountError::NoSuchUser)?;
        let terms = !opens.is_empty() && (1..=MOST_DAYS).contains(&days);
        let home = caller.home().filter(|_| terms).ok_or(AccountError::TokenTerms { most: MOST_DAYS })?;
        let held = self.chance()?;
        let opens: std::collections::BTreeSet<TokenScope> = opens.iter().copied().collect();
        let scopes = opens.iter().map(|scope| scope.code()).collect::<Vec<_>>().join(",");
        let name = self.register(permit.who(), |register| register.veiled_to_keep(name))?;
        let number = self.account_act(&permit, &format!("make {scopes}"), |store, opening, clock| {
            let expires = Instant(clock().0.saturating_add(i64::from(days) * DAY));
            let hash = hash_of(TOKEN, &held);
            let new = NewToken { account, hash, name: &name, home: home.id(), scopes: &scopes, expires };
            Ok(store.add_token((opening, ""), &new, clock)?)
        })?;
        Ok((number, Secret::new(format!("{MARK}{}", Hash(held)))))
    }

    /// Who comes with a token; `None` where it does not hold.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn token(&self, given: &str) -> Result<Option<Caller>, Error> {
        let hash = given.trim().strip_prefix(MARK).and_then(|held| hash_of_held(TOKEN, held));
        let Some(hash) = hash else { return Ok(None) };
        let now = self.instant();
        let found = self.pool.with(|store| Ok(store.token(hash)?))?;
        let holds = |(token, user): &(Token, User)| {
            let same_home = home(user).as_ref().map(Home::id) == Some(token.home.as_str());
            token.revoked.is_none() && now < token.expires && user.disabled.is_none() && same_home
        };
        let Some((token, user)) = found.filter(holds) else { return Ok(None) };
        let caller = caller(&user, None, true)?.pending_on(None);
        Ok(Some(caller.by_token(scopes(&token.scopes))))
    }

    /// The caller's own tokens, by number.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn tokens(&self, caller: &Caller) -> Result<Vec<TokenShown>, Error> {
        caller.permit(UseCase::Tokens)?;
        let account = caller.account().ok_or(AccountError::NoSuchUser)?;
        let now = self.instant();
        let shown = |token: Token| TokenShown {
            number: token.number,
            name: token.name,
            scopes: scopes(&token.scopes),
            created: token.created,
            expires: token.expires,
            holds: token.revoked.is_none() && now < token.expires,
        };
        Ok(self.pool.with(|store| Ok(store.tokens(account)?))?.into_iter().map(shown).collect())
    }

    /// Revokes one of the caller's own tokens.
    ///
    /// # Errors
    /// [`Error::NotThere`] where it is none of them; else as [`Counter::tokens`].
    pub fn revoke_token(&self, caller: &Caller, number: u32) -> Result<(), Error> {
        let permit = caller.permit(UseCase::Tokens)?;
        let account = caller.account().ok_or(AccountError::NoSuchUser)?;
        let revoked = self.account_act(&permit, &format!("revoke {number}"), |store, opening, clock| {
            Ok(store.revoke_token((opening, ""), account, number, clock)?)
        })?;
        if revoked { Ok(()) } else { Err(Error::NotThere { what: format!("token {number}") }) }
    }
}
