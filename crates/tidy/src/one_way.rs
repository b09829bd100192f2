//! One way in: whoever serves many people asks at the desk, which
//! asks the table who may; the register itself, and the operator who needs no
//! permit, are for the command line alone.

use crate::source::Source;
use crate::tree;

/// Crates that serve many.
const SERVERS: &[&str] = &["web", "portal"];

/// Ways past the desk.
const PAST: &[&str] = &["Register", "Caller::operator", "huigu_store"];

/// The way past the desk that a line of code takes.
fn past(code: &str) -> Option<&'static str> {
    let name = |c: char| c.is_alphanumeric() || c == '_';
    PAST.iter().copied().find(|word| {
        code.match_indices(word)
            .any(|(at, _)| !code[..at].ends_with(name) && !code[at + word.len()..].starts_with(name))
    })
}

#[test]
fn ways_past_the_desk_are_seen() {
    assert_eq!(past("let caller = Caller::operator(who);"), Some("Caller::operator"));
    assert_eq!(past("use huigu_desk::{Desk, Register};"), Some("Register"));
    assert_eq!(past("let registered = Caller::public();"), None);
}

#[test]
fn who_serves_many_asks_at_the_desk() {
    let crates = tree::crates();
    for name in crates.iter().filter(|name| SERVERS.contains(&name.as_str())) {
        for file in tree::shipped(name) {
            for (line, code) in Source::read(&file.text).without_tests().lines() {
                assert_eq!(past(&code), None, "{}:{line}: past the desk", file.path);
            }
        }
    }
}
