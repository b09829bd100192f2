//! A request that has passed the gate, answered by the desk's one runner.

use std::fmt;

use axum::http::StatusCode;
use huigu_answers::texts::problem;
use huigu_desk::{
    Caller, Desk, Error, Fields, Hash, Http, KeptAnswer, KeyedRequest, ProblemKind, Reading, RunOutcome, Wants,
};
use huigu_quantity::Lang;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::answer::{Answer, JSON, PROBLEM};
use super::body::ReceivedBody;
use super::endpoint::Endpoint;
use super::param::Values;
use super::problem::Problem;

/// A request that may be answered.
pub struct ApiRequest<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// The endpoint.
    pub endpoint: &'static Endpoint,
    /// Who asks.
    pub caller: &'a Caller,
    /// Its parameters.
    pub values: &'a Values,
    /// Its body.
    pub body: &'a ReceivedBody,
}

/// A body as the members it holds, or where it cannot be understood.
fn json(bytes: &[u8]) -> Result<Members, Problem> {
    serde_json::from_slice(bytes).map_err(|error| {
        let place = problem::BodyPlace { line: &error.line(), column: &error.column() };
        let problem = Problem::said(ProblemKind::Body, place);
        problem.with("why", error.to_string().into())
    })
}

/// Members of a body, each of which comes once.
struct Members(Map<String, Value>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members(Map::new()))
    }
}

impl<'de> Visitor<'de> for Members {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut body: A) -> Result<Self, A::Error> {
        while let Some((name, value)) = body.next_entry::<String, Value>()? {
            if self.0.contains_key(&name) {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            self.0.insert(name, value);
        }
        Ok(self)
    }
}

/// The members of the input that a request makes.
fn members(request: &ApiRequest<'_>, fields: &Fields) -> Result<Map<String, Value>, Problem> {
    let mut members = fields.value_of(request.values.iter()).map_err(|error| parameter(request, error))?;
    if let ReceivedBody::Json(bytes) = request.body {
        let Members(body) = json(bytes)?;
        // What the path names comes from nowhere else.
        if let Some(name) = body.keys().find(|name| members.contains_key(*name)) {
            return Err(Problem::said(ProblemKind::Body, problem::ParameterUnknown { name }));
        }
        members.extend(body);
    }
    Ok(members)
}

/// A refusal of the input as the problem it is: of a parameter, or of the body.
fn parameter(request: &ApiRequest<'_>, error: Error) -> Problem {
    let params = &request.endpoint.params;
    match &error {
        Error::Input { field, wants, .. } => match params.iter().find(|param| param.name == field) {
            Some(_) if *wants == Wants::Continuation => Problem::said(ProblemKind::Parameter, problem::NO_SUCH_CURSOR),
            Some(param) => param.problem(),
            None => error.into(),
        },
        _ => error.into(),
    }
}

/// Answers a request of an operation, under a key if it came with one; whether
/// the answer is one that was given before.
pub fn answer(
    request: &ApiRequest<'_>,
    asked: Option<&(String, Hash)>,
    (lang, id): (Lang, &str),
) -> Result<(Answer, bool), Problem> {
    let entry = request.endpoint.entry;
    let location = |below: &str| if below.is_empty() { String::new() } else { format!("{}{below}", Http::ROOT) };
    let members = members(request, &(entry.fields)())?;
    let keep = |done: &huigu_desk::Done| {
        let status = done.status(&entry.http);
        let body = if status == 204 { Vec::new() } else { done.body.clone() };
        KeptAnswer { status, location: location(&done.location), body }
    };
    let open = |_| request.body.book();
    let files = Reading { files: &[], open: &open, products: &[], good_rows: false, progress: &|_| () };
    let files = entry.http.takes_file.then_some(&files);
    let refusal = |error: &Error| {
        let problem = Problem::from(error);
        let details = problem.kind().is_final().then(|| huigu_desk::json(&problem.details(lang, id)).ok()).flatten()?;
        Some(KeptAnswer { status: problem.kind().status(), location: String::new(), body: details.into_bytes() })
    };
    let keyed = asked.map(|(key, hash)| KeyedRequest { key, request: *hash, answer: &keep, refusal: &refusal });
    let ran = (entry.run)(request.desk, request.caller, members, files, keyed.as_ref())
        .map_err(|error| parameter(request, error))?;
    let (kept, replayed, next) = match ran {
        RunOutcome::Done(done) => (keep(&done), false, done.next.map(|next| next.text().to_owned())),
        RunOutcome::Replayed(kept) => (kept, true, None),
    };
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let media = match entry.http.media {
        _ if status.is_client_error() => PROBLEM,
        "" => JSON,
        media => media,
    };
    Ok((Answer { status, media, body: kept.body, place: kept.location, next }, replayed))
}
