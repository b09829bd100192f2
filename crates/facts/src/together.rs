//! The checks of rows together, as functions over sorted runs, and what books
//! without events or with balances stand for.
//!
//! A run is the movements of one loan or guarantee, by day. Whoever holds
//! the rows sorts them; bare books and the register call the same functions.

use huigu_quantity::{Day, Fen};

/// The most that the movements of one loan or guarantee may add up to,
/// counted without sign: 10^14 yuan. It keeps a balance times 366 days inside
/// `i64` (10^16 fen x 366 < 9.2 x 10^18), which the sums of the engine rely on.
pub const MAX_TURNOVER: Fen = Fen(10_000_000_000_000_000);

/// The first day at whose end the balance of a run is below zero, if any;
/// between movements of one day it may be.
#[must_use]
pub fn shortfall_day(run: impl Iterator<Item = (Day, i64)>) -> Option<Day> {
    let mut balance: i64 = 0;
    let mut today: Option<Day> = None;
    for (day, delta) in run {
        if balance < 0 && today.is_some_and(|t| t != day) {
            return today;
        }
        today = Some(day);
        balance = balance.saturating_add(delta);
    }
    today.filter(|_| balance < 0)
}

/// Whether a run's movements, without sign, stay within [`MAX_TURNOVER`].
#[must_use]
pub fn turnover_in_bounds(mut deltas: impl Iterator<Item = i64>) -> bool {
    deltas
        .try_fold(0u64, |sum, delta| sum.checked_add(delta.unsigned_abs()))
        .is_some_and(|sum| sum <= MAX_TURNOVER.0.unsigned_abs())
}

/// What reported balances stand for: from `start` the principal until the
/// first report, then each report from its day; a report on `start` replaces
/// the principal. `reports` are by day, each day once, none before `start`.
pub fn movements_of_balances(
    start: Day,
    principal: Fen,
    reports: impl Iterator<Item = (Day, Fen)> + Clone,
) -> impl Iterator<Item = (Day, Fen)> {
    let opening = reports.clone().next().filter(|(day, _)| *day == start).map_or(principal, |(_, balance)| balance);
    let mut before = opening;
    let changes = reports.filter(move |(day, _)| *day != start).map(move |(day, balance)| {
        let change = balance - before;
        before = balance;
        (day, change)
    });
    std::iter::once((start, opening)).chain(changes)
}

/// What a loan without events or balances stands for: paid out on its start,
/// repaid on its due date.
#[must_use]
pub fn movements_of_contract(start: Day, due: Day, principal: Fen) -> [(Day, Fen); 2] {
    [(start, principal), (due, -principal)]
}

/// The runs of equal neighbours in a sorted list: ranges of two or more.
pub fn repeats<T>(sorted: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in 1..=sorted.len() {
        if at == sorted.len() || !same(&sorted[from], &sorted[at]) {
            if at - from > 1 {
                found.push(from..at);
            }
            from = at;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(moves: &[(i32, i64)]) -> impl Iterator<Item = (Day, i64)> {
        moves.iter().map(|&(day, delta)| (Day(day), delta))
    }

    #[test]
    fn only_the_end_of_a_day_counts() {
        assert_eq!(shortfall_day(run(&[(1, -5), (1, 5), (2, 0)])), None);
        assert_eq!(shortfall_day(run(&[(1, 5), (3, -6), (4, 9)])), Some(Day(3)));
        assert_eq!(shortfall_day(run(&[(1, 5), (3, -6)])), Some(Day(3)));
        assert_eq!(shortfall_day(run(&[])), None);
    }

    #[test]
    fn turnover_counts_without_sign_up_to_the_bound() {
        assert!(turnover_in_bounds([MAX_TURNOVER.0 / 2, -MAX_TURNOVER.0 / 2].into_iter()));
        assert!(!turnover_in_bounds([MAX_TURNOVER.0, -1].into_iter()));
        assert!(!turnover_in_bounds([i64::MIN, i64::MIN, 1].into_iter()));
        // The bound keeps a year of the largest balance inside i64.
        assert!(MAX_TURNOVER.0.checked_mul(366).is_some());
    }

    #[test]
    fn balances_become_movements() {
        let moves = |reports: &'static [(i32, i64)]| {
            movements_of_balances(Day(10), Fen(100), reports.iter().map(|&(d, b)| (Day(d), Fen(b))))
                .map(|(day, fen)| (day.0, fen.0))
                .collect::<Vec<_>>()
        };
        assert_eq!(moves(&[(12, 80), (15, 0)]), [(10, 100), (12, -20), (15, -80)]);
        assert_eq!(moves(&[(10, 90), (12, 80)]), [(10, 90), (12, -10)]);
        assert_eq!(moves(&[]), [(10, 100)]);
    }

    #[test]
    fn repeats_are_runs_of_two_or_more() {
        assert_eq!(repeats(&[1, 1, 2, 3, 3, 3], |a, b| a == b), [0..2, 3..6]);
        assert_eq!(repeats::<i32>(&[], |a, b| a == b), []);
    }
}
