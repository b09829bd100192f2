//! Every act of the list with each of its commits cut off, before and after:
//! the same request, sent again under its key, finds it done or does it, and it
//! is done once.

use std::path::Path;

use huigu_desk::{
    Caller, Done, Error, Hash, KeptAnswer, KeyedRequest, OPERATIONS, OperationEntry, OperationKind, OperationOutcome,
    OperationSample, Role, RunOutcome, Sampling, Whose,
};
use huigu_facts::Kind;
use huigu_store::faults::{Cut, arm, commits};

use crate::ground::{Ground, PASSWORD, operator};

/// A register to be copied, and what its users hold.
struct Template {
    ground: Ground,
    held: Vec<(Role, String)>,
}

impl Template {
    fn new() -> Self {
        let ground = Ground::with(true);
        ground.user("somebody", Role::Auditor, "");
        ground.approve(2021, "同意").unwrap();
        let held = [Role::Centre, Role::Administrator].map(|role| {
            let home = if role == Role::Centre { "dept-finance-centre" } else { "" };
            ground.user(role.code(), role, home);
            (role, ground.held(role.code(), PASSWORD))
        });
        Self { held: held.to_vec(), ground }
    }

    /// A register of one's own, and somebody who may.
    fn copy(&self, entry: &OperationEntry) -> (Ground, Caller) {
        let ground = self.ground.copy();
        let callers = self.held.iter().map(|(_, held)| ground.caller(held));
        let caller = callers.into_iter().find(|caller| caller.may(entry.use_case));
        (ground, caller.unwrap_or_else(|| panic!("{}: nobody of these may", entry.name)))
    }
}

fn ask(
    entry: &OperationEntry,
    ground: &Ground,
    caller: &Caller,
    sample: &OperationSample,
) -> Result<OperationOutcome, Error> {
    let answer = |done: &Done| KeptAnswer { status: 201, location: done.location.clone(), body: done.body.clone() };
    let refusal = |_: &Error| None;
    let keyed = KeyedRequest { key: "key", request: Hash::of(b"request"), answer: &answer, refusal: &refusal };
    sample.ask(entry, &ground.desk, caller, Some(&keyed))
}

fn body(answered: OperationOutcome) -> String {
    match answered {
        RunOutcome::Done(done) => String::from_utf8(done.body).unwrap(),
        RunOutcome::Replayed(kept) => String::from_utf8(kept.body).unwrap(),
    }
}

/// Of files each is an act, known by its content: see below.
fn is_one_act(entry: &&OperationEntry) -> bool {
    entry.kind == OperationKind::Act && !entry.http.takes_file
}

/// How often acts of a use case were done.
fn times_done(ground: &Ground, entry: &OperationEntry) -> usize {
    let code = entry.use_case.code();
    ground.audit(0).iter().filter(|(_, is, result)| is == code && result == "done").count()
}

#[test]
fn whatever_commit_is_cut_off_an_act_sent_again_is_done_once() {
    let template = Template::new();
    let mut cuts = 0;
    for entry in OPERATIONS.iter().filter(is_one_act) {
        let members = |ground: &Ground, caller: &Caller| {
            (entry.sample)(&Sampling { desk: &ground.desk, caller, password: PASSWORD, whose: Whose::Own, count: 1 })
        };
        let (ground, caller) = template.copy(entry);
        let asked = members(&ground, &caller);
        arm(None);
        let plain = body(ask(entry, &ground, &caller, &asked).unwrap());
        let all = commits();
        assert!(all >= 2, "{}: an opening and the act", entry.name);
        for number in 1..=all {
            for cut in [Cut::Before, Cut::After] {
                cuts += 1;
                let what = format!("{}: commit {number} of {all} cut off {cut:?}", entry.name);
                let (ground, caller) = template.copy(entry);
                let asked = members(&ground, &caller);
                let before = times_done(&ground, entry);
                arm(Some((number, cut)));
                let first = ask(entry, &ground, &caller, &asked);
                arm(None);
                if number == all && cut == Cut::After {
                    assert!(first.is_ok(), "{what}: the audit has its outcome: {:?}", first.err());
                }
                let second = ask(entry, &ground, &caller, &asked).unwrap_or_else(|error| panic!("{what}: {error:?}"));
                assert_eq!(matches!(second, RunOutcome::Replayed(_)), first.is_ok(), "{what}");
                let second = body(second);
                assert_eq!(times_done(&ground, entry), before + 1, "{what}: done once");
                if let Ok(first) = first {
                    assert_eq!(body(first), second, "{what}");
                }
                assert_eq!(plain.len(), second.len(), "{what}: the answer of an act that was not cut off");
                assert_eq!(body(ask(entry, &ground, &caller, &asked).unwrap()), second, "{what}: a third time");
                assert_eq!(times_done(&ground, entry), before + 1, "{what}: done once");
                ground.is_sound(&what);
            }
        }
    }
    assert!(cuts >= 4 * 4, "{cuts}");
}

#[test]
fn files_cut_off_anywhere_are_sent_again_and_are_there_once() {
    let template = Ground::with(true);
    let files = [("a", 2021, 1), ("b", 2022, 2)].map(|(name, period, value)| {
        (Kind::Observations, name, format!("indicator,period,value\nwhole-cut-{name},{period},{value}\n"))
    });
    let failed =
        |ground: &Ground| ground.audit(0).iter().filter(|(_, is, result)| is == "import" && result == "failed").count();
    let kept = |ground: &Ground| {
        let sent = ground.batches(&operator());
        files.iter().map(|(_, name, _)| sent.iter().filter(|one| one.batch.file == *name).count()).collect::<Vec<_>>()
    };
    let whole = template.copy();
    arm(None);
    whole.send(&operator(), &files).unwrap();
    let all = commits();
    assert!(all >= 4, "two openings and two outcomes: {all}");
    for number in 1..=all {
        for cut in [Cut::Before, Cut::After] {
            let what = format!("commit {number} of {all} cut off {cut:?}");
            let ground = template.copy();
            arm(Some((number, cut)));
            let error = ground.send(&operator(), &files).err().unwrap_or_else(|| panic!("{what}: not told"));
            arm(None);
            assert!(!error.is_in_doubt(), "{what}: sending again is safe, and told to be: {error:?}");
            let (there, failed) = (kept(&ground).iter().sum::<usize>(), failed(&ground));
            assert!(there + failed <= files.len(), "{what}: of no file that is there it is said that it failed");
            ground.send(&operator(), &files).unwrap_or_else(|error| panic!("{what}: {error:?}"));
            assert_eq!(kept(&ground), [1, 1], "{what}: each is there once");
            ground.is_sound(&what);
        }
    }
}

/// Copies a folder with all that is in it.
pub fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}
