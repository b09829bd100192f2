//! Intake as its users meet it: bytes in, rows and faults out.

#![expect(clippy::expect_used, reason = "a test stops at the first surprise")]

mod any_bytes;
mod datasets;
mod faults;
mod files;
mod mending;
mod page;
mod parquet_books;
mod spreadsheets;
mod templates;

use huigu_facts::{Issue, Kind};
use huigu_intake::{Report, Source, read};
use huigu_quantity::Lang;

/// Reads bytes as a file of a kind: the rows as text, and the report.
fn read_as(kind: Kind, bytes: &[u8]) -> (Vec<String>, Report) {
    let mut rows = Vec::new();
    let source = Source { name: "file", bytes, file: 7, kind: Some(kind) };
    let report = read(&source, &mut |origin, row| {
        assert_eq!(origin.file, 7);
        rows.push(format!("{} {row:?}", origin.row));
    });
    assert_eq!(rows.len() as u64, report.taken());
    (rows, report)
}

/// An issue as `row column code value -> expected`.
fn told(issue: &Issue) -> String {
    format!(
        "{} {} {} {:?} -> {}",
        issue.origin.row,
        issue.column,
        issue.code.code(),
        issue.value,
        issue.expected.text(Lang::Zh)
    )
}

/// The issues' rows, columns and codes.
fn codes(report: &Report) -> Vec<(u32, &'static str, &'static str)> {
    report.issues.iter().map(|issue| (issue.origin.row, issue.column, issue.code.code())).collect()
}

/// A good row of every kind, as comma-separated text under a header of every
/// column, each one filled.
fn full_book(kind: Kind) -> String {
    let rows = match kind {
        Kind::Parties => {
            "91330211MA0000000F,甲公司,企业,民营,C35,120,3500.5,2000,中型,2010-01-02,招宝山街道,科创园,是,2020/1/2,20220102,1,false,2019-01-01\n"
        }
        Kind::Organisations => "bank-a,甲银行,银行,true,0,2018-01-01\n",
        Kind::Loans => {
            "bank-a,L1,C1,91330211MA0000000F,huigu-startup-loan,贷款,2021-01-05,2022-01-05,2022-06-05,\"1,000,000.50\",3.85%,固定,信用,知识产权,2000000,流动资金,是,2021-01-01,L0,g-a,tax,否,再贷款\n"
        }
        Kind::LoanEvents => "bank-a,L1,2021-01-05,发放,1000000.50,E1\nbank-a,L1,2021-02-05,adjust,-0.50,\n",
        Kind::LoanBalances => "bank-a,L1,2021-01-31,0\n",
        Kind::LoanClasses => "bank-a,L1,2021-01-31,关注\n",
        Kind::CreditLines => "bank-a,P1,0,2021-01-01,2022-01-01\n",
        Kind::Demands => "D1,P1,2021-03-01,500000,true,met,2021-04-01\n",
        Kind::Guarantees => "g-a,G1,P1,bank-a,L1,800000,0.5,2021-01-05,2022-01-05,30%,房产\n",
        Kind::GuaranteeEvents => "g-a,G1,2021-01-05,承保,800000,E1\n",
        Kind::Financings => "P1,B1,债券,listed,2021-05-05,30000000\n",
        Kind::Observations => "payments,2021-Q1,1234.567891,bank-a,招宝山街道,统计\n",
        Kind::Claims => "startup,2021,bank-a,12.30,bank-a,L1\n",
        Kind::Lpr => "2021-01-20,3.85,4.65\n",
        Kind::Dataset(_) => panic!("a data set is no book"),
    };
    let names: Vec<_> = kind.columns().iter().map(|column| column.name).collect();
    format!("{}\n{rows}", names.join(","))
}
