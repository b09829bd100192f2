//! The parameters of a plan as a sheet, and as programs read them.

use huigu_plan::{Dated, Parameter, Plan};
use huigu_quantity::{Day, Lang};
use serde::Serialize;

use crate::cell::{Cell, Value};
use crate::sheet::{Fill, Sheet, View};
use crate::state::State;
use crate::texts::{plan, targets, word};

/// Every parameter of a plan, one entry a parameter.
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
    #[must_use]
    pub fn of(plan: &Plan, lang: Lang) -> Self {
        let entry = |parameter: Parameter| Entry {
            unit: parameter.unit.name().get(lang).to_owned(),
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

    /// One row a value.
    #[must_use]
    pub fn sheet(&self, lang: Lang) -> Sheet {
        let entries = self.parameters.iter();
        let rows: Vec<(&Entry, &DatedValue)> =
            entries.flat_map(|entry| entry.values.iter().map(move |value| (entry, value))).collect();
        Fill::new("parameters", lang.say(plan::ParametersTitle { plan: &self.plan }), &rows)
            .left("clause", lang.t(word::CLAUSE), |(entry, _)| &entry.clause)
            .left("parameter", lang.t(plan::PARAMETER), |(entry, _)| &entry.parameter)
            .data("unit", |(entry, _)| &entry.unit)
            .data("value", |(_, value)| value.value.clone().map(Value::Own))
            .right("value", lang.t(targets::VALUE), |(_, value)| match &value.value {
                Some(value) => Cell::text(value),
                None => lang.t(plan::UNSET).into(),
            })
            .seen(View::PEOPLE)
            .left("from", lang.t(word::FROM), |(_, value)| value.from)
            .left("until", lang.t(word::UNTIL), |(_, value)| value.until)
            .sheet()
    }
}

fn value(dated: &Dated, lang: Lang) -> DatedValue {
    DatedValue {
        from: dated.period.from,
        until: dated.period.to,
        value: dated.value.map(|value| value.text().get(lang).to_owned()),
    }
}

/// Parameters to a reader of the plan: by the name somebody gives a path, with
/// the last day each value holds on.
#[must_use]
pub fn dated(
    id: &'static str,
    title: &str,
    parameters: &[Parameter],
    name: &dyn Fn(&str) -> String,
    lang: Lang,
) -> Sheet {
    let rows: Vec<(&Parameter, &Dated)> =
        parameters.iter().flat_map(|one| one.values.iter().map(move |dated| (one, dated))).collect();
    Fill::new(id, title, &rows)
        .left("parameter", lang.t(plan::PARAMETER), |(one, _)| Cell::word(one.path.clone(), name(&one.path)))
        .right("value", lang.t(plan::STANDARD), |(_, dated)| match dated.value {
            Some(value) => Value::Own(value.text().get(lang).to_owned()).into(),
            None => Cell::from(State::Unset),
        })
        .left("from", lang.t(word::FROM), |(_, dated)| dated.period.from)
        .left("last", lang.t(word::TO), |(_, dated)| dated.period.last())
        .sheet()
}
