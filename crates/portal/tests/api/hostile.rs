//! What nobody means well with: refused by name, and nothing leaked.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::client::RequestContext;
use crate::ground::{Server, person, shared};

fn simulate(body: &str) -> RequestContext {
    RequestContext::new("POST", "/api/v1/simulations").json(body).token(&person("centre").token)
}

#[test]
fn bodies_that_are_no_question_are_refused() {
    let server = shared();
    let context = |context: RequestContext| server.context(&context);
    for body in [
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"year\": 2021}",
        "{\"year\": \"2021\", \"set\": []}",
        "{\"year\": 2021, \"set\": [1]}",
        "{\"year\": 2021, \"set\": [], \"more\": 1}",
        "{\"year\": 2021, \"set\": []} x",
        "{\"year\": 1e99, \"set\": []}",
        "{\"year\": 2021, \"year\": 2021, \"set\": []}",
    ] {
        context(simulate(body)).is(400, "bad-body");
    }
    let deep = "[".repeat(100_000);
    context(simulate(&deep)).is(400, "bad-body");
    context(simulate(&format!("{{\"year\": 2021, \"set\": {deep}"))).is(400, "bad-body");
    let mut bad = simulate("");
    bad.body = b"{\"year\": 2021, \"set\": [\"\xff\"]}".to_vec();
    context(bad).is(400, "bad-body");
    context(simulate("{\"year\": 2147483647, \"set\": []}")).is(422, "outside-validity");
    context(simulate("{\"year\": -2147483648, \"set\": []}")).is(422, "outside-validity");
    context(simulate("{\"year\": 2021, \"set\": [\"no.such=1\", \"=\"]}")).is(422, "settings");
    // What is beyond the limits that the description says.
    context(simulate("{\"year\": 2021, \"set\": [\"\\u0000\"]}")).is(422, "unfit");
    let many = format!("{{\"year\": 2021, \"set\": [{}]}}", vec!["\"a.b=1\""; 201].join(","));
    context(simulate(&many)).is(422, "unfit");
    context(simulate("{\"year\": 2021, \"set\": []}")).expect(200);
    let plain = RequestContext { headers: Vec::new(), ..simulate("{}") }.token(&person("centre").token);
    context(plain.clone()).is(415, "media-type");
    context(plain.clone().with("Content-Type", "text/plain")).is(415, "media-type");
    context(plain.with("Content-Type", "application/json").with("Content-Encoding", "gzip")).is(415, "media-type");
}

#[test]
fn bodies_that_are_too_large_are_refused_before_they_are_read() {
    let server = shared();
    let large = " ".repeat((256 << 10) + 1);
    server.context(&simulate(&large)).is(413, "too-large");
    // Announced, and not even sent.
    let announced = RequestContext::new("POST", "/api/v1/books/loans")
        .with("Content-Type", "text/csv")
        .with("Content-Length", "9999999999");
    server.context(&announced.token(&person("bank").token)).is(413, "too-large");
    // A stream that tells no length is cut where it is too long.
    let mut stream = TcpStream::connect(server.address).unwrap();
    let token = &person("centre").token;
    let head = format!(
        "POST /api/v1/simulations HTTP/1.1\r\nHost: huigu\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let chunk = format!("{:x}\r\n{}\r\n", 64 << 10, " ".repeat(64 << 10));
    for _ in 0..5 {
        drop(stream.write_all(chunk.as_bytes()));
    }
    let mut answer = String::new();
    drop(stream.read_to_string(&mut answer));
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[test]
fn who_may_not_send_is_refused_before_the_body() {
    let server = shared();
    let announced =
        |context: RequestContext| context.with("Content-Type", "text/csv").with("Content-Length", "100000000");
    // The body never comes; the answer does.
    server.context(&announced(RequestContext::new("POST", "/api/v1/books/loans"))).is(401, "credentials-needed");
    let enterprise = RequestContext::new("POST", "/api/v1/books/loans").token(&person("enterprise").token);
    server.context(&announced(enterprise)).is(403, "not-allowed");
}

#[test]
fn paths_that_lead_elsewhere_lead_nowhere() {
    let server = shared();
    for (path, problem) in [
        ("/api", "no-resource"),
        ("/api/", "no-resource"),
        ("/api/v1", "no-resource"),
        ("/api/v2/plan", "no-resource"),
        ("/api/v1/plan/", "no-resource"),
        ("/api/v1//plan", "no-resource"),
        ("/api/v1/../v1/plan", "no-resource"),
        ("/api/v1/%2e%2e/plan", "no-resource"),
        ("/api/v1/plan%00", "no-resource"),
        ("/api/v1/settlements/2021/a/b/c", "no-resource"),
        ("/api/v1/trace/loan/..%2F..%2Fetc/passwd", "not-there"),
        ("/api/v1/trace/loan/anyuan-bank/'%20OR%20'1'='1", "not-there"),
        ("/api/v1/parties/%3Cscript%3E", "not-there"),
        ("/api/v1/batches/999999999", "not-there"),
    ] {
        server.get("centre", path).is(404, problem);
    }
    for path in [
        "/api/v1/parties/%00",
        "/api/v1/parties/%ff%fe",
        "/api/v1/parties?q=%ff",
        "/api/v1/parties?q=%00",
        "/api/v1/batches/0",
        "/api/v1/batches/-1",
        "/api/v1/batches/1.0",
        "/api/v1/batches/99999999999999999999",
        "/api/v1/settlements/+2021",
        "/api/v1/settlements/99999999999",
        "/api/v1/settlements/2021?as-known-at=x",
        "/api/v1/targets?as-of=2021-02-30",
        "/api/v1/targets?as-of=",
        "/api/v1/targets/by/weather",
        "/api/v1/plan?x=1",
        "/api/v1/audit?from=yesterday",
    ] {
        server.get("centre", path).is(400, "bad-parameter");
    }
    let long = "x".repeat(10_000);
    server.get("centre", &format!("/api/v1/parties/{long}")).is(400, "bad-parameter");
    server.get("centre", &format!("/api/v1/parties?{long}=1")).is(400, "bad-parameter");
}

#[test]
fn problems_are_told_in_the_readers_language() {
    let get = |lang: &str| {
        shared().context(&RequestContext::get("/api/v1/batches").with("Accept-Language", lang)).expect(401).json()
    };
    assert_eq!(get("zh-CN")["title"], "请先出示令牌或登录");
    assert_eq!(get("en-GB")["title"], "Credentials needed");
    let reply = shared().get("public", "/api/v1/batches");
    assert_eq!(reply.header("x-request-id"), reply.json()["request_id"].as_str());
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn a_name_of_a_file_is_a_name() {
    let server = Server::new();
    let book = "lender,loan_id,date,class\nanyuan-bank,000000101,2022-11-30,special-mention\n";
    let target = "/api/v1/books/loan_classes?name=..%2F..%2Fetc%2Fpasswd.csv";
    let sent =
        server.context(&RequestContext::new("POST", target).csv(book).token(&person("bank").token)).expect(201).json();
    assert_eq!(sent["file"], "passwd.csv");
    let number = "/api/v1/books/loan_classes?name=11010519491231002X.csv";
    let sent = server.context(
        &RequestContext::new("POST", number).csv(&book.replace("11-30", "12-01")).token(&person("bank").token),
    );
    let sent = sent.expect(201).json();
    assert!(sent["file"].as_str().unwrap().starts_with("person-"), "{sent}");
}
