//! A user as it is answered.

use huigu_access::{home, role};
use huigu_quantity::Day;
use huigu_store::User;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Error, Role, Unprinted};

/// A user as who keeps users sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "User")]
pub struct UserView {
    /// Login.
    #[schemars(example = &"zhang")]
    pub login: String,
    /// Name shown.
    pub name: Unprinted,
    /// Role.
    pub role: Role,
    /// Id of what it stands for.
    #[serde(rename = "for")]
    #[schemars(example = "finance-centre")]
    pub home: Option<String>,
    /// Whether a second factor is in force.
    pub second_factor: bool,
    /// Whether its password was given out and is to be changed.
    pub password_given: bool,
    /// The day it was added, in Shanghai.
    pub created: Day,
    /// The day since which it may not sign in.
    pub disabled: Option<Day>,
}

impl UserView {
    /// A user of the register.
    pub(super) fn of(user: User) -> Result<Self, Error> {
        Ok(Self {
            role: role(&user)?,
            home: home(&user).map(|home| home.id().to_owned()),
            created: user.created.day(),
            disabled: user.disabled.map(|since| since.day()),
            second_factor: user.second_factor,
            password_given: user.given_until.is_some(),
            login: user.login,
            name: Unprinted(user.name),
        })
    }
}
