//! The two big tables: loans with their events, and guarantees.

use std::ops::Range;

use huigu_facts::{GuaranteeEventKind, LoanClassKind};
use huigu_quantity::{Day, Ppm};

use crate::texts::Run;
use crate::word::Word;

/// Loans from one kept place among their classes or guarantees to the next.
const STRIDE: usize = 512;

/// The entries of a range of loans, in a list by loan; `strides` are the
/// places of the first entry of every [`STRIDE`] loans.
fn of_loans<'b, T>(list: &'b [T], strides: &[u32], loans: &Range<usize>, loan: impl Fn(&T) -> usize) -> &'b [T] {
    let place = |stride: usize| strides.get(stride).map_or(list.len(), |&at| at as usize);
    let (from, to) = (place(loans.start / STRIDE), place(loans.end / STRIDE + 1));
    let near = &list[from..to.max(from)];
    let first = near.partition_point(|entry| loan(entry) < loans.start);
    let end = near.partition_point(|entry| loan(entry) < loans.end);
    &near[first..end]
}

/// The places of the first entry of every [`STRIDE`] loans.
fn strides<T>(list: &[T], loans: usize, loan: impl Fn(&T) -> usize) -> Vec<u32> {
    let first = |stride: usize| list.partition_point(|entry| loan(entry) < stride * STRIDE) as u32;
    (0..=loans / STRIDE).map(first).collect()
}

/// Loans, by (lender, loan id): 54 bytes each, id texts apart; 10 bytes an event.
#[derive(Debug, Default)]
pub struct Loans {
    pub(crate) ids: Run,
    /// Place of each organisation's first loan; one more at the end.
    pub by_lender: Vec<u32>,
    /// Packed facts.
    pub words: Vec<Word>,
    /// The borrower's row in force on the start.
    pub party_rows: Vec<u32>,
    /// First day on which the borrower is a dual-innovation subject by that
    /// row; after [`Loans::dual_last`] where it never is.
    pub dual_since: Vec<u16>,
    /// Last such day.
    pub dual_last: Vec<u16>,
    /// Product, a place in [`crate::Book::products`].
    pub products: Vec<u16>,
    /// First day.
    pub starts: Vec<u16>,
    /// Original due date.
    pub dues: Vec<u16>,
    /// Principal, fen.
    pub principals: Vec<i64>,
    /// Credit line by the loan or by the lender's lines, fen; [`crate::NO_LINE`].
    pub credit_lines: Vec<i64>,
    /// Executed rate, parts per million; [`crate::NO_RATE`].
    pub rates: Vec<i32>,
    /// Executed rate less LPR of the same period; [`crate::NO_RATE`], [`crate::NO_QUOTE`].
    pub over_lpr: Vec<i32>,
    /// The loan renewed, or [`crate::NONE`].
    pub renews: Vec<u32>,
    /// Place of each loan's first event; one more at the end.
    pub first_events: Vec<u32>,
    /// Day of each event.
    pub event_days: Vec<u16>,
    /// What each event adds to the balance, fen.
    pub event_deltas: Vec<i64>,
    /// Classes of the loans that have any: (loan, day, class), sorted.
    pub(crate) classes: Vec<(u32, u16, LoanClassKind)>,
    /// Place of the first class of every so many loans.
    class_strides: Vec<u32>,
}

impl Loans {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The loan's id within its lender.
    #[must_use]
    pub fn id(&self, loan: usize) -> &str {
        self.ids.get(loan)
    }

    /// The loan's lender, a place in [`crate::Book::organisations`].
    #[must_use]
    pub fn lender(&self, loan: usize) -> u32 {
        self.by_lender.partition_point(|&first| first as usize <= loan) as u32 - 1
    }

    /// The loans of a lender.
    #[must_use]
    pub fn of_lender(&self, lender: u32) -> Range<usize> {
        self.by_lender[lender as usize] as usize..self.by_lender[lender as usize + 1] as usize
    }

    /// The loan of a lender with this id.
    #[must_use]
    pub fn find(&self, lender: u32, id: &str) -> Option<usize> {
        let range = self.of_lender(lender);
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.id(middle).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    /// The loan's events as (day, delta), by day.
    pub fn events(&self, loan: usize) -> impl Iterator<Item = (Day, i64)> + Clone {
        let range = self.first_events[loan] as usize..self.first_events[loan + 1] as usize;
        self.event_days[range.clone()].iter().map(|&d| Day::from(d)).zip(self.event_deltas[range].iter().copied())
    }

    /// Balance at the end of a day, fen.
    #[must_use]
    pub fn balance(&self, loan: usize, day: Day) -> i64 {
        self.events(loan).take_while(|&(at, _)| at <= day).map(|(_, delta)| delta).sum()
    }

    /// The classes reported of the loans of a range, by (loan, day).
    #[must_use]
    pub fn classes_of(&self, loans: Range<usize>) -> &[(u32, u16, LoanClassKind)] {
        of_loans(&self.classes, &self.class_strides, &loans, |&(of, _, _)| of as usize)
    }

    /// Class on a day: the last reported by then; none means normal.
    #[must_use]
    pub fn class_on(&self, loan: usize, day: Day) -> LoanClassKind {
        let own = self.classes_of(loan..loan + 1).iter();
        let last = own.take_while(|&&(_, at, _)| i32::from(at) <= day.0).last();
        last.map_or(LoanClassKind::Normal, |&(_, _, class)| class)
    }

    /// Keeps the classes, by (loan, day), and where each stretch of loans begins among them.
    pub(crate) fn set_classes(&mut self, classes: Vec<(u32, u16, LoanClassKind)>, loans: usize) {
        self.class_strides = strides(&classes, loans, |&(of, _, _)| of as usize);
        self.classes = classes;
    }

    /// First day of the loan.
    #[must_use]
    pub fn start(&self, loan: usize) -> Day {
        Day::from(self.starts[loan])
    }

    /// Original due date.
    #[must_use]
    pub fn due(&self, loan: usize) -> Day {
        Day::from(self.dues[loan])
    }
}

/// Guarantees, by (guarantor, guarantee id).
#[derive(Debug, Default)]
pub struct Guarantees {
    pub(crate) ids: Run,
    /// Place of each organisation's first guarantee; one more at the end.
    pub by_guarantor: Vec<u32>,
    /// Packed facts of the borrower.
    pub words: Vec<Word>,
    /// The borrower's row in force on the start.
    pub party_rows: Vec<u32>,
    /// Lender.
    pub lenders: Vec<u32>,
    /// The loan it stands behind, or [`crate::NONE`].
    pub loans: Vec<u32>,
    /// Amount, fen.
    pub amounts: Vec<i64>,
    /// Fee a year, parts per million.
    pub fees: Vec<Ppm>,
    /// First day.
    pub starts: Vec<u16>,
    /// Due date.
    pub dues: Vec<u16>,
    /// Place of each guarantee's first event; one more at the end.
    pub first_events: Vec<u32>,
    /// Events: day, kind, amount (fen), by day.
    pub events: Vec<(u16, GuaranteeEventKind, i64)>,
    /// The borrower's account at the guarantor at the end of the start day:
    /// the guaranteed balance of all its other guarantees there, plus this
    /// one's amount, fen; held at the ends of 64 bits.
    pub accounts: Vec<i64>,
    /// Guarantees that stand behind a loan on the books, by (loan, guarantee).
    by_loan: Vec<u32>,
    /// Place of the first of them of every so many loans.
    strides_by_loan: Vec<u32>,
}

impl Guarantees {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.amounts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.amounts.is_empty()
    }

    /// The guarantee's id within its guarantor.
    #[must_use]
    pub fn id(&self, guarantee: usize) -> &str {
        self.ids.get(guarantee)
    }

    /// The guarantor, a place in [`crate::Book::organisations`].
    #[must_use]
    pub fn guarantor(&self, guarantee: usize) -> u32 {
        self.by_guarantor.partition_point(|&first| first as usize <= guarantee) as u32 - 1
    }

    /// The guarantees of a guarantor.
    #[must_use]
    pub fn of_guarantor(&self, guarantor: u32) -> Range<usize> {
        self.by_guarantor[guarantor as usize] as usize..self.by_guarantor[guarantor as usize + 1] as usize
    }

    /// The events of a guarantee, by day.
    #[must_use]
    pub fn events_of(&self, guarantee: usize) -> &[(u16, GuaranteeEventKind, i64)] {
        &self.events[self.first_events[guarantee] as usize..self.first_events[guarantee + 1] as usize]
    }

    /// The guarantee's events as (day, delta of the guaranteed balance).
    pub fn deltas(&self, guarantee: usize) -> impl Iterator<Item = (Day, i64)> + Clone {
        self.events_of(guarantee).iter().map(|&(day, kind, amount)| {
            let delta = match kind {
                GuaranteeEventKind::TakeOn => amount,
                GuaranteeEventKind::Release | GuaranteeEventKind::Compensate => -amount,
                GuaranteeEventKind::Recover => 0,
            };
            (Day::from(day), delta)
        })
    }

    /// The guarantees behind the loans of a range, by loan.
    #[must_use]
    pub fn behind(&self, loans: Range<usize>) -> &[u32] {
        of_loans(&self.by_loan, &self.strides_by_loan, &loans, |&guarantee| self.loans[guarantee as usize] as usize)
    }

    /// Keeps the guarantees that stand behind a loan, by (loan, guarantee).
    pub(crate) fn set_by_loan(&mut self, by_loan: Vec<u32>, loans: usize) {
        self.strides_by_loan = strides(&by_loan, loans, |&guarantee| self.loans[guarantee as usize] as usize);
        self.by_loan = by_loan;
    }

    /// Guaranteed balance at the end of a day, fen.
    #[must_use]
    pub fn balance(&self, guarantee: usize, day: Day) -> i64 {
        self.deltas(guarantee).take_while(|&(at, _)| at <= day).map(|(_, delta)| delta).sum()
    }
}
