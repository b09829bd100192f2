//! An approved settlement, read back from the bytes it was frozen as: the one
//! place that knows them.
//!
//! Form 1, the only one so far, is the JSON of `huigu settle --format json`
//! and carries no mark. A later form says so in a member `form`; a program
//! that does not know it refuses to read rather than to guess.

use std::borrow::Cow;

use huigu_engine::{CountedTwice, Entitlement, Status};
use huigu_quantity::Fen;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::Error;

/// An approved settlement, or the part of one that a caller may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenSettlement {
    /// The plan's id.
    pub plan: String,
    /// The year.
    pub year: i32,
    /// Sum over the measures; `None` where it is not the caller's to see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Fen>,
    /// Measures in the order of their clauses.
    pub measures: Vec<FrozenMeasure>,
    /// Loans and money that earn under two measures; likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_twice: Option<Vec<CountedTwice>>,
}

/// One measure of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenMeasure {
    /// Measure id.
    pub measure: String,
    /// Clause.
    pub clause: String,
    /// Whether it could be settled.
    pub status: Status,
    /// Names of the figures that were not set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unset: Vec<String>,
    /// Sum of the amounts; `None` where it is not the caller's to see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Fen>,
    /// Beneficiaries, by id.
    pub beneficiaries: Vec<Entitlement>,
}

#[derive(Deserialize)]
struct Mark {
    #[serde(default = "first")]
    form: u32,
}

fn first() -> u32 {
    1
}

impl JsonSchema for FrozenSettlement {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FrozenSettlement".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object", "description": "As Settlement, with what is not the caller's left out.",
            "examples": [{ "plan": "zhenhai-2021", "year": 2021 }],
        })
    }
}

impl FrozenSettlement {
    /// Reads the bytes of an approved settlement.
    ///
    /// # Errors
    /// [`Error::Answer`] when they are of an unknown form, or of none.
    pub fn read(result: &str) -> Result<Self, Error> {
        let damaged = |error: serde_json::Error| Error::Answer(error.to_string());
        let Mark { form } = serde_json::from_str(result).map_err(damaged)?;
        match form {
            1 => serde_json::from_str(result).map_err(damaged),
            newer => Err(Error::Answer(format!("a settlement of form {newer}"))),
        }
    }

    /// What each beneficiary gets under each measure: measure, beneficiary, amount.
    pub fn amounts(&self) -> impl Iterator<Item = (&str, &str, Fen)> {
        self.measures.iter().flat_map(|measure| {
            measure.beneficiaries.iter().map(|one| (measure.measure.as_str(), one.id.as_str(), one.amount))
        })
    }

    /// The whole sum; of a part, the sum of what is in it.
    #[must_use]
    pub fn amount(&self) -> Fen {
        self.total.unwrap_or_else(|| self.amounts().map(|(.., amount)| amount).sum())
    }

    /// Keeps of every measure what is one beneficiary's, or nobody's, and
    /// leaves out whatever tells of others; the sums of all stand only where
    /// no beneficiary is kept.
    pub(crate) fn cut_to(&mut self, own: Option<&str>) {
        self.counted_twice = None;
        self.total = self.total.filter(|_| own.is_none());
        for measure in &mut self.measures {
            measure.total = measure.total.filter(|_| own.is_none());
            measure.beneficiaries.retain(|one| Some(one.id.as_str()) == own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    const RESULT: &str = include_str!("frozen/form-1.json");

    #[test]
    fn the_first_form_is_read_and_written_to_the_byte() {
        let frozen = FrozenSettlement::read(RESULT).unwrap();
        assert_eq!(json(&frozen).unwrap(), RESULT);
        assert_eq!(frozen.amount().to_string(), "4020000.00");
        let amounts: Vec<String> = frozen.amounts().map(|(measure, id, fen)| format!("{measure} {id} {fen}")).collect();
        assert_eq!(amounts, ["increase bank-a 20000.00", "increase bank-b 0.00", "startup bank-a 4000000.00"]);
    }

    #[test]
    fn a_part_tells_nothing_of_others() {
        let mut own = FrozenSettlement::read(RESULT).unwrap();
        own.cut_to(Some("bank-a"));
        assert_eq!(own.amount().to_string(), "4020000.00", "what is its own, added up");
        let text = json(&own).unwrap();
        assert!(!text.contains("bank-b") && !text.contains("total") && !text.contains("counted_twice"), "{text}");
        let mut public = FrozenSettlement::read(RESULT).unwrap();
        public.cut_to(None);
        assert_eq!(public.amount().to_string(), "4020000.00");
        assert_eq!(public.amounts().count(), 0);
    }

    #[test]
    fn another_form_and_damage_are_refused() {
        let newer = RESULT.replacen('{', "{ \"form\": 2,", 1);
        let damaged = RESULT.replacen("20000.00", "20,000.00", 1);
        for text in [newer.as_str(), damaged.as_str(), "", "[]", "{}"] {
            assert!(matches!(FrozenSettlement::read(text), Err(Error::Answer(_))), "{text}");
        }
    }
}
