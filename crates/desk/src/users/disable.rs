//! Keeping a user from signing in, or letting it in again.

use huigu_quantity::Phrase;

use super::account::{KEEPERS, user_of};
use crate::{Error, Operation, OperationKind, Rights, Run, TokenAccess};

input! {
    /// Keep a user from signing in and end its sessions, or let it in again.
    pub struct DisableUser {
        login: String = "登录名", "Login";
        #[serde(default)]
        undo: bool = "重新启用", "Let it in again";
    }
}

impl Operation for DisableUser {
    const RIGHTS: Rights = Rights { code: "disable-user", roles: KEEPERS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase =
        Phrase::new("停用用户并结束其会话，或重新启用", "Keep a user from signing in, or let it in again");
    const COMMAND: &'static str = "user disable {login}";
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
        Self { login: super::add::added(at), undo: false }
    }
}
