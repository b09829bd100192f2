//! Why a beneficiary gets what it gets under a measure, and what it does not.

use huigu_engine::Explanation;
use huigu_quantity::Phrase;

use super::Answer;
use crate::Role::{Auditor, Bank, Centre, Enterprise, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::desk::scoped;
use crate::{
    AsKnownAt, Error, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, TextLine, TokenAccess,
    TokenScope, Year,
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
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::OutsideValidity, ProblemKind::RegisterFaulty];
    type Output = Answer<Explanation>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        let (year, measure, beneficiary) = (self.year.get(), &*self.measure, &*run.known_id(&self.beneficiary)?);
        let (rules, view) = (run.desk().rules_of_year(year)?, run.view(self.as_known_at)?);
        let known = view.explanation(&rules, year, measure, beneficiary);
        let known: Option<&Explanation> = Option::as_ref(&known);
        let found = known.and_then(|known| scoped::explanation(known, run.permit(), run.plan()));
        let found = found.ok_or_else(|| Error::NotThere { what: format!("{measure} / {beneficiary}") })?;
        Ok(run.answer(&view, found))
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        at.explained()
    }
}

#[cfg(feature = "samples")]
impl crate::Sampling<'_> {
    /// What can be explained of a year: every entitlement, and why the caller
    /// itself gets nothing.
    pub(crate) fn explanations(&self) -> impl Iterator<Item = (ExplainEntitlement, Explanation)> {
        let everybody = crate::Caller::operator("somebody else");
        let year = Year::new(2021);
        let settled = self.desk.run(&everybody, super::SettleYear { year, as_known_at: None });
        let measures = settled.map(|answer| answer.found.measures).unwrap_or_default();
        let own = self
            .caller
            .permit(&ExplainEntitlement::RIGHTS)
            .ok()
            .and_then(|permit| permit.scope().own().map(str::to_owned));
        let each = measures.into_iter().flat_map(move |measure| {
            let ids = measure.beneficiaries.into_iter().map(|one| one.id).chain(own.clone());
            ids.filter_map(move |id| {
                let (measure, beneficiary) = (TextLine::new(&measure.measure).ok()?, TextLine::new(&id).ok()?);
                Some(ExplainEntitlement { year, measure, beneficiary, as_known_at: None })
            })
        });
        each.filter_map(move |input| {
            let found = self.desk.run(&everybody, input.clone()).ok()?.found;
            Some((input, found))
        })
    }

    /// An entitlement to be explained.
    ///
    /// # Panics
    /// Where the sample district holds none of the kind.
    #[must_use]
    pub fn explained(&self) -> ExplainEntitlement {
        let plan = self.desk.plan();
        let found = self.explanations().find(|(_, found)| {
            self.is_wanted(&ExplainEntitlement::RIGHTS, |permit| match permit.scope() {
                crate::Scope::Unit(unit) => scoped::is_of_unit(plan, &found.clause, unit),
                scope => scope.own() == Some(&found.beneficiary),
            })
        });
        found.map_or_else(|| panic!("the sample district explains nothing {:?}", self.whose), |(input, _)| input)
    }
}
