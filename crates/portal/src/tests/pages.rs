//! Every page in both languages: whole, guarded, nothing inline, nothing from outside.

use axum::http::StatusCode;
use huigu_desk::Role;

use super::ground::{Ground, filled};
use crate::page::ROUTES;
use crate::route::RouteMethod;

/// Han characters of the page's own words, and not of the books: in the
/// frame, the headings and the heads of tables.
fn han_of_ours(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (open, close) in
        [("<th", "</th>"), ("<h2>", "</h2>"), ("<label", "</label>"), ("<dt>", "</dt>"), ("<button", "</button>")]
    {
        for part in page.split(open).skip(1) {
            let text = part.split(close).next().unwrap();
            if text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) && !text.contains("中文") {
                found.push(text.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_page_is_whole_and_guarded_in_both_languages() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    for _ in 0..2 {
        ground.post("/settlements", &centre, &[("year", "2022"), ("note", "x"), ("sure", "1")]);
        let form = [("kind", "public-notice"), ("title", "x"), ("text", "y"), ("settlement", "1"), ("sure", "1")];
        ground.post("/notices", &centre, &form);
    }
    ground.send_records(&centre);
    for (role, only) in [(Role::Centre, ""), (Role::Administrator, "/users"), (Role::Bank, "/me/tokens")] {
        let session = ground.session(role);
        for route in ROUTES.iter().filter(|route| route.method == RouteMethod::Get && route.path.starts_with(only)) {
            let path = filled(route.path);
            if matches!(route.path, "/books/mended/{key}" | "/books/templates/{kind}" | "/users" | "/sign-in")
                && role == Role::Centre
            {
                continue;
            }
            for lang in ["zh", "en"] {
                let answer = ground.get(&path, &session, lang);
                let text = answer.text();
                assert_eq!(answer.status, StatusCode::OK, "{path} {lang}: {text}");
                if route.path == "/simulate/part" {
                    assert!(text.contains("<dl class=\"keys\">"), "{text}");
                    continue;
                }
                assert!(
                    text.contains(if lang == "zh" { "<html lang=\"zh-CN\">" } else { "<html lang=\"en\">" }),
                    "{path}"
                );
                assert_eq!(text.matches("<h1").count(), 1, "{path}: one heading of the first order");
                assert!(text.ends_with("</html>"), "{path}");
                assert!(text.len() < 100_000, "{path} {lang}: {} bytes", text.len());
                for forbidden in [" style=", "<script>", "javascript:", " onclick=", "http://", "https://", "<style"] {
                    assert!(!text.contains(forbidden), "{path} {lang}: {forbidden}");
                }
                assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
                assert_eq!(answer.header("x-content-type-options"), "nosniff");
                assert_eq!(answer.header("cache-control"), "no-store", "{path}: no page is kept for others");
                if lang == "en" {
                    assert_eq!(han_of_ours(&text), Vec::<String>::new(), "{path}: words left in Chinese");
                }
            }
        }
    }
}

#[test]
fn the_public_sees_totals_and_no_beneficiary() {
    let ground = Ground::new(true);
    let measure = ground.get("/measures/startup-loan-subsidy?year=2022", "", "zh").text();
    assert!(measure.contains("67,346.78"), "the total is public");
    assert!(!measure.contains("镇海卫农村商业银行"), "who benefits is not");
    let target = ground.get("/targets/npl-tolerance", "", "zh").text();
    assert!(!target.contains("樊浦村镇银行"), "nor which lender sets a ratio");
}

#[test]
fn an_institution_sees_its_own_and_nobody_elses() {
    let ground = Ground::new(true);
    let bank = ground.session(Role::Bank);
    let own = ground.get("/measures/startup-loan-subsidy?year=2022", &bank, "zh").text();
    assert!(own.contains("镇海卫农村商业银行") && !own.contains("安远银行"), "its own line alone");
    for (path, status) in [
        ("/measures/startup-loan-subsidy/zhenhai-rural-commercial?year=2022", StatusCode::OK),
        ("/measures/startup-loan-subsidy/anyuan-bank?year=2022", StatusCode::NOT_FOUND),
        ("/trace/zhenhai-rural-commercial/000001202", StatusCode::OK),
        ("/trace/anyuan-bank/000000102", StatusCode::NOT_FOUND),
        ("/parties/91330211MA00000075", StatusCode::NOT_FOUND),
        ("/books/3", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(ground.get(path, &bank, "zh").status, status, "{path}");
    }
    let firm = ground.session(Role::Enterprise);
    assert_eq!(ground.get("/parties/91330211MA00000075", &firm, "zh").status, StatusCode::OK);
    assert_eq!(ground.get("/parties/91330211MA0F7E04XF", &firm, "zh").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_table_is_filtered_sorted_and_taken_away() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let page = "/measures/inclusive-unsecured-subsidy?year=2022";
    let found = ground.get(&format!("{page}&beneficiaries.q=houhaitang"), &centre, "en").text();
    assert!(found.contains("houhaitang-bank") && !found.contains("anyuan-bank"), "filtered");
    let csv = ground.get(&format!("{page}&beneficiaries.sort=-amount&export=beneficiaries.csv"), &centre, "en");
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.header("content-disposition").starts_with("attachment; filename=\"huigu-beneficiaries.csv\""));
    let text = csv.text();
    let rows: Vec<&str> = text.lines().collect();
    assert!(rows[1].contains("59403.07"), "the largest comes first, to the fen: {}", rows[1]);
    assert!(rows.last().unwrap().contains("104304.56"), "the total comes last: {}", rows.last().unwrap());
    let book = ground.get(&format!("{page}&export=beneficiaries.xlsx"), &centre, "zh");
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(book.bytes)).unwrap();
    let range = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    let cells: Vec<String> = range.rows().flatten().map(ToString::to_string).collect();
    assert!(cells.iter().any(|cell| cell == "填报单位：区金融发展服务中心"), "who reports stands on it: {cells:?}");
    assert!(cells.iter().any(|cell| cell == "59403.07"), "money is a number");
}

#[test]
fn a_what_if_answers_and_is_kept_and_compared() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let asked = "set.startup-loan-subsidy.rate=1%25&year=2022";
    let part = ground.get(&format!("/simulate/part?{asked}"), &centre, "zh").text();
    assert!(part.contains("title=\"292,168.49 元\""), "half of 67,346.78 less, each bank rounded: {part}");
    assert!(!part.contains("/simulate/part"), "its links lead to the whole page");
    let wrong = ground.get("/simulate?set.startup-loan-subsidy.rate=much&year=2022", &centre, "zh");
    assert_eq!(wrong.status, StatusCode::OK);
    assert!(wrong.text().contains("role=\"alert\""), "what is wrong is told on the page");
    for (name, rate) in [("半数", "1%"), ("三倍", "6%")] {
        let set = format!("startup-loan-subsidy.rate={rate}");
        let kept = ground.post("/simulate/keep", &centre, &[("name", name), ("year", "2022"), ("set", &set)]);
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
    }
    let compared = ground.get("/simulate/compare?s=1&s=2", &centre, "zh").text();
    assert!(compared.contains("半数") && compared.contains("三倍"), "side by side");
    assert!(compared.contains("title=\"202,040.29 元"), "three times 67,346.78: {compared}");
}

#[test]
fn a_year_is_approved_and_computed_again() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let form = [("year", "2022"), ("note", "区政府第 3 次常务会"), ("sure", "1")];
    let done = ground.post("/settlements", &centre, &form).text();
    assert!(done.contains("2022 年度已核定，编号 1"), "{done}");
    let again = ground.get("/settlements/1", &centre, "zh").text();
    assert!(again.contains("按核定时台账复算，结果一致"), "{again}");
    let public = ground.get("/settlements", "", "zh").text();
    assert!(public.contains("325,841.88") && !public.contains("常务会"), "the public sees the sum, not the note");
}

/// The route a form's action is of.
fn route_of(action: &str) -> Option<&'static str> {
    let parts: Vec<&str> = action.split(['?', '#']).next().unwrap().split('/').collect();
    let fits = |path: &str| {
        let places: Vec<&str> = path.split('/').collect();
        let pairs = || places.iter().zip(&parts);
        places.len() == parts.len() && pairs().all(|(place, part)| place.starts_with('{') || place == part)
    };
    let changing = ROUTES.iter().filter(|route| route.method != RouteMethod::Get);
    changing.map(|route| route.path).filter(|path| fits(path)).min_by_key(|path| path.matches('{').count())
}

#[test]
fn whatever_may_be_changed_has_a_form_on_some_page() {
    let ground = Ground::new(true);
    let [centre, bank, unit, admin] =
        [Role::Centre, Role::Bank, Role::Unit, Role::Administrator].map(|role| ground.session(role));
    // Something of everything that can be ended, dropped or withdrawn.
    drop(ground.session(Role::Centre));
    ground.post("/notices", &centre, &[("kind", "announcement"), ("title", "x"), ("text", "y"), ("sure", "1")]);
    let set = [("name", "x"), ("year", "2022"), ("set", "startup-loan-subsidy.rate=1%")];
    ground.post("/simulate/keep", &centre, &set);
    ground.post("/me/tokens", &bank, &[("name", "x"), ("opens", "books"), ("days", "1")]);
    ground.post("/users/unit.one/disable", &admin, &[]);
    let mut pages = vec![ground.post("/me/second-factor", &centre, &[]).text()];
    for session in ["", &centre, &bank, &unit, &admin] {
        let looks = ROUTES.iter().filter(|route| route.method == RouteMethod::Get).map(|route| filled(route.path));
        let more = ["/books/3", "/books/1", "/notices/1", "/parties/P-000000033"].map(str::to_owned);
        let more = more.into_iter().chain(["/simulate?year=2022&set.startup-loan-subsidy.rate=3%25".to_owned()]);
        pages.extend(looks.chain(more).map(|path| ground.get(&path, session, "zh").text()));
    }
    let actions = pages.iter().flat_map(|page| page.split("<form").skip(1)).filter_map(|form| {
        let head = form.split('>').next()?;
        head.contains("method=\"post\"").then(|| head.split("action=\"").nth(1)?.split('"').next())?
    });
    let found: Vec<&str> = actions.filter_map(route_of).collect();
    let changing = ROUTES.iter().filter(|route| route.method != RouteMethod::Get).map(|route| route.path);
    // Where a code is asked for is a page of its own kind: it comes after a password (see `second_factor`).
    let without: Vec<&str> = changing.filter(|path| *path != "/sign-in/code" && !found.contains(path)).collect();
    assert_eq!(without, Vec::<&str>::new());
}
