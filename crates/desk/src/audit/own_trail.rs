//! One's own acts.

use huigu_quantity::Phrase;

use super::page::{AuditPage, before};
use crate::{Continuation, Error, Operation, OperationKind, PageSize, Rights, Roles, Run, TokenAccess};

input! {
    /// See one's own acts, the latest first.
    #[derive(Default)]
    pub struct OwnTrail {
        #[serde(default)]
        limit: PageSize;
        cursor: Option<Continuation>;
    }
}

impl Operation for OwnTrail {
    const RIGHTS: Rights = Rights { code: "own-trail", roles: Roles::ACCOUNTS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("自己的操作，最近的在前", "One's own acts, the latest first");
    type Output = AuditPage;

    fn run(self, run: &mut Run<'_, AuditPage>) -> Result<AuditPage, Error> {
        let before = before(&Self::HTTP, self.cursor.as_ref())?;
        let (who, size) = (run.permit().who(), self.limit);
        Ok(AuditPage::of(&Self::HTTP, run.read(|store| store.acts_of(who, before, size.get() + 1))?, size))
    }

    fn next(page: &AuditPage) -> Option<&Continuation> {
        page.next.as_ref()
    }
}
