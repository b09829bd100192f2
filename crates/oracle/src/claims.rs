//! Claimed against verified, line by line.

use std::collections::BTreeMap;

use crate::books::{Books, Claim};
use crate::outcome::{Claimed, ClaimedLine, Entitlement};

/// What everybody claimed under a measure in a year, by id. `failed` gives the
/// conditions an item fails, `None` when it is not on the books.
pub(crate) fn claims(
    books: &Books,
    (measure, year): (&str, i32),
    beneficiaries: &BTreeMap<String, Entitlement>,
    failed: impl Fn(&str, &str) -> Option<Vec<String>>,
) -> Vec<Claimed> {
    let mut own: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in books.claims.iter().filter(|claim| claim.measure == measure && claim.year == year) {
        own.entry(&claim.beneficiary).or_default().push(claim);
    }
    own.into_iter().map(|(who, claims)| compared(who, claims, beneficiaries.get(who), &failed)).collect()
}

/// "settle and explain show claimed, verified, the difference and its reason,
/// also for lines claimed that the books do not have".
fn compared(
    who: &str,
    mut claims: Vec<&Claim>,
    due: Option<&Entitlement>,
    failed: &impl Fn(&str, &str) -> Option<Vec<String>>,
) -> Claimed {
    claims.sort_by_key(|claim| (&claim.lender, &claim.loan_id));
    let is_in_all = |claim: &&Claim| claim.lender.is_empty() && claim.loan_id.is_empty();
    let sum: i128 = claims.iter().map(|claim| i128::from(claim.amount.0)).sum();
    let claimed = claims.iter().find(|claim| is_in_all(claim)).map_or(sum, |claim| i128::from(claim.amount.0));
    let line = |claim: &Claim| {
        let counted = due.and_then(|due| due.lines.iter().find(|l| l.owner == claim.lender && l.id == claim.loan_id));
        let amount = i128::from(claim.amount.0);
        let (why, reasons) = match (counted, failed(&claim.lender, &claim.loan_id)) {
            (Some(line), _) if line.amount == amount => ("agrees", Vec::new()),
            (Some(_), _) => ("amount-differs", Vec::new()),
            (None, None) => ("not-on-books", Vec::new()),
            (None, Some(reasons)) if reasons.is_empty() => ("no-balance", reasons),
            (None, Some(reasons)) => ("does-not-qualify", reasons),
        };
        ClaimedLine {
            owner: claim.lender.clone(),
            id: claim.loan_id.clone(),
            claimed: amount,
            verified: counted.map_or(0, |line| line.amount),
            why: why.to_owned(),
            reasons,
        }
    };
    let lines: Vec<ClaimedLine> = claims.iter().filter(|claim| !is_in_all(claim)).map(|claim| line(claim)).collect();
    // A claim in all says nothing of lines.
    let counted = due.iter().flat_map(|due| &due.lines).filter(|_| !lines.is_empty());
    let left_out = counted.filter(|line| !lines.iter().any(|l| l.owner == line.owner && l.id == line.id));
    let unclaimed = left_out.map(|line| (line.owner.clone(), line.id.clone())).collect();
    Claimed { beneficiary: who.to_owned(), claimed, verified: due.map_or(0, |due| due.amount), lines, unclaimed }
}
