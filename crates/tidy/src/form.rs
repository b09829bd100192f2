//! The form of Rust files: every module says what it promises, nothing is left
//! for later, files stay short.

use crate::source::Source;
use crate::tree;

/// Most lines of a Rust file that is not on the list.
const LONG: usize = 500;

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
    let list = std::fs::read_to_string(tree::root().join("crates/tidy/long-files.txt")).unwrap();
    let mut listed: Vec<(&str, usize)> = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (path, most) = line.split_once(' ').unwrap();
        listed.push((path, most.trim().parse().unwrap()));
    }
    let files = tree::rust();
    for file in &files {
        let lines = file.text.lines().count();
        match listed.iter().find(|(path, _)| *path == file.path) {
            None => assert!(lines <= LONG, "{} has {lines} lines: divide it by subject", file.path),
            Some((path, most)) => {
                assert!(lines <= *most, "{path} grew from {most} to {lines} lines");
                assert!(lines > LONG, "{path} is short now: take it off crates/tidy/long-files.txt");
            }
        }
    }
    for (path, _) in listed {
        assert!(files.iter().any(|file| file.path == path), "{path} is gone: take it off the list");
    }
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
