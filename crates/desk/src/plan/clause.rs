//! One clause: what it says, what it yields, its tasks and readings.

use huigu_plan::{Reading, Task, Text};
use huigu_quantity::{Day, Phrase};
use schemars::JsonSchema;
use serde::Serialize;

use super::ShowPlan;
use crate::{Error, Http, Operation, OperationKind, Rights, Run, TextLine};

input! {
    /// See one clause.
    pub struct ShowClause {
        clause: TextLine<200> = "条款号", "Number of the clause", "3.2";
    }
}

/// A clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Clause")]
pub struct ClauseView {
    /// Its number.
    #[schemars(example = &"3.2")]
    pub clause: String,
    /// Its title.
    pub title: Text,
    /// What it says, in the words of the plan's editors.
    pub says: Text,
    /// The units responsible.
    pub units: Vec<String>,
    /// Sentences of it that have no effect to be computed.
    pub no_effect: Vec<Text>,
    /// Ids of its measures.
    pub measures: Vec<String>,
    /// Ids of its targets.
    pub targets: Vec<String>,
    /// Ids of its products.
    pub products: Vec<String>,
    /// Ids of its risk pools.
    pub pools: Vec<String>,
    /// What units are to do by it.
    pub tasks: Vec<TaskView>,
    /// How it is read where it can be read otherwise.
    pub readings: Vec<InterpretationView>,
}

/// What a clause tells units to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TaskView {
    /// Its id.
    pub task: String,
    /// Who is to do it.
    pub units: Vec<String>,
    /// What is to be done.
    pub does: Text,
    /// By when.
    pub due: Option<Day>,
}

/// How a clause is read where it can be read otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InterpretationView {
    /// Its id.
    pub reading: String,
    /// What is open.
    pub question: Text,
    /// The ways to read it.
    pub choices: Vec<InterpretationChoice>,
    /// The one chosen.
    pub choice: String,
    /// Why.
    pub reason: Text,
    /// Who chose.
    pub by: Text,
    /// When.
    pub on: Day,
}

/// A way to read a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InterpretationChoice {
    /// Its word.
    pub choice: String,
    /// What it means.
    pub says: Text,
}

impl From<&Task> for TaskView {
    fn from(task: &Task) -> Self {
        Self { task: task.id.clone(), units: task.units.clone(), does: task.does.clone(), due: task.due }
    }
}

impl From<&Reading> for InterpretationView {
    fn from(reading: &Reading) -> Self {
        let choices = reading.choices.iter();
        let choice =
            |(choice, says): &(String, Text)| InterpretationChoice { choice: choice.clone(), says: says.clone() };
        Self {
            reading: reading.id.clone(),
            question: reading.question.clone(),
            choices: choices.map(choice).collect(),
            choice: reading.choice.clone(),
            reason: reading.reason.clone(),
            by: reading.by.clone(),
            on: reading.on,
        }
    }
}

/// Ids of what belongs to a clause.
fn ids<'p>(of: &str, all: impl Iterator<Item = (&'p String, &'p String)>) -> Vec<String> {
    all.filter(|(clause, _)| *clause == of).map(|(_, id)| id.clone()).collect()
}

impl Operation for ShowClause {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase =
        Phrase::new("一个条款：目标、措施、任务、口径", "One clause: what it yields, its tasks and readings");
    const HTTP: Http = Http::get("/plan/clauses/{clause}");
    type Output = ClauseView;

    fn run(self, run: &mut Run<'_, ClauseView>) -> Result<ClauseView, Error> {
        let (plan, id) = (run.plan(), &*self.clause);
        let found = plan.clauses().iter().find(|one| one.id == id);
        let found = found.ok_or_else(|| Error::NotThere { what: id.to_owned() })?;
        Ok(ClauseView {
            clause: found.id.clone(),
            title: found.title.clone(),
            says: found.says.clone(),
            units: found.units.clone(),
            no_effect: found.no_effect.clone(),
            measures: ids(id, plan.measures().iter().map(|one| (&one.clause, &one.id))),
            targets: ids(id, plan.targets().iter().map(|one| (&one.clause, &one.id))),
            products: ids(id, plan.products().iter().map(|one| (&one.clause, &one.id))),
            pools: ids(id, plan.pools().iter().map(|one| (&one.clause, &one.id))),
            tasks: plan.tasks().iter().filter(|one| one.clause == id).map(TaskView::from).collect(),
            readings: plan.readings().iter().filter(|one| one.clause == id).map(InterpretationView::from).collect(),
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let first = at.desk.plan().clauses().first().and_then(|clause| TextLine::new(&clause.id).ok());
        Self { clause: first.unwrap_or_else(|| unreachable!("a plan has clauses")) }
    }
}
