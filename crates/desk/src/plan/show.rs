//! The plan: its clauses, units, validity.

use huigu_plan::Text;
use huigu_quantity::{Day, Phrase};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Error, Http, Operation, OperationKind, Rights, Roles, Run, TokenAccess};

/// Some SM3.
const SM3: &str = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

input! {
    /// See what the plan is.
    #[derive(Copy)]
    pub struct ShowPlan {}
}

/// The plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Plan")]
pub struct PlanView {
    /// Its id.
    pub plan: String,
    /// Its name.
    pub name: Text,
    /// The day it was issued.
    pub issued: Day,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub last: Day,
    /// The day its targets are compared with.
    pub base: Day,
    /// SM3 of its files.
    #[schemars(extend("pattern" = "^[0-9a-f]{64}$"), example = SM3)]
    pub plan_sm3: String,
    /// Its clauses.
    pub clauses: Vec<ClauseHead>,
    /// The units that are responsible for them.
    pub units: Vec<UnitView>,
}

/// A clause by its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClauseHead {
    /// Its number.
    #[schemars(example = &"3.2")]
    pub clause: String,
    /// Its title.
    pub title: Text,
    /// The units responsible.
    pub units: Vec<String>,
}

/// A unit of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnitView {
    /// Its id.
    #[schemars(example = &"finance-centre")]
    pub unit: String,
    /// Its name.
    pub name: Text,
}

impl Operation for ShowPlan {
    const RIGHTS: Rights = Rights { code: "plan", roles: Roles::EVERYBODY, token: TokenAccess::Any };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("方案：条款、责任单位、有效期", "The plan: clauses, units, validity");
    const HTTP: Http = Http::get("/plan");
    type Output = PlanView;

    fn run(self, run: &mut Run<'_, PlanView>) -> Result<PlanView, Error> {
        let plan = run.plan();
        let clauses = plan.clauses().iter();
        let units = plan.units().iter();
        Ok(PlanView {
            plan: plan.id().to_owned(),
            name: plan.name().clone(),
            issued: plan.issued(),
            from: plan.validity().from,
            last: plan.validity().last(),
            base: plan.base(),
            plan_sm3: run.desk().plan_hash().to_string(),
            clauses: clauses
                .map(|one| ClauseHead { clause: one.id.clone(), title: one.title.clone(), units: one.units.clone() })
                .collect(),
            units: units.map(|one| UnitView { unit: one.id.clone(), name: one.name.clone() }).collect(),
        })
    }
}
