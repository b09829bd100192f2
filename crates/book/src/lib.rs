//! Facts as columns, sorted by (lender, loan) and indexed once.
//!
//! A [`Builder`] takes rows in any order; [`Builder::finish`] checks them
//! together, leaves the faulty ones aside, and lays the rest out as a
//! [`Book`]: loans in the order of their ids (so that the index is the order of
//! every tie), events grouped by loan, days in 16 bits, money in 64. What
//! does not depend on a plan is worked out here once: the row of the borrower
//! in force, the credit line, the first-time borrower, the LPR of the same
//! period, the term in years. Nothing here knows a rule of any plan.
//!
//! A book can be written in a byte form and read from it without copying
//! ([`Book::write_form`], [`Book::read_form`]), and brought up to date where
//! only some borrowers' rows changed ([`Book::updated`]).

mod assemble;
mod book;
mod builder;
mod column;
mod columns;
mod form;
mod issues;
mod names;
mod rows;
mod texts;
mod update;
mod word;

pub use book::{Book, Claims, Deals, Demands, NO_LINE, NO_QUOTE, NO_RATE, NONE, Organisations, Parties};
pub use builder::Builder;
pub use column::{Column, Value};
pub use columns::{Class, Guarantees, Loans};
pub use form::FormError;
pub use issues::Issues;
pub use names::{Names, Texts};
pub use rows::{ClaimRow, CreditLineRow, DealRow, DemandRow, ObservationRow, OrganisationRow, PartyRow};
pub use update::{Rebuild, Touched};
pub use word::{Field, FirstVerdict, Word};
