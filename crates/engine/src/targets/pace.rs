//! The way to a goal: where a value should be on a day to arrive by the
//! plan's last day, and how much a month is still needed to arrive.
//!
//! These are reading aids: nothing is judged or paid by them.

use std::cmp::Ordering;

use huigu_facts::Figure;
use huigu_plan::{Direction, Formula, Target};
use huigu_quantity::{Day, Period, Ratio};

use super::growth::Growth;
use super::parts::{self, in_unit};
use crate::TargetFinding;

/// What is still needed to arrive at a goal, evenly month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// What must still be moved: the value itself, or what it is a rate of.
    pub of: NeededOf,
    /// A month; below zero it may fall by so much.
    pub a_month: Figure,
    /// In all.
    pub whole: Figure,
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

/// `amount` times `part / whole`.
fn part_of(amount: &Ratio, part: i64, whole: i64) -> Ratio {
    &(amount * &Ratio::whole(i128::from(part))) / whole.max(1)
}

/// Where a target's value should be on a day, on an even way from `at_base`
/// (its value on the day before the plan) to its goal on the plan's last day.
/// A rate a year, a growth and a mean are wanted at their goal on every day; a
/// sum of the year grows from nothing in each year.
#[must_use]
pub fn path(target: &Target, at_base: Option<&Figure>, validity: Period, day: Day) -> Option<Figure> {
    let goal = parts::goal(target.goal?);
    let wanted = match &target.formula {
        Formula::ShareOfBalances { .. } | Formula::BalanceOverSum { .. } | Formula::ObservationLast { .. } => {
            match at_base.and_then(Figure::ratio) {
                Some(from) if !is_reached(target.direction, &from, &goal) => {
                    let passed = i64::from(day.0 - validity.from.before().0).clamp(0, validity.days());
                    &from + &part_of(&(&goal - &from), passed, validity.days())
                }
                _ => goal,
            }
        }
        Formula::ObservationSum { .. } => {
            let year = Period::year(day.year());
            part_of(&goal, i64::from(day.0 - year.from.0 + 1), year.days())
        }
        _ => goal,
    };
    Some(in_unit(target, wanted))
}

fn is_reached(direction: Direction, value: &Ratio, goal: &Ratio) -> bool {
    match direction {
        Direction::AtLeast => value >= goal,
        Direction::AtMost => value <= goal,
    }
}

/// What is still needed each month to arrive at a goal on the plan's last
/// day; `None` where the goal is reached, nothing can be told, or no day is left.
#[must_use]
pub fn needed(target: &Target, finding: &TargetFinding, validity: Period, day: Day) -> Option<Needed> {
    let goal = parts::goal(target.goal?);
    let left = i64::from(validity.last().0 - day.0);
    if left <= 0 || finding.met == Some(true) || target.direction == Direction::AtMost {
        return None;
    }
    let number = |figure: &Option<Figure>| figure.as_ref().and_then(Figure::ratio);
    let days = validity.days();
    let (of, whole) = match &target.formula {
        Formula::ShareOfBalances { .. } | Formula::BalanceOverSum { .. } | Formula::ObservationLast { .. } => {
            let whole = &goal - &number(&finding.value)?;
            (NeededOf::Value, in_unit(target, whole).as_change())
        }
        Formula::ShareChange { .. } => {
            let now = number(&finding.numerator)?.checked_div(&number(&finding.denominator)?)?;
            let wanted = &number(&finding.at_base)? + &part_of(&goal, days, 365);
            (NeededOf::Share, Figure::Points(&wanted - &now))
        }
        Formula::BalanceGrowth { .. } => {
            let (Some(Figure::Money(base)), Some(Figure::Money(now))) = (&finding.at_base, &finding.numerator) else {
                return None;
            };
            let rate = i64::try_from(goal.millionths()?).ok()?;
            let wanted = balance_wanted(i128::from(base.0), rate, days)?;
            (NeededOf::Balance, Figure::Yuan(&Ratio::whole(wanted - i128::from(now.0)) / 100))
        }
        _ => return None,
    };
    // A month is a twelfth of 365 days.
    let a_month = whole.like(part_of(&whole.ratio()?, 365, 12 * left));
    Some(Needed { of, a_month, whole })
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

#[cfg(test)]
mod tests {
    use huigu_plan::{Goal, Text};
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

    fn share(ppm: i64) -> Figure {
        Figure::rate(Ppm(ppm))
    }

    fn yuan(yuan: i64) -> Option<Figure> {
        Some(Figure::Money(Fen(yuan * 100)))
    }

    fn finding(value: Option<Figure>) -> TargetFinding {
        TargetFinding {
            target: "t".to_owned(),
            name: Text::default(),
            clause: "2".to_owned(),
            direction: Some("at-least"),
            goal: None,
            value,
            numerator: None,
            denominator: None,
            at_base: None,
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
        let of = Formula::ShareOfBalances { of: vec![], part: vec![] };
        let target = target(of, Goal::Share(Ppm(650_000)));
        let at = |text| path(&target, Some(&share(577_000)), plan(), day(text)).unwrap();
        assert_eq!(at("2020-12-31"), share(577_000));
        assert_eq!(at("2021-12-31"), share(613_500), "half way");
        assert_eq!(at("2022-12-31"), share(650_000));
        let reached = path(&target, Some(&share(900_000)), plan(), day("2021-06-30"));
        assert_eq!(reached, Some(share(650_000)), "reached at the base");
        let still = |text| needed(&target, &finding(Some(share(600_000))), plan(), day(text));
        let found = still("2021-12-31").unwrap();
        assert_eq!((found.of, found.whole), (NeededOf::Value, share(50_000).as_change()));
        assert_eq!(found.a_month.to_string(), "0.004167");
        assert_eq!(still("2022-12-31"), None, "no day left");
    }

    #[test]
    fn a_sum_of_the_year_grows_within_each_year() {
        let sum = target(Formula::ObservationSum { indicator: "i".to_owned() }, Goal::Money(Fen(36_500)));
        let at = |text| path(&sum, None, plan(), day(text)).unwrap().to_string();
        assert_eq!(at("2021-01-01"), "1.000000");
        assert_eq!(at("2021-12-31"), "365.000000");
        assert_eq!(at("2022-01-01"), "1.000000", "and begins anew");
    }

    #[test]
    fn a_growth_tells_the_balance_still_wanted() {
        let growth = target(Formula::BalanceGrowth { of: vec![] }, Goal::Share(Ppm(300_000)));
        let path = path(&growth, None, plan(), day("2021-06-30"));
        assert_eq!(path, Some(share(300_000)), "a rate is wanted every day");
        // 100 yuan grow by 30% in each of two years: 169.
        let mut found = finding(Some(share(100_000)));
        (found.numerator, found.denominator, found.at_base) = (yuan(121), yuan(100), yuan(100));
        let found = needed(&growth, &found, plan(), day("2021-12-31")).unwrap();
        assert_eq!((found.of, found.whole), (NeededOf::Balance, Figure::Yuan(Ratio::whole(48))));
        assert_eq!(found.a_month, Figure::Yuan(Ratio::whole(4)));
    }

    #[test]
    fn a_change_of_a_share_tells_the_share_still_wanted() {
        let change = target(Formula::ShareChange { of: vec![], part: vec![] }, Goal::Share(Ppm(20_000)));
        let mut found = finding(Some(Figure::Points(&Ratio::whole(1) / 100)));
        (found.numerator, found.denominator, found.at_base) = (yuan(41), yuan(100), Some(share(400_000)));
        let found = needed(&change, &found, plan(), day("2021-12-31")).unwrap();
        assert_eq!((found.of, found.whole), (NeededOf::Share, share(30_000).as_change()), "from 41% to 44%");
    }
}
