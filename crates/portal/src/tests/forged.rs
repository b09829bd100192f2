//! Requests that are not what they seem: forms of other sessions, forms sent
//! twice, cookies planted, hosts and addresses made up.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use huigu_desk::Role;

use super::ground::{Answer, Ground, PASSWORD};

const KEEP: &str = "name=x&year=2022&set=";

fn keep(ground: &Ground, session: &str, csrf: &str) -> Answer {
    ground.post_plain("/simulate/keep", session, &format!("csrf={csrf}&{KEEP}"))
}

#[test]
fn a_form_token_is_of_one_session() {
    let ground = Ground::new(true);
    let (centre, other) = (ground.session(Role::Centre), ground.session(Role::Centre));
    let (own, others) = (ground.portal.desk().csrf(&centre), ground.portal.desk().csrf(&other));
    assert_ne!(own, others);
    let last = || ground.portal.desk().last_batch().unwrap();
    let before = last();
    for csrf in ["", "0", &others, &own[1..], &format!("{own}0"), &own.to_uppercase()] {
        assert_eq!(keep(&ground, &centre, csrf).status, StatusCode::FORBIDDEN, "{csrf:?}");
        let sent = ground.send(&centre, csrf, &[], &[("loan_events.csv", "lender\n")]);
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{csrf:?}");
    }
    let answer = ground.post_plain("/settlements", &centre, &format!("csrf={others}&year=2022&note=x&sure=1"));
    assert_eq!((answer.status, last()), (StatusCode::FORBIDDEN, before));
    assert!(keep(&ground, &centre, &own).status.is_redirection());
    // The token of the session before does not open the next.
    ground.post("/sign-out", &centre, &[]);
    let again = ground.session(Role::Centre);
    assert_eq!(keep(&ground, &again, &own).status, StatusCode::FORBIDDEN);
}

#[test]
fn a_form_sent_twice_does_it_once() {
    let ground = Ground::new(true);
    let bank = ground.session(Role::Bank);
    let csrf = ground.portal.desk().csrf(&bank);
    let last = || ground.portal.desk().last_batch().unwrap().0;
    let before = last();
    let row = "zhenhai-rural-commercial,000001202,repay,2022-12-30,1.00,e-1";
    let file = format!("lender,loan_id,kind,date,amount,event_id\n{row}\n");
    for _ in 0..2 {
        assert_eq!(ground.send(&bank, &csrf, &[], &[("loan_events.csv", &file)]).status, StatusCode::OK);
        assert_eq!(last(), before + 1, "the second time there is nothing new");
    }
    let back = || ground.post(&format!("/books/{}/withdraw", before + 1), &bank, &[("sure", "1")]).status;
    assert_eq!(back(), StatusCode::SEE_OTHER);
    assert!(back().is_client_error(), "it is withdrawn already");
    assert_eq!(last(), before + 2);
    let admin = ground.session(Role::Administrator);
    let user = [("login", "twice"), ("name", "x"), ("role", "unit"), ("for", "court")];
    assert_eq!(ground.post("/users", &admin, &user).status, StatusCode::OK);
    let again = ground.post("/users", &admin, &user).text();
    assert!(again.contains("role=\"alert\""), "the login is taken: {again}");
}

#[test]
fn a_session_planted_before_is_nobodys_after() {
    let ground = Ground::new(true);
    let planted = "a".repeat(64);
    let form = format!("login=centre.one&password={}", PASSWORD.replace(' ', "+"));
    let entered = ground.post_plain("/sign-in", &planted, &form);
    let given = entered.header("set-cookie").to_owned();
    assert!(entered.status.is_redirection() && given.starts_with("huigu="), "{}: {given}", entered.status);
    assert!(!given.contains(&planted) && given.contains("HttpOnly") && given.contains("SameSite"), "{given}");
    assert!(ground.get("/audit", &planted, "en").status.is_redirection(), "the planted one opens nothing");
    let session = given.split(['=', ';']).nth(1).unwrap();
    assert_eq!(ground.get("/me", session, "en").status, StatusCode::OK);
    // Signing in again gives another, and signing out ends the one.
    let again = ground.post_plain("/sign-in", "", &form).header("set-cookie").to_owned();
    assert_ne!(again, given);
    ground.post("/sign-out", session, &[]);
    assert!(ground.get("/me", session, "en").status.is_redirection(), "a stale cookie is nobody's");
}

fn from_elsewhere(ground: &Ground, to: &str, host: Option<&str>, origin: &str) -> StatusCode {
    let centre = ground.session(Role::Centre);
    let csrf = ground.portal.desk().csrf(&centre);
    let mut request = Request::post(to).header(header::COOKIE, format!("huigu={centre}")).header("origin", origin);
    if let Some(host) = host {
        request = request.header(header::HOST, host);
    }
    ground.context(request.body(Body::from(format!("csrf={csrf}&{KEEP}"))).unwrap()).status
}

#[test]
fn a_host_is_what_the_request_names() {
    let ground = Ground::new(true);
    let keep = "/simulate/keep";
    let (here, evil) = ("https://portal.example", "https://evil.example");
    assert_eq!(from_elsewhere(&ground, keep, Some("portal.example"), here), StatusCode::SEE_OTHER);
    assert_eq!(from_elsewhere(&ground, keep, Some("portal.example"), evil), StatusCode::FORBIDDEN);
    assert_eq!(from_elsewhere(&ground, keep, None, evil), StatusCode::FORBIDDEN, "no host, no leave");
    // As HTTP/2 names it, and as whoever asks a proxy.
    let whole = format!("{here}{keep}");
    assert_eq!(from_elsewhere(&ground, &whole, None, here), StatusCode::SEE_OTHER);
    assert_eq!(from_elsewhere(&ground, &whole, None, evil), StatusCode::FORBIDDEN);
    assert_eq!(from_elsewhere(&ground, &whole, Some("evil.example"), evil), StatusCode::FORBIDDEN);
    // Nothing that is sent out repeats a made-up host.
    for path in ["/", "/sign-in", "/audit", "/api/v1/openapi.json", "/nowhere"] {
        let request =
            Request::get(path).header(header::HOST, "evil.example").header("x-forwarded-host", "evil.example");
        let answer = ground.context(request.body(Body::empty()).unwrap());
        let headers = format!("{:?}", answer.headers);
        assert!(!answer.text().contains("evil.example") && !headers.contains("evil.example"), "{path}");
    }
}

#[test]
fn what_is_anothers_is_not_there() {
    let ground = Ground::new(true);
    let (bank, enterprise) = (ground.session(Role::Bank), ground.session(Role::Enterprise));
    for (there, nowhere, session) in [
        ("/trace/anyuan-bank/000000101?kind=loan", "/trace/anyuan-bank/none?kind=loan", &bank),
        ("/measures/startup-loan-subsidy/anyuan-bank", "/measures/startup-loan-subsidy/none", &bank),
        ("/parties/91330211MA00000083", "/parties/91330211MA0000008X", &enterprise),
        ("/trace/beilun-gulf-bank/000000101?kind=loan", "/trace/beilun-gulf-bank/none?kind=loan", &enterprise),
    ] {
        let [found, missed] = [there, nowhere].map(|path| ground.get(path, session, "en").status);
        // Whether it is there at all cannot be told from the answer.
        assert!(found.is_client_error() && found == missed, "{there}: {found} {missed}");
    }
}

#[test]
fn scripts_in_what_people_write_stay_letters() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let settings = [("name", evil), ("year", "2022"), ("set", "")];
    assert!(ground.post("/simulate/keep", &centre, &settings).status.is_redirection());
    let approved = ground.post("/settlements", &centre, &[("year", "2021"), ("note", evil), ("sure", "1")]);
    assert!(!approved.status.is_server_error(), "{}", approved.text());
    let csrf = ground.portal.desk().csrf(&centre);
    let name = "loan_events-<img src=x onerror=alert(1)>.csv";
    let sent = ground.send(&centre, &csrf, &[], &[(name, "lender,<script>alert(1)</script>\n<b>,1\n")]);
    let admin = ground.session(Role::Administrator);
    let user = [("login", "evil"), ("name", evil), ("role", "unit"), ("for", "court")];
    let added = ground.post("/users", &admin, &user);
    let pages = ["/simulate", "/settlements", "/books", "/audit"].map(|path| ground.get(path, &centre, "zh"));
    let users = ground.get("/users", &admin, "zh");
    assert!(users.text().contains("&lt;script&gt;"), "it is shown as it was written");
    for answer in pages.iter().chain([&sent, &added, &users]) {
        let text = answer.text();
        assert!(!text.contains("<script>alert") && !text.contains("<img"), "{text}");
    }
}
