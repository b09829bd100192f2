//! Books, batches and the rows behind an item.

use huigu_facts::OrganisationKind;

use super::{Named, book, columns, day, flag, list, maybe, object, of_item, sm3, text, to, whole, word, words, year};

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    let severity = || words(&["fault", "finding"]);
    let said = || [("text", text("due before start")), ("text_en", text("due before start"))];
    let [text_zh, text_en] = said();
    let batch = [
        ("batch", whole()),
        ("date", day()),
        ("file", text("loans-2021.csv")),
        ("kind", book()),
        ("new", whole()),
        ("corrected", whole()),
        ("unchanged", whole()),
        ("closed", whole()),
        ("restored", whole()),
        ("withdraws", maybe(whole())),
        ("withdrawn_by", maybe(whole())),
        ("file_sm3", sm3()),
        ("login", text("wang")),
        ("organisation", maybe(text("bank-a"))),
    ];
    let next = || ("next", maybe(text("2f6170692f76312f6261746368657300")));
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
        ("Batch", object(&batch)),
        ("Batches", object(&[("batches", list(to("Batch"))), next()])),
        (
            "Corrections",
            object(&[
                ("batch", whole()),
                (
                    "corrections",
                    list(object(&[("correction", whole()), ("old", columns()), ("new", maybe(columns()))])),
                ),
                next(),
            ]),
        ),
        (
            "Institutions",
            object(&[(
                "institutions",
                list(object(&[
                    ("id", text("bank-a")),
                    ("name", text("Bank A")),
                    ("kind", word::<OrganisationKind>()),
                    ("items", whole()),
                    ("last_day", maybe(day())),
                    ("books_from", maybe(day())),
                    ("batches", whole()),
                    ("last_sent", maybe(day())),
                ])),
            )]),
        ),
        (
            "Trace",
            of_item(&[
                ("batch", whole()),
                ("borrower", text("91330211MA00000075")),
                (
                    "rows",
                    list(object(&[
                        ("kind", book()),
                        ("columns", columns()),
                        ("batch", whole()),
                        ("file", text("loans-2021.csv")),
                        ("row", whole()),
                        ("date", day()),
                    ])),
                ),
            ]),
        ),
    ]
}
