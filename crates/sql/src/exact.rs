//! Exact arithmetic as SQL text: whole numbers, day weights and the one form
//! of division.
//!
//! Engines disagree on `/`: PostgreSQL divides decimals as decimals, Spark as
//! decimals of six places, DuckDB as binary floating point. They agree where
//! the quotient is a whole number small enough for each, so the only division
//! here is of an exact multiple, in two limbs of nine digits, each cast back to
//! `DECIMAL(38,0)`:
//!
//! ```sql
//! CAST((x - MOD(x, n * 1000000000)) / (n * 1000000000) AS DECIMAL(38,0)) * 1000000000
//!   + CAST((MOD(x, n * 1000000000) - MOD(x, n)) / n AS DECIMAL(38,0))
//! ```
//!
//! The lower limb is below 10^9 and the upper one below 2^50 for every quotient
//! up to 10^24, so that an engine that divides in 53 bits is off by far less
//! than a half before the cast makes it whole again. `MOD` takes the sign of
//! its first argument on all three, so the quotient is cut towards zero.

use huigu_quantity::Period;

/// `CAST(expression AS DECIMAL(38,0))`.
#[must_use]
pub fn whole(expression: &str) -> String {
    format!("CAST({expression} AS DECIMAL(38,0))")
}

/// How many end-of-day balances of the period a movement on `day` changes.
#[must_use]
pub fn weight(day: &str, period: Period) -> String {
    let (from, to, days) = (period.from.0, period.to.0, period.days());
    format!("CASE WHEN {day} >= {to} THEN 0 WHEN {day} <= {from} THEN {days} ELSE {to} - {day} END")
}

/// The whole part of `x / n`, cut towards zero: the exact-remainder form.
///
/// `x` and `n` are columns or literals of `DECIMAL(38,0)` (they are repeated),
/// `n` positive and below 10^28, the quotient below 10^24.
#[must_use]
pub fn quotient(x: &str, n: &str) -> String {
    let limb = format!("({n} * 1000000000)");
    let upper = whole(&format!("({x} - MOD({x}, {limb})) / {limb}"));
    let lower = whole(&format!("(MOD({x}, {limb}) - MOD({x}, {n})) / {n}"));
    format!("{upper} * 1000000000\n    + {lower}")
}

/// Twice `x`, moved by one `n` away from zero: what [`half_away`] cuts.
#[must_use]
pub fn doubled(x: &str, n: i128) -> String {
    let n = whole(&n.to_string());
    format!("2 * {x} + CASE WHEN {x} < 0 THEN -{n} ELSE {n} END")
}

/// `x / n` rounded half away from zero, from the column that holds
/// [`doubled`] of it.
#[must_use]
pub fn half_away(doubled: &str, n: i128) -> String {
    half_away_by(doubled, &whole(&(2 * n).to_string()))
}

/// The same, with twice the denominator in a column of its own.
#[must_use]
pub fn half_away_by(doubled: &str, twice_n: &str) -> String {
    quotient(doubled, twice_n)
}
