//! The byte form of a book, read in place: enough to write another reader from
//! this page and the columns' own documentation.
//!
//! # Form, version 1
//! Numbers stand in the byte order of the machine that wrote them (little-endian
//! on all that are common); a machine of the other order refuses the form.
//!
//! | bytes | what |
//! | --- | --- |
//! | 16 | `HUIGU-BOOK-FORM` and a line feed |
//! | 4 | version |
//! | 4 | 0x01020304, which tells the order of bytes |
//! | 4 | number of sections |
//! | 4 | 0 |
//! | 8 | length of the whole |
//! | 24 | 0 |
//! | 48 each | table of sections: name (24 bytes, filled up with 0), width of an element (4), 0 (4), offset (8), length in bytes (8) |
//!
//! Then the sections in the order of the table, which is fixed, each at the next
//! multiple of 64, all gaps filled with zeros. A column is its elements one after
//! the other; texts are two sections of one name, their bytes and where each
//! ends. What is small (organisations, quotes, observations, issues) is packed
//! into `small` and `issues`: numbers as above, texts after their length.
//! One book has one form.
//!
//! # What reading proves, and what it does not
//! Whatever the bytes, a book that is read does not panic when it is asked:
//! lengths agree, offsets ascend and lie within, places exist, words are words,
//! texts are UTF-8, the events of a loan stand by day and within the bound on
//! turnover. That the figures are those that were written is not proven: there
//! is no checksum in the form. Whoever keeps it elsewhere keeps its hash too,
//! and compares before believing it.

mod check;
mod error;
mod layout;
mod small;

use bytes::Bytes;

use crate::book::Book;
use crate::issues::Issues;

pub use error::FormError;
use layout::{Piece, Section, Sections};

/// Every section but the small ones, in the order of the form.
macro_rules! sections {
    ($book:ident, $($mutable:tt)?) => {
        [
            ("party ids", & $($mutable)? $book.parties.ids),
            ("party names", & $($mutable)? $book.parties.names),
            ("party first rows", & $($mutable)? $book.parties.first_rows),
            ("party of rows", & $($mutable)? $book.parties.of_rows),
            ("parties changed", & $($mutable)? $book.parties.changed),
            ("party rows", & $($mutable)? $book.parties.rows),
            ("products", & $($mutable)? $book.products),
            ("towns", & $($mutable)? $book.towns),
            ("parks", & $($mutable)? $book.parks),
            ("industries", & $($mutable)? $book.industries),
            ("loan ids", & $($mutable)? $book.loans.ids),
            ("loans by lender", & $($mutable)? $book.loans.by_lender),
            ("loan words", & $($mutable)? $book.loans.words),
            ("loan party rows", & $($mutable)? $book.loans.party_rows),
            ("loan dual since", & $($mutable)? $book.loans.dual_since),
            ("loan dual last", & $($mutable)? $book.loans.dual_last),
            ("loan products", & $($mutable)? $book.loans.products),
            ("loan starts", & $($mutable)? $book.loans.starts),
            ("loan dues", & $($mutable)? $book.loans.dues),
            ("loan last dues", & $($mutable)? $book.loans.last_dues),
            ("loan last reports", & $($mutable)? $book.loans.last_reports),
            ("loan principals", & $($mutable)? $book.loans.principals),
            ("loan credit lines", & $($mutable)? $book.loans.credit_lines),
            ("loan rates", & $($mutable)? $book.loans.rates),
            ("loan rates over LPR", & $($mutable)? $book.loans.over_lpr),
            ("loan renews", & $($mutable)? $book.loans.renews),
            ("loan origins", & $($mutable)? $book.loans.origins),
            ("loan first events", & $($mutable)? $book.loans.first_events),
            ("loan event days", & $($mutable)? $book.loans.event_days),
            ("loan event deltas", & $($mutable)? $book.loans.event_deltas),
            ("loan classes", & $($mutable)? $book.loans.classes),
            ("loan class strides", & $($mutable)? $book.loans.class_strides),
            ("guarantee ids", & $($mutable)? $book.guarantees.ids),
            ("guarantees by guarantor", & $($mutable)? $book.guarantees.by_guarantor),
            ("guarantee words", & $($mutable)? $book.guarantees.words),
            ("guarantee party rows", & $($mutable)? $book.guarantees.party_rows),
            ("guarantee lenders", & $($mutable)? $book.guarantees.lenders),
            ("guarantee loans", & $($mutable)? $book.guarantees.loans),
            ("guarantee amounts", & $($mutable)? $book.guarantees.amounts),
            ("guarantee fees", & $($mutable)? $book.guarantees.fees),
            ("guarantee starts", & $($mutable)? $book.guarantees.starts),
            ("guarantee dues", & $($mutable)? $book.guarantees.dues),
            ("guarantee first events", & $($mutable)? $book.guarantees.first_events),
            ("guarantee event days", & $($mutable)? $book.guarantees.event_days),
            ("guarantee event kinds", & $($mutable)? $book.guarantees.event_kinds),
            ("guarantee event amounts", & $($mutable)? $book.guarantees.event_amounts),
            ("guarantee accounts", & $($mutable)? $book.guarantees.accounts),
            ("guarantees by loan", & $($mutable)? $book.guarantees.by_loan),
            ("guarantee strides", & $($mutable)? $book.guarantees.strides_by_loan),
            ("credit lines", & $($mutable)? $book.credit_lines),
            ("demand ids", & $($mutable)? $book.demands.ids),
            ("demands", & $($mutable)? $book.demands.rows),
            ("deal ids", & $($mutable)? $book.deals.ids),
            ("deals", & $($mutable)? $book.deals.rows),
            ("claim names", & $($mutable)? $book.claims.names),
            ("claims", & $($mutable)? $book.claims.rows),
            ("claim loan ids", & $($mutable)? $book.claims.loan_ids),
        ]
    };
}

fn sections(book: &Book) -> impl Iterator<Item = (&'static str, &dyn Section)> {
    let all: [(&'static str, &dyn Section); _] = sections!(book,);
    all.into_iter()
}

fn sections_mut(book: &mut Book) -> impl Iterator<Item = (&'static str, &mut dyn Section)> {
    let all: [(&'static str, &mut dyn Section); _] = sections!(book, mut);
    all.into_iter()
}

impl Book {
    /// Writes the book and its issues as bytes, piece by piece; answers how many bytes.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn write_form<E>(&self, issues: &Issues, out: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<u64, E> {
        let (small, issues) = (small::of_book(self), small::of_issues(issues));
        let mut pieces = Vec::new();
        sections(self).for_each(|(name, section)| section.put(name, &mut pieces));
        pieces.push(Piece::new(small::SMALL, 1, &small));
        pieces.push(Piece::new(small::ISSUES, 1, &issues));
        layout::write(&pieces, out)
    }

    /// The book and the issues that some bytes are the form of. Big columns stay
    /// where they are; columns that do not lie aligned are copied.
    ///
    /// # Errors
    /// Why they are none.
    pub fn read_form(bytes: Bytes) -> Result<(Self, Issues), FormError> {
        let mut form = Sections::new(bytes)?;
        let mut book = Self::default();
        for (name, section) in sections_mut(&mut book) {
            section.take(name, &mut form)?;
        }
        let (small, issues) = (form.next(small::SMALL, 1)?, form.next(small::ISSUES, 1)?);
        form.end()?;
        small::into_book(&small, &mut book)?;
        check::book(&book)?;
        let issues = small::into_issues(&issues, &book)?;
        Ok((book, issues))
    }
}
