//! The audit: its acts, and whether its chain holds.

use huigu_desk::{AuditFilter, AuditShown, Instant};
use huigu_quantity::Lang;
use serde::Serialize;

use super::answer::{Answer, Outcome};
use super::call::Call;

#[derive(Serialize)]
struct Act {
    act: u64,
    /// The day, in Shanghai.
    date: String,
    /// Microseconds since 1970-01-01T00:00:00Z.
    instant: i64,
    who: String,
    use_case: String,
    subject: String,
    detail: String,
    /// How it ended; absent: unknown, interrupted or still under way.
    result: Option<String>,
    outcome: Option<String>,
}

fn act(shown: AuditShown) -> Act {
    let (result, outcome) = shown.outcome.map(|row| (row.result, row.detail)).unzip();
    let opening = shown.opening;
    Act {
        act: opening.number,
        date: Instant(opening.instant).day().to_string(),
        instant: opening.instant,
        who: opening.who,
        use_case: opening.use_case,
        subject: opening.subject,
        detail: opening.detail,
        result,
        outcome,
    }
}

#[derive(Serialize)]
struct List {
    acts: Vec<Act>,
    next: Option<String>,
}

/// `GET /audit`
pub fn list(call: &Call<'_>) -> Outcome {
    let values = call.values;
    let filter = AuditFilter {
        who: values.text("who").to_owned(),
        use_case: values.text("use-case").to_owned(),
        text: values.text("text").to_owned(),
        from: values.day("from"),
        to: values.day("to"),
        before: call.after_number()?,
    };
    let page = call.counter().audit(call.caller, &filter, values.size())?;
    let next = page.next.map(|before| call.cursor(&before.to_string()));
    Ok(Answer::of(&List { acts: page.acts.into_iter().map(act).collect(), next: next.clone() })?.going_on(next))
}

#[derive(Serialize)]
struct Told {
    holds: bool,
    rows: u64,
    interrupted: u64,
    head: Option<String>,
    flaw: Option<Broken>,
}

#[derive(Serialize)]
struct Broken {
    row: u64,
    text: String,
    text_en: String,
}

/// `GET /audit/verification`
pub fn verify(call: &Call<'_>) -> Outcome {
    let verdict = call.counter().verify_audit(call.caller, call.values.head("head"))?;
    let flaw = verdict.flaw.map(|(row, flaw)| Broken { row, text: Lang::Zh.say(flaw), text_en: Lang::En.say(flaw) });
    let (holds, head) = (verdict.holds(), verdict.head.map(|head| head.to_string()));
    Answer::of(&Told { holds, rows: verdict.rows, interrupted: verdict.interrupted, head, flaw })
}
