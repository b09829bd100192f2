//! Every reading of the plan: what was open, what was chosen, by whom and why.

use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::{InterpretationView, ShowPlan};
use crate::{Error, Http, Operation, OperationKind, Rights, Run};

input! {
    /// See how the plan is read where it can be read otherwise.
    #[derive(Copy)]
    pub struct ListReadings {}
}

/// The plan's readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Readings")]
pub struct ReadingEntries {
    /// The plan's id.
    pub plan: String,
    /// Its readings, in the order of the clauses.
    pub readings: Vec<ReadingEntry>,
}

/// A reading, with its clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadingEntry {
    /// The clause.
    #[schemars(example = &"3.2")]
    pub clause: String,
    /// How it is read.
    #[serde(flatten)]
    pub reading: InterpretationView,
}

impl Operation for ListReadings {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new(
        "方案的全部口径：疑问、选定的口径、理由、确定人和日期",
        "Every reading of the plan: the question, the answer chosen, why, by whom and when",
    );
    const HTTP: Http = Http::get("/plan/readings");
    type Output = ReadingEntries;

    fn run(self, run: &mut Run<'_, ReadingEntries>) -> Result<ReadingEntries, Error> {
        let plan = run.plan();
        let entry = |one: &huigu_plan::Reading| ReadingEntry { clause: one.clause.clone(), reading: one.into() };
        let of = |clause| plan.readings().iter().filter(move |one| one.clause == clause).map(entry);
        let readings = plan.clauses().iter().flat_map(|clause| of(clause.id.as_str()));
        Ok(ReadingEntries { plan: plan.id().to_owned(), readings: readings.collect() })
    }
}
