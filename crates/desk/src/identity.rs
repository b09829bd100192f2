//! What makes two rows the same fact: the keys of the interface, as bytes.
//! A row handed in takes the place of the one in force with the same identity;
//! an event without an id is its whole row and counted.

use huigu_facts::{GuaranteeEvent, LoanEvent, Row};

/// The identity of a row: bytes that two rows share if and only if one
/// replaces the other, and whether such rows are counted instead.
pub fn identity(row: &Row<'_>) -> (Vec<u8>, bool) {
    let mut key = vec![row.kind() as u8];
    let mut counted = false;
    let mut text = |text: &str| {
        key.extend_from_slice(&(text.len() as u32).to_be_bytes());
        key.extend_from_slice(text.as_bytes());
    };
    let mut number = None;
    match row {
        Row::Party(row) => {
            text(row.party_id);
            number = row.valid_from.map(|day| i64::from(day.0));
        }
        Row::Organisation(row) => text(row.org_id),
        Row::Loan(row) => [row.lender, row.loan_id].into_iter().for_each(text),
        Row::LoanEvent(row) => counted = loan_event(row, &mut text),
        Row::LoanBalance(row) => {
            [row.lender, row.loan_id].into_iter().for_each(text);
            number = Some(i64::from(row.date.0));
        }
        Row::LoanClass(row) => {
            [row.lender, row.loan_id].into_iter().for_each(text);
            number = Some(i64::from(row.date.0));
        }
        Row::CreditLine(row) => {
            [row.lender, row.borrower].into_iter().for_each(text);
            number = Some(i64::from(row.granted.0));
        }
        Row::Demand(row) => text(row.demand_id),
        Row::Guarantee(row) => [row.guarantor, row.guarantee_id].into_iter().for_each(text),
        Row::GuaranteeEvent(row) => counted = guarantee_event(row, &mut text),
        Row::Financing(row) => [row.issuer, row.deal_id].into_iter().for_each(text),
        Row::Observation(row) => {
            [row.indicator, row.period, row.org, row.place, row.source].into_iter().for_each(text);
        }
        Row::Claim(row) => {
            [row.measure, row.beneficiary, row.lender, row.loan_id].into_iter().for_each(text);
            number = Some(i64::from(row.year));
        }
        Row::Lpr(row) => number = Some(i64::from(row.date.0)),
    }
    // None and any number differ in length.
    if let Some(number) = number {
        key.extend_from_slice(&number.to_be_bytes());
    }
    (key, counted)
}

fn loan_event(row: &LoanEvent<'_>, text: &mut impl FnMut(&str)) -> bool {
    [row.lender, row.loan_id, row.event_id].into_iter().for_each(&mut *text);
    if row.event_id.is_empty() {
        text(&format!("{} {} {}", row.date.0, row.kind as u8, row.amount.0));
    }
    row.event_id.is_empty()
}

fn guarantee_event(row: &GuaranteeEvent<'_>, text: &mut impl FnMut(&str)) -> bool {
    [row.guarantor, row.guarantee_id, row.event_id].into_iter().for_each(&mut *text);
    if row.event_id.is_empty() {
        text(&format!("{} {} {}", row.date.0, row.kind as u8, row.amount.0));
    }
    row.event_id.is_empty()
}
