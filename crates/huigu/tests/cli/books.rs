//! Folders of books: forms that come to the same, faults, good rows.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;

use crate::desk::{books, change, copied_books, huigu, huigu_zh, over};

const SETTLE: [&str; 5] = ["settle", "--year", "2021", "--format", "json"];

fn settled(folder: &Path) -> String {
    huigu(&over(folder, &SETTLE)).expect(0).out
}

#[test]
fn gbk_and_xlsx_folders_come_to_the_same_bytes() {
    let plain = settled(&books());
    let (gbk, xlsx) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for entry in fs::read_dir(books()).unwrap() {
        let path = entry.unwrap().path();
        let (name, text) = (path.file_stem().unwrap().to_str().unwrap(), fs::read_to_string(&path).unwrap());
        let (bytes, _, failed) = encoding_rs::GB18030.encode(&text);
        assert!(!failed);
        fs::write(gbk.path().join(format!("{name}-2021.csv")), bytes).unwrap();
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        for (row, record) in reader.records().enumerate() {
            for (column, cell) in record.unwrap().iter().enumerate() {
                sheet.write_string(row as u32, column as u16, cell).unwrap();
            }
        }
        workbook.save(xlsx.path().join(format!("{name}.xlsx"))).unwrap();
    }
    assert_eq!(settled(gbk.path()), plain);
    assert_eq!(settled(xlsx.path()), plain);
}

#[test]
fn a_book_may_come_in_parts_beside_letters_and_notes() {
    let folder = copied_books();
    let loans = fs::read_to_string(folder.path().join("loans.csv")).unwrap();
    let (header, rows) = loans.split_once('\n').unwrap();
    let (a, b): (Vec<&str>, Vec<&str>) = rows.lines().partition(|row| row.starts_with("bank-a"));
    fs::remove_file(folder.path().join("loans.csv")).unwrap();
    fs::write(folder.path().join("loans-bank-b.csv"), format!("{header}\n{}\n", b.join("\n"))).unwrap();
    fs::write(folder.path().join("贷款-甲银行.csv"), format!("{header}\n{}\n", a.join("\n"))).unwrap();
    for note in ["说明.txt", "README.md", "LICENSE", "~$loans.xlsx", "config.json"] {
        fs::write(folder.path().join(note), "x").unwrap();
    }
    fs::create_dir(folder.path().join("letters")).unwrap();
    fs::write(folder.path().join("letters/来函.pdf"), "x").unwrap();
    // The shipped plan's data set is no part of any figure.
    fs::write(folder.path().join("power-2021.csv"), "x").unwrap();
    let ran = huigu_zh(&over(folder.path(), &SETTLE)).expect(0);
    assert_eq!(ran.out, settled(&books()));
    for told in ["未采用：config.json", "未采用：power-2021.csv（数据项目不参与测算）"] {
        assert!(ran.err.contains(told), "{told} in\n{}", ran.err);
    }
    for silent in ["~$", "说明", "README", "LICENSE", "letters"] {
        assert!(!ran.err.contains(silent), "{silent} in\n{}", ran.err);
    }
}

/// Rows left out make every figure wrong, so nothing is answered.
#[test]
fn what_looks_like_a_book_and_is_not_read_stops_everything() {
    for unread in [
        "杂项.csv",
        "2021年贷款台账.csv",
        "loans.txt",
        "loans.ods",
        "loan_events.xls",
        "台账.et",
        "bank-b/loans.csv",
        "2021/bank-b/loans.xls",
    ] {
        let folder = copied_books();
        let path = folder.path().join(unread);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "x").unwrap();
        for ran in [
            huigu_zh(&over(folder.path(), &SETTLE)).expect(3),
            huigu_zh(&["sql", "--load", "duckdb", "--books", folder.path().to_str().unwrap()]).expect(3),
        ] {
            assert!(ran.err.contains(&format!("未采用：{unread}")) && ran.err.contains("有 1 个文件"), "{}", ran.err);
            assert_eq!(ran.out, "", "{unread}");
        }
    }
}

#[test]
fn a_fault_settles_nothing_and_names_its_place() {
    let folder = copied_books();
    change(&folder.path().join("loans.csv"), "2021-06-18,2022-06-18,200000", "2021-06-18,2021-02-30,200000");
    change(&folder.path().join("loan_events.csv"), "2021-11-30,repay,500000.00", "2021-11-30,repay,5500000.00");
    let zh = huigu_zh(&over(folder.path(), &SETTLE)).expect(3);
    assert!(zh.out.is_empty());
    for told in ["loans.csv：1 处错误", "loans.csv:6 due 到期日", "2021-02-30", "--accept-good-rows"] {
        assert!(zh.err.contains(told), "{told} in\n{}", zh.err);
    }
    let en = huigu(&over(folder.path(), &SETTLE)).expect(3);
    assert!(en.err.contains("loans.csv:6 due") && en.err.contains("loan_events.csv"), "{}", en.err);
}

#[test]
fn faults_of_a_file_are_cut_short_unless_all_are_wanted() {
    let folder = copied_books();
    let rows: String = (0..30).map(|n| format!("bank-a,N-{n},2021-01-01,disburse,1\n")).collect();
    let events = folder.path().join("loan_events.csv");
    let text = fs::read_to_string(&events).unwrap();
    fs::write(&events, text + &rows).unwrap();
    let short = huigu(&over(folder.path(), &SETTLE)).expect(3);
    assert!(short.err.contains("errors: 30") && short.err.contains("10 more"), "{}", short.err);
    let all = huigu(&over(folder.path(), &[&SETTLE[..], &["--all-faults"]].concat())).expect(3);
    assert!(!all.err.contains("more") && all.err.matches("N-29").count() >= 1, "{}", all.err);
}

#[test]
fn good_rows_are_taken_in_a_cascade_and_the_bad_ones_can_be_mended() {
    let (folder, aside) = (copied_books(), tempfile::tempdir().unwrap());
    let mended = aside.path().join("退回");
    // Refusing loan A-002 leaves its events, its classes and its renewal A-003 without it.
    change(&folder.path().join("loans.csv"), "2020-03-01,2023-03-01,800000", "2020-03-01,2020-01-01,800000");
    let line = [&SETTLE[..], &["--accept-good-rows", "--mended", mended.to_str().unwrap()]].concat();
    let ran = huigu_zh(&over(folder.path(), &line)).expect(0);
    assert!(ran.err.contains("未采用") && ran.err.contains("退回"), "{}", ran.err);
    let back = |kind: &str| fs::read_to_string(mended.join(format!("{kind}-mended.csv"))).unwrap_or_default();
    assert!(back("loans").contains("A-002") && back("loans").contains("A-003"), "{}", back("loans"));
    assert!(back("loan_events").contains("2021-05-10,repay") && back("loan_classes").contains("A-002"));
    // What was taken is what a folder without the refused rows comes to.
    let without = copied_books();
    for kind in ["loans", "loan_events", "loan_classes", "claims"] {
        let file = without.path().join(format!("{kind}.csv"));
        let text = fs::read_to_string(&file).unwrap();
        let kept: Vec<&str> = text.lines().filter(|row| !row.contains(",A-002,") && !row.contains(",A-003,")).collect();
        fs::write(&file, kept.join("\n") + "\n").unwrap();
    }
    assert_eq!(ran.out, settled(without.path()));
    // Mended and added to the good rows, all is as if nothing had happened.
    change(&mended.join("loans-mended.csv"), "2020-03-01,2020-01-01,800000", "2020-03-01,2023-03-01,800000");
    for entry in fs::read_dir(&mended).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, without.path().join(path.file_name().unwrap())).unwrap();
    }
    assert_eq!(settled(without.path()), settled(&books()));
}

#[test]
fn good_rows_need_another_folder_for_the_bad_ones() {
    let folder = copied_books();
    let name = folder.path().to_str().unwrap();
    let line = [&SETTLE[..], &["--accept-good-rows", "--mended", name]].concat();
    assert!(huigu(&over(folder.path(), &line)).expect(2).err.contains("--mended"));
    let missing = huigu(&over(folder.path(), &[&SETTLE[..], &["--accept-good-rows"]].concat())).expect(2);
    assert!(missing.err.contains("--mended"), "{}", missing.err);
}

#[test]
fn findings_are_counted_and_listed_on_request() {
    let folder = books();
    let counted = huigu_zh(&over(&folder, &SETTLE)).expect(0);
    assert!(counted.err.contains("no-class") && counted.err.contains("--findings"), "{}", counted.err);
    let listed = huigu_zh(&over(&folder, &[&SETTLE[..], &["--findings"]].concat())).expect(0);
    assert!(listed.err.contains("loans.csv:11"), "{}", listed.err);
}

#[cfg(unix)]
#[test]
fn a_path_need_not_be_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join(OsStr::from_bytes(b"\xd5\xf2\xba\xa3"));
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(books()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    fs::rename(folder.join("loans.csv"), folder.join(OsStr::from_bytes(b"loans-\xd5\xf2.csv"))).unwrap();
    assert_eq!(settled(&folder), settled(&books()));
}

#[test]
fn the_sample_district_settles_and_has_its_targets() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    for year in ["2021", "2022"] {
        let answer = huigu(&over(&sample, &["settle", "--year", year, "--format", "json"])).expect(0).json();
        assert_ne!(answer["total"], "0.00", "{year}");
    }
    let answer = huigu(&over(&sample, &["targets", "--as-of", "2022-12-31", "--format", "json"])).expect(0).json();
    let valued = answer["targets"].as_array().unwrap().iter().filter(|target| target["value"].is_string()).count();
    assert!(valued > 10, "{answer:#}");
}

#[test]
fn what_is_expected_reads_as_a_sentence() {
    let folder = copied_books();
    let organisations = folder.path().join("organisations.csv");
    let text = fs::read_to_string(&organisations).unwrap();
    let demands = folder.path().join("demands.csv");
    let twice = fs::read_to_string(&demands).unwrap();
    fs::write(&demands, format!("{twice}{}\n", twice.lines().nth(1).unwrap())).unwrap();
    fs::write(folder.path().join("organisations-2.csv"), text.lines().take(2).collect::<Vec<_>>().join("\n")).unwrap();
    let line = over(folder.path(), &["settle", "--year", "2021"]);
    let english = huigu(&line).expect(3).err;
    assert!(english.contains("the same key stands twice; expected one row of a key (row 4 has the same)"), "{english}");
    assert!(english.contains("expected one row of a key (row 2 of another file has the same)"), "{english}");
    // Loans of a bank that was refused: what they name was refused itself.
    assert!(
        english.contains("expected an id that was taken in (its own row was refused: correct that one first)"),
        "{english}"
    );
    let chinese = huigu_zh(&line).expect(3).err;
    assert!(chinese.contains("应为 一个主键一行（第 4 行与此相同）"), "{chinese}");
    assert!(chinese.contains("应为 已收下的编号（该编号自身的行有误，请先改正）"), "{chinese}");
}
