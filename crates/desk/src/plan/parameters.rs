//! Every figure of the plan, with its dates.

use huigu_quantity::{Day, Lang, Phrase};
use schemars::JsonSchema;
use serde::Serialize;

use super::ShowPlan;
use crate::{Error, Http, Operation, OperationKind, Rights, Run};

input! {
    /// See every figure of the plan, with its dates.
    #[derive(Copy)]
    pub struct ListParameters {}
}

/// The plan's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Parameters")]
pub struct ParameterEntries {
    /// The plan's id.
    pub plan: String,
    /// Its figures.
    pub parameters: Vec<ParameterEntry>,
}

/// A figure of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ParameterEntry {
    /// Its path.
    #[schemars(example = &"a-measure.rate")]
    pub parameter: String,
    /// Its clause.
    #[schemars(example = &"3.2")]
    pub clause: String,
    /// Its unit.
    #[schemars(example = &"percent")]
    pub unit: String,
    /// Its values by date.
    pub values: Vec<DatedValue>,
}

/// A value for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DatedValue {
    /// The first day.
    pub from: Day,
    /// The day it ends, which is not part of it.
    pub until: Day,
    /// The value as a what-if takes it; none while it waits for a notice.
    #[schemars(example = &"2%")]
    pub value: Option<String>,
}

impl Operation for ListParameters {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("方案的全部参数及其生效日期", "Every parameter of the plan, with its dates");
    const HTTP: Http = Http::get("/plan/parameters");
    type Output = ParameterEntries;

    fn run(self, run: &mut Run<'_, ParameterEntries>) -> Result<ParameterEntries, Error> {
        let parameters = run.plan().parameters().into_iter().map(|one| {
            let values = one.values.iter().map(|dated| DatedValue {
                from: dated.period.from,
                until: dated.period.to,
                value: dated.value.map(|value| value.text().get(Lang::En).to_owned()),
            });
            ParameterEntry {
                unit: one.unit.name().get(Lang::En).to_owned(),
                values: values.collect(),
                parameter: one.path,
                clause: one.clause,
            }
        });
        Ok(ParameterEntries { plan: run.plan().id().to_owned(), parameters: parameters.collect() })
    }
}
