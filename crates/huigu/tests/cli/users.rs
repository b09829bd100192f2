//! Who may sign in, kept from the command line.

use std::path::Path;

use crate::desk::{at, huigu, huigu_zh};

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample")
}

#[test]
fn users_are_added_listed_disabled_and_reset() {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("register");
    let run = |words: &[&str]| huigu(&at(&register, words));
    run(&["user", "list"]).expect(4);
    run(&["import", sample().to_str().unwrap()]).expect(0);
    assert_eq!(run(&["user", "list"]).expect(0).out, "no users yet; add one with `huigu user add`\n");

    let added =
        run(&["user", "add", "Zhang", "--role", "centre", "--name", "张三", "--for", "finance-centre"]).expect(0);
    let password = added.out.lines().last().unwrap().to_owned();
    assert_eq!((password.len(), password.matches('-').count()), (19, 3), "{}", added.out);
    assert!(added.err.contains("this once"), "{}", added.err);
    run(&["user", "add", "wang", "--role", "bank", "--for", "anyuan-bank"]).expect(0);
    run(&["user", "add", "admin", "--role", "administrator"]).expect(0);

    let list = run(&["user", "list", "--format", "json"]).expect(0).json();
    let logins: Vec<&str> = list.as_array().unwrap().iter().map(|one| one["login"].as_str().unwrap()).collect();
    assert_eq!(logins, ["admin", "wang", "zhang"]);
    assert_eq!((list[1]["for"].as_str(), list[0]["for"].as_str()), (Some("anyuan-bank"), None));
    assert_eq!(list[2]["password_given"], true);
    let csv = run(&["user", "list", "--format", "csv"]).expect(0).out;
    assert!(csv.contains("zhang,张三,centre,finance-centre,false,true,2022-03-01,"), "{csv}");

    run(&["user", "disable", "wang"]).expect(0);
    let table = huigu_zh(&at(&register, &["user", "list"])).expect(0).out;
    assert!(table.contains("2022-03-01 停用") && table.contains("金融服务中心"), "{table}");
    run(&["user", "disable", "wang", "--undo"]).expect(0);
    let reset = run(&["user", "reset", "zhang"]).expect(0);
    assert!(reset.out.contains("sessions and tokens are void"), "{}", reset.out);

    // Every act stands in the audit, and no password anywhere.
    let chain = place.path().join("chain");
    run(&["audit", "export", "--output", chain.to_str().unwrap()]).expect(0);
    let bytes = String::from_utf8_lossy(&std::fs::read(chain).unwrap()).into_owned();
    for (use_case, count) in [("add-user", 6), ("disable-user", 4), ("reset-user", 2)] {
        assert_eq!(bytes.matches(use_case).count(), count, "{use_case}");
    }
    for file in std::fs::read_dir(&register).unwrap() {
        let kept = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!kept.windows(password.len()).any(|run| run == password.as_bytes()));
    }
    assert!(!bytes.contains(&password));
    run(&["check"]).expect(0);
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("register");
    huigu(&at(&register, &["import", sample().to_str().unwrap()])).expect(0);
    let refused = |words: &[&str]| huigu(&at(&register, &[&["user"], words].concat())).expect(2).err;
    huigu(&at(&register, &["user", "add", "wang", "--role", "bank", "--for", "anyuan-bank"])).expect(0);
    assert!(refused(&["add", "wang", "--role", "bank", "--for", "anyuan-bank"]).contains("is taken"));
    assert!(refused(&["add", "W", "--role", "centre"]).contains("2 to 40"));
    assert!(refused(&["add", "11010519491231002x", "--role", "centre"]).contains("identity number"));
    assert!(refused(&["add", "li", "--role", "bank"]).contains("stands for"));
    assert!(refused(&["add", "li", "--role", "bank", "--for", "no-bank"]).contains("no-bank"));
    assert!(refused(&["add", "li", "--role", "guarantor", "--for", "anyuan-bank"]).contains("kind"));
    assert!(refused(&["add", "li", "--role", "public"]).contains("centre"), "the roles there are");
    assert!(refused(&["add", "li", "--role", "operator"]).contains("centre"));
    assert!(refused(&["disable", "nobody"]).contains("no such user"));
    assert!(refused(&["reset", "nobody"]).contains("no such user"));
}
