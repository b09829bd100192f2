//! Sums over guarantees, by group, in parallel: whole numbers are added, so
//! no order of adding can change them.

use std::collections::BTreeMap;

use huigu_plan::{Condition, EventSum};
use huigu_quantity::Day;

use super::grouping::Grouping;
use super::parts::Parts;
use crate::judge::{Judge, Moment};
use crate::scan::{BackingGuarantees, over_guarantees};

/// Everything a sum reads.
pub(super) struct Scene<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) grouping: Grouping<'a>,
    /// The date of the figure.
    pub(super) day: Day,
    /// 1 January of its year.
    new_year: Day,
    /// What is known of the loans behind guarantees.
    behind: &'a [BackingGuarantees],
}

impl<'a> Scene<'a> {
    pub(super) fn new(judge: &'a Judge<'a>, grouping: Grouping<'a>, day: Day, behind: &'a [BackingGuarantees]) -> Self {
        Self { judge, grouping, day, new_year: Day::new_year(day.year()), behind }
    }

    /// Whether a day lies from 1 January to the date of the figure.
    pub(super) fn is_this_year(&self, day: Day) -> bool {
        self.new_year <= day && day <= self.day
    }

    fn group_of_guarantee(&self, guarantee: usize) -> u32 {
        let guarantees = &self.judge.book.guarantees;
        self.grouping.of(|| guarantees.guarantor(guarantee), guarantees.party_rows[guarantee])
    }

    /// Adds up what guarantees bring that meet one of some lists on their
    /// start, each in its group.
    fn over_guarantees<const N: usize>(
        &self,
        lists: [&[Condition]; N],
        at_first_look: impl Fn(usize) -> bool + Sync,
        brings: impl Fn(usize, [bool; N]) -> Option<Parts> + Sync,
    ) -> BTreeMap<u32, Parts> {
        let lists = lists.map(|list| (list, Moment::Start));
        let brought = over_guarantees(self.judge, self.behind, lists, at_first_look, |guarantee, meets| {
            Some((self.group_of_guarantee(guarantee), brings(guarantee, meets)?))
        });
        let mut groups: BTreeMap<u32, Parts> = BTreeMap::new();
        for (group, parts) in brought {
            let sum = groups.entry(group).or_default();
            *sum = sum.plus(parts);
        }
        groups
    }
}

fn parts(above: i128, below: i128) -> Parts {
    Parts { above, below, excess: None }
}

/// One sum of guarantee events from 1 January to the date, over another.
pub(super) fn events(scene: &Scene<'_>, numerator: &EventSum, denominator: &EventSum) -> BTreeMap<u32, Parts> {
    let guarantees = &scene.judge.book.guarantees;
    let this_year = |guarantee: usize| {
        let own = guarantees.events_of(guarantee);
        own.filter(|(day, _, _)| scene.is_this_year(Day::from(*day)))
    };
    let lived = |guarantee: usize| this_year(guarantee).next().is_some();
    scene.over_guarantees([&numerator.of, &denominator.of], lived, |guarantee, meets| {
        let mut sums = [0i128; 2];
        let mut any = false;
        for (_, kind, amount) in this_year(guarantee) {
            for ((sum, wanted), _) in
                sums.iter_mut().zip([numerator, denominator]).zip(meets).filter(|(_, meets)| *meets)
            {
                if wanted.kinds.has(Some(kind)) {
                    *sum += i128::from(amount);
                    any = true;
                }
            }
        }
        any.then(|| parts(sums[0], sums[1]))
    })
}

/// Fee rate times amount of the guarantees started from 1 January to the
/// date, over their amount.
pub(super) fn guarantee_fees(scene: &Scene<'_>, of: &[Condition]) -> BTreeMap<u32, Parts> {
    let guarantees = &scene.judge.book.guarantees;
    let started = |guarantee: usize| scene.is_this_year(Day::from(guarantees.starts[guarantee]));
    scene.over_guarantees([of], started, |guarantee, _| {
        let amount = i128::from(guarantees.amounts[guarantee]);
        Some(parts(i128::from(guarantees.fee(guarantee).0) * amount, amount))
    })
}
