//! Rows in, a book and issues out: the readable cases, a table of small books
//! for each code, and random books against the naive reading.

#![expect(clippy::expect_used, reason = "a test that finds no row where one must be has failed")]

mod cases;
mod faults;
mod random;

use huigu_book::{Book, Builder, Issues};
use huigu_facts::{Origin, Row};
use huigu_oracle::Books;
use huigu_plan::shipped;

/// Number of a row's kind, as the number of its file.
fn file(row: &Row<'_>) -> u32 {
    match row {
        Row::Party(_) => 0,
        Row::Organisation(_) => 1,
        Row::Loan(_) => 2,
        Row::LoanEvent(_) => 3,
        Row::LoanBalance(_) => 4,
        Row::LoanClass(_) => 5,
        Row::CreditLine(_) => 6,
        Row::Demand(_) => 7,
        Row::Guarantee(_) => 8,
        Row::GuaranteeEvent(_) => 9,
        Row::Financing(_) => 10,
        Row::Observation(_) => 11,
        Row::Claim(_) => 12,
        Row::Lpr(_) => 13,
    }
}

/// The book of some rows; each kind is a file, its rows numbered from 1.
fn book(books: &Books) -> (Book, Issues) {
    let mut builder = Builder::new();
    let mut next = [0; 14];
    for row in books.rows() {
        let file = file(&row);
        next[file as usize] += 1;
        builder.add(Origin { file, row: next[file as usize] }, &row);
    }
    let plan = shipped();
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    builder.finish(&products)
}
