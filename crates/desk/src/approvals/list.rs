//! Approved settlements, and which of them are in force.

use huigu_quantity::{Fen, Lang, Phrase};
use schemars::JsonSchema;
use serde::Serialize;

use super::ApprovalView;
use crate::Role::{Auditor, Bank, Centre, Enterprise, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::sheets::approvals::approved;
use crate::{CommandAnswer, Error, Http, Operation, OperationKind, Rights, Roles, Run, TokenAccess, TokenScope};

input! {
    /// See the approved settlements.
    #[derive(Copy)]
    pub struct ListApprovals {}
}

/// Approved settlements, by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Approvals {
    /// Each without its result.
    pub approvals: Vec<ApprovalView>,
}

/// The last approval of each year, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce<'a> {
    /// By number.
    pub each: Vec<&'a ApprovalView>,
    /// Their sum, as far as it is the caller's.
    pub amount: Fen,
}

impl Approvals {
    /// Those that no later one of the same year replaces.
    #[must_use]
    pub fn in_force(&self) -> InForce<'_> {
        let all = &self.approvals;
        let later =
            |one: &ApprovalView| all.iter().any(|other| other.year == one.year && other.settlement > one.settlement);
        let each: Vec<&ApprovalView> = all.iter().filter(|one| !later(one)).collect();
        let amount = each.iter().map(|one| one.amount).sum();
        InForce { each, amount }
    }
}

impl Operation for ListApprovals {
    const RIGHTS: Rights = Rights {
        code: "approved",
        roles: Roles::EVERYBODY
            .district(&[Centre, Finance, PeoplesBank, Auditor, Operator])
            .own(&[Unit, Bank, Guarantor, Enterprise]),
        token: TokenAccess::Of(TokenScope::Figures),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("核定的测算", "Approved settlements");
    const HTTP: Http = Http::get("/approvals").by_content();
    const COMMAND: &'static str = "settlements";
    type Output = Approvals;

    fn run(self, run: &mut Run<'_, Approvals>) -> Result<Approvals, Error> {
        let scope = run.scope();
        let all = run.read(|store| store.approved())?;
        let view = |one| Ok(ApprovalView::of(one, scope)?.0);
        Ok(Approvals { approvals: all.into_iter().map(view).collect::<Result<_, Error>>()? })
    }

    fn shown(answer: &Approvals, lang: Lang) -> Result<CommandAnswer, Error> {
        CommandAnswer::list(&answer.approvals, approved(&answer.approvals, lang))
    }
}
