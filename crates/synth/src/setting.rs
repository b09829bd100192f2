//! What every part of a district shares: its seed, its shape, the layout of
//! its loans and the days its books cover.

use huigu_quantity::Day;

use crate::layout::{Layout, MOST_LOANS, Slot};
use crate::party::Character;
use crate::quote::Quotes;
use crate::random::{Draw, Stream};
use crate::shape::Shape;

/// Loans made together. Parts of a district begin at multiples of it.
pub(crate) const STRETCH: u64 = 4_096;

/// A district as its parts see it.
#[derive(Debug)]
pub(crate) struct Setting<'a> {
    pub(crate) seed: u64,
    pub(crate) shape: &'a Shape,
    pub(crate) loans: u64,
    pub(crate) layout: Layout,
    pub(crate) quotes: Quotes,
    /// First day of the books.
    pub(crate) first: Day,
    /// Last day of the books.
    pub(crate) last: Day,
    /// Loans, or parties, of one part; a multiple of [`STRETCH`].
    pub(crate) part: u64,
}

/// Loans, or parties, of one part of a district; parts can be made apart.
const PART: u64 = 256 * STRETCH;

/// A customer of a lender.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Customer {
    /// Who it is.
    pub(crate) party: Character,
    /// First day it may borrow here.
    pub(crate) from: Day,
    /// Known from another lender, where it borrowed first.
    pub(crate) visitor: bool,
}

/// Days a visitor must have left in the books, so that its loans do not crowd.
const VISIT: i32 = 400;

impl<'a> Setting<'a> {
    /// The setting of a district of `loans` loans.
    pub(crate) fn new(seed: u64, loans: u64, shape: &'a Shape) -> Self {
        let last = Day::new_year(shape.last_year + 1).before();
        Self {
            seed,
            shape,
            loans,
            layout: Layout::new(seed, loans),
            quotes: Quotes::until(last),
            first: Day::new_year(shape.first_year),
            last,
            part: PART,
        }
    }

    /// How many parts so many loans or parties make.
    pub(crate) fn parts(&self, count: u64) -> u64 {
        count.div_ceil(self.part)
    }

    /// A stream of draws of this district.
    pub(crate) fn draw(&self, stream: Stream, index: u64) -> Draw {
        Draw::new(self.seed, stream, index)
    }

    /// Who party number `index` is.
    pub(crate) fn party(&self, index: u64) -> Character {
        Character::new(self.seed, self.shape.first_year, index)
    }

    /// Who the customer of a slot is. Most are the party of the same number;
    /// the others visit from another lender and borrow here later than there.
    pub(crate) fn customer(&self, slot: Slot) -> Customer {
        let visit = if self.at_home(slot.customer) { None } else { self.visit(slot) };
        match visit {
            Some((party, from)) => Customer { party: self.party(party), from, visitor: true },
            None => Customer { party: self.party(slot.customer), from: self.first, visitor: false },
        }
    }

    /// The first day of a customer's loan number `nth` of `of`: one in each
    /// equal stretch of its time, the stretches closer together towards the
    /// end, as lending grows. Two loans of a customer are at least a day apart.
    pub(crate) fn start(&self, customer: u64, from: Day, nth: u64, of: u64) -> Day {
        let mut draw = self.draw(Stream::Start, customer * MOST_LOANS + nth);
        let x = (nth * 1_024 + draw.below(972)) * 1_024 / of;
        let one = 1u64 << 20;
        let bent = x + x * (one - x) / one * 11 / 20;
        let window = i64::from(self.last.0 - from.0).max(0) as u64;
        Day(from.0 + ((window * bent) >> 20) as i32)
    }

    fn at_home(&self, customer: u64) -> bool {
        !self.draw(Stream::Customer, customer).chance(120)
    }

    /// The party that visits in this slot and the first day it may borrow. At
    /// one lender no two slots share a visitor; `None` when the party met is
    /// not at home, is of this very lender, or came too late.
    fn visit(&self, slot: Slot) -> Option<(u64, Day)> {
        let customers = self.layout.customers();
        let away = self.draw(Stream::Visitor, slot.lender as u64).below(customers);
        let party = (slot.customer + away) % customers;
        if !self.at_home(party) || self.layout.customers_of(slot.lender).contains(&party) {
            return None;
        }
        let first_loan = self.start(party, self.first, 0, self.layout.loans_of_customer(party));
        let from = Day(first_loan.0 + 30);
        (from.0 + VISIT <= self.last.0).then_some((party, from))
    }
}
