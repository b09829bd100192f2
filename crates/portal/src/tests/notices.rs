//! Notices: published by the Centre, read by everybody, withdrawn for good.

use axum::http::StatusCode;
use huigu_desk::Role;

use super::ground::Ground;

const PLAIN: [(&str, &str); 4] =
    [("kind", "announcement"), ("title", "报送<b>通知"), ("text", "一段</p>\n两段"), ("sure", "1")];

#[test]
fn a_notice_is_published_shown_and_withdrawn() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    assert!(!ground.get("/", "", "zh").text().contains("/notices/1"), "nothing yet");
    let empty = ground.get("/notices", "", "zh").text();
    assert!(empty.contains("还没有通知公告") && !empty.contains("/notices/new"), "{empty}");
    let done = ground.post("/notices", &centre, &PLAIN);
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/notices/1"), "{}", done.text());
    for path in ["/", "/notices", "/notices/1"] {
        let page = ground.get(path, "", "zh").text();
        assert!(page.contains("报送&lt;b&gt;通知") && !page.contains("报送<b>"), "{path}: escaped: {page}");
    }
    let page = ground.get("/notices/1", "", "en").text();
    assert!(page.contains("<p>一段&lt;/p&gt;</p><p>两段</p>") && page.contains("No. 1"), "{page}");
    assert!(!page.contains("centre.one") && !page.contains("<form class=\"sheet"), "nobody's name, no form");
    assert!(ground.get("/notices/1", &centre, "en").text().contains("centre.one@finance-centre"));

    let unsure = ground.post("/notices/1/withdraw", &centre, &[("reason", "有误")]);
    assert_eq!(unsure.status, StatusCode::OK, "only looked at");
    let no_reason = ground.post("/notices/1/withdraw", &centre, &[("reason", " "), ("sure", "1")]);
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_reason.text().contains("“撤回原因，将公开显示”应为 1 至 500 个字"), "{}", no_reason.text());
    let done = ground.post("/notices/1/withdraw", &centre, &[("reason", "期限有误"), ("sure", "1")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let again = ground.post("/notices/1/withdraw", &centre, &[("reason", "期限有误"), ("sure", "1")]);
    assert_eq!(again.status, StatusCode::CONFLICT);
    let page = ground.get("/notices/1", "", "zh");
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("期限有误") && !page.text().contains("两段"), "{}", page.text());
    assert!(!ground.get("/notices", "", "zh").text().contains("报送"), "the public's list leaves it out");
    assert!(ground.get("/notices", &centre, "zh").text().contains("已撤回"));
    assert_eq!(ground.get("/notices/2", "", "zh").status, StatusCode::NOT_FOUND);
    assert_eq!(ground.get("/notices/x", "", "zh").status, StatusCode::NOT_FOUND);
}

#[test]
fn an_approved_year_is_put_before_the_public() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    ground.post("/settlements", &centre, &[("year", "2022"), ("note", "会议"), ("sure", "1")]);
    let settlements = ground.get("/settlements", &centre, "zh").text();
    assert!(settlements.contains("href=\"/notices/new?settlement=1\""), "{settlements}");
    assert!(!ground.get("/settlements", "", "zh").text().contains("/notices/new"), "not for the public");
    let form = ground.get("/notices/new?settlement=1", &centre, "zh").text();
    assert!(form.contains("value=\"2022 年度扶持资金核定结果公示\""), "the title is filled in: {form}");
    assert!(form.contains("<option value=\"1\" selected>"), "{form}");
    let mut asked = vec![
        ("kind", "public-notice"),
        ("title", "公示一"),
        ("text", "现予公示。"),
        ("settlement", "1"),
        ("sure", "1"),
    ];
    let early = [asked.as_slice(), &[("until", "2022-01-01")]].concat();
    let refused = ground.post("/notices", &centre, &early);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("公示截止日不能早于发布日") && refused.text().contains("现予公示。"),
        "kept in the form"
    );
    asked.push(("until", "2099-02-10"));
    assert_eq!(ground.post("/notices", &centre, &asked).status, StatusCode::SEE_OTHER);

    let page = ground.get("/notices/1", "", "zh").text();
    assert!(
        page.contains("镇海卫农村商业银行") && page.contains("title=\"59,403.07 元\">59,403.07<"),
        "names and amounts: {page}"
    );
    assert!(page.contains("325,841.88") && !page.contains("会议"), "the sum, and no note");
    assert!(page.contains("2099年2月10日") && page.contains("区金融发展服务中心"), "until when, and to whom");
    let csv = ground.get("/notices/1?export=amounts.csv", "", "zh").text();
    assert!(csv.contains("镇海卫农村商业银行"), "{csv}");
    assert!(ground.get("/settlements", "", "zh").text().contains("href=\"/notices/1\""), "linked from the approval");
    assert!(ground.get("/", "", "zh").text().contains("公示至2099年2月10日"));
    let measure = ground.get("/measures/startup-loan-subsidy?year=2022", "", "zh").text();
    assert!(!measure.contains("镇海卫农村商业银行"), "what is put before the public stands in the notice alone");
}

#[test]
fn what_is_not_understood_is_refused() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    for wrong in [("kind", "decree"), ("until", "soon"), ("settlement", "-1")] {
        let form: Vec<_> = PLAIN.iter().copied().filter(|(name, _)| *name != wrong.0).chain([wrong]).collect();
        let refused = ground.post("/notices", &centre, &form);
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong:?}");
        assert!(refused.text().contains("一段"), "what was typed stays in the form: {wrong:?}");
    }
    let form = [PLAIN.as_slice(), &[("settlement", "9")]].concat();
    assert_eq!(ground.post("/notices", &centre, &form).status, StatusCode::UNPROCESSABLE_ENTITY);
    let unsure = ground.post("/notices", &centre, &PLAIN[..3]);
    assert!(unsure.text().contains("value=\"报送&lt;b&gt;通知\""), "{}", unsure.text());
    assert!(ground.get("/notices", &centre, "zh").text().contains("还没有通知公告"));
}
