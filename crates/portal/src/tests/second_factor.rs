//! Signing in: the password that was given out, the second factor, recovery.

use axum::http::StatusCode;

use super::ground::{Ground, PASSWORD, now};

fn cookie(answer: &super::ground::Answer) -> String {
    let set = answer.header("set-cookie");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    set.split(['=', ';']).nth(1).unwrap().to_owned()
}

/// The code of now for a secret as the page shows it.
fn code(secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(now().0 / 1_000_000).unwrap()).to_string()
}

#[test]
fn staff_set_up_a_second_factor_before_anything_else() {
    let ground = Ground::new(false);
    let form = format!("login=centre.one&password={}&to=%2Faudit", PASSWORD.replace(' ', "+"));
    let first = ground.post_plain("/sign-in", "", &form);
    assert_eq!((first.status, first.header("location")), (StatusCode::SEE_OTHER, "/me/second-factor"));
    let session = cookie(&first);
    let kept_out = ground.get("/audit", &session, "zh");
    assert_eq!(kept_out.header("location"), "/me/second-factor", "nothing else is open");
    let offered = ground.post("/me/second-factor", &session, &[]).text();
    assert!(offered.contains("<svg class=\"qr\""), "a picture to scan: {offered}");
    let secret = offered.split("<p class=\"secret\"><code>").nth(1).unwrap().split('<').next().unwrap();
    let wrong = ground.post("/me/second-factor/confirm", &session, &[("code", "000000")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let codes = ground.post("/me/second-factor/confirm", &session, &[("code", &code(secret))]);
    assert_eq!(codes.status, StatusCode::OK, "{}", codes.text());
    let codes = codes.text();
    let recovery = codes.split("<ul class=\"codes\"><li><code>").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(ground.get("/audit", &session, "zh").status, StatusCode::OK, "now it is open");

    let again = ground.post_plain("/sign-in", "", &form).text();
    let ticket = again.split("name=\"ticket\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = format!("ticket={ticket}&code={recovery}&to=%2Faudit");
    let inside = ground.post_plain("/sign-in/code", "", &form);
    assert_eq!((inside.status, inside.header("location")), (StatusCode::SEE_OTHER, "/audit"), "{}", inside.text());
    let twice = ground.post_plain("/sign-in/code", "", &form);
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "a ticket and a code hold once");

    let session = cookie(&inside);
    let out = ground.post("/sign-out", &session, &[]);
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert!(ground.get("/audit", &session, "zh").header("location").starts_with("/sign-in"), "the session has ended");
}

#[test]
fn guessing_is_slowed_down_and_tells_nothing() {
    let ground = Ground::new(true);
    let tried = |login: &str| ground.post_plain("/sign-in", "", &format!("login={login}&password=wrong+guess+again"));
    let (known, unknown) = (tried("centre.one"), tried("nobody-here"));
    assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = |text: &str| text.split("role=\"alert\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(said(&known.text()), said(&unknown.text()), "whether a login exists is not told");
    assert!(!known.text().contains("wrong guess"), "a password never comes back");
    let mut last = known.status;
    for _ in 0..12 {
        last = tried("centre.one").status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}
