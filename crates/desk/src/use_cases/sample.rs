//! A sample of an operation, as faces send it.

use serde_json::{Map, Value};

use crate::{Operation, Sampling};

/// An operation's sample.
#[derive(Debug, Clone)]
pub struct OperationSample {
    /// The members of its input.
    pub members: Map<String, Value>,
    /// The file beside them.
    pub file: Option<String>,
}

impl OperationSample {
    pub(crate) fn of<O: Operation>(at: &Sampling<'_>) -> Self {
        match serde_json::to_value(O::sample(at)) {
            Ok(Value::Object(members)) => Self { members, file: O::HTTP.takes_file.then(|| at.file().1) },
            other => panic!("an input is an object: {other:?}"),
        }
    }
}
