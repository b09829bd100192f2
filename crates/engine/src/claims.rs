//! Claimed against verified.

use huigu_book::{Book, ClaimRow};
use huigu_quantity::Fen;

/// The claims of one beneficiary under one measure in one year.
pub(crate) fn claims_of<'a>(book: &'a Book, measure: &str, year: i32, beneficiary: &str) -> &'a [ClaimRow] {
    let key = (measure, year, beneficiary);
    let from = book.claims.partition_point(|claim| key_of(claim) < key);
    let own = book.claims[from..].iter().take_while(|claim| key_of(claim) == key);
    &book.claims[from..from + own.count()]
}

fn key_of(claim: &ClaimRow) -> (&str, i32, &str) {
    (&claim.measure, claim.year, &claim.beneficiary)
}

/// What a beneficiary claims in all: its claim without a line, else the sum
/// of its lines.
pub(crate) fn claimed(book: &Book, measure: &str, year: i32, beneficiary: &str) -> Option<Fen> {
    let claims = claims_of(book, measure, year, beneficiary);
    let in_all = claims.iter().find(|claim| claim.lender.is_empty() && claim.loan_id.is_empty());
    match in_all {
        Some(claim) => Some(claim.amount),
        None if claims.is_empty() => None,
        None => Some(claims.iter().map(|claim| claim.amount).sum()),
    }
}

/// Who claims under a measure in a year, each once.
pub(crate) fn claimants<'a>(book: &'a Book, measure: &str, year: i32) -> Vec<&'a str> {
    let own = book.claims.iter().filter(|claim| claim.measure == measure && claim.year == year);
    let mut found: Vec<&str> = own.map(|claim| claim.beneficiary.as_str()).collect();
    found.dedup();
    found
}
