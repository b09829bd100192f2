//! What stands above and below in a figure, for one group on one day, and the
//! value that comes of it.

use huigu_plan::Formula;
use huigu_quantity::Ratio;

use super::growth::Growth;

/// Sums behind a figure: fen for balances and events, fen times parts per
/// million for what is weighted by a rate, millionths for observations, else
/// a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Parts {
    /// Numerator, or the only sum.
    pub(super) above: i128,
    /// Denominator.
    pub(super) below: i128,
    /// For the largest excess of a ratio: whose it is and over what.
    pub(super) excess: Option<Excess>,
}

/// What a lender's ratio exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Excess {
    /// The lender, a place among the organisations.
    pub(super) lender: u32,
    /// Its overall ratio: above ...
    pub(super) above: i128,
    /// ... and below.
    pub(super) below: i128,
    /// Whether the overall ratio is the book's, for want of a report.
    pub(super) book_only: bool,
}

const MILLION: i128 = 1_000_000;

impl Parts {
    /// The ratio less the lender's overall ratio.
    pub(super) fn excess_over(&self, excess: Excess) -> Option<Ratio> {
        Some(&Ratio::new(self.above, self.below)? - &Ratio::new(excess.above, excess.below)?)
    }

    /// Adds another's sums.
    pub(super) fn plus(mut self, other: Self) -> Self {
        self.above += other.above;
        self.below += other.below;
        self
    }
}

/// The figure's value; `days` have passed since the base, where `base` stood.
pub(super) fn value(formula: &Formula, now: Parts, base: Parts, days: i64) -> Option<Ratio> {
    match formula {
        Formula::ShareOfBalances { .. }
        | Formula::DemandCoverage { .. }
        | Formula::BorrowerShare { .. }
        | Formula::EventRatio { .. } => Ratio::new(now.above, now.below),
        Formula::MeanFee { .. } | Formula::MeanRate { .. } => Ratio::new(now.above, now.below * MILLION),
        Formula::CountGrowth { .. } | Formula::ObservationGrowth { .. } => Ratio::new(now.above - now.below, now.below),
        Formula::ShareChange { .. } => {
            let change = &Ratio::new(now.above, now.below)? - &Ratio::new(base.above, base.below)?;
            Some(&change * &Ratio::new(365, i128::from(days)).filter(|_| days > 0)?)
        }
        Formula::BalanceGrowth { .. } => Growth::new(now.above, base.above, days)?.rate(),
        Formula::RatioExcess { .. } => now.excess_over(now.excess?),
        Formula::BalanceOverSum { sum, .. } => Ratio::new(now.above, i128::from(sum.0)),
        Formula::ObservationLast { .. } | Formula::ObservationSum { .. } => Ratio::new(now.above, MILLION),
        Formula::BorrowerCount { .. } | Formula::ProductCount { .. } => Some(Ratio::whole(now.above)),
    }
}

/// What stands above and below, as answers write it: money in yuan with two
/// decimals, counts whole, other sums with six decimals.
pub(super) fn written(formula: &Formula, now: Parts, base: Parts) -> (Option<String>, Option<String>) {
    let (above, below) = match formula {
        Formula::ShareOfBalances { .. } | Formula::ShareChange { .. } | Formula::EventRatio { .. } => {
            (yuan(now.above), yuan(now.below))
        }
        Formula::RatioExcess { .. } if now.excess.is_some() => (yuan(now.above), yuan(now.below)),
        Formula::BalanceGrowth { .. } => (yuan(now.above), yuan(base.above)),
        Formula::BalanceOverSum { sum, .. } => (yuan(now.above), yuan(i128::from(sum.0))),
        Formula::CountGrowth { .. } | Formula::DemandCoverage { .. } | Formula::BorrowerShare { .. } => {
            (Some(now.above.to_string()), Some(now.below.to_string()))
        }
        // Fen times parts per million: 10^8 to the yuan.
        Formula::MeanFee { .. } | Formula::MeanRate { .. } => (six(now.above, 100 * MILLION), yuan(now.below)),
        Formula::ObservationGrowth { .. } => (six(now.above, MILLION), six(now.below, MILLION)),
        Formula::RatioExcess { .. }
        | Formula::ObservationLast { .. }
        | Formula::ObservationSum { .. }
        | Formula::BorrowerCount { .. }
        | Formula::ProductCount { .. } => (None, None),
    };
    (above, below)
}

/// What stood at the base, for a figure that is a change since then.
pub(super) fn written_at_base(formula: &Formula, base: Parts) -> Option<String> {
    match formula {
        Formula::ShareChange { .. } => six(base.above, base.below),
        Formula::BalanceGrowth { .. } => yuan(base.above),
        _ => None,
    }
}

/// Whether the value is a change of what stood at the base.
pub(super) fn needs_base(formula: &Formula) -> bool {
    matches!(formula, Formula::ShareChange { .. } | Formula::BalanceGrowth { .. })
}

fn yuan(fen: i128) -> Option<String> {
    Ratio::new(fen, 100).map(|sum| sum.decimal(2))
}

fn six(above: i128, below: i128) -> Option<String> {
    Ratio::new(above, below).map(|ratio| ratio.decimal(6))
}
