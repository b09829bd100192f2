//! Notices from the command line.

use std::fs;
use std::path::Path;

use crate::desk::{at, huigu, huigu_zh};

#[test]
fn a_notice_is_published_listed_and_withdrawn() {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("register");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    let text = place.path().join("text.txt");
    // 现予公示。 in GB18030.
    fs::write(&text, b"\xcf\xd6\xd3\xe8\xb9\xab\xca\xbe\xa1\xa3\r\n").unwrap();
    let text = text.to_str().unwrap();
    let run = |words: &[&str]| huigu(&at(&register, words));
    let publish = ["notice", "publish", "--title", "2021 年度公示", "--text", text];
    run(&publish).expect(4);
    run(&["import", sample.to_str().unwrap()]).expect(0);
    assert_eq!(run(&["notice", "list"]).expect(0).out, "no notices yet\n");
    assert_eq!(run(&publish).expect(0).out, "published as notice 1\n");
    let of_none = [publish.as_slice(), &["--settlement", "1"]].concat();
    assert!(run(&of_none).expect(2).err.contains("no approved settlement 1"));
    run(&["settle", "--year", "2021", "--approve", "同意"]).expect(0);
    run(&[of_none.as_slice(), &["--until", "2022-03-25"]].concat()).expect(0);
    let early = run(&[of_none.as_slice(), &["--until", "2021-01-01"]].concat()).expect(2);
    assert!(early.err.contains("cannot end before"), "{}", early.err);
    run(&[publish.as_slice(), &["--kind", "decree"]].concat()).expect(2);
    run(&["notice", "withdraw", "7", "--reason", "有误"]).expect(2);
    run(&["notice", "withdraw", "1", "--reason", " "]).expect(2);
    assert_eq!(run(&["notice", "withdraw", "1", "--reason", "有误"]).expect(0).out, "notice 1 is withdrawn\n");
    assert!(run(&["notice", "withdraw", "1", "--reason", "有误"]).expect(2).err.contains("withdrawn before"));

    let list = run(&["notice", "list", "--format", "json"]).expect(0).json();
    let told = |at: usize, key: &str| list[at][key].clone();
    assert_eq!((told(0, "kind"), told(0, "text")), ("announcement".into(), "现予公示。".into()));
    assert_eq!(list[0]["withdrawn"]["reason"], "有误");
    assert_eq!((told(1, "kind"), told(1, "until")), ("public-notice".into(), "2022-03-25".into()));
    assert_eq!((told(1, "settlement"), told(1, "withdrawn")), (1.into(), serde_json::Value::Null));
    let table = huigu_zh(&at(&register, &["notice", "list"])).expect(0).out;
    assert!(table.contains("公示") && table.contains("撤回：有误"), "{table}");
    let csv = run(&["notice", "list", "--format", "csv"]).expect(0).out;
    assert!(csv.contains("2,public-notice,2021 年度公示,2022-03-01,2022-03-25,1,"), "{csv}");
    run(&["check"]).expect(0);
}
