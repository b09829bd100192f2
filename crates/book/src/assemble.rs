//! Rows checked together and laid out: one pass in the order of what depends
//! on what, so that the rows of a refused loan are refused with it.

pub(crate) mod accounts;
mod guarantees;
pub(crate) mod judge;
mod lines;
mod loans;
pub(crate) mod moves;
mod others;
pub(crate) mod people;
pub(crate) mod places;
mod rows;
mod schedule;

use crate::book::Book;
use crate::builder::Builder;
use crate::issues::Issues;

impl Builder {
    /// Checks the rows together and lays them out. `products` are the plan's
    /// product ids; a loan under another one is a finding. Where rows are
    /// faulty, the book holds the rest: whoever refuses a file with faults
    /// drops the book.
    #[must_use]
    pub fn finish(mut self, products: &[&str]) -> (Book, Issues) {
        let mut issues = std::mem::take(&mut self.issues);
        let catalogue = products.iter().map(|&product| product.to_owned()).collect();
        let mut book = Book { catalogue, ..Book::default() };
        let people = people::assemble(&mut self, &mut book, &mut issues);
        lines::credit_lines(&mut self, &people, &mut book, &mut issues);
        lines::quotes(&mut self, &mut book, &mut issues);
        let loans = loans::assemble(&mut self, &people, &mut book, &mut issues);
        moves::assemble(&mut self, &people, &loans, &mut book, &mut issues);
        guarantees::assemble(&mut self, &people, &loans, &mut book, &mut issues);
        others::demands(&mut self, &people, &mut book, &mut issues);
        others::deals(&mut self, &people, &mut book, &mut issues);
        others::observations(&mut self, &mut book, &mut issues);
        others::claims(&mut self, &mut book, &mut issues);
        if self.bare {
            book.loans.forget_origins();
        }
        (book, issues.sorted())
    }
}
