//! Targets by lender, industry, town, park or month: the value, and how far
//! it has come since the base, on the year, and since the year's start.

use std::collections::BTreeSet;

use huigu_book::Book;
use huigu_plan::{Rules, Target};
use huigu_quantity::{Day, Ratio};

use super::grouping::Grouping;
use super::parts::{figures, in_unit, needs_base, shown_parts, value};
use super::table::Table;
use crate::findings::{Breakdown, Dimension, Group, TargetGroups};
use crate::judge::Judge;

/// The plan's targets and watched figures by one dimension, on the day of the
/// rules. Figures of demands have no groups by lender, observations only by
/// month, figures that wait for a notice none.
#[must_use]
pub fn targets_by(book: &Book, rules: &Rules, by: Dimension) -> Breakdown {
    let judge = Judge::of_targets(book);
    let figures = figures(rules);
    let grouping = Grouping::new(book, Some(by));
    let days = match by {
        Dimension::Month => month_ends(rules.base, rules.asked),
        _ => vec![rules.asked],
    };
    let wanted = days_asked(rules, &figures, &days);
    let columns = Columns { rules, table: Table::new(&judge, &figures, &wanted, grouping) };
    let groups_of = |place: usize, figure: &Target| -> Vec<Group> {
        if !figure.unset.is_empty() {
            return Vec::new();
        }
        if by == Dimension::Month {
            return days.iter().map(|&day| columns.group(place, figure, 0, day, day.to_string())).collect();
        }
        let groups = columns.table.groups(place).into_iter();
        groups.map(|group| columns.group(place, figure, group, rules.asked, grouping.key(group))).collect()
    };
    let targets = figures.iter().enumerate().map(|(place, figure)| TargetGroups {
        target: figure.id.clone(),
        name: figure.name.clone(),
        clause: figure.clause.clone(),
        groups: groups_of(place, figure),
    });
    Breakdown { plan: rules.plan.clone(), as_of: rules.asked, by, targets: targets.collect() }
}

/// The days a value is compared with: the base, a year before, the last day
/// of the year before.
fn compared_with(rules: &Rules, day: Day) -> [Day; 3] {
    [rules.base, day.plus_years(-1), Day::new_year(day.year()).before()]
}

fn days_asked(rules: &Rules, figures: &[&Target], days: &[Day]) -> BTreeSet<(Day, usize)> {
    let set = figures.iter().enumerate().filter(|(_, figure)| figure.unset.is_empty());
    set.flat_map(|(place, figure)| {
        let before = days.iter().flat_map(|&day| compared_with(rules, day));
        let base = needs_base(&figure.formula).then_some(rules.base);
        days.iter().copied().chain(before).chain(base).map(move |day| (day, place))
    })
    .collect()
}

/// Ends of months from the base to the day, and the day itself.
fn month_ends(base: Day, day: Day) -> Vec<Day> {
    let ends = std::iter::successors(Some(base.month_end()), |end| Some(end.next().month_end()));
    ends.take_while(|&end| end < day).chain([day]).collect()
}

struct Columns<'a> {
    rules: &'a Rules,
    table: Table,
}

impl Columns<'_> {
    fn value(&self, place: usize, figure: &Target, group: u32, day: Day) -> Option<Ratio> {
        let now = self.table.get(day, place, &figure.formula, group)?;
        let base = self.table.get(self.rules.base, place, &figure.formula, group).unwrap_or_default();
        value(&figure.formula, now, base, i64::from(day.0 - self.rules.base.0))
    }

    fn group(&self, place: usize, figure: &Target, group: u32, day: Day, key: String) -> Group {
        let now = self.value(place, figure, group, day);
        let since = compared_with(self.rules, day).map(|then| {
            let then = self.value(place, figure, group, then)?;
            Some(in_unit(figure, now.as_ref()? - &then).as_change())
        });
        let parts = self.table.get(day, place, &figure.formula, group);
        let base = self.table.get(self.rules.base, place, &figure.formula, group).unwrap_or_default();
        let (numerator, denominator) = parts.map_or((None, None), |parts| shown_parts(&figure.formula, parts, base));
        let [since_base, on_year, since_year_start] = since;
        Group {
            key,
            value: now.map(|now| in_unit(figure, now)),
            numerator,
            denominator,
            since_base,
            on_year,
            since_year_start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_from_the_base_to_the_day() {
        let between = |base: &str, day: &str| -> Vec<String> {
            let [base, day] = [base, day].map(|text| Day::parse(text).expect("a day"));
            month_ends(base, day).iter().map(ToString::to_string).collect()
        };
        assert_eq!(between("2020-12-31", "2021-02-10"), ["2020-12-31", "2021-01-31", "2021-02-10"]);
        assert_eq!(between("2020-12-31", "2021-02-28"), ["2020-12-31", "2021-01-31", "2021-02-28"]);
        assert_eq!(between("2020-12-30", "2020-12-31"), ["2020-12-31"]);
    }
}
