//! How often one may ask.

use crate::client::{Reply, RequestContext};
use crate::ground::{Server, person};

fn left(reply: &Reply) -> (&str, &str) {
    (reply.header("ratelimit-policy").unwrap(), reply.header("ratelimit").unwrap())
}

#[test]
fn each_token_session_and_address_has_its_own_count() {
    let server = Server::with_limit(3);
    let context = |context: RequestContext| server.context(&context);
    let token = |login: &str| RequestContext::get("/api/v1/plan").token(&person(login).token);
    let first = context(token("bank")).expect(200);
    assert_eq!(left(&first), ("\"default\";q=3;w=60", "\"default\";r=2;t=60"));
    context(token("bank")).expect(200);
    assert!(left(&context(token("bank")).expect(200)).1.contains("r=0"));
    let over = context(token("bank")).is(429, "too-many-requests");
    assert_eq!(over.header("retry-after"), Some("60"));
    context(token("other-bank")).expect(200);
    context(server.by("bank", RequestContext::get("/api/v1/plan"))).expect(200);
    let from = |address: &str| RequestContext::get("/api/v1/plan").with("X-Forwarded-For", address);
    for _ in 0..3 {
        context(from("192.0.2.1")).expect(200);
    }
    context(from("192.0.2.1")).is(429, "too-many-requests");
    context(from("192.0.2.2")).expect(200);
    // What came from outside is not believed, be it in the proxy's line or in one above it.
    context(from("192.0.2.9, 192.0.2.1")).is(429, "too-many-requests");
    context(from("192.0.2.9").with("X-Forwarded-For", "192.0.2.1")).is(429, "too-many-requests");
    // Guesses count to the address, however they differ.
    for guess in 0..3 {
        context(from("192.0.2.3").token(&format!("hgt_{guess:064x}"))).is(401, "token-refused");
    }
    context(from("192.0.2.3").token(&format!("hgt_{:064x}", 9))).is(429, "too-many-requests");
    // Nothing is done for who asks too often.
    let book = RequestContext::new("POST", "/api/v1/books/loan_classes").csv("x").token(&person("bank").token);
    context(book).is(429, "too-many-requests");
}
