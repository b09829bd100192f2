//! The plan, and problems.

use serde_json::{Value, json};

use super::{Named, closed, day, flag, list, maybe, object, sm3, text, to, whole, words};

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    let both = || to("Text");
    let heads = list(object(&[("clause", text("3.2")), ("title", both()), ("units", list(text("finance-centre")))]));
    let reading = object(&[
        ("reading", text("increase-by-lender")),
        ("question", both()),
        ("choices", list(object(&[("choice", text("a")), ("says", both())]))),
        ("choice", text("a")),
        ("reason", both()),
        ("by", both()),
        ("on", day()),
    ]);
    let task = object(&[
        ("task", text("a-task")),
        ("units", list(text("finance-centre"))),
        ("does", both()),
        ("due", maybe(day())),
    ]);
    vec![
        ("Text", object(&[("zh", text("zh")), ("en", text("English"))])),
        (
            "Plan",
            object(&[
                ("plan", text("zhenhai-2021")),
                ("name", both()),
                ("issued", day()),
                ("from", day()),
                ("last", day()),
                ("base", day()),
                ("plan_sm3", sm3()),
                ("clauses", heads),
                ("units", list(object(&[("unit", text("finance-centre")), ("name", both())]))),
            ]),
        ),
        (
            "Clause",
            object(&[
                ("clause", text("3.2")),
                ("title", both()),
                ("says", both()),
                ("units", list(text("finance-centre"))),
                ("no_effect", list(both())),
                ("measures", list(text("a-measure"))),
                ("targets", list(text("a-target"))),
                ("products", list(text("another-product"))),
                ("pools", list(text("a-pool"))),
                ("tasks", list(task)),
                ("readings", list(reading)),
            ]),
        ),
        (
            "Measures",
            object(&[
                ("plan", text("zhenhai-2021")),
                ("as_of", day()),
                (
                    "measures",
                    list(object(&[
                        ("measure", text("a-measure")),
                        ("clause", text("3.2")),
                        ("name", both()),
                        ("product", maybe(text("a-product"))),
                        ("status", words(&["active", "inactive"])),
                        ("unset", list(text("share"))),
                    ])),
                ),
            ]),
        ),
        (
            "TargetEntries",
            object(&[
                ("plan", text("zhenhai-2021")),
                (
                    "targets",
                    list(object(&[
                        ("target", text("a-target")),
                        ("clause", text("2")),
                        ("name", both()),
                        ("direction", words(&["at-least", "at-most"])),
                        ("watched", flag()),
                    ])),
                ),
            ]),
        ),
        (
            "Parameters",
            object(&[
                ("plan", text("zhenhai-2021")),
                (
                    "parameters",
                    list(object(&[
                        ("parameter", text("a-measure.rate")),
                        ("clause", text("3.2")),
                        ("unit", text("percent")),
                        ("values", list(object(&[("from", day()), ("until", day()), ("value", maybe(text("2%")))]))),
                    ])),
                ),
            ]),
        ),
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
