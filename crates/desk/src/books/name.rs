//! What a kind of book or a data set is asked for by.

use std::borrow::Cow;

use huigu_answers::texts::word;
use huigu_facts::{Dataset, Kind};
use huigu_plan::Plan;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::Error;

/// Longest name of a kind.
const MOST: usize = 64;

/// The name of a kind of book or of a data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct BookName(String);

impl BookName {
    /// What the plan knows by the name.
    ///
    /// # Errors
    /// [`Error::NotThere`].
    pub(crate) fn kind(&self, plan: &Plan) -> Result<Kind, Error> {
        plan.kinds().from_name(&self.0).ok_or_else(|| Error::NotThere { what: self.0.clone() })
    }
}

impl From<Kind> for BookName {
    fn from(kind: Kind) -> Self {
        Self(kind.name().to_owned())
    }
}

impl<'de> Deserialize<'de> for BookName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        // Which data sets there are is the plan's to say.
        let may_be = name.len() <= MOST && (Kind::from_name(&name).is_some() || Dataset::is_id(&name));
        may_be.then_some(Self(name)).ok_or_else(|| D::Error::custom("a kind of book"))
    }
}

impl JsonSchema for BookName {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "BookName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let books: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        json_schema!({
            "type": "string", "pattern": "^[a-z0-9_-]+$", "maxLength": MOST, "examples": ["loan_classes"],
            "title": word::BOOK_KIND.en, "x-zh": word::BOOK_KIND.zh,
            "description": format!("{}, or the id of a data set", books.join(", ")),
        })
    }
}
