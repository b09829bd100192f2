//! The plan, and problems.

use serde_json::{Value, json};

use super::{Named, flag, list, object, text, to, words};

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    vec![
        ("ProblemKind", problem_kind()),
        ("ProblemKinds", object(&[("problems", list(to("ProblemKind")))])),
        (
            "Problem",
            json!({
                "type": "object",
                "description": "RFC 9457. `sending` stands with `faults`, `pending` with `finish-first`, `why` with `bad-body`.",
                "required": ["type", "title", "status", "request_id"],
                "properties": {
                    "type": text("/api/v1/problems/not-there"), "title": text("not there"), "status": { "type": "integer", "examples": [404] },
                    "detail": text("There is no x."), "request_id": text("0123456789abcdef"), "why": text("expected value at line 1 column 1"),
                    "pending": words(&["new-password", "second-factor"]), "sending": to("Sending"),
                },
            }),
        ),
    ]
}

fn problem_kind() -> Value {
    object(&[
        ("problem", text("faults")),
        ("type", text("/api/v1/problems/faults")),
        ("status", json!({ "type": "integer", "examples": [422] })),
        ("final", flag()),
        ("title", to("Text")),
    ])
}
