//! The columns.

use huigu_facts::{DealKind, DealStage, Lpr, OrganisationKind, Outcome, Ownership, PartyKind, Scale, Vocabulary};
use huigu_quantity::{Day, Fen};

use crate::columns::{Guarantees, Loans};
use crate::texts::Names;
use crate::word::{Field, Word};

/// "None" in a column of places.
pub const NONE: u32 = u32::MAX;
/// "Not reported" in the column of credit lines.
pub const NO_LINE: i64 = -1;
/// "Rate not reported" in the column of rates over LPR.
pub const NO_RATE: i32 = i32::MIN;
/// "No quote published by the start" in the column of rates over LPR.
pub const NO_QUOTE: i32 = i32::MIN + 1;

/// Everything the books say, as columns.
#[derive(Debug, Default)]
pub struct Book {
    /// Organisations, by id.
    pub organisations: Organisations,
    /// Parties and their rows.
    pub parties: Parties,
    /// Loans, by (lender, loan id).
    pub loans: Loans,
    /// Guarantees, by (guarantor, guarantee id).
    pub guarantees: Guarantees,
    /// Credit lines, by (lender, borrower, granted).
    pub credit_lines: Vec<CreditLineRow>,
    /// Demands, by id.
    pub demands: Vec<DemandRow>,
    /// Deals, by (issuer, deal id).
    pub deals: Vec<DealRow>,
    /// Observations, by (indicator, org, place, first day).
    pub observations: Vec<ObservationRow>,
    /// Claims, by (measure, year, beneficiary, lender, loan id).
    pub claims: Vec<ClaimRow>,
    /// Quotes of the loan prime rate, by date.
    pub quotes: Vec<Lpr>,
    /// Product ids; place 0 is "none".
    pub products: Names,
    /// Towns; place 0 is "not reported".
    pub towns: Names,
    /// Parks; place 0 is "not reported".
    pub parks: Names,
    /// Industry codes as written; place 0 is "not reported".
    pub industries: Names,
}

/// Organisations, by id.
#[derive(Debug, Default)]
pub struct Organisations {
    /// Ids.
    pub ids: Names,
    /// Rows, in the same order.
    pub rows: Vec<OrganisationRow>,
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

/// Parties and their rows.
#[derive(Debug, Default)]
pub struct Parties {
    /// Ids.
    pub ids: Names,
    /// Place of each party's first row; one more at the end.
    pub first_rows: Vec<u32>,
    /// The party of each row, close together for whoever asks nothing else of it.
    pub of_rows: Vec<u32>,
    /// Parties with more than one row.
    pub changed: Vec<u32>,
    /// Rows, by (party, valid from).
    pub rows: Vec<PartyRow>,
}

impl Parties {
    /// Place of the row in force on a day: the last that began by then, else the first.
    #[must_use]
    pub fn row_on(&self, party: u32, day: Day) -> u32 {
        let range = self.first_rows[party as usize]..self.first_rows[party as usize + 1];
        let rows = &self.rows[range.start as usize..range.end as usize];
        let begun = rows.partition_point(|row| i32::from(row.valid_from) <= day.0);
        range.start + begun.saturating_sub(1) as u32
    }
}

/// One row of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartyRow {
    /// The party.
    pub party: u32,
    /// First day in force.
    pub valid_from: u16,
    /// Kind.
    pub kind: PartyKind,
    /// Ownership.
    pub ownership: Option<Ownership>,
    /// Scale in force: computed, else reported.
    pub scale: Option<Scale>,
    /// Section letter of the industry, 0 for A.
    pub section: Option<u8>,
    /// Industry code as written, a place in [`Book::industries`].
    pub industry: u32,
    /// A place in [`Book::towns`].
    pub town: u32,
    /// A place in [`Book::parks`].
    pub park: u32,
    /// In the district.
    pub in_district: bool,
    /// Technology enterprise.
    pub technology: bool,
    /// Agricultural.
    pub agricultural: bool,
    /// First day as a dual-innovation subject.
    pub dual_since: Option<u16>,
    /// First day no longer one.
    pub dual_until: Option<u16>,
}

impl PartyRow {
    /// Whether it is a dual-innovation subject on a day.
    #[must_use]
    pub fn is_dual_on(&self, day: Day) -> bool {
        self.dual_since.is_some_and(|since| i32::from(since) <= day.0)
            && self.dual_until.is_none_or(|until| i32::from(until) > day.0)
    }

    /// A word with the facts of this row.
    #[must_use]
    pub fn packed_into(&self, word: Word) -> Word {
        let section = self.section.map_or(Field::SECTION.unreported(), u64::from);
        word.with(Field::KIND, u64::from(self.kind.index()))
            .with_word(Field::OWNERSHIP, self.ownership)
            .with_word(Field::SCALE, self.scale)
            .with(Field::SECTION, section)
            .with(Field::IN_DISTRICT, u64::from(self.in_district))
            .with(Field::TECHNOLOGY, u64::from(self.technology))
            .with(Field::AGRICULTURAL, u64::from(self.agricultural))
    }

    /// The first and the last day on which it is one; the first is after the
    /// last where it never is.
    #[must_use]
    pub fn dual_days(&self) -> (u16, u16) {
        match (self.dual_since, self.dual_until) {
            (None, _) | (_, Some(0)) => (u16::MAX, 0),
            (Some(since), until) => (since, until.map_or(u16::MAX, |until| until - 1)),
        }
    }
}

/// A lender's credit line to a borrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditLineRow {
    /// Lender.
    pub lender: u32,
    /// Borrower, a party.
    pub party: u32,
    /// Amount.
    pub amount: Fen,
    /// First day.
    pub granted: Day,
    /// First day no longer in force.
    pub expires: Option<Day>,
}

impl CreditLineRow {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        self.granted <= day && self.expires.is_none_or(|end| end > day)
    }
}

/// A demand for financing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandRow {
    /// Id.
    pub id: String,
    /// The party's row in force on the date.
    pub party_row: u32,
    /// Date.
    pub date: Day,
    /// Whether it qualifies.
    pub qualifies: Option<bool>,
    /// Outcome.
    pub outcome: Option<Outcome>,
}

/// A deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealRow {
    /// Id within the issuer.
    pub id: String,
    /// Issuer, a party.
    pub party: u32,
    /// The issuer's row in force on the date.
    pub party_row: u32,
    /// Kind.
    pub kind: DealKind,
    /// Stage.
    pub stage: Option<DealStage>,
    /// Date.
    pub date: Day,
    /// Sum raised.
    pub amount: Option<Fen>,
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

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimRow {
    /// Measure id as written.
    pub measure: String,
    /// Year.
    pub year: i32,
    /// Who claims.
    pub beneficiary: String,
    /// Lender of the line; empty: a claim in all.
    pub lender: String,
    /// Loan, guarantee or deal of the line.
    pub loan_id: String,
    /// How much.
    pub amount: Fen,
}
