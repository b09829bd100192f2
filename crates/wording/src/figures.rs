//! Figures as people read them: yuan and 万元 with separators, shares in
//! percent. What programs read stays in the form of the interface.

use huigu_plan::{Formula, Goal, Lang, Target};
use huigu_quantity::{Fen, parse_decimal, round_half_away};

use crate::pick;

/// What the value of a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A share, rate or growth: shown in percent.
    Share,
    /// A change of a share, or the difference of two: shown in percentage points.
    Points,
    /// A number of times.
    Times,
    /// A sum of money in yuan.
    Money,
    /// A plain number.
    Number,
}

impl Unit {
    /// What the value of a target is.
    #[must_use]
    pub fn of(target: &Target) -> Self {
        match (target.goal, &target.formula) {
            (Some(Goal::Money(_)), _) => Self::Money,
            (_, Formula::BorrowerCount { .. } | Formula::ProductCount { .. }) => Self::Number,
            // A change of a share, or a difference of two, is told in points.
            (_, Formula::ShareChange { .. } | Formula::RatioExcess { .. }) => Self::Points,
            (Some(Goal::Share(_)), _) => Self::Share,
            (_, Formula::BalanceOverSum { .. }) => Self::Times,
            (_, Formula::ObservationLast { .. } | Formula::ObservationSum { .. }) => Self::Number,
            (Some(Goal::Times(_)), _) => Self::Times,
            (None, _) => Self::Share,
        }
    }
}

/// A decimal with six places of the interface, in its unit.
#[must_use]
pub fn in_unit(text: &str, unit: Unit, lang: impl Into<Lang>) -> String {
    match unit {
        Unit::Share => percent(text),
        Unit::Points => points(&percent(text), lang),
        Unit::Times => pick(lang, format!("{} 倍", trimmed(text)), format!("{} times", trimmed(text))),
        Unit::Money => {
            let (hundredths, name) = pick(lang, (WAN, " 万元"), (MILLION, " million yuan"));
            in_hundredths(text, hundredths).map_or_else(|| text.to_owned(), |figure| figure + name)
        }
        Unit::Number => grouped_decimal(&trimmed(text)),
    }
}

/// `0.672345` as `67.2345%`.
#[must_use]
pub fn percent(text: &str) -> String {
    match parse_decimal(text, 6) {
        Some(Ok(millionths)) => {
            let sign = if millionths < 0 { "-" } else { "" };
            let magnitude = millionths.unsigned_abs();
            format!("{sign}{}.{:04}%", magnitude / 10_000, magnitude % 10_000)
        }
        _ => text.to_owned(),
    }
}

/// A goal in percent without needless zeros: `65%`.
#[must_use]
pub fn short_percent(text: &str) -> String {
    let long = percent(text);
    match long.strip_suffix('%') {
        Some(figure) => format!("{}%", trimmed(figure)),
        None => long,
    }
}

/// A goal in percentage points without needless zeros: `2 个百分点`.
#[must_use]
pub fn short_points(text: &str, lang: impl Into<Lang>) -> String {
    points(&short_percent(text), lang)
}

fn points(percent: &str, lang: impl Into<Lang>) -> String {
    percent.replace('%', pick(lang, " 个百分点", " points"))
}

/// A hundredth of 万元 and of a million yuan, in millionths of a yuan.
const WAN: i128 = 100_000_000;
const MILLION: i128 = 10_000_000_000;

/// A sum in yuan with two decimals of a larger unit, of which a hundredth is
/// so much, rounded half away from zero.
fn in_hundredths(yuan: &str, hundredth: i128) -> Option<String> {
    let millionths = parse_decimal(yuan, 6)?.ok()?;
    Fen::from_i128(round_half_away(millionths, hundredth)).map(Fen::grouped)
}

/// A sum in yuan as 万元 with two decimals, rounded half away from zero.
#[must_use]
pub fn wan(yuan: &str) -> Option<String> {
    in_hundredths(yuan, WAN)
}

/// What stands above or below a share: money, which has decimals, in 万元; a
/// number as it is.
#[must_use]
pub fn part(text: &str) -> String {
    if text.contains('.') { wan(text).unwrap_or_else(|| text.to_owned()) } else { grouped_decimal(text) }
}

/// A change with its sign; that of a share is in percentage points.
#[must_use]
pub fn change(text: &str, unit: Unit, lang: impl Into<Lang>) -> String {
    match unit {
        Unit::Share | Unit::Points => signed(points(&percent(text), lang)),
        _ => signed(in_unit(text, unit, lang)),
    }
}

/// Trailing zeros after the point, and a bare point, cut off.
#[must_use]
pub fn trimmed(text: &str) -> String {
    if !text.contains('.') {
        return text.to_owned();
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn grouped_decimal(text: &str) -> String {
    let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let grouped = digits.parse().map_or_else(|_| digits.to_owned(), grouped);
    match decimals {
        Some(decimals) => format!("{sign}{grouped}.{decimals}"),
        None => format!("{sign}{grouped}"),
    }
}

/// A whole number with thousands separators.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A difference with its sign, so that growth and decline are told apart.
#[must_use]
pub fn signed(text: String) -> String {
    if text.starts_with('-') || !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        text
    } else {
        format!("+{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_in_percent() {
        assert_eq!(percent("0.672345"), "67.2345%");
        assert_eq!(percent("-0.000100"), "-0.0100%");
        assert_eq!(short_percent("0.650000"), "65%");
        assert_eq!(short_percent("0.015000"), "1.5%");
        assert_eq!(short_percent("1.000000"), "100%");
        assert_eq!(in_unit("-0.012345", Unit::Points, Lang::En), "-1.2345 points");
        assert_eq!(short_points("0.020000", Lang::Zh), "2 个百分点");
    }

    #[test]
    fn money_is_read_in_wan() {
        assert_eq!(wan("12345678.90").as_deref(), Some("1,234.57"));
        assert_eq!(wan("-50.00").as_deref(), Some("-0.01"));
        assert_eq!(part("12345678.90"), "1,234.57");
        assert_eq!(part("12345"), "12,345");
        assert_eq!(part("583747.980000"), "58.37");
        assert_eq!(in_unit("200000000.000000", Unit::Money, Lang::Zh), "20,000.00 万元");
        assert_eq!(in_unit("195360000.000000", Unit::Money, Lang::En), "195.36 million yuan");
        assert_eq!(in_unit("9.500000", Unit::Times, Lang::Zh), "9.5 倍");
        assert_eq!(in_unit("1234567.000000", Unit::Number, Lang::En), "1,234,567");
    }

    #[test]
    fn growth_carries_its_sign() {
        assert_eq!(change("0.028229", Unit::Share, Lang::Zh), "+2.8229 个百分点");
        assert_eq!(change("-0.030000", Unit::Times, Lang::En), "-0.03 times");
        assert_eq!(signed("1.00".to_owned()), "+1.00");
        assert_eq!(signed("-1.00".to_owned()), "-1.00");
        assert_eq!(signed("0.00".to_owned()), "0.00");
    }
}
