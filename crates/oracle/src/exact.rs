//! Exact fractions in `i128`, rounded and shared out the slow way.

use huigu_quantity::Ratio;

/// `num / den`, in lowest terms; the denominator is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    num: i128,
    den: i128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };

    /// `num / den`, for a positive `den`.
    pub fn new(num: i128, den: i128) -> Self {
        assert!(den > 0, "days and millions are positive");
        let divisor = gcd(num.abs(), den);
        Self { num: num / divisor, den: den / divisor }
    }

    /// A whole number.
    pub fn whole(value: i128) -> Self {
        Self { num: value, den: 1 }
    }

    pub fn plus(self, other: Self) -> Self {
        let shared = gcd(self.den, other.den);
        Self::new(self.num * (other.den / shared) + other.num * (self.den / shared), self.den / shared * other.den)
    }

    pub fn minus(self, other: Self) -> Self {
        self.plus(Self { num: -other.num, den: other.den })
    }

    pub fn times(self, other: Self) -> Self {
        let left = Self::new(self.num, other.den);
        let right = Self::new(other.num, self.den);
        Self::new(left.num * right.num, left.den * right.den)
    }

    pub fn is_zero(self) -> bool {
        self.num == 0
    }

    pub fn is_positive(self) -> bool {
        self.num > 0
    }

    pub fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }

    /// Half away from zero.
    pub fn rounded(self) -> i128 {
        let twice = (2 * self.num.abs() + self.den).div_euclid(2 * self.den);
        if self.num < 0 { -twice } else { twice }
    }

    pub fn ratio(self) -> Ratio {
        // The denominator is positive, so there always is a ratio.
        Ratio::new(self.num, self.den).unwrap_or_else(|| Ratio::whole(0))
    }

    /// Whether this is more than the other.
    pub fn exceeds(self, other: Self) -> bool {
        self.minus(other).is_positive()
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

/// "lines add up to `uncapped` exactly (largest remainder over the lines; ties
/// by id)": the parts stand in the order of their ids; one unit at a time goes
/// to the largest remainder that has none yet.
pub fn largest_remainder(total: i128, parts: &[Fraction]) -> Vec<i128> {
    let mut whole: Vec<i128> = parts.iter().map(|part| part.floor()).collect();
    let mut served = vec![false; parts.len()];
    while whole.iter().sum::<i128>() < total {
        let mut best: Option<(usize, Fraction)> = None;
        for (place, part) in parts.iter().enumerate() {
            let remainder = part.minus(Fraction::whole(part.floor()));
            if !served[place] && best.is_none_or(|(_, largest)| remainder.exceeds(largest)) {
                best = Some((place, remainder));
            }
        }
        let (best, _) = best.unwrap_or_else(|| panic!("the total is the rounded sum of the parts"));
        served[best] = true;
        whole[best] += 1;
    }
    whole
}
