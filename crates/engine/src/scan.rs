//! One walk over the loans for everything that is asked of them, and the
//! same for guarantees.
//!
//! Loans are taken a chunk at a time, all of one lender. A chunk's events are
//! added up once, every distinct condition is asked once, and whoever walks
//! along takes its sums from there, while all of it is still in the nearest
//! caches. Sums are whole numbers, so neither the number of threads nor the
//! cut of the chunks can change them.

#[cfg(test)]
mod agreement;
mod bits;
mod day_weights;
mod predicate;
mod program;

use std::ops::Range;

use huigu_book::Book;
use huigu_plan::Condition;
use rayon::prelude::*;

use crate::judge::{Judge, Moment};

pub(crate) use bits::{Bits, CHUNK, nonzero, rates_within, shorts_within, sum, sums_within};
pub(crate) use day_weights::BalanceMeasure;
pub(crate) use predicate::{BackingGuarantees, Chunk};
pub(crate) use program::{ListId, Program};

use day_weights::DayWeights;
use program::Answers;

/// The figures of movements that are asked, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures(Vec<BalanceMeasure>);

impl Figures {
    /// The place of a figure's column.
    pub(crate) fn place(&mut self, figure: BalanceMeasure) -> usize {
        let known = self.0.iter().position(|known| *known == figure);
        known.unwrap_or_else(|| {
            self.0.push(figure);
            self.0.len() - 1
        })
    }
}

/// Where the figures of a chunk come from.
#[derive(Debug)]
pub(crate) enum FigureSource {
    /// Added up from the events, chunk by chunk, some at a time.
    Streamed { figures: usize, weights: Vec<DayWeights> },
    /// Kept for every loan, for whoever asks again.
    Kept(Vec<Vec<i64>>),
}

impl FigureSource {
    pub(crate) fn streamed(figures: &Figures) -> Self {
        Self::Streamed { figures: figures.0.len(), weights: DayWeights::of(&figures.0) }
    }

    /// Adds the figures of all loans up and keeps them: eight bytes a figure and loan.
    pub(crate) fn kept(figures: &Figures, book: &Book) -> Self {
        let count = book.loans.len();
        let mut columns = vec![vec![0; count]; figures.0.len()];
        let mut left = columns.as_mut_slice();
        for weights in DayWeights::of(&figures.0) {
            let (columns, rest) = left.split_at_mut(weights.figures());
            left = rest;
            let mut parts: Vec<Vec<&mut [i64]>> = (0..count.div_ceil(CHUNK)).map(|_| Vec::new()).collect();
            for column in columns {
                parts.iter_mut().zip(column.chunks_mut(CHUNK)).for_each(|(part, column)| part.push(column));
            }
            parts.par_iter_mut().enumerate().for_each(|(at, part)| {
                let first = at * CHUNK;
                weights.add_up(&book.loans, first, CHUNK.min(count - first), part);
            });
        }
        Self::Kept(columns)
    }
}

/// All loans of the book, lender by lender, in chunks.
pub(crate) fn chunks(book: &Book) -> Vec<Chunk> {
    (0..book.organisations.rows.len() as u32).flat_map(|lender| chunks_of(book, lender)).collect()
}

/// The loans of one lender, in chunks.
pub(crate) fn chunks_of(book: &Book, lender: u32) -> impl Iterator<Item = Chunk> {
    in_chunks(lender, book.loans.of_lender(lender))
}

fn in_chunks(owner: u32, range: Range<usize>) -> impl Iterator<Item = Chunk> {
    let end = range.end;
    range.step_by(CHUNK).map(move |first| Chunk { owner, first, count: CHUNK.min(end - first) })
}

/// Asks the guarantees that a first look does not leave aside which of some
/// lists they meet, and takes what each brings that meets one; in the order of
/// guarantees.
pub(crate) fn over_guarantees<const N: usize, T: Send>(
    judge: &Judge<'_>,
    behind: &[BackingGuarantees],
    lists: [(&[Condition], Moment); N],
    at_first_look: impl Fn(usize) -> bool + Sync,
    brings: impl Fn(usize, [bool; N]) -> Option<T> + Sync,
) -> Vec<T> {
    let book = judge.book;
    let mut program = Program::of_guarantees(judge, behind);
    let lists = lists.map(|(list, at)| program.list(list, at));
    let guarantors = 0..book.organisations.rows.len() as u32;
    let chunks: Vec<Chunk> =
        guarantors.flat_map(|guarantor| in_chunks(guarantor, book.guarantees.of_guarantor(guarantor))).collect();
    let nothing = FigureSource::streamed(&Figures::default());
    let parts = walk(&program, &nothing, &chunks, Vec::new, |taken: &mut Vec<T>, view| {
        let first = view.chunk.first;
        let mut among = Bits::NONE;
        (0..view.chunk.count).for_each(|at| among.set(at, at_first_look(first + at)));
        let meeting = lists.map(|list| view.meeting(list, among));
        let mut any = Bits::NONE;
        meeting.iter().for_each(|&bits| any |= bits);
        taken.extend(any.places().filter_map(|at| brings(first + at, meeting.map(|bits| bits.has(at)))));
    });
    parts.into_iter().flatten().collect()
}

/// A chunk as those see it that walk along.
pub(crate) struct View<'w> {
    /// Which loans.
    pub(crate) chunk: Chunk,
    /// The book.
    pub(crate) book: &'w Book,
    program: &'w Program<'w>,
    answers: &'w mut Answers,
    figures: FiguresOf<'w>,
}

enum FiguresOf<'w> {
    Chunk(&'w [Vec<i64>]),
    Book(&'w [Vec<i64>]),
}

impl View<'_> {
    /// All loans of the chunk.
    pub(crate) fn all(&self) -> Bits {
        Bits::first(self.chunk.count)
    }

    /// Those of some loans that meet a list.
    pub(crate) fn meeting(&mut self, list: ListId, among: Bits) -> Bits {
        self.program.meeting(list, among, self.chunk, self.answers)
    }

    /// A figure of every loan of the chunk.
    pub(crate) fn figure(&self, place: usize) -> &[i64] {
        match self.figures {
            FiguresOf::Chunk(columns) => &columns[place][..self.chunk.count],
            FiguresOf::Book(columns) => &columns[place][self.chunk.first..self.chunk.first + self.chunk.count],
        }
    }

    /// A column of the book, of the chunk's loans.
    pub(crate) fn column<'b, T>(&self, column: &'b [T]) -> &'b [T] {
        &column[self.chunk.first..self.chunk.first + self.chunk.count]
    }
}

/// Parts of a walk that one thread does in one go, for each thread there is.
const PARTS: usize = 8;

/// Walks over chunks. Each part of the walk begins with a `fresh` gatherer;
/// what they gathered comes back in the order of the chunks.
pub(crate) fn walk<G: Send>(
    program: &Program<'_>,
    source: &FigureSource,
    chunks: &[Chunk],
    fresh: impl Fn() -> G + Sync,
    take: impl Fn(&mut G, &mut View<'_>) + Sync,
) -> Vec<G> {
    let book = program.judge().book;
    let part = chunks.len().div_ceil(rayon::current_num_threads() * PARTS).max(1);
    let go = |chunks: &[Chunk]| {
        let mut gathered = fresh();
        let mut answers = Answers::new(program);
        let mut columns = match source {
            FigureSource::Streamed { figures, .. } => vec![vec![0; CHUNK]; *figures],
            FigureSource::Kept(_) => Vec::new(),
        };
        for &chunk in chunks {
            answers.forget();
            let figures = match source {
                FigureSource::Streamed { weights, .. } => {
                    let mut left: Vec<&mut [i64]> = Vec::with_capacity(columns.len());
                    left.extend(columns.iter_mut().map(|column| &mut column[..chunk.count]));
                    let mut left = left.as_mut_slice();
                    for weights in weights {
                        let (columns, rest) = left.split_at_mut(weights.figures());
                        weights.add_up(&book.loans, chunk.first, chunk.count, columns);
                        left = rest;
                    }
                    FiguresOf::Chunk(&columns)
                }
                FigureSource::Kept(columns) => FiguresOf::Book(columns),
            };
            take(&mut gathered, &mut View { chunk, book, program, answers: &mut answers, figures });
        }
        gathered
    };
    chunks.par_chunks(part).map(go).collect()
}
