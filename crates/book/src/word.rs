//! The facts of a loan or guarantee that are words or yes and no, packed into 64 bits so
//! that a condition is one shift and one look into a bit set.

use huigu_facts::{
    Collateral, Cooperation, LoanForm, Ownership, PartyKind, Purpose, RateKind, Scale, Security, Support, Vocabulary,
};

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// A field of a [`Word`]: its lowest bit and its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    /// Lowest bit.
    pub shift: u32,
    /// Number of bits, at most five.
    pub width: u32,
}

impl Field {
    /// Kind of the borrower.
    pub const KIND: Self = Self { shift: 0, width: 2 };
    /// Ownership of the borrower; all ones: not reported.
    pub const OWNERSHIP: Self = Self { shift: 2, width: 3 };
    /// Scale of the borrower; all ones: unknown.
    pub const SCALE: Self = Self { shift: 5, width: 3 };
    /// Section of the borrower's industry, 0 for A; all ones: not reported.
    pub const SECTION: Self = Self { shift: 8, width: 5 };
    /// The borrower is in the district.
    pub const IN_DISTRICT: Self = Self { shift: 13, width: 1 };
    /// The borrower is a technology enterprise.
    pub const TECHNOLOGY: Self = Self { shift: 14, width: 1 };
    /// The borrower is agricultural.
    pub const AGRICULTURAL: Self = Self { shift: 15, width: 1 };
    /// The scale reported of the party differs from the one computed; only in the word of its row.
    pub(crate) const SCALE_DIFFERS: Self = Self { shift: 16, width: 1 };
    /// Form of the loan.
    pub const FORM: Self = Self { shift: 17, width: 2 };
    /// Security.
    pub const SECURITY: Self = Self { shift: 19, width: 2 };
    /// Collateral; all ones: not reported.
    pub const COLLATERAL: Self = Self { shift: 21, width: 4 };
    /// Purpose; all ones: not reported.
    pub const PURPOSE: Self = Self { shift: 25, width: 3 };
    /// Rate kind; all ones: not reported.
    pub const RATE_KIND: Self = Self { shift: 28, width: 2 };
    /// Cooperation; all ones: none.
    pub const COOPERATION: Self = Self { shift: 30, width: 2 };
    /// Central-bank support; all ones: none.
    pub const SUPPORT: Self = Self { shift: 32, width: 2 };
    /// The loan itself is reported agricultural: 0 no, 1 yes, 3 not reported.
    pub const LOAN_AGRICULTURAL: Self = Self { shift: 34, width: 2 };
    /// The loan renews an earlier one without repayment.
    pub const RENEWAL: Self = Self { shift: 36, width: 1 };
    /// [`FirstVerdict`].
    pub const FIRST: Self = Self { shift: 37, width: 3 };
    /// Ever classified substandard or worse, on any day.
    pub const EVER_CLASSED: Self = Self { shift: 40, width: 1 };
    /// Neither events nor balances were reported: taken from the contract.
    pub const BY_CONTRACT: Self = Self { shift: 49, width: 1 };

    /// All ones: the value of a field not reported.
    #[must_use]
    pub fn unreported(self) -> u64 {
        (1 << self.width) - 1
    }
}

/// Whether a loan made its borrower a first-time borrower (首贷户).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstVerdict {
    /// Neither the first in the register nor reported so.
    No = 0,
    /// Both: it did.
    First = 1,
    /// The first in the register; its lender did not say.
    NotReported = 2,
    /// The first in the register, reported as not first; or reported as first
    /// though the register knows an earlier loan.
    Discrepancy = 3,
    /// First and reported so, but another loan of the same day counts.
    Another = 4,
}

impl FirstVerdict {
    /// Every one; a word holds its number, which stays as it is.
    const ALL: [Self; 5] = [Self::No, Self::First, Self::NotReported, Self::Discrepancy, Self::Another];
}

/// The packed facts of one loan, or of a guarantee's borrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(transparent)]
pub struct Word(pub u64);

impl Word {
    /// Lowest of the eight bits of the term's whole years; see [`Word::term_years`].
    pub const TERM_SHIFT: u32 = 41;

    /// Lowest of the eight bits of the number of late events; see [`Word::late_events`].
    const LATE_SHIFT: u32 = 50;

    /// The value of a field.
    #[must_use]
    pub fn get(self, field: Field) -> u64 {
        (self.0 >> field.shift) & field.unreported()
    }

    /// With a field set; the value must fit.
    #[must_use]
    pub(crate) fn with(self, field: Field, value: u64) -> Self {
        debug_assert!(value <= field.unreported(), "a field's value fits its width");
        Self(self.0 & !(field.unreported() << field.shift) | value << field.shift)
    }

    /// With a field set to a word, or to "not reported".
    #[must_use]
    pub(crate) fn with_word<V: Vocabulary>(self, field: Field, word: Option<V>) -> Self {
        self.with(field, word.map_or(field.unreported(), |w| u64::from(w.index())))
    }

    /// With the term's whole years.
    #[must_use]
    pub(crate) fn with_term(self, years: u8) -> Self {
        Self(self.0 & !(0xFF << Self::TERM_SHIFT) | u64::from(years) << Self::TERM_SHIFT)
    }

    /// The least n with `due <= start + n years`, at most 255.
    #[must_use]
    pub fn term_years(self) -> u8 {
        (self.0 >> Self::TERM_SHIFT) as u8
    }

    /// With so many more late events, held at 255.
    #[must_use]
    pub(crate) fn with_late_events(self, more: u8) -> Self {
        let late = self.late_events().saturating_add(more);
        Self(self.0 & !(0xFF << Self::LATE_SHIFT) | u64::from(late) << Self::LATE_SHIFT)
    }

    /// How many findings of events after the due date there are; 255: so many or more.
    #[must_use]
    pub fn late_events(self) -> u8 {
        (self.0 >> Self::LATE_SHIFT) as u8
    }

    /// Whether a one-bit field is set.
    #[must_use]
    pub fn is(self, field: Field) -> bool {
        self.get(field) == 1
    }

    /// The word of a field, `None` when not reported.
    #[must_use]
    pub fn word<V: Vocabulary>(self, field: Field) -> Option<V> {
        V::ALL.get(self.get(field) as usize).copied()
    }

    /// With whether the loan made its borrower a first-time borrower.
    #[must_use]
    pub(crate) fn with_first(self, verdict: FirstVerdict) -> Self {
        self.with(Field::FIRST, verdict as u64)
    }

    /// Whether the loan made its borrower a first-time borrower.
    #[must_use]
    pub fn first(self) -> FirstVerdict {
        let value = self.get(Field::FIRST);
        FirstVerdict::ALL.into_iter().find(|verdict| *verdict as u64 == value).unwrap_or(FirstVerdict::No)
    }
}

// Every vocabulary leaves room for "not reported", where the column may be empty.
const _: () = {
    assert!(PartyKind::ALL.len() <= 4);
    assert!(Ownership::ALL.len() < 8);
    assert!(Scale::ALL.len() < 8);
    assert!(LoanForm::ALL.len() <= 4);
    assert!(Security::ALL.len() <= 4);
    assert!(Collateral::ALL.len() < 16);
    assert!(Purpose::ALL.len() < 8);
    assert!(RateKind::ALL.len() < 4);
    assert!(Cooperation::ALL.len() < 4);
    assert!(Support::ALL.len() < 4);
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_touch() {
        let word = Word::default()
            .with_word(Field::COLLATERAL, None::<Collateral>)
            .with_word(Field::PURPOSE, Some(Purpose::FixedAsset))
            .with_term(200)
            .with(Field::FIRST, 4);
        assert_eq!(word.word::<Collateral>(Field::COLLATERAL), None);
        assert_eq!(word.word::<Purpose>(Field::PURPOSE), Some(Purpose::FixedAsset));
        assert_eq!(word.word::<Security>(Field::SECURITY), Some(Security::Unsecured));
        assert_eq!((word.term_years(), word.first()), (200, FirstVerdict::Another));
        assert_eq!(word.with_term(0).with(Field::FIRST, 0).term_years(), 0);
    }
}
