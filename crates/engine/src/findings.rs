//! What the engine answers: settlements, explanations, targets and what-ifs,
//! as values that serialise to the JSON of the interface.
//!
//! What is found is a [`huigu_facts::Figure`] with its unit, exact; its text is the form of
//! the interface. Lists are sorted by id.

mod schema;
mod targets;

use huigu_plan::Text;
use huigu_quantity::{Day, Fen, closed_list};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::reason::Reason;

pub use schema::one_of_each_item;
pub use targets::{Breakdown, Dimension, Group, TargetFinding, TargetGroups, TargetsAnswer, Unjudged};

/// A year settled: every measure, every beneficiary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Settlement {
    /// The plan's id.
    pub plan: String,
    /// The year.
    pub year: i32,
    /// Sum over the measures.
    pub total: Fen,
    /// Measures in the order of their clauses.
    pub measures: Vec<MeasureFinding>,
    /// Loans and money that earn under two measures.
    pub counted_twice: Vec<CountedTwice>,
}

/// Whether a measure could be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// All its figures are set.
    Active,
    /// A figure waits for a notice; it pays nothing.
    Inactive,
}

/// One measure, settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeasureFinding {
    /// Measure id.
    pub measure: String,
    /// Name, for people.
    #[serde(skip)]
    pub name: Text,
    /// Clause.
    pub clause: String,
    /// Whether it could be settled.
    pub status: Status,
    /// Names of the figures that are not set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unset: Vec<String>,
    /// Sum of the amounts.
    pub total: Fen,
    /// Beneficiaries with lines, or with a claim, by id.
    pub beneficiaries: Vec<Entitlement>,
}

impl Settlement {
    /// What some years come to together.
    #[must_use]
    pub fn total_of(years: &[Self]) -> Fen {
        years.iter().map(|year| year.total).sum()
    }
}

impl MeasureFinding {
    /// What its beneficiaries have before floor and caps, together.
    #[must_use]
    pub fn uncapped(&self) -> Fen {
        self.beneficiaries.iter().map(|one| one.uncapped).sum()
    }

    /// How many lines stand behind its beneficiaries.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.beneficiaries.iter().map(|one| one.lines).sum()
    }
}

/// What one beneficiary is entitled to under one measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entitlement {
    /// Organisation or party id.
    pub id: String,
    /// Before floor and caps, rounded once.
    pub uncapped: Fen,
    /// After them: what is due.
    pub amount: Fen,
    /// How many lines stand behind it.
    pub lines: u64,
    /// What it claimed, if it sent a claim.
    pub claimed: Option<Fen>,
    /// The day its books begin, where they do not cover what the measure
    /// needs: `uncapped` is provisional and nothing is due.
    pub incomplete: Option<Day>,
}

/// Loans that earn under two measures of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CountedTwice {
    /// The two measures.
    pub measures: [String; 2],
    /// How many loans earn under both.
    pub loans: u64,
    /// What these loans bring under the first, before caps, rounded.
    pub first: Fen,
    /// What they bring under the second.
    pub second: Fen,
}

/// A loan, guarantee or deal by its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum Item {
    /// A loan.
    Loan {
        /// Lender.
        #[schemars(example = "bank-a")]
        lender: String,
        /// Loan id.
        #[schemars(example = "1")]
        loan_id: String,
    },
    /// A guarantee.
    Guarantee {
        /// Guarantor or insurer.
        #[schemars(example = "guarantor-a")]
        guarantor: String,
        /// Guarantee id.
        #[schemars(example = "1")]
        guarantee_id: String,
    },
    /// A deal.
    Deal {
        /// Issuer.
        #[schemars(example = "91330211MA00000075")]
        issuer: String,
        /// Deal id.
        #[schemars(example = "1")]
        deal_id: String,
    },
}

/// Why a beneficiary gets what it gets, and what it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Explanation {
    /// Measure id.
    pub measure: String,
    /// Name, for people.
    #[serde(skip)]
    pub name: Text,
    /// Clause.
    pub clause: String,
    /// Year.
    pub year: i32,
    /// Beneficiary.
    pub beneficiary: String,
    /// Whether the measure could be settled.
    pub status: Status,
    /// Names of the figures that are not set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unset: Vec<String>,
    /// Before floor and caps.
    pub uncapped: Fen,
    /// What is due.
    pub amount: Fen,
    /// Lines, by id; they add up to `uncapped`.
    pub lines: Vec<Line>,
    /// Floor, caps, incompleteness: lines and these add up to `amount`.
    pub adjustments: Vec<Adjustment>,
    /// Items that fail, with every condition they fail, by id.
    pub near_misses: Vec<NearMiss>,
    /// Claimed against verified, where the beneficiary sent claims.
    pub claims: Option<ClaimFinding>,
}

/// One loan, guarantee or deal that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = one_of_each_item)]
pub struct Line {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Borrower or issuer.
    pub borrower: String,
    /// Daily average balance of the year, rounded to the fen for reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daily_average: Option<Fen>,
    /// That of the year before, for an increase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daily_average_before: Option<Fen>,
    /// Its share of `uncapped`.
    pub amount: Fen,
    /// Other measures under which the item earns too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_under: Vec<String>,
    /// Lenders whose books begin after the loan's start, for a first loan:
    /// an earlier loan of theirs could not be seen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub books_begin_later: Vec<String>,
}

/// What brings the lines' sum to the amount due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Adjustment {
    /// Kind.
    pub kind: AdjustmentKind,
    /// Name of the cap's figure; empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cap: String,
    /// Amount added (a cap's is negative).
    pub amount: Fen,
}

closed_list! {
    /// Kind of an adjustment.
    pub enum AdjustmentKind {
        /// A negative increase counts as nothing.
        Floor = "floor", "负增长按零计", "decreases count as zero";
        /// A ceiling.
        Cap = "cap", "超上限核减", "reduced by the cap";
        /// The books do not cover what the measure needs.
        Incomplete = "incomplete", "台账不完整，暂不计补助", "books incomplete, nothing due yet";
    }
}

/// An item that nearly counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = one_of_each_item)]
pub struct NearMiss {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Borrower or issuer.
    pub borrower: String,
    /// Every condition it fails.
    pub reasons: Vec<Reason>,
}

/// Claimed against verified, for one beneficiary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClaimFinding {
    /// Claimed in all: the claim without a line, else the lines' sum.
    pub claimed: Fen,
    /// Due by the books.
    pub verified: Fen,
    /// Claimed less verified.
    pub difference: Fen,
    /// Lines claimed, by id.
    pub lines: Vec<ClaimedLine>,
    /// Lines of the books that were not claimed, where lines were claimed.
    pub unclaimed: Vec<Item>,
}

/// One line claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClaimedLine {
    /// Lender (or guarantor, issuer) as claimed.
    pub lender: String,
    /// Loan (or guarantee, deal) as claimed.
    pub loan_id: String,
    /// Claimed.
    pub claimed: Fen,
    /// By the books, before caps.
    pub verified: Fen,
    /// Claimed less verified.
    pub difference: Fen,
    /// Why they differ.
    pub why: ClaimVerdict,
    /// Every condition the item fails, if it does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

closed_list! {
    /// How a claimed line stands.
    pub enum ClaimVerdict {
        /// Claimed and verified are the same.
        Agrees = "agrees", "一致", "agrees";
        /// It counts, with another amount.
        AmountDiffers = "amount-differs", "金额不符", "amount differs";
        /// It is on the books and does not count.
        DoesNotQualify = "does-not-qualify", "不符合条件", "does not qualify";
        /// It qualifies, but brings nothing in this year.
        NoBalance = "no-balance", "符合条件，当年无金额", "qualifies, no amount this year";
        /// It is not on the books.
        NotOnBooks = "not-on-books", "台账中没有", "not on the books";
    }
}

/// A product for one party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProductFinding {
    /// Product id.
    pub product: String,
    /// Name, for people.
    #[serde(skip)]
    pub name: Text,
    /// Clause.
    pub clause: String,
    /// Whether it is open to the party, by what the party is.
    pub open: bool,
    /// Most the party may owe under it.
    pub at_most: Option<Fen>,
    /// Every condition the party fails.
    pub reasons: Vec<Reason>,
}

/// What it would cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Simulation {
    /// The plan's id.
    pub plan: String,
    /// The year.
    pub year: i32,
    /// What was set.
    pub set: Vec<String>,
    /// Total as the plan stands.
    pub before: Fen,
    /// Total with the settings.
    pub after: Fen,
    /// After less before.
    pub difference: Fen,
    /// Measures in the order of their clauses.
    pub measures: Vec<MeasureChange>,
}

/// One measure, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeasureChange {
    /// Measure id.
    pub measure: String,
    /// Name, for people.
    #[serde(skip)]
    pub name: Text,
    /// Clause.
    pub clause: String,
    /// Before.
    pub before: Fen,
    /// After.
    pub after: Fen,
    /// After less before.
    pub difference: Fen,
    /// Figures still not set afterwards.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unset: Vec<String>,
    /// Beneficiaries of either, by id.
    pub beneficiaries: Vec<BeneficiaryChange>,
}

/// One beneficiary, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BeneficiaryChange {
    /// Organisation or party id.
    pub id: String,
    /// Before.
    pub before: Fen,
    /// After.
    pub after: Fen,
    /// After less before.
    pub difference: Fen,
}
