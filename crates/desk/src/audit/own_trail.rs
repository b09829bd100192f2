//! One's own acts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AuditPage, before};
use crate::{
    Continuation, Error, Operation, OperationKind, OperationSummary, PageSize, Rights, Roles, Run, TokenAccess,
};

/// See one's own acts, the latest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnTrail {
    /// How many at most.
    #[serde(default)]
    pub limit: PageSize,
    /// Where to go on.
    pub cursor: Option<Continuation>,
}

impl Operation for OwnTrail {
    const RIGHTS: Rights = Rights { code: "own-trail", roles: Roles::ACCOUNTS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: OperationSummary =
        OperationSummary { zh: "自己的操作，最近的在前", en: "One's own acts, the latest first" };
    type Output = AuditPage;

    fn run(self, run: &mut Run<'_, AuditPage>) -> Result<AuditPage, Error> {
        let before = before::<Self>(self.cursor.as_ref())?;
        let (who, size) = (run.permit().who(), self.limit);
        Ok(AuditPage::of::<Self>(run.read(|store| store.acts_of(who, before, size.get() + 1))?, size))
    }

    fn next(page: &AuditPage) -> Option<&Continuation> {
        page.next.as_ref()
    }
}
