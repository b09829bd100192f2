//! The targets on a day.

use huigu_engine::TargetsAnswer;
use huigu_quantity::Phrase;

use super::Answer;
use crate::Role::{Auditor, Centre, Finance, Operator, PeoplesBank, Unit};
use crate::desk::scoped;
use crate::{
    AsKnownAt, AsOf, Error, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, TokenAccess, TokenScope,
};

input! {
    /// See the targets on a day; to others than the staff the values alone.
    #[derive(Copy, Default)]
    pub struct ShowTargets {
        #[serde(default)]
        as_of: AsOf;
        as_known_at: Option<AsKnownAt>;
    }
}

impl Operation for ShowTargets {
    const RIGHTS: Rights = Rights {
        code: "targets",
        roles: Roles::EVERYBODY.district(&[Centre, Finance, PeoplesBank, Unit, Auditor, Operator]),
        token: TokenAccess::Of(TokenScope::Figures),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("某日的目标完成情况", "Where the targets stand on a date");
    const HTTP: Http = Http::get("/targets");
    const COMMAND: &'static str = "targets";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::OutsideValidity, ProblemKind::RegisterFaulty];
    type Output = Answer<TargetsAnswer>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        let day = run.day(self.as_of);
        let (rules, view) = (run.desk().rules(day)?, run.view(self.as_known_at)?);
        let found = view.targets(&rules, day, run.desk().costly())?;
        Ok(run.answer(&view, scoped::targets(&found, run.permit())))
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        Self { as_of: AsOf::on(crate::Sampling::day()), as_known_at: None }
    }
}
