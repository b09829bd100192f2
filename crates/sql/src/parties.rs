//! The parties' rows, each with the days it is in force, its industry's parts
//! and the scale in force.

use crate::query::Query;
use crate::scale;

/// The day that stands for "from the beginning": before every day of the books.
const BEGINNING: i32 = -1;
/// The day that stands for "no end": after every day of the books.
pub const NO_END: i32 = 1_000_000;

/// The columns a party brings to a loan, guarantee or deal (alias `p`).
pub const FACTS: &str = "p.party_kind, p.scale, p.ownership, p.section, p.digits, p.town, p.park, p.in_district, \
                         p.dual_since_day, p.dual_until_day, p.technology, p.party_agricultural";

/// The row in force on `day`: the join's condition. The first row of a party
/// also serves the days before it.
pub fn in_force(id: &str, day: &str) -> String {
    format!("p.party_id = {id} AND p.from_day <= {day} AND {day} < p.until_day")
}

/// Adds the steps that end in `party_rows`.
pub fn add(query: &mut Query) {
    query.step(
        "party_spans",
        "each party's rows with the days they are in force; the first also serves the days before it",
        format!(
            "SELECT party_id, kind AS party_kind, ownership, town, park,
  COALESCE(in_district, TRUE) AS in_district,
  dual_innovation_since_day AS dual_since_day, dual_innovation_until_day AS dual_until_day,
  COALESCE(technology, FALSE) AS technology, COALESCE(agricultural, FALSE) AS party_agricultural,
  employees, revenue, assets, scale AS reported_scale,
  CASE WHEN SUBSTRING(industry, 1, 1) BETWEEN '0' AND '9' THEN NULL ELSE UPPER(SUBSTRING(industry, 1, 1)) END AS letter,
  CASE WHEN SUBSTRING(industry, 1, 1) BETWEEN '0' AND '9' THEN industry ELSE SUBSTRING(industry, 2, 4) END AS digits,
  CASE WHEN ROW_NUMBER() OVER (PARTITION BY party_id ORDER BY COALESCE(valid_from_day, {BEGINNING})) = 1
    THEN {BEGINNING} ELSE valid_from_day END AS from_day,
  COALESCE(LEAD(valid_from_day) OVER (PARTITION BY party_id ORDER BY COALESCE(valid_from_day, {BEGINNING})), {NO_END})
    AS until_day
FROM parties"
        ),
    );
    query.step(
        "party_codes",
        "division and group of the industry, where the code is long enough",
        "SELECT s.*,
  CASE WHEN LENGTH(digits) >= 2 THEN SUBSTRING(digits, 1, 2) END AS division,
  CASE WHEN LENGTH(digits) >= 3 THEN SUBSTRING(digits, 1, 3) END AS group_code
FROM party_spans s"
            .to_owned(),
    );
    query.step(
        "party_sections",
        "the industry's section: from the division, else the letter",
        format!("SELECT c.*,\n{} AS section\nFROM party_codes c", scale::section()),
    );
    query.step(
        "party_rows",
        "the scale in force: by the classification of 2017, else as reported",
        format!(
            "SELECT party_id, party_kind, ownership, town, park, in_district, dual_since_day, dual_until_day,
  technology, party_agricultural, section, digits, from_day, until_day,\n{} AS scale\nFROM party_sections",
            scale::in_force()
        ),
    );
}
