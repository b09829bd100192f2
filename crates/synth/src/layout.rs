//! Who has which loan: arithmetic that finds, for any loan number, its lender,
//! its customer and the place among the customer's loans, and back.
//!
//! The loans of a lender are one run of numbers, in the order of their ids.
//! A run is cut into blocks of 25 loans that 10 customers share, one to six
//! each; the last block may be short. Customer number n is party number n,
//! but every eighth is a party known from another lender, a visitor.

use std::ops::Range;

use crate::organisations::LENDERS;
use crate::random::{Draw, Stream};

const BLOCK_LOANS: u64 = 25;
const BLOCK_CUSTOMERS: u64 = 10;

/// How many loans the ten customers of a block have, before shuffling.
const PATTERN: [u8; 10] = [1, 1, 1, 2, 2, 2, 3, 3, 4, 6];

/// The most loans one customer has with one lender.
pub(crate) const MOST_LOANS: u64 = 6;

/// Parties a district has at least.
const FEWEST_PARTIES: u64 = 50;

/// The runs of a district's lenders.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    seed: u64,
    loans_from: Vec<u64>,
    customers_from: Vec<u64>,
}

/// A loan's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Place of the lender in [`LENDERS`].
    pub(crate) lender: usize,
    /// Number of the customer in the district.
    pub(crate) customer: u64,
    /// Number of the customer at the lender.
    pub(crate) local: u64,
    /// Place among the customer's loans, from 0.
    pub(crate) nth: u64,
    /// How many loans the customer has with the lender.
    pub(crate) of: u64,
}

impl Layout {
    /// The layout of `loans` loans.
    pub(crate) fn new(seed: u64, loans: u64) -> Self {
        let weights: u64 = LENDERS.iter().map(|lender| lender.weight).sum();
        let mut layout = Self { seed, loans_from: vec![0], customers_from: vec![0] };
        let (mut passed, mut customers) = (0, 0);
        for (place, lender) in LENDERS.iter().enumerate() {
            passed += lender.weight;
            let end = (u128::from(loans) * u128::from(passed) / u128::from(weights)) as u64;
            let run = end - layout.loans_from[place];
            layout.loans_from.push(end);
            // The length of the run must stand before its last block is asked.
            customers += layout.customers_of_run(place, run);
            layout.customers_from.push(customers);
        }
        layout
    }

    /// How many customers all lenders have.
    pub(crate) fn customers(&self) -> u64 {
        self.customers_from.last().copied().unwrap_or(0)
    }

    /// How many parties the district has: every customer number is one, and a
    /// few have no loan at all.
    pub(crate) fn parties(&self) -> u64 {
        (self.customers() + self.customers() / 20).max(FEWEST_PARTIES)
    }

    /// The numbers of a lender's loans.
    #[cfg(test)]
    pub(crate) fn loans_of(&self, lender: usize) -> Range<u64> {
        self.loans_from[lender]..self.loans_from[lender + 1]
    }

    /// The numbers of a lender's customers.
    pub(crate) fn customers_of(&self, lender: usize) -> Range<u64> {
        self.customers_from[lender]..self.customers_from[lender + 1]
    }

    /// The lender of a customer.
    pub(crate) fn lender_of(&self, customer: u64) -> usize {
        // The first run that ends after the customer; empty runs are passed over.
        self.customers_from[1..].partition_point(|end| *end <= customer)
    }

    /// The place of loan number `loan`.
    pub(crate) fn slot_of_loan(&self, loan: u64) -> Slot {
        let lender = self.loans_from[1..].partition_point(|end| *end <= loan);
        let within = loan - self.loans_from[lender];
        let (block, mut left) = (within / BLOCK_LOANS, within % BLOCK_LOANS);
        for (place, of) in self.block(lender, block).enumerate() {
            if left < of {
                let local = block * BLOCK_CUSTOMERS + place as u64;
                return Slot { lender, customer: self.customers_from[lender] + local, local, nth: left, of };
            }
            left -= of;
        }
        // Not reached: the customers of a block have all its loans.
        Slot { lender, customer: self.customers_from[lender], local: 0, nth: 0, of: 1 }
    }

    /// How many loans a customer has with its lender.
    pub(crate) fn loans_of_customer(&self, customer: u64) -> u64 {
        let lender = self.lender_of(customer);
        let local = customer - self.customers_from[lender];
        self.block(lender, local / BLOCK_CUSTOMERS).nth((local % BLOCK_CUSTOMERS) as usize).unwrap_or(1)
    }

    fn customers_of_run(&self, lender: usize, run: u64) -> u64 {
        let (full, rest) = (run / BLOCK_LOANS, run % BLOCK_LOANS);
        let last = if rest == 0 { 0 } else { self.block(lender, full).count() as u64 };
        full * BLOCK_CUSTOMERS + last
    }

    /// The loans of each customer of a block, cut where the run ends.
    fn block(&self, lender: usize, block: u64) -> impl Iterator<Item = u64> {
        let mut pattern = PATTERN;
        let mut draw = Draw::new(self.seed, Stream::Block, block * LENDERS.len() as u64 + lender as u64);
        for place in (1..pattern.len()).rev() {
            pattern.swap(place, draw.below(place as u64 + 1) as usize);
        }
        let mut left = self.loans_from[lender + 1] - self.loans_from[lender] - block * BLOCK_LOANS;
        pattern.into_iter().map_while(move |loans| {
            let loans = u64::from(loans).min(left);
            left -= loans;
            (loans > 0).then_some(loans)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loan_is_one_customers_and_counted_once() {
        for loans in [0, 1, 7, 24, 25, 26, 999, 12_345] {
            let layout = Layout::new(3, loans);
            let mut counts = vec![0; layout.customers() as usize];
            for loan in 0..loans {
                let slot = layout.slot_of_loan(loan);
                assert!(layout.loans_of(slot.lender).contains(&loan));
                assert!(layout.customers_of(slot.lender).contains(&slot.customer));
                assert_eq!(slot.nth, counts[slot.customer as usize]);
                assert!(slot.nth < slot.of && slot.of <= MOST_LOANS);
                assert_eq!(layout.lender_of(slot.customer), slot.lender);
                assert_eq!(layout.loans_of_customer(slot.customer), slot.of);
                counts[slot.customer as usize] += 1;
            }
            for (customer, count) in counts.iter().enumerate() {
                assert_eq!(*count, layout.loans_of_customer(customer as u64), "{customer} of {loans}");
            }
            assert!(layout.parties() >= FEWEST_PARTIES.max(layout.customers()));
        }
    }
}
