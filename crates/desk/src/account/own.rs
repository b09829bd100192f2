//! One's own account: profile, password, second factor.

use huigu_facts::Row;
use huigu_store::{About, Clock, Instant, Opening, Store, User};

use super::second_factor::{self, LENGTH, Seal};
use super::secret::in_groups;
use super::throttle::Subjects;
use super::{AccountError, SECOND, Secret, home, password, role};
use crate::{Caller, Counter, Error, Home, PartyName, Permit, Role, UseCase};

/// How many recovery codes there are, and their letters: two groups of five.
const CODES: usize = 10;
const GROUPS: usize = 2;
const GROUP: usize = 5;

/// One's own profile.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    /// Login.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Role.
    pub role: Role,
    /// What the account stands for.
    pub home: Option<Home>,
    /// The name of that in the register, if it is known there; a person's is masked.
    pub home_name: Option<String>,
    /// When it was added.
    pub created: Instant,
    /// Whether a second factor is in force.
    pub second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Profile({}, {}, {:?})", self.login, self.role.code(), self.home)
    }
}

/// A second factor on offer.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// The secret, to be typed in.
    pub secret: Secret,
    /// The same as programs read it, usually from a picture (`otpauth://`).
    pub uri: Secret,
}

impl Counter {
    /// The caller's account as it is kept.
    fn own(&self, caller: &Caller) -> Result<User, Error> {
        let account = caller.account().ok_or(AccountError::NoSuchUser)?;
        let user = self.pool.with(|store| Ok(store.user(caller.login())?))?;
        user.filter(|user| user.number == account).ok_or_else(|| AccountError::NoSuchUser.into())
    }

    /// An act about an account: opened, done together with its outcome.
    pub(crate) fn account_act<T>(
        &self,
        permit: &Permit,
        subject: &str,
        act: impl FnOnce(&mut Store, &Opening, Clock<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.register(permit.who(), |register| {
            let opening = register.open_act(permit.use_case(), subject, "")?;
            let clock = register.around.clock;
            let done = act(&mut register.store, &opening, clock);
            if let Err(error) = &done {
                register.not_done(&opening, error);
            }
            done
        })
    }

    /// The key of second factors.
    pub(super) fn seal(&self) -> Result<Seal, Error> {
        if let Some(key) = self.seal_key.get() {
            return Seal::of(key);
        }
        let key = self.register("", |register| register.key_bytes())?;
        Seal::of(self.seal_key.get_or_init(|| key))
    }

    /// The last name the register has of a home.
    fn name_of_home(&self, home: &Home) -> Result<Option<String>, Error> {
        let about = match home {
            Home::Organisation(id) => About::Organisation(id),
            Home::Party(id) => About::Party(id),
        };
        let mut name = None;
        self.pool.with(|store| {
            Ok(store.facts_about(about, None, |_, row| match row {
                Row::Organisation(row) => name = Some(row.name.to_owned()),
                Row::Party(row) => name = Some(PartyName::of(row.party_id, row.kind, row.name).shown()),
                _ => {}
            })?)
        })?;
        Ok(name)
    }

    /// One's own profile.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn profile(&self, caller: &Caller) -> Result<Profile, Error> {
        caller.permit(UseCase::Profile)?;
        let user = self.own(caller)?;
        let recovery_codes = self.pool.with(|store| Ok(store.recovery_codes_left(user.number)?))?;
        let home = home(&user);
        Ok(Profile {
            role: role(&user)?,
            home_name: home.as_ref().map_or(Ok(None), |home| self.name_of_home(home))?,
            home,
            created: user.created,
            second_factor: user.second_factor,
            recovery_codes,
            login: user.login,
            name: user.name,
        })
    }

    /// Makes sure that it is the owner who asks.
    fn prove(&self, store: &mut Store, user: &User, given: &str) -> Result<(), Error> {
        let subjects = Subjects::of(&user.login, "");
        self.hashing.work(AccountError::Busy, || {
            subjects.may_try(store, self.instant())?;
            if password::holds(given, &user.password) {
                return Ok(());
            }
            store.note_failure(&subjects.0[..1], self.instant())?;
            Err(AccountError::WrongPassword.into())
        })
    }

    /// Chooses another password; all other sessions end.
    ///
    /// # Errors
    /// [`AccountError::WrongPassword`], [`AccountError::PasswordSame`],
    /// [`AccountError::PasswordLength`], [`AccountError::PasswordCommon`],
    /// [`AccountError::TooManyTries`], or whatever the register answers.
    pub fn change_password(&self, caller: &Caller, present: &str, new: &str) -> Result<(), Error> {
        let permit = caller.permit(UseCase::ChangePassword)?;
        let user = self.own(caller)?;
        self.account_act(&permit, &user.login, |store, opening, clock| {
            self.prove(store, &user, present)?;
            if new == present {
                return Err(AccountError::PasswordSame.into());
            }
            password::allowed(new, &user.login)?;
            let hash = self.hashing.work(AccountError::Busy, || password::hash(new, &self.chance()?))?;
            Ok(store.set_password((opening, ""), user.number, &hash, caller.session(), clock)?)
        })
    }

    /// Offers a second factor. Who has one already proves itself by the
    /// password; the one in force stays until the new one is confirmed.
    ///
    /// # Errors
    /// [`AccountError::WrongPassword`], [`Error::KeyNeeded`], or whatever the
    /// register answers.
    pub fn offer_second_factor(&self, caller: &Caller, present: &str) -> Result<Enrolment, Error> {
        let permit = caller.permit(UseCase::SecondFactor)?;
        let (user, seal) = (self.own(caller)?, self.seal()?);
        self.account_act(&permit, "offer", |store, opening, clock| {
            if user.second_factor {
                self.prove(store, &user, present)?;
            }
            let chance = self.chance()?;
            let secret = &chance[..LENGTH];
            let sealed = seal.seal(user.number, secret, &self.chance()?)?;
            store.offer_second_factor((opening, ""), user.number, &sealed, clock)?;
            let uri = Secret::new(second_factor::uri(&user.login, secret));
            Ok(Enrolment { secret: Secret::new(second_factor::base32(secret)), uri })
        })
    }

    /// Puts the second factor on offer in force by its first code; gives the
    /// recovery codes, which are told here and never again.
    ///
    /// # Errors
    /// [`AccountError::NoOffer`], [`AccountError::WrongCode`],
    /// [`AccountError::TooManyTries`], or whatever the register answers.
    pub fn confirm_second_factor(&self, caller: &Caller, code: &str) -> Result<Vec<Secret>, Error> {
        let permit = caller.permit(UseCase::SecondFactor)?;
        let (user, seal) = (self.own(caller)?, self.seal()?);
        let subjects = Subjects::of(&user.login, "");
        self.account_act(&permit, "confirm", |store, opening, clock| {
            subjects.may_try(store, clock())?;
            let factor = store.second_factor(user.number)?.ok_or(AccountError::NoOffer)?;
            let secret = seal.open(user.number, &factor.offered).ok_or(AccountError::NoOffer)?;
            let seconds = u64::try_from(clock().0 / SECOND).unwrap_or(0);
            let Some(step) = second_factor::step_of(&secret, code, seconds) else {
                store.note_failure(&subjects.0[..1], clock())?;
                return Err(AccountError::WrongCode.into());
            };
            let mut codes = Vec::with_capacity(CODES);
            for _ in 0..CODES {
                codes.push(in_groups(&self.chance()?, GROUPS, GROUP));
            }
            let hashes: Vec<_> = codes.iter().map(|code| seal.recovery(user.number, code)).collect();
            let offered = (factor.offered.as_slice(), step);
            if !store.confirm_second_factor((opening, ""), user.number, offered, &hashes, clock)? {
                return Err(AccountError::NoOffer.into());
            }
            Ok(codes.into_iter().map(Secret::new).collect())
        })
    }
}
