//! The parameters of paths and queries: what each may be, said once for the
//! reading and for the description.

use huigu_answers::texts::problem;
use huigu_desk::ProblemKind;
use huigu_quantity::Phrase;
use serde_json::Value;

use super::problem::Problem;

/// Most characters of an idempotency key.
pub const KEY_MOST: usize = 255;
/// Most characters of a text.
const TEXT: usize = 200;

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What it may be.
    pub schema: &'static Value,
    /// Whether it must be there.
    pub required: bool,
    /// What it is.
    pub description: Phrase,
    /// One that means something with the sample.
    pub example: &'static str,
}

impl Param {
    /// That what came is none.
    pub fn problem(&self) -> Problem {
        Problem::said(ProblemKind::Parameter, problem::ParameterForm { name: &self.name, example: &self.example })
    }
}

fn is_digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text holds nothing invisible, and was text when it came.
fn is_plain(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(|c| c < ' ' || c == '\u{7f}' || c == '\u{fffd}')
}

/// Whether a text may be what a schema says at all: a whole number is digits,
/// and only what has no form of its own may be empty.
fn fits(text: &str, schema: &Value) -> bool {
    let most = schema["maxLength"].as_u64().map_or(TEXT, |most| most as usize);
    if !is_plain(text, most.max(TEXT)) {
        return false;
    }
    match schema["type"].as_str() {
        Some("integer") => is_digits(text, 10),
        Some("boolean") => matches!(text, "true" | "false"),
        Some("string") => match schema["enum"].as_array() {
            Some(words) => words.iter().any(|word| word == text),
            None => !text.is_empty() || schema["format"].is_null() && schema["minLength"].is_null(),
        },
        _ => !text.is_empty(),
    }
}

/// Parameters that were read: each fits its form.
#[derive(Debug, Clone, Default)]
pub struct Values(Vec<(&'static str, String)>);

impl Values {
    /// Reads path and query against the parameters of an endpoint.
    ///
    /// # Errors
    /// A problem that names the parameter.
    pub fn read(params: &[Param], places: &[(String, String)], query: &str) -> Result<Self, Problem> {
        let mut values = Self::default();
        for (name, text) in places {
            values.take(params, Place::Path, name, text)?;
        }
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            values.take(params, Place::Query, &name, &text)?;
        }
        match params.iter().find(|param| param.required && values.get(param.name).is_none()) {
            Some(param) => Err(Problem::said(ProblemKind::Parameter, problem::ParameterMissing { name: &param.name })),
            None => Ok(values),
        }
    }

    fn take(&mut self, params: &[Param], place: Place, name: &str, text: &str) -> Result<(), Problem> {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
        let Some(param) = params.iter().find(|param| param.name == name && param.place == place) else {
            return Err(Problem::said(ProblemKind::Parameter, problem::ParameterUnknown { name: &shown }));
        };
        if self.get(param.name).is_some() {
            return Err(Problem::said(ProblemKind::Parameter, problem::ParameterTwice { name: &shown }));
        }
        if !fits(text, param.schema) {
            return Err(param.problem());
        }
        self.0.push((param.name, text.to_owned()));
        Ok(())
    }

    /// A parameter as it came.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, text)| text.as_str())
    }

    /// Every one, as it came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (*name, text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn forms_take_what_they_say() {
        for (schema, good, bad) in [
            (json!({ "type": "string", "enum": ["a"] }), "a", "b"),
            (json!({ "type": "integer" }), "2021", "+2021"),
            (json!({ "type": "integer" }), "0", "2021.0"),
            (json!({ "type": "string", "format": "date" }), "2021-02-28", ""),
            (json!({ "type": "string", "minLength": 1 }), "a", ""),
            (json!({ "type": ["integer", "string"] }), "7", ""),
            (json!({ "type": "string" }), "", "a\u{7}"),
            (json!({ "type": "string" }), "x", "\u{fffd}"),
            (json!({ "type": "boolean" }), "true", "yes"),
        ] {
            assert!(fits(good, &schema) && !fits(bad, &schema), "{schema}");
        }
        let (long, schema) = ("长".repeat(TEXT + 1), json!({ "type": "string" }));
        assert!(!fits(&long, &schema) && fits(&long[3..], &schema));
    }
}
