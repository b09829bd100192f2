//! The official text: attached by the Centre, shown to everybody, escaped.

use axum::http::StatusCode;
use huigu_desk::Role;

use super::ground::{Answer, Ground};

/// An invented text with headings of the plan's clauses, and with markup in it.
const TEXT: &str =
    "某某方案\n三、供给\n（一）补贴。<b>甲</b>乙丙。\n一段</p><script>\n（三）渠道。\n六、别处\n某某办\n2023年1月2日\n";

fn attach(ground: &Ground, session: &str, more: &[(&str, &str)], text: &str) -> Answer {
    let csrf = ground.portal.desk().csrf(session);
    let fields = [&[("csrf", csrf.as_str())], more].concat();
    ground.send_to("/plan/text", session, &fields, &[("方案.txt", text)])
}

fn acts(ground: &Ground) -> Vec<(String, Option<String>)> {
    ground.acts().into_iter().map(|act| (act.use_case, act.result)).collect()
}

#[test]
fn the_text_is_attached_and_shown_beside_its_clauses() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let before = ["/plan", "/plan/3.1"].map(|path| ground.get(path, "", "zh").text());
    assert!(before.iter().all(|page| !page.contains("official") && !page.contains("/plan/text")), "nothing changes");
    let link = ground.get("/plan", &centre, "zh").text();
    assert!(link.contains("href=\"/plan/text\"") && link.contains("附正式文本"), "the way for the Centre");

    let checked = attach(&ground, &centre, &[("check", "1")], TEXT);
    assert_eq!(checked.status, StatusCode::OK);
    assert!(checked.text().contains("not attached yet") && checked.text().contains("not in the official text"));
    assert!(ground.get("/plan/text", "", "zh").text().contains("还没有附正式文本"), "it was only looked at");
    assert_eq!(attach(&ground, &centre, &[], TEXT).status, StatusCode::SEE_OTHER);
    assert_eq!(acts(&ground)[0], ("attach-text".to_owned(), Some("done".to_owned())));

    for path in ["/plan", "/plan/3.1", "/plan/text"] {
        let page = ground.get(path, "", "zh").text();
        assert!(page.contains("<b>（一）补贴。</b>&lt;b&gt;甲&lt;/b&gt;乙丙。"), "{path}: escaped: {page}");
        assert!(page.contains("一段&lt;/p&gt;&lt;script&gt;") && !page.contains("一段</p>"), "{path}");
        assert!(page.contains("方案.txt") && !page.contains("centre.one"), "{path}: the file, and nobody's name");
    }
    let clause = ground.get("/plan/3.1", "", "zh").text();
    assert!(clause.contains("三、供给") && !clause.contains("渠道。</b>"), "the chapter, and no other clause");
    let other = ground.get("/plan/3.2", "", "zh").text();
    assert!(!other.contains("class=\"official\""), "a clause the text has not");
    let whole = ground.get("/plan/text", "", "en").text();
    assert!(whole.contains("2023年1月2日") && whole.contains("id=\"s3.1\""), "{whole}");
    assert!(!whole.contains("type=\"file\""), "the public attaches nothing");

    assert_eq!(attach(&ground, &centre, &[], &TEXT.replace("乙丙", "改了")).status, StatusCode::SEE_OTHER);
    let again = ground.get("/plan", "", "zh").text();
    assert!(again.contains("改了") && !again.contains("乙丙"), "the newest holds");
}

#[test]
fn what_cannot_be_attached_says_what_to_do() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let before = acts(&ground);
    let long = "三、甲\n（一）乙\n".to_owned() + &"x".repeat(huigu_plan::MOST_BYTES);
    for (text, said) in [
        ("PK\u{3}\u{4}", "no plain text"),
        ("一、没有这一条\n", "none has the number of a clause"),
        (long.as_str(), "at most 2 MiB"),
    ] {
        let refused = attach(&ground, &centre, &[], text);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(said), "{said}: {}", refused.text());
    }
    let csrf = ground.portal.desk().csrf(&centre);
    let none = ground.send_to("/plan/text", &centre, &[("csrf", &csrf)], &[]);
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    let bank = ground.session(Role::Bank);
    assert_eq!(attach(&ground, &bank, &[], TEXT).status, StatusCode::FORBIDDEN);
    assert_eq!(acts(&ground)[0].0, "sign-in", "nothing but the bank's coming in");
    assert_ne!(before, acts(&ground));
}

#[test]
fn a_text_too_long_for_one_page_is_shown_clause_by_clause() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let long = TEXT.replace("乙丙。", &format!("{}。", "长".repeat(30_000)));
    assert_eq!(attach(&ground, &centre, &[], &long).status, StatusCode::SEE_OTHER);
    let plan = ground.get("/plan", "", "zh").text();
    assert!(plan.len() < 100_000 && plan.contains("/plan/text#s3"), "{} bytes", plan.len());
    assert!(ground.get("/plan/3.1", "", "zh").text().contains("长长长"));
}
