//! Books sent, refused by row, mended, and sent again.

use axum::http::StatusCode;
use huigu_desk::Role;

use super::ground::Ground;

const HEAD: &str = "lender,loan_id,kind,date,amount,event_id";

#[test]
fn books_with_faults_come_back_to_be_mended() {
    let ground = Ground::new(true);
    let bank = ground.session(Role::Bank);
    let csrf = ground.portal.desk().csrf(&bank);
    let before = ground.portal.desk().last_batch().unwrap();
    let good = "zhenhai-rural-commercial,000001202,repay,2022-12-30,1.00,e-1";
    let bad = "zhenhai-rural-commercial,000001202,repay,2022-13-45,1.00,e-2";
    let file = format!("{HEAD}\n{good}\n{bad}\n");
    let refused = ground.send(&bank, &csrf, &[], &[("loan_events.csv", &file)]);
    let page = refused.text();
    assert_eq!(refused.status, StatusCode::OK, "a report is an answer: {page}");
    assert!(page.contains("2022-13-45"), "the value as written: {page}");
    assert_eq!(ground.portal.desk().last_batch().unwrap(), before, "nothing was kept");
    let link = page.split("href=\"/books/mended/").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/books/mended/{link}");
    let mended = ground.get(&path, &bank, "zh").text();
    assert!(mended.contains("e-2") && !mended.contains("e-1"), "only the row to mend: {mended}");
    let centre = ground.session(Role::Centre);
    assert_eq!(ground.get(&path, &centre, "zh").status, StatusCode::NOT_FOUND, "it is the sender's alone");

    let partly = ground.send(&bank, &csrf, &[("good-rows", "1")], &[("loan_events.csv", &file)]);
    assert_eq!(partly.status, StatusCode::OK, "{}", partly.text());
    assert_eq!(ground.portal.desk().last_batch().unwrap().0, before.0 + 1, "the good row was kept");
    let again = mended.replace("2022-13-45", "2022-12-31");
    let kept = ground.send(&bank, &csrf, &[], &[("loan_events.csv", &again)]);
    assert_eq!(kept.status, StatusCode::OK, "the mended file is sent as it is: {}", kept.text());
    assert_eq!(ground.portal.desk().last_batch().unwrap().0, before.0 + 2);
    let own = ground.get(&format!("/books/{}", before.0 + 2), &bank, "zh");
    assert_eq!(own.status, StatusCode::OK, "it sees what it sent");
    let taken_back = ground.post(&format!("/books/{}/withdraw", before.0 + 2), &bank, &[("sure", "1")]);
    assert_eq!(taken_back.status, StatusCode::SEE_OTHER, "and takes it back: {}", taken_back.text());
}

#[test]
fn an_institution_sends_only_its_own() {
    let ground = Ground::new(true);
    let bank = ground.session(Role::Bank);
    let csrf = ground.portal.desk().csrf(&bank);
    let before = ground.portal.desk().last_batch().unwrap();
    let other = format!("{HEAD}\nanyuan-bank,000000102,repay,2022-12-30,1.00,e-1\n");
    let refused = ground.send(&bank, &csrf, &[], &[("loan_events.csv", &other)]);
    assert!(!refused.status.is_server_error(), "{}: {}", refused.status, refused.text());
    let quotes = ground.send(&bank, &csrf, &[], &[("lpr.csv", "date,one_year,five_year\n2023-01-20,3.65,4.30\n")]);
    assert_eq!(quotes.status, StatusCode::FORBIDDEN, "quotes are not a bank's to send");
    assert_eq!(ground.portal.desk().last_batch().unwrap(), before, "nothing was kept");
}

#[test]
fn what_is_no_book_is_refused_by_name() {
    let ground = Ground::new(true);
    let centre = ground.session(Role::Centre);
    let csrf = ground.portal.desk().csrf(&centre);
    let unknown = ground.send(&centre, &csrf, &[], &[("holiday.csv", "a,b\n1,2\n")]);
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text().contains("holiday.csv"));
    let none = ground.send(&centre, &csrf, &[], &[]);
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    let bomb = ground.send(&centre, &csrf, &[], &[("loans.xlsx", "PK\u{3}\u{4} not a workbook")]);
    assert!(bomb.text().contains("Nothing was saved"), "a broken workbook is a fault of the file: {}", bomb.text());
}

#[test]
fn a_book_of_many_megabytes_is_read_to_its_end() {
    let ground = Ground::new(true);
    let bank = ground.session(Role::Bank);
    let csrf = ground.portal.desk().csrf(&bank);
    // Three megabytes of a row the register has already.
    let row = "zhenhai-rural-commercial,000001202,2022-11-30,normal\n";
    let file = format!("lender,loan_id,date,class\n{}last,1,2022-11-31,normal\n", row.repeat(60_000));
    let report = ground.send(&bank, &csrf, &[("check", "1")], &[("loan_classes.csv", &file)]);
    assert_eq!(report.status, StatusCode::OK, "{}", report.text());
    assert!(report.text().contains("2022-11-31"), "the fault of its last row is told");
}

#[test]
fn a_file_of_nothing_but_faults_is_said_to_be_one_first() {
    let ground = Ground::new(true);
    let bank = ground.session(Role::Bank);
    let csrf = ground.portal.desk().csrf(&bank);
    let file = format!("{HEAD}\n{}", "a,b,c,d,e,f\n".repeat(50_000));
    let page = ground.send(&bank, &csrf, &[], &[("loan_events.csv", &file)]).text();
    let (given_up, first) = (page.find("too many faults"), page.find("not a date"));
    assert!(given_up.is_some() && given_up < first, "{given_up:?} {first:?}");
}
