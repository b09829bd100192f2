//! Books as institutions send them: checked, taken in within the sender's
//! bounds, and handed back where rows are to be corrected.

mod rejects;
mod send;
mod template;
mod view;

pub use rejects::RejectedRows;
pub use send::{CheckBooks, SendBooks};
pub use template::EmptyTemplate;
pub use view::Sending;

use std::borrow::Cow;

use huigu_answers::texts::word;
use huigu_facts::Kind;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// A kind of book, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct BookName(pub Kind);

impl<'de> Deserialize<'de> for BookName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Kind::from_name(&name).map(Self).ok_or_else(|| D::Error::custom("a kind of book"))
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
        let all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        json_schema!({
            "type": "string", "enum": all, "examples": ["loan_classes"],
            "title": word::BOOK_KIND.en, "x-zh": word::BOOK_KIND.zh,
        })
    }
}
