//! Values of the interface as people read them: a code of the books becomes
//! its Chinese word, a share its percentage, money its grouped figure.

use huigu_facts::{
    Collateral, DealKind, DealStage, LoanClassKind, LoanForm, OrganisationKind, Outcome, Ownership, PartyKind, Purpose,
    Scale, Security, Vocabulary,
};
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

fn chinese_word(code: &str) -> Option<&'static str> {
    match code {
        "true" => return Some("是"),
        "false" => return Some("否"),
        _ => {}
    }
    of::<PartyKind>(code)
        .or_else(|| of::<Scale>(code))
        .or_else(|| of::<Ownership>(code))
        .or_else(|| of::<OrganisationKind>(code))
        .or_else(|| of::<Security>(code))
        .or_else(|| of::<Purpose>(code))
        .or_else(|| of::<LoanForm>(code))
        .or_else(|| of::<LoanClassKind>(code))
        .or_else(|| of::<Collateral>(code))
        .or_else(|| of::<DealKind>(code))
        .or_else(|| of::<DealStage>(code))
        .or_else(|| of::<Outcome>(code))
}

fn of<V: Vocabulary>(code: &str) -> Option<&'static str> {
    V::ALL.iter().find(|word| word.code() == code).map(|word| word.chinese())
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
}
