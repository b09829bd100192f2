//! The binary is killed at random moments of an import of many files, an
//! approval and a withdrawal. What it said was done is there; what it did not
//! say is there wholly or not at all; doing it again ends as if nothing had
//! happened.

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use huigu_desk::{Head, Place, What};

use crate::ground::{Ground, Ran, binary, books, changed, huigu};
use crate::sight::{BatchSeen, all, at, batches, well};
use huigu_testkit::crash::{Moments, rounds, timed};

/// An identity number of nobody: on SQLite a key is made for it.
const NUMBER: &str = "11010519491231002X";

/// A command to be killed in, the state before it and the one after it.
struct Act {
    name: &'static str,
    words: Vec<String>,
    before: Place,
    /// The head of the audit before it, kept elsewhere.
    head: Option<Head>,
    rows_before: u64,
    rows_after: u64,
    batches_before: Vec<BatchSeen>,
    batches_after: Vec<BatchSeen>,
    after: String,
    /// How long it takes undisturbed.
    takes: Duration,
}

/// Runs the acts one after the other, undisturbed, and keeps every state.
fn undisturbed(ground: &Ground) -> Vec<Act> {
    let folder = ground.folder();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let first = folder.join("books");
    fs::create_dir(&first).unwrap();
    for entry in fs::read_dir(books()).unwrap() {
        let file = entry.unwrap().path();
        fs::copy(&file, first.join(file.file_name().unwrap())).unwrap();
    }
    let header = "party_id,name,kind\n";
    fs::write(first.join("parties-2.csv"), format!("{header}{NUMBER},张三,individual\n")).unwrap();
    let loans = [("2021-06-18,2022-06-18,200000", "2021-06-18,2022-06-19,200000")];
    changed(&books().join("loans.csv"), &folder.join("loans.csv"), &loans);
    changed(&books().join("parties.csv"), &folder.join("parties.csv"), &[("C3411,45,", "C3411,46,")]);
    fs::write(path("demands.csv"), format!("demand_id,borrower,date,amount\nd-x,{NUMBER},2021-05-05,1000\n")).unwrap();
    let late = "lender,loan_id,date,kind,amount\nbank-a,A-001,2021-12-01,repay,100000\n";
    fs::write(path("loan_events.csv"), late).unwrap();
    fs::write(path("organisations.csv"), "org_id,name,kind\nbank-c,镇海丙银行,bank\n").unwrap();
    let lines = "lender,borrower,amount,granted,expires\nbank-c,91330211MA2A0001XG,2000000,2021-02-12,2023-01-12\n";
    fs::write(path("credit_lines.csv"), lines).unwrap();
    let mut more = vec!["import".to_owned()];
    more.extend(
        ["loans", "parties", "demands", "loan_events", "organisations", "credit_lines"]
            .map(|n| path(&format!("{n}.csv"))),
    );
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let acts = [
        ("the first import", words(&["import", first.to_str().unwrap()])),
        ("an import of six files", more),
        ("an approval", words(&["settle", "--year", "2021", "--approve", "seen"])),
        // The loans corrected just now.
        ("a withdrawal", words(&["withdraw", "17"])),
    ];
    let mut before = ground.place();
    let mut known = Vec::new();
    for (name, words) in acts {
        let after = ground.copy_of(&before);
        let line: Vec<&str> = words.iter().map(String::as_str).collect();
        let (ran, takes) = timed(|| huigu(&after, &line));
        ran.expect(0);
        let state = |place: &Place| at(place, |desk| (well(place, None), batches(desk), all(place, desk)));
        let (was, batches_before) = state(&before).map_or((None, Vec::new()), |(audit, list, _)| (Some(audit), list));
        let (audit, batches_after, after_all) = state(&after).unwrap();
        assert_eq!(audit.interrupted, 0);
        let (rows_before, head) = was.map_or((0, None), |audit| (audit.rows, audit.head));
        let rows_after = audit.rows;
        known.push(Act {
            name,
            words,
            before,
            head,
            rows_before,
            rows_after,
            batches_before,
            batches_after,
            after: after_all,
            takes,
        });
        before = after;
    }
    assert!(matches!(known[1].batches_after[16].2, What::Import { corrected: 1, .. }));
    assert!(matches!(known[3].batches_after[20].2, What::Withdrawal { restored: 1, .. }));
    known
}

/// Where a kill fell.
#[derive(Debug, Default)]
struct Fell {
    before: u32,
    between: u32,
    after: u32,
    acknowledged: u32,
}

impl Act {
    fn words(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }

    /// Runs it and kills it then; what it came to if it was done before.
    fn killed(&self, place: &Place, moment: Duration) -> Option<Ran> {
        let mut command = binary("en", place, &self.words());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        sleep(moment);
        // Too late is no error.
        drop(child.kill());
        let ran = child.wait_with_output().unwrap();
        ran.status.code().map(|_| Ran::from(ran))
    }

    /// What must hold right after the kill; whether it is done.
    fn look(&self, place: &Place, acknowledged: bool, fell: &mut Fell) -> bool {
        let seen = at(place, |register| {
            let audit = well(place, self.head);
            (audit.rows, audit.interrupted, batches(register), acknowledged.then(|| all(place, register)))
        });
        let Some((rows, interrupted, batches, all)) = seen else {
            // Only of a register that was being made there may be nothing.
            assert!(self.head.is_none() && !acknowledged);
            fell.before += 1;
            return false;
        };
        let whole = batches == self.batches_before || self.batches_after.starts_with(&batches);
        assert!(whole, "whole batches only: {batches:#?}");
        if let Some(all) = all {
            assert_eq!((rows, interrupted), (self.rows_after, 0));
            assert_eq!(all, self.after);
            fell.acknowledged += 1;
        } else if rows >= self.rows_after {
            fell.after += 1;
        } else if rows > self.rows_before {
            assert!(interrupted > 0, "an act without an outcome is told as interrupted");
            fell.between += 1;
        } else {
            fell.before += 1;
        }
        rows >= self.rows_after
    }

    /// The end is that of the undisturbed run.
    fn ended(&self, place: &Place) {
        let (audit, all) = at(place, |register| (well(place, self.head), all(place, register))).unwrap();
        assert!(audit.rows >= self.rows_after);
        assert_eq!(all, self.after, "{}", self.name);
    }
}

pub fn what_was_acknowledged_is_there(ground: &Ground) -> String {
    let acts = undisturbed(ground);
    let mut moments = Moments::new("crash");
    let mut fell = [(); 4].map(|()| Fell::default());
    for round in 0..rounds() {
        let which = round as usize % acts.len();
        let act = &acts[which];
        let place = ground.copy_of(&act.before);
        // A little beyond the end: an answer may have been given just then.
        let done = act.killed(&place, moments.before(act.takes.mul_f64(1.2)));
        if let Some(ran) = &done {
            assert_eq!(ran.status, 0, "{}", ran.err);
        }
        ground.at_rest(&place);
        if !act.look(&place, done.is_some(), &mut fell[which]) {
            // Done again as whoever finds it undone would.
            huigu(&place, &act.words()).expect(0);
        }
        act.ended(&place);
        ground.drop(&place);
    }
    for (act, fell) in acts.iter().zip(&fell) {
        println!("    {} of {:?}: {fell:?}", act.name, act.takes);
    }
    let between: u32 = fell.iter().map(|fell| fell.between).sum();
    assert!(rounds() < 20 || between > 0, "no kill fell inside an act");
    String::new()
}
