//! Giving a user a new password to begin with.

use huigu_quantity::Phrase;

use super::account::{GivenPassword, KEEPERS, give_out, user_of};
use crate::{Error, Operation, OperationKind, Rights, Run, TokenAccess};

input! {
    /// Give a user a new password to hand over, take its second factor away, and
    /// end its sessions and tokens.
    pub struct ResetUser {
        login: String = "登录名", "Login";
    }
}

impl Operation for ResetUser {
    const RIGHTS: Rights = Rights { code: "reset-user", roles: KEEPERS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase =
        Phrase::new("重置密码和动态口令", "Give a user a new first password and take its second factor away");
    const COMMAND: &'static str = "user reset {login}";
    type Output = GivenPassword;

    fn run(self, run: &mut Run<'_, GivenPassword>) -> Result<GivenPassword, Error> {
        let user = user_of(run, &self.login)?;
        run.act(&user.login, "", |run, opening| {
            let (given, hash, until) = give_out(run)?;
            let clock = run.clock();
            run.commit(opening, |store| {
                store.reset_user((opening, ""), user.number, &hash, until, clock)?;
                Ok(GivenPassword { login: user.login.clone(), password: given })
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { login: super::add::added(at) }
    }
}
