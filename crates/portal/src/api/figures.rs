//! Targets, settlements, explanations and what-ifs: the engine's findings as
//! the commands print them, cut to what the caller may see.

use huigu_answers::texts::problem;
use huigu_engine::Dimension;
use serde::Deserialize;

use super::answer::{Answer, Outcome};
use super::call::Call;
use super::problem::{Kind, Problem};

/// What targets are broken down by, by its word.
pub const DIMENSIONS: [(&str, Dimension); 5] = [
    ("lender", Dimension::Lender),
    ("industry", Dimension::Industry),
    ("town", Dimension::Town),
    ("park", Dimension::Park),
    ("month", Dimension::Month),
];

/// Most settings of a what-if, and most characters of one.
const SETTINGS: [usize; 2] = [200, 500];

/// `GET /targets`
pub fn targets(call: &Call<'_>) -> Outcome {
    Answer::of(&call.counter().targets(call.caller, call.as_of(), call.values.known_at())?.found)
}

/// `GET /targets/by/{dimension}`
pub fn breakdown(call: &Call<'_>) -> Outcome {
    let word = call.values.text("dimension");
    let found = DIMENSIONS.iter().find(|(known, _)| *known == word);
    let (_, by) = found.ok_or_else(|| Problem::of(Kind::NotThere))?;
    Answer::of(&call.counter().breakdown(call.caller, call.as_of(), *by, call.values.known_at())?.found)
}

/// `GET /settlements/{year}`
pub fn settlement(call: &Call<'_>) -> Outcome {
    Answer::of(&call.counter().settlement(call.caller, call.values.year("year"), call.values.known_at())?.found)
}

/// `GET /settlements/{year}/{measure}/{beneficiary}`
pub fn explanation(call: &Call<'_>) -> Outcome {
    let values = call.values;
    let (year, measure, beneficiary) = (values.year("year"), values.text("measure"), values.text("beneficiary"));
    Answer::of(&call.counter().explanation(call.caller, year, measure, beneficiary, values.known_at())?.found)
}

/// A what-if asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    year: i32,
    set: Vec<String>,
}

/// Settings within bounds.
///
/// # Errors
/// A problem that tells the bounds.
pub fn within_bounds(set: &[String]) -> Result<(), Problem> {
    let [most, longest] = SETTINGS;
    if set.len() <= most && set.iter().all(|one| one.chars().count() <= longest) {
        return Ok(());
    }
    Err(Problem::said(Kind::Settings, problem::TooManySettings { most: &most, longest: &longest }))
}

/// `POST /simulations`
pub fn simulate(call: &Call<'_>) -> Outcome {
    let Asked { year, set } = call.json()?;
    within_bounds(&set)?;
    Answer::of(&call.counter().what_if(call.caller, year, &set, None)?.found)
}
