//! Approved settlements.

use huigu_answers::texts::problem;
use huigu_desk::{ApprovedTold, FrozenSettlement, VerificationTold};
use serde::{Deserialize, Serialize};

use super::ROOT;
use super::answer::{Answer, Outcome};
use super::call::Call;
use super::problem::{Kind, Problem};

#[derive(Serialize)]
struct List {
    approvals: Vec<ApprovedTold>,
}

/// `GET /approvals`
pub fn list(call: &Call<'_>) -> Outcome {
    let approvals = call.counter().approved(call.caller)?.iter().map(ApprovedTold::from).collect();
    Answer::of(&List { approvals })
}

#[derive(Serialize)]
struct WithResult {
    #[serde(flatten)]
    approval: ApprovedTold,
    result: FrozenSettlement,
}

/// `GET /approvals/{settlement}`
pub fn one(call: &Call<'_>) -> Outcome {
    let number = call.values.number("settlement");
    let found = call.counter().approved(call.caller)?.into_iter().find(|one| one.number == number);
    let found = found.ok_or_else(|| Problem::of(Kind::NotThere))?;
    Answer::of(&WithResult { approval: ApprovedTold::from(&found), result: found.result })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    year: i32,
    #[serde(default)]
    note: String,
}

#[derive(Serialize)]
struct Approved {
    settlement: u32,
    year: i32,
    total: huigu_quantity::Fen,
    /// The last row of the audit, to be kept elsewhere.
    head: Option<String>,
}

/// `POST /approvals`
pub fn approve(call: &Call<'_>) -> Outcome {
    let Asked { year, note } = call.json()?;
    if note.chars().count() > 1_000 || note.contains('\0') {
        return Err(Problem::said(Kind::Body, problem::NOTE_TOO_LONG));
    }
    let done = call.counter().approve(call.caller, year, &note)?;
    let head = done.head.map(|head| head.to_string());
    let told = Approved { settlement: done.number, year, total: done.found.total, head };
    Ok(Answer::of(&told)?.made(format!("{ROOT}/approvals/{}", done.number)))
}

/// `GET /approvals/{settlement}/verification`
pub fn verify(call: &Call<'_>) -> Outcome {
    let found = call.counter().verify_approved(call.caller, call.values.number("settlement"))?;
    Answer::of(&VerificationTold::from(&found))
}
