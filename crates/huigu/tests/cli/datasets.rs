//! Data sets from the command line: the shipped ones, and a fourth that is a
//! file laid into a plan's folder and nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::{at, huigu, huigu_zh};

/// An identity number of nobody: the standard's own example.
const NUMBER: &str = "11010519491231002X";

const NOISE: &str = r#"
[[unit]]
id = "noise-watch"
name = { zh = "噪声监测站", en = "Noise watch" }
outside = true

[[dataset]]
id = "noise-complaints"
clause = "4.1"
name = { zh = "噪声投诉", en = "Noise complaints" }
says = { zh = "每月噪声投诉件数。", en = "Complaints of noise each month." }
source = ["noise-watch"]
subjects = ["enterprise"]
subject-by = ["code", "name"]
period = "month"
key = ["street"]

[[dataset.field]]
id = "street"
name = { zh = "街道", en = "Street" }
type = "text"

[[dataset.field]]
id = "complaints"
name = { zh = "投诉件数", en = "Complaints" }
type = "count"
most = "500"
required = true
"#;

/// A copy of the shipped plan with one file more.
fn plan_with_noise() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/zhenhai-2021");
    for part in ["", "datasets"] {
        fs::create_dir_all(place.path().join(part)).unwrap();
        for entry in fs::read_dir(shipped.join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, place.path().join(part).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    fs::write(place.path().join("datasets/noise.toml"), NOISE).unwrap();
    place
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_fourth_data_set_is_a_file_of_the_plan() {
    let (plan, place) = (plan_with_noise(), tempfile::tempdir().unwrap());
    let (register, folder) = (place.path().join("register"), plan.path().to_str().unwrap());
    let run = |register: &Path, words: &[&str]| huigu(&at(register, &[words, &["--plan", folder]].concat()));
    assert!(huigu(&["plan", "check", "--plan", folder]).expect(0).out.contains("zhenhai-2021"));
    assert!(huigu(&["plan", "show", "--plan", folder]).expect(0).out.contains("noise-complaints"));
    let template = huigu(&["template", "noise-complaints", "--csv", "--plan", folder]).expect(0).out;
    assert_eq!(template, "code,name,period,street,complaints\n");
    // The shipped plan knows no such thing.
    assert!(huigu(&["template", "noise-complaints", "--csv"]).expect(2).err.contains("court-cases"));

    let header = "名称,所属期,街道,投诉件数\n";
    let faulty = format!("{header}甲,2022-06,招宝山,501\n乙,2022-06,骆驼,1\n丙,2022-06,骆驼,2\n");
    let faulty = written(place.path(), "噪声投诉-2022-05.csv", &faulty);
    let refused = run(&register, &["import", faulty.to_str().unwrap()]).expect(3);
    assert!(refused.err.contains("out of the range allowed; expected ≤ 500"), "{}", refused.err);
    assert!(refused.err.contains("the same key stands twice"), "{}", refused.err);

    let rows = format!("{header}甲,2022-06,招宝山,3\n{NUMBER},2022-06,骆驼,1\n");
    let file = written(place.path(), "噪声投诉-2022-06.csv", &rows);
    let line = |file: &Path| {
        let lines = run(&register, &["import", file.to_str().unwrap(), "--format", "json"]).expect(0).json();
        ["new", "corrected", "unchanged"].map(|key| lines[0][key].as_u64().unwrap())
    };
    assert_eq!(line(&file), [2, 0, 0]);
    assert_eq!(line(&file), [0, 0, 2]);
    fs::write(&file, rows.replace("招宝山,3", "招宝山,4")).unwrap();
    assert_eq!(line(&file), [0, 1, 1]);
    let batch = run(&register, &["batches", "2", "--format", "json"]).expect(0);
    assert!(
        batch.out.contains("\"complaints\": \"3\"") && batch.out.contains("\"complaints\": \"4\""),
        "{}",
        batch.out
    );
    assert!(run(&register, &["batches"]).expect(0).out.contains("Noise complaints"));
    run(&register, &["check"]).expect(0);

    // What is kept holds no identity number, and is in the backup.
    let saved = place.path().join("register.backup");
    run(&register, &["backup", saved.to_str().unwrap()]).expect(0);
    let bytes = fs::read(&saved).unwrap();
    let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("noise-complaints") && has("person-") && !has(NUMBER));
    let restored = place.path().join("restored");
    huigu(&at(&restored, &["restore", saved.to_str().unwrap()])).expect(0);
    let batches = |register: &Path| run(register, &["batches", "--format", "json"]).expect(0).out;
    assert_eq!(batches(&restored), batches(&register));
    // The key of identity numbers is no part of a backup.
    let withdrawn = run(&restored, &["withdraw", "2"]).expect(0);
    let told = [withdrawn.out, withdrawn.err].concat();
    assert!(told.contains("rows taken away: 1, brought back: 1"), "{told}");
    run(&restored, &["check"]).expect(0);
}

#[test]
fn the_shipped_data_sets_are_taken_in_beside_books() {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("register");
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/datasets");
    let power = cases.join("power-units.csv");
    let rent = cases.join("租金-2022-06.csv");
    huigu(&at(&register, &["import", power.to_str().unwrap()])).expect(0);
    let rejected = place.path().join("rejected");
    let good = ["import", rent.to_str().unwrap(), "--accept-good-rows", "--mended", rejected.to_str().unwrap()];
    let good = [&good[..], &["--format", "json"]].concat();
    let taken = huigu(&at(&register, &good)).expect(0).json();
    assert_eq!(
        (taken[0]["kind"].as_str(), taken[0]["new"].as_u64(), taken[0]["refused"].as_u64()),
        (Some("rent"), Some(1), Some(2))
    );
    assert!(huigu_zh(&at(&register, &["batches"])).expect(0).out.contains("用电"));
    huigu(&at(&register, &["check"])).expect(0);
    // Nothing is computed from them.
    let settle = ["settle", "--year", "2021", "--format", "json"];
    let empty = place.path().join("other");
    huigu(&at(&empty, &["import", power.to_str().unwrap()])).expect(0);
    assert_eq!(huigu(&at(&register, &settle)).expect(0).out, huigu(&at(&empty, &settle)).expect(0).out);
}
