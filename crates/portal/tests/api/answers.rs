//! Answers: the very bytes of the commands, and tags by which they are known again.

use huigu_desk::{json, result_bytes};
use huigu_engine::{Dimension, explain, settle, simulate, targets, targets_by};
use huigu_ingest::{Context, Register};
use huigu_plan::Rules;
use huigu_quantity::Day;

use crate::client::RequestContext;
use crate::ground::{Server, person, shared};

fn rules(year: i32) -> Rules {
    huigu_plan::shipped().rules_at(Day::from_ymd(year, 12, 31).unwrap()).unwrap()
}

#[test]
fn the_district_reads_the_bytes_the_commands_print() {
    let server = shared();
    let clock = || huigu_desk::Instant(0);
    let context = Context { who: "test", clock: &clock, random: &|| None, person_key: None };
    let mut register = Register::open(&server.place(), "zhenhai-2021", false, context).unwrap();
    let plan = huigu_plan::shipped();
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    let book = register.load_as_of(None, &products).unwrap().book;
    let body = |target: &str| String::from_utf8(server.get("centre", target).expect(200).body).unwrap();
    for year in [2021, 2022] {
        // The commands print what is handed to `result_bytes`.
        assert_eq!(
            body(&format!("/api/v1/settlements/{year}")),
            result_bytes(&settle(&book, &rules(year), year)).unwrap()
        );
    }
    let explained = explain(&book, &rules(2021), 2021, "startup-loan-subsidy", "anyuan-bank").unwrap();
    assert_eq!(body("/api/v1/settlements/2021/startup-loan-subsidy/anyuan-bank"), json(&explained).unwrap());
    assert_eq!(body("/api/v1/targets?as-of=2021-12-31"), json(&targets(&book, &rules(2021))).unwrap());
    let by = targets_by(&book, &rules(2021), Dimension::Lender);
    assert_eq!(body("/api/v1/targets/by/lender?as-of=2021-12-31"), json(&by).unwrap());
    let set = "startup-loan-subsidy.rate=3%";
    let turned = plan.with(&[huigu_plan::Setting::parse(set).unwrap()]).unwrap();
    let after = turned.rules_at(Day::from_ymd(2021, 12, 31).unwrap()).unwrap();
    let simulated = simulate(&book, &rules(2021), &after, 2021, vec![set.to_owned()]);
    let asked = RequestContext::new("POST", "/api/v1/simulations")
        .json("{\"year\": 2021, \"set\": [\"startup-loan-subsidy.rate=3%\"]}");
    let answered = server.context(&asked.token(&person("centre").token)).expect(200);
    assert_eq!(String::from_utf8(answered.body).unwrap(), json(&simulated).unwrap());
}

#[test]
fn an_answer_is_known_again_until_something_changes() {
    let server = Server::new();
    let target = "/api/v1/settlements/2021";
    let tag = |login: &str, target: &str| server.get(login, target).expect(200).header("etag").unwrap().to_owned();
    let again = |login: &str, target: &str, tag: &str| {
        server.context(&server.by(login, RequestContext::get(target)).with("If-None-Match", tag)).status
    };
    let first = tag("bank", target);
    assert_eq!(again("bank", target, &first), 304);
    assert_eq!(again("bank", target, &format!("\"x\", {}", first.trim_start_matches("W/"))), 304);
    assert_eq!(again("bank", target, "\"x\""), 200);
    // Of another scope, role or question it is another.
    assert_eq!(again("other-bank", target, &first), 200);
    assert_eq!(again("centre", target, &tag("finance", target)), 200, "another role");
    assert_eq!(again("bank", "/api/v1/settlements/2022", &first), 200);
    assert_eq!(again("bank", "/api/v1/settlements/2021?as-known-at=3", &first), 200);
    // What was known before is not public, and only that of what the public may see.
    for target in ["/api/v1/settlements/2021", "/api/v1/targets?as-of=2021-12-31"] {
        let sign = if target.contains('?') { '&' } else { '?' };
        server.get("public", target).expect(200);
        server.get("public", &format!("{target}{sign}as-known-at=3")).is(401, "credentials-needed");
        server.get("bank", &format!("{target}{sign}as-known-at=3")).expect(200);
    }
    // What is refused is refused, whatever tag comes along.
    assert_eq!(again("public", "/api/v1/batches", &tag("centre", "/api/v1/batches")), 401);
    let batches = tag("bank", "/api/v1/batches");
    let book = "lender,loan_id,date,class\nanyuan-bank,000000101,2022-11-30,special-mention\n";
    server
        .context(&RequestContext::new("POST", "/api/v1/books/loan_classes").csv(book).token(&person("bank").token))
        .expect(201);
    assert_eq!(again("bank", target, &first), 200, "another batch");
    assert_eq!(again("bank", "/api/v1/batches", &batches), 200);
    assert_eq!(again("public", "/api/v1/openapi.json", &tag("public", "/api/v1/openapi.json")), 304);
    // A look at a party is written down each time: there is no shortcut to it.
    assert!(server.get("centre", "/api/v1/parties/P-000000022").expect(200).header("etag").is_none());
    let private = server.get("bank", target);
    assert_eq!(private.header("cache-control"), Some("private, no-cache"));
    assert!(private.header("vary").unwrap().contains("Authorization"));
}

#[test]
fn what_was_known_before_can_be_asked() {
    let server = Server::new();
    let now = server.get("centre", "/api/v1/targets?as-of=2021-12-31").expect(200).body;
    let last =
        server.get("centre", "/api/v1/batches?limit=1000").expect(200).json()["batches"].as_array().unwrap().len();
    let book = "lender,loan_id,date,class\nanyuan-bank,000000101,2021-11-30,loss\n";
    server
        .context(&RequestContext::new("POST", "/api/v1/books/loan_classes").csv(book).token(&person("bank").token))
        .expect(201);
    let then = server.get("centre", &format!("/api/v1/targets?as-of=2021-12-31&as-known-at={last}")).expect(200).body;
    assert_eq!(now, then);
    server.get("centre", "/api/v1/targets?as-of=2021-12-31&as-known-at=2023-03-01").expect(200);
    server.get("centre", "/api/v1/targets?as-of=2021-12-31&as-known-at=999").is(404, "not-there");
    server.get("centre", "/api/v1/targets?as-of=2030-12-31").is(422, "outside-validity");
    for year in [0, 2019, 12021] {
        server.get("centre", &format!("/api/v1/settlements/{year}")).is(422, "outside-validity");
    }
}
