//! Users, as who keeps them sees them: added, disabled, reset.

use huigu_facts::{OrganisationKind, Row};
use huigu_plan::{Plan, UnitRole};
use huigu_store::{About, Home as KeptHome, Instant, NewUser, User};

use super::secret::in_groups;
use super::{AccountError, DAY, Secret, home, login_of, password, role};
use crate::person::holds_number;
use crate::{Caller, Counter, Error, Home, Permit, Register, Role, UseCase};

/// How many days a password that was given out is good.
const GIVEN: i64 = 7;
/// Letters of a password that is given out: four groups of four, 80 bits.
const GROUPS: usize = 4;
const GROUP: usize = 4;

/// A user to be added.
#[derive(Clone, Copy)]
pub struct NewAccount<'a> {
    /// Login: lower-case letters, digits, `.`, `_` and `-`.
    pub login: &'a str,
    /// Name shown.
    pub name: &'a str,
    /// Role.
    pub role: Role,
    /// Id of the organisation, unit or party it stands for; empty: the unit to
    /// which the plan gives the role, else none.
    pub home: &'a str,
}

/// A user as who keeps users sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct UserShown {
    /// Login.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Role.
    pub role: Role,
    /// What it stands for.
    pub home: Option<Home>,
    /// When it was added.
    pub created: Instant,
    /// Since when it may not sign in.
    pub disabled: Option<Instant>,
    /// Whether a second factor is in force.
    pub second_factor: bool,
    /// Whether its password was given out and is to be changed.
    pub password_given: bool,
}

impl std::fmt::Debug for UserShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UserShown({}, {}, {:?})", self.login, self.role.code(), self.home)
    }
}

fn shown(user: User) -> Result<UserShown, Error> {
    Ok(UserShown {
        role: role(&user)?,
        home: home(&user),
        created: user.created,
        disabled: user.disabled,
        second_factor: user.second_factor,
        password_given: user.given_until.is_some(),
        login: user.login,
        name: user.name,
    })
}

fn is_login(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (2..=40).contains(&text.len())
        && text.starts_with(plain)
        && text.chars().all(|c| plain(c) || ".-_".contains(c))
        && !holds_number(text)
}

/// The unit to which the plan gives a role.
fn unit_of(role: Role, plan: &Plan) -> Option<&str> {
    let wanted = match role {
        Role::Centre => UnitRole::Centre,
        Role::Finance => UnitRole::Finance,
        Role::PeoplesBank => UnitRole::PeoplesBank,
        _ => return None,
    };
    plan.units().iter().find(|unit| unit.role == Some(wanted)).map(|unit| unit.id.as_str())
}

impl Register<'_> {
    /// What an account is to stand for, if plan or register know it and it
    /// fits the role.
    fn home_of(&mut self, role: Role, id: &str, plan: &Plan) -> Result<KeptHome, Error> {
        if id.is_empty() {
            return match role {
                Role::Bank | Role::Guarantor | Role::Enterprise | Role::Unit => Err(AccountError::HomeNeeded.into()),
                _ => Ok(unit_of(role, plan).map_or(KeptHome::Nothing, |unit| KeptHome::Organisation(unit.to_owned()))),
            };
        }
        let id = self.veiled(id)?;
        let (mut kind, mut is_party) = (None, false);
        self.store.facts_about(About::Organisation(&id), None, |_, row| {
            if let Row::Organisation(row) = row {
                kind = Some(row.kind);
            }
        })?;
        self.store.facts_about(About::Party(&id), None, |_, _| is_party = true)?;
        let is_unit = plan.units().iter().any(|unit| unit.id == id);
        let fits = match role {
            Role::Bank => kind == Some(OrganisationKind::Bank),
            Role::Guarantor => matches!(kind, Some(OrganisationKind::Guarantor | OrganisationKind::Insurer)),
            Role::Enterprise => is_party,
            _ => is_unit || kind.is_some(),
        };
        match (fits, role) {
            (false, _) => Err(AccountError::HomeUnknown { home: id }.into()),
            (true, Role::Enterprise) => Ok(KeptHome::Party(id)),
            (true, _) => Ok(KeptHome::Organisation(id)),
        }
    }

    /// A password to be given out, its hash, and until when it is good.
    fn give_out(&self) -> Result<(Secret, String, Instant), Error> {
        let chance = || (self.around.chance)().ok_or(Error::NoChance);
        let given = in_groups(&chance()?, GROUPS, GROUP);
        let hash = password::hash(&given, &chance()?)?;
        let until = Instant((self.around.clock)().0.saturating_add(GIVEN * DAY));
        Ok((Secret::new(given), hash, until))
    }

    /// Every user, by login.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn users(&mut self, caller: &Caller) -> Result<Vec<UserShown>, Error> {
        caller.permit(UseCase::Users)?;
        self.store.users()?.into_iter().map(shown).collect()
    }

    /// Adds a user; gives the password to hand over, which is good for a week
    /// and must be changed.
    ///
    /// # Errors
    /// [`AccountError`], [`huigu_store::Error::LoginTaken`],
    /// [`Error::Refused`], or whatever the register answers.
    pub fn add_user(&mut self, caller: &Caller, new: &NewAccount<'_>, plan: &Plan) -> Result<Secret, Error> {
        let permit = caller.permit(UseCase::AddUser)?;
        let login = login_of(new.login);
        if !is_login(&login) {
            return Err(AccountError::BadLogin.into());
        }
        if !Role::of_users().any(|role| role == new.role) {
            return Err(AccountError::BadRole.into());
        }
        let opening = self.open_act(permit.use_case(), &login, new.role.code())?;
        let done = self.home_of(new.role, new.home.trim(), plan).and_then(|home| {
            let (given, hash, until) = self.give_out()?;
            let name = self.veiled_to_keep(new.name.trim())?;
            let (role, given_until) = (new.role.code(), Some(until));
            let user = NewUser { login: &login, name: &name, role, home: &home, password: &hash, given_until };
            self.store.add_user((&opening, role), &user, self.around.clock)?;
            Ok(given)
        });
        done.inspect_err(|error| self.not_done(&opening, error))
    }

    /// An act about the user of a login.
    fn about_user<T>(
        &mut self,
        permit: &Permit,
        login: &str,
        detail: &str,
        act: impl FnOnce(&mut Self, &User, &huigu_store::Opening) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let user = self.store.user(&login_of(login))?.ok_or(AccountError::NoSuchUser)?;
        let opening = self.open_act(permit.use_case(), &user.login, detail)?;
        let done = act(self, &user, &opening);
        done.inspect_err(|error| self.not_done(&opening, error))
    }

    /// Keeps a user from signing in and ends its sessions, or lets it in again.
    ///
    /// # Errors
    /// [`AccountError::NoSuchUser`], [`Error::Refused`], or whatever the register answers.
    pub fn set_user_disabled(&mut self, caller: &Caller, login: &str, disabled: bool) -> Result<(), Error> {
        let permit = caller.permit(UseCase::DisableUser)?;
        let detail = if disabled { "disable" } else { "enable" };
        self.about_user(&permit, login, detail, |register, user, opening| {
            let clock = register.around.clock;
            Ok(register.store.set_disabled((opening, detail), user.number, disabled, clock)?)
        })
    }

    /// Gives a user a new password to hand over, takes its second factor away,
    /// and ends its sessions and tokens.
    ///
    /// # Errors
    /// [`AccountError::NoSuchUser`], [`Error::Refused`], or whatever the register answers.
    pub fn reset_user(&mut self, caller: &Caller, login: &str) -> Result<Secret, Error> {
        let permit = caller.permit(UseCase::ResetUser)?;
        self.about_user(&permit, login, "", |register, user, opening| {
            let (given, hash, until) = register.give_out()?;
            let clock = register.around.clock;
            register.store.reset_user((opening, ""), user.number, &hash, until, clock)?;
            Ok(given)
        })
    }
}

impl Counter {
    /// As [`Register::users`].
    ///
    /// # Errors
    /// Likewise.
    pub fn users(&self, caller: &Caller) -> Result<Vec<UserShown>, Error> {
        self.register(&caller.who(), |register| register.users(caller))
    }

    /// As [`Register::add_user`].
    ///
    /// # Errors
    /// Likewise.
    pub fn add_user(&self, caller: &Caller, new: &NewAccount<'_>) -> Result<Secret, Error> {
        self.register(&caller.who(), |register| register.add_user(caller, new, self.plan()))
    }

    /// As [`Register::set_user_disabled`].
    ///
    /// # Errors
    /// Likewise.
    pub fn set_user_disabled(&self, caller: &Caller, login: &str, disabled: bool) -> Result<(), Error> {
        self.register(&caller.who(), |register| register.set_user_disabled(caller, login, disabled))
    }

    /// As [`Register::reset_user`].
    ///
    /// # Errors
    /// Likewise.
    pub fn reset_user(&self, caller: &Caller, login: &str) -> Result<Secret, Error> {
        self.register(&caller.who(), |register| register.reset_user(caller, login))
    }
}
