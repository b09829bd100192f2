//! Answers of a register in the form programs read, from the command line and
//! over the network alike: the JSON of the interface.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Batch, Error, What};

/// An answer as JSON: indented, ended by a line feed.
///
/// # Errors
/// [`Error::Answer`].
pub fn json(answer: &impl Serialize) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(answer).map_err(|error| Error::Answer(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchTold {
    /// Its number.
    pub batch: u32,
    /// The day it was kept, in Shanghai.
    pub date: String,
    /// Name of the file.
    pub file: String,
    /// Kind of book.
    pub kind: huigu_facts::Kind,
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
    pub file_sm3: String,
}

impl BatchTold {
    /// Of a batch.
    #[must_use]
    pub fn of(batch: &Batch) -> Self {
        let (mut new, mut corrected, mut unchanged, mut closed, mut restored, mut withdraws) = (0, 0, 0, 0, 0, None);
        match batch.what {
            What::Import { new: n, corrected: c, unchanged: u } => (new, corrected, unchanged) = (n, c, u),
            What::Withdrawal { of, closed: c, restored: r } => (closed, restored, withdraws) = (c, r, Some(of.0)),
        }
        Self {
            batch: batch.number.0,
            date: batch.instant.day().to_string(),
            file: batch.file.clone(),
            kind: batch.kind,
            new,
            corrected,
            unchanged,
            closed,
            restored,
            withdraws,
            withdrawn_by: batch.withdrawn_by.map(|by| by.0),
            file_sm3: batch.file_hash.to_string(),
        }
    }
}

/// A row's columns by name, in their order.
#[must_use]
pub fn columns(fields: Vec<(&'static str, String)>) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
}
