//! The columns.

use std::ops::Range;

use huigu_facts::Lpr;
use huigu_quantity::{Day, Fen};

pub use crate::column::NONE;

use crate::column::Column;
use crate::columns::{Guarantees, Loans};
use crate::names::{Names, Texts};
use crate::rows::{
    ClaimNumbers, ClaimRow, CreditLineRow, DealRow, DemandRow, ObservationRow, OrganisationRow, PartyRow,
};

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
    pub credit_lines: Column<CreditLineRow>,
    /// Demands, by id.
    pub demands: Demands,
    /// Deals, by (issuer, deal id).
    pub deals: Deals,
    /// Observations, by (indicator, org, place, first day).
    pub observations: Vec<ObservationRow>,
    /// Claims, by (measure, year, beneficiary, lender, loan id).
    pub claims: Claims,
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
    pub(crate) catalogue: Vec<String>,
    pub(crate) horizon: Option<u16>,
}

impl Book {
    /// The plan's product ids it was checked against: what is found to be no
    /// product follows from them.
    #[must_use]
    pub fn catalogue(&self) -> &[String] {
        &self.catalogue
    }

    /// The last day that any loan's event or balance is of; `None` without any.
    #[must_use]
    pub fn horizon(&self) -> Option<Day> {
        self.horizon.map(Day::from)
    }
}

/// Organisations, by id.
#[derive(Debug, Clone, Default)]
pub struct Organisations {
    /// Ids.
    pub ids: Names,
    /// Rows, in the same order.
    pub rows: Vec<OrganisationRow>,
}

/// Parties and their rows.
#[derive(Debug, Default)]
pub struct Parties {
    /// Ids.
    pub ids: Names,
    /// Names, in the order of the ids; of several rows the last one's.
    pub names: Texts,
    /// Place of each party's first row; one more at the end.
    pub first_rows: Column<u32>,
    /// The party of each row, close together for whoever asks nothing else of it.
    pub of_rows: Column<u32>,
    /// Parties with more than one row.
    pub changed: Column<u32>,
    /// Rows, by (party, valid from).
    pub rows: Column<PartyRow>,
}

impl Parties {
    /// Place of the row in force on a day: the last that began by then, else the first.
    #[must_use]
    pub fn row_on(&self, party: u32, day: Day) -> u32 {
        let range = self.rows_of(party);
        let rows = &self.rows[range.start as usize..range.end as usize];
        let begun = rows.partition_point(|row| i32::from(row.valid_from) <= day.0);
        range.start + begun.saturating_sub(1) as u32
    }

    /// Places of a party's rows.
    #[must_use]
    pub fn rows_of(&self, party: u32) -> Range<u32> {
        self.first_rows[party as usize]..self.first_rows[party as usize + 1]
    }

    /// The name of a party.
    #[must_use]
    pub fn name(&self, party: u32) -> &str {
        self.names.get(party as usize)
    }
}

/// Demands, by id.
#[derive(Debug, Default)]
pub struct Demands {
    /// Ids.
    pub ids: Texts,
    /// Rows, in the same order.
    pub rows: Column<DemandRow>,
}

/// Deals, by (issuer, deal id).
#[derive(Debug, Default)]
pub struct Deals {
    /// Ids within the issuer.
    pub ids: Texts,
    /// Rows, in the same order.
    pub rows: Column<DealRow>,
}

/// Claims, by (measure, year, beneficiary, lender, loan id).
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Measures, beneficiaries and lenders.
    pub(crate) names: Names,
    pub(crate) rows: Column<ClaimNumbers>,
    pub(crate) loan_ids: Texts,
}

impl Claims {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The claim at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> ClaimRow<'_> {
        let row = &self.rows[place];
        ClaimRow {
            measure: self.names.get(row.measure),
            year: row.year,
            beneficiary: self.names.get(row.beneficiary),
            lender: self.names.get(row.lender),
            loan_id: self.loan_ids.get(place),
            amount: Fen(row.amount),
        }
    }

    /// Those under a measure in a year.
    #[must_use]
    pub fn under(&self, measure: &str, year: i32) -> Range<usize> {
        // Names are in byte order, so their places are too.
        let Some(measure) = self.names.find(measure) else { return 0..0 };
        let from = self.rows.partition_point(|row| (row.measure, row.year) < (measure, year));
        from..self.rows.partition_point(|row| (row.measure, row.year) <= (measure, year))
    }

    /// Those of a beneficiary under a measure in a year.
    #[must_use]
    pub fn of(&self, measure: &str, year: i32, beneficiary: &str) -> Range<usize> {
        let under = self.under(measure, year);
        let Some(beneficiary) = self.names.find(beneficiary) else { return 0..0 };
        let rows = &self.rows[under.clone()];
        let from = under.start + rows.partition_point(|row| row.beneficiary < beneficiary);
        from..under.start + rows.partition_point(|row| row.beneficiary <= beneficiary)
    }
}
