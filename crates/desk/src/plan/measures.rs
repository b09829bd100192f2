//! The plan's measures, and whether they are active on a day.

use huigu_engine::Status;
use huigu_plan::{Standing, Text};
use huigu_quantity::{Day, Phrase};
use schemars::JsonSchema;
use serde::Serialize;

use super::ShowPlan;
use crate::{AsOf, Error, Http, Operation, OperationKind, ProblemKind, Rights, Run};

input! {
    /// See the measures, and whether they are active on a day.
    #[derive(Copy)]
    pub struct ListMeasures {
        #[serde(default)]
        as_of: AsOf;
    }
}

/// The measures on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Measures")]
pub struct MeasureEntries {
    /// The plan's id.
    pub plan: String,
    /// The day.
    pub as_of: Day,
    /// The measures.
    pub measures: Vec<MeasureInPlan>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeasureInPlan {
    /// Its id.
    #[schemars(example = &"a-measure")]
    pub measure: String,
    /// Its clause.
    #[schemars(example = &"3.2")]
    pub clause: String,
    /// Its name.
    pub name: Text,
    /// The product it is for.
    pub product: Option<String>,
    /// Whether all its figures are set.
    pub status: Status,
    /// Names of the figures that are not set.
    pub unset: Vec<String>,
}

impl Operation for ListMeasures {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase =
        Phrase::new("扶持措施，及其在某日是否启用", "Measures, and whether they are active on a date");
    const HTTP: Http = Http::get("/plan/measures");
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::OutsideValidity];
    type Output = MeasureEntries;

    fn run(self, run: &mut Run<'_, MeasureEntries>) -> Result<MeasureEntries, Error> {
        let as_of = run.day(self.as_of);
        let rules = run.desk().rules(as_of)?;
        let measures = rules.measures.iter().map(|one| {
            let (status, unset) = match &one.standing {
                Standing::Active(_) => (Status::Active, Vec::new()),
                Standing::Inactive { unset } => (Status::Inactive, unset.clone()),
            };
            MeasureInPlan {
                measure: one.id.clone(),
                clause: one.clause.clone(),
                name: one.name.clone(),
                product: one.product.clone(),
                status,
                unset,
            }
        });
        Ok(MeasureEntries { plan: run.plan().id().to_owned(), as_of, measures: measures.collect() })
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        Self { as_of: AsOf::on(crate::Sampling::day()) }
    }
}
