//! The pure core: no files, network, clock, chance or async; no binary
//! floating point where money is.

use crate::source::Source;
use crate::tree;

const PURE: &[&str] = &["quantity", "facts", "plan", "book", "engine", "sql"];

/// Paths and words the pure crates do without.
const WORLD: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::io",
    "std::time::SystemTime",
    "std::time::Instant",
    "SystemTime",
    "Instant",
    "rand::",
    "getrandom",
    "tokio",
    "async fn",
    ".await",
];

/// Where a binary float may stand: figures shown, never money or a paid rate.
const FLOATS: &[(&str, &str)] = &[
    ("crates/quantity/src/ratio.rs", "`Ratio::approximate`, for growth shown"),
    ("crates/engine/src/targets/growth.rs", "guesses a root, whole numbers then decide; shown, never paid by"),
];

/// The shipped files of a pure crate, without the parts only tests see.
fn pure_files(name: &str) -> Vec<(String, Source)> {
    let files = tree::shipped(name);
    let mut only_tests = Vec::new();
    for file in &files {
        let folder = match file.path.strip_suffix("/mod.rs").or_else(|| file.path.strip_suffix("/lib.rs")) {
            Some(folder) => folder.to_owned(),
            None => file.path.trim_end_matches(".rs").to_owned(),
        };
        only_tests.extend(Source::read(&file.text).test_modules().iter().map(|module| format!("{folder}/{module}")));
    }
    let is_test = |path: &str| {
        let stem = path.trim_end_matches(".rs");
        only_tests.iter().any(|module| stem == module || path.starts_with(&format!("{module}/")))
    };
    let shipped = files.into_iter().filter(|file| !is_test(&file.path));
    shipped.map(|file| (file.path, Source::read(&file.text).without_tests())).collect()
}

fn has_word(code: &str, word: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        let begins_apart = !word.starts_with(name) || !before.is_some_and(name);
        let ends_apart = !word.ends_with(name) || !after.is_some_and(name);
        begins_apart && ends_apart
    })
}

#[test]
fn words_are_found_whole() {
    assert!(has_word("let x: f64 = 1.0;", "f64"));
    assert!(!has_word("let x: Instantly", "Instant"));
    assert!(!has_word("operand::x", "rand::"));
    assert!(has_word("use rand::x", "rand::"));
}

#[test]
fn the_pure_core_does_not_touch_the_world() {
    for name in PURE {
        for (path, source) in pure_files(name) {
            for (line, code) in source.lines() {
                for word in WORLD {
                    assert!(!has_word(&code, word), "{path}:{line}: `{word}` in a pure crate");
                }
            }
        }
    }
}

#[test]
fn no_binary_float_near_money() {
    for (path, why) in FLOATS {
        let file = std::fs::read_to_string(tree::root().join(path)).unwrap_or_default();
        assert!(has_word(&file, "f64"), "{path} ({why}) has no float any more: take it off the list");
    }
    for name in PURE {
        for (path, source) in pure_files(name) {
            if FLOATS.iter().any(|(allowed, _)| *allowed == path) {
                continue;
            }
            for (line, code) in source.lines() {
                assert!(!has_word(&code, "f64") && !has_word(&code, "f32"), "{path}:{line}: a binary float");
            }
        }
    }
}
