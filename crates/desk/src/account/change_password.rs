//! Choosing another password.

use huigu_access::{AccountError, TypedSecret, password};
use huigu_quantity::Phrase;

use super::own;
use crate::{Error, Operation, OperationKind, Rights, Roles, Run, TokenAccess};

input! {
    /// Choose another password; all other sessions end.
    pub struct ChangePassword {
        present: TypedSecret = "当前密码", "Present password";
        new: TypedSecret = "新密码", "New password";
    }
}

impl Operation for ChangePassword {
    const RIGHTS: Rights =
        Rights { code: "change-password", roles: Roles::ACCOUNTS.for_enrolment(), token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("修改自己的密码", "Change one's own password");
    type Output = ();

    fn run(self, run: &mut Run<'_, ()>) -> Result<(), Error> {
        let user = own::user(run)?;
        run.act(&user.login, "", |run, opening| {
            own::prove(run, &user, &self.present)?;
            if self.new == self.present {
                return Err(AccountError::PasswordSame.into());
            }
            let (desk, new) = (run.desk(), self.new.typed());
            password::allowed(new, &user.login)?;
            let hash = desk.hashing.work(AccountError::Busy, || Ok(password::hash(new, &desk.random()?)?))?;
            let (clock, session) = (run.clock(), run.caller().session());
            run.commit(opening, |store| Ok(store.set_password((opening, ""), user.number, &hash, session, clock)?))
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        const OTHER: &str = "other words than before";
        let kept = at.desk.store(|store| Ok(store.user(at.caller.login())?)).ok().flatten();
        // What an earlier sample changed is changed back.
        let changed = kept.is_some_and(|user| password::holds(OTHER, &user.password));
        let (present, new) = if changed { (OTHER, at.password) } else { (at.password, OTHER) };
        Self { present: present.into(), new: new.into() }
    }
}
