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
mod rows;
mod schedule;

use crate::book::{Book, NONE};
use crate::builder::Builder;
use crate::column::Column;
use crate::issues::Issues;
use crate::names::Names;
use crate::texts::{Keys, Symbols};
use huigu_facts::{Expectation, Expected};

/// In a map to places: rows of this id came, but none was taken.
const REFUSED: u32 = NONE - 1;

/// Makes the book of the good rows; the issues name the others.
pub(crate) fn assemble(builder: Builder, products: &[&str]) -> (Book, Issues) {
    let mut builder = builder;
    let mut issues = std::mem::take(&mut builder.issues);
    let catalogue = products.iter().map(|&product| product.to_owned()).collect();
    let mut book = Book { catalogue, ..Book::default() };
    let people = people::assemble(&mut builder, &mut book, &mut issues);
    lines::credit_lines(&mut builder, &people, &mut book, &mut issues);
    lines::quotes(&mut builder, &mut book, &mut issues);
    let loans = loans::assemble(&mut builder, &people, &mut book, &mut issues);
    moves::assemble(&mut builder, &people, &loans, &mut book, &mut issues);
    guarantees::assemble(&mut builder, &people, &loans, &mut book, &mut issues);
    others::demands(&mut builder, &people, &mut book, &mut issues);
    others::deals(&mut builder, &people, &mut book, &mut issues);
    others::observations(&mut builder, &mut book, &mut issues);
    others::claims(&mut builder, &mut book, &mut issues);
    if builder.bare {
        book.loans.forget_origins();
    }
    (book, issues.sorted())
}

/// Where the ids of organisations and parties stand in the book.
struct People {
    organisation_ids: Symbols,
    party_ids: Symbols,
    /// Place of each symbol among all ids in byte order, known or not.
    organisation_ranks: Vec<u32>,
    party_ranks: Vec<u32>,
    /// Place of each symbol in the book, [`NONE`] or [`REFUSED`].
    organisations: Vec<u32>,
    parties: Vec<u32>,
}

/// Where the keys of loans stand in the book.
struct LoanPlaces {
    keys: Keys,
    /// Place of each key in the book, [`NONE`] or [`REFUSED`].
    places: Vec<u32>,
}

/// The place, if it is one.
fn known(place: u32) -> Option<u32> {
    (place < REFUSED).then_some(place)
}

/// What to say of an id that is not in the book.
fn missing(place: u32, absent: Expectation) -> Expected {
    if place == REFUSED { Expectation::GoodRow.into() } else { absent.into() }
}

/// The texts in byte order with "" at place 0, and each symbol's place.
fn names(symbols: &mut Symbols) -> (Names, Vec<u32>) {
    symbols.intern("");
    symbols.sorted()
}

/// A key of two parts for a message.
fn shown(people: &People, keys: &Keys, key: u32) -> String {
    format!("{} {}", people.organisation_ids.get(keys.owner(key)), keys.id(key))
}

/// Offsets of each owner's first row, and one more; `owners` ascend.
pub(crate) fn offsets(owners: impl Iterator<Item = u32>, count: usize) -> Column<u32> {
    let mut first = vec![0; count + 1];
    for owner in owners {
        first[owner as usize + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    first.into()
}
