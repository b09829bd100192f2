//! Rows in, a book and issues out: the readable cases, a table of small books
//! for each code, and random books against the naive reading.

#![expect(clippy::expect_used, reason = "a test that finds no row where one must be has failed")]

mod cases;
mod faults;
mod form;
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
        Row::Dataset(_) => panic!("a data set is no book"),
    }
}

/// Rows with their origins; each kind is a file, its rows numbered from 1.
fn numbered<'b>(rows: &'b [Row<'b>]) -> Vec<(Origin, &'b Row<'b>)> {
    let mut next = [0; 14];
    let number = |row: &'b Row<'b>| {
        let file = file(row);
        next[file as usize] += 1;
        (Origin { file, row: next[file as usize] }, row)
    };
    rows.iter().map(number).collect()
}

fn made(rows: &[(Origin, &Row<'_>)]) -> (Book, Issues) {
    let mut builder = Builder::new();
    rows.iter().for_each(|(origin, row)| builder.add(*origin, row));
    let plan = shipped();
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    builder.finish(&products)
}

/// The book of some rows.
fn book(books: &Books) -> (Book, Issues) {
    made(&numbered(&books.rows()))
}

/// The form of a book and its issues.
fn form((book, issues): &(Book, Issues)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written = book.write_form(issues, &mut |piece| {
        bytes.extend_from_slice(piece);
        Ok::<(), std::convert::Infallible>(())
    });
    let Ok(written) = written;
    assert_eq!(written, bytes.len() as u64, "the length answered is the length written");
    bytes
}
