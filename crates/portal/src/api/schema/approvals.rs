//! Approved settlements and the audit.

use serde_json::json;

use super::{Named, closed, day, flag, head, list, maybe, money, object, sm3, text, to, whole, year, year_asked};

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    let approval = [
        ("settlement", whole()),
        ("year", year()),
        ("date", day()),
        ("who", text("zhang@finance-centre")),
        ("note", text("")),
        ("batch", whole()),
        ("plan_sm3", sm3()),
        ("result_sm3", sm3()),
    ];
    let result = json!({ "type": "object", "description": "As Settlement, with what is not the caller's left out.", "examples": [{ "plan": "zhenhai-2021", "year": 2021 }] });
    let with_result = [approval.as_slice(), &[("result", result)]].concat();
    vec![
        ("Approvals", object(&[("approvals", list(object(&approval)))])),
        ("ApprovedResult", object(&with_result)),
        (
            "ApprovalAsked",
            closed(&[
                ("year", year_asked()),
                (
                    "note?",
                    json!({ "type": "string", "maxLength": 1000, "pattern": "^[^\\u0000]*$", "examples": ["for 2021"] }),
                ),
            ]),
        ),
        ("Approval", object(&[("settlement", whole()), ("year", year()), ("total", money()), ("head", maybe(head()))])),
        (
            "Verification",
            object(&[
                ("settlement", whole()),
                ("year", year()),
                ("batch", whole()),
                ("same_plan", flag()),
                ("same_result", flag()),
                ("differences", maybe(list(to("Difference")))),
            ]),
        ),
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
