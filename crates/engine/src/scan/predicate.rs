//! One condition as a question to columns.

use std::sync::Arc;

use huigu_book::{Book, Class, Field, Loans, NO_QUOTE, PartyRow, Word};
use huigu_facts::{LoanClassKind, Vocabulary};
use huigu_plan::{Condition, WordSet};
use huigu_quantity::Day;

use super::bits::{Bits, between, bytes_within, rates_within, rows_in, shorts_within, sums_within, words_in};
use crate::judge::Moment;

/// Which loans of one lender, or guarantees of one guarantor, are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// The lender or guarantor, a place among organisations.
    pub owner: u32,
    /// The first of them.
    pub first: usize,
    /// How many, at most [`super::CHUNK`].
    pub count: usize,
}

/// Guarantees behind loans that meet a list at a moment, a bit a guarantee.
#[derive(Debug, Clone)]
pub(crate) struct BackingGuarantees {
    pub(crate) of: Vec<Condition>,
    pub(crate) at: Moment,
    pub(crate) marks: Arc<Vec<u64>>,
}

/// What a program asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Items {
    Loans,
    Guarantees,
}

/// One condition.
#[derive(Debug)]
pub(super) enum Predicate {
    /// A field of the packed word is one of a set of values.
    Field { field: Field, set: u64 },
    /// Whole years of the term, both ends in it.
    Term { low: i32, high: i32 },
    /// One of these products.
    Products(Vec<u16>),
    /// Principal at most this.
    Principal(i64),
    /// Credit line reported and at most this.
    CreditLine(i64),
    /// Rate over LPR known and at most this.
    OverLpr(i32),
    /// Lender of loans or guarantor, by the places of organisations.
    Owner(Vec<bool>),
    /// Amount of a guarantee at most this.
    Amount(i64),
    /// Account of a guarantee at most this.
    Account(i64),
    /// Marked already, a bit an item.
    Marked(Arc<Vec<u64>>),
    /// The borrower's row, by the places of rows, a bit a row.
    Row(Vec<u64>),
    /// A dual-innovation subject, or none.
    Dual { at: Moment, wanted: bool },
    /// Class.
    Class { set: WordSet<LoanClassKind>, at: Moment },
    /// Any of these lists.
    Any { lists: Vec<Vec<usize>>, at_once: bool },
    /// Not all of these.
    Not { list: Vec<usize>, at_once: bool },
    /// What only the judge knows, loan by loan.
    Judged { at: Moment },
}

impl Predicate {
    /// Whether it is asked of all loans of a chunk at once.
    pub(super) fn is_at_once(&self) -> bool {
        match self {
            Self::Any { at_once, .. } | Self::Not { at_once, .. } => *at_once,
            Self::Judged { .. } => false,
            _ => true,
        }
    }
}

/// The values of a field whose word is in the set.
pub(super) fn field<V: Vocabulary>(field: Field, set: WordSet<V>) -> Predicate {
    let values = (0..=field.unreported()).filter(|&value| set.has(V::ALL.get(value as usize).copied()));
    Predicate::Field { field, set: values.fold(0, |bits, value| bits | 1 << value) }
}

pub(super) fn flag(field: Field, wanted: bool) -> Predicate {
    Predicate::Field { field, set: if wanted { 0b10 } else { 0b01 } }
}

/// The field's value of a loan that made its borrower a first-time borrower.
pub(super) const FIRST: u64 = 1;

/// The sections that letters alone name, as values of the field; `None` where
/// a prefix goes further than its letter.
pub(super) fn sections(prefixes: &[String]) -> Option<u64> {
    let section = |prefix: &String| match prefix.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(1 << (letter.to_ascii_uppercase() - b'A')),
        _ => None,
    };
    prefixes.iter().try_fold(0, |set, prefix| Some(set | section(prefix)?))
}

pub(super) fn bits_of_rows(rows: &[PartyRow], meets: &dyn Fn(&PartyRow) -> bool) -> Vec<u64> {
    let word = |rows: &[PartyRow]| (0..).zip(rows).fold(0, |bits, (at, row)| bits | u64::from(meets(row)) << at);
    rows.chunks(64).map(word).collect()
}

impl Predicate {
    /// Asks the columns; places behind the last loan may come out either way.
    pub(super) fn ask(&self, book: &Book, of: Items, chunk: Chunk) -> Bits {
        let loans = &book.loans;
        let range = chunk.first..chunk.first + chunk.count;
        let (words, party_rows) = match of {
            Items::Loans => (&loans.words, &loans.party_rows),
            Items::Guarantees => (&book.guarantees.words, &book.guarantees.party_rows),
        };
        match self {
            Self::Field { field, set } => words_in(&words[range], field.shift, field.unreported(), *set),
            Self::Term { low, high } => {
                bytes_within(&loans.words[range], Word::TERM_SHIFT, i64::from(*low), i64::from(*high))
            }
            Self::Products(wanted) => {
                let mut kept = Bits::NONE;
                for &product in wanted {
                    kept |= shorts_within(&loans.products[range.clone()], product, product);
                }
                kept
            }
            Self::Principal(limit) => sums_within(&loans.principals[range], i64::MIN, *limit),
            // "Not reported" is below zero, no line is.
            Self::CreditLine(limit) => sums_within(&loans.credit_lines[range], 0, *limit),
            // "No rate" and "no quote" are the two lowest values.
            Self::OverLpr(limit) => rates_within(&loans.over_lpr[range], NO_QUOTE + 1, *limit),
            Self::Amount(limit) => sums_within(&book.guarantees.amounts[range], i64::MIN, *limit),
            Self::Account(limit) => sums_within(&book.guarantees.accounts[range], i64::MIN, *limit),
            Self::Marked(marks) => {
                let mut kept = Bits::NONE;
                for (place, item) in range.enumerate() {
                    kept.set(place, marks[item / 64] >> (item % 64) & 1 == 1);
                }
                kept
            }
            Self::Owner(owners) => {
                if owners[chunk.owner as usize] {
                    Bits::first(chunk.count)
                } else {
                    Bits::NONE
                }
            }
            Self::Row(rows) => rows_in(&party_rows[range], rows),
            Self::Dual { at, wanted } => {
                let (since, last) = (&loans.dual_since[range.clone()], &loans.dual_last[range.clone()]);
                let dual = match at {
                    Moment::On(day) => column(*day)
                        .map_or(Bits::NONE, |day| shorts_within(since, 0, day) & shorts_within(last, day, u16::MAX)),
                    Moment::Start => between(&loans.starts[range], since, last),
                };
                if *wanted { dual } else { !dual }
            }
            Self::Class { set, at } => classes(loans, chunk, *set, *at),
            Self::Any { .. } | Self::Not { .. } | Self::Judged { .. } => Bits::NONE,
        }
    }
}

fn day(loans: &Loans, loan: usize, at: Moment) -> Day {
    match at {
        Moment::On(day) => day,
        Moment::Start => loans.start(loan),
    }
}

/// A day as the columns have it; no fact is of a day outside.
fn column(day: Day) -> Option<u16> {
    day.column()
}

fn classes(loans: &Loans, chunk: Chunk, set: WordSet<LoanClassKind>, at: Moment) -> Bits {
    let has = |class: LoanClassKind| set.has(Some(class));
    let own = loans.classes_of(chunk.first..chunk.first + chunk.count);
    // A loan is normal where nothing is reported.
    let mut kept = if has(LoanClassKind::Normal) { Bits::first(chunk.count) } else { Bits::NONE };
    let mut judge = |run: &[Class]| {
        let loan = run[0].loan as usize;
        let day = day(loans, loan, at);
        let last = run.iter().take_while(|class| i32::from(class.day) <= day.0).last();
        kept.set(loan - chunk.first, has(last.map_or(LoanClassKind::Normal, Class::class)));
    };
    let performing = LoanClassKind::ALL.iter().filter(|class| !class.is_non_performing());
    if performing.map(|&class| has(class)).all(|is_in| is_in == has(LoanClassKind::Normal)) {
        // Only a loan that was ever classed substandard or worse can come out another way.
        let words = &loans.words[chunk.first..chunk.first + chunk.count];
        for place in words_in(words, Field::EVER_CLASSED.shift, 1, 0b10).places() {
            let loan = (chunk.first + place) as u32;
            let run = &own[own.partition_point(|class| class.loan < loan)..];
            judge(&run[..run.partition_point(|class| class.loan == loan)]);
        }
    } else {
        own.chunk_by(|a, b| a.loan == b.loan).for_each(&mut judge);
    }
    kept
}
