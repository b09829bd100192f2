//! The two big tables: loans with their events, and guarantees.

use std::ops::Range;

use huigu_facts::{GuaranteeEventKind, LoanClassKind, Origin, Vocabulary};
use huigu_quantity::{Day, Ppm};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::column::Column;
use crate::names::Texts;
use crate::word::Word;

/// Loans from one kept place among their classes or guarantees to the next.
pub(crate) const STRIDE: usize = 512;

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
fn strides<T>(list: &[T], loans: usize, loan: impl Fn(&T) -> usize) -> Column<u32> {
    let first = |stride: usize| list.partition_point(|entry| loan(entry) < stride * STRIDE) as u32;
    (0..=loans / STRIDE).map(first).collect()
}

/// A class reported of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Class {
    /// The loan.
    pub loan: u32,
    /// From this day on.
    pub day: u16,
    class: u16,
}

impl Class {
    pub(crate) fn new(loan: u32, day: u16, class: LoanClassKind) -> Self {
        Self { loan, day, class: u16::from(class.index()) }
    }

    /// The class.
    #[must_use]
    pub fn class(&self) -> LoanClassKind {
        // Only classes are put in, and a form's are checked when it is read.
        LoanClassKind::ALL.get(usize::from(self.class)).copied().unwrap_or(LoanClassKind::Normal)
    }

    /// The same of a loan that stands elsewhere.
    pub(crate) fn at(self, loan: u32) -> Self {
        Self { loan, ..self }
    }

    pub(crate) fn is_sound(&self) -> bool {
        usize::from(self.class) < LoanClassKind::ALL.len()
    }
}

/// Loans, by (lender, loan id): 66 bytes each, id texts apart; 10 bytes an event.
#[derive(Debug, Default)]
pub struct Loans {
    pub(crate) ids: Texts,
    /// Place of each organisation's first loan; one more at the end.
    pub by_lender: Column<u32>,
    /// Packed facts.
    pub words: Column<Word>,
    /// The borrower's row in force on the start.
    pub party_rows: Column<u32>,
    /// First day on which the borrower is a dual-innovation subject by that
    /// row; after [`Loans::dual_last`] where it never is.
    pub dual_since: Column<u16>,
    /// Last such day.
    pub dual_last: Column<u16>,
    /// Product, a place in [`crate::Book::products`].
    pub products: Column<u16>,
    /// First day.
    pub starts: Column<u16>,
    /// Original due date.
    pub dues: Column<u16>,
    /// Principal, fen.
    pub principals: Column<i64>,
    /// Credit line by the loan or by the lender's lines, fen; [`crate::NO_LINE`].
    pub credit_lines: Column<i64>,
    /// Executed rate, parts per million; [`crate::NO_RATE`].
    pub rates: Column<i32>,
    /// Executed rate less LPR of the same period; [`crate::NO_RATE`], [`crate::NO_QUOTE`].
    pub over_lpr: Column<i32>,
    /// The loan renewed, or [`crate::NONE`].
    pub renews: Column<u32>,
    /// Place of each loan's first event; one more at the end.
    pub first_events: Column<u32>,
    /// Day of each event.
    pub event_days: Column<u16>,
    /// What each event adds to the balance, fen.
    pub event_deltas: Column<i64>,
    /// Classes of the loans that have any: (loan, day, class), sorted.
    pub(crate) classes: Column<Class>,
    /// Place of the first class of every so many loans.
    pub(crate) class_strides: Column<u32>,
    /// Where each loan's row came from: file and row.
    pub(crate) origins: Column<[u32; 2]>,
    /// Last due date, after extension.
    pub(crate) last_dues: Column<u16>,
    /// Last day of which an event or balance was reported; 0 where none was.
    pub(crate) last_reports: Column<u16>,
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
        self.ids.search(self.of_lender(lender), id).ok()
    }

    /// Where the loan's row came from.
    #[must_use]
    pub fn origin(&self, loan: usize) -> Origin {
        let [file, row] = self.origins[loan];
        Origin { file, row }
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
    pub fn classes_of(&self, loans: Range<usize>) -> &[Class] {
        of_loans(&self.classes, &self.class_strides, &loans, |class| class.loan as usize)
    }

    /// Class on a day: the last reported by then; none means normal.
    #[must_use]
    pub fn class_on(&self, loan: usize, day: Day) -> LoanClassKind {
        let own = self.classes_of(loan..loan + 1).iter();
        own.take_while(|class| i32::from(class.day) <= day.0).last().map_or(LoanClassKind::Normal, Class::class)
    }

    /// Keeps the classes, by (loan, day), and where each stretch of loans begins among them.
    pub(crate) fn set_classes(&mut self, classes: Vec<Class>, loans: usize) {
        self.class_strides = strides(&classes, loans, |class| class.loan as usize);
        self.classes = classes.into();
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

/// The kind of a guarantee's event at a place among the kinds.
fn kind_of(place: u8) -> GuaranteeEventKind {
    // Only kinds are put in, and a form's are checked when it is read.
    GuaranteeEventKind::ALL.get(usize::from(place)).copied().unwrap_or(GuaranteeEventKind::Recover)
}

/// Guarantees, by (guarantor, guarantee id).
#[derive(Debug, Default)]
pub struct Guarantees {
    pub(crate) ids: Texts,
    /// Place of each organisation's first guarantee; one more at the end.
    pub by_guarantor: Column<u32>,
    /// Packed facts of the borrower.
    pub words: Column<Word>,
    /// The borrower's row in force on the start.
    pub party_rows: Column<u32>,
    /// Lender.
    pub lenders: Column<u32>,
    /// The loan it stands behind, or [`crate::NONE`].
    pub loans: Column<u32>,
    /// Amount, fen.
    pub amounts: Column<i64>,
    pub(crate) fees: Column<i64>,
    /// First day.
    pub starts: Column<u16>,
    /// Due date.
    pub dues: Column<u16>,
    /// Place of each guarantee's first event; one more at the end.
    pub first_events: Column<u32>,
    /// Day of each event.
    pub(crate) event_days: Column<u16>,
    /// Kind of each event, its place among the kinds.
    pub(crate) event_kinds: Column<u8>,
    /// Amount of each event, fen.
    pub(crate) event_amounts: Column<i64>,
    /// The borrower's account at the guarantor at the end of the start day:
    /// the guaranteed balance of all its other guarantees there, plus this
    /// one's amount, fen; held at the ends of 64 bits.
    pub accounts: Column<i64>,
    /// Guarantees that stand behind a loan on the books, by (loan, guarantee).
    pub(crate) by_loan: Column<u32>,
    /// Place of the first of them of every so many loans.
    pub(crate) strides_by_loan: Column<u32>,
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

    /// The guarantee of a guarantor with this id.
    #[must_use]
    pub fn find(&self, guarantor: u32, id: &str) -> Option<usize> {
        self.ids.search(self.of_guarantor(guarantor), id).ok()
    }

    /// Fee a year.
    #[must_use]
    pub fn fee(&self, guarantee: usize) -> Ppm {
        Ppm(self.fees[guarantee])
    }

    /// The events of a guarantee as (day, kind, fen), by day.
    pub fn events_of(&self, guarantee: usize) -> impl Iterator<Item = (u16, GuaranteeEventKind, i64)> + Clone {
        let range = self.first_events[guarantee] as usize..self.first_events[guarantee + 1] as usize;
        let kinds = self.event_kinds[range.clone()].iter().map(|&kind| kind_of(kind));
        let days = self.event_days[range.clone()].iter().copied();
        days.zip(kinds).zip(self.event_amounts[range].iter()).map(|((day, kind), &amount)| (day, kind, amount))
    }

    /// The guarantee's events as (day, delta of the guaranteed balance).
    pub fn deltas(&self, guarantee: usize) -> impl Iterator<Item = (Day, i64)> + Clone {
        self.events_of(guarantee).map(|(day, kind, amount)| {
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
        let of = &*self.loans;
        of_loans(&self.by_loan, &self.strides_by_loan, &loans, |&guarantee| of[guarantee as usize] as usize)
    }

    /// Keeps the guarantees that stand behind a loan, by (loan, guarantee).
    pub(crate) fn set_by_loan(&mut self, by_loan: Vec<u32>, loans: usize) {
        let of = &*self.loans;
        self.strides_by_loan = strides(&by_loan, loans, |&guarantee| of[guarantee as usize] as usize);
        self.by_loan = by_loan.into();
    }

    /// Guaranteed balance at the end of a day, fen.
    #[must_use]
    pub fn balance(&self, guarantee: usize, day: Day) -> i64 {
        self.deltas(guarantee).take_while(|&(at, _)| at <= day).map(|(_, delta)| delta).sum()
    }
}
