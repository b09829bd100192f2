//! Users, by login.

use huigu_quantity::{Lang, Phrase};

use super::UserView;
use crate::Role::{Administrator, Auditor, Operator};
use crate::sheets::users::users;
use crate::{CommandAnswer, Error, Operation, OperationKind, Rights, Roles, Run, TokenAccess};

input! {
    /// See who may sign in.
    #[derive(Copy)]
    pub struct ListUsers {}
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

    fn shown(answer: &Vec<UserView>, lang: Lang) -> Result<CommandAnswer, Error> {
        CommandAnswer::list(answer, users(answer, &[], lang))
    }
}
