//! Annualised growth, decided and rounded exactly although it is irrational:
//! two powers of whole numbers are compared, nothing else.

use std::cmp::Ordering;

use huigu_quantity::Ratio;
use num_bigint::BigInt;

/// Days in the year that growth is told by.
const YEAR: u32 = 365;
const MILLION: i128 = 1_000_000;

/// A balance now over a balance `days` ago, both in fen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Growth {
    now: i128,
    base: i128,
    days: u32,
}

impl Growth {
    /// `None` where the balance at the base is not above zero, or no day has passed.
    pub(super) fn new(now: i128, base: i128, days: i64) -> Option<Self> {
        let days = u32::try_from(days).ok().filter(|&days| days > 0)?;
        (base > 0 && now >= 0).then_some(Self { now, base, days })
    }

    /// The rate a year, rounded to six decimals, half away from zero; `None`
    /// beyond 10^24, which only days right after the base can show.
    pub(super) fn rate(self) -> Option<Ratio> {
        let times = (self.now as f64 / self.base as f64).powf(f64::from(YEAR) / f64::from(self.days));
        let guess = times * MILLION as f64;
        if guess.is_nan() || guess > 1e30 {
            return None;
        }
        // The binary guess only says where to look; what is looked for is the
        // largest whole number of millionths that the factor rounds up to.
        let slack = guess * 1e-9 + 2.0;
        let (mut low, mut high) = ((guess - slack).max(0.0) as i128, (guess + slack) as i128 + 1);
        while low < high {
            let middle = low + (high - low + 1) / 2;
            let half = self.compare(2 * middle - 1, 2 * MILLION);
            // A half goes up, but below zero (a factor under one) down.
            let reached = half == Ordering::Greater || half == Ordering::Equal && middle > MILLION;
            if reached { low = middle } else { high = middle - 1 }
        }
        Ratio::new(low - MILLION, MILLION)
    }

    /// Whether the unrounded rate a year is below, at or above a rate in
    /// parts per million.
    pub(super) fn against(self, rate_ppm: i64) -> Ordering {
        self.compare(MILLION + i128::from(rate_ppm), MILLION)
    }

    /// `(now / base)^(365 / days)` against `num / den`, by whole powers.
    fn compare(self, num: i128, den: i128) -> Ordering {
        if num < 0 {
            return Ordering::Greater;
        }
        let common = common_divisor(YEAR, self.days);
        let (over_year, over_days) = (YEAR / common, self.days / common);
        let power = |base: i128, exponent: u32| BigInt::from(base).pow(exponent);
        let left = power(self.now, over_year) * power(den, over_days);
        left.cmp(&(power(self.base, over_year) * power(num, over_days)))
    }
}

fn common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(now: i128, base: i128, days: i64) -> Option<String> {
        Growth::new(now, base, days)?.rate().map(|rate| rate.to_string())
    }

    #[test]
    fn rounds_exactly() {
        assert_eq!(rate(130, 100, 365).as_deref(), Some("0.300000"));
        assert_eq!(rate(169, 100, 730).as_deref(), Some("0.300000"));
        assert_eq!(rate(100, 100, 17).as_deref(), Some("0.000000"));
        assert_eq!(rate(0, 100, 17).as_deref(), Some("-1.000000"));
        assert_eq!(rate(2_000_001, 2_000_000, 365).as_deref(), Some("0.000001"), "a half goes up");
        assert_eq!(rate(1_999_999, 2_000_000, 365).as_deref(), Some("-0.000001"), "and away from zero");
        assert_eq!(rate(99_999_999_999, 100_000_000_000, 365).as_deref(), Some("0.000000"), "never a minus zero");
        assert_eq!(rate(2, 1, 200).as_deref(), Some("2.543070"), "2^1.825 - 1");
        assert_eq!(rate(10, 1, 1), None, "10^365 is not shown");
        assert_eq!((rate(1, 0, 365), rate(1, 1, 0)), (None, None));
    }

    #[test]
    fn decides_at_the_edge() {
        let at = |now, days| Growth::new(now, 1_000_000_000_000, days).map(|growth| growth.against(300_000));
        assert_eq!(at(1_300_000_000_000, 365), Some(Ordering::Equal));
        assert_eq!(at(1_299_999_999_999, 365), Some(Ordering::Less));
        assert_eq!(at(1_690_000_000_000, 730), Some(Ordering::Equal));
        assert_eq!(at(1_690_000_000_001, 730), Some(Ordering::Greater));
        let fallen = Growth::new(0, 1, 400).map(|growth| growth.against(-1_200_000));
        assert_eq!(fallen, Some(Ordering::Greater), "no rate is below -100%");
    }
}
