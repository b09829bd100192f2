//! Hostile input: refused with the right status, nothing leaked.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use huigu_desk::Role;

use super::ground::Ground;

#[test]
fn paths_lead_nowhere_else() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    for path in [
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/x/..%5c..%5cwin.ini",
        "/plan/../../etc/passwd",
        "/plan/%00",
        "/parties/%2e%2e%2f%2e%2e",
        "/trace/a%2fb/c?kind=loan",
        "/books/99999999999999999999",
        "/books/mended/..%2f..%2fetc",
        "/settlements/-1",
        "/measures/nothing",
        "/targets/%F0%9F%92%A9",
        "/nowhere",
        "/users/../audit",
    ] {
        let answer = ground.get(path, &centre, "en");
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.status);
        assert!(!answer.text().contains("root:"), "{path}");
    }
    let long = format!("/plan/{}", "x".repeat(20_000));
    assert_eq!(ground.get(&long, &centre, "en").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_long_query_makes_no_longer_page() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let size = |path: &str| {
        let answer = ground.get(path, &centre, "en");
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        answer.text().len()
    };
    let repeated = "date=2022-06-30&".repeat(300);
    let (once, often) = (size("/plan?date=2022-06-30"), size(&format!("/plan?{repeated}")));
    assert!(often <= once + 4 * repeated.len(), "the links have it once: {once} {often}");
    let long = ground.get(&format!("/plan?x={}", "y".repeat(60_000)), &centre, "en");
    assert_eq!(long.status, StatusCode::URI_TOO_LONG);
    assert!(!long.text().contains("yyy") && long.text().len() < 20_000);
}

#[test]
fn what_was_known_before_is_for_who_is_signed_in() {
    let ground = Ground::new(true);
    let bank = ground.session(Role::Bank);
    for path in ["/?known-at=3", "/targets?known-at=3", "/measures?year=2022&known-at=3"] {
        let asked = ground.get(path, "", "zh");
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{path}");
        assert!(asked.header("location").starts_with("/sign-in?to="), "{path}: {}", asked.header("location"));
        assert_eq!(ground.get(path, &bank, "zh").status, StatusCode::OK, "{path}");
    }
}

#[test]
fn questions_nobody_can_answer_are_refused_by_name() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    for (path, status) in [
        ("/targets?date=yesterday", StatusCode::BAD_REQUEST),
        ("/targets?date=1999-01-01", StatusCode::UNPROCESSABLE_ENTITY),
        ("/measures?year=2022x", StatusCode::BAD_REQUEST),
        ("/measures?year=99999", StatusCode::UNPROCESSABLE_ENTITY),
        ("/measures?year=-5", StatusCode::UNPROCESSABLE_ENTITY),
        ("/measures?year=2022&known-at=999999", StatusCode::NOT_FOUND),
        ("/measures?known-at=soon", StatusCode::BAD_REQUEST),
        ("/trace/a/b?kind=secret", StatusCode::BAD_REQUEST),
        ("/audit?from=<script>", StatusCode::BAD_REQUEST),
    ] {
        let answer = ground.get(&path.replace('<', "%3C").replace('>', "%3E"), &centre, "en");
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        assert!(!answer.text().contains("<script>"), "{path}");
    }
}

#[test]
fn scripts_in_names_are_letters_and_formulas_are_texts() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let csrf = ground.portal.desk().csrf(&centre);
    let head = "party_id,name,kind,in_district";
    let file = format!("{head}\n91330200TEST00001X,\"<script>alert(1)</script>\",enterprise,true\n");
    let file = file + "91330200TEST00002Y,\"=HYPERLINK(\"\"x\"\")\",enterprise,true\n";
    let sent = ground.send(&centre, &csrf, &[("good-rows", "1")], &[("parties.csv", &file)]);
    let page = sent.text();
    assert!(!page.contains("<script>alert"), "{page}");
    // Whether the ids pass or not, nothing of the file runs anywhere.
    let found = ground.get("/parties?text=91330200TEST", &centre, "en").text();
    assert!(!found.contains("<script>alert"), "{found}");
    let asked = ground.get("/parties?text=%3Cscript%3Ealert(1)%3C%2Fscript%3E&parties.q=%22%3E%3Cb%3E", &centre, "en");
    assert!(!asked.text().contains("<script>alert") && !asked.text().contains("\"><b>"));
    let csv = ground.get("/parties?text=HYPERLINK&export=parties.csv", &centre, "en").text();
    assert!(csv.lines().all(|line| !line.starts_with('=') && !line.contains(",=") && !line.contains("\"=H")), "{csv}");
}

#[test]
fn bodies_have_their_limits_and_headers_cannot_be_split() {
    let ground = Ground::new(true);
    let large = ground.post_plain("/sign-in", "", &format!("login={}", "x".repeat(100_000)));
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let split = ground.post_plain("/language", "", "language=en&to=%2F%0d%0aSet-Cookie%3A+a%3Db");
    assert_eq!((split.status, split.header("location")), (StatusCode::SEE_OTHER, "/"));
    assert!(!split.header("set-cookie").contains("a=b"));
    let away = ground.post_plain("/language", "", "language=en&to=%2F%2Fevil.example");
    assert_eq!(away.header("location"), "/", "never to another site");
    let away = ground.get("/sign-in?to=https%3A%2F%2Fevil.example", "", "en").text();
    assert!(!away.contains("href=\"https://evil"));
    assert_eq!(ground.post_plain("/plan", "", "").status, StatusCode::METHOD_NOT_ALLOWED);
}

#[test]
fn forged_cookies_are_nobodys_and_other_sites_send_nothing() {
    let ground = Ground::new(true);
    let own = ground.session(Role::Auditor);
    for forged in ["", "0", "' OR 1=1 --", &"f".repeat(64), &own[..own.len() - 1]] {
        let answer = ground.get("/audit", forged, "en");
        assert!(answer.header("location").starts_with("/sign-in"), "{forged:?}: {}", answer.status);
    }
    let centre = ground.session(Role::Centre);
    let csrf = ground.portal.desk().csrf(&centre);
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")] {
        let request = Request::post("/simulate/keep")
            .header(header::HOST, "portal.example")
            .header(header::COOKIE, format!("huigu={centre}"))
            .header(name, value)
            .body(Body::from(format!("csrf={csrf}&name=x&year=2022&set=")))
            .unwrap();
        assert_eq!(ground.context(request).status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    // A form replayed after its session has ended.
    ground.post("/sign-out", &centre, &[]);
    let replayed = ground.post_plain("/simulate/keep", &centre, &format!("csrf={csrf}&name=x&year=2022&set="));
    assert_eq!(replayed.status, StatusCode::SEE_OTHER, "to the sign-in page");
}
