//! Rates and shares as integer parts per million.

use std::fmt;

use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::money::parse_decimal;

/// A rate or share in parts per million: 2% is `Ppm(20_000)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ppm(pub i64);

/// Why a text is not a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RateError {
    /// The text is no decimal number.
    #[error("not a number")]
    NotANumber,
    /// More than four decimals of a percent.
    #[error("finer than 0.0001 percent")]
    TooFine,
    /// Beyond a million percent either way.
    #[error("out of range")]
    OutOfRange,
}

impl Ppm {
    /// One: 100%.
    pub const ONE: Self = Self(1_000_000);

    /// Reads a percentage, with or without the sign `%` or `％`: `3.85`, `3.85%`.
    ///
    /// # Errors
    /// [`RateError`] when the text is no number, finer than four decimals or absurd.
    pub fn parse_percent(text: &str) -> Result<Self, RateError> {
        let text = text.trim();
        let number = text.strip_suffix(['%', '％']).unwrap_or(text).trim_end();
        match parse_decimal(number, 4) {
            Some(Ok(value)) if value.unsigned_abs() <= 10_000_000_000 => Ok(Self(value as i64)),
            Some(Ok(_)) => Err(RateError::OutOfRange),
            Some(Err(())) => Err(RateError::TooFine),
            None => Err(RateError::NotANumber),
        }
    }

    /// The rate as a percentage for people: `3.85%`, `2%`.
    #[must_use]
    pub fn percent(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let whole = magnitude / 10_000;
        let rest = format!("{:04}", magnitude % 10_000);
        let rest = rest.trim_end_matches('0');
        if rest.is_empty() { format!("{sign}{whole}%") } else { format!("{sign}{whole}.{rest}%") }
    }
}

/// A fraction with six decimals: the form of every JSON answer.
impl fmt::Display for Ppm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:06}", magnitude / 1_000_000, magnitude % 1_000_000))
    }
}

impl Serialize for Ppm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_percent_and_writes_both_forms() {
        assert_eq!(Ppm::parse_percent("3.85%"), Ok(Ppm(38_500)));
        assert_eq!(Ppm::parse_percent(" 3.85 "), Ok(Ppm(38_500)));
        assert_eq!(Ppm::parse_percent("3.85001"), Err(RateError::TooFine));
        assert_eq!(Ppm::parse_percent("%"), Err(RateError::NotANumber));
        assert_eq!(Ppm::parse_percent("1000001"), Err(RateError::OutOfRange));
        assert_eq!(Ppm(38_500).to_string(), "0.038500");
        assert_eq!(Ppm(-5).to_string(), "-0.000005");
        assert_eq!(Ppm(38_500).percent(), "3.85%");
        assert_eq!(Ppm(20_000).percent(), "2%");
    }
}
