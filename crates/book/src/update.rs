//! A book brought up to date where only some parties' rows changed.
//!
//! # Why so little has to be looked at again
//! Nearly everything a book holds of a loan follows from rows of its own
//! borrower: the row in force at the start, the credit line, whether it was the
//! first, what it renews, its events and classes. Of a guarantee the same holds,
//! and besides it rests on one loan, which may be another party's. What one
//! party's rows say therefore depends on another's only through guarantees, and
//! [`Book::closure`] walks exactly these, both ways. Demands, deals and credit
//! lines rest on their own party alone; observations and claims on nothing.
//!
//! Organisations, quotes of the loan prime rate and the plan's list of products
//! touch everything; where they differ, and wherever else the outcome could not
//! be vouched for, [`Book::updated`] answers [`Rebuild`] and the caller builds
//! the book anew. One thing alone is of the whole book: how far its reports
//! reach, which decides what is overdue. That is found again for all loans.

mod closure;
mod findings;
mod guarantees;
mod loans;
mod others;
mod people;
mod runs;
mod touched;

use crate::book::Book;
use crate::issues::Issues;

use findings::Gone;
pub use touched::{Rebuild, Touched};

impl Book {
    /// The book after a change, without building it from all rows. `part` is the
    /// book of all rows now in force of the parties of `of` (which
    /// [`Book::closure`] has completed), with all organisations and quotes, and
    /// with all observations and all claims if these are touched.
    ///
    /// The book and issues are those that all rows now in force would make, to
    /// the byte of the form, but for findings beyond those listed
    /// ([`Issues::without_reserve`]).
    ///
    /// # Errors
    /// Why it must be built anew.
    pub fn updated(
        &self,
        issues: &Issues,
        part: &Self,
        part_issues: &Issues,
        of: &Touched,
    ) -> Result<(Self, Issues), Rebuild> {
        self.fits(issues, part, part_issues)?;
        let mut new = Self {
            organisations: self.organisations.clone(),
            quotes: self.quotes.clone(),
            catalogue: self.catalogue.clone(),
            ..Self::default()
        };
        let people = people::merge(self, part, of, &mut new)?;
        let loans = loans::merge(self, part, &people, &mut new)?;
        let guarantees = guarantees::merge(self, part, &people, &loans, &mut new)?;
        others::merge(self, part, of, &people, &mut new)?;
        let gone = Gone { loans: &loans.removed, guarantees: &guarantees };
        let issues = findings::merge((self, issues), part_issues, &gone, &people, &new)?;
        Ok((new, issues))
    }

    /// Whether what touches everything is the same in a part.
    fn fits(&self, issues: &Issues, part: &Self, part_issues: &Issues) -> Result<(), Rebuild> {
        if !self.loans.can_be_updated() || !part.loans.can_be_updated() {
            return Err(Rebuild::Bare);
        }
        if !self.organisations.ids.iter().eq(part.organisations.ids.iter())
            || self.organisations.rows != part.organisations.rows
        {
            return Err(Rebuild::Organisations);
        }
        if self.quotes != part.quotes {
            return Err(Rebuild::Quotes);
        }
        if self.catalogue != part.catalogue {
            return Err(Rebuild::Catalogue);
        }
        if issues.has_faults() || part_issues.has_faults() { Err(Rebuild::Faults) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
