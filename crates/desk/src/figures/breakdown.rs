//! The targets on a day, by a dimension.

use huigu_engine::{Breakdown, Dimension};
use huigu_quantity::Phrase;

use super::Answer;
use crate::Role::{Auditor, Bank, Centre, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::desk::scoped;
use crate::{
    AsKnownAt, AsOf, Caller, Error, Http, Operation, OperationKind, ProblemKind, Refused, Rights, Roles, Run,
    TokenAccess, TokenScope,
};

input! {
    /// See the targets on a day by lender, industry, town, park or month: of an
    /// institution its own group, and month by month the values alone.
    #[derive(Copy)]
    pub struct BreakDownTargets {
        dimension: Dimension = "按什么分列", "By what", "month";
        #[serde(default)]
        as_of: AsOf;
        as_known_at: Option<AsKnownAt>;
    }
}

impl BreakDownTargets {
    /// The dimensions by which a caller may see the targets.
    #[must_use]
    pub fn dimensions(caller: &Caller) -> Vec<Dimension> {
        let Ok(permit) = caller.permit(&Self::RIGHTS) else { return Vec::new() };
        Dimension::ALL.into_iter().filter(|by| scoped::reaches(&permit, *by)).collect()
    }
}

impl Operation for BreakDownTargets {
    const RIGHTS: Rights = Rights {
        code: "target-breakdown",
        roles: Roles::EVERYBODY
            .district(&[Centre, Finance, PeoplesBank, Auditor, Operator])
            .own(&[Unit, Bank, Guarantor]),
        token: TokenAccess::Of(TokenScope::Figures),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase =
        Phrase::new("按银行、行业、镇街、园区或月份分列的目标", "The targets by lender, industry, town, park or month");
    const HTTP: Http = Http::get("/targets/by/{dimension}");
    const COMMAND: &'static str = "targets --by {dimension}";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::OutsideValidity, ProblemKind::RegisterFaulty];
    type Output = Answer<Breakdown>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        if !scoped::reaches(run.permit(), self.dimension) {
            return Err(Refused::NotAllowed { role: run.permit().role() }.into());
        }
        let day = run.day(self.as_of);
        let (rules, view) = (run.desk().rules(day)?, run.view(self.as_known_at)?);
        let found = view.breakdown(&rules, day, self.dimension, run.desk().costly())?;
        Ok(run.answer(&view, scoped::breakdown(&found, run.permit())))
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let dimension = Self::dimensions(at.caller).first().copied().unwrap_or(Dimension::Month);
        Self { dimension, as_of: AsOf::on(crate::Sampling::day()), as_known_at: None }
    }
}
