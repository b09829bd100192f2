//! Books.

use super::{Named, book, flag, list, maybe, object, text, to, whole, words, year};

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    let severity = || words(&["fault", "finding"]);
    let said = || [("text", text("due before start")), ("text_en", text("due before start"))];
    let [text_zh, text_en] = said();
    vec![
        (
            "Issue",
            object(&[
                ("file", text("loans-2021.csv")),
                ("row", whole()),
                ("column", text("due")),
                ("code", text("due-before-start")),
                ("severity", severity()),
                ("value", text("2020-01-01")),
                ("expected", text("2021-03-05")),
                text_zh.clone(),
                text_en.clone(),
            ]),
        ),
        (
            "Sending",
            object(&[
                ("file", text("loans-2021.csv")),
                ("kind", book()),
                ("kept", flag()),
                ("batch", maybe(whole())),
                ("rows", whole()),
                ("new", whole()),
                ("corrected", whole()),
                ("unchanged", whole()),
                ("refused", whole()),
                (
                    "counts",
                    list(object(&[
                        ("code", text("due-before-start")),
                        ("severity", severity()),
                        ("count", whole()),
                        text_zh,
                        text_en,
                    ])),
                ),
                ("issues", list(to("Issue"))),
                ("effect?", list(object(&[("year", year()), ("differences", list(to("Difference")))]))),
            ]),
        ),
    ]
}
