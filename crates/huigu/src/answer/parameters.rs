//! The figures of a plan as a table, as flat rows and as JSON.

use huigu_plan::{Dated, Parameter, Plan};
use huigu_quantity::{Day, Lang};
use huigu_answers::texts::{plan, targets, word};
use serde::Serialize;

use super::wording::named;
use crate::flat::Cell;
use crate::table::{Side, Table};

/// Every figure of a plan, one entry a value.
#[derive(Debug, Serialize)]
pub struct Parameters {
    plan: String,
    parameters: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    parameter: String,
    clause: String,
    unit: String,
    values: Vec<DatedValue>,
}

#[derive(Debug, Serialize)]
struct DatedValue {
    from: Day,
    until: Day,
    /// As `--set` takes it; `None`: not set.
    value: Option<String>,
}

impl Parameters {
    /// Those of a plan, by clause and path. Values and units are written in the language.
    pub fn of(plan: &Plan, lang: Lang) -> Self {
        let entry = |parameter: Parameter| Entry {
            unit: named(&parameter.unit.name(), lang).to_owned(),
            values: parameter.values.iter().map(|dated| value(dated, lang)).collect(),
            parameter: parameter.path,
            clause: parameter.clause,
        };
        let mut parameters: Vec<Entry> = plan.parameters().into_iter().map(entry).collect();
        // By clause as a reader counts (3.10 after 3.2), then by path, as they came.
        parameters
            .sort_by_key(|entry| entry.clause.split('.').map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>());
        Self { plan: plan.id().to_owned(), parameters }
    }

    /// As a table.
    pub fn table(&self, lang: Lang) -> String {
        let mut table = Table::new([
            (lang.t(word::CLAUSE), Side::Left),
            (lang.t(plan::PARAMETER), Side::Left),
            (lang.t(targets::VALUE), Side::Right),
            (lang.t(word::FROM), Side::Left),
            (lang.t(word::UNTIL), Side::Left),
        ]);
        for entry in &self.parameters {
            for value in &entry.values {
                table.row([
                    entry.clause.clone(),
                    entry.parameter.clone(),
                    value.value.clone().unwrap_or_else(|| lang.t(plan::UNSET).to_owned()),
                    value.from.to_string(),
                    value.until.to_string(),
                ]);
            }
        }
        format!("{}\n\n{}", lang.say(plan::ParametersTitle { plan: &self.plan }), table.text(""))
    }

    /// One row a value.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Cell>> + '_ {
        self.parameters.iter().flat_map(|entry| {
            entry.values.iter().map(move |value| {
                vec![
                    Cell::text(&entry.clause),
                    Cell::text(&entry.parameter),
                    Cell::text(&entry.unit),
                    Cell::figure_or_nothing(value.value.as_deref()),
                    Cell::figure(value.from),
                    Cell::figure(value.until),
                ]
            })
        })
    }
}

/// Names of the flat rows' columns.
pub const COLUMNS: &[&str] = &["clause", "parameter", "unit", "value", "from", "until"];

fn value(dated: &Dated, lang: Lang) -> DatedValue {
    DatedValue {
        from: dated.period.from,
        until: dated.period.to,
        value: dated.value.map(|value| named(&value.text(), lang).to_owned()),
    }
}
