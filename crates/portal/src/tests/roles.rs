//! Every route by every role: what the desk's table says, and nothing else.

use axum::http::StatusCode;
use huigu_desk::{ListSessions, Role, UseCase};

use super::ground::{Ground, filled};
use crate::page::ROUTES;
use crate::route::RouteMethod;

/// Routes that look different: who is refused is sent on, or anybody may.
fn is_open(path: &str) -> bool {
    path.starts_with("/sign-")
}

/// What the sample has of others and not of a role's own: there it is not found.
const OF_OTHERS: &[(&str, &[Role])] = &[
    ("/measures/{id}/{beneficiary}", &[Role::Unit, Role::Guarantor, Role::Enterprise]),
    ("/trace/{owner}/{item}", &[Role::Guarantor, Role::Enterprise]),
    ("/books/{number}", &[Role::Unit, Role::Bank, Role::Guarantor]),
    ("/parties/{id}", &[Role::Unit, Role::Bank, Role::Guarantor]),
    ("/datasets/{dataset}/{record}", &[Role::Unit]),
];

#[test]
fn every_page_is_open_to_whom_the_table_says_and_to_nobody_else() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    for _ in 0..2 {
        ground.post("/settlements", &centre, &[("year", "2022"), ("note", "x"), ("sure", "1")]);
        ground.post("/notices", &centre, &[("kind", "announcement"), ("title", "x"), ("text", "y"), ("sure", "1")]);
    }
    ground.send_records(&centre);
    for role in Role::of_users().chain([Role::Public]) {
        let session = if role == Role::Public { String::new() } else { ground.session(role) };
        for route in ROUTES.iter().filter(|route| route.method == RouteMethod::Get && !is_open(route.path)) {
            let path = filled(route.path);
            let answer = ground.get(&path, &session, "zh");
            let what = format!("{path} as {role:?}: {}", answer.status);
            match (route.needs.reach(role), role) {
                (Some(_), _) => {
                    let is_of_others =
                        OF_OTHERS.iter().any(|(path, roles)| *path == route.path && roles.contains(&role));
                    // Nobody has rows to correct here.
                    let is_missing = is_of_others || route.path == "/books/mended/{key}";
                    let expected = if is_missing { StatusCode::NOT_FOUND } else { StatusCode::OK };
                    assert_eq!(answer.status, expected, "{what}");
                }
                (None, Role::Public) => {
                    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}");
                    assert!(answer.header("location").starts_with("/sign-in?to="), "{what}");
                }
                (None, _) => assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}"),
            }
        }
    }
}

#[test]
fn nothing_is_changed_without_leave_or_without_a_form_of_ours() {
    let ground = Ground::new(true);
    let rows = || ground.acts().first().map(|act| act.act);
    for role in Role::of_users() {
        let session = ground.session(role);
        let before = rows();
        for route in ROUTES.iter().filter(|route| route.method != RouteMethod::Get && !is_open(route.path)) {
            let path = filled(route.path);
            let forged = match route.method {
                RouteMethod::Upload => {
                    ground.send_to(&path, &session, &[("csrf", "forged")], &[("loans.csv", "lender\n")])
                }
                _ => ground.post_plain(&path, &session, "csrf=forged&sure=1"),
            };
            assert_eq!(forged.status, StatusCode::FORBIDDEN, "{path} as {role:?} without our token");
            if route.needs.reach(role).is_none() {
                let csrf = ground.portal.desk().csrf(&session);
                let refused = match route.method {
                    RouteMethod::Upload => {
                        ground.send_to(&path, &session, &[("csrf", &csrf)], &[("loans.csv", "lender\n")])
                    }
                    _ => ground.post(&path, &session, &[("sure", "1"), ("year", "2022"), ("role", "bank")]),
                };
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path} as {role:?}");
            }
        }
        assert_eq!(rows(), before, "what is refused before the act leaves no act: {role:?}");
    }
    let nobody = ground.send("", "", &[], &[("loans.csv", "lender\n")]);
    assert_eq!(nobody.status, StatusCode::SEE_OTHER, "nobody sends books");
}

/// A route that changes something, who asks it, and the form.
type Change = (&'static str, Role, &'static [(&'static str, &'static str)]);

/// What each route that changes something is told, and who may.
const CHANGES: &[Change] = &[
    (
        "/me/password",
        Role::Unit,
        &[
            ("present", super::ground::PASSWORD),
            ("new", "sleepy otter paints walls"),
            ("again", "sleepy otter paints walls"),
        ],
    ),
    ("/me/second-factor", Role::Centre, &[]),
    ("/me/second-factor/confirm", Role::Centre, &[("code", "000000")]),
    ("/me/tokens", Role::Bank, &[("name", "core"), ("opens", "books"), ("days", "30")]),
    ("/me/tokens/{number}/revoke", Role::Bank, &[]),
    ("/simulate/keep", Role::Finance, &[("name", "half"), ("year", "2022"), ("set", "startup-loan-subsidy.rate=1%")]),
    ("/simulate/{number}/drop", Role::Finance, &[]),
    ("/parties/{id}/unmask", Role::Centre, &[("reason", "a call")]),
    ("/users", Role::Administrator, &[("login", "second-unit"), ("name", "x"), ("role", "unit"), ("for", "court")]),
    ("/users/{login}/disable", Role::Administrator, &[]),
    ("/users/{login}/enable", Role::Administrator, &[]),
    ("/users/{login}/reset", Role::Administrator, &[]),
    ("/settlements", Role::Centre, &[("year", "2022"), ("note", "meeting 3"), ("sure", "1")]),
    ("/notices", Role::Centre, &[("kind", "announcement"), ("title", "x"), ("text", "y"), ("sure", "1")]),
    ("/notices/{number}/withdraw", Role::Centre, &[("reason", "a slip"), ("sure", "1")]),
    ("/contacts", Role::Centre, &[("institution", "yuejin-bank"), ("office", "x"), ("telephone", "1")]),
    ("/me/sessions/{number}/end", Role::Auditor, &[]),
    ("/books/{number}/withdraw", Role::Centre, &[("sure", "1")]),
];

/// Routes that change nothing in the register, or whose change is told elsewhere.
const QUIET: [&str; 3] = ["/audit/verify", "/books", "/plan/text"];

#[test]
fn every_change_leaves_an_act_in_the_audit() {
    let ground = Ground::new(true);
    for route in ROUTES.iter().filter(|route| route.method != RouteMethod::Get && !is_open(route.path)) {
        let known = CHANGES.iter().any(|(path, _, _)| *path == route.path) || QUIET.contains(&route.path);
        assert!(known, "{}: say in CHANGES how it is asked", route.path);
    }
    let last = || ground.acts().swap_remove(0);
    for (path, role, form) in CHANGES {
        let session = ground.session(*role);
        // The number of what is to be ended, revoked or dropped.
        let mut asked = filled(path);
        match *path {
            "/me/sessions/{number}/end" => {
                ground.session(*role);
                let opened = ground.portal.desk().session(&session).unwrap().unwrap();
                let other = ground.portal.desk().run(&opened.caller, ListSessions {}).unwrap();
                let other = other.iter().find(|one| !one.is_this).unwrap().session;
                asked = path.replace("{number}", &other.to_string());
            }
            "/me/tokens/{number}/revoke" | "/simulate/{number}/drop" | "/notices/{number}/withdraw" => {
                asked = path.replace("{number}", "1")
            }
            "/books/{number}/withdraw" => asked = path.replace("{number}", "13"),
            _ => {}
        }
        let before = last().act;
        let answer = ground.post(&asked, &session, form);
        assert!(!answer.status.is_server_error(), "{asked}: {}", answer.status);
        assert!(!matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{asked}: {}", answer.status);
        let after = last();
        assert!(after.act > before, "{asked} ({}) left no act", answer.status);
        let needs = ROUTES.iter().find(|route| route.path == *path && route.method == RouteMethod::Post).unwrap().needs;
        let shown = [needs.code(), UseCase::Party.code()];
        assert!(shown.contains(&after.use_case.as_str()), "{asked}: the act is of {}", after.use_case);
    }
}
