//! What stands above and below in a figure, for one group on one day, and the
//! value that comes of it.

use huigu_facts::Figure;
use huigu_plan::{Formula, Goal, Rules, Target};
use huigu_quantity::Ratio;

use super::growth::Growth;
use crate::settle::fen;

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

/// A number in the unit that a target's value and goal have.
pub(super) fn in_unit(target: &Target, number: Ratio) -> Figure {
    match (target.goal, &target.formula) {
        (Some(Goal::Money(_)), _) => Figure::Yuan(number),
        (_, Formula::BorrowerCount { .. } | Formula::ProductCount { .. }) => Figure::Number(number),
        (_, Formula::ShareChange { .. } | Formula::RatioExcess { .. }) => Figure::Points(number),
        (Some(Goal::Share(_)), _) => Figure::Share(number),
        (_, Formula::BalanceOverSum { .. }) => Figure::Times(number),
        (_, Formula::ObservationLast { .. } | Formula::ObservationSum { .. }) => Figure::Number(number),
        (Some(Goal::Times(_)), _) => Figure::Times(number),
        (None, _) => Figure::Share(number),
    }
}

/// The number that a figure comes to, in its unit of one; `days` have passed since the base, where `base` stood.
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

/// Numerator and denominator, as answers tell them.
pub(super) fn shown_parts(formula: &Formula, now: Parts, base: Parts) -> (Option<Figure>, Option<Figure>) {
    let (above, below) = match formula {
        Formula::ShareOfBalances { .. } | Formula::ShareChange { .. } | Formula::EventRatio { .. } => {
            (money(now.above), money(now.below))
        }
        Formula::RatioExcess { .. } if now.excess.is_some() => (money(now.above), money(now.below)),
        Formula::BalanceGrowth { .. } => (money(now.above), money(base.above)),
        Formula::BalanceOverSum { sum, .. } => (money(now.above), Figure::Money(*sum)),
        Formula::CountGrowth { .. } | Formula::DemandCoverage { .. } | Formula::BorrowerShare { .. } => {
            (Figure::Count(now.above), Figure::Count(now.below))
        }
        // Fen times parts per million: 10^8 to the yuan.
        Formula::MeanFee { .. } | Formula::MeanRate { .. } => {
            (Figure::Yuan(&Ratio::whole(now.above) / 100_000_000), money(now.below))
        }
        Formula::ObservationGrowth { .. } => (reported(now.above), reported(now.below)),
        Formula::RatioExcess { .. }
        | Formula::ObservationLast { .. }
        | Formula::ObservationSum { .. }
        | Formula::BorrowerCount { .. }
        | Formula::ProductCount { .. } => return (None, None),
    };
    (Some(above), Some(below))
}

/// What stood at the base, for a figure that is a change since then.
pub(super) fn shown_at_base(formula: &Formula, base: Parts) -> Option<Figure> {
    match formula {
        Formula::ShareChange { .. } => Ratio::new(base.above, base.below).map(Figure::Share),
        Formula::BalanceGrowth { .. } => Some(money(base.above)),
        _ => None,
    }
}

/// Whether the value is a change of what stood at the base.
pub(super) fn needs_base(formula: &Formula) -> bool {
    matches!(formula, Formula::ShareChange { .. } | Formula::BalanceGrowth { .. })
}

fn money(sum: i128) -> Figure {
    Figure::Money(fen(sum))
}

/// What was reported, in whatever unit it was.
fn reported(millionths: i128) -> Figure {
    Figure::Number(&Ratio::whole(millionths) / 1_000_000)
}

/// The targets, and behind them the figures that are only watched.
pub(super) fn figures(rules: &Rules) -> Vec<&Target> {
    rules.targets.iter().chain(&rules.watched).collect()
}

/// The goal's number, in the unit of one that the value has: money in yuan.
pub(super) fn goal(goal: Goal) -> Ratio {
    match goal {
        Goal::Share(rate) | Goal::Times(rate) => &Ratio::whole(i128::from(rate.0)) / 1_000_000,
        Goal::Money(sum) => &Ratio::whole(i128::from(sum.0)) / 100,
    }
}
