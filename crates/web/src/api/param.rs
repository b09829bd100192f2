//! The parameters of paths and queries: what each may be, said once for the
//! reading and for the description.

use huigu_answers::texts::problem;
use huigu_desk::Head;
use huigu_quantity::{Day, Phrase};
use serde_json::{Value, json};

use super::endpoint::Endpoint;
use super::problem::{Kind, Problem};

/// Most characters of a text.
const TEXT: usize = 200;
/// Most entries of a page, and how many there are where none is asked for.
const PAGE: usize = 1000;
const PAGE_UNASKED: usize = 100;

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A text, maybe empty.
    Text,
    /// A date.
    Day,
    /// How many entries of a page.
    Size,
    /// Where to go on, as an earlier answer gave it.
    Cursor,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// A head of the audit.
    Head,
    /// What the schema of an operation's member says; the operation reads it.
    Member(&'static Value),
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What it may be.
    pub form: Form,
    /// Whether it must be there.
    pub needed: bool,
    /// What it says.
    pub says: Phrase,
    /// One that means something with the sample.
    pub example: &'static str,
}

/// A parameter in the path.
pub const fn path(name: &'static str, form: Form, says: Phrase, example: &'static str) -> Param {
    Param { name, place: Place::Path, form, needed: true, says, example }
}

/// A parameter in the query that may be left out.
pub const fn query(name: &'static str, form: Form, says: Phrase, example: &'static str) -> Param {
    Param { name, place: Place::Query, form, needed: false, says, example }
}

impl Param {
    /// That what came is none.
    pub fn problem(&self) -> Problem {
        Problem::said(Kind::Parameter, problem::ParameterForm { name: &self.name, example: &self.example })
    }
}

fn is_digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn day(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split('-').collect();
    let iso = parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(|part| is_digits(part, 4));
    if iso { Day::parse(text).ok() } else { None }
}

fn head(text: &str) -> Option<Head> {
    let (number, _) = text.split_once(':')?;
    if is_digits(number, 18) { text.parse().ok() } else { None }
}

/// Whether a text holds nothing invisible, and was text when it came.
fn is_plain(text: &str) -> bool {
    is_plain_within(text, TEXT)
}

fn is_plain_within(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(|c| c < ' ' || c == '\u{7f}' || c == '\u{fffd}')
}

/// Whether a text may be a member of a schema at all: a whole number is digits,
/// and only what has no form of its own may be empty.
fn may_be(text: &str, schema: &Value) -> bool {
    match schema["type"].as_str() {
        Some("integer") => is_digits(text, 10),
        Some("boolean") => matches!(text, "true" | "false"),
        Some("string") if schema["format"].is_null() && schema["minLength"].is_null() && schema["enum"].is_null() => {
            true
        }
        _ => !text.is_empty(),
    }
}

impl Form {
    /// Whether a text is one.
    pub fn fits(self, text: &str) -> bool {
        match self {
            Self::Text => is_plain(text),
            Self::Day => day(text).is_some(),
            Self::Size => is_digits(text, 4) && text.parse().is_ok_and(|size| (1..=PAGE).contains(&size)),
            Self::Cursor => text.len() <= 2000 && text.len().is_multiple_of(2) && is_hex(text),
            Self::Word(words) => words().contains(&text),
            Self::Head => head(text).is_some(),
            Self::Member(schema) => {
                let most = schema["maxLength"].as_u64().map_or(TEXT, |most| most as usize);
                is_plain_within(text, most.max(TEXT)) && may_be(text, schema)
            }
        }
    }

    /// The same as a schema.
    pub fn schema(self) -> Value {
        match self {
            Self::Text => {
                json!({ "type": "string", "maxLength": TEXT, "pattern": "^[^\\u0000-\\u001f\\u007f\\ufffd]*$" })
            }
            Self::Day => json!({ "type": "string", "format": "date" }),
            Self::Size => json!({ "type": "integer", "minimum": 1, "maximum": PAGE, "default": PAGE_UNASKED }),
            Self::Cursor => json!({ "type": "string", "maxLength": 2000, "pattern": "^([0-9a-f]{2})+$" }),
            Self::Word(words) => json!({ "type": "string", "enum": words() }),
            Self::Head => json!({ "type": "string", "pattern": "^[0-9]{1,18}:[0-9a-fA-F]{64}$" }),
            Self::Member(schema) => schema.clone(),
        }
    }
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Parameters that were read: each fits its form.
#[derive(Debug, Clone, Default)]
pub struct Values(Vec<(&'static str, String)>);

impl Values {
    /// Reads path and query against the endpoint's parameters.
    ///
    /// # Errors
    /// A problem that names the parameter.
    pub fn read(endpoint: &Endpoint, places: &[(String, String)], query: &str) -> Result<Self, Problem> {
        let mut values = Self::default();
        for (name, text) in places {
            values.take(endpoint, Place::Path, name, text)?;
        }
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            values.take(endpoint, Place::Query, &name, &text)?;
        }
        match endpoint.asks.iter().find(|param| param.needed && values.get(param.name).is_none()) {
            Some(param) => Err(Problem::said(Kind::Parameter, problem::ParameterMissing { name: &param.name })),
            None => Ok(values),
        }
    }

    fn take(&mut self, endpoint: &Endpoint, place: Place, name: &str, text: &str) -> Result<(), Problem> {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
        let Some(param) = endpoint.asks.iter().find(|param| param.name == name && param.place == place) else {
            return Err(Problem::said(Kind::Parameter, problem::ParameterUnknown { name: &shown }));
        };
        if self.get(param.name).is_some() {
            return Err(Problem::said(Kind::Parameter, problem::ParameterTwice { name: &shown }));
        }
        if !param.form.fits(text) {
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

    /// A text; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// A day.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.get(name).and_then(day)
    }

    /// A head of the audit.
    pub fn head(&self, name: &str) -> Option<Head> {
        self.get(name).and_then(head)
    }

    /// How many entries are asked for.
    pub fn size(&self) -> usize {
        self.get("limit").and_then(|text| text.parse().ok()).unwrap_or(PAGE_UNASKED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_take_what_they_say() {
        for (form, good, bad) in [
            (Form::Text, "", "a\u{0}"),
            (Form::Text, "x", "\u{fffd}"),
            (Form::Day, "2021-02-28", "2021-02-30"),
            (Form::Day, "2021-02-28", "2021/2/28"),
            (Form::Size, "1000", "1001"),
            (Form::Cursor, "00ff", "0"),
        ] {
            assert!(form.fits(good), "{form:?} {good}");
            assert!(!form.fits(bad), "{form:?} {bad}");
        }
        for (schema, good, bad) in [
            (json!({ "type": "integer" }), "2021", "+2021"),
            (json!({ "type": "integer" }), "0", "2021.0"),
            (json!({ "type": "string", "format": "date" }), "2021-02-28", ""),
            (json!({ "type": "string", "minLength": 1 }), "a", ""),
            (json!({ "type": ["integer", "string"] }), "7", ""),
            (json!({ "type": "string" }), "", "a\u{7}"),
            (json!({ "type": "boolean" }), "true", "yes"),
        ] {
            let form = Form::Member(Box::leak(Box::new(schema)));
            assert!(form.fits(good) && !form.fits(bad), "{form:?}");
        }
        let long = "长".repeat(TEXT + 1);
        assert!(!Form::Text.fits(&long) && Form::Text.fits(&long[3..]));
        assert!(Form::Head.fits(&format!("12:{}", "ab".repeat(32))) && !Form::Head.fits("12:ab"));
    }
}
