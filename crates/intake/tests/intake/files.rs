//! Text files as institutions send them: encodings, headers, units, dates.

use huigu_facts::Kind;
use huigu_intake::{Source, read};

use crate::{codes, read_as};

const BALANCES: &str = "贷款机构,借据编号,余额日期,贷款余额（万元）\r\n镇海农商行,甲-1,2021/1/31,\"1,234.5\"\r\n";

#[test]
fn one_file_in_four_encodings_gives_the_same_rows() {
    let utf8 = BALANCES.as_bytes().to_vec();
    let marked = [b"\xef\xbb\xbf", BALANCES.as_bytes()].concat();
    let gbk = encoding_rs::GBK.encode(BALANCES).0.into_owned();
    let gb18030 = encoding_rs::GB18030.encode(BALANCES).0.into_owned();
    let first = read_as(Kind::LoanBalances, &utf8);
    assert_eq!(first.0.len(), 1);
    assert!(first.0[0].contains("balance: Fen(1234500000)"), "{}", first.0[0]);
    assert!(first.0[0].starts_with("2 "));
    for bytes in [marked, gbk, gb18030] {
        assert_eq!(read_as(Kind::LoanBalances, &bytes), first);
    }
}

#[test]
fn a_name_tells_the_kind() {
    for name in ["loan_balances.csv", "贷款余额-2021.csv", "dir/bank-loan_balances-2021-03.csv"] {
        let source = Source { name, bytes: BALANCES.as_bytes(), file: 0, kind: None };
        let report = read(&source, &mut |_, _| {});
        assert_eq!((report.kind, report.taken()), (Some(Kind::LoanBalances), 1), "{name}");
        assert!(!report.has_faults());
    }
}

#[test]
fn a_second_header_in_the_other_language_is_no_row() {
    let text = "日期,一年期,五年期以上\ndate,one_year,five_year\n2021-01-20,3.85,4.65\n";
    let (rows, report) = read_as(Kind::Lpr, text.as_bytes());
    assert_eq!((rows.len(), codes(&report)), (1, vec![]));
}

#[test]
fn titles_may_stand_above_the_header() {
    let text = "贷款市场报价利率,,\n\"填报单位：某行\",,\n\ndate,one_year,five_year\n2021-01-20,3.85,4.65\n";
    let (rows, report) = read_as(Kind::Lpr, text.as_bytes());
    assert_eq!(codes(&report), []);
    assert!(rows[0].starts_with("5 "), "{}", rows[0]);
}

#[test]
fn empty_cells_have_their_meaning() {
    let (rows, _) = read_as(Kind::Parties, "party_id,name,kind\np1,甲,个人\n".as_bytes());
    for part in ["in_district: true", "technology: false", "agricultural: false", "valid_from: None", "industry: \"\""]
    {
        assert!(rows[0].contains(part), "{part} in {}", rows[0]);
    }
    let loans = "lender,loan_id,borrower,start,due,principal,security\na,1,b,20210101,20220101,5,信用\n";
    let (rows, _) = read_as(Kind::Loans, loans.as_bytes());
    for part in ["form: Loan", "rate: None", "first_loan: None", "product: \"\"", "credit_line: None"] {
        assert!(rows[0].contains(part), "{part} in {}", rows[0]);
    }
}

#[test]
fn line_numbers_count_every_line() {
    let text = "date,one_year,five_year,\"备\n注\"\r\n\r\n2021-01-20,3.85,4.65,\"a\r\nb\"\r\n2021-02-20,3.85,x,\r\n";
    let (rows, report) = read_as(Kind::Lpr, text.as_bytes());
    assert!(rows[0].starts_with("4 "), "{}", rows[0]);
    assert_eq!(codes(&report), [(1, "", "unknown-column"), (6, "five_year", "bad-rate")]);
}
