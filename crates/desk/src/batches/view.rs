//! Batches and rows as they are answered.

use std::collections::BTreeMap;

use huigu_facts::Kind;
use huigu_quantity::Day;
use huigu_store::{Batch, Instant, What};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::Hash;

/// What was taken in or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BatchView {
    /// Its number.
    pub batch: u32,
    /// The day it was kept, in Shanghai.
    pub date: Day,
    /// Name of the file.
    #[schemars(example = "loans-2021.csv")]
    pub file: String,
    /// Kind of book.
    pub kind: Kind,
    /// Rows of a key that had no version in force.
    pub new: u64,
    /// Rows that replaced the version in force.
    pub corrected: u64,
    /// Rows the register had already.
    pub unchanged: u64,
    /// Of a withdrawal: versions closed.
    pub closed: u64,
    /// Of a withdrawal: versions whose older content came back.
    pub restored: u64,
    /// Of a withdrawal: the batch withdrawn.
    pub withdraws: Option<u32>,
    /// The batch that withdrew this one.
    pub withdrawn_by: Option<u32>,
    /// SM3 of the file.
    pub file_sm3: Hash,
    /// When it was kept.
    #[serde(skip)]
    pub instant: Instant,
}

impl BatchView {
    fn of(batch: Batch) -> Self {
        let (mut new, mut corrected, mut unchanged, mut closed, mut restored, mut withdraws) = (0, 0, 0, 0, 0, None);
        match batch.what {
            What::Import { new: n, corrected: c, unchanged: u } => (new, corrected, unchanged) = (n, c, u),
            What::Withdrawal { of, closed: c, restored: r } => (closed, restored, withdraws) = (c, r, Some(of.0)),
        }
        let withdrawn_by = batch.withdrawn_by.map(|by| by.0);
        let Batch { number, instant, file, kind, file_hash: file_sm3, .. } = batch;
        let (batch, date) = (number.0, instant.day());
        Self {
            batch,
            date,
            file,
            kind,
            new,
            corrected,
            unchanged,
            closed,
            restored,
            withdraws,
            withdrawn_by,
            file_sm3,
            instant,
        }
    }
}

/// A batch and who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Batch")]
pub struct SentBatch {
    /// The batch.
    #[serde(flatten)]
    pub batch: BatchView,
    /// The sender's login.
    #[schemars(example = &"wang")]
    pub login: String,
    /// The sender's organisation, if it was sent for one.
    #[schemars(example = "bank-a")]
    pub organisation: Option<String>,
}

impl SentBatch {
    /// A batch with its sender as the audit writes it.
    pub(super) fn of((batch, who): (Batch, String)) -> Self {
        let organisation = Some(batch.sender.clone()).filter(|sender| !sender.is_empty());
        // As the audit writes it, what an account stands for follows its login.
        let login = organisation.as_ref().and_then(|home| who.strip_suffix(home)?.strip_suffix('@')).unwrap_or(&who);
        Self { login: login.to_owned(), batch: BatchView::of(batch), organisation }
    }
}

/// The columns of a row with their values, in the form and order of the books.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline, extend("examples" = [{ "lender": "bank-a", "loan_id": "1" }]))]
pub struct RowColumns(#[schemars(with = "BTreeMap<String, String>")] pub Vec<(&'static str, String)>);

impl Serialize for RowColumns {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
