//! The problems an answer can name.

use huigu_plan::Text;
use huigu_quantity::Lang;
use serde::Serialize;

use super::answer::{Answer, Outcome};
use super::call::Call;
use super::problem::{Kind, Problem, address};

#[derive(Serialize)]
struct ProblemKind {
    problem: &'static str,
    r#type: String,
    status: u16,
    /// Whether the same request is always answered so.
    r#final: bool,
    title: Text,
}

fn told(kind: Kind) -> ProblemKind {
    let title = Text { zh: kind.titled(Lang::Zh).to_owned(), en: kind.titled(Lang::En).to_owned() };
    ProblemKind { problem: kind.slug(), r#type: address(kind), status: kind.code(), r#final: kind.is_final(), title }
}

#[derive(Serialize)]
struct ProblemKinds {
    problems: Vec<ProblemKind>,
}

/// `GET /problems`
pub fn all(_: &Call<'_>) -> Outcome {
    Answer::of(&ProblemKinds { problems: Kind::ALL.iter().map(|kind| told(*kind)).collect() })
}

/// `GET /problems/{problem}`
pub fn one(call: &Call<'_>) -> Outcome {
    let slug = call.values.text("problem");
    let found = Kind::ALL.iter().find(|kind| kind.slug() == slug).ok_or_else(|| Problem::of(Kind::NotThere))?;
    Answer::of(&told(*found))
}
