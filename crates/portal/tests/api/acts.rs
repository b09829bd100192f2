//! Acts: done once under a key, written down, and not by a forged page.

use crate::client::{Reply, RequestContext};
use crate::ground::{Server, person};

const BOOK: &str = "lender,loan_id,date,class\nanyuan-bank,000000101,2022-11-30,special-mention\n";

fn send(server: &Server, login: &str, key: &str, book: &str) -> Reply {
    let context = RequestContext::new("POST", "/api/v1/books/loan_classes").csv(book).with("Idempotency-Key", key);
    server.context(&context.token(&person(login).token))
}

fn acts(server: &Server, use_case: &str) -> usize {
    let target = format!("/api/v1/audit?who=bank@anyuan-bank&use-case={use_case}");
    server.get("centre", &target).expect(200).json()["acts"].as_array().unwrap().len()
}

#[test]
fn a_request_under_a_key_is_acted_on_once() {
    let server = Server::new();
    let first = send(&server, "bank", "k1", BOOK).expect(201);
    assert_eq!(first.header("idempotency-replayed"), None);
    let again = send(&server, "bank", "k1", BOOK).expect(201);
    assert_eq!((&again.body, again.header("location")), (&first.body, first.header("location")));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(acts(&server, "import"), 1, "the replay is no act");
    // Another of the account's tokens, the same key.
    let scoped = RequestContext::new("POST", "/api/v1/books/loan_classes").csv(BOOK).with("Idempotency-Key", "k1");
    server.context(&scoped.clone().token(&person("bank").scoped["books"])).expect(201);
    server.context(&scoped.clone().token(&person("bank").scoped["figures"])).is(403, "token-lacks");
    // Another body, path or query under the key is another request.
    send(&server, "bank", "k1", &BOOK.replace("11-30", "12-01")).is(422, "idempotency-key-reused");
    let other =
        RequestContext::new("POST", "/api/v1/books/loan_classes?name=x.csv").csv(BOOK).with("Idempotency-Key", "k1");
    server.context(&other.token(&person("bank").token)).is(422, "idempotency-key-reused");
    // Somebody else's key of the same name is another.
    send(&server, "other-bank", "k1", BOOK).is(422, "faults");
    send(&server, "bank", "k2", BOOK).expect(200);
    // A refusal is repeated as well, word for word.
    let refused = send(&server, "bank", "k3", "lender,loan_id\n").is(422, "faults");
    assert_eq!(send(&server, "bank", "k3", "lender,loan_id\n").body, refused.body);
    assert_eq!(acts(&server, "import"), 3);
    for wrong in ["", " ", &"k".repeat(256)] {
        send(&server, "bank", wrong, BOOK).is(400, "bad-idempotency-key");
    }
}

#[test]
fn a_refusal_for_now_leaves_its_key_free() {
    let server = Server::new();
    let bank = |context: RequestContext| server.context(&context.token(&person("bank").token));
    let loan = "lender,loan_id,borrower,start,due,principal,security\n\
                anyuan-bank,new,91330211MA00000075,2022-05-01,2023-05-01,100,unsecured\n";
    let class = "lender,loan_id,date,class\nanyuan-bank,new,2022-06-01,normal\n";
    let [loan, class] = [("loans", loan), ("loan_classes", class)].map(|(kind, book)| {
        let sent = bank(RequestContext::new("POST", &format!("/api/v1/books/{kind}")).csv(book)).expect(201);
        sent.header("location").unwrap().to_owned()
    });
    let withdraw = |batch: &str, key: &str| {
        bank(RequestContext::new("POST", &format!("{batch}/withdrawal")).with("Idempotency-Key", key))
    };
    withdraw(&loan, "k1").is(409, "stood-on");
    withdraw(&loan, "k1").is(409, "stood-on");
    withdraw(&class, "k2").expect(201);
    let done = withdraw(&loan, "k1").expect(201);
    assert_eq!(done.header("idempotency-replayed"), None, "now it was done");
    assert_eq!(withdraw(&loan, "k1").expect(201).header("idempotency-replayed"), Some("true"));
}

#[test]
fn keys_outlive_the_server() {
    let server = Server::new();
    let first = send(&server, "bank", "kept", BOOK).expect(201);
    let clock = || huigu_desk::Instant(1_677_600_000_000_000);
    let settings = huigu_desk::Settings {
        clock: std::sync::Arc::new(clock),
        random: std::sync::Arc::new(|| None),
        person_key: None,
        demo: true,
    };
    let desk =
        huigu_desk::Desk::open(&server.place(), huigu_plan::shipped(), huigu_desk::Hash::of(b"the plan"), settings)
            .unwrap();
    let caller = desk.token(&person("bank").token).unwrap().unwrap();
    let permit = caller.permit(huigu_desk::UseCase::SendBooks).unwrap();
    let sent = huigu_desk::Hash::of(BOOK.as_bytes());
    let request = huigu_desk::Hash::of(format!("POST\n/api/v1/books/loan_classes\n\n{sent}").as_bytes());
    let nothing = |(): &()| unreachable!("nothing is run");
    let once = huigu_desk::KeyedRun::new((&caller, &permit), "kept", request, &nothing, &|_| None).unwrap();
    let location = first.header("location").unwrap().to_owned();
    let kept = huigu_desk::KeptAnswer { status: 201, location, body: first.body };
    assert_eq!(desk.kept_answer(&once).unwrap(), Some(kept));
}

#[test]
fn every_act_is_written_down() {
    let server = Server::new();
    let central = |context: RequestContext| server.context(&server.by("centre", context));
    let kept = central(
        RequestContext::new("POST", "/api/v1/scenarios")
            .json("{\"name\": \"三个点\", \"year\": 2021, \"set\": [\"startup-loan-subsidy.rate=3%\"]}"),
    );
    let place = kept.expect(201).header("location").unwrap().to_owned();
    assert_eq!(server.get("finance", "/api/v1/scenarios").expect(200).json()["scenarios"][0]["name"], "三个点");
    server.context(&server.by("finance", RequestContext::new("DELETE", &place))).is(404, "not-there");
    central(RequestContext::new("DELETE", &place)).expect(204);
    central(RequestContext::new("DELETE", &place)).is(404, "not-there");
    central(RequestContext::new("POST", "/api/v1/approvals").json("{\"year\": 2021}")).expect(201);
    send(&server, "bank", "k", BOOK).expect(201);
    server.get("bank", "/api/v1/parties/91330211MA00000075").expect(200);
    let audit = server.get("auditor", "/api/v1/audit?limit=1000&from=2023-03-01").expect(200).json();
    let all: Vec<(&str, &str, Option<&str>)> = audit["acts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|act| (act["use_case"].as_str().unwrap(), act["who"].as_str().unwrap(), act["result"].as_str()))
        .collect();
    for (use_case, who) in [
        ("keep-scenario", "centre@finance-centre"),
        ("approve-settlement", "centre@finance-centre"),
        ("import", "bank@anyuan-bank"),
        ("party", "bank@anyuan-bank"),
    ] {
        assert!(all.contains(&(use_case, who, Some("done"))), "{use_case}: {all:?}");
    }
    let verdict = server.get("auditor", "/api/v1/audit/verification").expect(200).json();
    assert_eq!(verdict["holds"].as_bool(), Some(true));
    let head = verdict["head"].as_str().unwrap();
    server.get("auditor", &format!("/api/v1/audit/verification?head={head}")).expect(200);
    let other = format!("{}:{}", head.split(':').next().unwrap(), "ab".repeat(32));
    let made_anew = server.get("auditor", &format!("/api/v1/audit/verification?head={other}")).expect(200).json();
    assert_eq!(made_anew["holds"].as_bool(), Some(false));
}

#[test]
fn a_session_changes_nothing_without_the_forms_token() {
    let server = Server::new();
    let person = person("bank");
    let cookie = format!("huigu={}", person.session);
    let send = || RequestContext::new("POST", "/api/v1/books/loan_classes").csv(BOOK).with("Cookie", &cookie);
    server.context(&send()).is(403, "forged");
    server.context(&send().with("X-CSRF-Token", "x")).is(403, "forged");
    let given = || send().with("X-CSRF-Token", &person.csrf);
    server.context(&given().with("Origin", "http://elsewhere")).is(403, "forged");
    server.context(&given().with("Sec-Fetch-Site", "cross-site")).is(403, "forged");
    assert_eq!(acts(&server, "import"), 0);
    server.context(&given().with("Origin", "http://huigu")).expect(201);
    server.context(&RequestContext::get("/api/v1/batches").with("Cookie", &cookie)).expect(200);
}

#[test]
fn a_notice_is_published_read_by_everybody_and_withdrawn() {
    let server = Server::new();
    let central = |method: &str, target: &str, body: &str| {
        server.context(&server.by("centre", RequestContext::new(method, target).json(body)))
    };
    central("POST", "/api/v1/approvals", "{\"year\": 2021}").expect(201);
    let asked = "{\"kind\": \"public-notice\", \"title\": \"公示\", \"text\": \"一段\", \"until\": \"2023-03-07\", \"settlement\": 1}";
    let made = central("POST", "/api/v1/notices", asked).expect(201);
    assert_eq!(made.header("location"), Some("/api/v1/notices/1"));
    let seen = server.get("public", "/api/v1/notices/1").expect(200).json();
    assert_eq!((seen["who"].as_str(), seen["until"].as_str()), (Some(""), Some("2023-03-07")));
    let approved = server.get("centre", "/api/v1/approvals/1").expect(200).json();
    assert_eq!(seen["amounts"]["total"], approved["result"]["total"]);
    let first = &seen["amounts"]["measures"][0]["beneficiaries"][0];
    assert_eq!(first.as_object().unwrap().len(), 2, "a name and an amount: {first}");
    let late = asked.replace("2023-03-07", "2023-02-28");
    central("POST", "/api/v1/notices", &late).is(422, "unfit");
    central("POST", "/api/v1/notices", &asked.replace(": 1}", ": 9}")).is(404, "not-there");
    central("POST", "/api/v1/notices", &asked.replace("public-notice", "decree")).is(400, "bad-body");
    let token = RequestContext::new("POST", "/api/v1/notices").json(asked).token(&person("centre").token);
    server.context(&token).is(403, "token-lacks");
    let withdrawal = "{\"reason\": \"数字有误\"}";
    central("POST", "/api/v1/notices/1/withdrawal", withdrawal).expect(201);
    central("POST", "/api/v1/notices/1/withdrawal", withdrawal).is(409, "already-withdrawn");
    let seen = server.get("public", "/api/v1/notices/1").expect(200).json();
    assert_eq!((seen["amounts"].is_null(), seen["text"].as_str()), (true, Some("")));
    assert_eq!(seen["withdrawn"]["reason"], "数字有误");
    assert!(server.get("public", "/api/v1/notices").expect(200).json()["notices"].as_array().unwrap().is_empty());
}

#[test]
fn the_official_text_is_attached_and_read() {
    let server = Server::new();
    server.get("public", "/api/v1/plan/text").is(404, "not-there");
    let attach = |text: &str| {
        let body = format!("{{\"file\": \"notice.txt\", \"text\": \"{text}\"}}");
        server.context(&server.by("centre", RequestContext::new("POST", "/api/v1/plan/text").json(&body)))
    };
    attach("nothing of the plan").is(422, "unfit");
    let made = attach("序\\n三、章\\n（一）甲。乙").expect(201);
    let seen = server.get("public", "/api/v1/plan/text").expect(200);
    assert_eq!(seen.body, made.body);
    let seen = seen.json();
    assert_eq!((seen["sections"][1]["clause"].as_str(), seen["before"][0].as_str()), (Some("3.1"), Some("序")));
    assert_eq!(seen["sections"][0]["clause"], serde_json::Value::Null, "a chapter");
}
