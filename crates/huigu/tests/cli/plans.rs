//! plan, and every command under the second plan.

use std::fs;
use std::path::Path;

use crate::desk::{at, books, huigu, huigu_zh, over, second_books, second_plan};

#[test]
fn the_shipped_plan_is_sound_and_shown() {
    assert!(huigu(&["plan", "check"]).expect(0).out.contains("zhenhai-2021"));
    assert!(huigu_zh(&["plan", "show"]).expect(0).out.contains("startup-loan-subsidy"));
    let parameters = huigu_zh(&["plan", "parameters"]).expect(0).out;
    assert!(parameters.contains("startup-loan-subsidy.rate") && parameters.contains("未明确"), "{parameters}");
    let json = huigu_zh(&["plan", "parameters", "--format", "json"]).expect(0);
    assert_eq!(json.out, huigu(&["plan", "parameters", "--format", "json"]).expect(0).out);
    assert!(json.json()["parameters"].as_array().unwrap().len() > 20);
    assert!(huigu(&["plan", "parameters", "--format", "csv"]).expect(0).out.starts_with("clause,parameter,"));
}

#[test]
fn a_mistake_is_told_with_its_place_and_stops_every_command() {
    let place = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(second_plan()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, place.path().join(path.file_name().unwrap())).unwrap();
    }
    fs::write(place.path().join("99-broken.toml"), "[clause]\nid = \"99\"\nunknown = 1\n").unwrap();
    let folder = place.path().to_str().unwrap();
    let checked = huigu(&["plan", "check", "--plan", folder]).expect(1);
    let broken = place.path().join("99-broken.toml");
    assert!(checked.out.contains(&format!("{}:3:1", broken.display())), "{}", checked.out);
    let stopped = huigu(&over(&books(), &["settle", "--year", "2023", "--plan", folder])).expect(3);
    assert!(stopped.out.is_empty() && stopped.err.contains("99-broken.toml:3:1"), "{}", stopped.err);
    fs::write(&broken, b"\xff\xfe").unwrap();
    huigu(&["plan", "check", "--plan", folder]).expect(3);
}

#[test]
fn a_folder_without_a_plan_is_told() {
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path().to_str().unwrap();
    assert!(huigu(&["plan", "show", "--plan", folder]).expect(4).err.contains(".toml"));
    assert!(huigu(&["plan", "show", "--plan", "/no/such/folder"]).expect(4).err.contains("/no/such/folder"));
}

#[test]
fn plans_are_compared() {
    let plan = second_plan();
    let folder = plan.to_str().unwrap();
    let note = huigu_zh(&["plan", "diff", folder]).expect(0).out;
    assert!(note.contains("zhenhai-2021") && note.contains("处变更"), "{note}");
    let same = huigu(&["plan", "diff", folder, "--plan", folder]).expect(0).out;
    assert!(same.contains("the same"), "{same}");
}

#[test]
fn the_second_plan_runs_through_every_command() {
    let plan = second_plan();
    let plan = plan.to_str().unwrap();
    let place = tempfile::tempdir().unwrap();
    let made = place.path().join("books");
    let line = ["synth", "--loans", "300", "--events", "1500", "--seed", "3", "--plan", plan, "--out"];
    let mut line = line.to_vec();
    line.push(made.to_str().unwrap());
    huigu(&line).expect(0);
    let ask = |arguments: &[&str]| {
        let mut line = arguments.to_vec();
        line.extend(["--plan", plan]);
        huigu(&over(&made, &line))
    };
    let settled = ask(&["settle", "--year", "2023", "--format", "json"]).expect(0).json();
    let measures = settled["measures"].as_array().unwrap();
    assert!(measures.iter().any(|measure| measure["total"] != "0.00"), "{settled}");
    let paid = measures.iter().find(|measure| measure["beneficiaries"][0]["id"].is_string()).unwrap();
    let (measure, id) = (paid["measure"].as_str().unwrap(), paid["beneficiaries"][0]["id"].as_str().unwrap());
    ask(&["explain", "--year", "2023", "--measure", measure, "--beneficiary", id]).expect(0);
    ask(&["targets", "--as-of", "2024-02-29"]).expect(0);
    huigu(&["sql", "--year", "2024", "--plan", plan]).expect(0);
    ask(&["settle", "--year", "2021"]).expect(2);
}

#[test]
fn an_official_text_is_matched_and_attached() {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("register");
    let notice = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/official/yunwan-2023.txt");
    let plan = second_plan();
    let of_plan = ["--plan", plan.to_str().unwrap()];
    let attach = ["plan", "attach-text", notice.to_str().unwrap()];
    let check = [attach.as_slice(), &["--check"], &of_plan].concat();
    let told = huigu(&check).expect(0).out;
    assert!(told.contains("clauses matched: 6 of 6; sections of the text that the plan has not: 2"), "{told}");
    assert!(told.contains("4.1") && told.contains("chapter"), "{told}");
    assert!(huigu_zh(&check).expect(0).out.contains("方案 6 条中对上 6 条"));
    let run = |words: &[&str]| huigu(&at(&register, &[words, &of_plan].concat()));
    run(&attach).expect(4);
    run(&["import", second_books().to_str().unwrap()]).expect(0);
    for number in 1..=2 {
        let done = run(&attach).expect(0);
        assert!(done.err.contains(&format!("attached as official text {number}; SM3 of the file ")), "{}", done.err);
    }
    run(&["check"]).expect(0);
    // The shipped plan has clauses of the same numbers, and more of them.
    let other = huigu(&["plan", "attach-text", notice.to_str().unwrap(), "--check"]).expect(0).out;
    assert!(other.contains("not in the official text"), "{other}");
    let picture = place.path().join("notice.docx");
    fs::write(&picture, b"PK\x03\x04").unwrap();
    let refused = run(&["plan", "attach-text", picture.to_str().unwrap()]).expect(3);
    assert!(refused.err.contains("no plain text"), "{}", refused.err);
    run(&["plan", "attach-text", "nowhere.txt"]).expect(4);
}
