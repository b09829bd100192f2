//! The checks of the movements of one loan or guarantee, and which rows are
//! refused where they fail.

use huigu_facts::{Code, Expectation, MAX_TURNOVER, Origin, shortfall_day, turnover_in_bounds};
use huigu_quantity::{Day, Fen};

use crate::issues::Issues;

/// One movement of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub day: u16,
    pub delta: i64,
    /// Where it came from; `None`: read from the contract.
    pub origin: Option<Origin>,
}

/// Whether a run by day has neither a shortfall nor too large a turnover.
pub(super) fn is_sound(run: impl Iterator<Item = (u16, i64)> + Clone) -> bool {
    turnover_in_bounds(run.clone().map(|(_, delta)| delta))
        && shortfall_day(run.map(|(day, delta)| (Day::from(day), delta))).is_none()
}

/// Which steps of a run by day are refused: those that carry the turnover over
/// its bound, and then, for each day that ends below zero, its last rows that
/// lower the balance, until it does not.
pub(super) fn refused(run: &[Step], issues: &mut Issues) -> Vec<bool> {
    let mut refused = turnover(run, issues);
    let mut balance: i64 = 0;
    let mut from = 0;
    while from < run.len() {
        let day = run[from].day;
        let to = from + run[from..].partition_point(|step| step.day == day);
        let kept = (from..to).filter(|&at| !refused[at]);
        balance += kept.map(|at| run[at].delta).sum::<i64>();
        if balance < 0 {
            let mut lowering: Vec<usize> =
                (from..to).filter(|&at| !refused[at] && run[at].delta < 0 && run[at].origin.is_some()).collect();
            lowering.sort_unstable_by_key(|&at| run[at].origin);
            while balance < 0 {
                let Some(at) = lowering.pop() else { break };
                let (short, delta) = (balance, run[at].delta);
                refused[at] = true;
                balance -= delta;
                issues.add(run[at].origin.unwrap_or_default(), "amount", Code::NegativeBalance, || {
                    let expected = Expectation::BalanceAtEnd { day: day.into(), short: Fen(short) };
                    (Fen(delta.saturating_abs()).to_string(), expected)
                });
            }
        }
        from = to;
    }
    refused
}

fn turnover(run: &[Step], issues: &mut Issues) -> Vec<bool> {
    let bound = MAX_TURNOVER.0.unsigned_abs();
    let mut sum: u64 = 0;
    run.iter()
        .map(|step| {
            let more = sum.saturating_add(step.delta.unsigned_abs());
            let Some(origin) = step.origin.filter(|_| more > bound) else {
                sum = more;
                return false;
            };
            issues.add(origin, "amount", Code::TurnoverTooLarge, || {
                (Fen(step.delta.saturating_abs()).to_string(), format!("≤ {MAX_TURNOVER}"))
            });
            true
        })
        .collect()
}
