//! Keeping a user from signing in, or letting it in again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{KEEPERS, user_of};
use crate::{Error, Operation, OperationKind, OperationSummary, Rights, Run, TokenAccess};

/// Keep a user from signing in and end its sessions, or let it in again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DisableUser {
    /// Login.
    #[schemars(title = "Login", extend("x-zh" = "登录名"))]
    pub login: String,
    /// Whether it is let in again.
    #[serde(default)]
    #[schemars(title = "Let it in again", extend("x-zh" = "重新启用"))]
    pub undo: bool,
}

impl Operation for DisableUser {
    const RIGHTS: Rights = Rights { code: "disable-user", roles: KEEPERS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: OperationSummary = OperationSummary {
        zh: "停用用户并结束其会话，或重新启用",
        en: "Keep a user from signing in, or let it in again",
    };
    const COMMAND: &'static str = "user disable";
    type Output = ();

    fn run(self, run: &mut Run<'_, ()>) -> Result<(), Error> {
        let user = user_of(run, &self.login)?;
        let detail = if self.undo { "enable" } else { "disable" };
        run.act(&user.login, detail, |run, opening| {
            let clock = run.clock();
            run.commit(opening, |store| Ok(store.set_disabled((opening, detail), user.number, !self.undo, clock)?))
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { login: super::added(at), undo: false }
    }
}
