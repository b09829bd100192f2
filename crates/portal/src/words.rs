//! The words of the pages: Chinese in the source, English in the catalogue
//! `locales/en.toml`. A test reads every source file and fails on a string
//! that has no English, and on an entry that nothing uses.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;

use huigu_desk::Instant;
use huigu_quantity::{Day, Lang};

const CATALOGUE: &str = include_str!("../locales/en.toml");

static ENGLISH: LazyLock<HashMap<String, String>> = LazyLock::new(|| toml::from_str(CATALOGUE).unwrap_or_default());

/// A string of the source in the language.
pub fn t(lang: Lang, zh: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => ENGLISH.get(zh).map_or(zh, String::as_str),
    }
}

/// The same, with every `{name}` replaced once.
pub fn say(lang: Lang, zh: &'static str, values: &[(&str, &dyn Display)]) -> String {
    filled(t(lang, zh), values)
}

/// A template with every `{name}` replaced, in one pass, so that a value
/// holding `{…}` is not replaced again; a name without a value stays.
fn filled(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + length];
        text.push_str(&rest[..open]);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => text.push_str(&value.to_string()),
            None => text.push_str(&rest[open..=open + length]),
        }
        rest = &rest[open + length + 1..];
    }
    text.push_str(rest);
    text
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day as the language writes it.
pub fn date(lang: Lang, day: Day) -> String {
    match lang {
        Lang::Zh => day.chinese(),
        Lang::En => {
            let (year, month, day) = day.ymd();
            let month = MONTHS.get((month - 1) as usize).copied().unwrap_or_default();
            format!("{day} {month} {year}")
        }
    }
}

/// An instant's hour and minute in Shanghai: `09:05`.
pub fn clock_time(instant: Instant) -> String {
    const HOUR: i64 = 3_600_000_000;
    let of_day = (instant.0 + 8 * HOUR).rem_euclid(24 * HOUR);
    format!("{:02}:{:02}", of_day / HOUR, of_day % HOUR / 60_000_000)
}

/// An instant as day and minute in Shanghai.
pub fn moment(lang: Lang, instant: Instant) -> String {
    [date(lang, instant.day()), clock_time(instant)].join(" ")
}

/// A month as the language writes it, short: `22年3月`, `Mar 22`.
pub fn month(lang: Lang, day: Day) -> String {
    let (year, month, _) = day.ymd();
    let year = year.rem_euclid(100);
    match lang {
        Lang::Zh => say(lang, "{year}年{month}月", &[("year", &format!("{year:02}")), ("month", &month)]),
        Lang::En => {
            let name = MONTHS.get((month - 1) as usize).and_then(|name| name.get(..3)).unwrap_or_default();
            format!("{name} {year:02}")
        }
    }
}

const NUMERALS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A whole number up to 99 in Chinese numerals.
fn numeral(number: u32) -> Option<String> {
    let digit = |number: u32| NUMERALS.get(number as usize).copied().unwrap_or_default();
    match number {
        0..=9 => Some(digit(number).to_owned()),
        10..=99 => {
            let tens = if number < 20 { "" } else { digit(number / 10) };
            let ones = if number.is_multiple_of(10) { "" } else { digit(number % 10) };
            Some([tens, "十", ones].concat())
        }
        _ => None,
    }
}

/// A clause's number as a notice writes it: `3.1` is 三（一）.
pub fn clause_number(lang: Lang, id: &str) -> String {
    if lang == Lang::En {
        return id.to_owned();
    }
    let parts: Option<Vec<String>> = id.split('.').map(|part| part.parse().ok().and_then(numeral)).collect();
    match parts.as_deref() {
        Some([chapter]) => chapter.clone(),
        Some([chapter, section]) => format!("{chapter}（{section}）"),
        _ => id.to_owned(),
    }
}

/// What a figure is called, by its name in the plan's format; its own name
/// where it has none here.
pub fn figure_name(lang: Lang, name: &str) -> String {
    let known = match name.rsplit('.').next().unwrap_or(name) {
        "rate" => t(lang, "比例"),
        "share" => t(lang, "补贴比例"),
        "sum" => t(lang, "每户金额"),
        "cap" => t(lang, "年度上限"),
        "cap-per-deal" => t(lang, "每单上限"),
        "cap-lifetime" => t(lang, "历年累计上限"),
        "stages" => t(lang, "各阶段金额"),
        "per-borrower" => t(lang, "每户限额"),
        "term" | "term-over" => t(lang, "期限长度"),
        "rate-over-lpr" => t(lang, "利率高于 LPR 的幅度"),
        "preferential-rate" => t(lang, "优惠利率高于 LPR 的幅度"),
        "credit-line" => t(lang, "授信上限"),
        "guarantee-amount" => t(lang, "担保金额上限"),
        "account" | "guarantee-account" => t(lang, "单户在保上限"),
        "principal" => t(lang, "本金上限"),
        "goal" => t(lang, "目标值"),
        "size" => t(lang, "规模总额"),
        "value" => t(lang, "数额"),
        "suspension-line" => t(lang, "暂停线"),
        "government-share" => t(lang, "政府分担"),
        "lender-share" => t(lang, "银行分担"),
        "guarantor-share" => t(lang, "担保机构分担"),
        _ => return name.to_owned(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn days_and_clauses_are_written_as_each_language_does() {
        let day = Day::from_ymd(2022, 3, 9).unwrap();
        assert_eq!(date(Lang::Zh, day), "2022年3月9日");
        assert_eq!(date(Lang::En, day), "9 March 2022");
        assert_eq!(month(Lang::Zh, day), "22年3月");
        assert_eq!(month(Lang::En, day), "Mar 22");
        assert_eq!(clause_number(Lang::Zh, "3.1"), "三（一）");
        assert_eq!(clause_number(Lang::Zh, "2"), "二");
        assert_eq!(clause_number(Lang::Zh, "12.20"), "十二（二十）");
        assert_eq!(clause_number(Lang::En, "3.1"), "3.1");
        assert_eq!(clause_number(Lang::Zh, "annex-a"), "annex-a");
    }

    fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.ends_with("src/tests") {
                continue;
            }
            if path.is_dir() {
                sources(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push(path);
            }
        }
    }

    fn is_han(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    /// What no catalogue has: numerals and the ways a date is written.
    const NUMERAL: [char; 11] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

    /// The string literals with Han characters of a source, before its tests.
    fn literals(source: &str) -> Vec<String> {
        let source = source.split("\n#[cfg(test)]").next().unwrap();
        let mut found = Vec::new();
        for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let mut rest = line;
            while let Some(open) = rest.find('"') {
                let Some(length) = rest[open + 1..].find('"') else { break };
                let literal = &rest[open + 1..open + 1 + length];
                if is_han(literal) && !(literal.chars().count() == 1 && literal.starts_with(NUMERAL)) {
                    found.push(literal.to_owned());
                }
                rest = &rest[open + length + 2..];
            }
        }
        found
    }

    #[test]
    fn every_string_has_its_english_and_every_entry_its_use() {
        let catalogue: HashMap<String, String> = toml::from_str(CATALOGUE).expect("the catalogue is TOML of strings");
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let mut used = BTreeSet::new();
        for file in &files {
            for literal in literals(&std::fs::read_to_string(file).unwrap()) {
                used.insert(literal);
            }
        }
        assert!(used.len() > 50, "the sources are read");
        let missing: Vec<_> = used.iter().filter(|zh| !catalogue.contains_key(*zh)).collect();
        assert!(missing.is_empty(), "no English in locales/en.toml for: {missing:#?}");
        let unused: Vec<_> = catalogue.keys().filter(|zh| !used.contains(*zh)).collect();
        assert!(unused.is_empty(), "nothing uses these entries of locales/en.toml: {unused:#?}");
        for (zh, en) in &catalogue {
            assert!(!en.is_empty() && !is_han(en), "{zh}: {en}");
            let names = |text: &str| {
                let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
                parts.map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>()
            };
            assert_eq!(names(zh), names(en), "the names in braces of {zh}");
        }
    }
}
