//! A query under construction: named steps, each with a line saying what it
//! holds, and the texts that may stand between quotes.

use std::fmt::Write as _;

use crate::error::SqlError;

/// The steps of one `WITH`, in order.
#[derive(Debug, Default)]
pub struct Query {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: String,
    says: String,
    body: String,
}

impl Query {
    /// Adds a step: `says` is the comment above it.
    pub fn step(&mut self, name: &str, says: &str, body: String) {
        self.steps.push(Step { name: name.to_owned(), says: one_line(says), body });
    }

    /// The `WITH` and its steps.
    pub fn text(&self) -> String {
        let mut text = String::from("WITH\n");
        for (place, step) in self.steps.iter().enumerate() {
            let comma = if place + 1 < self.steps.len() { "," } else { "" };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "-- {}\n{} AS (\n{}\n){comma}", step.says, step.name, indented(&step.body));
        }
        text
    }
}

fn indented(body: &str) -> String {
    body.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// A text for a comment: whatever breaks a line becomes a blank.
pub fn one_line(text: &str) -> String {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']).collect::<Vec<_>>().join(" ")
}

/// A text between quotes.
pub fn quoted(text: &str) -> Result<String, SqlError> {
    if text.chars().any(|c| matches!(c, '\'' | '\\') || c.is_control()) {
        return Err(SqlError::Text(text.to_owned()));
    }
    Ok(format!("'{text}'"))
}

/// Texts between quotes, for `IN (...)`; no text at all gives `NULL`, which nothing equals.
pub fn quoted_list(texts: &[String]) -> Result<String, SqlError> {
    if texts.is_empty() {
        return Ok("NULL".to_owned());
    }
    let quoted: Result<Vec<_>, _> = texts.iter().map(|text| quoted(text)).collect();
    Ok(quoted?.join(", "))
}
