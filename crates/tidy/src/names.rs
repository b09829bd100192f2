//! One name means one thing: public types, and the words code is written in.

use std::collections::BTreeMap;

use crate::source::Source;
use crate::{ratchet, tree};

/// Words of an identifier, in small letters: `BookKind` and `book_kind` are `book` and `kind`.
fn words(identifier: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let chars: Vec<char> = identifier.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let begins = c.is_uppercase()
            && (at == 0 || !chars[at - 1].is_uppercase() || chars.get(at + 1).is_some_and(|next| next.is_lowercase()));
        if *c == '_' || begins {
            found.push(String::new());
        }
        if *c != '_' {
            found.last_mut().unwrap().extend(c.to_lowercase());
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

fn identifiers(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

#[test]
fn an_identifier_is_read_as_words() {
    assert_eq!(words("BookKind"), ["book", "kind"]);
    assert_eq!(words("book_kind_2"), ["book", "kind", "2"]);
    assert_eq!(words("HTTPServer"), ["http", "server"]);
    assert_eq!(words("ALL_KINDS"), ["all", "kinds"]);
}

#[test]
fn words_given_up_do_not_come_back() {
    let given_up = ratchet::list("words-given-up.txt");
    let given_up: BTreeMap<&str, &str> = given_up.iter().map(|line| line.split_once(": ").unwrap()).collect();
    for file in tree::rust().iter().filter(|file| !file.path.starts_with("crates/tidy/")) {
        for (line, code) in Source::read(&file.text).lines() {
            for word in identifiers(&code).flat_map(words) {
                if let Some(instead) = given_up.get(word.as_str()) {
                    panic!("{}:{line}: `{word}` was given up; write {instead}", file.path);
                }
            }
        }
    }
}

#[test]
fn a_public_type_has_a_name_of_its_own() {
    let mut declared: BTreeMap<String, usize> = BTreeMap::new();
    // Crates for tests alone say the same words of the same things, on purpose.
    for name in tree::crates().iter().filter(|name| !["oracle", "testkit", "tidy"].contains(&name.as_str())) {
        for file in tree::shipped(name) {
            for (_, code) in Source::read(&file.text).without_tests().lines() {
                // A closed list is indented by its macro.
                let line = code.strip_prefix("    ").unwrap_or(&code);
                let Some((kind, rest)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(' ')) else {
                    continue;
                };
                if ["struct", "enum", "trait", "type"].contains(&kind) && !rest.starts_with('$') {
                    *declared.entry(identifiers(rest).next().unwrap().to_owned()).or_default() += 1;
                }
            }
        }
    }
    assert!(declared.len() > 300, "the types are read: {}", declared.len());
    let found: Vec<(String, usize)> = declared.into_iter().collect();
    ratchet::holds("names-twice.txt", &found, 1, "public types share a name: one name means one thing");
}
