//! Signing in: a password, then a code. An unknown login takes the same steps
//! as a known one and gets the same answer.

use huigu_access::{AccountError, DAY, SECOND, Secret, password, second_factor};
use huigu_store::chain::Hash;
use huigu_store::{Act, Instant, NewSession, Proof, Session, Stage, Store, User};

use super::login::login_of;
use crate::{Caller, Desk, Error};
use huigu_access::second_factor::Seal;
use huigu_access::secret::hash_of;
use huigu_access::throttle::Subjects;

/// Somebody who wants to come in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// The login as typed.
    pub login: &'a str,
    /// The password as typed.
    pub password: &'a str,
    /// From where: an address, cut to what may be kept.
    pub address: &'a str,
    /// What the browser says it is, cut likewise.
    pub agent: &'a str,
}

/// How far somebody has come in.
#[derive(Debug, Clone)]
pub enum SignedIn {
    /// All the way: what the browser is to hold, and who it is.
    Whole {
        /// The session.
        session: Secret,
        /// Who.
        caller: Box<Caller>,
    },
    /// The password was right; a code or recovery code is awaited.
    CodeAwaited {
        /// What to hand in with the code, within five minutes.
        ticket: Secret,
    },
}

/// How long a code is awaited.
const TICKET: i64 = 5 * 60 * SECOND;
/// Sessions that began longer ago than this are not even kept.
const KEPT: i64 = 30 * DAY;
/// Characters kept of an address or of what a browser says it is.
const SHORT: usize = 100;

pub(super) const SESSION: &str = "session";

/// What is kept of a text of the network.
fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(SHORT).collect()
}

/// The bytes of a secret as the browser holds it, and their hash.
pub(super) fn hash_of_held(purpose: &str, held: &str) -> Option<Hash> {
    // A hash is 32 bytes in hexadecimal digits, as is what the browser holds.
    held.parse::<Hash>().ok().map(|bytes| hash_of(purpose, &bytes.0))
}

/// Whether a password opens an account now.
fn may_come_in(user: &User, now: Instant) -> bool {
    user.disabled.is_none() && user.given_until.is_none_or(|until| now < until)
}

impl Desk {
    /// Comes in with a password.
    ///
    /// # Errors
    /// [`AccountError::WrongSignIn`], whatever is wrong;
    /// [`AccountError::TooManyTries`], [`AccountError::Busy`], or whatever the
    /// register answers.
    pub fn sign_in(&self, who: &SignIn<'_>) -> Result<SignedIn, Error> {
        let login = login_of(who.login);
        let subjects = Subjects::of(&login, who.address);
        // In turn, so that many guesses at once count like many one by one.
        self.hashing.work(AccountError::Busy, || self.store(|store| self.sign_in_by(store, &login, who, subjects)))
    }

    fn sign_in_by(
        &self,
        store: &mut Store,
        login: &str,
        who: &SignIn<'_>,
        subjects: Subjects,
    ) -> Result<SignedIn, Error> {
        let clock = &*self.settings.clock;
        subjects.may_try::<Error>(store, clock())?;
        let user = store.user(login)?;
        // What was typed for a login nobody has is not written down.
        let named = user.as_ref().map(|user| Caller::of_user(user, None, true)).transpose()?;
        let named = named.unwrap_or_else(Caller::public).who();
        let act = Act { who: &named, use_case: "sign-in", subject: "password", detail: &short(who.address) };
        let opening = store.append_opening(&act, clock)?;
        let right = password::holds(who.password, user.as_ref().map_or(password::NOBODY, |user| &user.password));
        let user = user.filter(|user| right && may_come_in(user, clock()));
        let Some(user) = user else {
            store.fail(&opening, "", &subjects.0, clock)?;
            return Err(AccountError::WrongSignIn.into());
        };
        let held = self.random()?;
        let stage = if user.second_factor { Stage::Password } else { Stage::Whole };
        let (agent, address) = (short(who.agent), short(who.address));
        let hash = hash_of(SESSION, &held);
        let new = NewSession { account: user.number, stage, hash, agent: &agent, address: &address };
        // Who knows the password may not begin to guess codes anew.
        let forgive: &[Hash] = if stage == Stage::Whole { &subjects.0[..1] } else { &[] };
        let older = Instant(clock().0.saturating_sub(KEPT));
        let number = store.begin_session((&opening, ""), &new, (forgive, older), clock)?;
        let held = Secret::new(Hash(held).to_string());
        Ok(match stage {
            Stage::Password => SignedIn::CodeAwaited { ticket: held },
            Stage::Whole => {
                let caller = Box::new(Caller::of_user(&user, Some(number), self.is_demo())?);
                SignedIn::Whole { session: held, caller }
            }
        })
    }

    /// The key of second factors.
    pub(super) fn seal(&self) -> Result<Seal, Error> {
        if let Some(key) = self.seal_key.get() {
            return Ok(Seal::of(key)?);
        }
        let key = self.register("", |register| register.key_bytes())?;
        Ok(Seal::of(self.seal_key.get_or_init(|| key))?)
    }

    /// Comes in with the code, or a recovery code, that was awaited.
    ///
    /// # Errors
    /// [`AccountError::WrongCode`], whatever is wrong; else as [`Desk::sign_in`].
    pub fn sign_in_with_code(&self, ticket: &str, code: &str, address: &str, agent: &str) -> Result<SignedIn, Error> {
        let seal = self.seal()?;
        self.hashing.work(AccountError::Busy, || {
            self.store(|store| {
                let clock = &*self.settings.clock;
                let hash = hash_of_held(SESSION, ticket).ok_or(AccountError::WrongCode)?;
                let awaited = |(session, user): &(Session, User)| {
                    let fresh = clock().0 < session.created.0.saturating_add(TICKET);
                    session.stage == Stage::Password && fresh && may_come_in(user, clock())
                };
                let (session, user) = store.session(hash)?.filter(awaited).ok_or(AccountError::WrongCode)?;
                let subjects = Subjects::of(&user.login, address);
                subjects.may_try::<Error>(store, clock())?;
                let who = Caller::of_user(&user, None, true)?.who();
                let act = Act { who: &who, use_case: "sign-in", subject: "code", detail: &short(address) };
                let opening = store.append_opening(&act, clock)?;
                let factor = store.second_factor(user.number)?;
                let secret = factor.and_then(|factor| seal.open(user.number, &factor.secret));
                let seconds = u64::try_from(clock().0 / SECOND).unwrap_or(0);
                let step = secret.and_then(|secret| second_factor::step_of(&secret, code, seconds));
                let proof = step.map_or_else(|| Proof::Recovery(seal.recovery(user.number, code)), Proof::Step);
                let held = self.random()?;
                let (agent, address) = (short(agent), short(address));
                let hash = hash_of(SESSION, &held);
                let new =
                    NewSession { account: user.number, stage: Stage::Whole, hash, agent: &agent, address: &address };
                let outcomes = (&subjects.0[..1], &subjects.0[..]);
                let begun = store.complete_session(&opening, session.number, proof, &new, outcomes, clock)?;
                let number = begun.ok_or(AccountError::WrongCode)?;
                let caller = Box::new(Caller::of_user(&user, Some(number), self.is_demo())?);
                Ok(SignedIn::Whole { session: Secret::new(Hash(held).to_string()), caller })
            })
        })
    }
}
