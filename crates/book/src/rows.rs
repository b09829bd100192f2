//! Rows of the smaller tables, as plain numbers: they are read in place too.

use huigu_facts::{DealKind, DealStage, OrganisationKind, Outcome, Ownership, PartyKind, Scale, Vocabulary};
use huigu_quantity::{Day, Fen};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::column::NONE;
use crate::word::{Field, Word};

/// "None" of a word in 8 bits.
const NO_WORD: u8 = u8::MAX;
/// "No day" of a day in 32 bits.
const NO_DAY: i32 = i32::MAX;
/// "No amount".
const NO_AMOUNT: i64 = i64::MIN;

fn place<V: Vocabulary>(word: Option<V>) -> u8 {
    word.map_or(NO_WORD, Vocabulary::index)
}

fn word<V: Vocabulary>(place: u8) -> Option<V> {
    V::ALL.get(usize::from(place)).copied()
}

/// Whether a place is a word or none.
fn is_word<V: Vocabulary>(place: u8) -> bool {
    place == NO_WORD || usize::from(place) < V::ALL.len()
}

/// One organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OrganisationKind,
    /// In the district.
    pub in_district: bool,
    /// A policy guarantor.
    pub policy: bool,
    /// First day its books cover; `None`: complete.
    pub books_from: Option<Day>,
}

/// One row of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct PartyRow {
    /// Its facts that are words or yes and no.
    pub(crate) word: Word,
    /// The party.
    pub party: u32,
    /// Industry code as written, a place in [`crate::Book::industries`].
    pub industry: u32,
    /// A place in [`crate::Book::towns`].
    pub town: u32,
    /// A place in [`crate::Book::parks`].
    pub park: u32,
    /// First day as a dual-innovation subject, or [`NONE`].
    pub(crate) dual_since: u32,
    /// First day no longer one, or [`NONE`].
    pub(crate) dual_until: u32,
    /// First day in force.
    pub valid_from: u16,
    pub(crate) zeros: [u16; 3],
}

/// What a party's row says besides places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartyFacts {
    pub kind: PartyKind,
    pub ownership: Option<Ownership>,
    pub scale: Option<Scale>,
    pub scale_differs: bool,
    pub section: Option<u8>,
    pub in_district: bool,
    pub technology: bool,
    pub agricultural: bool,
    pub dual_since: Option<u16>,
    pub dual_until: Option<u16>,
}

impl PartyRow {
    /// A row without places.
    pub(crate) fn new(valid_from: u16, facts: &PartyFacts) -> Self {
        let word = Word::default()
            .with(Field::KIND, u64::from(facts.kind.index()))
            .with_word(Field::OWNERSHIP, facts.ownership)
            .with_word(Field::SCALE, facts.scale)
            .with(Field::SECTION, facts.section.map_or(Field::SECTION.unreported(), u64::from))
            .with(Field::IN_DISTRICT, u64::from(facts.in_district))
            .with(Field::TECHNOLOGY, u64::from(facts.technology))
            .with(Field::AGRICULTURAL, u64::from(facts.agricultural))
            .with(Field::SCALE_DIFFERS, u64::from(facts.scale_differs));
        Self {
            word,
            party: NONE,
            industry: 0,
            town: 0,
            park: 0,
            dual_since: facts.dual_since.map_or(NONE, u32::from),
            dual_until: facts.dual_until.map_or(NONE, u32::from),
            valid_from,
            zeros: [0; 3],
        }
    }

    /// Kind.
    #[must_use]
    pub fn kind(&self) -> PartyKind {
        // Every two bits are a kind.
        self.word.word(Field::KIND).unwrap_or(PartyKind::Enterprise)
    }

    /// Ownership.
    #[must_use]
    pub fn ownership(&self) -> Option<Ownership> {
        self.word.word(Field::OWNERSHIP)
    }

    /// Scale in force: computed, else reported.
    #[must_use]
    pub fn scale(&self) -> Option<Scale> {
        self.word.word(Field::SCALE)
    }

    /// Section letter of the industry, 0 for A.
    #[must_use]
    pub fn section(&self) -> Option<u8> {
        let section = self.word.get(Field::SECTION);
        (section < 26).then_some(section as u8)
    }

    /// Whether it is a dual-innovation subject on a day.
    #[must_use]
    pub fn is_dual_on(&self, day: Day) -> bool {
        let after = |bound: u32| bound == NONE || i64::from(bound) > i64::from(day.0);
        !after(self.dual_since) && after(self.dual_until)
    }

    /// A word with the facts of this row.
    #[must_use]
    pub fn packed_into(&self, word: Word) -> Word {
        let own = (1 << Field::SCALE_DIFFERS.shift) - 1;
        Word(word.0 & !own | self.word.0 & own)
    }

    /// The first and the last day on which it is one; the first is after the
    /// last where it never is.
    #[must_use]
    pub fn dual_days(&self) -> (u16, u16) {
        // Days of the books are 16 bits wide.
        let day = |day: u32| u16::try_from(day).unwrap_or(u16::MAX);
        match (self.dual_since, self.dual_until) {
            (NONE, _) | (_, 0) => (u16::MAX, 0),
            (since, NONE) => (day(since), u16::MAX),
            (since, until) => (day(since), day(until - 1)),
        }
    }
}

/// A lender's credit line to a borrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct CreditLineRow {
    pub(crate) amount: i64,
    /// Lender.
    pub lender: u32,
    /// Borrower, a party.
    pub party: u32,
    pub(crate) granted: i32,
    pub(crate) expires: i32,
}

impl CreditLineRow {
    pub(crate) fn new(lender: u32, party: u32, amount: Fen, granted: Day, expires: Option<Day>) -> Self {
        Self { amount: amount.0, lender, party, granted: granted.0, expires: expires.map_or(NO_DAY, |day| day.0) }
    }

    /// Amount.
    #[must_use]
    pub fn amount(&self) -> Fen {
        Fen(self.amount)
    }

    /// First day.
    #[must_use]
    pub fn granted(&self) -> Day {
        Day(self.granted)
    }

    /// First day no longer in force.
    #[must_use]
    pub fn expires(&self) -> Option<Day> {
        (self.expires != NO_DAY).then_some(Day(self.expires))
    }

    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        self.granted() <= day && self.expires().is_none_or(|end| end > day)
    }
}

/// A demand for financing; its id stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct DemandRow {
    /// The party's row in force on the date.
    pub party_row: u32,
    pub(crate) date: i32,
    pub(crate) qualifies: u8,
    pub(crate) outcome: u8,
    pub(crate) zeros: [u8; 2],
}

impl DemandRow {
    pub(crate) fn new(date: Day, qualifies: Option<bool>, outcome: Option<Outcome>) -> Self {
        let qualifies = qualifies.map_or(NO_WORD, u8::from);
        Self { party_row: NONE, date: date.0, qualifies, outcome: place(outcome), zeros: [0; 2] }
    }

    /// Date.
    #[must_use]
    pub fn date(&self) -> Day {
        Day(self.date)
    }

    /// Whether it qualifies.
    #[must_use]
    pub fn qualifies(&self) -> Option<bool> {
        (self.qualifies != NO_WORD).then_some(self.qualifies == 1)
    }

    /// Outcome.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        word(self.outcome)
    }

    pub(crate) fn is_sound(&self) -> bool {
        matches!(self.qualifies, 0 | 1 | NO_WORD) && is_word::<Outcome>(self.outcome)
    }
}

/// A deal; its id within the issuer stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct DealRow {
    pub(crate) amount: i64,
    /// Issuer, a party.
    pub party: u32,
    /// The issuer's row in force on the date.
    pub party_row: u32,
    pub(crate) date: i32,
    pub(crate) kind: u8,
    pub(crate) stage: u8,
    pub(crate) zeros: [u8; 2],
}

impl DealRow {
    pub(crate) fn new(party: u32, kind: DealKind, stage: Option<DealStage>, date: Day, amount: Option<Fen>) -> Self {
        Self {
            amount: amount.map_or(NO_AMOUNT, |amount| amount.0),
            party,
            party_row: NONE,
            date: date.0,
            kind: kind.index(),
            stage: place(stage),
            zeros: [0; 2],
        }
    }

    /// Kind.
    #[must_use]
    pub fn kind(&self) -> DealKind {
        // Only kinds are put in, and a form's are checked when it is read.
        word(self.kind).unwrap_or(DealKind::ALL[0])
    }

    /// Stage.
    #[must_use]
    pub fn stage(&self) -> Option<DealStage> {
        word(self.stage)
    }

    /// Date.
    #[must_use]
    pub fn date(&self) -> Day {
        Day(self.date)
    }

    /// Sum raised.
    #[must_use]
    pub fn amount(&self) -> Option<Fen> {
        (self.amount != NO_AMOUNT).then_some(Fen(self.amount))
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.kind != NO_WORD && is_word::<DealKind>(self.kind) && is_word::<DealStage>(self.stage)
    }
}

/// A reported figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservationRow {
    /// Indicator.
    pub indicator: String,
    /// Organisation; empty: the district.
    pub org: String,
    /// Place; empty: the district.
    pub place: String,
    /// First day of the period.
    pub from: Day,
    /// Last day of the period.
    pub last: Day,
    /// Value in millionths.
    pub value: i128,
    /// Where it comes from.
    pub source: String,
}

/// Numbers of a claim; its texts are places in names, but for the id of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct ClaimNumbers {
    pub amount: i64,
    pub measure: u32,
    pub beneficiary: u32,
    pub lender: u32,
    pub year: i32,
}

/// A claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimRow<'b> {
    /// Measure id as written.
    pub measure: &'b str,
    /// Year.
    pub year: i32,
    /// Who claims.
    pub beneficiary: &'b str,
    /// Lender of the line; empty: a claim in all.
    pub lender: &'b str,
    /// Loan, guarantee or deal of the line.
    pub loan_id: &'b str,
    /// How much.
    pub amount: Fen,
}
