//! Users, by login.

use huigu_access::{home, role};
use huigu_quantity::{Day, Phrase};
use huigu_store::User;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Role::{Administrator, Auditor, Operator};
use crate::{Error, Operation, OperationKind, Rights, Role, Roles, Run, TokenAccess, Unprinted};

input! {
    /// See who may sign in.
    #[derive(Copy)]
    pub struct ListUsers {}
}

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
    fn of(user: User) -> Result<Self, Error> {
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

impl Operation for ListUsers {
    const RIGHTS: Rights = Rights {
        code: "users",
        roles: Roles::NOBODY.district(&[Auditor, Administrator, Operator]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("可登录门户的用户", "Who may sign in at the portal");
    const COMMAND: &'static str = "user list";
    type Output = Vec<UserView>;

    fn run(self, run: &mut Run<'_, Vec<UserView>>) -> Result<Vec<UserView>, Error> {
        run.read(|store| store.users())?.into_iter().map(UserView::of).collect()
    }
}
