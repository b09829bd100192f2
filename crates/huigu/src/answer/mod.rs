//! Answers laid out for people (tables) and for spreadsheets (flat rows).
//! JSON needs no room here: the engine's answers serialise themselves.

pub mod breakdown;
pub mod differences;
pub mod explanation;
pub mod parameters;
#[cfg(test)]
pub mod samples;
pub mod settlement;
pub mod simulation;
pub mod targets;
pub mod wording;

use crate::outcome::Failure;
use serde::Serialize;

use huigu_quantity::Lang;

/// The answer as JSON, indented, ended by a line feed.
///
/// # Errors
/// [`Failure::Environment`] when it cannot be made.
pub fn json(answer: &impl Serialize, lang: Lang) -> Result<Vec<u8>, Failure> {
    let text = huigu_desk::json(answer);
    let text = text.map_err(|error| Failure::Environment(lang.pick(error.chinese(), error.english())))?;
    Ok(text.into_bytes())
}
