//! Every endpoint, in one table: how it is asked, what it needs, what it takes
//! and gives, and what else can come of it.

use std::sync::LazyLock;

use huigu_answers::texts::api;
use huigu_desk::{Entry, Method, OPERATIONS, Tag as Tagged, UseCase};
use huigu_quantity::Phrase;
use serde_json::json;

use super::answer::Outcome;
use super::body::Takes;
use super::call::Call;
use super::param::{Param, Place};
use super::problem::Kind;
use super::{operation, problems};

/// What answers.
#[derive(Clone, Copy)]
pub enum Does {
    /// A function of its own.
    Call(fn(&Call<'_>) -> Outcome),
    /// An operation of the desk.
    Operation(&'static Entry),
}

/// An endpoint.
pub struct Endpoint {
    /// How.
    pub method: Method,
    /// The path, with places in braces.
    pub path: &'static str,
    /// What the caller must be allowed to.
    pub needs: UseCase,
    /// What it does.
    pub says: Phrase,
    /// Its parameters.
    pub asks: Vec<Param>,
    /// Its body.
    pub takes: Takes,
    /// The schema of its answer, or the media type of a file; empty: nothing is answered.
    pub gives: &'static str,
    /// The statuses of its answer.
    pub statuses: &'static [u16],
    /// What can go wrong with this one.
    pub also: Vec<Kind>,
    /// How its answer is recognised.
    pub tagged: Tagged,
    /// What answers.
    pub does: Does,
}

fn look(
    path: &'static str,
    needs: UseCase,
    says: Phrase,
    asks: &[Param],
    gives: &'static str,
    call: fn(&Call<'_>) -> Outcome,
) -> Endpoint {
    let (takes, also, tagged, does) = (Takes::Nothing, Vec::new(), Tagged::Batch, Does::Call(call));
    let (says, asks) = (says, asks.to_vec());
    Endpoint { method: Method::Get, path, needs, says, asks, takes, gives, statuses: &[200], also, tagged, does }
}

/// The name of a problem, in a path.
fn problem() -> Param {
    let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
    let schema = operation::kept(Box::new(json!({ "type": "string", "enum": words })));
    Param { name: "problem", place: Place::Path, schema, needed: true, says: api::PARAM_PROBLEM, example: "faults" }
}

/// The endpoints.
pub static ENDPOINTS: LazyLock<Vec<Endpoint>> = LazyLock::new(|| {
    OPERATIONS.iter().filter(|entry| !entry.http.path.is_empty()).map(operation::endpoint).chain(rows()).collect()
});

#[rustfmt::skip]
fn rows() -> Vec<Endpoint> { vec![
    look("/api/v1/problems", UseCase::Plan, api::PROBLEMS, &[], "ProblemKinds", problems::all),
    look("/api/v1/problems/{problem}", UseCase::Plan, api::PROBLEM, &[problem()], "ProblemKind", problems::one),
] }
