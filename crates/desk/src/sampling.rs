//! Samples of operations, for tests: what somebody of a role may ask, about its
//! own or about another's, in the sample district.

use serde_json::{Map, Value};

use crate::{Caller, Counter, Operation, UseCase};

/// Whose something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The caller's own.
    Own,
    /// Another's.
    Foreign,
}

/// What a sample is made for.
pub struct Sampling<'a> {
    /// The desk it will be run at: what it is about may be made there first.
    pub desk: &'a Counter,
    /// Who asks.
    pub caller: &'a Caller,
    /// Whose it is about.
    pub whose: Whose,
    /// Another each time, where something must be new.
    pub count: u32,
}

impl Sampling<'_> {
    /// Whose it is about: who asks, where that is to be its own and it may have
    /// such things; else somebody else who may.
    #[must_use]
    pub fn owner(&self, use_case: UseCase) -> Caller {
        match self.whose {
            Whose::Own if self.caller.may(use_case) => self.caller.clone(),
            _ => Caller::operator("somebody else"),
        }
    }
}

/// The members of a sample.
pub(crate) fn members<O: Operation>(at: &Sampling<'_>) -> Map<String, Value> {
    match serde_json::to_value(O::sample(at)) {
        Ok(Value::Object(members)) => members,
        other => panic!("an input is an object: {other:?}"),
    }
}
