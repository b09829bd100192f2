//! Movements of loans and guarantees: what events, reported balances or the
//! contract alone say about the balance at the end of each day.

use huigu_quantity::Period;

use crate::exact::{weight, whole};
use crate::parties::NO_END;
use crate::query::Query;

/// What a loan event adds to the balance.
const EVENT_DELTA: &str = "CASE WHEN e.kind IN ('disburse', 'adjust') THEN e.amount ELSE -e.amount END";

/// Movements as the books give them, a source of rows `x`: an event's delta, or
/// what a reported balance adds to the one before it (the first: all of it).
fn explicit() -> String {
    format!(
        "(
  SELECT e.lender, e.loan_id, e.date_day AS on_day, {EVENT_DELTA} AS delta, 1 AS by_events
  FROM loan_events e
  UNION ALL
  SELECT b.lender, b.loan_id, b.date_day,
    b.balance - COALESCE(LAG(b.balance) OVER (PARTITION BY b.lender, b.loan_id ORDER BY b.date_day), 0), 0
  FROM loan_balances b
) x"
    )
}

/// Adds `{prefix}moves(lender, loan_id, on_day, delta)` for the loans of
/// `{prefix}loans(lender, loan_id, start_day, due_day, principal)`.
pub fn add_loan_moves(query: &mut Query, prefix: &str) {
    query.step(
        &format!("{prefix}explicit"),
        "movements by events, or by reported balances",
        format!(
            "SELECT x.lender, x.loan_id, x.on_day, x.delta, x.by_events
FROM {}
JOIN {prefix}loans k ON k.lender = x.lender AND k.loan_id = x.loan_id",
            explicit()
        ),
    );
    query.step(
        &format!("{prefix}sources"),
        "which loans have events, which have reported balances, and from what day",
        format!(
            "SELECT lender, loan_id, MAX(by_events) AS by_events, MIN(on_day) AS first_day
FROM {prefix}explicit GROUP BY lender, loan_id"
        ),
    );
    query.step(
        &format!("{prefix}moves"),
        "every movement: without events the principal stands from the start to the first report, without both until due",
        format!(
            "SELECT lender, loan_id, on_day, delta FROM {prefix}explicit
UNION ALL
SELECT k.lender, k.loan_id,
  CASE WHEN t.part = 1 THEN k.start_day ELSE COALESCE(s.first_day, k.due_day) END,
  CASE WHEN t.part = 1 THEN k.principal ELSE -k.principal END
FROM {prefix}loans k
CROSS JOIN (SELECT 1 AS part UNION ALL SELECT 2 AS part) t
LEFT JOIN {prefix}sources s ON s.lender = k.lender AND s.loan_id = k.loan_id
WHERE COALESCE(s.by_events, 0) = 0"
        ),
    );
}

/// Adds `{prefix}ends(lender, loan_id, end_day)` from `{prefix}moves`: the
/// first day from which the balance is zero for good; a loan that is never
/// above zero has no row.
pub fn add_loan_ends(query: &mut Query, prefix: &str) {
    query.step(
        &format!("{prefix}days"),
        "movements by day",
        format!(
            "SELECT lender, loan_id, on_day, SUM({}) AS delta FROM {prefix}moves GROUP BY lender, loan_id, on_day",
            whole("delta")
        ),
    );
    query.step(
        &format!("{prefix}balances"),
        "balance at the end of each day with a movement, and the next such day",
        format!(
            "SELECT lender, loan_id,
  SUM(delta) OVER (PARTITION BY lender, loan_id ORDER BY on_day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS balance,
  COALESCE(LEAD(on_day) OVER (PARTITION BY lender, loan_id ORDER BY on_day), {NO_END}) AS next_day
FROM {prefix}days"
        ),
    );
    query.step(
        &format!("{prefix}ends"),
        "the first day from which the balance is zero for good; never above zero: no row",
        format!(
            "SELECT lender, loan_id, MAX(next_day) AS end_day FROM {prefix}balances WHERE balance > 0 GROUP BY lender, loan_id"
        ),
    );
}

/// Adds `loan_days`: the rows of `counted_loans` with the day-weighted
/// balances of each period as columns (fen times days).
pub fn add_loan_days(query: &mut Query, periods: &[(&str, Period)]) {
    let sums: String = periods
        .iter()
        .map(|(name, period)| {
            format!(",\n  SUM({}) AS {name}", whole(&format!("x.delta * ({})", weight("x.on_day", *period))))
        })
        .collect();
    query.step(
        "moved_days",
        "end-of-day balances of the period's days added up: each movement weighs the days it changes",
        format!(
            "SELECT x.lender, x.loan_id, MAX(x.by_events) AS by_events, MIN(x.on_day) AS first_day{sums}
FROM {}
JOIN asked_loans k ON k.lender = x.lender AND k.loan_id = x.loan_id
GROUP BY x.lender, x.loan_id",
            explicit()
        ),
    );
    let columns: String = periods
        .iter()
        .map(|(name, period)| {
            let start = weight("k.start_day", *period);
            let until = weight("COALESCE(d.first_day, k.due_day)", *period);
            let standing = whole(&format!("k.principal * (({start})\n    - ({until}))"));
            format!(",\n  CASE WHEN d.by_events = 1 THEN d.{name}\n    ELSE COALESCE(d.{name}, 0) + {standing} END AS {name}")
        })
        .collect();
    query.step(
        "loan_days",
        "fen times days of each loan: by events; else the principal stands until the first report, or until due",
        format!(
            "SELECT k.*{columns}
FROM counted_loans k
LEFT JOIN moved_days d ON d.lender = k.lender AND d.loan_id = k.loan_id"
        ),
    );
}

/// Adds `guarantee_moves(guarantor, guarantee_id, borrower, on_day, delta)`
/// for every guarantee on the books.
pub fn add_guarantee_moves(query: &mut Query) {
    query.step(
        "guarantee_sources",
        "what each guarantee's events hold; without take-on it counts as taken on with its amount at its start",
        format!(
            "SELECT g.guarantor, g.guarantee_id, g.borrower, g.amount, g.start_day, g.due_day,
  MAX(CASE WHEN e.kind = 'take-on' THEN e.date_day END) AS last_take_on,
  SUM(CASE WHEN e.kind = 'take-on' THEN {amount} END) AS taken_on,
  MAX(CASE WHEN e.kind IN ('release', 'compensate') THEN 1 ELSE 0 END) AS ended
FROM guarantees g
LEFT JOIN guarantee_events e ON e.guarantor = g.guarantor AND e.guarantee_id = g.guarantee_id
GROUP BY g.guarantor, g.guarantee_id, g.borrower, g.amount, g.start_day, g.due_day",
            amount = whole("e.amount")
        ),
    );
    query.step(
        "guarantee_moves",
        "every movement of the guaranteed balance; without an end it is released in full when due (or on the day of its last take-on)",
        format!(
            "SELECT e.guarantor, e.guarantee_id, g.borrower, e.date_day AS on_day,
  {taken} AS delta
FROM guarantee_events e JOIN guarantees g ON g.guarantor = e.guarantor AND g.guarantee_id = e.guarantee_id
WHERE e.kind <> 'recover'
UNION ALL
SELECT guarantor, guarantee_id, borrower, start_day, {amount} FROM guarantee_sources WHERE taken_on IS NULL
UNION ALL
SELECT guarantor, guarantee_id, borrower,
  CASE WHEN last_take_on > due_day THEN last_take_on ELSE due_day END,
  -COALESCE(taken_on, {amount})
FROM guarantee_sources WHERE ended = 0",
            taken = whole("CASE WHEN e.kind = 'take-on' THEN e.amount ELSE -e.amount END"),
            amount = whole("amount")
        ),
    );
}

/// Adds `guarantee_days(guarantor, guarantee_id, <period>...)`: fen times days.
pub fn add_guarantee_days(query: &mut Query, periods: &[(&str, Period)]) {
    let sums: String = periods
        .iter()
        .map(|(name, period)| format!(",\n  SUM(delta * ({})) AS {name}", weight("on_day", *period)))
        .collect();
    query.step(
        "guarantee_days",
        "guaranteed balances of the days of the period added up",
        format!("SELECT guarantor, guarantee_id{sums}\nFROM guarantee_moves GROUP BY guarantor, guarantee_id"),
    );
}
