//! Why a beneficiary gets what it gets under a measure, and what it does not.

use huigu_engine::Explanation;
use huigu_quantity::Phrase;

use super::Answer;
use crate::Role::{Auditor, Bank, Centre, Enterprise, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::desk::scoped;
use crate::{
    AsKnownAt, Error, Http, Operation, OperationKind, Rights, Roles, Run, TextLine, TokenAccess, TokenScope, Year,
};

input! {
    /// Ask why a beneficiary gets what it gets, line by line.
    pub struct ExplainEntitlement {
        year: Year;
        measure: TextLine<200> = "措施编号", "Id of the measure", "a-measure";
        beneficiary: TextLine<200> = "受益机构或主体编号", "Id of the beneficiary", "anyuan-bank";
        as_known_at: Option<AsKnownAt>;
    }
}

impl Operation for ExplainEntitlement {
    const RIGHTS: Rights = Rights {
        code: "explain",
        roles: Roles::NOBODY
            .district(&[Centre, Finance, PeoplesBank, Auditor, Operator])
            .own(&[Unit, Bank, Guarantor, Enterprise]),
        token: TokenAccess::Of(TokenScope::Figures),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new(
        "为什么是这个数：明细、未达条件及原因",
        "Why a beneficiary gets what it gets: lines, near misses, reasons",
    );
    const HTTP: Http = Http::get("/settlements/{year}/{measure}/{beneficiary}");
    const COMMAND: &'static str = "explain";
    const PROBLEMS: &'static [&'static str] = &["outside-validity", "register-faulty"];
    type Output = Answer<Explanation>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        let (year, measure, beneficiary) = (self.year.get(), &*self.measure, &*self.beneficiary);
        let (rules, view) = (run.desk().rules_of_year(year)?, run.view(self.as_known_at)?);
        let known = view.explanation(&rules, year, measure, beneficiary);
        let known: Option<&Explanation> = Option::as_ref(&known);
        let found = known.and_then(|known| scoped::explanation(known, run.permit(), run.plan()));
        let found = found.ok_or_else(|| Error::NotThere { what: format!("{measure} / {beneficiary}") })?;
        Ok(Answer::of(&view, found))
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        at.explained()
    }
}
