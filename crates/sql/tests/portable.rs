//! The settlement stays in the language that DuckDB, PostgreSQL and Spark SQL
//! share: a list of what may be called, cast to and divided, and nothing else.
//! Held over the shipped plan, the second one and both with readings turned.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

use std::fs;
use std::path::Path;

use huigu_oracle::vary;
use huigu_plan::{Plan, shipped};
use huigu_quantity::Period;
use huigu_sql::settlement;

/// What may stand before a parenthesis: functions that mean the same
/// everywhere, and words of the language.
const MAY_OPEN: &[&str] = &[
    "CAST",
    "COALESCE",
    "COUNT",
    "LAG",
    "LEAD",
    "LENGTH",
    "MAX",
    "MIN",
    "MOD",
    "ROW_NUMBER",
    "SUBSTRING",
    "SUM",
    "UPPER",
    "AND",
    "AS",
    "BY",
    "DECIMAL",
    "FROM",
    "IN",
    "JOIN",
    "NOT",
    "ON",
    "OR",
    "OVER",
    "SELECT",
    "THEN",
    "VARCHAR",
    "WHEN",
    "WHERE",
];

/// Types a value may be cast to.
const TYPES: &[&str] = &["DECIMAL(38,0)", "BIGINT", "INTEGER", "VARCHAR(4)"];

/// Every settlement of both plans, as they stand and with readings turned.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/plans/yunwan-2023");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    files.sort();
    let second = Plan::from_files(&files).ok().unwrap();
    let mut texts = Vec::new();
    for (plan, years) in [(shipped(), [2021, 2022]), (second, [2023, 2024])] {
        for year in years {
            let rules = plan.rules_at(Period::year(year).last()).unwrap();
            texts.push(settlement(&rules, Period::year(year)).unwrap());
            texts.extend((0..20).map(|seed| settlement(&vary(&rules, seed), Period::year(year)).unwrap()));
        }
    }
    texts
}

/// The text without comments, each quoted text empty, blanks single.
fn bare(text: &str) -> String {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let quoted_away: Vec<&str> = code.iter().flat_map(|line| [*line, " "]).collect();
    let quoted_away: String = quoted_away.concat().split('\'').step_by(2).collect::<Vec<_>>().join("''");
    quoted_away.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The word that ends before a place, blanks aside.
fn word_before(code: &str, place: usize) -> &str {
    let before = code[..place].trim_end();
    let from = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map_or(0, |at| at + 1);
    &before[from..]
}

/// Where the parenthesis closes that opens at `open`.
fn close(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        if depth == 0 {
            return at;
        }
    }
    panic!("never closed: {}", &code[open..]);
}

/// The operand that begins at a place: a word, a call, or a parenthesis.
fn operand(code: &str) -> &str {
    let word = code.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(code.len());
    if code[word..].starts_with('(') { &code[..=close(code, word)] } else { &code[..word] }
}

/// Whether the division at a place is `CAST((a - MOD(b, n)) / n AS DECIMAL(38,0))`
/// with `b` the same as `a`, or `a` its remainder by a multiple of `n`.
fn exact(code: &str, at: usize) -> bool {
    let divisor = operand(code[at + 1..].trim_start());
    let closed = code[at + 1..].trim_start()[divisor.len()..].starts_with(" AS DECIMAL(38,0))");
    let left = code[..at].trim_end();
    let multiple = left.match_indices("CAST((").any(|(open, _)| {
        let open = open + "CAST(".len();
        if close(code, open) + 1 != left.len() {
            return false;
        }
        let inside = &left[open + 1..left.len() - 1];
        let Some(of) = inside.strip_suffix(&format!(", {divisor})")) else { return false };
        of.match_indices(" - MOD(").any(|(minus, sign)| {
            let (a, b) = (&of[..minus], &of[minus + sign.len()..]);
            a == b || a == format!("MOD({b}, ({divisor} * 1000000000))")
        })
    });
    closed && multiple
}

/// What is wrong with a text, in words.
fn complaints(text: &str) -> Vec<String> {
    let code = bare(text);
    let code = code.strip_suffix(';').unwrap_or(&code);
    let mut found = Vec::new();
    for (at, byte) in code.bytes().enumerate() {
        let context = || code[at.saturating_sub(60)..(at + 40).min(code.len())].to_owned();
        match byte {
            b'(' => {
                let word = word_before(code, at);
                let opens_arithmetic = word.is_empty() || word.bytes().all(|b| b.is_ascii_digit());
                if !opens_arithmetic && !MAY_OPEN.contains(&word) {
                    found.push(format!("{word}( is not shared: {}", context()));
                }
                if word == "CAST" {
                    let inside = &code[at + 1..close(code, at)];
                    let kind = inside.rsplit_once(" AS ").map_or("", |(_, kind)| kind);
                    if !TYPES.contains(&kind) {
                        found.push(format!("a cast to {kind}: {}", context()));
                    }
                }
            }
            b'/' if !exact(code, at) => {
                found.push(format!("a division that is not of an exact multiple: {}", context()));
            }
            b'.' if code.as_bytes().get(at + 1).is_none_or(u8::is_ascii_digit) => {
                found.push(format!("a fraction: {}", context()))
            }
            b'%' | b':' | b'"' | b'`' | b'[' | b'{' | b';' => {
                found.push(format!("a sign of one engine: {}", context()))
            }
            _ => {}
        }
    }
    let words = code.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    for word in words.filter(|word| {
        [
            "DATE",
            "TIMESTAMP",
            "INTERVAL",
            "CURRENT_DATE",
            "DOUBLE",
            "FLOAT",
            "REAL",
            "NUMERIC",
            "LATERAL",
            "QUALIFY",
            "COLLATE",
            "ILIKE",
        ]
        .contains(word)
    }) {
        found.push(format!("{word} is not shared"));
    }
    found
}

#[test]
fn the_settlement_uses_only_what_the_engines_share() {
    for text in texts() {
        let found = complaints(&text);
        assert!(found.is_empty(), "{}\n{text}", found.join("\n"));
        assert!(text.contains(" / "), "the text divides somewhere, so the test looks at something");
    }
}

#[test]
fn what_the_engines_do_not_share_is_noticed() {
    for wrong in [
        "SELECT ROUND(a)",
        "SELECT EXTRACT(YEAR FROM d)",
        "SELECT DATEDIFF(a, b)",
        "SELECT DATE '2021-01-01'",
        "SELECT CAST(a AS DOUBLE)",
        "SELECT CAST(a AS DECIMAL(18,2))",
        "SELECT a::BIGINT",
        "SELECT a % 2",
        "SELECT a * 0.02",
        "SELECT a / 365",
        "SELECT CAST(a / 365 AS DECIMAL(38,0))",
        "SELECT CAST((a - MOD(a, 366)) / 365 AS DECIMAL(38,0))",
        "SELECT CAST((a - MOD(b, 365)) / 365 AS DECIMAL(38,0))",
        "SELECT .5 * a",
        "SELECT \"a\"",
        "SELECT a; SELECT b;",
    ] {
        assert!(!complaints(wrong).is_empty(), "{wrong}");
    }
    assert_eq!(complaints("SELECT CAST((a - MOD(a, 365)) / 365 AS DECIMAL(38,0)) -- fine\n"), Vec::<String>::new());
}
