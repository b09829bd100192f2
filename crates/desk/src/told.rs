//! Answers of a register in the form programs read, from the command line and
//! over the network alike: the JSON of the interface.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Batch, Difference, Error, Settlement, Verification, What};

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

/// An approved settlement, without its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApprovedTold {
    /// Its number.
    pub settlement: u32,
    /// The year.
    pub year: i32,
    /// The day it was approved, in Shanghai.
    pub date: String,
    /// Who approved it.
    pub who: String,
    /// The note.
    pub note: String,
    /// The last batch known to it.
    pub batch: u32,
    /// SM3 of the plan's files.
    pub plan_sm3: String,
    /// SM3 of the result.
    pub result_sm3: String,
}

impl From<&Settlement> for ApprovedTold {
    fn from(one: &Settlement) -> Self {
        Self {
            settlement: one.number,
            year: one.year,
            date: one.instant.day().to_string(),
            who: one.who.clone(),
            note: one.note.clone(),
            batch: one.batch.0,
            plan_sm3: one.plan_hash.to_string(),
            result_sm3: one.result_hash.to_string(),
        }
    }
}

impl From<&crate::ApprovedOne> for ApprovedTold {
    fn from(one: &crate::ApprovedOne) -> Self {
        Self {
            settlement: one.number,
            year: one.year,
            date: one.instant.day().to_string(),
            who: one.who.clone(),
            note: one.note.clone(),
            batch: one.batch.0,
            plan_sm3: one.plan_hash.to_string(),
            result_sm3: one.result_hash.to_string(),
        }
    }
}

/// What came of computing an approved settlement again.
#[derive(Debug, Serialize)]
pub struct VerificationTold<'a> {
    /// Its number.
    pub settlement: u32,
    /// The year.
    pub year: i32,
    /// The last batch known to it.
    pub batch: u32,
    /// Whether the plan is the same, byte for byte.
    pub same_plan: bool,
    /// Whether computing it again, as known then, gives the same bytes.
    pub same_result: bool,
    /// What would be paid otherwise by now; `None` where the register has faults now.
    pub differences: Option<&'a [Difference]>,
}

impl<'a> From<&'a Verification> for VerificationTold<'a> {
    fn from(found: &'a Verification) -> Self {
        Self {
            settlement: found.approved.number,
            year: found.approved.year,
            batch: found.approved.batch.0,
            same_plan: found.same_plan,
            same_result: found.same_result,
            differences: found.differences.as_deref(),
        }
    }
}
