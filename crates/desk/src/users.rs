//! Users, as who keeps them sees them: listed, added, disabled, reset.

mod add;
mod disable;
mod list;
mod reset;

pub use add::AddUser;
pub use disable::DisableUser;
pub use list::{ListUsers, UserView};
pub use reset::ResetUser;

use huigu_access::password;
use huigu_store::{Instant, User};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Role::{Administrator, Operator};
use crate::account::{DAY, login_of};
use crate::{AccountError, Error, Roles, Run, Secret};
use huigu_access::secret::in_groups;

/// Who keeps users.
const KEEPERS: Roles = Roles::NOBODY.district(&[Administrator, Operator]);

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
fn give_out<T>(run: &Run<'_, T>) -> Result<(Secret, String, Instant), Error> {
    let given = in_groups(&run.desk().random()?, GROUPS, GROUP);
    let hash = password::hash(&given, &run.desk().random()?)?;
    let until = Instant(run.clock()().0.saturating_add(GIVEN * DAY));
    Ok((Secret::new(given), hash, until))
}

/// The user of a login.
fn user_of<T>(run: &mut Run<'_, T>, login: &str) -> Result<User, Error> {
    let login = login_of(login);
    run.read(|store| store.user(&login))?.ok_or_else(|| AccountError::NoSuchUser.into())
}

/// The login of a user added for a sample.
#[cfg(feature = "samples")]
fn added(at: &crate::Sampling<'_>) -> String {
    use crate::Operation as _;
    let new = AddUser::sample(at);
    let login = new.login.clone();
    let made = at.desk.run(&crate::Caller::operator("sampler"), new);
    made.map_or_else(|error| unreachable!("a user is added: {error}"), |_| login)
}
