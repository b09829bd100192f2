//! The form of Rust files: every module says what it promises, nothing is left
//! for later, files stay short.

use crate::source::Source;
use crate::{ratchet, tree};

/// Most lines of a Rust file that is not on the list.
const LONG: usize = 500;

/// Most lines of a function that is not on the list.
const SCREEN: usize = 60;

#[test]
fn every_module_opens_with_what_it_promises() {
    for file in tree::rust() {
        let first = file.text.lines().find(|line| !line.trim().is_empty());
        assert!(first.is_some_and(|line| line.starts_with("//!")), "{} does not open with `//!`", file.path);
    }
}

#[test]
fn nothing_is_left_for_later() {
    // In two parts each, so that this file does not hold them.
    let in_code = [
        concat!("to", "do!"),
        concat!("unimple", "mented!"),
        concat!("db", "g!"),
        concat!("#[", "ignore"),
        concat!("#[", "allow("),
        concat!("#![", "allow("),
    ];
    let anywhere = [concat!("FIX", "ME"), concat!("XX", "X"), concat!("TO", "DO")];
    for file in tree::rust() {
        for (line, code) in Source::read(&file.text).lines() {
            for word in in_code {
                assert!(!code.contains(word), "{}:{line}: `{word}`", file.path);
            }
        }
        for (line, text) in file.text.lines().enumerate() {
            for word in anywhere {
                let found = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|part| part == word);
                assert!(!found, "{}:{}: `{word}`", file.path, line + 1);
            }
        }
    }
}

#[test]
fn files_stay_short_and_the_list_of_long_ones_shrinks() {
    let files: Vec<(String, usize)> =
        tree::rust().into_iter().map(|file| (file.path, file.text.lines().count())).collect();
    ratchet::holds("long-files.txt", &files, LONG, "divide it by subject");
}

#[test]
fn functions_fit_a_screen_and_the_list_of_long_ones_shrinks() {
    let mut found = Vec::new();
    for file in tree::rust() {
        found.extend(
            Source::read(&file.text)
                .functions()
                .into_iter()
                .map(|(name, lines)| (format!("{} {name}", file.path), lines)),
        );
    }
    assert!(found.len() > 3_000, "the functions are read: {}", found.len());
    // Of several with one name in a file the longest counts.
    found.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
    found.dedup_by(|one, other| one.0 == other.0);
    ratchet::holds("long-functions.txt", &found, SCREEN, "give a part of it a name");
}

#[test]
fn no_room_is_called_by_what_it_is_not() {
    let names = ["utils", "util", "helpers", "helper", "common", "misc", "manager", "service"];
    for file in tree::rust() {
        let parts = file.path.trim_end_matches(".rs").split('/');
        for part in parts {
            assert!(!names.contains(&part), "{}: `{part}` says nothing of what it is about", file.path);
        }
    }
}
