//! A request that has passed the gate: who asks, what, with what.

use huigu_answers::texts::problem;
use huigu_desk::{Caller, Desk};
use serde::Deserialize;

use super::body::Taken;
use super::endpoint::Endpoint;
use super::param::Values;
use super::problem::{Kind, Problem};
use crate::portal::Portal;

/// A request that may be answered.
pub struct Call<'a> {
    /// The portal.
    pub portal: &'a Portal,
    /// The endpoint.
    pub endpoint: &'static Endpoint,
    /// Who asks.
    pub caller: &'a Caller,
    /// Its parameters.
    pub values: &'a Values,
    /// Its body.
    pub body: &'a Taken,
}

impl Call<'_> {
    /// The desk.
    pub fn desk(&self) -> &Desk {
        self.portal.desk()
    }

    /// The body as what the endpoint takes.
    ///
    /// # Errors
    /// A problem that tells where it cannot be understood.
    pub fn json<'b, T: Deserialize<'b>>(&'b self) -> Result<T, Problem> {
        let Taken::Json(bytes) = self.body else { return Err(Problem::of(Kind::Body)) };
        serde_json::from_slice(bytes).map_err(|error| {
            let place = problem::BodyPlace { line: &error.line(), column: &error.column() };
            let problem = Problem::said(Kind::Body, place);
            problem.with("why", error.to_string().into())
        })
    }
}
