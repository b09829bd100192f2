//! The data sets of which the caller may see rows.

use huigu_facts::Column;
use huigu_plan::{DatasetEntry, Plan, Text};
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::scope::RecordScope;
use crate::Role::{Auditor, Centre, Enterprise, Finance, Operator, PeoplesBank, Unit};
use crate::{Error, Http, Operation, OperationKind, Rights, Roles, Run, TokenAccess, TokenScope, UnitView};

input! {
    /// See which data sets there are: those the caller supplies, or that may be
    /// about it, unless the district is its to see.
    #[derive(Copy)]
    pub struct ListDatasets {}
}

/// Data sets, in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Datasets {
    /// The data sets.
    pub datasets: Vec<DatasetView>,
}

/// A data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Dataset")]
pub struct DatasetView {
    /// Its id.
    #[schemars(example = &"power")]
    pub dataset: String,
    /// The clause it serves.
    #[schemars(example = &"4.1")]
    pub clause: String,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub says: Text,
    /// The units that supply it.
    pub sources: Vec<UnitView>,
    /// Its columns, in the order of its files.
    pub columns: Vec<DatasetColumn>,
}

/// A column of a data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DatasetColumn {
    /// Its name: what it is headed by in English.
    #[schemars(example = &"kwh")]
    pub column: String,
    /// What it is headed by in Chinese.
    pub heading: String,
    /// What it holds.
    pub note: Text,
}

impl DatasetView {
    fn of(entry: &DatasetEntry, plan: &Plan) -> Self {
        let declared = entry.dataset.declared();
        let column = |column: &Column| DatasetColumn {
            column: column.name.to_owned(),
            heading: column.chinese.to_owned(),
            note: Text { zh: column.note.to_owned(), en: column.note_english.to_owned() },
        };
        let units = declared.sources.iter().filter_map(|source| plan.unit(source.code));
        Self {
            dataset: entry.id.clone(),
            clause: entry.clause.clone(),
            name: entry.name.clone(),
            says: entry.says.clone(),
            sources: units.map(|unit| UnitView { unit: unit.id.clone(), name: unit.name.clone() }).collect(),
            columns: declared.schema.columns.iter().map(column).collect(),
        }
    }
}

impl Operation for ListDatasets {
    const RIGHTS: Rights = Rights {
        code: "records",
        roles: Roles::NOBODY.district(&[Centre, Finance, PeoplesBank, Auditor, Operator]).own(&[Unit, Enterprise]),
        token: TokenAccess::Of(TokenScope::Parties),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("数据项目及其各列", "The data sets and their columns");
    const HTTP: Http = Http::get("/datasets").by_content();
    type Output = Datasets;

    fn run(self, run: &mut Run<'_, Datasets>) -> Result<Datasets, Error> {
        let (scope, plan) = (run.scope(), run.plan());
        let all = plan.datasets().iter();
        let seen = all.filter(|entry| RecordScope::of(scope, entry.dataset) != RecordScope::Nothing);
        Ok(Datasets { datasets: seen.map(|entry| DatasetView::of(entry, plan)).collect() })
    }
}
