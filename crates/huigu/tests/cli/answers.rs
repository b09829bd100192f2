//! settle, explain, targets, simulate: every form of every answer.

use std::fs;

use crate::desk::{books, huigu, huigu_in, huigu_zh, over};

const SETTLE: [&str; 3] = ["settle", "--year", "2021"];
const EXPLAIN: [&str; 7] =
    ["explain", "--year", "2021", "--measure", "startup-loan-subsidy", "--beneficiary", "bank-a"];
const TARGETS: [&str; 3] = ["targets", "--as-of", "2021-12-31"];
const SIMULATE: [&str; 5] = ["simulate", "--year", "2021", "--set", "startup-loan-subsidy.rate=1%"];

fn with<'a>(base: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [base, more].concat()
}

#[test]
fn settle_answers_in_json_as_the_interface_says() {
    let folder = books();
    let answer = huigu(&over(&folder, &with(&SETTLE, &["--format", "json"]))).expect(0).json();
    assert_eq!(answer["plan"], "zhenhai-2021");
    assert_eq!(answer["year"], 2021);
    let measures = answer["measures"].as_array().unwrap();
    let of = |id: &str| measures.iter().find(|measure| measure["measure"] == id).unwrap();
    let startup = of("startup-loan-subsidy");
    assert_eq!(startup["clause"], "3.2");
    assert_eq!(startup["status"], "active");
    // A-001 counts: 1.5 million from 15 January, 1 million from 30 November: 480,000,000 + 32,000,000 yuan-days ...
    // (319 days x 1,500,000 + 32 days x 1,000,000) x 2% / 365 = 27,972.60; B-001 184 days x 1,800,000 likewise.
    let beneficiaries = startup["beneficiaries"].as_array().unwrap();
    assert_eq!(beneficiaries[0]["id"], "bank-a");
    assert_eq!(beneficiaries[0]["amount"], "27972.60");
    assert_eq!(beneficiaries[0]["claimed"], "35109.59");
    let tech = of("tech-loan-interest-subsidy");
    assert_eq!(tech["status"], "inactive");
    assert!(!tech["unset"].as_array().unwrap().is_empty());
    assert_eq!(tech["total"], "0.00");
    assert_eq!(of("bond-reward")["total"], "580000.01", "500,000 at the cap, 80,000.01 rounded at the deal");
}

#[test]
fn the_json_is_the_same_in_both_languages() {
    let folder = books();
    for base in [&SETTLE[..], &EXPLAIN[..], &TARGETS[..], &SIMULATE[..]] {
        let line = over(&folder, &with(base, &["--format", "json"]));
        assert_eq!(huigu(&line).expect(0).out, huigu_zh(&line).expect(0).out);
    }
}

#[test]
fn tables_are_for_people_in_their_language() {
    let folder = books();
    let zh = huigu_zh(&over(&folder, &SETTLE)).expect(0).out;
    for told in ["2021 年度扶持资金测算表", "镇海甲银行", "27,972.60", "标准待定", "合计", "申报减应补"]
    {
        assert!(zh.contains(told), "{told} in\n{zh}");
    }
    let en = huigu(&over(&folder, &SETTLE)).expect(0).out;
    for told in ["Settlement of 2021", "27,972.60", "pending", "Total"] {
        assert!(en.contains(told), "{told} in\n{en}");
    }
    let zh = huigu_zh(&over(&folder, &EXPLAIN)).expect(0).out;
    for told in
        ["镇海甲银行（bank-a）", "宁波精工机械有限公司", "A-001", "未计入业务及原因", "A-004", "4.2000%", "台账中没有"]
    {
        assert!(zh.contains(told), "{told} in\n{zh}");
    }
    let zh = huigu_zh(&over(&folder, &TARGETS)).expect(0).out;
    for told in ["2021年12月31日", "≥ 65%", "分子", "万元", "未完成"] {
        assert!(zh.contains(told), "{told} in\n{zh}");
    }
    let early = huigu_zh(&over(&folder, &["targets", "--as-of", "2021-01-02"])).expect(0).out;
    assert!(early.contains("暂不评判") && early.contains("满 365 天") && !early.contains("days"), "{early}");
    let zh = huigu_zh(&over(&folder, &SIMULATE)).expect(0).out;
    for told in ["调整：startup-loan-subsidy.rate=1%", "27,972.60", "13,986.30", "-13,986.30"] {
        assert!(zh.contains(told), "{told} in\n{zh}");
    }
}

#[test]
fn flat_rows_have_one_header_and_rows_of_its_width() {
    let folder = books();
    for base in [&SETTLE[..], &EXPLAIN[..], &TARGETS[..], &SIMULATE[..], &[&TARGETS[..], &["--by", "lender"]].concat()]
    {
        let out = huigu(&over(&folder, &with(base, &["--format", "csv"]))).expect(0).out;
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        let width = reader.headers().unwrap().len();
        let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == width), "{out}");
    }
}

#[test]
fn explain_adds_up() {
    let answer = huigu(&over(&books(), &with(&EXPLAIN, &["--format", "json"]))).expect(0).json();
    assert_eq!(answer["uncapped"], "27972.60");
    assert_eq!(answer["lines"].as_array().unwrap().len(), 1);
    let near = answer["near_misses"].as_array().unwrap();
    assert_eq!(near[0]["loan_id"], "A-004");
    assert_eq!(near[0]["reasons"][0]["code"], "rate-above-lpr");
    assert_eq!(answer["claims"]["lines"].as_array().unwrap().len(), 3);
}

#[test]
fn targets_are_broken_down_by_every_dimension() {
    let folder = books();
    for by in ["lender", "industry", "town", "park", "month"] {
        let answer = huigu(&over(&folder, &with(&TARGETS, &["--by", by, "--format", "json"]))).expect(0).json();
        assert_eq!(answer["by"], by);
        let groups = answer["targets"][0]["groups"].as_array().unwrap();
        assert!(!groups.is_empty(), "{by}");
        let table = huigu_zh(&over(&folder, &with(&TARGETS, &["--by", by]))).expect(0).out;
        assert!(table.contains("目标指标按"), "{table}");
    }
}

#[test]
fn the_workbook_is_written_whole_and_never_to_a_terminal() {
    let (folder, place) = (books(), tempfile::tempdir().unwrap());
    let file = place.path().join("结算.xlsx");
    let name = file.to_str().unwrap();
    let told = huigu_zh(&over(&folder, &with(&SETTLE, &["--format", "xlsx", "--output", name]))).expect(0);
    assert!(told.out.is_empty() && told.err.contains(name), "{}", told.err);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(&file).unwrap();
    let names = calamine::Reader::sheet_names(&workbook);
    assert_eq!(names, ["汇总", "受益方", "明细", "未计入业务及原因", "申报核对"]);
    let near = calamine::Reader::worksheet_range(&mut workbook, "未计入业务及原因").unwrap();
    let texts: Vec<String> = near.rows().flatten().map(ToString::to_string).collect();
    assert!(texts.iter().any(|text| text == "B-003"), "a lender's only item, not recognised, is there: {texts:?}");
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing half done lies beside it");
    let refused = huigu_in("en", true, &over(&folder, &with(&SETTLE, &["--format", "xlsx"]))).expect(2);
    assert!(refused.err.contains("--output"), "{}", refused.err);
    let piped = huigu(&over(&folder, &with(&SETTLE, &["--format", "xlsx"]))).expect(0);
    assert!(piped.bytes.starts_with(b"PK"));
}

#[test]
fn any_answer_goes_to_a_file() {
    let (folder, place) = (books(), tempfile::tempdir().unwrap());
    let file = place.path().join("answer.json");
    let line = over(&folder, &with(&TARGETS, &["--format", "json", "--output", file.to_str().unwrap()]));
    assert!(huigu(&line).expect(0).out.is_empty());
    let shown = huigu(&over(&folder, &with(&TARGETS, &["--format", "json"]))).expect(0);
    assert_eq!(fs::read_to_string(&file).unwrap(), shown.out);
}

#[test]
fn a_setting_is_read_as_the_plan_writes_it() {
    let folder = books();
    let wrong =
        huigu(&over(&folder, &["simulate", "--year", "2021", "--set", "startup-loan-subsidy.rat=1%"])).expect(2);
    assert!(wrong.err.contains("startup-loan-subsidy.rate") && wrong.out.is_empty(), "{}", wrong.err);
    let unit = huigu(&over(&folder, &["simulate", "--year", "2021", "--set", "startup-loan-subsidy.rate=1 yuan"]));
    unit.expect(2);
    let line = ["simulate", "--year", "2021", "--format", "json", "--set", "tech-loan-interest-subsidy.share=50%"];
    let answer = huigu(&over(&folder, &line)).expect(0).json();
    assert_eq!(answer["set"][0], "tech-loan-interest-subsidy.share=50%");
}
