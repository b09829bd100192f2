//! Answers of a register in the form programs read, from the command line and
//! over the network alike: the JSON of the interface.

use serde::Serialize;

use crate::Error;

/// An answer as JSON: indented, ended by a line feed.
///
/// # Errors
/// [`Error::Answer`].
pub fn json(answer: &impl Serialize) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(answer).map_err(|error| Error::Answer(error.to_string()))?;
    text.push('\n');
    Ok(text)
}
