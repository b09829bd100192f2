//! The plan is data: no id of a shipped plan's product, measure or target
//! stands in Rust outside tests, and no text names a place of one machine.

use crate::source::Source;
use crate::tree;

/// Tables of a plan's files whose ids are the plan's own.
const NAMED: &[&str] = &["[[measure]]", "[[product]]", "[[target]]", "[[pool]]"];

/// Crates that only tests use.
const TESTS_ONLY: &[&str] = &["oracle", "tidy"];

/// Ids of measures, products, targets and pools of one plan file.
fn ids(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = NAMED.contains(&line);
        } else if inside && let Some(("id", value)) = line.split_once('=').map(|(key, value)| (key.trim(), value)) {
            found.extend(value.split('"').nth(1).map(str::to_owned));
        }
    }
    found
}

/// Whether `id` stands in `text` as a word of its own.
fn names(text: &str, id: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.split(|c| !part(c)).any(|word| word == id)
}

#[test]
fn ids_are_read_and_found() {
    let text = "[[measure]]\nid = \"a-b\"\nclause = \"1\"\n[[task]]\nid = \"c\"\n[[product]]\nid=\"d\"\n";
    assert_eq!(ids(text), ["a-b", "d"]);
    assert!(names("x.a-b=1", "a-b") && !names("x-a-b", "a-b"));
}

#[test]
fn no_id_of_the_plan_stands_in_code() {
    let files = tree::files();
    let plan = files.iter().filter(|file| file.path.starts_with("plans/") && file.path.ends_with(".toml"));
    let ids: Vec<String> = plan.flat_map(|file| ids(&file.text)).collect();
    assert!(ids.len() > 25, "the plan's ids are read: {ids:?}");
    for name in tree::crates().iter().filter(|name| !TESTS_ONLY.contains(&name.as_str())) {
        for file in tree::shipped(name) {
            if file.path.ends_with("tests.rs") || file.path.contains("/tests/") {
                continue;
            }
            for literal in Source::read(&file.text).without_tests().literals() {
                for id in &ids {
                    let found = names(&literal.text, id);
                    assert!(!found, "{}:{}: `{id}` belongs to the plan", file.path, literal.line);
                }
            }
        }
    }
}

#[test]
fn no_text_names_a_place_of_one_machine_or_a_registry() {
    // In two parts each, so that this file does not hold them.
    let places = [
        concat!("/wo", "rk/"),
        concat!("/tm", "p/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("crates", ".io"),
        concat!("pypi", ".org"),
        concat!("npmjs", ".com"),
    ];
    for file in tree::files() {
        // Lock files name the registry of every package: Cargo writes them.
        if file.path.ends_with("Cargo.lock") {
            continue;
        }
        for (line, text) in file.text.lines().enumerate() {
            for place in places {
                assert!(!text.contains(place), "{}:{}: `{place}`", file.path, line + 1);
            }
        }
    }
}
