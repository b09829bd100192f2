//! Members of inputs that say as of when: the day asked about, and the time at
//! which something was known. Both carry their labels, which are the same
//! wherever they are asked.

use std::borrow::Cow;

use huigu_quantity::Day;
use huigu_store::BatchNumber;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Rights, Role, Roles, TokenAccess};

/// The day asked about; where none is given, today or the plan's last day,
/// whichever comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AsOf(Option<Day>);

impl AsOf {
    /// A day.
    #[must_use]
    pub fn on(day: Day) -> Self {
        Self(Some(day))
    }

    /// The day, if one was given.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        self.0
    }
}

/// As of when a register is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsKnownAt {
    /// After a batch.
    Batch(BatchNumber),
    /// After the batches kept by the end of a day in Shanghai.
    Day(Day),
}

impl AsKnownAt {
    /// Who may ask as of earlier than now: who may see anything at all, but the public.
    pub(crate) const RIGHTS: Rights =
        Rights { code: "as-known-at", roles: Roles::EVERYBODY.without(Role::Public), token: TokenAccess::Any };
}

impl Serialize for AsKnownAt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Batch(number) => number.0.serialize(serializer),
            Self::Day(day) => day.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for AsKnownAt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Batch(u32),
            Day(Day),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Batch(number) => Self::Batch(BatchNumber(number)),
            Either::Day(day) => Self::Day(day),
        })
    }
}

impl JsonSchema for AsOf {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "AsOf".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Day::json_schema(generator);
        schema
            .insert("title".to_owned(), "As of this date; today, or the plan's last day, where it is left out".into());
        schema.insert("x-zh".to_owned(), "截至日期；不填为今天，或方案的最后一天".into());
        schema
    }
}

impl JsonSchema for AsKnownAt {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "AsKnownAt".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["integer", "string"], "minimum": 0, "maximum": u32::MAX, "format": "date", "examples": ["2022-12-31"],
            "title": "As known after a batch or at the end of a day, for who shows a token or is signed in; now where it is left out", "x-zh": "按当时所知：批次号或日期，须登录或出示令牌；不填为现在",
        })
    }
}
