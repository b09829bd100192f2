//! The official text as it is answered.

use std::sync::Arc;

use huigu_plan::{Clause, Official, Unattachable};
use huigu_quantity::Day;
use huigu_store::OfficialText;
use huigu_store::chain::Hash;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// The official text that is attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "OfficialText")]
pub struct OfficialTextView {
    /// Its number: a later one takes its place.
    pub text: u32,
    /// Name of its file.
    #[schemars(example = "notice.txt")]
    pub file: String,
    /// The day it was attached, in Shanghai.
    pub date: Day,
    /// SM3 of its file.
    pub file_sm3: Hash,
    /// What it says.
    #[serde(flatten, serialize_with = "shared")]
    #[schemars(with = "Official")]
    pub official: Arc<Official>,
}

fn shared<S: Serializer>(official: &Arc<Official>, serializer: S) -> Result<S::Ok, S::Error> {
    official.serialize(serializer)
}

impl OfficialTextView {
    /// Of a text as it is kept, beside these clauses.
    pub(super) fn of(kept: OfficialText, clauses: &[Clause]) -> Result<Self, Unattachable> {
        let official = Arc::new(Official::read(&kept.text, clauses)?);
        Ok(Self { text: kept.number, file: kept.file, date: kept.instant.day(), file_sm3: kept.file_hash, official })
    }
}
