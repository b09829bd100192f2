//! Keeping a what-if under a name.

use huigu_quantity::Phrase;

use super::{Changes, ScenarioView};
use crate::Role::{Centre, Finance, Operator, PeoplesBank};
use crate::{
    Error, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, SimulateYear, TextLine, TokenAccess, Year,
};

input! {
    /// Keep a what-if, if it can be computed.
    pub struct KeepScenario {
        name: TextLine<100> = "方案名称", "Name it", "rate of 3%";
        year: Year;
        set: Changes = "设定，每条一行", "Changes of the plan, a line each";
    }
}

impl Operation for KeepScenario {
    const RIGHTS: Rights = Rights {
        code: "keep-scenario",
        roles: Roles::NOBODY.district(&[Centre, Finance, PeoplesBank, Operator]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("留存一个测算方案", "Keep a what-if under a name");
    const HTTP: Http = Http::post("/scenarios");
    const PROBLEMS: &'static [ProblemKind] =
        &[ProblemKind::Settings, ProblemKind::DecodeError, ProblemKind::OutsideValidity, ProblemKind::RegisterFaulty];
    type Output = ScenarioView;

    fn run(self, run: &mut Run<'_, ScenarioView>) -> Result<ScenarioView, Error> {
        let year = self.year.get();
        let what_if = SimulateYear { year: self.year, set: self.set.clone(), as_known_at: None };
        run.desk().run(run.caller(), what_if)?;
        let name = run.pseudonymized(&self.name)?;
        run.act("keep", "", |run, opening| {
            let (who, clock) = (run.permit().who(), run.clock());
            run.commit(opening, |store| {
                let number = store.keep_scenario((opening, ""), (&name, year, &self.set.text()), who, clock)?;
                let kept = store.scenarios()?.into_iter().find(|one| one.number == number);
                Ok(kept.ok_or_else(|| Error::NotThere { what: format!("scenario {number}") })?.into())
            })
        })
    }

    fn location(made: &ScenarioView) -> String {
        format!("/scenarios/{}", made.scenario)
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let name = TextLine::new(&format!("宽松 {}", at.count)).unwrap_or_else(|_| unreachable!("a line"));
        Self { name, year: Year::new(2021), set: Changes::default() }
    }
}

/// The number of a what-if kept for a sample by who asks, or by another.
#[cfg(feature = "samples")]
pub(super) fn kept(at: &crate::Sampling<'_>) -> crate::Number {
    let made = at.desk.run(&at.owner(&KeepScenario::RIGHTS), KeepScenario::sample(at));
    let number = made.ok().and_then(|made| crate::Number::new(made.scenario));
    number.unwrap_or_else(|| unreachable!("a what-if is kept"))
}
