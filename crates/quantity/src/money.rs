//! Money as integer fen, read from and written as yuan with two decimals.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// An amount of money in fen (0.01 yuan). Sums of many amounts are kept in
/// `i128` by whoever sums; a single amount read from a file is at most
/// [`Fen::MAX_AMOUNT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fen(pub i64);

/// The unit a column or heading declares for its money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MoneyUnit {
    /// 元.
    #[default]
    Yuan,
    /// 千元.
    ThousandYuan,
    /// 万元.
    WanYuan,
    /// 亿元.
    YiYuan,
}

impl MoneyUnit {
    /// Decimal places by which a figure in this unit is shifted to become yuan.
    #[must_use]
    pub fn shift(self) -> u32 {
        match self {
            Self::Yuan => 0,
            Self::ThousandYuan => 3,
            Self::WanYuan => 4,
            Self::YiYuan => 8,
        }
    }
}

/// Why a text is not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The text is no decimal number.
    #[error("not a number")]
    NotANumber,
    /// The amount is finer than a fen; amounts are never rounded on the way in.
    #[error("finer than a fen")]
    FinerThanFen,
    /// The amount exceeds [`Fen::MAX_AMOUNT`].
    #[error("more than 10^13 yuan")]
    TooLarge,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest single amount accepted: 10^13 yuan. It keeps one event's
    /// amount times 366 days well inside `i64`.
    pub const MAX_AMOUNT: Self = Self(1_000_000_000_000_000);

    /// Reads an amount written in `unit`, with optional sign and thousands
    /// separators (`,` or `，`), into fen.
    ///
    /// # Errors
    /// [`MoneyError`] when the text is no number, is finer than a fen or too large.
    pub fn parse(text: &str, unit: MoneyUnit) -> Result<Self, MoneyError> {
        let places = 2 + unit.shift();
        match parse_decimal(text, places) {
            Some(Ok(value)) if value.unsigned_abs() <= Self::MAX_AMOUNT.0 as u128 => {
                // The guard bounds the value by 10^15, so it fits i64.
                Ok(Self(value as i64))
            }
            Some(Ok(_)) => Err(MoneyError::TooLarge),
            Some(Err(())) => Err(MoneyError::FinerThanFen),
            None => Err(MoneyError::NotANumber),
        }
    }

    /// Turns a sum kept in `i128` back into an amount, if it fits.
    #[must_use]
    pub fn from_i128(value: i128) -> Option<Self> {
        i64::try_from(value).ok().map(Self)
    }

    /// The amount with thousands separators, for people: `-1,234,567.80`.
    #[must_use]
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", plain.as_str()),
        };
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
        let mut out = String::with_capacity(plain.len() + whole.len() / 3 + 1);
        out.push_str(sign);
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        out.push('.');
        out.push_str(cents);
        out
    }
}

/// Reads a decimal number as an integer scaled by `10^places`.
///
/// Accepts a sign, thousands separators between digits and one point.
/// `None`: no number, or beyond `i128` after scaling. `Some(Err(()))`: more
/// significant decimals than `places`.
#[must_use]
pub fn parse_decimal(text: &str, places: u32) -> Option<Result<i128, ()>> {
    let text = text.trim();
    let (negative, body) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let mut value: i128 = 0;
    let mut digits = 0u32;
    let mut decimals: Option<u32> = None;
    let mut too_fine = false;
    for c in body.chars() {
        match c {
            '0'..='9' => {
                digits += 1;
                let d = i128::from(c as u32 - '0' as u32);
                match decimals.as_mut() {
                    Some(n) if *n >= places => too_fine |= d != 0,
                    Some(n) => {
                        *n += 1;
                        value = value.checked_mul(10)?.checked_add(d)?;
                    }
                    None => value = value.checked_mul(10)?.checked_add(d)?,
                }
            }
            ',' | '，' if decimals.is_none() && digits > 0 => {}
            '.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    if digits == 0 {
        return None;
    }
    if too_fine {
        return Some(Err(()));
    }
    let missing = places - decimals.unwrap_or(0).min(places);
    value = value.checked_mul(10i128.checked_pow(missing)?)?;
    Some(Ok(if negative { -value } else { value }))
}

/// Yuan with two decimals, no separators: the form of every JSON answer.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100))
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads what [`Serialize`] writes, and nothing else: an amount of an answer,
/// which may be a sum beyond [`Fen::MAX_AMOUNT`].
impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let fen = parse_decimal(&text, 2).and_then(Result::ok).and_then(Self::from_i128);
        let fen = fen.filter(|fen| fen.to_string() == *text);
        fen.ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &"yuan with two decimals"))
    }
}

impl Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Fen {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Fen {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Fen {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_yuan() {
        for (text, fen) in [("0", 0), ("1", 100), ("1.5", 150), ("-0.01", -1), ("1,234.50", 123_450), ("1.500", 150)] {
            assert_eq!(Fen::parse(text, MoneyUnit::Yuan), Ok(Fen(fen)), "{text}");
        }
        assert_eq!(Fen(-1).to_string(), "-0.01");
        assert_eq!(Fen(0).to_string(), "0.00");
        assert_eq!(Fen(-123_456_789).grouped(), "-1,234,567.89");
    }

    #[test]
    fn an_answer_s_amount_is_read_back_and_no_other_text() {
        use serde::de::IntoDeserializer;
        use serde::de::value::{Error, StrDeserializer};
        let read = |text: &'static str| {
            let text: StrDeserializer<'static, Error> = text.into_deserializer();
            Fen::deserialize(text).ok()
        };
        for fen in [Fen(-1), Fen::ZERO, Fen(123_456), Fen(i64::MAX), Fen(i64::MIN)] {
            assert_eq!(read(fen.to_string().leak()), Some(fen));
        }
        for text in ["1", "1.5", "1,000.00", "+1.00", " 1.00", "1.000", "-0.00", "92233720368547758.08", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn scales_by_the_declared_unit() {
        assert_eq!(Fen::parse("1.2", MoneyUnit::WanYuan), Ok(Fen(1_200_000)));
        assert_eq!(Fen::parse("0.000001", MoneyUnit::WanYuan), Ok(Fen(1)));
        assert_eq!(Fen::parse("0.0000001", MoneyUnit::WanYuan), Err(MoneyError::FinerThanFen));
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in ["", ".", "-", "1.2.3", "１", "1e3", "yuan", ",1", "NaN"] {
            assert_eq!(Fen::parse(text, MoneyUnit::Yuan), Err(MoneyError::NotANumber), "{text}");
        }
        assert_eq!(Fen::parse("1.005", MoneyUnit::Yuan), Err(MoneyError::FinerThanFen));
        assert_eq!(Fen::parse("10000000000000", MoneyUnit::Yuan), Ok(Fen::MAX_AMOUNT));
        assert_eq!(Fen::parse("10000000000000.01", MoneyUnit::Yuan), Err(MoneyError::TooLarge));
        assert_eq!(Fen::parse(&"9".repeat(80), MoneyUnit::YiYuan), Err(MoneyError::NotANumber));
    }
}
