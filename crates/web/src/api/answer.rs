//! What an endpoint answers, before the headers are put around it.

use axum::http::StatusCode;
use serde::Serialize;

use super::problem::Problem;

/// The media type of answers.
pub const JSON: &str = "application/json";
/// The media type of problem details.
pub const PROBLEM: &str = "application/problem+json";
/// Those of files.
pub const CSV: &str = "text/csv";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its body.
    pub body: Vec<u8>,
    /// Its media type.
    pub media: &'static str,
    /// Where what was made is to be found; empty: nothing was made.
    pub place: String,
    /// Where the next page goes on; `None`: this is the last, or there are none.
    pub next: Option<String>,
}

impl Answer {
    /// An answer in the form of the commands' JSON.
    ///
    /// # Errors
    /// A problem where it cannot be written.
    pub fn of(answer: &impl Serialize) -> Result<Self, Problem> {
        let body = huigu_desk::json(answer)?.into_bytes();
        Ok(Self { status: StatusCode::OK, body, media: JSON, place: String::new(), next: None })
    }

    /// Done, and nothing to say.
    pub fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: Vec::new(), media: JSON, place: String::new(), next: None }
    }
}

/// What came of a request.
pub type Outcome = Result<Answer, Problem>;
