//! Every operation that has a command, run as that command by each kind of
//! person there is at a command line: it does what it does, and leaves in the
//! audit the rows of its kind, under the person's name. What it is asked with
//! are the operation's own samples. Nobody takes another role than the
//! operator's here, so nobody is refused one.

use std::path::Path;
use std::sync::Arc;

use huigu_desk::{
    ActView, Caller, Desk, Hash, Instant, ListAudit, OPERATIONS, OperationEntry, OperationKind, Place, Sampling,
    Settings, Whose,
};
use serde_json::Value;

use crate::desk::{at, huigu, huigu_by, now};

/// An identity number of nobody: the standard's own example.
const NUMBER: &str = "11010519491231002X";

/// Login, `HUIGU_WHO`, and the name that the audit has.
const PEOPLE: [(&str, &str, &str); 5] = [
    ("clerk", " ", "clerk"),
    ("clerk", "王会计", "王会计"),
    ("", " ", "unknown"),
    ("clerk", "anyuan-bank", "anyuan-bank"),
    ("clerk", NUMBER, "person-"),
];

/// Members that stand on the command line without a name before them.
const PLACED: [&str; 3] = ["login", "notice", "batch"];

/// What commands that write a file are told of it.
const FILES: [(&str, &[&str]); 2] = [("audit export", &["--output", "file"]), ("backup", &["file"])];

fn desk(register: &Path) -> Desk {
    let settings = Settings {
        clock: Arc::new(|| Instant(now())),
        random: Arc::new(|| Some(Hash::of(b"as good as any").0)),
        person_key: None,
        demo: false,
    };
    let hash = huigu_desk::plan_hash(huigu_plan::SHIPPED_FILES.iter().copied());
    Desk::open(&Place::Folder(register.to_owned()), huigu_plan::shipped(), hash, settings).unwrap()
}

/// The acts in the audit after a number.
fn acts(desk: &Desk, after: u64) -> Vec<ActView> {
    let page = desk.run(&Caller::operator("tester"), ListAudit::default()).unwrap();
    page.acts.into_iter().filter(|act| act.act > after).collect()
}

/// The command of an operation, asked with a sample.
fn command(entry: &OperationEntry, desk: &Desk, who: &str, count: u32, folder: &Path) -> Vec<String> {
    let caller = Caller::operator(who);
    let sample = (entry.sample)(&Sampling { desk, caller: &caller, password: "", whose: Whose::Own, count });
    let mut words: Vec<String> = entry.command.split(' ').map(str::to_owned).collect();
    // A command lists all, and the name of a file comes with the file.
    let is_file = entry.command.starts_with("plan attach-text");
    let asked = |name: &str| name != "limit" && name != "file";
    let given = |value: &Value| !value.is_null() && *value != Value::Bool(false);
    for (name, value) in sample.members.iter().filter(|(name, value)| asked(name) && given(value)) {
        let flag = format!("--{}", name.replace('_', "-"));
        match value {
            Value::Bool(_) => words.push(flag),
            Value::Array(items) => {
                words.extend(items.iter().flat_map(|item| [flag.clone(), item.as_str().unwrap().to_owned()]));
            }
            one => {
                let mut text = one.as_str().map_or_else(|| one.to_string(), str::to_owned);
                if name == "text" {
                    let file = folder.join("text.txt");
                    std::fs::write(&file, &text).unwrap();
                    text = file.to_str().unwrap().to_owned();
                }
                if !PLACED.contains(&name.as_str()) && !is_file {
                    words.push(flag);
                }
                words.push(text);
            }
        }
    }
    if let Some(text) = &sample.file {
        let file = folder.join("file.csv");
        std::fs::write(&file, text).unwrap();
        words.push(file.to_str().unwrap().to_owned());
    }
    // Where a file goes that it writes.
    words.extend(FILES.iter().filter(|(command, _)| *command == entry.command).flat_map(|(_, words)| {
        words.iter().map(|word| folder.join(word).to_str().filter(|_| *word == "file").unwrap_or(word).to_owned())
    }));
    words
}

#[test]
fn whoever_runs_a_command_is_in_the_audit_like_everybody() {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("register");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    huigu(&at(&register, &["import", sample.to_str().unwrap()])).expect(0);
    let desk = desk(&register);
    let mut count = 0;
    let with_command = || OPERATIONS.iter().filter(|entry| !entry.command.is_empty());
    assert!(with_command().count() >= 7);
    for (login, named, who) in PEOPLE {
        for entry in with_command() {
            count += 1;
            let words = command(entry, &desk, named.trim(), count, place.path());
            let before = acts(&desk, 0).first().map_or(0, |act| act.act);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            huigu_by(login, named, &at(&register, &words)).expect(0);
            let code = entry.use_case.code();
            let left: Vec<_> = acts(&desk, before).into_iter().filter(|act| act.use_case == code).collect();
            let what = format!("{} by {who}: {left:?}", entry.name);
            assert_eq!(left.len(), usize::from(entry.kind == OperationKind::Act), "{what}");
            for act in left {
                assert_eq!(act.result.as_deref(), Some("done"), "{what}");
                assert!(act.who.starts_with(who) && !act.who.contains(NUMBER), "{what}");
            }
        }
    }
    huigu(&at(&register, &["check"])).expect(0);
}
