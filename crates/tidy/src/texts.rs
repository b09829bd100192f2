//! The catalogue of texts: every entry is used, in its language, and once.

use std::collections::{HashMap, HashSet};

use crate::source::Source;
use crate::tree;

/// Where the catalogue lies.
const CATALOGUE: &str = "crates/answers/src/texts/";

/// An entry: its area, its name, and its text in Chinese and English.
struct Entry {
    area: String,
    name: String,
    zh: String,
    en: String,
}

/// Every entry of the catalogue; help has a table of its own.
fn entries() -> Vec<Entry> {
    let mut entries = Vec::new();
    for file in tree::rust().iter().filter(|file| file.path.starts_with(CATALOGUE) && !file.path.ends_with("help.rs")) {
        let area = file.path[CATALOGUE.len()..].trim_end_matches(".rs").to_owned();
        let source = Source::read(&file.text);
        let code = source.lines().into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        let body = code.split_once("texts! {").map_or("", |(_, body)| body).trim_end().trim_end_matches('}');
        let names = body.split(';').filter_map(|entry| entry.split(['{', '=']).next()).map(str::trim);
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        let (texts, []) = source.literals().as_chunks::<2>() else { panic!("{area}: a text stands in one language") };
        assert_eq!(names.len(), texts.len(), "{area}: {names:?}");
        entries.extend(names.into_iter().zip(texts).map(|(name, [zh, en])| Entry {
            area: area.clone(),
            name: name.to_owned(),
            zh: zh.text.clone(),
            en: en.text.clone(),
        }));
    }
    assert!(entries.len() > 300, "the catalogue is read");
    entries
}

fn is_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_text_is_used() {
    let mut used = HashSet::new();
    for file in tree::rust().iter().filter(|file| !file.path.starts_with(CATALOGUE)) {
        for (_, line) in Source::read(&file.text).lines() {
            for (at, _) in line.match_indices("::") {
                let word = |c: &char| c.is_alphanumeric() || *c == '_';
                let area: Vec<char> = line[..at].chars().rev().take_while(word).collect();
                let name: String = line[at + 2..].chars().take_while(word).collect();
                used.insert((area.into_iter().rev().collect::<String>(), name));
            }
        }
    }
    let unused: Vec<_> = entries().into_iter().map(|entry| (entry.area, entry.name)).collect();
    let unused: Vec<_> = unused.into_iter().filter(|entry| !used.contains(entry)).collect();
    assert!(unused.is_empty(), "nobody says these texts: take them out of the catalogue: {unused:?}");
}

#[test]
fn every_text_is_in_its_language() {
    for Entry { area, name, zh, en } in entries() {
        // What has values alone, as a line of a list, is the same in both.
        let layout_only = zh.matches('{').count() > 1;
        assert!(is_han(&zh) || layout_only, "{area}::{name}: {zh}");
        // Two texts give a Chinese file name as an example.
        assert!(!is_han(&en) || en.contains("贷款-2021"), "{area}::{name}: {en}");
    }
}

#[test]
fn no_text_stands_twice() {
    let mut seen: HashMap<(String, String), String> = HashMap::new();
    for Entry { area, name, zh, en } in entries() {
        let name = format!("{area}::{name}");
        if let Some(other) = seen.insert((zh, en), name.clone()) {
            panic!("{name} says what {other} says: use one");
        }
    }
}
