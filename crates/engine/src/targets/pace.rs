//! The way to a goal: where a value should be on a day to arrive by the
//! plan's last day, and how much a month is still needed to arrive.
//!
//! These are reading aids: nothing is judged or paid by them.

use std::cmp::Ordering;

use huigu_plan::{Direction, Formula, Goal, Target};
use huigu_quantity::{Day, Period, Ratio, parse_decimal, round_half_away};

use super::growth::Growth;
use crate::TargetFinding;

/// What is still needed to arrive at a goal, evenly month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// What must still be moved: the value itself, or what it is a rate of.
    pub of: NeededOf,
    /// A month, six decimals: a share, or yuan; below zero it may fall by so much.
    pub a_month: String,
    /// In all, likewise.
    pub whole: String,
}

/// What is moved to arrive at a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeededOf {
    /// The value, in its own unit.
    Value,
    /// The share that the value is a change of.
    Share,
    /// The balance that the value is a growth of, in yuan.
    Balance,
}

/// A goal in millionths of its unit (money: of a yuan).
fn millionths(goal: Goal) -> i128 {
    match goal {
        Goal::Share(ppm) | Goal::Times(ppm) => i128::from(ppm.0),
        Goal::Money(fen) => i128::from(fen.0) * 10_000,
    }
}

fn read(text: Option<&str>) -> Option<i128> {
    parse_decimal(text?, 6)?.ok()
}

/// Where a target's value should be on a day, in millionths, on an even way
/// from `at_base` (its value on the day before the plan) to its goal on the
/// plan's last day. A rate a year, a growth and a mean are wanted at their
/// goal on every day; a sum of the year grows from nothing in each year.
#[must_use]
pub fn path(target: &Target, at_base: Option<i128>, validity: Period, day: Day) -> Option<i128> {
    let goal = millionths(target.goal?);
    match &target.formula {
        Formula::ShareOfBalances { .. } | Formula::BalanceOverSum { .. } | Formula::ObservationLast { .. } => {
            let Some(from) = at_base else { return Some(goal) };
            let reached = match target.direction {
                Direction::AtLeast => from >= goal,
                Direction::AtMost => from <= goal,
            };
            let passed = i128::from((day.0 - validity.from.before().0).clamp(0, validity.days() as i32));
            let way = round_half_away((goal - from) * passed, i128::from(validity.days().max(1)));
            Some(if reached { goal } else { from + way })
        }
        Formula::ObservationSum { .. } => {
            let year = Period::year(day.year());
            let passed = i128::from(day.0 - year.from.0 + 1);
            Some(round_half_away(goal * passed, i128::from(year.days().max(1))))
        }
        _ => Some(goal),
    }
}

/// What is still needed each month to arrive at a goal on the plan's last
/// day; `None` where the goal is reached, nothing can be told, or no day is left.
#[must_use]
pub fn needed(target: &Target, finding: &TargetFinding, validity: Period, day: Day) -> Option<Needed> {
    let goal = millionths(target.goal?);
    let left = i128::from(validity.last().0 - day.0);
    if left <= 0 || finding.met == Some(true) || target.direction == Direction::AtMost {
        return None;
    }
    let days = validity.days();
    let (of, whole) = match &target.formula {
        Formula::ShareOfBalances { .. } | Formula::BalanceOverSum { .. } | Formula::ObservationLast { .. } => {
            (NeededOf::Value, goal - read(finding.value.as_deref())?)
        }
        Formula::ShareChange { .. } => {
            let base = read(finding.at_base.as_deref())?;
            let now = Ratio::new(read(finding.numerator.as_deref())?, read(finding.denominator.as_deref())?)?;
            let now = parse_decimal(&now.decimal(6), 6)?.ok()?;
            (NeededOf::Share, base + round_half_away(goal * i128::from(days), 365) - now)
        }
        Formula::BalanceGrowth { .. } => {
            let base = read(finding.at_base.as_deref())? / 10_000;
            let wanted = balance_wanted(base, i64::try_from(goal).ok()?, days)?;
            (NeededOf::Balance, (wanted - read(finding.numerator.as_deref())? / 10_000) * 10_000)
        }
        _ => return None,
    };
    // A month is a twelfth of 365 days.
    let a_month = round_half_away(whole * 365, 12 * left);
    Some(Needed { of, a_month: decimal(a_month), whole: decimal(whole) })
}

/// The least balance, in fen, to about a millionth of the base, that grew from
/// `base` by at least so many parts per million a year in so many days.
fn balance_wanted(base: i128, rate: i64, days: i64) -> Option<i128> {
    let step = (base / 1_000_000).max(1);
    let holds = |steps: i128| {
        Growth::new(base + steps * step, base, days).is_some_and(|growth| growth.against(rate) != Ordering::Less)
    };
    let mut high = 1;
    while !holds(high) {
        high *= 2;
        if high > 1 << 40 {
            return None;
        }
    }
    let mut low = 0;
    while low < high {
        let middle = (low + high) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    Some(base + low * step)
}

fn decimal(millionths: i128) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let magnitude = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", magnitude / 1_000_000, magnitude % 1_000_000)
}

#[cfg(test)]
mod tests {
    use huigu_plan::Text;
    use huigu_quantity::{Fen, Ppm};

    use super::*;

    fn target(formula: Formula, goal: Goal) -> Target {
        Target {
            id: "t".to_owned(),
            clause: "2".to_owned(),
            name: Text::default(),
            direction: Direction::AtLeast,
            goal: Some(goal),
            unset: Vec::new(),
            formula,
        }
    }

    fn finding(value: &str, above: &str, below: &str, at_base: &str) -> TargetFinding {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        TargetFinding {
            target: "t".to_owned(),
            name: Text::default(),
            clause: "2".to_owned(),
            direction: Some("at-least"),
            goal: None,
            value: text(value),
            numerator: text(above),
            denominator: text(below),
            at_base: text(at_base),
            lender: None,
            book_only: None,
            met: Some(false),
            why: None,
        }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn plan() -> Period {
        Period { from: day("2021-01-01"), to: day("2023-01-01") }
    }

    #[test]
    fn a_share_goes_evenly_from_the_base_to_its_goal() {
        let share = target(Formula::ShareOfBalances { of: vec![], part: vec![] }, Goal::Share(Ppm(650_000)));
        let at = |text| path(&share, Some(577_000), plan(), day(text)).unwrap();
        assert_eq!(at("2020-12-31"), 577_000);
        assert_eq!(at("2021-12-31"), 613_500, "half way");
        assert_eq!(at("2022-12-31"), 650_000);
        assert_eq!(path(&share, Some(900_000), plan(), day("2021-06-30")), Some(650_000), "reached at the base");
        let found = needed(&share, &finding("0.600000", "", "", ""), plan(), day("2021-12-31")).unwrap();
        assert_eq!((found.of, found.whole.as_str(), found.a_month.as_str()), (NeededOf::Value, "0.050000", "0.004167"));
        assert_eq!(needed(&share, &finding("0.600000", "", "", ""), plan(), day("2022-12-31")), None, "no day left");
    }

    #[test]
    fn a_sum_of_the_year_grows_within_each_year() {
        let sum = target(Formula::ObservationSum { indicator: "i".to_owned() }, Goal::Money(Fen(36_500)));
        let at = |text| path(&sum, None, plan(), day(text)).unwrap();
        assert_eq!(at("2021-01-01"), 1_000_000);
        assert_eq!(at("2021-12-31"), 365_000_000);
        assert_eq!(at("2022-01-01"), 1_000_000, "and begins anew");
    }

    #[test]
    fn a_growth_tells_the_balance_still_wanted() {
        let growth = target(Formula::BalanceGrowth { of: vec![] }, Goal::Share(Ppm(300_000)));
        assert_eq!(path(&growth, None, plan(), day("2021-06-30")), Some(300_000), "a rate is wanted every day");
        // 100 yuan grow by 30% in each of two years: 169.
        let found = needed(&growth, &finding("0.1", "121.00", "100.00", "100.00"), plan(), day("2021-12-31")).unwrap();
        assert_eq!(
            (found.of, found.whole.as_str(), found.a_month.as_str()),
            (NeededOf::Balance, "48.000000", "4.000000")
        );
    }

    #[test]
    fn a_change_of_a_share_tells_the_share_still_wanted() {
        let change = target(Formula::ShareChange { of: vec![], part: vec![] }, Goal::Share(Ppm(20_000)));
        let found = finding("0.010000", "41.00", "100.00", "0.400000");
        let found = needed(&change, &found, plan(), day("2021-12-31")).unwrap();
        assert_eq!((found.of, found.whole.as_str()), (NeededOf::Share, "0.030000"), "from 41% to 44%");
    }
}
