//! Where what rows name stands in the book.

use huigu_facts::{Expectation, Expected};

use crate::book::NONE;
use crate::column::Column;
use crate::names::Names;
use crate::texts::{Keys, Symbols};

/// In a map to places: rows of this id came, but none was taken.
pub(super) const REFUSED: u32 = NONE - 1;

/// Where the ids of organisations and parties stand in the book.
pub(super) struct People {
    pub(super) organisation_ids: Symbols,
    pub(super) party_ids: Symbols,
    /// Place of each symbol among all ids in byte order, known or not.
    pub(super) organisation_ranks: Vec<u32>,
    pub(super) party_ranks: Vec<u32>,
    /// Place of each symbol in the book, [`NONE`] or [`REFUSED`].
    pub(super) organisations: Vec<u32>,
    pub(super) parties: Vec<u32>,
}

/// Where the keys of loans stand in the book.
pub(super) struct LoanPlaces {
    pub(super) keys: Keys,
    /// Place of each key in the book, [`NONE`] or [`REFUSED`].
    pub(super) places: Vec<u32>,
}

/// The place, if it is one.
pub(super) fn known(place: u32) -> Option<u32> {
    (place < REFUSED).then_some(place)
}

/// What to say of an id that is not in the book.
pub(super) fn missing(place: u32, absent: Expectation) -> Expected {
    if place == REFUSED { Expectation::GoodRow.into() } else { absent.into() }
}

/// The texts in byte order with "" at place 0, and each symbol's place.
pub(super) fn names(symbols: &mut Symbols) -> (Names, Vec<u32>) {
    symbols.intern("");
    symbols.sorted()
}

/// A key of two parts for a message.
pub(super) fn shown(people: &People, keys: &Keys, key: u32) -> String {
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
