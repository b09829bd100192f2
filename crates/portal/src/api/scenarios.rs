//! What-ifs kept under a name.

use huigu_desk::Scenario;
use serde::{Deserialize, Serialize};

use super::ROOT;
use super::answer::{Answer, Outcome};
use super::call::Call;
use super::figures::within_bounds;
use super::problem::{Kind, Problem};

#[derive(Serialize)]
struct Told {
    scenario: u32,
    name: String,
    year: i32,
    set: Vec<String>,
    who: String,
    date: String,
}

impl Told {
    fn of(one: Scenario) -> Self {
        Self {
            scenario: one.number,
            name: one.name,
            year: one.year,
            set: one.settings.lines().map(str::to_owned).collect(),
            who: one.who,
            date: one.instant.day().to_string(),
        }
    }
}

#[derive(Serialize)]
struct List {
    scenarios: Vec<Told>,
}

/// `GET /scenarios`
pub fn list(call: &Call<'_>) -> Outcome {
    let scenarios = call.counter().scenarios(call.caller)?.into_iter().map(Told::of).collect();
    Answer::of(&List { scenarios })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    name: String,
    year: i32,
    set: Vec<String>,
}

/// `POST /scenarios`: kept only if it can be computed.
pub fn keep(call: &Call<'_>) -> Outcome {
    let Asked { name, year, set } = call.json()?;
    within_bounds(&set)?;
    let plain = !name.trim().is_empty() && name.chars().count() <= 100 && !name.chars().any(char::is_control);
    if !plain || set.iter().any(|one| one.contains(['\n', '\r'])) {
        return Err(Problem::said(Kind::Unfit, "名称应为 1 至 100 个字，设定各占一条，都不含换行。", &[]));
    }
    call.counter().what_if(call.caller, year, &set, None)?;
    let number = call.counter().keep_scenario(call.caller, &name, year, &set)?;
    let kept = call.counter().scenarios(call.caller)?.into_iter().find(|one| one.number == number);
    let kept = kept.ok_or_else(|| Problem::of(Kind::NotThere))?;
    Ok(Answer::of(&Told::of(kept))?.made(format!("{ROOT}/scenarios/{number}")))
}

/// `DELETE /scenarios/{scenario}`
pub fn drop_one(call: &Call<'_>) -> Outcome {
    call.counter().drop_scenario(call.caller, call.values.number("scenario"))?;
    Ok(Answer::nothing())
}
