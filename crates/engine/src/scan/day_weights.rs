//! Balances and daily averages of a chunk's loans: every figure that adds up
//! movements, each by a weight of its day.
//!
//! A daily average weighs a movement by the days of the period that it
//! changes, a balance by one up to its day and nothing after. So four figures
//! of all loans of a chunk take one pass over its events.

use huigu_book::Loans;
use huigu_quantity::{Day, Period};
use multiversion::multiversion;

/// Figures worked out at once.
const LANES: usize = 4;
/// Events whose running sums are kept at once.
const BLOCK: usize = 512;

/// A figure of a loan's movements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BalanceMeasure {
    /// Balance times days over a period, fen.
    Average(Period),
    /// Balance at the end of a day, fen.
    Balance(Day),
}

impl BalanceMeasure {
    /// The last day up to which every movement weighs the same.
    fn first(self) -> Day {
        match self {
            Self::Average(period) => period.from,
            Self::Balance(until) => until,
        }
    }

    /// The last day on which a movement weighs anything.
    fn last(self) -> Day {
        match self {
            Self::Average(period) => period.last(),
            Self::Balance(until) => until,
        }
    }

    /// What a movement of a day weighs; no period is longer than 16 bits.
    fn weight(self, day: Day) -> u16 {
        match self {
            Self::Average(period) => u16::try_from(period.weight(day)).unwrap_or(u16::MAX),
            Self::Balance(until) => u16::from(day <= until),
        }
    }
}

/// Days of a table: two years and more, and a power of two.
const DAYS: usize = 1024;

/// Up to four figures as a table by day.
#[derive(Debug)]
pub(crate) struct DayWeights {
    /// How many figures.
    figures: usize,
    /// The first day of the table; whatever is earlier weighs the same.
    first: u16,
    /// The last day; whatever is later weighs nothing.
    last: u16,
    weights: [[u16; LANES]; DAYS],
}

impl DayWeights {
    /// Tables for figures, in their order: as many figures to a table as its days hold.
    pub(crate) fn of(figures: &[BalanceMeasure]) -> Vec<Self> {
        let mut tables = Vec::new();
        let mut left = figures;
        while !left.is_empty() {
            // One figure alone always fits: no period is longer than a year.
            let fits = |&count: &usize| span(&left[..count]).1 - span(&left[..count]).0 < DAYS as u16;
            let count = (1..=LANES.min(left.len())).rev().find(fits).unwrap_or(1);
            tables.push(Self::new(&left[..count]));
            left = &left[count..];
        }
        tables
    }

    fn new(figures: &[BalanceMeasure]) -> Self {
        let (first, last) = span(figures);
        let mut weights = [[0; LANES]; DAYS];
        for (day, weights) in (first..=last).zip(&mut weights) {
            for (weight, figure) in weights.iter_mut().zip(figures) {
                *weight = figure.weight(Day::from(day));
            }
        }
        Self { figures: figures.len(), first, last, weights }
    }

    /// How many figures the table has.
    pub(crate) fn figures(&self) -> usize {
        self.figures
    }

    /// The figures of `count` loans from `first` on, a column a figure.
    pub(crate) fn add_up(&self, loans: &Loans, first: usize, count: usize, columns: &mut [&mut [i64]]) {
        let offsets = &loans.first_events[first..=first + count];
        let events = offsets[0] as usize..offsets[offsets.len() - 1] as usize;
        let (days, deltas) = (&loans.event_days[events.clone()], &loans.event_deltas[events]);
        add_up(days, deltas, offsets, self, columns);
    }
}

/// The days between which figures' weights change, both in it.
fn span(figures: &[BalanceMeasure]) -> (u16, u16) {
    let column = |day: Day| day.column().unwrap_or(if day < Day::FIRST { 0 } else { u16::MAX });
    let first = figures.iter().map(|figure| column(figure.first())).min().unwrap_or(0);
    let last = figures.iter().map(|figure| column(figure.last().next())).max().unwrap_or(0);
    (first, last.max(first))
}

/// Sums run through the whole chunk, wrapping; what a loan adds to them is its
/// own sum, which fits 64 bits (a loan's turnover is at most 10^16 fen, a
/// weight at most 366), so wrapping cannot change it.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn add_up(days: &[u16], deltas: &[i64], offsets: &[u32], weights: &DayWeights, columns: &mut [&mut [i64]]) {
    let base = offsets[0] as usize;
    let (first, last, weights) = (weights.first, weights.last, &weights.weights);
    let mut sums = [[0i64; LANES]; BLOCK + 1];
    let (mut rows, mut block) = ([0u16; BLOCK], [0i64; BLOCK]);
    let (mut running, mut before) = ([0i64; LANES], [0i64; LANES]);
    let mut loan = 0;
    let blocks = days.chunks(BLOCK).zip(deltas.chunks(BLOCK)).zip((base..).step_by(BLOCK));
    for ((days, deltas), from) in blocks {
        for (row, &day) in rows.iter_mut().zip(days) {
            *row = day.clamp(first, last) - first;
        }
        // Copied first: many loads under way at once hide the way to memory
        // better than one between two multiplications (a sixth of the time).
        block[..deltas.len()].copy_from_slice(deltas);
        sums[0] = running;
        for ((&row, &delta), sum) in rows[..days.len()].iter().zip(&block).zip(&mut sums[1..]) {
            // The mask changes nothing; it spares the check that the row is in the table.
            let weights = &weights[usize::from(row) & (DAYS - 1)];
            for lane in 0..LANES {
                running[lane] = running[lane].wrapping_add(delta.wrapping_mul(i64::from(weights[lane])));
            }
            *sum = running;
        }
        // The loans whose last event lies in the block.
        while let Some(&end) = offsets.get(loan + 1)
            && end as usize <= from + days.len()
        {
            let after = sums[end as usize - from];
            for (column, (after, before)) in columns.iter_mut().zip(after.into_iter().zip(before)) {
                column[loan] = after.wrapping_sub(before);
            }
            before = after;
            loan += 1;
        }
    }
    // Loans without events, where the chunk has none at all.
    for column in columns {
        column[loan..].fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Loans with none, few and very many events, more than a block holds.
    fn loans() -> Loans {
        let mut loans = Loans::default();
        loans.first_events.push(0);
        for loan in 0..300usize {
            let events = [0, 1, 9, 3, 0, 2500, 17, BLOCK, BLOCK - 1][loan % 9];
            for event in 0..events {
                let day = 18_000 + (event * 7 + loan * 13) % 1500;
                let sign = if event % 2 == 0 { 1 } else { -1 };
                loans.event_days.push(day as u16);
                loans.event_deltas.push(sign * (1_i64 << (event % 40)) * (loan as i64 + 1));
            }
            loans.first_events.push(loans.event_days.len() as u32);
        }
        loans
    }

    #[test]
    fn figures_are_those_of_one_movement_after_the_other() {
        let loans = loans();
        let figures = [
            BalanceMeasure::Average(Period::year(2021)),
            BalanceMeasure::Average(Period::year(2020)),
            BalanceMeasure::Balance(Period::year(2021).last()),
        ];
        for (first, count) in [(0, 300), (0, 1), (4, 1), (5, 2), (17, 250), (299, 1)] {
            let mut columns = vec![vec![7; count]; figures.len()];
            let mut slices: Vec<&mut [i64]> = columns.iter_mut().map(Vec::as_mut_slice).collect();
            DayWeights::new(&figures).add_up(&loans, first, count, &mut slices);
            for (figure, column) in figures.iter().zip(&columns) {
                for (place, &found) in column.iter().enumerate() {
                    let movements = loans.events(first + place);
                    let one = movements.map(|(day, delta)| delta.wrapping_mul(i64::from(figure.weight(day))));
                    assert_eq!(found, one.fold(0, i64::wrapping_add), "{figure:?} of loan {}", first + place);
                }
            }
        }
    }

    #[test]
    fn figures_far_apart_stand_in_tables_of_their_own() {
        let figures: Vec<BalanceMeasure> =
            (2019..2026).map(|year| BalanceMeasure::Balance(Period::year(year).last())).collect();
        let tables = DayWeights::of(&figures);
        assert_eq!(tables.iter().map(DayWeights::figures).collect::<Vec<_>>(), [3, 3, 1]);
        let near = [BalanceMeasure::Average(Period::year(2021)), BalanceMeasure::Balance(Period::year(2020).last())];
        assert_eq!(DayWeights::of(&near).iter().map(DayWeights::figures).collect::<Vec<_>>(), [2]);
        assert!(DayWeights::of(&[]).is_empty());
    }

    #[test]
    fn a_day_weighs_what_the_period_says() {
        let year = Period::year(2020);
        let weights = |day: &str| BalanceMeasure::Average(year).weight(Day::parse(day).expect("a day"));
        assert_eq!([weights("2019-06-30"), weights("2020-01-01"), weights("2020-01-02")], [366, 366, 365]);
        assert_eq!([weights("2020-12-31"), weights("2021-01-01")], [1, 0]);
    }
}
