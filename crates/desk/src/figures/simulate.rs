//! What a year would cost with other figures in the plan.

use huigu_engine::{Simulation, simulate};
use huigu_quantity::Phrase;

use super::Answer;
use crate::Role::{Auditor, Centre, Finance, Operator, PeoplesBank};
use crate::{
    AsKnownAt, Changes, Error, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, TokenAccess,
    TokenScope, Year,
};

input! {
    /// Ask what a year would cost with other figures; each change is
    /// `MEASURE.PARAM=VALUE`, in the words of the plan's files.
    pub struct SimulateYear {
        year: Year;
        set: Changes = "设定，每条一行", "Changes of the plan, a line each";
        as_known_at: Option<AsKnownAt>;
    }
}

impl Operation for SimulateYear {
    const RIGHTS: Rights = Rights {
        code: "simulate",
        roles: Roles::NOBODY.district(&[Centre, Finance, PeoplesBank, Auditor, Operator]),
        token: TokenAccess::Of(TokenScope::Figures),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("改动参数后要多花多少", "What other figures would cost");
    const HTTP: Http = Http::post("/simulations").giving(200);
    const COMMAND: &'static str = "simulate";
    const PROBLEMS: &'static [ProblemKind] =
        &[ProblemKind::Settings, ProblemKind::DecodeError, ProblemKind::OutsideValidity, ProblemKind::RegisterFaulty];
    type Output = Answer<Simulation>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        let (year, changed) = (self.year.get(), self.set.made_in(run.plan())?);
        let set = self.set.into_list();
        let desk = run.desk();
        let (before, view) = (desk.rules_of_year(year)?, run.view(self.as_known_at)?);
        let after = desk.rules_of_year_in(&changed, year)?;
        let simulated = || Ok(simulate(&view.book, &before, &after, year, set));
        let found = desk.costly().work(Error::Busy, simulated)?;
        Ok(run.answer(&view, found))
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let parameters = at.desk.plan().parameters();
        let present = parameters.iter().find_map(|one| Some((&one.path, one.values.last()?.value?)));
        let set = present.map(|(path, value)| format!("{path}={}", value.text().get(huigu_quantity::Lang::Zh)));
        let set = Changes::new(set.into_iter().collect()).unwrap_or_default();
        Self { year: Year::new(2021), set, as_known_at: None }
    }
}
