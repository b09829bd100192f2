//! Units of money wherever a file says them: the balance is right, or the
//! fault names the cell.

use huigu_facts::Kind;
use huigu_intake::Source;

use crate::{codes, read_as, told};

/// The balances that lines of a book of balances come to, or what is told.
fn balances(lines: &[&str]) -> Result<Vec<String>, Vec<String>> {
    let (rows, report) = read_as(Kind::LoanBalances, format!("{}\n", lines.join("\n")).as_bytes());
    let balance = |row: &String| row.split("balance: ").nth(1).unwrap_or_default().trim_end_matches(" })").to_owned();
    let faults: Vec<String> = report.issues.iter().map(told).collect();
    if faults.is_empty() { Ok(rows.iter().map(balance).collect()) } else { Err(faults) }
}

const ROW: &str = "bank-a,L1,2021-01-31,100";
const WAN: &str = "Fen(100000000)";
const YUAN: &str = "Fen(10000)";
const KNOWN: &str = "元, 千元, 万元, 亿元";

#[test]
fn a_unit_above_the_header_is_read_whatever_stands_beside_it() {
    let header = "贷款机构,借据编号,余额日期,贷款余额";
    for above in [
        "单位：万元  币种：人民币",
        "\"单位：万元,%\"",
        "单位：人民币万元  报告期：2021年",
        "金额单位：万元。",
        "计量单位：万元（人民币）",
        "单位：万元 填报人：张",
    ] {
        assert_eq!(balances(&[above, header, ROW]), Ok(vec![WAN.to_owned()]), "{above}");
    }
    for above in ["普惠小微贷款台账（单户授信不超过1000万元）", "单位负责人：张开元", "制表：李元"]
    {
        assert_eq!(balances(&[above, header, ROW]), Ok(vec![YUAN.to_owned()]), "{above}");
    }
    for (above, row) in [("单位：百万元", 2), ("币种：美元", 2)] {
        let expected = format!("{row} balance unknown-unit {above:?} -> {KNOWN}");
        assert_eq!(balances(&["贷款余额表", above, header, ROW]), Err(vec![expected]), "the cell is named");
    }
}

#[test]
fn a_unit_in_a_header_is_read_whatever_stands_beside_it() {
    for remark in [
        "（万元，保留两位小数）",
        "（单位：万元 人民币）",
        "(万元人民币)",
        "(万元/人民币)",
        "（万元、不含息）",
        "（以万元计）",
        "（万元整）",
        "（万圆）",
    ] {
        let header = format!("贷款机构,借据编号,余额日期,贷款余额{remark}");
        assert_eq!(balances(&[&header, ROW]), Ok(vec![WAN.to_owned()]), "{remark}");
    }
    let header = "贷款机构,借据编号,余额日期,贷款余额（KRMB）";
    let expected = format!("1 balance unknown-unit \"贷款余额（KRMB）\" -> {KNOWN}");
    assert_eq!(balances(&[header, ROW]), Err(vec![expected]));
}

#[test]
fn a_row_of_units_under_the_header_declares_them() {
    let header = "贷款机构,借据编号,余额日期,贷款余额";
    assert_eq!(balances(&[header, ",,,万元", ROW]), Ok(vec![WAN.to_owned()]));
    assert_eq!(balances(&[header, "-,-,日,（万元）", ROW]), Ok(vec![WAN.to_owned()]));
    assert_eq!(balances(&["单位：万元", header, ",,,万元", ROW]), Ok(vec![WAN.to_owned()]), "said twice");
    // Both languages, then units.
    assert_eq!(
        balances(&[header, "lender,loan_id,date,balance", ",,,千元", ROW]),
        Ok(vec!["Fen(10000000)".to_owned()])
    );
    let fault = |row: u32, cell: &str| Err(vec![format!("{row} balance unknown-unit {cell:?} -> {KNOWN}")]);
    assert_eq!(balances(&[header, ",,,百万元", ROW]), fault(2, "百万元"));
    // Whatever stands in the other cells, and however long the unit is.
    assert_eq!(balances(&[header, ",,,USD million", ROW]), fault(2, "USD million"));
    assert_eq!(balances(&[header, "文本,编号,日期,百万元", ROW]), fault(2, "百万元"));
    assert_eq!(balances(&[header, "文本,编号,日期,万元", ROW]), Ok(vec![WAN.to_owned()]));
    assert_eq!(balances(&["单位：元", header, ",,,万元", ROW]), fault(3, "万元"), "two that disagree");
    assert_eq!(balances(&["贷款机构,借据编号,余额日期,贷款余额（元）", ",,,万元", ROW]), fault(2, "万元"));
}

#[test]
fn nothing_is_taken_of_a_file_whose_row_of_units_is_not_known() {
    let text = format!("贷款机构,借据编号,余额日期,贷款余额\n,,,百万元\n{ROW}\n");
    let (rows, report) = read_as(Kind::LoanBalances, text.as_bytes());
    assert!(rows.is_empty(), "{rows:?}");
    assert_eq!(codes(&report), [(2, "balance", "unknown-unit")]);
}

#[test]
fn revenue_in_yuan_beside_another_remark_is_no_revenue_in_wan() {
    let header = "party_id,name,kind,营业收入（元，上年）";
    let text = format!("{header}\n91330211MA0000000F,甲,企业,1000000\n");
    let (rows, report) = read_as(Kind::Parties, text.as_bytes());
    assert_eq!(codes(&report), []);
    assert!(rows[0].contains("revenue: Some(Fen(100000000))"), "{}", rows[0]);
}

/// A wrong row is sent again in the unit it was written in.
#[test]
fn a_mended_file_keeps_the_row_of_units() {
    let text = "贷款机构,借据编号,余额日期,贷款余额\n,,,万元\nbank-a,L1,2021-01-31,100\nbank-a,L2,2021-01-31,x\n";
    let source = Source { name: "file", bytes: text.as_bytes(), file: 7, kind: Some(Kind::LoanBalances) };
    let (_, report) = read_as(Kind::LoanBalances, text.as_bytes());
    let mended = huigu_intake::mended(&source, &report.issues);
    let sent: String = mended.replace(",x,", ",30,");
    let (rows, report) = read_as(Kind::LoanBalances, sent.as_bytes());
    assert_eq!(codes(&report), [], "{sent}");
    assert!(rows.len() == 1 && rows[0].contains("Fen(30000000)"), "{rows:?} of {sent}");
    // Of a file whose unit is not known no row can be told apart.
    let text = text.replace("万元", "百万元");
    let source = Source { bytes: text.as_bytes(), ..source };
    let (_, report) = read_as(Kind::LoanBalances, text.as_bytes());
    assert_eq!(huigu_intake::mended(&source, &report.issues), "\u{feff}");
}
