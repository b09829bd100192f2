//! What keeping users shares: who keeps them, whose account it is, and the
//! password that is given out.

use huigu_access::secret::in_groups;
use huigu_access::{DAY, password};
use huigu_store::{Instant, User};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Role::{Administrator, Operator};
use crate::account::login_of;
use crate::{AccountError, Error, Roles, Run, Secret};

/// Who keeps users.
pub(super) const KEEPERS: Roles = Roles::NOBODY.district(&[Administrator, Operator]);

/// How many days a password that was given out is good.
const GIVEN: i64 = 7;
/// Letters of a password that is given out: four groups of four, 80 bits.
const GROUPS: usize = 4;
const GROUP: usize = 4;

/// A password to be handed over to a user; it is good for a week and must be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GivenPassword {
    /// The user's login.
    #[schemars(example = &"zhang")]
    pub login: String,
    /// The password.
    pub password: Secret,
}

/// A password to be given out, its hash, and until when it is good.
pub(super) fn give_out<T>(run: &Run<'_, T>) -> Result<(Secret, String, Instant), Error> {
    let given = in_groups(&run.desk().random()?, GROUPS, GROUP);
    let hash = password::hash(&given, &run.desk().random()?)?;
    let until = Instant(run.clock()().0.saturating_add(GIVEN * DAY));
    Ok((Secret::new(given), hash, until))
}

/// The user of a login.
pub(super) fn user_of<T>(run: &mut Run<'_, T>, login: &str) -> Result<User, Error> {
    let login = login_of(login);
    run.read(|store| store.user(&login))?.ok_or_else(|| AccountError::NoSuchUser.into())
}
