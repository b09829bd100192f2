//! The refused rows come back with their reasons, are mended and sent again.

use huigu_facts::{Issue, Kind};
use huigu_intake::{Source, mended, read};

use crate::{codes, read_as};

fn source(kind: Kind, bytes: &[u8]) -> Source<'_> {
    Source { name: "file", bytes, file: 7, kind: Some(kind) }
}

fn faults_of(kind: Kind, bytes: &[u8]) -> Vec<Issue> {
    read(&source(kind, bytes), &mut |_, _| {}).issues
}

const BOOK: &str = "单位：万元\n贷款机构,借据编号,余额日期,贷款余额\n\
a,1,2021-01-31,1.5\na,2,2021-01-32,2.25\n\"a\",\"x,\"\"3\",\n合计,,,3.75\n";

#[test]
fn refused_rows_stand_as_they_were_written() {
    let faults = faults_of(Kind::LoanBalances, BOOK.as_bytes());
    let out = mended(&source(Kind::LoanBalances, BOOK.as_bytes()), &faults);
    let expected = "\u{feff}单位：万元\n贷款机构,借据编号,余额日期,贷款余额,错误原因 fault_reason\n\
a,2,2021-01-32,2.25,\"date 余额日期：日期无效；应为 2021-03-05, 2021/3/5, 20210305\"\n\
\"a\",\"x,\"\"3\",,,date 余额日期：必填项为空；balance 贷款余额：必填项为空\n";
    assert_eq!(out, expected);
}

#[test]
fn mended_rows_are_taken_and_the_reasons_left_aside() {
    let faults = faults_of(Kind::LoanBalances, BOOK.as_bytes());
    let out = mended(&source(Kind::LoanBalances, BOOK.as_bytes()), &faults);
    let again = out.replace("2021-01-32", "2021-01-31").replace("\"x,\"\"3\",,", "3,2021-01-31,2");
    let (rows, report) = read_as(Kind::LoanBalances, again.as_bytes());
    assert_eq!(codes(&report), []);
    assert!(rows[0].contains("loan_id: \"2\"") && rows[0].contains("Fen(2250000)"), "{}", rows[0]);
    assert!(rows[1].contains("loan_id: \"3\"") && rows[1].contains("Fen(2000000)"), "{}", rows[1]);
    // Not mended at all, the second round says the same again, once.
    let faults = faults_of(Kind::LoanBalances, out.as_bytes());
    assert_eq!(mended(&source(Kind::LoanBalances, out.as_bytes()), &faults).matches("错误原因").count(), 1);
    let second = mended(&source(Kind::LoanBalances, out.as_bytes()), &faults);
    assert_eq!(second.lines().nth(2), out.lines().nth(2));
}

#[test]
fn gbk_and_open_quotes_come_back_readable() {
    let text = "date,one_year,five_year\n\"2021-01-20,3.85,4.65\n2021-02-20,3.85,4.65\n";
    let faults = faults_of(Kind::Lpr, text.as_bytes());
    let out = mended(&source(Kind::Lpr, text.as_bytes()), &faults);
    let (rows, report) = read_as(Kind::Lpr, out.as_bytes());
    assert_eq!((rows.len(), report.rows), (0, 1), "{out}");
    let gbk = encoding_rs::GBK.encode(BOOK).0.into_owned();
    let faults = faults_of(Kind::LoanBalances, BOOK.as_bytes());
    assert_eq!(
        mended(&source(Kind::LoanBalances, &gbk), &faults),
        mended(&source(Kind::LoanBalances, BOOK.as_bytes()), &faults)
    );
}

#[test]
fn spreadsheets_come_back_as_text() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let percent = rust_xlsxwriter::Format::new().set_num_format("0.00%");
    for (position, header) in (0_u16..).zip(["日期", "一年期", "五年期以上"]) {
        sheet.write(1, position, header).expect("written");
    }
    sheet.write(2, 0, "2021-13-01").expect("written");
    sheet.write_with_format(2, 1, 0.0385, &percent).expect("written");
    sheet.write(2, 2, 4.65).expect("written");
    let bytes = book.save_to_buffer().expect("saved");
    let faults = faults_of(Kind::Lpr, &bytes);
    let out = mended(&source(Kind::Lpr, &bytes), &faults);
    let expected = "\u{feff}日期,一年期,五年期以上,错误原因 fault_reason\n\
2021-13-01,3.85%,4.65,\"date 公布日期：日期无效；应为 2021-03-05, 2021/3/5, 20210305\"\n";
    assert_eq!(out, expected);
    let (rows, report) = read_as(Kind::Lpr, out.replace("13-01", "12-01").as_bytes());
    assert_eq!((rows.len(), codes(&report)), (1, vec![]));
}

#[test]
fn what_a_sheet_held_as_a_text_becomes_no_formula() {
    let head = ["lender", "loan_id", "date", "class"];
    let row = ["=HYPERLINK(\"//evil\")", "+1-2", "2021-13-01", "normal"];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (position, (head, cell)) in (0_u16..).zip(head.into_iter().zip(row)) {
        sheet.write(0, position, head).expect("written");
        sheet.write_string(1, position, cell).expect("written");
    }
    let sheet = book.save_to_buffer().expect("saved");
    let quoted = row.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    let text = format!("{}\n{}\n", head.join(","), quoted.join(","));
    for bytes in [&sheet[..], text.as_bytes()] {
        let faults = faults_of(Kind::LoanClasses, bytes);
        let out = mended(&source(Kind::LoanClasses, bytes), &faults);
        let line = out.lines().nth(1).expect("a row");
        assert!(line.starts_with("\"'=HYPERLINK(\"\"//evil\"\")\",'+1-2,2021-13-01,normal,"), "{line}");
        // Sent again it is what it was.
        let (rows, report) = read_as(Kind::LoanClasses, out.replace("13-01", "12-01").as_bytes());
        assert_eq!(codes(&report), []);
        assert!(rows[0].contains("\"=HYPERLINK(\\\"//evil\\\")\"") && rows[0].contains("\"+1-2\""), "{}", rows[0]);
    }
}
