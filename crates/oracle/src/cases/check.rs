//! Compares what was computed with what a case expects.

use huigu_facts::Severity;

use super::case::{Figure, Payment};
use crate::outcome::{Claimed, Entitlement, NearMiss, Settled, yuan};
use crate::targets::Watched;

/// Every difference, each with its line; none when all is as expected.
#[must_use]
pub fn check_settlement(expected: &[(usize, Payment)], settled: &[Settled]) -> Vec<String> {
    let check = |(line, payment): &(usize, Payment)| {
        payment_differs(payment, settled).map(|wrong| format!("line {line}: {wrong}"))
    };
    expected.iter().filter_map(check).collect()
}

/// Every difference between codes expected and codes found: faults must be
/// these and no others, findings may be more.
#[must_use]
pub fn check_issues(
    faults: &[(usize, String)],
    findings: &[(usize, String)],
    found: &[(Severity, &str)],
) -> Vec<String> {
    let has = |severity, code: &str| found.iter().any(|(of, found)| *of == severity && *found == code);
    let missing = |severity, expected: &[(usize, String)]| -> Vec<String> {
        let missing = expected.iter().filter(|(_, code)| !has(severity, code));
        missing.map(|(line, code)| format!("line {line}: {code} was not found")).collect()
    };
    let known = |code: &str| faults.iter().any(|(_, expected)| expected == code);
    let unexpected = found.iter().filter(|(severity, code)| *severity == Severity::Fault && !known(code));
    let mut wrong = missing(Severity::Fault, faults);
    wrong.extend(missing(Severity::Finding, findings));
    wrong.extend(unexpected.map(|(_, code)| format!("a fault not expected: {code}")));
    wrong
}

/// Every difference, each with its line; none when all is as expected.
#[must_use]
pub fn check_targets(expected: &[(usize, Figure)], watched: &[Watched]) -> Vec<String> {
    let check =
        |(line, figure): &(usize, Figure)| figure_differs(figure, watched).map(|wrong| format!("line {line}: {wrong}"));
    expected.iter().filter_map(check).collect()
}

fn figure_differs(expected: &Figure, watched: &[Watched]) -> Option<String> {
    let Some(found) = watched.iter().find(|found| found.target == expected.target) else {
        return Some(format!("no target {}", expected.target));
    };
    let value = found.value.as_ref().map(|value| value.decimal());
    if value != expected.value {
        return Some(format!("{} is {value:?}, expected {:?}", expected.target, expected.value));
    }
    let met = || format!("{} met is {:?}, expected {:?}", expected.target, found.met, expected.met);
    (found.met != expected.met).then(met)
}

fn payment_differs(expected: &Payment, settled: &[Settled]) -> Option<String> {
    let (Payment::Beneficiary { measure, .. }
    | Payment::NotListed { measure, .. }
    | Payment::Line { measure, .. }
    | Payment::NoLine { measure, .. }
    | Payment::NearMiss { measure, .. }
    | Payment::NoNearMiss { measure, .. }
    | Payment::Claim { measure, .. }
    | Payment::ClaimLine { measure, .. }
    | Payment::BooksBeginLater { measure, .. }
    | Payment::Inactive { measure, .. }) = expected;
    let Some(found) = settled.iter().find(|found| found.measure == *measure) else {
        return Some(format!("no measure {measure}"));
    };
    if let Payment::Inactive { unset, .. } = expected {
        return (found.unset != *unset || !found.beneficiaries.is_empty())
            .then(|| format!("{measure} waits for {:?} and lists {}", found.unset, found.beneficiaries.len()));
    }
    if !found.unset.is_empty() {
        return Some(format!("{measure} is inactive: {:?}", found.unset));
    }
    match expected {
        Payment::Beneficiary { .. } => beneficiary_differs(expected, found),
        Payment::NotListed { beneficiary, .. } => {
            let mut listed = found.beneficiaries.keys();
            let wrong = listed.find(|id| beneficiary.as_ref().is_none_or(|one| one == *id));
            wrong.map(|id| format!("{id} is listed under {measure}: {:?}", found.beneficiaries.get(id)))
        }
        Payment::Line { .. } => line_differs(expected, found),
        Payment::Claim { .. } | Payment::ClaimLine { .. } => claim_differs(expected, found),
        Payment::BooksBeginLater { .. } => lenders_differ(expected, found),
        Payment::NoLine { owner, id, .. } => {
            let lines = found.beneficiaries.values().flat_map(|one| &one.lines);
            let line = lines.filter(|line| line.owner == *owner && line.id == *id).count();
            let near = near_miss(found, owner, id);
            (line > 0 || near.is_some()).then(|| format!("{measure} has {owner}/{id}: {near:?}"))
        }
        Payment::NearMiss { owner, id, reasons, .. } => {
            let sorted = |reasons: &[String]| {
                let mut reasons = reasons.to_vec();
                reasons.sort();
                reasons
            };
            let near = near_miss(found, owner, id).map(|near| sorted(&near.reasons));
            let wrong = near.as_deref() != Some(sorted(reasons).as_slice());
            wrong.then(|| format!("{measure} {owner}/{id} nearly qualifies by {near:?}, expected {reasons:?}"))
        }
        Payment::NoNearMiss { owner, id, .. } => {
            near_miss(found, owner, id).map(|near| format!("{measure} has a near miss: {near:?}"))
        }
        Payment::Inactive { .. } => None,
    }
}

fn near_miss<'a>(found: &'a Settled, owner: &str, id: &str) -> Option<&'a NearMiss> {
    found.near_misses.iter().find(|near| near.owner == owner && near.id == id)
}

fn beneficiary_differs(expected: &Payment, found: &Settled) -> Option<String> {
    let Payment::Beneficiary { measure, beneficiary, uncapped, amount, incomplete, adjustments } = expected else {
        return None;
    };
    let Some(one) = found.beneficiaries.get(beneficiary) else {
        return Some(format!("{beneficiary} is not listed under {measure}"));
    };
    let lines: i128 = one.lines.iter().map(|line| line.amount).sum();
    if lines != one.uncapped {
        return Some(format!("{measure} {beneficiary}: lines add up to {}, not {}", yuan(lines), yuan(one.uncapped)));
    }
    let own: Vec<(String, i128)> =
        one.adjustments.iter().map(|adjustment| (adjustment.kind.to_owned(), adjustment.amount)).collect();
    let same =
        one.uncapped == *uncapped && one.amount == *amount && one.incomplete == *incomplete && own == *adjustments;
    (!same).then(|| format!("{measure} {beneficiary} has {}", shown(one)))
}

fn claim_differs(expected: &Payment, found: &Settled) -> Option<String> {
    let (Payment::Claim { measure, beneficiary, .. } | Payment::ClaimLine { measure, beneficiary, .. }) = expected
    else {
        return None;
    };
    let Some(one) = found.claims.iter().find(|one| one.beneficiary == *beneficiary) else {
        return Some(format!("{beneficiary} claims nothing under {measure}"));
    };
    let same = match expected {
        Payment::Claim { claimed, verified, unclaimed, .. } => {
            one.claimed == *claimed && one.verified == *verified && one.unclaimed == *unclaimed
        }
        Payment::ClaimLine { line, .. } => one.lines.contains(line),
        _ => true,
    };
    (!same).then(|| format!("{measure} {beneficiary} claims {}", claim_shown(one)))
}

fn claim_shown(one: &Claimed) -> String {
    let lines = one.lines.iter().map(|line| {
        let reasons = line.reasons.join(" ");
        let figures = format!("claimed {} verified {}", yuan(line.claimed), yuan(line.verified));
        format!("; {}/{} {figures} {} {reasons}", line.owner, line.id, line.why)
    });
    let lines: String = lines.collect();
    format!("{} verified {} unclaimed {:?}{lines}", yuan(one.claimed), yuan(one.verified), one.unclaimed)
}

fn lenders_differ(expected: &Payment, found: &Settled) -> Option<String> {
    let Payment::BooksBeginLater { measure, owner, id, lenders } = expected else { return None };
    let mut lines = found.beneficiaries.values().flat_map(|one| &one.lines);
    let line = lines.find(|line| line.owner == *owner && line.id == *id);
    let named = line.map(|line| &line.books_begin_later);
    (named != Some(lenders)).then(|| format!("{measure} {owner}/{id} names {named:?}"))
}

fn shown(one: &Entitlement) -> String {
    let adjustments = one.adjustments.iter().map(|by| format!(" {} {}", by.kind, yuan(by.amount)));
    let incomplete = if one.incomplete { " (incomplete)" } else { "" };
    let lines = one.lines.iter().map(|line| format!(" {}/{} {}", line.owner, line.id, yuan(line.amount)));
    format!(
        "uncapped {} amount {}{}{incomplete}; lines{}",
        yuan(one.uncapped),
        yuan(one.amount),
        adjustments.collect::<String>(),
        lines.collect::<String>()
    )
}

fn line_differs(expected: &Payment, found: &Settled) -> Option<String> {
    let Payment::Line { measure, owner, id, amount, average, before } = expected else { return None };
    let mut lines = found.beneficiaries.values().flat_map(|one| &one.lines);
    let Some(line) = lines.find(|line| line.owner == *owner && line.id == *id) else {
        return Some(format!("{measure} has no line {owner}/{id}; near miss: {:?}", near_miss(found, owner, id)));
    };
    let asked = |want: &Option<_>, have: &Option<_>| want.is_none() || want == have;
    let same = line.amount == *amount && asked(average, &line.average) && asked(before, &line.average_before);
    let average = line.average.as_ref().map(|fen| fen.decimal(6));
    let before = line.average_before.as_ref().map(|fen| fen.decimal(6));
    (!same).then(|| {
        format!("{measure} {owner}/{id} has {}, averages in fen {average:?}, before {before:?}", yuan(line.amount))
    })
}
