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
mod units;

use std::collections::HashMap;

use huigu_facts::{Column, Issue, Kind, ValueType};
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
/// column, each one filled: those that the rows here do not name by what they hold.
fn full_book(kind: Kind) -> String {
    let (header, rows) = match kind {
        Kind::Parties => (
            "party_id,name,kind,ownership,industry,employees,revenue_wan,assets_wan,scale,established,town,park,in_district,dual_innovation_since,dual_innovation_until,technology,agricultural,valid_from",
            "91330211MA0000000F,甲公司,企业,民营,C35,120,3500.5,2000,中型,2010-01-02,招宝山街道,科创园,是,2020/1/2,20220102,1,false,2019-01-01\n",
        ),
        Kind::Organisations => {
            ("org_id,name,kind,in_district,policy,books_from", "bank-a,甲银行,银行,true,0,2018-01-01\n")
        }
        Kind::Loans => (
            "lender,loan_id,contract_id,borrower,product,form,start,due,extended_to,principal,rate,rate_kind,security,collateral,credit_line,purpose,first_loan,first_checked,renewal_of,guarantor,cooperation,agricultural,support",
            "bank-a,L1,C1,91330211MA0000000F,huigu-startup-loan,贷款,2021-01-05,2022-01-05,2022-06-05,\"1,000,000.50\",3.85%,固定,信用,知识产权,2000000,流动资金,是,2021-01-01,L0,g-a,tax,否,再贷款\n",
        ),
        Kind::LoanEvents => (
            "lender,loan_id,date,kind,amount,event_id",
            "bank-a,L1,2021-01-05,发放,1000000.50,E1\nbank-a,L1,2021-02-05,adjust,-0.50,\n",
        ),
        Kind::LoanBalances => ("lender,loan_id,date,balance", "bank-a,L1,2021-01-31,0\n"),
        Kind::LoanClasses => ("lender,loan_id,date,class", "bank-a,L1,2021-01-31,关注\n"),
        Kind::CreditLines => ("lender,borrower,amount,granted,expires", "bank-a,P1,0,2021-01-01,2022-01-01\n"),
        Kind::Demands => {
            ("demand_id,borrower,date,amount,qualifies,outcome,closed", "D1,P1,2021-03-01,500000,true,met,2021-04-01\n")
        }
        Kind::Guarantees => (
            "guarantor,guarantee_id,borrower,lender,loan_id,amount,fee_rate,start,due,reguaranteed,counter_guarantee",
            "g-a,G1,P1,bank-a,L1,800000,0.5,2021-01-05,2022-01-05,30%,房产\n",
        ),
        Kind::GuaranteeEvents => {
            ("guarantor,guarantee_id,date,kind,amount,event_id", "g-a,G1,2021-01-05,承保,800000,E1\n")
        }
        Kind::Financings => ("issuer,deal_id,kind,stage,date,amount", "P1,B1,债券,listed,2021-05-05,30000000\n"),
        Kind::Observations => {
            ("indicator,period,value,org,place,source", "payments,2021-Q1,1234.567891,bank-a,招宝山街道,统计\n")
        }
        Kind::Claims => ("measure,year,beneficiary,amount,lender,loan_id", "startup,2021,bank-a,12.30,bank-a,L1\n"),
        Kind::Lpr => ("date,one_year,five_year", "2021-01-20,3.85,4.65\n"),
        Kind::Dataset(_) => panic!("a data set is no book"),
    };
    // No cell of these rows but the quoted amount holds a comma.
    const AMOUNT: &str = "1,000,000.50";
    let line = |row: &str| {
        let row = row.replace(AMOUNT, "AMOUNT");
        let given: HashMap<&str, &str> = header.split(',').zip(row.split(',')).collect();
        let cells = kind.columns().iter().map(|column| given.get(column.name).copied().unwrap_or(example(column)));
        cells.collect::<Vec<_>>().join(",").replace("AMOUNT", AMOUNT)
    };
    let names: Vec<_> = kind.columns().iter().map(|column| column.name).collect();
    let rows: Vec<_> = rows.lines().map(line).collect();
    format!("{}\n{}\n", names.join(","), rows.join("\n"))
}

/// A good cell of a column.
fn example(column: &Column) -> &'static str {
    match column.value {
        ValueType::Id | ValueType::Text => "A1",
        ValueType::Date => "2021-01-05",
        ValueType::Money(_) | ValueType::MoneyWan | ValueType::Percent { .. } | ValueType::Decimal => "12.34",
        ValueType::Count => "3",
        ValueType::Boolean => "是",
        ValueType::Word(words) => words[0].chinese[0],
        ValueType::Industry => "C35",
        ValueType::Period => "2021-Q1",
        ValueType::Year => "2021",
    }
}
