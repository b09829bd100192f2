//! Every operation that has a command, run as that command by each kind of
//! person there is at a command line: it does what it does, and leaves in the
//! audit the rows of its kind, under the person's name. What it is asked with
//! are the operation's own samples. Nobody takes another role than the
//! operator's here, so nobody is refused one.

use std::path::Path;
use std::sync::Arc;

use huigu_desk::{
    ActView, Caller, Desk, Hash, InputField, Instant, ListAudit, MemberType, OPERATIONS, OperationEntry, OperationKind,
    OperationSample, Place, Sampling, Settings, Whose,
};
use serde_json::Value;

use crate::desk::{at, huigu, huigu_by, huigu_zh, now};

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

/// The desk of a register with the sample's books.
fn filled(register: &Path) -> Desk {
    let books = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    huigu(&at(register, &["import", books.to_str().unwrap()])).expect(0);
    desk(register)
}

fn with_command() -> impl Iterator<Item = &'static OperationEntry> {
    OPERATIONS.iter().filter(|entry| !entry.command.is_empty())
}

/// A value that a member refuses, where there is one of its form.
fn refused(field: &InputField) -> Option<&'static str> {
    match field.form {
        MemberType::Word(_) => Some("no-such-word"),
        MemberType::Number { .. } => Some("one"),
        MemberType::Day => Some("2021-02-30"),
        MemberType::BatchOrDay => Some("soon"),
        MemberType::Line { .. } => Some(" "),
        _ => None,
    }
}

/// The acts in the audit after a number.
fn acts(desk: &Desk, after: u64) -> Vec<ActView> {
    let page = desk.run(&Caller::operator("tester"), ListAudit::default()).unwrap();
    page.acts.into_iter().filter(|act| act.act > after).collect()
}

/// A sample of an operation.
fn sample(entry: &OperationEntry, desk: &Desk, who: &str, count: u32) -> OperationSample {
    let caller = Caller::operator(who);
    (entry.sample)(&Sampling { desk, caller: &caller, password: "", whose: Whose::Own, count })
}

/// The command of an operation, asked with a sample.
fn command(entry: &OperationEntry, sample: &OperationSample, folder: &Path) -> Vec<String> {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let placed = |word: &str| word.strip_prefix('{').and_then(|word| sample.members.get(word.strip_suffix('}')?));
    let mut words: Vec<String> =
        entry.command.split(' ').map(|word| placed(word).map_or_else(|| word.to_owned(), plain)).collect();
    // A command lists all, and the name of a file comes with the file.
    let is_file = entry.command.starts_with("plan attach-text");
    let asked = |name: &str| name != "limit" && name != "file" && !entry.command.contains(&format!("{{{name}}}"));
    let given = |value: &Value| !value.is_null() && *value != Value::Bool(false);
    for (name, value) in sample.members.iter().filter(|(name, value)| asked(name) && given(value)) {
        let flag = format!("--{}", name.replace('_', "-"));
        match value {
            Value::Bool(_) => words.push(flag),
            Value::Array(items) => {
                words.extend(items.iter().flat_map(|item| [flag.clone(), item.as_str().unwrap().to_owned()]));
            }
            one => {
                let mut text = plain(one);
                if name == "text" {
                    let file = folder.join("text.txt");
                    std::fs::write(&file, &text).unwrap();
                    text = file.to_str().unwrap().to_owned();
                }
                if !is_file {
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
    let desk = filled(&register);
    let mut count = 0;
    assert!(with_command().count() >= 7);
    for (login, named, who) in PEOPLE {
        for entry in with_command() {
            count += 1;
            let words = command(entry, &sample(entry, &desk, named.trim(), count), place.path());
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

#[test]
fn a_command_refuses_what_the_members_of_its_operation_refuse() {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("register");
    let (desk, mut count) = (filled(&register), 0);
    // What is sent in files tells its own kind.
    for entry in with_command().filter(|entry| !entry.http.takes_file && !entry.command.starts_with("plan")) {
        for field in (entry.fields)().all().iter().filter(|field| field.name != "limit") {
            let Some(wrong) = refused(field) else { continue };
            count += 1;
            let mut sample = sample(entry, &desk, "clerk", count);
            sample.members.insert(field.name.clone(), wrong.into());
            let words = command(entry, &sample, place.path());
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let before = acts(&desk, 0).first().map_or(0, |act| act.act);
            let ran = huigu(&at(&register, &words));
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{words:?}: {}", ran.err);
            let left: Vec<_> =
                acts(&desk, before).into_iter().filter(|act| act.result.as_deref() == Some("done")).collect();
            assert!(left.is_empty(), "{words:?}: {left:?}");
        }
    }
    assert!(count >= 15, "{count}");
}

#[test]
fn an_operations_command_says_what_it_does_in_both_languages() {
    for entry in with_command() {
        // Of operations of the same words the first says what they do; commands declared apart have texts of their own.
        let words = |entry: &OperationEntry| -> Vec<&str> {
            entry.command.split(' ').filter(|word| !word.starts_with(['{', '-'])).collect()
        };
        let first = OPERATIONS.iter().find(|one| words(one) == words(entry)).unwrap();
        let line = [words(entry), vec!["--help"]].concat();
        let [zh, en] = [huigu_zh(&line).expect(0).out, huigu(&line).expect(0).out];
        let declared = ["settle", "import", "plan"].contains(&words(entry)[0]);
        assert!(declared || zh.starts_with(first.summary.zh) && en.starts_with(first.summary.en), "{zh}{en}");
        for field in (entry.fields)().all().iter().filter(|_| !declared) {
            let label = |text: &str| text.split(['：', ':', '，', ' ']).next().unwrap_or_default().to_owned();
            // What pages a list, and what is said of every source.
            let paged = ["limit", "cursor", "as-known-at"].contains(&&*field.name);
            assert!(
                paged || zh.contains(&label(&field.labels[0])) && en.contains(&label(&field.labels[1])),
                "{zh}{en}"
            );
        }
    }
}
