//! The portal over each database: two servers of one register see each
//! other's sessions, books, approvals and scenarios, and tell no secret in
//! their logs.

use std::fmt::Write;

use huigu_desk::Place;

use crate::ground::{Ground, KEY, huigu, sample};
use crate::served::{Got, Served};

const PASSWORD: &str = "seven bridges over the river";
const PEOPLE: [(&str, &str, &str); 4] = [
    ("centre", "centre", "finance-centre"),
    ("bank", "bank", "anyuan-bank"),
    ("auditor", "auditor", ""),
    ("admin", "administrator", ""),
];

/// The code of now for a secret as the page shows it.
fn code(secret: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "the server this test talks to lives by the clock")]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    totp_rs::Builder::new().with_secret(secret).build().unwrap().generate(now.as_secs()).to_string()
}

/// Somebody who has come in for the first time: with a password of its own
/// and a second factor. The session, and what must never be told.
fn enrolled(server: &Served, login: &str, given: &str) -> (String, Vec<String>) {
    let form = [("login", login), ("password", given)];
    let entered = server.post("/sign-in", "", "", &form).expect(303);
    assert_eq!(entered.header("location"), "/me/password", "{login}");
    let session = entered.session();
    let change = [("present", given), ("new", PASSWORD), ("again", PASSWORD)];
    let changed = server.post("/me/password", &session, "/me/password", &change).expect(303);
    let session = if changed.header("set-cookie").is_empty() { session } else { changed.session() };
    let offered = server.post("/me/second-factor", &session, "/me/second-factor", &[("present", PASSWORD)]).expect(200);
    let secret = offered.after("<p class=\"secret\"><code>");
    let codes = server.post("/me/second-factor/confirm", &session, "/me/second-factor", &[("code", &code(&secret))]);
    let codes = codes.expect(200);
    let recovery = codes.after("<ul class=\"codes\"><li><code>");
    let spare = codes.after(&format!("{recovery}</code></li><li><code>"));
    // And by the front door, with a recovery code, as a code of now holds once.
    let form = [("login", login), ("password", PASSWORD)];
    let ticket = server.post("/sign-in", "", "", &form).expect(200).after("name=\"ticket\" value=\"");
    let inside = server.post("/sign-in/code", "", "", &[("ticket", &ticket), ("code", &recovery)]).expect(303);
    let (again, secret) = (inside.session(), secret.replace(' ', ""));
    (again.clone(), vec![given.to_owned(), session, again, secret, ticket, recovery, spare])
}

/// Paths of all pages that are only looked at, from the table of routes, with
/// what the sample has in their places.
fn pages() -> Vec<String> {
    let table = include_str!("../../../portal/src/page/mod.rs");
    let looks = table.lines().filter_map(|line| line.trim().strip_prefix("get(\"/")?.split('"').next());
    let places = [
        ("{clause}", "3.1"),
        ("targets/{id}", "targets/inclusive-loan-growth"),
        ("parties/{id}", "parties/91330211MA00000075"),
        ("{id}", "startup-loan-subsidy"),
        ("{beneficiary}", "anyuan-bank"),
        ("{owner}/{item}", "anyuan-bank/000000101"),
        ("{kind}", "loans"),
        ("settlements/{number}", "settlements/1"),
        ("{number}", "2"),
    ];
    let filled = |path: &str| places.iter().fold(format!("/{path}"), |path, (place, with)| path.replace(place, with));
    let pages: Vec<String> = looks.filter(|path| !path.contains("mended")).map(filled).collect();
    assert!(pages.len() > 25, "the table of routes is written otherwise: {pages:?}");
    pages
}

fn with_people(ground: &Ground) -> (Place, Vec<String>) {
    let place = ground.place();
    huigu(&place, &["import", sample().to_str().unwrap()]).expect(0);
    let given = PEOPLE.map(|(login, role, home)| {
        let told = huigu(&place, &["user", "add", login, "--role", role, "--for", home]).expect(0).text();
        told.lines().last().unwrap().to_owned()
    });
    (place, given.to_vec())
}

/// Whoever takes the log of a server may stall, as a journal does on a full
/// disk: then lines are lost, and nobody waits.
pub fn a_log_nobody_takes_stops_nobody(ground: &Ground) -> String {
    let (place, _) = with_people(ground);
    let server = Served::unheard(&place);
    // More lines than pipe and queue hold together.
    server.lives(6_000);
    let metrics = server.ask("GET", "/metrics", "", "").expect(200).body;
    let lost = metrics.lines().find_map(|line| line.strip_prefix("huigu_log_lines_lost_total "));
    assert!(lost.and_then(|lost| lost.parse::<u64>().ok()).is_some_and(|lost| lost > 0), "{metrics}");
    String::new()
}

pub fn two_servers_are_one_portal(ground: &Ground) -> String {
    let (place, given) = with_people(ground);
    let (one, other) = (Served::over(&place), Served::over(&place));
    let mut saw = String::new();
    let mut secrets = Vec::new();
    let mut people = PEOPLE.iter().zip(&given).map(|((login, ..), given)| {
        let (session, told) = enrolled(&one, login, given);
        secrets.extend(told);
        session
    });
    let [centre, bank, auditor, admin] = std::array::from_fn(|_| people.next().unwrap());
    drop(people);

    // What one server keeps, the other has.
    let row = "anyuan-bank,000000101,2022-11-30,special-mention";
    let book = format!("lender,loan_id,date,class\n{row}\n");
    let sent = one.send(&bank, "loan_classes.csv", &book).expect(200);
    assert!(sent.body.contains("Saved rows: 1"), "{}", sent.body);
    assert!(other.get("/books", &bank).expect(200).body.contains("loan_classes.csv"));
    let refused = other.send(&bank, "loan_classes.csv", &book.replace("11-30", "11-31")).expect(200);
    let link = refused.after("href=\"/books/mended/");
    assert!(other.get(&format!("/books/mended/{link}"), &bank).expect(200).body.contains("2022-11-31"));
    let keep = [("name", "a dearer year"), ("year", "2022"), ("set", "startup-loan-subsidy.rate=2%")];
    one.post("/simulate/keep", &centre, "/simulate", &keep).expect(303);
    assert!(other.get("/simulate", &centre).expect(200).body.contains("a dearer year"));
    let approve = [("year", "2022"), ("note", "meeting 3"), ("sure", "1")];
    other.post("/settlements", &centre, "/settlements", &approve).expect(200);
    assert!(one.get("/settlements", &auditor).expect(200).body.contains("meeting 3"));
    let made = one.post("/me/tokens", &bank, "/me/tokens", &[("name", "feed"), ("days", "30"), ("opens", "books")]);
    let token = made.expect(200).after("<p class=\"secret\"><code>");
    let by_token =
        |server: &Served| server.ask("GET", "/api/v1/batches", &format!("Authorization: Bearer {token}\r\n"), "");
    let batches: serde_json::Value = serde_json::from_str(&by_token(&other).expect(200).body).unwrap();
    writeln!(saw, "batches: {}", batches["batches"].as_array().map_or(0, Vec::len)).unwrap();
    other.post("/me/tokens/1/revoke", &bank, "/me/tokens", &[]).expect(303);
    by_token(&one).expect(401);

    // Every page, at both.
    for path in pages() {
        for session in [&centre, &bank, &auditor, &admin] {
            let status = [&one, &other].map(|server| server.get(&path, session).status);
            assert!(status[0] == status[1] && status[0] < 500, "{path}: {status:?}");
            write!(saw, "{} ", status[0]).unwrap();
        }
        writeln!(saw, "{path}").unwrap();
    }
    for path in ["/measures/startup-loan-subsidy?year=2022", "/targets?date=2022-06-30", "/plan"] {
        let [first, second] = [&one, &other].map(|server| without_tokens(&server.get(path, &auditor)));
        assert_eq!(first, second, "{path}");
        writeln!(saw, "{first}").unwrap();
    }

    // Whoever goes out at one is out at the other; whoever is disabled, at once.
    other.post("/sign-out", &centre, "/me", &[]).expect(303);
    one.get("/audit", &centre).expect(303);
    one.post("/users/bank/disable", &admin, "/users", &[]).expect(303);
    other.get("/books", &bank).expect(303);
    let again = other.post("/sign-in", "", "", &[("login", "bank"), ("password", PASSWORD)]).expect(422);
    assert!(!again.body.contains(PASSWORD));

    secrets.extend([token, PASSWORD.to_owned(), "91330211MA00000075".to_owned()]);
    for said in [one.stopped(), other.stopped()] {
        for secret in &secrets {
            assert!(!said.contains(secret.as_str()), "{secret} is in the log");
        }
        for line in said.lines().skip(1) {
            assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
        }
        assert!(said.contains("\"status\":422") || said.contains("\"status\":401"), "refusals are in the log");
        assert!(!said.contains("panicked") && !said.contains("\"level\":\"ERROR\""), "{said}");
    }
    huigu(&place, &["audit", "verify"]).expect(0);
    huigu(&place, &["check"]).expect(0);
    saw
}

/// More ask at once than the database takes connections; then the database
/// lets go of every connection: whoever asks after that has an answer.
pub fn a_crowd_and_lost_connections_are_borne(ground: &Ground) -> String {
    const CROWD: usize = 150;
    let (place, given) = with_people(ground);
    let server = Served::over(&place);
    let (session, _) = enrolled(&server, "centre", &given[0]);
    let everybody = || -> Vec<u16> {
        std::thread::scope(|scope| {
            let ask = || server.get("/me", &session).status;
            let asking: Vec<_> = (0..CROWD).map(|_| scope.spawn(ask)).collect();
            asking.into_iter().map(|one| one.join().unwrap()).collect()
        })
    };
    assert_eq!(everybody(), [200; CROWD], "{}", server.complaints());
    if let (Some(cluster), Place::Database(url)) = (ground.cluster(), &place) {
        let name = crate::ground::database_of(url);
        let open = "SELECT count(*)::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let mut client = postgres::Client::connect(&cluster.url(name), postgres::NoTls).unwrap();
        let count: String = client.query_one(open, &[]).unwrap().get(0);
        assert!(count.parse::<usize>().unwrap() <= 32, "{count} connections are open");
        let lose = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
        client.query(lose, &[]).unwrap();
        let gone = |client: &mut postgres::Client| client.query_one(open, &[]).unwrap().get::<_, String>(0) == "0";
        while !gone(&mut client) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
    for _ in 0..10 {
        server.get("/me", &session).expect(200);
        server.get("/readyz", "").expect(200);
    }
    huigu(&place, &["audit", "verify"]).expect(0);
    "borne".to_owned()
}

/// A register that moved from one database to the other is served there: with
/// its accounts, its books and its chain.
pub fn a_register_that_moved_is_served([from, to]: [&Ground; 2]) {
    let (place, given) = with_people(from);
    // The key goes its own way, as no backup holds it.
    std::fs::write(crate::ground::folder_of(&place).join("person.key"), KEY).unwrap();
    let server = Served::over(&place);
    let (session, secrets) = enrolled(&server, "centre", &given[0]);
    let before = without_tokens(&server.get("/measures?year=2022", &session).expect(200));
    drop(server);
    let (file, there) = (from.folder().join("register.backup"), to.place());
    huigu(&place, &["backup", file.to_str().unwrap()]).expect(0);
    huigu(&there, &["restore", file.to_str().unwrap()]).expect(0);
    let server = Served::over(&there);
    assert!(server.get("/audit", &session).header("location").starts_with("/sign-in"), "no session moves along");
    let form = [("login", "centre"), ("password", PASSWORD)];
    let ticket = server.post("/sign-in", "", "", &form).expect(200).after("name=\"ticket\" value=\"");
    let spare = secrets.last().unwrap();
    let inside = server.post("/sign-in/code", "", "", &[("ticket", &ticket), ("code", spare)]).expect(303);
    let session = inside.session();
    server.get("/audit", &session).expect(200);
    assert_eq!(without_tokens(&server.get("/measures?year=2022", &session).expect(200)), before);
    drop(server);
    huigu(&there, &["audit", "verify"]).expect(0);
}

/// A page without what differs from answer to answer.
fn without_tokens(got: &Got) -> String {
    let body = got.body.split("name=\"csrf\" value=\"").map(|part| part.split_once('"').map_or(part, |(_, rest)| rest));
    let body: String = body.collect();
    body.split("<main").nth(1).unwrap_or_default().to_owned()
}
