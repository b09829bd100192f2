//! Claimed against verified.

use std::collections::BTreeMap;

use huigu_book::{Book, ClaimRow};
use huigu_quantity::Fen;

/// The claims of one beneficiary under one measure in one year.
pub(crate) fn claims_of<'a>(book: &'a Book, measure: &str, year: i32, beneficiary: &str) -> Vec<ClaimRow<'a>> {
    book.claims.of(measure, year, beneficiary).map(|place| book.claims.get(place)).collect()
}

/// Whether a claim names no line.
pub(crate) fn is_in_all(claim: &ClaimRow<'_>) -> bool {
    claim.lender.is_empty() && claim.loan_id.is_empty()
}

/// What a beneficiary claims in all: its claim without a line, else the sum
/// of its lines. Claims stand by line, so one without a line stands first.
pub(crate) fn in_all(claims: &[ClaimRow<'_>]) -> Option<Fen> {
    let first = claims.first()?;
    Some(if is_in_all(first) { first.amount } else { claims.iter().map(|claim| claim.amount).sum() })
}

/// What each claims in all under a measure in a year, by id.
pub(crate) fn claimed_by_all<'a>(book: &'a Book, measure: &str, year: i32) -> BTreeMap<&'a str, Fen> {
    let own: Vec<ClaimRow<'a>> = book.claims.under(measure, year).map(|place| book.claims.get(place)).collect();
    let each = own.chunk_by(|a, b| a.beneficiary == b.beneficiary);
    each.filter_map(|claims| Some((claims[0].beneficiary, in_all(claims)?))).collect()
}
