//! The problems an answer can name.

use huigu_plan::Text;
use serde::Serialize;

use super::answer::{Answer, Outcome};
use super::call::Call;
use super::problem::{Kind, Problem, address};

#[derive(Serialize)]
struct KindView {
    problem: Kind,
    r#type: String,
    status: u16,
    /// Whether the same request is always answered so.
    r#final: bool,
    title: Text,
}

fn told(kind: Kind) -> KindView {
    let (status, r#final) = kind.answered();
    KindView { problem: kind, r#type: address(kind), status, r#final, title: kind.text().into() }
}

#[derive(Serialize)]
struct KindViews {
    problems: Vec<KindView>,
}

/// `GET /problems`
pub fn all(_: &Call<'_>) -> Outcome {
    Answer::of(&KindViews { problems: Kind::ALL.iter().map(|kind| told(*kind)).collect() })
}

/// `GET /problems/{problem}`
pub fn one(call: &Call<'_>) -> Outcome {
    let found = Kind::of(call.values.text("problem")).ok_or_else(|| Problem::of(Kind::NotThere))?;
    Answer::of(&told(found))
}
