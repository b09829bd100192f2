//! Notices.

use huigu_desk::NoticeKind;
use serde_json::{Value, json};

use super::{Named, closed, day, list, maybe, money, object, text, whole, words, year};

fn kind() -> Value {
    words(&NoticeKind::ALL.map(NoticeKind::code))
}

fn asked(least: usize, most: usize, example: &str) -> Value {
    json!({ "type": "string", "minLength": least, "maxLength": most, "pattern": "^[^\\u0000]*$", "examples": [example] })
}

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    let withdrawn =
        object(&[("date", day()), ("reason", text("a wrong figure")), ("who", text("zhang@finance-centre"))]);
    let notice = [
        ("notice", whole()),
        ("kind", kind()),
        ("title", text("What is paid for 2021")),
        ("text", text("A paragraph a line.")),
        ("date", day()),
        ("until", maybe(day())),
        ("settlement", maybe(whole())),
        ("who", text("zhang@finance-centre")),
        ("withdrawn", maybe(withdrawn)),
    ];
    let share = object(&[("name", text("A Bank")), ("amount", money())]);
    let shares = object(&[("measure", text("a-measure")), ("beneficiaries", list(share)), ("total", money())]);
    let amounts = object(&[("settlement", whole()), ("year", year()), ("measures", list(shares)), ("total", money())]);
    let with_amounts = [notice.as_slice(), &[("amounts", maybe(amounts))]].concat();
    vec![
        ("Notice", object(&notice)),
        ("NoticeWithAmounts", object(&with_amounts)),
        ("Notices", object(&[("notices", list(object(&notice)))])),
        (
            "NoticeAsked",
            closed(&[
                ("kind", kind()),
                ("title", asked(1, huigu_desk::NOTICE_TITLE, "Books are due")),
                ("text", asked(1, huigu_desk::NOTICE_TEXT, "Send your books by the tenth.")),
                ("until?", maybe(day())),
                (
                    "settlement?",
                    maybe(json!({ "type": "integer", "minimum": 1, "maximum": 2_147_483_647, "examples": [1] })),
                ),
            ]),
        ),
        ("NoticeWithdrawalAsked", closed(&[("reason", asked(1, huigu_desk::NOTICE_REASON, "a wrong figure"))])),
    ]
}
