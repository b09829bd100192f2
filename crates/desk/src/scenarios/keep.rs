//! Keeping a what-if under a name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Changes, ScenarioView};
use crate::Role::{Centre, Finance, Operator, PeoplesBank};
use crate::{
    Error, Http, Operation, OperationKind, OperationSummary, Rights, Roles, Run, SimulateYear, TextLine, TokenAccess,
    Year,
};

/// Keep a what-if, if it can be computed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepScenario {
    /// Its name.
    #[schemars(title = "Name it", extend("x-zh" = "方案名称"), example = "rate of 3%")]
    pub name: TextLine<100>,
    /// The year.
    #[schemars(title = "Year", extend("x-zh" = "年度"))]
    pub year: Year,
    /// What is changed in the plan.
    #[schemars(title = "Changes of the plan, a line each", extend("x-zh" = "设定，每条一行"))]
    pub set: Changes,
}

impl Operation for KeepScenario {
    const RIGHTS: Rights = Rights {
        code: "keep-scenario",
        roles: Roles::NOBODY.district(&[Centre, Finance, PeoplesBank, Operator]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: OperationSummary =
        OperationSummary { zh: "留存一个测算方案", en: "Keep a what-if under a name" };
    const HTTP: Http = Http::post("/scenarios");
    const PROBLEMS: &'static [&'static str] = &["settings", "unfit", "outside-validity", "register-faulty"];
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
    let made = at.desk.run(&at.owner(crate::UseCase::KeepScenario), KeepScenario::sample(at));
    let number = made.ok().and_then(|made| crate::Number::new(made.scenario));
    number.unwrap_or_else(|| unreachable!("a what-if is kept"))
}
