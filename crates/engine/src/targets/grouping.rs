//! Which group a loan, guarantee or demand falls into.

use huigu_book::{Book, PartyRow};

use crate::findings::Dimension;

/// Groups of a dimension by dense places, in the order of their keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grouping<'a> {
    book: &'a Book,
    /// `None`: everything is one group.
    by: Option<Dimension>,
}

impl<'a> Grouping<'a> {
    /// By month the groups are days, not parts of a day: each day is whole.
    pub(super) fn new(book: &'a Book, by: Option<Dimension>) -> Self {
        Self { book, by: by.filter(|&by| by != Dimension::Month) }
    }

    /// Whether a day's figure is one group.
    pub(super) fn is_whole(self) -> bool {
        self.by.is_none()
    }

    /// Whether it is by lender or guarantor.
    pub(super) fn is_by_lender(self) -> bool {
        self.by == Some(Dimension::Lender)
    }

    /// How many groups there can be.
    pub(super) fn len(self) -> usize {
        match self.by {
            None | Some(Dimension::Month) => 1,
            Some(Dimension::Lender) => self.book.organisations.rows.len(),
            // Not reported, and A to Z.
            Some(Dimension::Industry) => 27,
            Some(Dimension::Town) => self.book.towns.len(),
            Some(Dimension::Park) => self.book.parks.len(),
        }
    }

    /// The group of an item of a lender (or guarantor) and a borrower's row.
    pub(super) fn of(self, organisation: impl FnOnce() -> u32, row: u32) -> u32 {
        match self.by {
            None | Some(Dimension::Month) => 0,
            Some(Dimension::Lender) => organisation(),
            Some(Dimension::Industry) => self.row(row).section().map_or(0, |section| u32::from(section) + 1),
            Some(Dimension::Town) => self.row(row).town,
            Some(Dimension::Park) => self.row(row).park,
        }
    }

    fn row(self, row: u32) -> &'a PartyRow {
        &self.book.parties.rows[row as usize]
    }

    /// The key answers write: an id, a letter or a name; empty: not reported.
    pub(super) fn key(self, group: u32) -> String {
        match self.by {
            None | Some(Dimension::Month) => String::new(),
            Some(Dimension::Lender) => self.book.organisations.ids.get(group).to_owned(),
            Some(Dimension::Industry) => {
                let letter = group.checked_sub(1).and_then(|place| u8::try_from(place).ok());
                letter.map(|place| char::from(b'A' + place).to_string()).unwrap_or_default()
            }
            Some(Dimension::Town) => self.book.towns.get(group).to_owned(),
            Some(Dimension::Park) => self.book.parks.get(group).to_owned(),
        }
    }
}
