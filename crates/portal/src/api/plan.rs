//! The plan: clauses with what they yield, measures, targets, figures; and the
//! problems an answer can name.

use huigu_plan::{Direction, Standing, Text};
use huigu_quantity::{Day, Lang};
use serde::Serialize;

use super::answer::{Answer, Outcome};
use super::call::Call;
use super::problem::{Kind, Problem, address};

#[derive(Serialize)]
struct Unit<'a> {
    unit: &'a str,
    name: &'a Text,
}

#[derive(Serialize)]
struct ClauseHead<'a> {
    clause: &'a str,
    title: &'a Text,
    units: &'a [String],
}

#[derive(Serialize)]
struct Whole<'a> {
    plan: &'a str,
    name: &'a Text,
    issued: Day,
    from: Day,
    last: Day,
    base: Day,
    plan_sm3: String,
    clauses: Vec<ClauseHead<'a>>,
    units: Vec<Unit<'a>>,
}

/// `GET /plan`
pub fn whole(call: &Call<'_>) -> Outcome {
    let plan = call.plan();
    let heads = plan.clauses().iter();
    Answer::of(&Whole {
        plan: plan.id(),
        name: plan.name(),
        issued: plan.issued(),
        from: plan.validity().from,
        last: plan.validity().last(),
        base: plan.base(),
        plan_sm3: call.counter().plan_hash().to_string(),
        clauses: heads.map(|one| ClauseHead { clause: &one.id, title: &one.title, units: &one.units }).collect(),
        units: plan.units().iter().map(|one| Unit { unit: &one.id, name: &one.name }).collect(),
    })
}

#[derive(Serialize)]
struct Choice<'a> {
    choice: &'a str,
    says: &'a Text,
}

#[derive(Serialize)]
struct Reading<'a> {
    reading: &'a str,
    question: &'a Text,
    choices: Vec<Choice<'a>>,
    choice: &'a str,
    reason: &'a Text,
    by: &'a Text,
    on: Day,
}

#[derive(Serialize)]
struct Task<'a> {
    task: &'a str,
    units: &'a [String],
    does: &'a Text,
    due: Option<Day>,
}

#[derive(Serialize)]
struct Clause<'a> {
    clause: &'a str,
    title: &'a Text,
    says: &'a Text,
    units: &'a [String],
    no_effect: &'a [Text],
    measures: Vec<&'a str>,
    targets: Vec<&'a str>,
    products: Vec<&'a str>,
    pools: Vec<&'a str>,
    tasks: Vec<Task<'a>>,
    readings: Vec<Reading<'a>>,
}

fn choices(all: &[(String, Text)]) -> Vec<Choice<'_>> {
    all.iter().map(|(choice, says)| Choice { choice, says }).collect()
}

/// `GET /plan/clauses/{clause}`
pub fn clause(call: &Call<'_>) -> Outcome {
    let (plan, id) = (call.plan(), call.values.text("clause"));
    let found = plan.clauses().iter().find(|one| one.id == id).ok_or_else(|| Problem::of(Kind::NotThere))?;
    let tasks = plan.tasks().iter().filter(|one| one.clause == id);
    let readings = plan.readings().iter().filter(|one| one.clause == id);
    Answer::of(&Clause {
        clause: &found.id,
        title: &found.title,
        says: &found.says,
        units: &found.units,
        no_effect: &found.no_effect,
        measures: plan.measures().iter().filter(|one| one.clause == id).map(|one| one.id.as_str()).collect(),
        targets: plan.targets().iter().filter(|one| one.clause == id).map(|one| one.id.as_str()).collect(),
        products: plan.products().iter().filter(|one| one.clause == id).map(|one| one.id.as_str()).collect(),
        pools: plan.pools().iter().filter(|one| one.clause == id).map(|one| one.id.as_str()).collect(),
        tasks: tasks.map(|one| Task { task: &one.id, units: &one.units, does: &one.does, due: one.due }).collect(),
        readings: readings
            .map(|one| Reading {
                reading: &one.id,
                question: &one.question,
                choices: choices(&one.choices),
                choice: &one.choice,
                reason: &one.reason,
                by: &one.by,
                on: one.on,
            })
            .collect(),
    })
}

#[derive(Serialize)]
struct Measure<'a> {
    measure: &'a str,
    clause: &'a str,
    name: &'a Text,
    product: Option<&'a str>,
    status: &'static str,
    unset: &'a [String],
}

#[derive(Serialize)]
struct Measures<'a> {
    plan: &'a str,
    as_of: Day,
    measures: Vec<Measure<'a>>,
}

/// `GET /plan/measures`
pub fn measures(call: &Call<'_>) -> Outcome {
    let as_of = call.as_of();
    let rules = call.counter().rules(as_of)?;
    let measures = rules.measures.iter().map(|one| {
        let (status, unset): (_, &[String]) = match &one.standing {
            Standing::Active(_) => ("active", &[]),
            Standing::Inactive { unset } => ("inactive", unset),
        };
        Measure {
            measure: &one.id,
            clause: &one.clause,
            name: &one.name,
            product: one.product.as_deref(),
            status,
            unset,
        }
    });
    Answer::of(&Measures { plan: call.plan().id(), as_of, measures: measures.collect() })
}

#[derive(Serialize)]
struct Target<'a> {
    target: &'a str,
    clause: &'a str,
    name: &'a Text,
    direction: &'static str,
    watched: bool,
}

#[derive(Serialize)]
struct Targets<'a> {
    plan: &'a str,
    targets: Vec<Target<'a>>,
}

/// `GET /plan/targets`
pub fn targets(call: &Call<'_>) -> Outcome {
    let targets = call.plan().targets().iter().map(|one| Target {
        target: &one.id,
        clause: &one.clause,
        name: &one.name,
        direction: if one.direction == Direction::AtMost { "at-most" } else { "at-least" },
        watched: one.watched,
    });
    Answer::of(&Targets { plan: call.plan().id(), targets: targets.collect() })
}

#[derive(Serialize)]
struct Value {
    from: Day,
    until: Day,
    value: Option<String>,
}

#[derive(Serialize)]
struct Parameter {
    parameter: String,
    clause: String,
    unit: String,
    values: Vec<Value>,
}

#[derive(Serialize)]
struct Parameters<'a> {
    plan: &'a str,
    parameters: Vec<Parameter>,
}

/// `GET /plan/parameters`: each value as a what-if takes it.
pub fn parameters(call: &Call<'_>) -> Outcome {
    let parameters = call.plan().parameters().into_iter().map(|one| Parameter {
        unit: one.unit.name().get(Lang::En).to_owned(),
        values: one
            .values
            .iter()
            .map(|dated| Value {
                from: dated.period.from,
                until: dated.period.to,
                value: dated.value.map(|value| value.text().get(Lang::En).to_owned()),
            })
            .collect(),
        parameter: one.path,
        clause: one.clause,
    });
    Answer::of(&Parameters { plan: call.plan().id(), parameters: parameters.collect() })
}

#[derive(Serialize)]
struct ProblemKind {
    problem: &'static str,
    r#type: String,
    status: u16,
    /// Whether the same request is always answered so.
    r#final: bool,
    title: Text,
}

fn told(kind: Kind) -> ProblemKind {
    let title = Text { zh: kind.titled(Lang::Zh).to_owned(), en: kind.titled(Lang::En).to_owned() };
    ProblemKind { problem: kind.slug(), r#type: address(kind), status: kind.code(), r#final: kind.is_final(), title }
}

#[derive(Serialize)]
struct ProblemKinds {
    problems: Vec<ProblemKind>,
}

/// `GET /problems`
pub fn problems(_: &Call<'_>) -> Outcome {
    Answer::of(&ProblemKinds { problems: Kind::ALL.iter().map(|kind| told(*kind)).collect() })
}

/// `GET /problems/{problem}`
pub fn problem(call: &Call<'_>) -> Outcome {
    let slug = call.values.text("problem");
    let found = Kind::ALL.iter().find(|kind| kind.slug() == slug).ok_or_else(|| Problem::of(Kind::NotThere))?;
    Answer::of(&told(*found))
}
