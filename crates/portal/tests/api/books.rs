//! Books as an institution's system sends them.

use serde_json::Value;

use crate::client::{Reply, RequestContext};
use crate::ground::{Server, person};

const CLASSES: &str = "/api/v1/books/loan_classes";
const GOOD: &str = "lender,loan_id,date,class\nanyuan-bank,000000101,2022-11-30,special-mention\n";
/// One good row, one of another lender, one with a word that is none.
const MIXED: &str = "lender,loan_id,date,class\nanyuan-bank,000000101,2022-11-30,loss\n\
                     beilun-gulf-bank,000000102,2022-11-30,loss\nanyuan-bank,000000102,2022-11-30,splendid\n";

fn send(server: &Server, target: &str, book: &str) -> Reply {
    server.context(&RequestContext::new("POST", target).csv(book).token(&person("bank").token))
}

fn codes(issues: &Value) -> Vec<(u64, &str)> {
    let each = issues.as_array().unwrap().iter();
    each.map(|issue| (issue["row"].as_u64().unwrap(), issue["code"].as_str().unwrap())).collect()
}

#[test]
fn a_book_is_taken_in_seen_corrected_and_withdrawn() {
    let server = Server::new();
    let get = |target: &str| server.get("bank", target).expect(200).json();
    assert_eq!(get("/api/v1/batches")["batches"], Value::Array(vec![]), "others sent the sample");
    let checked = send(&server, "/api/v1/books/loan_classes/check?name=classes.csv", GOOD).expect(200).json();
    assert_eq!(
        (checked["kept"].as_bool(), checked["rows"].as_u64(), checked["file"].as_str()),
        (Some(false), Some(1), Some("classes.csv"))
    );
    assert_eq!(checked["effect"], Value::Array(vec![]), "no year is approved");
    assert_eq!(get("/api/v1/batches")["batches"], Value::Array(vec![]), "a check keeps nothing");
    let sent = send(&server, "/api/v1/books/loan_classes?name=%E5%88%86%E7%B1%BB.csv", GOOD).expect(201);
    let place = sent.header("location").unwrap().to_owned();
    let told = sent.json();
    assert_eq!((told["new"].as_u64(), told["file"].as_str()), (Some(1), Some("分类.csv")));
    assert_eq!(place, format!("/api/v1/batches/{}", told["batch"]));
    let again = send(&server, CLASSES, GOOD).expect(200).json();
    assert_eq!((again["batch"].as_u64(), again["unchanged"].as_u64()), (None, Some(1)), "sent twice changes nothing");
    let other = GOOD.replace("special-mention", "loss");
    let corrected = send(&server, CLASSES, &other).expect(201);
    let found = get(&format!("{}/corrections", corrected.header("location").unwrap()));
    let found = &found["corrections"][0];
    assert_eq!(
        (found["old"]["class"].as_str(), found["new"]["class"].as_str()),
        (Some("special-mention"), Some("loss"))
    );
    let listed = get("/api/v1/batches");
    assert_eq!(listed["batches"].as_array().unwrap().len(), 2);
    assert_eq!(
        (listed["batches"][0]["login"].as_str(), listed["batches"][0]["organisation"].as_str()),
        (Some("bank"), Some("anyuan-bank"))
    );
    let withdraw = RequestContext::new("POST", &format!("{}/withdrawal", corrected.header("location").unwrap()));
    let withdrawn = server.context(&withdraw.clone().token(&person("bank").token)).expect(201).json();
    assert_eq!(withdrawn["restored"].as_u64(), Some(1));
    server.context(&withdraw.token(&person("bank").token)).is(409, "already-withdrawn");
    let traced = get("/api/v1/trace/loan/anyuan-bank/000000101");
    let rows = traced["rows"].as_array().unwrap();
    assert!(
        rows.iter().any(|row| row["columns"]["class"] == "special-mention" && row["file"] == "分类.csv"),
        "{traced}"
    );
    let institutions = get("/api/v1/institutions");
    assert_eq!(institutions["institutions"].as_array().unwrap().len(), 1);
    assert_eq!(institutions["institutions"][0]["batches"].as_u64(), Some(3));
}

#[test]
fn faults_are_told_by_row_and_good_rows_taken_on_request() {
    let server = Server::new();
    let refused = send(&server, CLASSES, MIXED).is(422, "faults").json();
    assert_eq!(refused["sending"]["kept"].as_bool(), Some(false));
    let faults = codes(&refused["sending"]["issues"]);
    assert!(faults.contains(&(3, "not-yours")) && faults.contains(&(4, "unknown-word")), "{faults:?}");
    let detail = |lang: &str| {
        let context =
            RequestContext::new("POST", CLASSES).csv(MIXED).token(&person("bank").token).with("Accept-Language", lang);
        server.context(&context).json()["detail"].as_str().unwrap().to_owned()
    };
    assert!(detail("zh-CN").contains("错误") && detail("en").contains("Errors"));
    let checked = send(&server, "/api/v1/books/loan_classes/check", MIXED).expect(200).json();
    assert_eq!(codes(&checked["issues"]), faults);
    assert!(checked.get("effect").is_none());
    let mended = send(&server, "/api/v1/books/loan_classes/mended?name=c.csv", MIXED).expect(200);
    let mended = String::from_utf8(mended.body).unwrap();
    assert!(
        mended.contains("splendid") && mended.contains("beilun-gulf-bank") && !mended.contains("000000101"),
        "{mended}"
    );
    send(&server, "/api/v1/books/loan_classes/mended", GOOD).expect(204);
    assert!(server.get("bank", "/api/v1/templates/loans").expect(200).body.starts_with(b"PK"));
    let taken = send(&server, "/api/v1/books/loan_classes?good-rows=true", MIXED).expect(201).json();
    assert_eq!((taken["new"].as_u64(), taken["refused"].as_u64()), (Some(1), Some(2)));
    assert!(codes(&taken["issues"]).contains(&(4, "unknown-word")));
    server
        .context(
            &RequestContext::new("POST", "/api/v1/books/lpr")
                .csv("date,one_year,five_year\n")
                .token(&person("bank").token),
        )
        .is(403, "not-yours");
    // What is no book is a fault of the file.
    let reply = send(&server, CLASSES, "\u{0}\u{1}\u{2}").is(422, "faults").json();
    assert!(!reply["sending"]["issues"].as_array().unwrap().is_empty());
}

#[test]
fn a_check_tells_what_approved_years_would_owe() {
    let server = Server::new();
    let approve = RequestContext::new("POST", "/api/v1/approvals").json("{\"year\": 2021, \"note\": \"核定\"}");
    server.context(&approve.clone().token(&person("centre").token)).is(403, "token-lacks");
    let approved = server.context(&server.by("centre", approve)).expect(201);
    assert_eq!(approved.header("location"), Some("/api/v1/approvals/1"));
    // With this rate the loan is above the LPR.
    let book = "lender,loan_id,borrower,product,start,due,principal,rate,security,purpose\n\
                anyuan-bank,000000102,91330211MA00000075,huigu-startup-loan,2021-10-01,2022-07-05,1660000.00,9.35,guaranteed,working-capital\n";
    let of = |login: &str| {
        let context = RequestContext::new("POST", "/api/v1/books/loans/check").csv(book).token(&person(login).token);
        server.context(&context).expect(200).json()
    };
    let effect = &of("bank")["effect"];
    assert_eq!(effect[0]["year"].as_u64(), Some(2021), "{effect}");
    let differences = effect[0]["differences"].as_array().unwrap();
    assert!(!differences.is_empty() && differences.iter().all(|one| one["beneficiary"] == "anyuan-bank"), "{effect}");
    assert!(of("centre")["effect"][0]["differences"].as_array().unwrap().len() >= differences.len());
    let own = server.get("bank", "/api/v1/approvals/1").expect(200).json();
    assert_eq!((own["who"].as_str(), own["result"].get("total")), (Some(""), None), "cut to what is the bank's");
    let verified = server.get("centre", "/api/v1/approvals/1/verification").expect(200).json();
    assert_eq!((verified["same_plan"].as_bool(), verified["same_result"].as_bool()), (Some(true), Some(true)));
    server.get("centre", "/api/v1/approvals/2").is(404, "not-there");
    server.get("centre", "/api/v1/approvals/2/verification").is(404, "not-there");
}

#[test]
fn a_data_set_of_the_plan_is_sent_and_read_like_a_book() {
    let server = Server::new();
    let rows = "code,name,case_no,role,cause,filed,amount\n\
                91330211MA00000075,甲,（2022）浙0211民初1号,被告,买卖合同纠纷,2022-05-09,1000\n";
    let target = "/api/v1/books/court-cases";
    server.context(&RequestContext::new("POST", target).csv(rows).token(&person("bank").token)).is(403, "not-yours");
    let sent = server
        .context(&RequestContext::new("POST", target).csv(rows).token(&person("centre").token))
        .expect(201)
        .json();
    assert_eq!((sent["kind"].as_str(), sent["new"].as_u64()), (Some("court-cases"), Some(1)));
    for wrong in ["/api/v1/books/no-such-thing", "/api/v1/templates/no-such-thing"] {
        let method = if wrong.contains("books") { "POST" } else { "GET" };
        server
            .context(&RequestContext::new(method, wrong).csv(rows).token(&person("centre").token))
            .is(404, "not-there");
    }
    assert!(server.get("bank", "/api/v1/templates/court-cases").expect(200).body.starts_with(b"PK"));
    let list = server.get("centre", "/api/v1/datasets/court-cases").expect(200).json();
    let found = &list["records"][0];
    assert_eq!((found["kind"].as_str(), found["columns"]["role"].as_str()), (Some("court-cases"), Some("defendant")));
    assert_eq!(found["record"], ":court:（2022）浙0211民初1号:defendant");
    let party = server.get("centre", "/api/v1/parties/91330211MA00000075").expect(200).json();
    assert_eq!(party["records"][0], *found);
    let place = "/api/v1/datasets/court-cases/%3Acourt%3A%EF%BC%882022%EF%BC%89%E6%B5%990211%E6%B0%91%E5%88%9D1%E5%8F%B7%3Adefendant";
    let traced = server.get("centre", place).expect(200).json();
    assert_eq!(traced["versions"][0]["row"], 2);
    server.get("bank", place).is(403, "not-allowed");
}
