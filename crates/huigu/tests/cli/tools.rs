//! template, sql, synth, completions, man.

use std::fs;

use huigu_facts::Kind;

use crate::desk::{change, copied_books, huigu, huigu_in, huigu_zh, over};

#[test]
fn every_kind_has_its_templates() {
    for kind in Kind::ALL {
        let csv = huigu(&["template", kind.name(), "--csv"]).expect(0).out;
        for column in kind.columns() {
            assert!(csv.contains(column.name) || csv.contains(column.chinese), "{} in {csv}", column.name);
        }
        let xlsx = huigu(&["template", kind.text().zh]).expect(0).bytes;
        assert!(xlsx.starts_with(b"PK"), "{}", kind.name());
    }
    huigu_in("en", true, &["template", "loans"]).expect(2);
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("贷款.xlsx");
    huigu(&["template", "loans", "--output", file.to_str().unwrap()]).expect(0);
    assert!(fs::read(&file).unwrap().starts_with(b"PK"));
}

#[test]
fn the_settlement_is_said_in_sql_and_loaded_on_every_engine() {
    let text = huigu(&["sql", "--year", "2021"]).expect(0).out;
    assert!(text.to_uppercase().contains("SELECT"), "{text}");
    let scripts: Vec<String> = ["duckdb", "postgresql", "spark"]
        .iter()
        .map(|engine| huigu(&over(&crate::desk::books(), &["sql", "--load", engine])).expect(0).out)
        .collect();
    assert!(scripts.iter().all(|script| script.to_uppercase().contains("CREATE")));
    assert!(scripts[0] != scripts[1] && scripts[1] != scripts[2]);
    assert!(scripts[0].contains("tests/books/loan_events.csv"), "{}", scripts[0]);
    assert!(huigu(&["sql", "--load", "duckdb"]).expect(0).out.contains("'loan_events.csv'"));
    huigu(&["sql", "--year", "2021", "--load", "duckdb"]).expect(2);
    let scaled = copied_books();
    change(&scaled.path().join("loan_events.csv"), "amount", "金额（万元）");
    let refused = huigu(&over(scaled.path(), &["sql", "--load", "duckdb"])).expect(3);
    assert!(refused.err.contains("loan_events.csv") && refused.err.contains("money in yuan"), "{}", refused.err);
}

#[test]
fn a_district_is_the_same_for_the_same_seed_and_settles() {
    let place = tempfile::tempdir().unwrap();
    let made = |name: &str, more: &[&str]| {
        let folder = place.path().join(name);
        let mut line = vec!["synth", "--loans", "400", "--events", "3000", "--seed", "7", "--out"];
        line.push(folder.to_str().unwrap());
        line.extend(more);
        let ran = huigu_zh(&line).expect(0);
        assert!(ran.err.contains("3,000"), "{}", ran.err);
        folder
    };
    let (one, other, columns) = (made("one", &[]), made("other", &[]), made("columns", &["--parquet"]));
    let mut names: Vec<_> = fs::read_dir(&one).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    for name in &names {
        assert_eq!(fs::read(one.join(name)).unwrap(), fs::read(other.join(name)).unwrap(), "{name:?}");
    }
    let settled = |folder| huigu(&over(folder, &["settle", "--year", "2021", "--format", "json"])).expect(0);
    let answer = settled(&one);
    assert_eq!(answer.out, settled(&columns).out, "Parquet comes to the same");
    assert_ne!(answer.json()["total"], "0.00");
    let again = ["synth", "--loans", "1", "--events", "1", "--seed", "7", "--out", one.to_str().unwrap()];
    assert!(huigu(&again).expect(4).err.contains("not empty"));
}

#[test]
fn completions_and_man_pages_come_from_the_same_definitions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = huigu(&["completions", shell]).expect(0).out;
        assert!(script.contains("accept-good-rows"), "{shell}");
    }
    let place = tempfile::tempdir().unwrap();
    huigu_zh(&["man", "--dir", place.path().to_str().unwrap()]).expect(0);
    for page in ["huigu", "huigu-settle", "huigu-explain", "huigu-targets", "huigu-simulate", "huigu-plan-diff"] {
        let text = fs::read_to_string(place.path().join(format!("{page}.1"))).unwrap();
        assert!(text.contains(".TH") && text.contains("lang"), "{page}: {text}");
    }
    assert!(huigu(&["man"]).expect(0).out.contains("huigu\\-settle"));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_pipe_a_pipe() {
    use std::os::unix::fs::{FileTypeExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let (file, link, pipe) =
        (folder.path().join("kept.csv"), folder.path().join("link.csv"), folder.path().join("pipe"));
    fs::write(&file, "old").unwrap();
    symlink(&file, &link).unwrap();
    let template = |to: &std::path::Path| {
        huigu(&["template", "loans", "--output", to.to_str().unwrap()]).expect(0);
    };
    template(&link);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let written = fs::read(&file).unwrap();
    assert!(written.len() > 3, "the file behind the link is the new one");

    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read(pipe).unwrap()
    });
    template(&pipe);
    assert_eq!(reader.join().unwrap(), written);
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
}
