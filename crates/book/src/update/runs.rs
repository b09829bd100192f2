//! Two sorted lists merged by runs: what is kept of the old one, and the part's
//! items between, so that columns are copied in long pieces.

use std::ops::Range;

use crate::book::NONE;
use crate::column::{Column, Value};
use crate::names::Texts;

/// A stretch of the merged list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Of the part, not of the old list.
    pub of_part: bool,
    /// Places there.
    pub range: Range<usize>,
    /// First place in the merged list.
    pub new: usize,
}

/// The merged list.
#[derive(Debug, Default)]
pub(super) struct Runs {
    list: Vec<Run>,
    /// How many items it has.
    pub count: usize,
}

impl Runs {
    /// Of `old` items without those `removed` (ascending), and with the part's
    /// items, each before the old one at its place in `inserted` (ascending).
    pub(super) fn new(old: usize, removed: &[usize], inserted: &[usize]) -> Self {
        let mut runs = Self::default();
        let mut from = 0;
        let mut gone = removed.iter().copied().peekable();
        let mut keep = |runs: &mut Self, to: usize| {
            while let Some(at) = gone.next_if(|&at| at < to) {
                runs.add(false, from..at);
                from = at + 1;
            }
            runs.add(false, from..to);
            from = from.max(to);
        };
        for (item, &place) in inserted.iter().enumerate() {
            keep(&mut runs, place);
            runs.add(true, item..item + 1);
        }
        keep(&mut runs, old);
        runs
    }

    fn add(&mut self, of_part: bool, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let count = range.len();
        match self.list.last_mut() {
            Some(last) if last.of_part == of_part && last.range.end == range.start => last.range.end = range.end,
            _ => self.list.push(Run { of_part, range, new: self.count }),
        }
        self.count += count;
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Run> {
        self.list.iter()
    }

    /// The runs of what is kept.
    pub(super) fn kept(&self) -> impl Iterator<Item = Range<usize>> {
        self.list.iter().filter(|run| !run.of_part).map(|run| run.range.clone())
    }

    /// A column of the merged list.
    pub(super) fn column<T: Value>(&self, old: &[T], part: &[T]) -> Column<T> {
        let mut merged = Vec::with_capacity(self.count);
        for run in &self.list {
            let from = if run.of_part { part } else { old };
            merged.extend_from_slice(&from[run.range.clone()]);
        }
        merged.into()
    }

    /// A column whose values have others in the merged book.
    pub(super) fn mapped<T: Value>(
        &self,
        [old, part]: [&[T]; 2],
        of_old: impl Fn(T) -> T,
        of_part: impl Fn(T) -> T,
    ) -> Column<T> {
        let mut merged = Vec::with_capacity(self.count);
        for run in &self.list {
            if run.of_part {
                merged.extend(part[run.range.clone()].iter().map(|&value| of_part(value)));
            } else {
                merged.extend(old[run.range.clone()].iter().map(|&value| of_old(value)));
            }
        }
        merged.into()
    }

    /// Texts of the merged list.
    pub(super) fn texts(&self, old: &Texts, part: &Texts) -> Texts {
        let of = |run: &Run| if run.of_part { part } else { old };
        let own = |run: &Run| {
            let ends = &of(run).ends;
            let from = run.range.start.checked_sub(1).map_or(0, |before| ends[before]);
            from..ends[run.range.end - 1]
        };
        let length = self.list.iter().map(|run| own(run).end - own(run).start).sum::<u64>();
        let (mut bytes, mut ends) = (Vec::with_capacity(length as usize), Vec::with_capacity(self.count));
        for run in &self.list {
            let (range, end) = (own(run), bytes.len() as u64);
            bytes.extend_from_slice(&of(run).bytes[range.start as usize..range.end as usize]);
            ends.extend(of(run).ends[run.range.clone()].iter().map(|own| own - range.start + end));
        }
        Texts { bytes: bytes.into(), ends: ends.into() }
    }

    /// The runs of what items own, a list by item: `first` are the places of
    /// the first of each item, and one more.
    pub(super) fn owned(&self, old: &[u32], part: &[u32]) -> Self {
        let mut runs = Self::default();
        for run in &self.list {
            let first = if run.of_part { part } else { old };
            runs.add(run.of_part, first[run.range.start] as usize..first[run.range.end] as usize);
        }
        runs
    }

    /// Places of the first of what each item owns, and one more.
    pub(super) fn offsets(&self, old: &[u32], part: &[u32]) -> Column<u32> {
        let mut merged = Vec::with_capacity(self.count + 1);
        let mut next = 0;
        for run in &self.list {
            let first = if run.of_part { part } else { old };
            let from = first[run.range.start];
            merged.extend(first[run.range.clone()].iter().map(|at| at - from + next));
            next += first[run.range.end] - from;
        }
        merged.push(next);
        merged.into()
    }

    /// New places of old items, or of the part's.
    pub(super) fn places(&self, of_part: bool) -> Places {
        let own = self.list.iter().filter(|run| run.of_part == of_part);
        Places(own.map(|run| (run.range.clone(), run.new)).collect())
    }
}

/// New places of items, found among the runs.
pub(super) struct Places(Vec<(Range<usize>, usize)>);

impl Places {
    /// The new place; [`NONE`] of nothing, and of what was removed.
    pub(super) fn of(&self, place: u32) -> u32 {
        let at = place as usize;
        let run = self.0.partition_point(|(range, _)| range.end <= at);
        let run = self.0.get(run).filter(|(range, _)| place != NONE && range.start <= at);
        run.map_or(NONE, |(range, new)| (at - range.start + new) as u32)
    }

    /// The new place of each of so many items.
    pub(super) fn all(&self, count: usize) -> Vec<u32> {
        let mut places = vec![NONE; count];
        for (range, new) in &self.0 {
            (*new as u32..).zip(&mut places[range.clone()]).for_each(|(new, place)| *place = new);
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(old: &[i64], removed: &[usize], part: &[i64], inserted: &[usize]) -> Vec<i64> {
        Runs::new(old.len(), removed, inserted).column(old, part).to_vec()
    }

    #[test]
    fn runs_keep_what_is_left_in_order() {
        assert_eq!(merged(&[10, 20, 30], &[], &[], &[]), [10, 20, 30]);
        assert_eq!(merged(&[10, 20, 30], &[0, 1, 2], &[], &[]), [0; 0]);
        assert_eq!(merged(&[10, 20, 30], &[1], &[5, 20, 21, 40], &[0, 1, 2, 3]), [5, 10, 20, 21, 30, 40]);
        assert_eq!(merged(&[], &[], &[1, 2], &[0, 0]), [1, 2]);
        let runs = Runs::new(5, &[2], &[2, 5]);
        assert_eq!(runs.count, 6);
        assert_eq!((0..5).map(|old| runs.places(false).of(old)).collect::<Vec<_>>(), [0, 1, NONE, 3, 4]);
        assert_eq!(runs.places(true).all(2), [2, 5]);
        assert_eq!((runs.places(false).of(NONE), runs.places(false).of(5)), (NONE, NONE));
    }

    #[test]
    fn what_items_own_follows_them() {
        let runs = Runs::new(3, &[0], &[2]);
        let (old, part) = ([0, 2, 3, 6], [0, 1]);
        assert_eq!(&*runs.offsets(&old, &part), &[0, 1, 2, 5]);
        let own = runs.owned(&old, &part);
        assert_eq!(&*own.column(b"aabccc", b"X"), b"bXccc");
        let texts = runs.texts(&["aa", "b", "ccc"].into_iter().collect(), &["慧"].into_iter().collect());
        assert_eq!((0..3).map(|at| texts.get(at)).collect::<Vec<_>>(), ["b", "慧", "ccc"]);
    }
}
