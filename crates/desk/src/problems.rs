//! What can go wrong with a request of the API, each kind under an address of
//! its own, which answers carry as their type.

use huigu_plan::Text;
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Error, Http, Operation, OperationKind, ProblemKind, Rights, Run, ShowPlan};

input! {
    /// See every kind of problem.
    #[derive(Copy)]
    pub struct ListProblems {}
}

input! {
    /// See one kind of problem.
    #[derive(Copy)]
    pub struct ShowProblem {
        problem: ProblemKind = "错误名", "Name of the problem", "faults";
    }
}

/// The kinds of problems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ProblemKinds")]
pub struct Problems {
    /// Each of them.
    pub problems: Vec<ProblemView>,
}

/// A kind of problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ProblemKind")]
pub struct ProblemView {
    /// Its name.
    pub problem: ProblemKind,
    /// Its address.
    #[schemars(example = "/api/v1/problems/faults")]
    pub r#type: String,
    /// The status it is answered with.
    pub status: u16,
    /// Whether the same request is always answered so.
    pub r#final: bool,
    /// What it is called.
    pub title: Text,
}

impl ProblemView {
    fn of(kind: ProblemKind) -> Self {
        Self {
            problem: kind,
            r#type: kind.address(),
            status: kind.status(),
            r#final: kind.is_final(),
            title: kind.text().into(),
        }
    }
}

impl Operation for ListProblems {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("各种错误", "Every kind of problem");
    const HTTP: Http = Http::get("/problems");
    type Output = Problems;

    fn run(self, _: &mut Run<'_, Problems>) -> Result<Problems, Error> {
        Ok(Problems { problems: ProblemKind::ALL.map(ProblemView::of).into() })
    }
}

impl Operation for ShowProblem {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("一种错误", "One kind of problem");
    const HTTP: Http = Http::get("/problems/{problem}");
    type Output = ProblemView;

    fn run(self, _: &mut Run<'_, ProblemView>) -> Result<ProblemView, Error> {
        Ok(ProblemView::of(self.problem))
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        Self { problem: ProblemKind::Faults }
    }
}
