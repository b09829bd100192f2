//! Exact fractions of any size, and the one rounding.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::BigInt;

/// Divides and rounds once, half away from zero: the only rounding of the
/// product. `den` must be positive.
///
/// # Panics
/// When `den` is not positive: callers divide by day counts and powers of ten.
#[must_use]
pub fn round_half_away(num: i128, den: i128) -> i128 {
    assert!(den > 0, "a fraction's denominator is positive");
    let quotient = num / den;
    let rest = (num % den).unsigned_abs();
    // rest * 2 >= den without overflow.
    let away = rest >= den.unsigned_abs() - rest;
    if away { quotient + num.signum() } else { quotient }
}

/// An exact fraction with a positive denominator, of unbounded size; used
/// where figures of the whole district meet, never per loan.
#[derive(Debug, Clone)]
pub struct Ratio {
    num: BigInt,
    den: BigInt,
}

impl Ratio {
    /// `num / den`; `None` for a zero denominator.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Option<Self> {
        Self::of(BigInt::from(num), BigInt::from(den))
    }

    fn of(num: BigInt, den: BigInt) -> Option<Self> {
        match den.cmp(&BigInt::ZERO) {
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { num, den }),
            Ordering::Less => Some(Self { num: -num, den: -den }),
        }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(value: i128) -> Self {
        Self { num: BigInt::from(value), den: BigInt::from(1) }
    }

    /// The quotient; `None` when `other` is zero.
    #[must_use]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        Self::of(&self.num * &other.den, &self.den * &other.num)
    }

    /// The fraction times `10^places`, rounded half away from zero.
    #[must_use]
    pub fn scaled(&self, places: u32) -> BigInt {
        let scaled = &self.num * BigInt::from(10).pow(places);
        let twice = BigInt::from(2) * scaled;
        // floor((2n + d) / 2d) for n >= 0, mirrored for n < 0.
        let positive = twice >= BigInt::ZERO;
        let magnitude = if positive { twice } else { -twice };
        let rounded = (magnitude + &self.den) / (BigInt::from(2) * &self.den);
        if positive { rounded } else { -rounded }
    }

    /// Rounded once to a whole number, half away from zero; `None` beyond `i128`.
    #[must_use]
    pub fn round_half_away(&self) -> Option<i128> {
        i128::try_from(self.scaled(0)).ok()
    }

    /// Rounded once to millionths, half away from zero; `None` beyond `i128`.
    #[must_use]
    pub fn millionths(&self) -> Option<i128> {
        i128::try_from(self.scaled(6)).ok()
    }

    /// A decimal string with `places` decimals, rounded half away from zero;
    /// never `-0`.
    #[must_use]
    pub fn decimal(&self, places: u32) -> String {
        let scaled = self.scaled(places).to_string();
        let (sign, digits) = match scaled.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", scaled.as_str()),
        };
        let places = places as usize;
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, rest) = padded.split_at(padded.len() - places);
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }

    /// Nearest binary fraction, for the one irrational figure (a growth rate
    /// that is shown, never paid).
    #[must_use]
    pub fn approximate(&self) -> f64 {
        // Both parts are cut to 63 bits first so that neither overflows.
        let bits = self.num.bits().max(self.den.bits()).saturating_sub(1000);
        let num = (&self.num >> bits).to_string().parse::<f64>().unwrap_or(f64::NAN);
        let den = (&self.den >> bits).to_string().parse::<f64>().unwrap_or(f64::NAN);
        num / den
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.num * &other.den).cmp(&(&other.num * &self.den))
    }
}

impl Add for &Ratio {
    type Output = Ratio;
    fn add(self, other: Self) -> Ratio {
        Ratio { num: &self.num * &other.den + &other.num * &self.den, den: &self.den * &other.den }
    }
}

impl Sub for &Ratio {
    type Output = Ratio;
    fn sub(self, other: Self) -> Ratio {
        Ratio { num: &self.num * &other.den - &other.num * &self.den, den: &self.den * &other.den }
    }
}

impl Mul for &Ratio {
    type Output = Ratio;
    fn mul(self, other: Self) -> Ratio {
        Ratio { num: &self.num * &other.num, den: &self.den * &other.den }
    }
}

impl Div<i64> for &Ratio {
    type Output = Ratio;
    fn div(self, other: i64) -> Ratio {
        assert!(other > 0, "a fraction is divided by a positive count");
        Ratio { num: self.num.clone(), den: &self.den * BigInt::from(other) }
    }
}

impl Neg for Ratio {
    type Output = Self;
    fn neg(self) -> Self {
        Self { num: -self.num, den: self.den }
    }
}

/// Six decimals: the form of every share in an answer.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.decimal(6))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounds_half_away_from_zero() {
        for (num, den, want) in
            [(1, 2, 1), (-1, 2, -1), (1, 3, 0), (-1, 3, 0), (2, 3, 1), (5, 2, 3), (-5, 2, -3), (0, 7, 0)]
        {
            assert_eq!(round_half_away(num, den), want, "{num}/{den}");
            assert_eq!(Ratio::new(num, den).and_then(|r| r.round_half_away()), Some(want));
        }
    }

    #[test]
    fn writes_six_decimals_without_minus_zero() {
        let text = |n, d| Ratio::new(n, d).map(|r| r.to_string());
        assert_eq!(text(2, 3).as_deref(), Some("0.666667"));
        assert_eq!(text(-1, 10_000_000).as_deref(), Some("0.000000"));
        assert_eq!(text(-1, 2).as_deref(), Some("-0.500000"));
        assert_eq!(text(1, -2).as_deref(), Some("-0.500000"));
        assert_eq!(text(1, 0), None);
    }

    proptest! {
        #[test]
        fn both_roundings_agree(num in -1_000_000i128..1_000_000, den in 1i128..10_000) {
            prop_assert_eq!(Ratio::new(num, den).and_then(|r| r.round_half_away()), Some(round_half_away(num, den)));
        }

        #[test]
        fn the_approximation_is_close(num in 1i64.., den in 1i64..) {
            let ratio = Ratio::new(i128::from(num), i128::from(den)).map(|r| r.approximate());
            let plain = num as f64 / den as f64;
            prop_assert!(ratio.is_some_and(|r| ((r - plain) / plain).abs() < 1e-12));
        }
    }
}
