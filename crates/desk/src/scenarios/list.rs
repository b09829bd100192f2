//! What-ifs that are kept.

use huigu_quantity::{Day, Phrase};
use huigu_store::Scenario;
use schemars::JsonSchema;
use serde::Serialize;

use super::Changes;
use crate::Role::{Auditor, Centre, Finance, Operator, PeoplesBank};
use crate::{Error, Http, Operation, OperationKind, Rights, Roles, Run, TokenAccess};

input! {
    /// See the what-ifs that are kept.
    #[derive(Copy)]
    pub struct ListScenarios {}
}

/// A what-if that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Scenario")]
pub struct ScenarioView {
    /// Its number.
    pub scenario: u32,
    /// Its name.
    #[schemars(example = "rate of 3%")]
    pub name: String,
    /// The year.
    #[schemars(example = 2021)]
    pub year: i32,
    /// What is changed in the plan.
    pub set: Changes,
    /// Who keeps it.
    #[schemars(example = "wang@finance-bureau")]
    pub who: String,
    /// Since which day, in Shanghai.
    pub date: Day,
}

/// What-ifs, by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Scenarios {
    /// The what-ifs.
    pub scenarios: Vec<ScenarioView>,
}

impl From<Scenario> for ScenarioView {
    fn from(one: Scenario) -> Self {
        let set = one.settings.lines().map(str::to_owned).collect();
        Self {
            scenario: one.number,
            name: one.name,
            year: one.year,
            set: Changes::kept(set),
            who: one.who,
            date: one.instant.day(),
        }
    }
}

impl Operation for ListScenarios {
    const RIGHTS: Rights = Rights {
        code: "scenarios",
        roles: Roles::NOBODY.district(&[Centre, Finance, PeoplesBank, Auditor, Operator]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("留存的测算方案", "What-ifs that are kept");
    const HTTP: Http = Http::get("/scenarios").by_content();
    type Output = Scenarios;

    fn run(self, run: &mut Run<'_, Scenarios>) -> Result<Scenarios, Error> {
        let kept = run.read(|store| store.scenarios())?;
        Ok(Scenarios { scenarios: kept.into_iter().map(ScenarioView::from).collect() })
    }
}
