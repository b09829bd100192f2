//! Facts as columns, sorted by (lender, loan) and indexed once.
//!
//! A [`Builder`] takes rows in any order; [`Builder::finish`] checks them
//! together, leaves the faulty ones aside, and lays the rest out as a
//! [`Book`]: loans in the order of their ids (so that the index is the order of
//! every tie), events grouped by loan, days in 16 bits, money in 64. What
//! does not depend on a plan is worked out here once: the row of the borrower
//! in force, the credit line, the first-time borrower, the LPR of the same
//! period, the term in years. Nothing here knows a rule of any plan.

mod assemble;
mod book;
mod builder;
mod columns;
mod issues;
mod texts;
mod word;

pub use book::{
    Book, ClaimRow, CreditLineRow, DealRow, DemandRow, NO_LINE, NO_QUOTE, NO_RATE, NONE, ObservationRow,
    OrganisationRow, Organisations, Parties, PartyRow,
};
pub use builder::Builder;
pub use columns::{Guarantees, Loans};
pub use issues::Issues;
pub use texts::Names;
pub use word::{Field, FirstVerdict, Word};
