//! The sample register: what it is made of, that every command it tells runs
//! as it stands, and what it refuses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::desk::{at, huigu, huigu_zh, second_plan};

/// A folder in which the binary itself is run, as a person does.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        // Nothing of whoever runs the tests decides where the register is.
        command.current_dir(self.0.path()).env_remove("HUIGU_DATABASE").env("HUIGU_LANG", "en");
        command
    }

    fn demo(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_huigu")).arg("demo").args(arguments).output().unwrap()
    }

    /// Runs a line as a shell does: status, answer, messages.
    fn shell(&self, line: &str) -> (i32, String, String) {
        let ran = self.command("sh").args(["-c", line]).output().unwrap();
        (ran.status.code().unwrap(), text(&ran.stdout), text(&ran.stderr))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The commands an answer tells: lines led by four spaces.
fn commands(told: &str) -> Vec<&str> {
    told.lines().filter_map(|line| line.strip_prefix("    ")).collect()
}

/// Runs every command told; each gives what it promises.
fn try_all(desk: &Desk, told: &str, expected: &[(&str, i32, &str)]) {
    let commands = commands(told);
    assert_eq!(commands.len(), expected.len(), "{told}");
    for (line, (words, status, holds)) in commands.iter().zip(expected) {
        assert!(line.contains(words), "{line} is not {words}");
        let (found, out, err) = desk.shell(line);
        assert_eq!(found, *status, "{line}\n{out}\n{err}");
        assert!(out.contains(holds) || err.contains(holds), "{line}\n{out}\n{err}");
        assert!(*status != 0 || out.lines().count() > 1, "{line} has little to tell:\n{out}");
    }
}

#[test]
fn every_command_it_tells_runs_and_tells_something() {
    let desk = Desk::new();
    // A name a shell would take apart.
    let ran = desk.demo(&["--dir", "my sample's"]);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let told = text(&ran.stdout);
    assert!(told.contains("25 lenders") && told.contains("2020 to 2022") && told.contains("Since then"), "{told}");
    try_all(
        &desk,
        &told,
        &[
            ("settle --verify", 0, "-corrected.csv"),
            ("explain", 0, "Near misses"),
            ("--as-known-at", 0, "Settlement of 2021"),
            ("targets", 0, "2022-12-31"),
            ("simulate", 0, "+"),
            ("batches", 0, "withdraws batch"),
            ("batches ", 0, "employees"),
            ("import", 0, "What taking them in would change in 2021"),
            ("import", 3, "faults: 4"),
            ("audit verify --head", 0, "the audit holds"),
            ("settle --year 2022 --approve", 0, "approved as settlement 2"),
        ],
    );
    // The first tells who owes back, the correction not sent yet who gets more.
    let (_, verified, _) = desk.shell(commands(&told)[0]);
    assert!(verified.contains("the same to the byte") && verified.contains("  -"), "{verified}");
    let (_, effect, _) = desk.shell(commands(&told)[7]);
    assert!(effect.contains("  +"), "{effect}");
}

#[test]
fn another_plan_has_its_own_sample() {
    let desk = Desk::new();
    let plan = second_plan();
    let ran = desk.demo(&["--plan", plan.to_str().unwrap()]);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let told = text(&ran.stdout);
    assert!(told.contains("huigu-demo") && told.contains("2022 to 2025"), "{told}");
    for line in commands(&told) {
        let (status, out, err) = desk.shell(line);
        let expected = if line.contains("faults") { 3 } else { 0 };
        assert_eq!(status, expected, "{line}\n{out}\n{err}");
    }
    assert!(told.contains("Since then"), "{told}");
}

fn made(place: &Path, name: &str) -> PathBuf {
    let folder = place.join(name);
    huigu(&["demo", "--dir", folder.to_str().unwrap()]).expect(0);
    folder
}

#[test]
fn it_is_a_register_like_any_other_and_always_the_same() {
    let place = tempfile::tempdir().unwrap();
    let (one, other) = (made(place.path(), "one"), place.path().join("two"));
    // In another language it is the same register.
    let told = huigu_zh(&["demo", "--dir", other.to_str().unwrap()]).expect(0).out;
    assert!(told.contains("样本登记库已建在") && told.contains("审计链头"), "{told}");
    let heads = [&one, &other].map(|folder| huigu(&at(folder, &["audit", "verify"])).expect(0).out);
    assert_eq!(heads[0], heads[1]);
    assert_eq!(huigu(&at(&one, &["check"])).expect(0).out, "");
    let names: Vec<_> = fs::read_dir(&one).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the register and what is not sent yet: {names:?}");
    let batches = huigu(&at(&one, &["batches", "--format", "json"])).expect(0).json();
    let batches = batches.as_array().unwrap();
    let of = |wanted: &str| batches.iter().filter(|batch| batch["file"].as_str().unwrap().contains(wanted)).count();
    // Every institution's own files, a batch each.
    assert!(of("loans-2020-2021-") == 25 && of("loan_events-2022-") >= 24 && of("guarantees-") >= 6, "{batches:?}");
    assert!(batches.iter().any(|batch| batch["withdraws"].as_u64().is_some() && batch["restored"].as_u64() > Some(0)));
    let corrected = batches.iter().filter(|batch| batch["corrected"].as_u64() > Some(0)).count();
    assert!(corrected >= 4, "{corrected}");
    let days: Vec<&str> = batches.iter().map(|batch| batch["date"].as_str().unwrap()).collect();
    assert!(days.is_sorted() && days[0] == "2022-01-10" && days[days.len() - 1] > "2023-01-09", "{days:?}");
    // As known on the day of the approval, the year is what was approved.
    let settled = |more: &[&str]| {
        let line = [&["settle", "--year", "2021", "--format", "json"], more].concat();
        huigu(&at(&one, &line)).expect(0).json()["total"].clone()
    };
    let approved = huigu(&at(&one, &["settlements", "--format", "json"])).expect(0).json();
    let day = approved[0]["date"].as_str().unwrap().to_owned();
    let frozen = settled(&["--as-known-at", &day]);
    assert_ne!(frozen, settled(&[]));
    assert_ne!(frozen, settled(&["--as-known-at", "2022-02-10"]), "the wrong file stood for a day");
    let exported = place.path().join("chain");
    huigu(&at(&one, &["audit", "export", "--output", exported.to_str().unwrap()])).expect(0);
    let chain = String::from_utf8_lossy(&fs::read(exported).unwrap()).into_owned();
    for who in ["林晓", "周敏", "anyuan-bank", "zhenhai-policy-guarantee"] {
        assert!(chain.contains(who), "{who}");
    }
    assert!(!chain.contains("tester"), "nobody here did any of it");
}

#[test]
fn what_is_there_already_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let folder = made(place.path(), "sample");
    let before = fs::read(folder.join("register.sqlite3")).unwrap();
    let line = ["demo", "--dir", folder.to_str().unwrap()];
    let refused = huigu(&line).expect(4).err;
    assert!(refused.contains("holds a register already") && refused.contains("huigu batches --data"), "{refused}");
    assert!(huigu_zh(&line).expect(4).err.contains("已有登记库"));
    assert_eq!(fs::read(folder.join("register.sqlite3")).unwrap(), before);
    let other = place.path().join("letters");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("a-letter.txt"), "not ours").unwrap();
    assert!(huigu(&["demo", "--dir", other.to_str().unwrap()]).expect(4).err.contains("not empty"));
    let below = other.join("a-letter.txt").join("below");
    huigu(&["demo", "--dir", below.to_str().unwrap()]).expect(4);
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1, "nothing is left of what failed");
    // A folder that is there and empty will do.
    let empty = place.path().join("empty");
    fs::create_dir(&empty).unwrap();
    huigu(&["demo", "--dir", empty.to_str().unwrap()]).expect(0);
}
