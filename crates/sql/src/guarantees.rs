//! Guarantees with everything the conditions ask of them: `guarantee_facts`.

use huigu_quantity::Period;

use crate::condition::Wanted;
use crate::parties;
use crate::query::Query;

/// Adds the steps that end in `guarantee_facts`; the loans behind guarantees
/// are in `loan_marks`, if anything is asked of them.
pub fn add(query: &mut Query, wanted: &Wanted, period: Period) {
    if wanted.account {
        query.step(
            "accounts",
            "the borrower's other guaranteed balances at the guarantor, at the end of the start day",
            "SELECT g.guarantor, g.guarantee_id, SUM(m.delta) AS others
FROM guarantees g JOIN guarantee_moves m ON m.guarantor = g.guarantor AND m.borrower = g.borrower
WHERE m.guarantee_id <> g.guarantee_id AND m.on_day <= g.start_day
GROUP BY g.guarantor, g.guarantee_id"
                .to_owned(),
        );
    }
    let mut columns = String::new();
    let mut joins = String::new();
    if wanted.account {
        columns += ",\n  COALESCE(a.others, 0) + g.amount AS account";
        joins += "\nLEFT JOIN accounts a ON a.guarantor = g.guarantor AND a.guarantee_id = g.guarantee_id";
    }
    for place in 0..wanted.behind.len() {
        columns += &format!(",\n  COALESCE(b.behind_{place}, FALSE) AS behind_{place}");
    }
    if !wanted.behind.is_empty() {
        joins += "\nLEFT JOIN loan_marks b ON b.lender = g.lender AND b.loan_id = g.loan_id";
    }
    query.step(
        "guarantee_facts",
        "guarantees started before the period's end, with the borrower's row in force on the start",
        format!(
            "SELECT g.guarantor, g.guarantee_id, g.borrower, g.lender, g.amount, g.fee_rate,
  g.start, g.due, g.start_day, g.due_day,
  o.kind AS guarantor_kind, o.kind = 'guarantor' AND COALESCE(o.policy, FALSE) AS guarantor_policy,
  COALESCE(o.in_district, TRUE) AS guarantor_in_district,
  n.kind AS lender_kind, COALESCE(n.in_district, TRUE) AS lender_in_district,
  {}{columns}
FROM guarantees g
JOIN party_rows p ON {}
JOIN organisations o ON o.org_id = g.guarantor
JOIN organisations n ON n.org_id = g.lender{joins}
WHERE g.start_day < {}",
            parties::FACTS,
            parties::in_force("g.borrower", "g.start_day"),
            period.to.0
        ),
    );
}
