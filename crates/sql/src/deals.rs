//! Measures on financings: each deal rounded and capped by itself.

use huigu_plan::{Amount, Cap, CapScope};
use huigu_quantity::Period;

use crate::exact::{doubled, half_away, whole};
use crate::parties;
use crate::query::Query;

/// Rates are parts per million.
const PPM: i128 = 1_000_000;

/// Adds `deal_rows`: every deal before the period's end, with the issuer's row
/// in force on its date.
pub fn add_rows(query: &mut Query, period: Period) {
    query.step(
        "deal_rows",
        "deals before the period's end, with the issuer's row in force on their date",
        format!(
            "SELECT d.issuer, d.deal_id, d.kind AS deal_kind, d.stage AS deal_stage, d.date_day,
  COALESCE(d.amount, 0) AS amount,
  {}
FROM financings d
JOIN party_rows p ON {}
WHERE d.date_day < {}",
            parties::FACTS,
            parties::in_force("d.issuer", "d.date_day"),
            period.to.0
        ),
    );
}

/// Adds a step of `(place, beneficiary, line_count, uncapped, due, used)` and gives its name.
pub fn add_sums(
    query: &mut Query,
    place: usize,
    conditions: &str,
    amount: &Amount,
    caps: &[Cap],
    period: Period,
) -> String {
    let name = |step: &str| format!("measure_{place}_{step}");
    let worth = match amount {
        Amount::RateOnSum { rate } => {
            query.step(
                &name("deals"),
                "qualifying deals of every year, judged at their own date: rate times the sum raised",
                format!(
                    "SELECT f.issuer, f.date_day, f.amount, {} AS exact\nFROM deal_rows f\nWHERE {conditions}",
                    whole(&format!("f.amount * {}", whole(&rate.0.to_string())))
                ),
            );
            query.step(
                &name("doubled"),
                "twice that, moved by one denominator away from zero, to be cut",
                format!("SELECT issuer, date_day, amount, {} AS doubled FROM {}", doubled("exact", PPM), name("deals")),
            );
            (name("doubled"), half_away("doubled", PPM), "amount > 0".to_owned())
        }
        Amount::FixedPerStage { prices } => {
            let priced: String = prices
                .iter()
                .map(|price| {
                    let stage = price.stage.map_or(String::new(), |s| format!(" AND f.deal_stage = '{}'", s.code()));
                    format!("\n  WHEN f.deal_kind = '{}'{stage} THEN {}", price.kind.code(), price.sum.0)
                })
                .collect();
            let price = if prices.is_empty() { "0".to_owned() } else { format!("CASE{priced}\n  ELSE 0 END") };
            query.step(
                &name("deals"),
                "qualifying deals of every year, judged at their own date: the price of kind and stage",
                format!(
                    "SELECT f.issuer, f.date_day, {} AS price\nFROM deal_rows f\nWHERE {conditions}",
                    whole(&price)
                ),
            );
            (name("deals"), "price".to_owned(), "price <> 0".to_owned())
        }
        // The settlement refuses other amounts on deals by name.
        _ => return name("sums"),
    };
    let (from, value, is_line) = worth;
    query.step(
        &name("values"),
        "each deal rounded to the fen",
        format!(
            "SELECT issuer, date_day, {value} AS worth,\n  CASE WHEN {is_line} THEN 1 ELSE 0 END AS is_line\nFROM {from}"
        ),
    );
    let capped = caps.iter().filter(|cap| cap.scope == CapScope::Deal).fold("worth".to_owned(), |capped, cap| {
        format!("CASE WHEN {capped} > {sum} THEN {sum} ELSE {capped} END", sum = cap.sum.0)
    });
    query.step(
        &name("capped"),
        "each deal after its cap",
        format!("SELECT issuer, date_day, is_line, worth, {} AS capped FROM {}", whole(&capped), name("values")),
    );
    let first = period.from.0;
    query.step(
        &name("sums"),
        "the year's deals by issuer, and what earlier ones used of a cap over all years",
        format!(
            "SELECT {place} AS place, issuer AS beneficiary,
  SUM(CASE WHEN date_day >= {first} THEN is_line ELSE 0 END) AS line_count,
  SUM(CASE WHEN date_day >= {first} THEN worth ELSE 0 END) AS uncapped,
  SUM(CASE WHEN date_day >= {first} THEN capped ELSE 0 END) AS due,
  SUM(CASE WHEN date_day < {first} THEN capped ELSE 0 END) AS used
FROM {}
GROUP BY issuer
HAVING SUM(CASE WHEN date_day >= {first} THEN is_line ELSE 0 END) > 0",
            name("capped")
        ),
    );
    name("sums")
}
