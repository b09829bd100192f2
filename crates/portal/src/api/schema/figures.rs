//! Targets, settlements, explanations and what-ifs.

use serde_json::{Value, json};

use super::{
    Named, closed, day, figure, flag, list, maybe, money, object, of_item, share, text, to, whole, words, year,
    year_asked,
};

fn settings() -> Value {
    json!({ "type": "array", "maxItems": 200, "items": { "type": "string", "maxLength": 500 }, "examples": [["a-measure.rate=3%"]] })
}

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    let status = || words(&["active", "inactive"]);
    let target = object(&[
        ("target", text("a-target")),
        ("clause", text("2")),
        ("direction?", words(&["at-least", "at-most"])),
        ("goal", maybe(share())),
        ("value", maybe(share())),
        ("numerator?", figure()),
        ("denominator?", figure()),
        ("at_base?", figure()),
        ("lender?", text("bank-a")),
        ("book_only?", flag()),
        ("met", maybe(flag())),
        ("why?", text("no data")),
    ]);
    let group = object(&[
        ("key", text("bank-a")),
        ("value", maybe(share())),
        ("numerator?", figure()),
        ("denominator?", figure()),
        ("since_base", maybe(share())),
        ("on_year", maybe(share())),
        ("since_year_start", maybe(share())),
    ]);
    let beneficiary = object(&[
        ("id", text("bank-a")),
        ("uncapped", money()),
        ("amount", money()),
        ("lines", whole()),
        ("claimed", maybe(money())),
        ("incomplete", maybe(day())),
    ]);
    let measure = object(&[
        ("measure", text("a-measure")),
        ("clause", text("3.2")),
        ("status", status()),
        ("unset?", list(text("share"))),
        ("total", money()),
        ("beneficiaries", list(to("Entitlement"))),
    ]);
    let claims = object(&[
        ("claimed", money()),
        ("verified", money()),
        ("difference", money()),
        (
            "lines",
            list(object(&[
                ("lender", text("bank-a")),
                ("loan_id", text("1")),
                ("claimed", money()),
                ("verified", money()),
                ("difference", money()),
                ("why", words(&["agrees", "amount-differs", "does-not-qualify", "no-balance", "not-on-books"])),
                ("reasons?", list(to("Reason"))),
            ])),
        ),
        ("unclaimed", list(of_item(&[]))),
    ]);
    let change = |id: &'static str, example: &str| -> Vec<(&'static str, Value)> {
        vec![(id, text(example)), ("before", money()), ("after", money()), ("difference", money())]
    };
    let measure_change = [
        change("measure", "a-measure"),
        vec![
            ("clause", text("3.2")),
            ("unset?", list(text("share"))),
            ("beneficiaries", list(object(&change("id", "bank-a")))),
        ],
    ]
    .concat();
    vec![
        ("Target", target),
        (
            "Targets",
            object(&[
                ("plan", text("zhenhai-2021")),
                ("as_of", day()),
                ("targets", list(to("Target"))),
                ("watched", list(to("Target"))),
            ]),
        ),
        (
            "Breakdown",
            object(&[
                ("plan", text("zhenhai-2021")),
                ("as_of", day()),
                ("by", words(&super::super::endpoint::dimensions())),
                (
                    "targets",
                    list(object(&[("target", text("a-target")), ("clause", text("2")), ("groups", list(group))])),
                ),
            ]),
        ),
        ("Entitlement", beneficiary),
        (
            "Settlement",
            object(&[
                ("plan", text("zhenhai-2021")),
                ("year", year()),
                ("total", money()),
                ("measures", list(measure)),
                (
                    "counted_twice",
                    list(object(&[
                        ("measures", list(text("a-measure"))),
                        ("loans", whole()),
                        ("first", money()),
                        ("second", money()),
                    ])),
                ),
            ]),
        ),
        (
            "Reason",
            object(&[
                ("code", text("rate-above-lpr")),
                ("text", text("rate above LPR")),
                ("text_en", text("the rate is above the LPR")),
                ("limit?", text("0.038500")),
                ("actual?", text("0.041000")),
            ]),
        ),
        (
            "Explanation",
            object(&[
                ("measure", text("a-measure")),
                ("clause", text("3.2")),
                ("year", year()),
                ("beneficiary", text("bank-a")),
                ("status", status()),
                ("unset?", list(text("share"))),
                ("uncapped", money()),
                ("amount", money()),
                (
                    "lines",
                    list(of_item(&[
                        ("borrower", text("91330211MA00000075")),
                        ("daily_average?", money()),
                        ("daily_average_before?", money()),
                        ("amount", money()),
                        ("also_under?", list(text("another-measure"))),
                        ("books_begin_later?", list(text("bank-b"))),
                    ])),
                ),
                (
                    "adjustments",
                    list(object(&[
                        ("kind", words(&["floor", "cap", "incomplete"])),
                        ("cap?", text("cap")),
                        ("amount", money()),
                    ])),
                ),
                (
                    "near_misses",
                    list(of_item(&[("borrower", text("91330211MA00000075")), ("reasons", list(to("Reason")))])),
                ),
                ("claims", maybe(claims)),
            ]),
        ),
        (
            "Simulation",
            object(&[
                ("plan", text("zhenhai-2021")),
                ("year", year()),
                ("set", list(text("a-measure.rate=3%"))),
                ("before", money()),
                ("after", money()),
                ("difference", money()),
                ("measures", list(object(&measure_change))),
            ]),
        ),
        ("SimulationAsked", closed(&[("year", year_asked()), ("set", settings())])),
    ]
}
