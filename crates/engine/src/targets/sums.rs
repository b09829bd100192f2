//! Sums over loans and guarantees, by group, in parallel: whole numbers are
//! added, so no order of adding can change them.

use std::collections::{BTreeMap, HashMap};

use huigu_book::NO_RATE;
use huigu_plan::{Condition, EventSum};
use huigu_quantity::Day;
use rayon::prelude::*;

use super::grouping::Grouping;
use super::parts::Parts;
use crate::judge::{Judge, Moment, Subject};

/// Everything a sum reads.
pub(super) struct Scene<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) grouping: Grouping<'a>,
    /// The date of the figure.
    pub(super) day: Day,
    /// Balance of every loan at its end, where a figure reads balances.
    pub(super) balances: &'a [i64],
    /// Fee rate times amount of the guarantees behind a loan.
    pub(super) fees: &'a HashMap<u32, i128>,
}

impl Scene<'_> {
    /// Whether a day lies from 1 January to the date of the figure.
    pub(super) fn is_this_year(&self, day: Day) -> bool {
        Day::new_year(self.day.year()) <= day && day <= self.day
    }

    /// Whether the loan meets these on the date of the figure.
    pub(super) fn meets(&self, conditions: &[Condition], loan: usize) -> bool {
        self.judge.meets_all(conditions, Subject::Loan(loan), Moment::On(self.day))
    }

    /// Whether the loan meets these on its own start.
    pub(super) fn met_at_start(&self, conditions: &[Condition], loan: usize) -> bool {
        self.judge.meets_all(conditions, Subject::Loan(loan), Moment::Start)
    }

    pub(super) fn group_of_loan(&self, loan: usize) -> u32 {
        let loans = &self.judge.book.loans;
        self.grouping.of(|| loans.lender(loan), loans.party_rows[loan])
    }

    fn group_of_guarantee(&self, guarantee: usize) -> u32 {
        let guarantees = &self.judge.book.guarantees;
        self.grouping.of(|| guarantees.guarantor(guarantee), guarantees.party_rows[guarantee])
    }

    /// Adds up what items bring, each in its group.
    fn add_up<B, G>(&self, items: usize, brings: B, group: G) -> BTreeMap<u32, Parts>
    where
        B: Fn(usize) -> Option<Parts> + Sync,
        G: Fn(usize) -> u32 + Sync,
    {
        let empty = || vec![None::<Parts>; self.grouping.len()];
        let sums = (0..items)
            .into_par_iter()
            .with_min_len(4096)
            .fold(empty, |mut sums, item| {
                if let Some(brought) = brings(item) {
                    let sum = &mut sums[group(item) as usize];
                    *sum = Some(sum.unwrap_or_default().plus(brought));
                }
                sums
            })
            .reduce(empty, |left, right| left.into_iter().zip(right).map(|(a, b)| both(a, b)).collect());
        (0..).zip(sums).filter_map(|(group, sum)| Some((group, sum?))).collect()
    }

    fn over_loans(&self, brings: impl Fn(usize) -> Option<Parts> + Sync) -> BTreeMap<u32, Parts> {
        self.add_up(self.judge.book.loans.len(), brings, |loan| self.group_of_loan(loan))
    }

    fn over_guarantees(&self, brings: impl Fn(usize) -> Option<Parts> + Sync) -> BTreeMap<u32, Parts> {
        self.add_up(self.judge.book.guarantees.len(), brings, |guarantee| self.group_of_guarantee(guarantee))
    }
}

fn both(a: Option<Parts>, b: Option<Parts>) -> Option<Parts> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.plus(b)),
        (one, other) => one.or(other),
    }
}

fn parts(above: i128, below: i128) -> Parts {
    Parts { above, below, excess: None }
}

/// Balance of the loans meeting `of` and `part`, over that of those meeting `of`.
pub(super) fn share_of_balances(scene: &Scene<'_>, of: &[Condition], part: &[Condition]) -> BTreeMap<u32, Parts> {
    scene.over_loans(|loan| {
        let balance = scene.balances[loan];
        if balance == 0 || !scene.meets(of, loan) {
            return None;
        }
        let above = if scene.meets(part, loan) { balance } else { 0 };
        Some(parts(i128::from(above), i128::from(balance)))
    })
}

/// Balance of the loans meeting `of`.
pub(super) fn balance(scene: &Scene<'_>, of: &[Condition]) -> BTreeMap<u32, Parts> {
    scene.over_loans(|loan| {
        let balance = scene.balances[loan];
        (balance != 0 && scene.meets(of, loan)).then(|| parts(i128::from(balance), 0))
    })
}

/// Number of loans started from 1 January to the date, over that of the same
/// days of the year before.
pub(super) fn started(scene: &Scene<'_>, of: &[Condition]) -> BTreeMap<u32, Parts> {
    let before = Day::new_year(scene.day.year() - 1)..=scene.day.plus_years(-1);
    scene.over_loans(|loan| {
        let start = scene.judge.book.loans.start(loan);
        let (now, then) = (scene.is_this_year(start), before.contains(&start));
        ((now || then) && scene.met_at_start(of, loan)).then(|| parts(i128::from(now), i128::from(then)))
    })
}

/// Rate times principal of the loans started from 1 January to the date whose
/// rate was reported (with the fees of the guarantees behind them), over
/// their principal.
pub(super) fn rates(scene: &Scene<'_>, of: &[Condition], with_fee: bool) -> BTreeMap<u32, Parts> {
    let loans = &scene.judge.book.loans;
    scene.over_loans(|loan| {
        let rate = loans.rates[loan];
        if rate == NO_RATE || !scene.is_this_year(loans.start(loan)) || !scene.met_at_start(of, loan) {
            return None;
        }
        let fee = if with_fee { u32::try_from(loan).ok().and_then(|loan| scene.fees.get(&loan)) } else { None };
        let principal = i128::from(loans.principals[loan]);
        Some(parts(i128::from(rate) * principal + fee.copied().unwrap_or(0), principal))
    })
}

/// One sum of guarantee events from 1 January to the date, over another.
pub(super) fn events(scene: &Scene<'_>, numerator: &EventSum, denominator: &EventSum) -> BTreeMap<u32, Parts> {
    let guarantees = &scene.judge.book.guarantees;
    let sum_of = |guarantee: usize, wanted: &EventSum| -> Option<i128> {
        let counts =
            |&(day, kind, _): &(u16, _, i64)| scene.is_this_year(Day::from(day)) && wanted.kinds.has(Some(kind));
        let own = guarantees.events_of(guarantee).iter().copied().filter(|event| counts(event));
        let mut own = own.map(|(_, _, amount)| i128::from(amount)).peekable();
        own.peek()?;
        let subject = Subject::Guarantee(guarantee);
        scene.judge.meets_all(&wanted.of, subject, Moment::Start).then(|| own.sum())
    };
    scene.over_guarantees(|guarantee| {
        let (above, below) = (sum_of(guarantee, numerator), sum_of(guarantee, denominator));
        (above.is_some() || below.is_some()).then(|| parts(above.unwrap_or(0), below.unwrap_or(0)))
    })
}

/// Fee rate times amount of the guarantees started from 1 January to the
/// date, over their amount.
pub(super) fn guarantee_fees(scene: &Scene<'_>, of: &[Condition]) -> BTreeMap<u32, Parts> {
    let guarantees = &scene.judge.book.guarantees;
    scene.over_guarantees(|guarantee| {
        let subject = Subject::Guarantee(guarantee);
        let started = scene.is_this_year(Day::from(guarantees.starts[guarantee]));
        let amount = i128::from(guarantees.amounts[guarantee]);
        (started && scene.judge.meets_all(of, subject, Moment::Start))
            .then(|| parts(i128::from(guarantees.fees[guarantee].0) * amount, amount))
    })
}
