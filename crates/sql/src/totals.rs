//! From lines to what is due: one rounding at the beneficiary's total, the
//! floor at zero, incomplete books, and the caps in their order, for all
//! measures in one pass.

use huigu_plan::{Cap, CapScope};

use crate::exact::{half_away_by, quotient, whole};
use crate::query::Query;

/// Sums of one kind of lines by who is paid.
#[derive(Debug)]
pub struct Source<'a> {
    /// The step to make.
    pub name: String,
    /// The step that holds the lines.
    pub lines: &'a str,
    /// The column of who is paid.
    pub beneficiary: &'a str,
    /// Each measure's place and what its numerators are divided by.
    pub measures: Vec<(usize, i128)>,
}

/// A cap of the measure at a place.
pub type PlacedCap<'a> = (usize, &'a Cap);

/// Adds `source.name(place, beneficiary, line_count, exact, denominator)`.
pub fn add_source(query: &mut Query, source: &Source<'_>) {
    let sums: Vec<_> = source
        .measures
        .iter()
        .map(|(place, _)| format!("COUNT(v{place}) AS n{place}, SUM(v{place}) AS s{place}"))
        .collect();
    query.step(
        &format!("{}_wide", source.name),
        "lines and exact numerators by beneficiary, a pair of columns a measure",
        format!(
            "SELECT {} AS beneficiary,\n  {}\nFROM {} GROUP BY {}",
            source.beneficiary,
            sums.join(",\n  "),
            source.lines,
            source.beneficiary
        ),
    );
    let pick = |letter: char| -> String {
        source.measures.iter().map(|(place, _)| format!(" WHEN {place} THEN t.{letter}{place}")).collect()
    };
    let places: Vec<_> = source
        .measures
        .iter()
        .map(|(place, denominator)| {
            format!("SELECT {place} AS place, {} AS denominator", whole(&denominator.to_string()))
        })
        .collect();
    query.step(
        &source.name,
        "the same, a row a measure",
        format!(
            "SELECT m.place, t.beneficiary, CASE m.place{} END AS line_count,
  CASE m.place{} END AS exact, m.denominator
FROM {}_wide t
CROSS JOIN (
  {}
) m",
            pick('n'),
            pick('s'),
            source.name,
            places.join("\n  UNION ALL ")
        ),
    );
}

/// Adds `rounded(place, beneficiary, line_count, uncapped)` from the sources.
pub fn add_rounding(query: &mut Query, sources: &[String]) {
    let all: Vec<_> = sources.iter().map(|name| format!("SELECT * FROM {name} WHERE line_count > 0")).collect();
    query.step("exact_sums", "who has lines under which measure", all.join("\nUNION ALL\n"));
    query.step(
        "doubled_sums",
        "twice the numerator, moved by one denominator away from zero, to be cut",
        format!(
            "SELECT place, beneficiary, line_count,
  {} AS doubled,
  {} AS divisor
FROM exact_sums",
            whole("2 * exact + CASE WHEN exact < 0 THEN -denominator ELSE denominator END"),
            whole("2 * denominator")
        ),
    );
    query.step(
        "rounded_sums",
        "rounded once, half away from zero",
        format!(
            "SELECT place, beneficiary, line_count,\n  {} AS uncapped\nFROM doubled_sums",
            half_away_by("doubled", "divisor")
        ),
    );
}

/// Adds `sums(place, beneficiary, line_count, uncapped, due, used)` from what
/// was rounded and from deals.
pub fn add_floor(query: &mut Query, rounded: bool, deals: &[String]) {
    let mut all: Vec<String> = Vec::new();
    if rounded {
        all.push(
            "SELECT place, beneficiary, line_count, uncapped,
  CASE WHEN uncapped < 0 THEN 0 ELSE uncapped END AS due, 0 AS used
FROM rounded_sums"
                .to_owned(),
        );
    }
    all.extend(
        deals.iter().map(|name| format!("SELECT place, beneficiary, line_count, uncapped, due, used FROM {name}")),
    );
    query.step("sums", "not below zero", all.join("\nUNION ALL\n"));
}

/// Adds the caps and, last, `settled(place, beneficiary, line_count, uncapped,
/// due, incomplete)`. `complete` names the places of increases and the day by
/// which their beneficiaries' books must begin.
pub fn add_caps(query: &mut Query, caps: &[PlacedCap<'_>], complete: &[usize], complete_by: i32) {
    let of = |scope: CapScope| caps.iter().filter(move |(_, cap)| cap.scope == scope);
    let in_year: String = of(CapScope::BeneficiaryYear)
        .map(|(place, cap)| format!(" WHEN s.place = {place} AND s.due > {sum} THEN {sum}", sum = cap.sum.0))
        .collect();
    query.step(
        "year_capped",
        "after the caps of a beneficiary in a year",
        format!(
            "SELECT s.place, s.beneficiary, s.line_count, s.uncapped, s.used, {} AS due\nFROM sums s",
            whole(&case(&in_year, "s.due"))
        ),
    );
    let over_all: String = of(CapScope::BeneficiaryLifetime)
        .map(|(place, cap)| {
            let sum = cap.sum.0;
            format!(
                "\n  WHEN s.place = {place} AND s.used >= {sum} THEN 0\n  WHEN s.place = {place} AND s.due > {sum} - s.used THEN {sum} - s.used"
            )
        })
        .collect();
    let places: Vec<_> = complete.iter().map(usize::to_string).collect();
    let lacking = if places.is_empty() {
        "1 = 0".to_owned()
    } else {
        format!("s.place IN ({}) AND o.books_from_day > {complete_by}", places.join(", "))
    };
    let due = case(&format!("\n  WHEN {lacking} THEN 0{over_all}"), "s.due");
    query.step(
        "own_due",
        "after the caps of a beneficiary over all years; books that do not cover the year before are due nothing",
        format!(
            "SELECT s.place, s.beneficiary, s.line_count, s.uncapped, {} AS due,
  CASE WHEN {lacking} THEN o.books_from END AS incomplete
FROM year_capped s LEFT JOIN organisations o ON o.org_id = s.beneficiary",
            whole(&due)
        ),
    );
    let ceilings: String =
        of(CapScope::ProgrammeYear).map(|(place, cap)| format!(" WHEN s.place = {place} THEN {}", cap.sum.0)).collect();
    add_programme_caps(query, &whole(&case(&ceilings, "NULL")));
}

/// A `CASE` of these branches, or its default alone.
fn case(branches: &str, default: &str) -> String {
    if branches.is_empty() { default.to_owned() } else { format!("CASE{branches} ELSE {default} END") }
}

/// A programme cap that binds is shared in proportion, by largest remainder,
/// ties by the beneficiary's id.
fn add_programme_caps(query: &mut Query, ceiling: &str) {
    query.step(
        "claims_together",
        "what all beneficiaries of a measure together would get, and its ceiling",
        format!(
            "SELECT s.place, s.beneficiary, s.line_count, s.uncapped, s.due, s.incomplete,
  {} AS claimed, {ceiling} AS ceiling
FROM own_due s",
            whole("SUM(s.due) OVER (PARTITION BY s.place)")
        ),
    );
    query.step(
        "parts",
        "each one's claim times a ceiling that binds",
        format!(
            "SELECT place, beneficiary, line_count, uncapped, due, incomplete, claimed, ceiling,
  CASE WHEN claimed > ceiling THEN {} END AS part
FROM claims_together",
            whole("due * ceiling")
        ),
    );
    query.step(
        "cut_parts",
        "shares of a ceiling that binds, cut to the fen, and what was cut",
        format!(
            "SELECT place, beneficiary, line_count, uncapped, incomplete, ceiling,
  CASE WHEN part IS NULL THEN 0 ELSE 1 END AS binds,
  CASE WHEN part IS NULL THEN due ELSE {} END AS cut,
  CASE WHEN part IS NULL THEN 0 ELSE MOD(part, claimed) END AS remainder
FROM parts",
            quotient("part", "claimed")
        ),
    );
    query.step(
        "turns",
        "the order of the remainders, and how many fen are left",
        "SELECT place, beneficiary, line_count, uncapped, incomplete, binds, cut,
  ROW_NUMBER() OVER (PARTITION BY place ORDER BY remainder DESC, beneficiary) AS turn,
  ceiling - SUM(cut) OVER (PARTITION BY place) AS left_over
FROM cut_parts"
            .to_owned(),
    );
    query.step(
        "settled",
        "the fen left go to the largest remainders",
        "SELECT place, beneficiary, line_count, uncapped, incomplete,
  cut + CASE WHEN binds = 1 AND turn <= left_over THEN 1 ELSE 0 END AS due
FROM turns"
            .to_owned(),
    );
}
