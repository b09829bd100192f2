//! The register from the command line: taking books in, asking as known then,
//! withdrawing, approving and verifying, the audit, and every refusal.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::{at, books, change, copied_books, huigu, huigu_by, huigu_zh, over, second_books, second_plan};

const SETTLE: [&str; 5] = ["settle", "--year", "2021", "--format", "json"];
/// An identity number of nobody: the standard's own example.
const NUMBER: &str = "11010519491231002X";

/// A register filled with a folder of books.
fn filled(folder: &Path) -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("register");
    huigu(&at(&register, &["import", folder.to_str().unwrap()])).expect(0);
    (place, register)
}

fn import(register: &Path, file: &Path) -> serde_json::Value {
    huigu(&at(register, &["import", file.to_str().unwrap(), "--format", "json"])).expect(0).json()
}

/// Names, hashes of passwords and sealed factors are nobody else's to read.
#[cfg(unix)]
#[test]
fn what_a_register_leaves_on_the_disk_is_its_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("new/data"), folder.path());
    let at = |more: &[&str]| {
        let line = [more, &["--data", data.to_str().unwrap()]].concat();
        huigu(&line).expect(0);
    };
    at(&["import", books().to_str().unwrap()]);
    at(&["settle", "--year", "2021"]);
    at(&["backup", out.join("backup").to_str().unwrap()]);
    at(&["audit", "export", "--output", out.join("chain").to_str().unwrap()]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(&folder.path().join("new")), mode(&data)], [0o700; 2]);
    for path in ["backup", "chain"].map(|name| out.join(name)) {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    let left: Vec<_> = fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!left.is_empty());
    for path in left {
        assert_eq!(mode(&path) & 0o077, 0, "{}: {:o}", path.display(), mode(&path));
    }
}

#[test]
fn the_second_plan_has_its_register_too() {
    let (place, plan) = (tempfile::tempdir().unwrap(), second_plan());
    let plan = ["--plan", plan.to_str().unwrap()];
    let line = |words: &[&str]| [words, &plan].concat().iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let run = |words: &[&str]| {
        let line = line(words);
        huigu(&at(place.path(), &line.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    run(&["import", second_books().to_str().unwrap()]).expect(0);
    let settle = ["settle", "--year", "2023", "--format", "json"];
    let bare = huigu(&over(&second_books(), &[&settle[..], &plan].concat())).expect(0).out;
    assert_eq!(run(&settle).expect(0).out, bare);
    // 2023 has not ended on 2022-03-01.
    assert!(run(&["settle", "--year", "2023", "--approve", "x"]).expect(2).err.contains("2023"));
    // The register is that plan's.
    let other = huigu(&at(place.path(), &SETTLE)).expect(2);
    assert!(other.err.contains("zhenhai-2021") && other.err.contains("--plan"), "{}", other.err);
}

#[test]
fn the_same_file_again_changes_nothing_and_a_changed_row_is_a_correction() {
    let folder = copied_books();
    let (_place, register) = filled(folder.path());
    let loans = folder.path().join("loans.csv");
    let batches = || huigu(&at(&register, &["batches", "--format", "json"])).expect(0).json();
    let before = batches();
    let again = huigu(&at(&register, &["import", folder.path().to_str().unwrap()])).expect(0);
    assert!(again.out.contains("nothing was changed"), "{}", again.out);
    assert_eq!(batches(), before);
    let settled = huigu(&at(&register, &SETTLE)).expect(0).out;
    change(&loans, "2021-06-18,2022-06-18,200000", "2021-06-18,2022-06-19,200000");
    let line = &import(&register, &loans)[0];
    assert_eq!((line["new"].as_u64(), line["corrected"].as_u64()), (Some(0), Some(1)), "{line}");
    let batch = line["batch"].as_u64().unwrap();
    let told = huigu(&at(&register, &["batches", &batch.to_string()])).expect(0).out;
    assert!(told.contains("due 2022-06-18 → 2022-06-19") && told.contains("loans.csv"), "{told}");
    let json = huigu(&at(&register, &["batches", &batch.to_string(), "--format", "json"])).expect(0).json();
    assert_eq!(json["corrections"][0]["new"]["due"], "2022-06-19");
    // As known before the correction, and on a day: the clock stands on 2022-03-01.
    let earlier = (batch - 1).to_string();
    assert_eq!(huigu(&at(&register, &[&SETTLE[..], &["--as-known-at", &earlier]].concat())).expect(0).out, settled);
    let on = |day: &str| huigu(&at(&register, &[&SETTLE[..], &["--as-known-at", day]].concat())).expect(0);
    assert_eq!(on("2022-03-01").out, huigu(&at(&register, &SETTLE)).out);
    assert_eq!(on("2022-02-28").json()["total"], "0.00");
    // Withdrawn, all is as before.
    let gone = huigu(&at(&register, &["withdraw", &batch.to_string()])).expect(0);
    assert!(gone.out.contains("rows taken away: 1, brought back: 1"), "{}", gone.out);
    assert_eq!(huigu(&at(&register, &SETTLE)).expect(0).out, settled);
    let list = huigu_zh(&at(&register, &["batches"])).expect(0).out;
    assert!(list.contains("已由第") && list.contains("撤回第"), "{list}");
    huigu(&at(&register, &["check"])).expect(0);
}

/// A file with a repayment that should have come in 2021, and its loan.
fn late_repayment(folder: &Path, register: &Path) -> (PathBuf, String) {
    let events = folder.join("late").join("loan_events.csv");
    fs::create_dir(folder.join("late")).unwrap();
    let header = fs::read_to_string(folder.join("loan_events.csv")).unwrap();
    let header = header.lines().next().unwrap().to_owned();
    let explained = ["explain", "--year", "2021", "--measure", "startup-loan-subsidy", "--beneficiary", "bank-a"];
    let explained = huigu(&at(register, &[&explained[..], &["--format", "json"]].concat())).expect(0).json();
    let loan = explained["lines"][0]["loan_id"].as_str().unwrap().to_owned();
    let columns: Vec<&str> = header.split(',').collect();
    let row: Vec<String> = columns
        .iter()
        .map(|column| match *column {
            "lender" => "bank-a".to_owned(),
            "loan_id" => loan.clone(),
            "date" => "2021-12-31".to_owned(),
            "kind" => "repay".to_owned(),
            "amount" => "1000.00".to_owned(),
            _ => String::new(),
        })
        .collect();
    fs::write(&events, format!("{header}\n{}\n", row.join(","))).unwrap();
    (events, loan)
}

#[test]
fn an_approval_is_computed_again_and_a_late_correction_is_a_difference() {
    let folder = copied_books();
    let (_place, register) = filled(folder.path());
    let none = huigu(&at(&register, &["settle", "--verify", "1"])).expect(2);
    assert!(none.err.contains('1'), "{}", none.err);
    let settled = huigu(&at(&register, &SETTLE)).expect(0).out;
    let approved = huigu(&at(&register, &[&SETTLE[..], &["--approve", "经局务会议通过"]].concat())).expect(0);
    assert_eq!(approved.out, settled);
    assert!(approved.err.contains("settlement 1") && approved.err.contains("head of the audit: "), "{}", approved.err);
    let listed = huigu(&at(&register, &["settlements"])).expect(0).out;
    assert!(listed.contains("经局务会议通过") && listed.contains("tester"), "{listed}");
    let verify = ["settle", "--verify", "1", "--format", "json"];
    let well = huigu(&at(&register, &verify)).expect(0).json();
    assert_eq!((&well["same_result"], well["differences"].as_array().unwrap().len()), (&true.into(), 0));
    let (events, loan) = late_repayment(folder.path(), &register);
    let effect = huigu(&at(&register, &["import", events.to_str().unwrap(), "--check"])).expect(0).out;
    assert!(effect.contains("2021") && effect.contains(&loan) && effect.contains("-0.0"), "{effect}");
    assert_eq!(huigu(&at(&register, &SETTLE)).out, settled, "--check keeps nothing");
    import(&register, &events);
    let late = huigu(&at(&register, &verify)).expect(0).json();
    assert_eq!(late["same_result"], true);
    let one = &late["differences"].as_array().unwrap().iter().find(|one| one["beneficiary"] == "bank-a").unwrap();
    assert!(one["difference"].as_str().unwrap().starts_with('-'), "{one}");
    assert_eq!((&one["because_of"][0]["file"], &one["because_of"][0]["row"]), (&"loan_events.csv".into(), &2.into()));
    assert_eq!(one["items"][0]["loan_id"], loan);
    let table = huigu_zh(&at(&register, &["settle", "--verify", "1"])).expect(0).out;
    assert!(table.contains("复算，结果一致") && table.contains("loan_events.csv"), "{table}");
}

#[test]
fn faults_keep_everything_out_and_good_rows_can_be_taken() {
    let folder = copied_books();
    change(&folder.path().join("loans.csv"), "2020-03-01,2023-03-01,800000", "2020-03-01,2020-01-01,800000");
    let place = tempfile::tempdir().unwrap();
    let (register, mended) = (place.path().join("r"), place.path().join("mended"));
    let path = folder.path().to_str().unwrap();
    let ran = huigu_zh(&at(&register, &["import", path])).expect(3);
    assert!(ran.err.contains("loans.csv") && ran.err.contains("均未入库"), "{}", ran.err);
    assert_eq!(huigu(&at(&register, &["batches", "--format", "json"])).expect(0).json(), serde_json::json!([]));
    assert!(huigu(&at(&register, &["import", path, "--check"])).expect(3).out.is_empty());
    let line = ["import", path, "--accept-good-rows", "--mended", mended.to_str().unwrap(), "--format", "json"];
    let taken = huigu(&at(&register, &line)).expect(0).json();
    let refused: u64 = taken.as_array().unwrap().iter().filter_map(|line| line["refused"].as_u64()).sum();
    assert!(refused > 1, "the loan, and what stands on it: {taken:#}");
    // Mended and sent again, the register is as if nothing had happened.
    change(&mended.join("loans-mended.csv"), "2020-03-01,2020-01-01,800000", "2020-03-01,2023-03-01,800000");
    huigu(&at(&register, &["import", mended.to_str().unwrap()])).expect(0);
    assert_eq!(huigu(&at(&register, &SETTLE)).expect(0).out, huigu(&over(&books(), &SETTLE)).expect(0).out);
}

#[test]
fn a_row_that_contradicts_the_register_is_a_fault() {
    let folder = copied_books();
    let (place, register) = filled(folder.path());
    let (events, loans) = (place.path().join("loan_events.csv"), place.path().join("loans.csv"));
    fs::write(&events, "lender,loan_id,date,kind,amount\nbank-a,A-001,2021-12-01,repay,99000000000\n").unwrap();
    let ran = huigu(&at(&register, &["import", events.to_str().unwrap()])).expect(3);
    assert!(ran.err.contains("below zero"), "{}", ran.err);
    fs::write(&events, "lender,loan_id,date,kind,amount\nbank-a,NOWHERE,2021-12-01,repay,1\n").unwrap();
    huigu(&at(&register, &["import", events.to_str().unwrap()])).expect(3);
    // A correction that makes a row of the register faulty: its place is told.
    let text = fs::read_to_string(folder.path().join("loans.csv")).unwrap();
    fs::write(&loans, text).unwrap();
    change(&loans, "2021-06-18,2022-06-18,200000", "2022-06-17,2022-06-18,200000");
    let ran = huigu(&at(&register, &["import", loans.to_str().unwrap()])).expect(3);
    assert!(ran.err.contains("(batch "), "{}", ran.err);
    assert!(huigu(&at(&register, &["audit", "verify"])).expect(0).out.contains("interrupted, outcome unknown: 0"));
}

#[test]
fn a_withdrawal_others_stand_on_is_refused_or_stops_answers_until_it_is_mended() {
    let folder = copied_books();
    let (_place, register) = filled(folder.path());
    let settled = huigu(&at(&register, &SETTLE)).expect(0).out;
    huigu(&at(&register, &["settle", "--year", "2021", "--approve", "x"])).expect(0);
    // Refused by name, with the rows that stand on it; nothing is changed.
    let shown = |line: &[&str]| huigu(&at(&register, line)).out;
    let before = [shown(&["batches", "--format", "json"]), shown(&SETTLE)];
    for line in [&["withdraw", "1"][..], &["withdraw", "1", "--check"]] {
        let ran = huigu(&at(&register, line)).expect(3);
        assert!(ran.err.contains("loans.csv (batch ") && ran.err.contains("--even-with-faults"), "{}", ran.err);
        assert!(ran.err.contains("rows that stand on batch 1"), "{}", ran.err);
        assert_eq!([shown(&["batches", "--format", "json"]), shown(&SETTLE)], before);
    }
    huigu(&at(&register, &["withdraw", "1", "--check", "--even-with-faults"])).expect(2);
    // Whoever must, can.
    let ran = huigu(&at(&register, &["withdraw", "1", "--even-with-faults"])).expect(0);
    let verified = huigu(&at(&register, &["settle", "--verify", "1", "--format", "json"])).expect(0).json();
    assert_eq!((&verified["same_result"], &verified["differences"]), (&true.into(), &serde_json::Value::Null));
    assert!(ran.err.contains("nothing is computed"), "{}", ran.err);
    assert!(huigu(&at(&register, &SETTLE)).expect(3).err.contains("faults in the register"));
    huigu(&at(&register, &["settle", "--year", "2021", "--approve", "x"])).expect(3);
    huigu(&at(&register, &["check"])).expect(1);
    assert_eq!(huigu(&at(&register, &[&SETTLE[..], &["--as-known-at", "12"]].concat())).expect(0).status, 0);
    huigu(&at(&register, &["withdraw", "1"])).expect(2);
    huigu(&at(&register, &["withdraw", "99"])).expect(2);
    huigu(&at(&register, &["import", folder.path().join("parties.csv").to_str().unwrap()])).expect(0);
    assert_eq!(huigu(&at(&register, &SETTLE)).expect(0).out, settled);
}

#[test]
fn a_withdrawal_is_shown_beforehand() {
    let folder = copied_books();
    let (_place, register) = filled(folder.path());
    let settled = huigu(&at(&register, &SETTLE)).expect(0).out;
    let (events, loan) = late_repayment(folder.path(), &register);
    let batch = import(&register, &events)[0]["batch"].as_u64().unwrap().to_string();
    huigu(&at(&register, &["settle", "--year", "2021", "--approve", "x"])).expect(0);
    let audit = || huigu(&at(&register, &["audit", "verify"])).expect(0).out;
    let (now, rows) = (huigu(&at(&register, &SETTLE)).expect(0).out, audit());
    assert_ne!(now, settled);
    let told = huigu(&at(&register, &["withdraw", &batch, "--check"])).expect(0).out;
    assert!(told.contains("take away: 1, bring back: 0") && told.contains("What withdrawing it would change in 2021"));
    assert!(told.contains(&loan) && told.contains("+0.0"), "{told}");
    assert_eq!((huigu(&at(&register, &SETTLE)).expect(0).out, audit()), (now, rows), "nothing is kept");
    huigu(&at(&register, &["withdraw", &batch])).expect(0);
    assert_eq!(huigu(&at(&register, &SETTLE)).expect(0).out, settled);
}

#[test]
fn an_approval_has_a_name_and_its_table_has_names() {
    let (_place, register) = filled(&books());
    let approve = at(&register, &["settle", "--year", "2021", "--approve", "seen"]);
    let nobody = huigu_by("", "", &approve).expect(2);
    assert!(nobody.err.contains("HUIGU_WHO"), "{}", nobody.err);
    let table = huigu(&at(&register, &["settle", "--year", "2021"])).expect(0).out;
    assert_eq!(huigu_by("", "王会计", &approve).expect(0).out, table, "as settling shows it");
    huigu_by("tester", "李科长", &approve).expect(0);
    huigu_by("tester", " ", &approve).expect(0);
    let approved = huigu(&at(&register, &["settlements", "--format", "json"])).expect(0).json();
    let by: Vec<&str> = approved.as_array().unwrap().iter().filter_map(|one| one["who"].as_str()).collect();
    assert_eq!(by, ["王会计", "李科长", "tester"]);
}

#[test]
fn the_audit_is_exported_and_verified_alone() {
    let (place, register) = filled(&books());
    let file = place.path().join("audit.chain");
    let head = huigu(&at(&register, &["audit", "export", "--output", file.to_str().unwrap()])).expect(0).out;
    let head = head.trim().rsplit(' ').next().unwrap().to_owned();
    let alone = ["audit", "verify", "--file", file.to_str().unwrap(), "--head", &head];
    assert!(huigu(&alone).expect(0).out.contains("the audit holds"));
    huigu(&at(&register, &["audit", "verify", "--head", &head])).expect(0);
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, &bytes).unwrap();
    assert!(huigu_zh(&alone).expect(1).out.contains("不成立"));
    let (kept, last) = head.split_at(head.len() - 1);
    let anew = format!("{kept}{}", if last == "0" { '1' } else { '0' });
    huigu(&at(&register, &["audit", "verify", "--head", &anew])).expect(1);
}

#[test]
fn a_backup_is_restored_and_answers_the_same() {
    let (place, register) = filled(&books());
    huigu(&at(&register, &["settle", "--year", "2021", "--approve", "seen"])).expect(0);
    let (file, again) = (place.path().join("register.backup"), place.path().join("again"));
    let made = huigu(&at(&register, &["backup", file.to_str().unwrap()])).expect(0).out;
    let head = made.trim().rsplit(' ').next().unwrap();
    assert!(head.contains(':'), "{made}");
    // Into what is no file, as it stands.
    huigu(&at(&register, &["backup", "/dev/null"])).expect(0);
    let restored = huigu(&at(&again, &["restore", file.to_str().unwrap()])).expect(0).out;
    assert!(restored.contains(head) && restored.contains("verified"), "{restored}");
    for line in [&SETTLE[..], &["batches", "--format", "json"], &["settlements", "--format", "json"]] {
        assert_eq!(huigu(&at(&again, line)).expect(0).out, huigu(&at(&register, line)).expect(0).out, "{line:?}");
    }
    huigu(&at(&again, &["settle", "--verify", "1"])).expect(0);
    huigu(&at(&again, &["check"])).expect(0);
    huigu(&at(&again, &["audit", "verify", "--head", head])).expect(0);
    // Nothing is written over a register, and half a backup makes none.
    let refused = huigu_zh(&at(&again, &["restore", file.to_str().unwrap()])).expect(2);
    assert!(refused.err.contains("again"), "{}", refused.err);
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let other = place.path().join("other");
    huigu(&at(&other, &["restore", file.to_str().unwrap()])).expect(3);
    huigu(&at(&other, &["batches"])).expect(4);
    huigu(&at(&other, &["restore", "/no/such/file"])).expect(4);
    huigu(&at(&register, &["backup", "/no/such/folder/file"])).expect(4);
}

#[test]
fn a_place_without_a_register_and_one_of_something_else_are_told() {
    let place = tempfile::tempdir().unwrap();
    let missing = huigu(&at(place.path(), &SETTLE)).expect(4);
    assert!(missing.err.contains("huigu import") && missing.err.contains("--books"), "{}", missing.err);
    for line in [&["batches"][..], &["check"], &["migrate"], &["audit", "verify"], &["withdraw", "1"]] {
        huigu(&at(place.path(), line)).expect(4);
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "asking makes nothing");
    fs::write(
        place.path().join("register.sqlite3"),
        "something else entirely, longer than a header of SQLite, \
        which has a hundred bytes; and so this text goes on a little",
    )
    .unwrap();
    huigu(&at(place.path(), &SETTLE)).expect(4);
    let (_place, register) = filled(&books());
    assert!(huigu(&at(&register, &["migrate"])).expect(0).out.contains("already"));
    huigu(&at(&register, &[&SETTLE[..], &["--as-known-at", "99"]].concat())).expect(2);
}

#[test]
fn a_persons_identity_number_is_nowhere() {
    let folder = copied_books();
    let parties = fs::read_to_string(folder.path().join("parties.csv")).unwrap();
    let mut lines = parties.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row: Vec<String> = columns
        .iter()
        .map(|column| match *column {
            "party_id" => NUMBER.to_owned(),
            "name" => format!("张三（{}）", NUMBER.to_lowercase()),
            "kind" => "individual".to_owned(),
            _ => String::new(),
        })
        .collect();
    fs::write(folder.path().join("parties.csv"), format!("{parties}{}\n", row.join(","))).unwrap();
    fs::write(
        folder.path().join(format!("demands-{NUMBER}.csv")),
        format!("demand_id,borrower,date,amount\nd-x,{NUMBER},2021-05-05,1000\n"),
    )
    .unwrap();
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("r");
    let mut told = String::new();
    let mut run = |status: u8, line: &[&str]| {
        let ran = huigu(&at(&register, line)).expect(status);
        told.push_str(&ran.out);
        told.push_str(&ran.err);
    };
    run(0, &["import", folder.path().to_str().unwrap(), "--findings"]);
    run(0, &["import", folder.path().to_str().unwrap()]);
    run(0, &["batches"]);
    run(0, &["settle", "--year", "2021", "--approve", &format!("同意 {NUMBER}")]);
    run(0, &["settlements"]);
    run(2, &["explain", "--year", "2021", "--measure", "bond-reward", "--beneficiary", "11010519491231001X"]);
    // A fault names who is not listed.
    let other = place.path().join("demands.csv");
    fs::write(&other, "demand_id,borrower,date,amount\nd-y,440524188001010014,2021-05-05,1000\n").unwrap();
    run(3, &["import", other.to_str().unwrap()]);
    let chain = place.path().join("chain");
    run(0, &["audit", "export", "--output", chain.to_str().unwrap()]);
    run(0, &["check"]);
    assert!(told.contains("person-"), "{told}");
    let key = fs::read_to_string(register.join("person.key")).unwrap();
    let files = fs::read_dir(&register).unwrap().map(|entry| entry.unwrap().path()).chain([chain]);
    let kept: Vec<Vec<u8>> = files.map(|file| fs::read(file).unwrap()).chain([told.into_bytes()]).collect();
    for number in [NUMBER, "11010519491231002x", "440524188001010014"] {
        for kept in &kept {
            assert!(!kept.windows(18).any(|window| window == number.as_bytes()), "{number} is kept or shown");
        }
    }
    // Without its key the register takes no identity number, and does not make another key.
    fs::remove_file(register.join("person.key")).unwrap();
    let lost = huigu(&at(&register, &["import", folder.path().to_str().unwrap()])).expect(4);
    assert!(lost.err.contains("HUIGU_PERSON_KEY"), "{}", lost.err);
    assert!(!register.join("person.key").exists());
    fs::write(register.join("person.key"), key).unwrap();
    huigu(&at(&register, &["import", folder.path().to_str().unwrap()])).expect(0);
}

#[test]
fn what_a_withdrawal_breaks_is_told_in_few_lines() {
    let (_place, register) = filled(&books());
    let ran = huigu(&at(&register, &["withdraw", "3", "--even-with-faults"])).expect(0);
    let of_events = ran.err.lines().filter(|line| line.contains("loan_events.csv (batch 4):")).count();
    assert_eq!(of_events, 1 + 3, "a title and the first three: {}", ran.err);
    assert!(ran.err.contains("and 9 more (--all-faults lists them all)"), "{}", ran.err);
    let more = "and 9 more (`huigu settle --year Y --all-faults` lists them all)";
    assert!(huigu(&at(&register, &["check"])).expect(1).err.contains(more));
    let all = huigu(&at(&register, &["settle", "--year", "2021", "--all-faults"])).expect(3).err;
    assert_eq!(all.lines().filter(|line| line.contains("loan_events.csv (batch 4):")).count(), 1 + 12, "{all}");
    assert!(huigu(&at(&register, &SETTLE)).expect(3).err.contains("and 9 more (--all-faults lists them all)"));
}
