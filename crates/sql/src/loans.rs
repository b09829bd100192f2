//! Loans with everything the conditions ask of them: `loan_facts`.

use huigu_plan::ExclusionTime;
use huigu_quantity::Period;

use crate::condition::Wanted;
use crate::error::SqlError;
use crate::moves::{add_loan_ends, add_loan_moves};
use crate::parties::{self, NO_END};
use crate::query::{Query, quoted, quoted_list};

/// `o` comes before `l` in the order (start, lender, loan).
const BEFORE: &str = "(o.start_day < l.start_day OR (o.start_day = l.start_day
  AND (o.lender < l.lender OR (o.lender = l.lender AND o.loan_id < l.loan_id))))";

/// Adds the steps that end in `loan_facts`. `plain` are the plain conditions
/// of whoever asks: a loan that meets none of them is left out early.
pub fn add(query: &mut Query, plain: &[String], wanted: &Wanted, period: Period) -> Result<(), SqlError> {
    // A loan that starts later brings nothing, but a guarantee may stand behind it already.
    let horizon = if wanted.behind.is_empty() { period.to.0 } else { NO_END };
    query.step(
        "loan_rows",
        "loans with the borrower's row in force on the start",
        format!(
            "SELECT l.lender, l.loan_id, l.borrower, l.product, COALESCE(l.form, 'loan') AS form,
  l.start, l.due, l.start_day, l.due_day, l.principal, l.rate, l.security, l.collateral, l.credit_line, l.purpose,
  l.first_loan, l.renewal_of, l.guarantor,
  o.kind AS lender_kind, COALESCE(o.in_district, TRUE) AS lender_in_district,
  g.kind AS guarantor_kind,
  CASE WHEN g.org_id IS NOT NULL THEN g.kind = 'guarantor' AND COALESCE(g.policy, FALSE) END AS guarantor_policy,
  CASE WHEN g.org_id IS NOT NULL THEN COALESCE(g.in_district, TRUE) END AS guarantor_in_district,
  {}
FROM loans l
JOIN party_rows p ON {}
JOIN organisations o ON o.org_id = l.lender
LEFT JOIN organisations g ON g.org_id = l.guarantor
WHERE l.start_day < {}",
            parties::FACTS,
            parties::in_force("l.borrower", "l.start_day"),
            horizon
        ),
    );
    let any: Vec<_> = plain.iter().map(|text| format!("({text})")).collect();
    query.step(
        "asked_loans",
        "those that can still meet some measure",
        format!("SELECT f.* FROM loan_rows f\nWHERE {}", any.join("\nOR ")),
    );
    add_lookups(query, wanted, horizon);
    add_pairs(query, wanted, horizon)?;
    add_facts(query, wanted)
}

fn add_lookups(query: &mut Query, wanted: &Wanted, horizon: i32) {
    if wanted.credit_line {
        query.step(
            "lines_in_force",
            "the lender's line to the borrower in force at the start: the latest granted",
            "SELECT lender, loan_id, amount FROM (
  SELECT l.lender, l.loan_id, c.amount,
    ROW_NUMBER() OVER (PARTITION BY l.lender, l.loan_id ORDER BY c.granted_day DESC) AS place
  FROM asked_loans l JOIN credit_lines c ON c.lender = l.lender AND c.borrower = l.borrower
    AND c.granted_day <= l.start_day AND (c.expires_day IS NULL OR c.expires_day > l.start_day)
  WHERE l.credit_line IS NULL
) c WHERE place = 1"
                .to_owned(),
        );
    }
    if wanted.quote {
        query.step(
            "quotes",
            "LPR quotes with the days they are the last one published",
            format!(
                "SELECT one_year, five_year, date_day AS from_day,
  COALESCE(LEAD(date_day) OVER (ORDER BY date_day), {NO_END}) AS until_day
FROM lpr"
            ),
        );
    }
    for day in &wanted.classes {
        query.step(
            &format!("classes_{}", day.0),
            &format!("the last class on or before {day}"),
            format!(
                "SELECT lender, loan_id, class FROM (
  SELECT c.lender, c.loan_id, c.class,
    ROW_NUMBER() OVER (PARTITION BY c.lender, c.loan_id ORDER BY c.date_day DESC) AS place
  FROM loan_classes c WHERE c.date_day <= {}
) c WHERE place = 1",
                day.0
            ),
        );
    }
    if wanted.first_time {
        query.step(
            "first_days",
            "the day of each borrower's first loan in the whole register",
            format!(
                "SELECT borrower, MIN(start_day) AS start_day FROM loans WHERE start_day < {horizon} GROUP BY borrower"
            ),
        );
        query.step(
            "first_loans",
            "first-time borrowers' first loans: of that day, reported as first, the lowest id",
            "SELECT lender, loan_id FROM (
  SELECT l.lender, l.loan_id, ROW_NUMBER() OVER (PARTITION BY l.borrower ORDER BY l.lender, l.loan_id) AS place
  FROM loans l JOIN first_days d ON d.borrower = l.borrower AND d.start_day = l.start_day
  WHERE l.first_loan = TRUE
) l WHERE place = 1"
                .to_owned(),
        );
    }
}

/// Limits per borrower and exclusions: pairs of a loan and an earlier one of
/// the same borrower under a named product.
fn add_pairs(query: &mut Query, wanted: &Wanted, horizon: i32) -> Result<(), SqlError> {
    let mut products: Vec<String> = wanted.limits.clone();
    products.extend(wanted.exclusions.iter().map(|(by, _)| by.clone()));
    products.sort_unstable();
    products.dedup();
    if products.is_empty() {
        return Ok(());
    }
    query.step(
        "product_loans",
        "every loan under a product that limits or excludes, qualifying or not",
        format!(
            "SELECT lender, loan_id, borrower, product, start_day, due_day, principal
FROM loans WHERE product IN ({}) AND start_day < {}",
            quoted_list(&products)?,
            horizon
        ),
    );
    query.step(
        "paired_loans",
        "every loan of their borrowers",
        format!(
            "SELECT l.lender, l.loan_id, l.borrower, l.start_day, l.due_day, l.principal
FROM loans l JOIN (SELECT DISTINCT borrower FROM product_loans) b ON b.borrower = l.borrower
WHERE l.start_day < {horizon}"
        ),
    );
    query.step(
        "earlier_loans",
        "pairs of a loan and an earlier one of the same borrower under such a product, in the order (start, id)",
        format!(
            "SELECT l.lender, l.loan_id, l.start_day, l.due_day,
  o.lender AS other_lender, o.loan_id AS other_loan, o.product AS other_product, o.due_day AS other_due_day
FROM paired_loans l JOIN product_loans o ON o.borrower = l.borrower
WHERE {BEFORE}"
        ),
    );
    let by_balance = wanted.exclusions.iter().any(|(_, time)| *time == ExclusionTime::Balance);
    if by_balance || !wanted.limits.is_empty() {
        add_loan_moves(query, "paired_");
    }
    if !wanted.limits.is_empty() {
        query.step(
            "owed",
            "what the borrower owed at the end of the start day by earlier loans, by product",
            "SELECT l.lender, l.loan_id, l.other_product, SUM(m.delta) AS owed
FROM earlier_loans l JOIN paired_moves m ON m.lender = l.other_lender AND m.loan_id = l.other_loan
WHERE m.on_day <= l.start_day
GROUP BY l.lender, l.loan_id, l.other_product"
                .to_owned(),
        );
    }
    if by_balance {
        add_loan_ends(query, "paired_");
        query.step(
            "barred_by_balance",
            "loans whose time overlaps that of an earlier one, from the start until the balance is zero for good",
            "SELECT DISTINCT l.lender, l.loan_id, l.other_product
FROM earlier_loans l
JOIN paired_ends s ON s.lender = l.lender AND s.loan_id = l.loan_id
JOIN paired_ends o ON o.lender = l.other_lender AND o.loan_id = l.other_loan
WHERE s.end_day > l.start_day AND o.end_day > l.start_day"
                .to_owned(),
        );
    }
    if wanted.exclusions.iter().any(|(_, time)| *time == ExclusionTime::Contract) {
        query.step(
            "barred_by_contract",
            "loans whose time overlaps that of an earlier one, from the start until due",
            "SELECT DISTINCT l.lender, l.loan_id, l.other_product
FROM earlier_loans l
WHERE l.due_day > l.start_day AND l.other_due_day > l.start_day"
                .to_owned(),
        );
    }
    Ok(())
}

fn add_facts(query: &mut Query, wanted: &Wanted) -> Result<(), SqlError> {
    let mut columns = String::new();
    let mut joins = String::new();
    let mut look_up = |column: String, name: &str, table: &str, also: String| {
        columns += &format!(",\n  {column}");
        joins +=
            &format!("\nLEFT JOIN {table} {name} ON {name}.lender = f.lender AND {name}.loan_id = f.loan_id{also}");
    };
    let of_product = |name: &str, product: &str| quoted(product).map(|p| format!(" AND {name}.other_product = {p}"));
    if wanted.credit_line {
        let column = "COALESCE(f.credit_line, cl.amount) AS line_in_force".to_owned();
        look_up(column, "cl", "lines_in_force", String::new());
    }
    if wanted.first_time {
        let column = "CASE WHEN fl.loan_id IS NULL THEN FALSE ELSE TRUE END AS first_time".to_owned();
        look_up(column, "fl", "first_loans", String::new());
    }
    for day in &wanted.classes {
        let (name, table) = (format!("c{}", day.0), format!("classes_{}", day.0));
        look_up(format!("COALESCE({name}.class, 'normal') AS class_{}", day.0), &name, &table, String::new());
    }
    for (place, product) in wanted.limits.iter().enumerate() {
        let name = format!("w{place}");
        look_up(format!("COALESCE({name}.owed, 0) AS owed_{place}"), &name, "owed", of_product(&name, product)?);
    }
    for (place, (by, time)) in wanted.exclusions.iter().enumerate() {
        let name = format!("x{place}");
        let table = match time {
            ExclusionTime::Balance => "barred_by_balance",
            ExclusionTime::Contract => "barred_by_contract",
        };
        let column = format!("CASE WHEN {name}.loan_id IS NULL THEN FALSE ELSE TRUE END AS barred_{place}");
        look_up(column, &name, table, of_product(&name, by)?);
    }
    if wanted.quote {
        // Terms up to and including five years go by the one-year quote.
        columns += ",\n  CASE WHEN f.due <= CAST(CAST(SUBSTRING(f.start, 1, 4) AS INTEGER) + 5 AS VARCHAR(4)) || SUBSTRING(f.start, 5, 6)
    THEN q.one_year ELSE q.five_year END AS quote";
        joins += "\nLEFT JOIN quotes q ON q.from_day <= f.start_day AND f.start_day < q.until_day";
    }
    query.step(
        "loan_facts",
        "loans with all that the conditions ask of them",
        format!("SELECT f.*{columns}\nFROM asked_loans f{joins}"),
    );
    Ok(())
}
