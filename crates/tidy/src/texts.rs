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

/// Whether a text says the same twice: a half in Chinese and one in English,
/// or English words behind all that is Chinese.
fn is_in_both_languages(text: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.trim_end_matches(',').chars().all(|c| c.is_ascii_lowercase());
    let halves: Vec<&str> = text.split(" / ").collect();
    let is_english = |half: &str| !is_han(half) && half.split(' ').any(is_word);
    let beside = halves.iter().any(|half| is_han(half)) && halves.iter().any(|half| is_english(half));
    let begins = text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_ascii());
    let end = text.rfind(|c: char| is_han(&c.to_string())).map_or("", |last| &text[last..]);
    let words: Vec<&str> = end.split(' ').collect();
    beside || (begins && words.windows(3).any(|three| three.iter().all(|word| is_word(word))))
}

#[test]
fn a_text_in_both_languages_is_found() {
    assert!(is_in_both_languages("余额 / balance {}"));
    assert!(is_in_both_languages("台账中没有“{id}”。the books know no `{id}`"));
    assert!(!is_in_both_languages("在“我的账号 / 接口令牌”页创建"));
    assert!(!is_in_both_languages("改正后用 huigu plan check 复核"));
}

/// What is said to people is in one language at a time; cases and the rows of
/// synthetic books are data.
#[test]
fn no_text_is_in_both_languages() {
    let data = ["oracle", "testkit", "tidy"];
    let mut found = Vec::new();
    for name in tree::crates().into_iter().filter(|name| !data.contains(&name.as_str())) {
        for file in tree::shipped(&name) {
            let source = Source::read(&file.text).without_tests();
            let both = source.literals().iter().filter(|literal| is_in_both_languages(&literal.text));
            found.extend(both.map(|literal| format!("{}:{}: {}", file.path, literal.line, literal.text)));
        }
    }
    assert!(found.is_empty(), "say each in one language (`Phrase`, `texts_of!`):\n{}", found.join("\n"));
}
