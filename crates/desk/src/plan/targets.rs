//! The plan's targets, and the figures it watches.

use huigu_plan::{Direction, Text};
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::ShowPlan;
use crate::{Error, Http, Operation, OperationKind, Rights, Run};

input! {
    /// See the targets, and the figures that are watched.
    #[derive(Copy)]
    pub struct ListTargets {}
}

/// Targets and figures watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TargetEntries {
    /// The plan's id.
    pub plan: String,
    /// Targets and figures watched.
    pub targets: Vec<TargetInPlan>,
}

/// A target, or a figure that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TargetInPlan {
    /// Its id.
    #[schemars(example = &"a-target")]
    pub target: String,
    /// Its clause.
    #[schemars(example = &"2")]
    pub clause: String,
    /// Its name.
    pub name: Text,
    /// Whether the goal is to be reached or not to be passed.
    #[schemars(extend("enum" = ["at-least", "at-most"]))]
    pub direction: &'static str,
    /// Whether it is watched, without a goal.
    pub watched: bool,
}

impl Operation for ListTargets {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("目标与监测指标", "Targets and indicators");
    const HTTP: Http = Http::get("/plan/targets");
    type Output = TargetEntries;

    fn run(self, run: &mut Run<'_, TargetEntries>) -> Result<TargetEntries, Error> {
        let targets = run.plan().targets().iter().map(|one| TargetInPlan {
            target: one.id.clone(),
            clause: one.clause.clone(),
            name: one.name.clone(),
            direction: if one.direction == Direction::AtMost { "at-most" } else { "at-least" },
            watched: one.watched,
        });
        Ok(TargetEntries { plan: run.plan().id().to_owned(), targets: targets.collect() })
    }
}
