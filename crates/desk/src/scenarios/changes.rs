//! What is changed in the plan for a what-if.

use std::borrow::Cow;

use huigu_plan::{Plan, Setting};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{Error, MemberType, Wants};

/// Most changes of a what-if, most characters of one, and of all together.
const MOST: usize = 200;
const LONGEST: usize = 500;
const ALL: usize = 10_000;

/// Changes of the plan's figures, each `MEASURE.PARAM=VALUE` in one line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Changes(Vec<String>);

impl Changes {
    /// Changes, if they are not too many.
    ///
    /// # Errors
    /// [`Wants::Form`] for more than can be kept, or more than a line each.
    pub fn new(changes: Vec<String>) -> Result<Self, Wants> {
        let is_line = |one: &String| one.chars().count() <= LONGEST && !one.contains(['\n', '\r', '\0']);
        let together = changes.iter().map(|one| one.chars().count() + 1).sum::<usize>();
        let fits = changes.len() <= MOST && together <= ALL && changes.iter().all(is_line);
        if fits { Ok(Self(changes)) } else { Err(Wants::Form(MemberType::List)) }
    }

    /// Changes that are kept already.
    pub(super) fn kept(changes: Vec<String>) -> Self {
        Self(changes)
    }

    /// Each of them.
    #[must_use]
    pub fn list(&self) -> &[String] {
        &self.0
    }

    /// Each of them, to be kept.
    #[must_use]
    pub fn into_list(self) -> Vec<String> {
        self.0
    }

    /// A plan with every change made in it.
    ///
    /// # Errors
    /// [`Error::Settings`] with all that is wrong with them.
    pub fn made_in(&self, plan: &Plan) -> Result<Plan, Error> {
        let (mut settings, mut mistakes) = (Vec::new(), Vec::new());
        for text in &self.0 {
            match Setting::parse(text) {
                Ok(setting) => settings.push(setting),
                Err(found) => mistakes.extend(found),
            }
        }
        match plan.with(&settings) {
            Ok(changed) if mistakes.is_empty() => return Ok(changed),
            Ok(_) => {}
            Err(more) => mistakes.extend(more),
        }
        Err(Error::Settings { mistakes })
    }

    /// A line each.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.join("\n")
    }
}

impl<'de> Deserialize<'de> for Changes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(|wants| D::Error::custom(wants.to_string()))
    }
}

impl JsonSchema for Changes {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Changes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array", "maxItems": MOST, "examples": [["a-measure.rate=3%"]],
            "items": { "type": "string", "maxLength": LONGEST, "pattern": "^[^\\u0000\\u000a\\u000d]*$" },
        })
    }
}
