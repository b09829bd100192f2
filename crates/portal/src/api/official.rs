//! The plan's official text.

use huigu_desk::OfficialTextView;

use super::answer::{Answer, Outcome};
use super::call::Call;
use super::problem::{Kind, Problem};

/// `GET /plan/text`
pub fn text(call: &Call<'_>) -> Outcome {
    let attached = call.counter().official(call.caller)?.ok_or_else(|| Problem::of(Kind::NotThere))?;
    Answer::of(&OfficialTextView::of((*attached).clone()))
}
