//! The plan, and problems.

use serde_json::{Value, json};

use super::{Named, closed, day, flag, list, maybe, object, sm3, text, to, whole, words};

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    vec![
        ("OfficialText", official_text()),
        ("OfficialTextAsked", official_text_asked()),
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

fn official_text() -> Value {
    let section = object(&[
        ("number", text("3.2")),
        ("clause", maybe(text("3.2"))),
        ("heading", text("(2) Products")),
        ("paragraphs", list(text(""))),
    ]);
    object(&[
        ("text", whole()),
        ("file", text("notice.txt")),
        ("date", day()),
        ("file_sm3", sm3()),
        ("before", list(text(""))),
        ("sections", list(section)),
        ("after", list(text(""))),
        ("missing", list(text("9.4"))),
    ])
}

fn official_text_asked() -> Value {
    let plain = |example: &str| json!({ "type": "string", "pattern": "^[^\\u0000]*$", "examples": [example] });
    closed(&[("file", plain("notice.txt")), ("text", plain("3. Support\n(1) Subsidies"))])
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
