//! Values of the interface as people read them: a code of the books becomes
//! its Chinese word, a share its percentage, money its grouped figure.

use huigu_facts::{Kind, ValueType, Word};
use huigu_plan::Lang;
use huigu_quantity::{Fen, MoneyUnit};

use crate::figures;

/// A limit or an actual value as people read it. A list of words, separated
/// by commas or spaces, is read word by word.
pub fn readable(value: &str, lang: impl Into<Lang>) -> String {
    if let Some(figure) = figure(value) {
        return figure;
    }
    if lang.into() == Lang::En {
        return value.to_owned();
    }
    let words: Option<Vec<&str>> =
        value.split([',', ' ', '|']).filter(|word| !word.is_empty()).map(chinese_word).collect();
    match words {
        Some(words) if !words.is_empty() => words.join("、"),
        _ => value.to_owned(),
    }
}

/// Six decimals are a share, two are money.
fn figure(value: &str) -> Option<String> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let (_, decimals) = digits.split_once('.')?;
    match decimals.len() {
        6 => Some(figures::percent(value)),
        2 => Fen::parse(value, MoneyUnit::Yuan).ok().map(Fen::grouped),
        _ => None,
    }
}

/// The Chinese of a code, as the columns of the books know it: what a column
/// may hold is read here without being listed again.
fn chinese_word(code: &str) -> Option<&'static str> {
    match code {
        "true" => return Some("是"),
        "false" => return Some("否"),
        _ => {}
    }
    words().find(|word| word.code == code).and_then(|word| word.chinese.first().copied())
}

/// Every word that an enumerated column may hold.
fn words() -> impl Iterator<Item = &'static Word> {
    let columns = Kind::ALL.iter().flat_map(|kind| kind.columns());
    columns.flat_map(|column| match column.value {
        ValueType::Word(words) => words,
        _ => &[],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_in_their_language() {
        assert_eq!(readable("0.038500", Lang::Zh), "3.8500%");
        assert_eq!(readable("2000000.00", Lang::Zh), "2,000,000.00");
        assert_eq!(readable("2024-03-01", Lang::Zh), "2024-03-01");
        assert_eq!(readable("small, micro", Lang::Zh), "小型、微型");
        assert_eq!(readable("working-capital", Lang::Zh), "流动资金");
        assert_eq!(readable("working-capital", Lang::En), "working-capital");
        assert_eq!(readable("LN-1", Lang::Zh), "LN-1");
    }

    #[test]
    fn every_word_of_the_books_has_its_chinese() {
        for word in words() {
            assert_eq!(readable(word.code, Lang::Zh), word.chinese[0], "{}", word.code);
            assert_eq!(readable(word.code, Lang::En), word.code);
        }
        assert_eq!(readable("fixed", Lang::Zh), "固定利率", "not only what a filter may name");
    }
}
