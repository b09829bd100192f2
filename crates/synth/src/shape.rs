//! What a district is to be like, as far as that is the caller's to say: the
//! years of its books, and every name that belongs to a plan (products,
//! indicators, measures), with rough figures. Nothing of a plan is known here.

use huigu_quantity::{Day, Fen, Ppm};

use crate::SynthError;

/// The years of the books and the plan's names in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// First year of the books.
    pub first_year: i32,
    /// Last year of the books, included.
    pub last_year: i32,
    /// Products some loans come under.
    pub products: Vec<ProductShape>,
    /// Indicators somebody reports.
    pub indicators: Vec<IndicatorShape>,
    /// Measures a couple of lenders claim under.
    pub claims: Vec<ClaimShape>,
}

/// Four years, two of them before a plan of 2021 and 2022; no names.
impl Default for Shape {
    fn default() -> Self {
        Self { first_year: 2019, last_year: 2022, products: Vec::new(), indicators: Vec::new(), claims: Vec::new() }
    }
}

/// A product, roughly: most loans under it keep to this, some do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductShape {
    /// Id.
    pub id: String,
    /// First day it is on offer.
    pub offered_from: Day,
    /// Limit per borrower.
    pub limit: Fen,
    /// Longest term in years.
    pub years: i32,
    /// Whether it is meant for technology enterprises.
    pub technology: bool,
    /// Of 1,000 borrowers it is meant for, how many prefer it.
    pub per_mille: u64,
}

/// How often an indicator is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Each month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each year.
    Year,
}

/// Of whom an indicator is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Of the district.
    District,
    /// Of each lender.
    EachLender,
    /// Of each town and street, and of the district.
    EachTown,
}

/// An indicator: its level in the first year and how it grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorShape {
    /// Name.
    pub name: String,
    /// Value of a period of the first year, in millionths (a ratio of 0.9 is
    /// 900,000; 10 yuan are 10,000,000).
    pub level: i64,
    /// Growth a year, of the first year's level.
    pub growth: Ppm,
    /// The value stops here, in millionths (a coverage cannot exceed one);
    /// `None`: it does not stop.
    pub ceiling: Option<i64>,
    /// Largest deviation up or down, of the level.
    pub noise: Ppm,
    /// Values are whole multiples of this many millionths; at least 1.
    pub step: i64,
    /// How often.
    pub every: Every,
    /// Of whom.
    pub scope: Scope,
    /// Who reports it.
    pub source: String,
}

/// What lenders claim under a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimShape {
    /// The measure.
    pub measure: String,
    /// Years claimed for.
    pub years: Vec<i32>,
    /// Which loans, and how much for each.
    pub basis: ClaimBasis,
}

/// What a lender believes a measure gives. Claims are made in good faith and
/// somewhat wrong: on principals instead of daily averages, and without
/// looking at limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimBasis {
    /// A sum for each loan of the year reported as the borrower's first.
    FirstLoans(Fen),
    /// A rate on the principal of each loan under this product, for its days in the year.
    Product(String, Ppm),
    /// A rate on the principal of each unsecured loan, for its days in the year.
    Unsecured(Ppm),
}

impl Shape {
    /// Checks that the years can be filled with books.
    pub(crate) fn check(&self) -> Result<(), SynthError> {
        let (first, last) = (self.first_year, self.last_year);
        // Ten years beyond the books must still be days of a book.
        if (1980..=2130).contains(&first) && (first..=2130).contains(&last) {
            return Ok(());
        }
        Err(SynthError::Shape { first, last })
    }
}
