//! Parties as the platform knows them.

use huigu_facts::{LoanClassKind, Ownership, PartyKind, Scale};

use super::{Named, day, figure, flag, list, maybe, money, object, of_item, text, to, whole, word, words};

/// The schemas, by name.
pub fn all() -> Vec<Named> {
    let name = || ("name", text("Technology A"));
    let scale = || maybe(word::<Scale>());
    let loan = object(&[
        ("lender", text("bank-a")),
        ("loan_id", text("1")),
        ("product", text("")),
        ("start", day()),
        ("due", day()),
        ("principal", money()),
        ("balance", money()),
        ("class", word::<LoanClassKind>()),
    ]);
    let guarantee = object(&[
        ("guarantor", text("guarantor-a")),
        ("guarantee_id", text("1")),
        ("lender", text("bank-a")),
        ("loan_id", maybe(text("1"))),
        ("start", day()),
        ("due", day()),
        ("amount", money()),
        ("balance", money()),
    ]);
    let step = object(&[
        ("figure", words(&["employees", "revenue", "assets"])),
        ("value", maybe(figure())),
        ("large", figure()),
        ("medium", figure()),
        ("small", figure()),
    ]);
    let row = object(&[
        ("valid_from", maybe(day())),
        name(),
        ("kind", word::<PartyKind>()),
        ("ownership", maybe(word::<Ownership>())),
        ("industry", text("C39")),
        ("reported", scale()),
        ("computed", scale()),
        ("scale", scale()),
        ("steps", maybe(list(step))),
        ("established", maybe(day())),
        ("town", text("Zhaobaoshan")),
        ("park", text("")),
        ("in_district", flag()),
        ("dual_innovation_since", maybe(day())),
        ("dual_innovation_until", maybe(day())),
        ("technology", flag()),
        ("agricultural", flag()),
        ("batch", whole()),
        ("file", text("parties.csv")),
        ("row", whole()),
        ("date", day()),
    ]);
    let standing = of_item(&[
        ("measure", text("a-measure")),
        ("clause", text("3.2")),
        ("beneficiary", text("bank-a")),
        ("amount", maybe(money())),
        ("reasons", list(to("Reason"))),
    ]);
    vec![
        (
            "Parties",
            object(&[
                (
                    "parties",
                    list(object(&[
                        ("party", text("91330211MA00000075")),
                        name(),
                        ("kind", word::<PartyKind>()),
                        ("scale", scale()),
                        ("industry", text("C39")),
                        ("town", text("Zhaobaoshan")),
                    ])),
                ),
                ("next", maybe(text("2f"))),
            ]),
        ),
        (
            "Party",
            object(&[
                ("party", text("91330211MA00000075")),
                name(),
                ("masked", flag()),
                ("as_of", day()),
                ("batch", whole()),
                ("rows", list(row)),
                ("loans", list(loan)),
                ("guarantees", list(guarantee)),
                ("standings", list(standing)),
            ]),
        ),
    ]
}
