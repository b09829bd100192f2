//! What answers and requests look like, as JSON Schema (2020-12). A test holds
//! every answer to its schema, both ways: nothing is missing, nothing more.

use huigu_facts::{Kind as Book, LoanClassKind, OrganisationKind, Ownership, PartyKind, Scale, Vocabulary};
use serde_json::{Map, Value, json};

/// A text.
fn text(example: &str) -> Value {
    json!({ "type": "string", "examples": [example] })
}

/// Money in yuan with two decimals.
fn money() -> Value {
    json!({ "type": "string", "pattern": "^-?[0-9]+\\.[0-9]{2}$", "examples": ["1234567.80"] })
}

/// A share, rate or count with six decimals.
fn share() -> Value {
    json!({ "type": "string", "pattern": "^-?[0-9]+\\.[0-9]{6}$", "examples": ["0.650000"] })
}

/// Money, a share, or a whole number.
fn figure() -> Value {
    json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$", "examples": ["1234567.80"] })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2021-12-31"] })
}

fn sm3() -> Value {
    json!({ "type": "string", "pattern": "^[0-9a-f]{64}$", "examples": ["66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"] })
}

fn head() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]+:[0-9a-f]{64}$",
        "examples": ["12:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"] })
}

fn whole() -> Value {
    json!({ "type": "integer", "examples": [12] })
}

fn year() -> Value {
    json!({ "type": "integer", "examples": [2021] })
}

fn flag() -> Value {
    json!({ "type": "boolean", "examples": [true] })
}

fn words(all: &[&str]) -> Value {
    json!({ "type": "string", "enum": all, "examples": [all.first()] })
}

fn word<V: Vocabulary>() -> Value {
    let all: Vec<&str> = V::ALL.iter().map(|word| word.code()).collect();
    words(&all)
}

fn book() -> Value {
    let all: Vec<&str> = Book::ALL.iter().map(|kind| kind.name()).collect();
    words(&all)
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn to(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Or null.
fn maybe(of: Value) -> Value {
    json!({ "anyOf": [of, { "type": "null" }] })
}

/// A row's columns by name.
fn columns() -> Value {
    json!({ "type": "object", "additionalProperties": { "type": "string" }, "examples": [{ "lender": "bank-a", "loan_id": "1" }] })
}

/// An object; a name that ends with `?` may be absent.
fn object(members: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = members.iter().map(|(name, _)| *name).filter(|name| !name.ends_with('?')).collect();
    let properties: Map<String, Value> =
        members.iter().map(|(name, schema)| (name.trim_end_matches('?').to_owned(), schema.clone())).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

/// The same, closed: nothing else is taken.
fn closed(members: &[(&str, Value)]) -> Value {
    let mut schema = object(members);
    if let Some(members) = schema.as_object_mut() {
        members.insert("additionalProperties".to_owned(), false.into());
    }
    schema
}

/// One of three ways to name an item, with further members.
fn of_item(members: &[(&str, Value)]) -> Value {
    let keys: [[(&str, Value); 2]; 3] = [
        [("lender", text("bank-a")), ("loan_id", text("1"))],
        [("guarantor", text("guarantor-a")), ("guarantee_id", text("1"))],
        [("issuer", text("91330211MA00000075")), ("deal_id", text("1"))],
    ];
    let each: Vec<Value> = keys.iter().map(|key| object(&[key.as_slice(), members].concat())).collect();
    json!({ "oneOf": each })
}

type Named = (&'static str, Value);

fn figures() -> Vec<Named> {
    let status = || words(&["active", "inactive"]);
    let target = object(&[
        ("target", text("private-loan-share")),
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
        ("measure", text("startup-loan-subsidy")),
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
        change("measure", "startup-loan-subsidy"),
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
                ("by", words(&super::endpoint::dimensions())),
                (
                    "targets",
                    list(object(&[
                        ("target", text("private-loan-share")),
                        ("clause", text("2")),
                        ("groups", list(group)),
                    ])),
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
                        ("measures", list(text("startup-loan-subsidy"))),
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
                ("measure", text("startup-loan-subsidy")),
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
                        ("also_under?", list(text("inclusive-unsecured-subsidy"))),
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
                ("set", list(text("startup-loan-subsidy.rate=3%"))),
                ("before", money()),
                ("after", money()),
                ("difference", money()),
                ("measures", list(object(&measure_change))),
            ]),
        ),
        ("SimulationAsked", closed(&[("year", year_asked()), ("set", settings())])),
        (
            "Scenario",
            object(&[
                ("scenario", whole()),
                ("name", text("rate of 3%")),
                ("year", year()),
                ("set", settings()),
                ("who", text("wang@bank-a")),
                ("date", day()),
            ]),
        ),
        ("Scenarios", object(&[("scenarios", list(to("Scenario")))])),
        (
            "ScenarioAsked",
            closed(&[
                (
                    "name",
                    json!({ "type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[^\\u0000-\\u001f\\u007f]*$", "examples": ["rate of 3%"] }),
                ),
                ("year", year_asked()),
                ("set", settings()),
            ]),
        ),
    ]
}

fn year_asked() -> Value {
    json!({ "type": "integer", "minimum": -2_147_483_648_i64, "maximum": 2_147_483_647, "examples": [2021] })
}

fn settings() -> Value {
    json!({ "type": "array", "maxItems": 200, "items": { "type": "string", "maxLength": 500 }, "examples": [["startup-loan-subsidy.rate=3%"]] })
}

fn books() -> Vec<Named> {
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
        (
            "Difference",
            object(&[
                ("measure", text("startup-loan-subsidy")),
                ("beneficiary", text("bank-a")),
                ("approved", money()),
                ("now", money()),
                ("difference", money()),
                ("items", list(of_item(&[]))),
                (
                    "because_of",
                    list(object(&[
                        ("batch", whole()),
                        ("file", text("loans-2021.csv")),
                        ("row", whole()),
                        ("kind", book()),
                        ("withdrawal", flag()),
                    ])),
                ),
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
            "Withdrawal",
            object(&[("batch", whole()), ("withdraws", whole()), ("closed", whole()), ("restored", whole())]),
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

fn parties() -> Vec<Named> {
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
        ("measure", text("startup-loan-subsidy")),
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

fn approvals() -> Vec<Named> {
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

fn plan() -> Vec<Named> {
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
    let problem = [
        ("problem", text("faults")),
        ("type", text("/api/v1/problems/faults")),
        ("status", json!({ "type": "integer", "examples": [422] })),
        ("title", both()),
    ];
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
                ("measures", list(text("startup-loan-subsidy"))),
                ("targets", list(text("private-loan-share"))),
                ("products", list(text("tech-loan"))),
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
                        ("measure", text("startup-loan-subsidy")),
                        ("clause", text("3.2")),
                        ("name", both()),
                        ("product", maybe(text("huigu-startup-loan"))),
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
                        ("target", text("private-loan-share")),
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
                        ("parameter", text("startup-loan-subsidy.rate")),
                        ("clause", text("3.2")),
                        ("unit", text("percent")),
                        ("values", list(object(&[("from", day()), ("until", day()), ("value", maybe(text("2%")))]))),
                    ])),
                ),
            ]),
        ),
        ("ProblemKind", object(&problem)),
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

/// Every schema by its name.
pub fn all() -> Map<String, Value> {
    let all = [figures(), books(), parties(), approvals(), plan()].concat();
    all.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// An example of a schema, made of those of its parts.
pub fn example(schema: &Value, all: &Map<String, Value>) -> Value {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        return all.get(name).map_or(Value::Null, |schema| example(schema, all));
    }
    if let Some(example) = schema.get("examples").and_then(|examples| examples.get(0)) {
        return example.clone();
    }
    if let Some(first) = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key)?.get(0)) {
        return example(first, all);
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        return properties
            .iter()
            .map(|(name, schema)| (name.clone(), example(schema, all)))
            .collect::<Map<_, _>>()
            .into();
    }
    schema.get("items").map_or(Value::Null, |items| Value::Array(vec![example(items, all)]))
}
