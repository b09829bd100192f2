//! What a settlement comes to: beneficiaries with lines and adjustments, and
//! near misses.

use std::collections::BTreeMap;

use huigu_quantity::{Fen, Ratio};

/// What became of one measure in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The measure.
    pub measure: String,
    /// Figures that are not set; not empty: inactive, pays nothing.
    pub unset: Vec<String>,
    /// Who has lines, by id.
    pub beneficiaries: BTreeMap<String, Entitlement>,
    /// What nearly qualified, by id.
    pub near_misses: Vec<NearMiss>,
    /// Who sent claims, by id.
    pub claims: Vec<Claimed>,
}

/// Claimed against verified, for one beneficiary; money in fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Who claims.
    pub beneficiary: String,
    /// The claim in all, else the sum of the lines claimed.
    pub claimed: i128,
    /// What is due.
    pub verified: i128,
    /// Lines claimed, by id.
    pub lines: Vec<ClaimedLine>,
    /// Owner and id of lines that count and were not claimed, where any line was.
    pub unclaimed: Vec<(String, String)>,
}

/// One line claimed; money in fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedLine {
    /// Lender, guarantor or issuer.
    pub owner: String,
    /// Id of the loan, guarantee or deal within its owner.
    pub id: String,
    /// Claimed.
    pub claimed: i128,
    /// By the books, before caps.
    pub verified: i128,
    /// `agrees`, `amount-differs`, `does-not-qualify`, `no-balance` or `not-on-books`.
    pub why: String,
    /// Codes of all conditions it fails, if it does.
    pub reasons: Vec<String>,
}

/// What one beneficiary gets under one measure; money in fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlement {
    /// Rounded once, before floor and caps.
    pub uncapped: i128,
    /// What is paid.
    pub amount: i128,
    /// Whether its books do not cover the year before.
    pub incomplete: bool,
    /// By id; they add up to `uncapped`.
    pub lines: Vec<Line>,
    /// What leads from `uncapped` to `amount`, in order; none is zero.
    pub adjustments: Vec<Adjustment>,
}

/// One loan, guarantee, deal or first-time borrower's first loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Lender, guarantor or issuer.
    pub owner: String,
    /// Id of the loan, guarantee or deal within its owner.
    pub id: String,
    /// Daily average balance of the year in fen; `None` where none is asked.
    pub average: Option<Ratio>,
    /// That of the year before, for an increase.
    pub average_before: Option<Ratio>,
    /// In fen.
    pub amount: i128,
    /// For a first loan: banks whose books begin after its start.
    pub books_begin_later: Vec<String>,
}

/// A floor, a cap or incomplete books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// `floor`, `cap` or `incomplete`.
    pub kind: &'static str,
    /// Name of the cap's figure.
    pub name: String,
    /// In fen; negative but for a floor.
    pub amount: i128,
}

/// An item that nearly qualified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// Who would have been paid.
    pub beneficiary: String,
    /// Lender, guarantor or issuer.
    pub owner: String,
    /// Id of the loan, guarantee or deal within its owner.
    pub id: String,
    /// Codes of all conditions it fails, in the order of the terms.
    pub reasons: Vec<String>,
}

impl Entitlement {
    /// Adjusts the amount; an adjustment of nothing is none.
    pub(crate) fn bring_to(&mut self, amount: i128, kind: &'static str, name: &str) {
        if amount != self.amount {
            let by = amount - self.amount;
            self.adjustments.push(Adjustment { kind, name: name.to_owned(), amount: by });
            self.amount = amount;
        }
    }
}

/// Fen as other crates write them, for messages.
#[must_use]
pub fn yuan(fen: i128) -> String {
    Fen::from_i128(fen).map_or_else(|| format!("{fen} fen"), |fen| fen.to_string())
}
