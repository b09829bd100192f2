//! What a year's measures come to.

use huigu_engine::Settlement;
use huigu_quantity::Phrase;

use super::Answer;
use crate::Role::{Auditor, Bank, Centre, Enterprise, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::desk::scoped;
use crate::{
    AsKnownAt, Error, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, TokenAccess, TokenScope, Year,
};

input! {
    /// See what a year's measures come to: an institution its own part, the public
    /// the totals.
    #[derive(Copy)]
    pub struct SettleYear {
        year: Year;
        as_known_at: Option<AsKnownAt>;
    }
}

impl Operation for SettleYear {
    const RIGHTS: Rights = Rights {
        code: "settlement",
        roles: Roles::EVERYBODY
            .district(&[Centre, Finance, PeoplesBank, Auditor, Operator])
            .own(&[Unit, Bank, Guarantor, Enterprise]),
        token: TokenAccess::Of(TokenScope::Figures),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("一个年度的测算", "A year's settlement");
    const HTTP: Http = Http::get("/settlements/{year}");
    const COMMAND: &'static str = "settle";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::OutsideValidity, ProblemKind::RegisterFaulty];
    type Output = Answer<Settlement>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        let year = self.year.get();
        let (rules, view) = (run.desk().rules_of_year(year)?, run.view(self.as_known_at)?);
        let found = scoped::settlement(&view.settlement(&rules, year), run.permit(), run.plan());
        Ok(run.answer(&view, found))
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        Self { year: Year::new(2021), as_known_at: None }
    }
}
