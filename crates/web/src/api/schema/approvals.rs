//! The audit.

use super::{Named, day, flag, head, list, maybe, object, text, whole};

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    vec![
        (
            "Audit",
            object(&[
                (
                    "acts",
                    list(object(&[
                        ("act", whole()),
                        ("date", day()),
                        ("instant", whole()),
                        ("who", text("wang@bank-a")),
                        ("use_case", text("import")),
                        ("subject", text("loans-2021.csv")),
                        ("detail", text("")),
                        ("result", maybe(text("done"))),
                        ("outcome", maybe(text("batch=1"))),
                    ])),
                ),
                ("next", maybe(text("2f"))),
            ]),
        ),
        (
            "AuditVerdict",
            object(&[
                ("holds", flag()),
                ("rows", whole()),
                ("interrupted", whole()),
                ("head", maybe(head())),
                (
                    "flaw",
                    maybe(object(&[
                        ("row", whole()),
                        ("text", text("number")),
                        ("text_en", text("the number does not follow")),
                    ])),
                ),
            ]),
        ),
    ]
}
