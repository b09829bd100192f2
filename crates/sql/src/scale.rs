//! The statistical classification of 2017 as a `CASE`: which row of the table
//! an industry falls under, and the limits of the row.
//!
//! The table stands here a second time, apart from the one the engine computes
//! with, and a test holds the two equal: an outsider recomputes from the
//! standard, not from our program.

/// Persons, or fen in 10,000 yuan.
const PERSON: i64 = 1;
const WAN: i64 = 1_000_000;

/// One row: the SQL condition on `section`, `division` and `group_code`, and
/// for each figure its column, unit and limits for large, medium and small.
type Row = (&'static str, &'static [(&'static str, i64, [i64; 3])]);

const ROWS: &[Row] = &[
    ("section = 'A'", &[("revenue", WAN, [20_000, 500, 50])]),
    ("section IN ('B', 'C', 'D')", &[("employees", PERSON, [1_000, 300, 20]), ("revenue", WAN, [40_000, 2_000, 300])]),
    ("section = 'E'", &[("revenue", WAN, [80_000, 6_000, 300]), ("assets", WAN, [80_000, 5_000, 300])]),
    ("division = '51'", &[("employees", PERSON, [200, 20, 5]), ("revenue", WAN, [40_000, 5_000, 1_000])]),
    ("division = '52'", &[("employees", PERSON, [300, 50, 10]), ("revenue", WAN, [20_000, 500, 100])]),
    (
        "division IN ('54', '55', '56', '57', '58') OR group_code = '591'",
        &[("employees", PERSON, [1_000, 300, 20]), ("revenue", WAN, [30_000, 3_000, 200])],
    ),
    (
        "division = '59' AND group_code <> '591'",
        &[("employees", PERSON, [200, 100, 20]), ("revenue", WAN, [30_000, 1_000, 100])],
    ),
    ("division = '60'", &[("employees", PERSON, [1_000, 300, 20]), ("revenue", WAN, [30_000, 2_000, 100])]),
    ("section = 'H'", &[("employees", PERSON, [300, 100, 10]), ("revenue", WAN, [10_000, 2_000, 100])]),
    ("division IN ('63', '64')", &[("employees", PERSON, [2_000, 100, 10]), ("revenue", WAN, [100_000, 1_000, 100])]),
    ("division = '65'", &[("employees", PERSON, [300, 100, 10]), ("revenue", WAN, [10_000, 1_000, 50])]),
    ("group_code = '701'", &[("revenue", WAN, [200_000, 1_000, 100]), ("assets", WAN, [10_000, 5_000, 2_000])]),
    ("group_code = '702'", &[("employees", PERSON, [1_000, 300, 100]), ("revenue", WAN, [5_000, 1_000, 500])]),
    ("section = 'L'", &[("employees", PERSON, [300, 100, 10]), ("assets", WAN, [120_000, 8_000, 100])]),
    (
        "section IN ('M', 'N', 'O', 'R') OR division = '85' OR group_code IN ('703', '709')",
        &[("employees", PERSON, [300, 100, 10])],
    ),
];

/// First and last division of each section.
const SECTIONS: &[(&str, &str, &str)] = &[
    ("A", "01", "05"),
    ("B", "06", "12"),
    ("C", "13", "43"),
    ("D", "44", "46"),
    ("E", "47", "50"),
    ("F", "51", "52"),
    ("G", "53", "60"),
    ("H", "61", "62"),
    ("I", "63", "65"),
    ("J", "66", "69"),
    ("K", "70", "70"),
    ("L", "71", "72"),
    ("M", "73", "75"),
    ("N", "76", "79"),
    ("O", "80", "82"),
    ("P", "83", "83"),
    ("Q", "84", "85"),
    ("R", "86", "90"),
    ("S", "91", "96"),
    ("T", "97", "97"),
];

/// The section: from the `division` where there are two digits, else the `letter`.
pub fn section() -> String {
    let mut text = String::from("CASE");
    for (section, first, last) in SECTIONS {
        text += &format!("\n  WHEN division BETWEEN '{first}' AND '{last}' THEN '{section}'");
    }
    text + "\n  ELSE letter END"
}

/// The scale in force: computed where the table has a row and its figures are
/// reported, else `reported_scale`.
pub fn in_force() -> String {
    let mut text = String::from("CASE");
    for (industry, figures) in ROWS {
        let known: Vec<_> = figures.iter().map(|(figure, ..)| format!("{figure} IS NOT NULL")).collect();
        text += &format!("\n  WHEN ({industry}) AND {} THEN CASE", known.join(" AND "));
        for (class, word) in ["large", "medium", "small"].iter().enumerate() {
            let reached: Vec<_> =
                figures.iter().map(|(figure, unit, limits)| format!("{figure} >= {}", limits[class] * unit)).collect();
            text += &format!("\n    WHEN {} THEN '{word}'", reached.join(" AND "));
        }
        text += "\n    ELSE 'micro' END";
    }
    text + "\n  ELSE reported_scale END"
}

#[cfg(test)]
mod tests {
    use super::*;
    use huigu_facts::{Industry, Scale, computed_scale, section_of_division};
    use huigu_quantity::Fen;

    /// Reads the small language of the table's conditions.
    fn holds(condition: &str, section: char, division: &str, group: &str) -> bool {
        condition.split(" OR ").any(|part| {
            part.split(" AND ").all(|atom| {
                let (name, rest) = atom.split_once(' ').expect("a name");
                let value = match name {
                    "section" => section.to_string(),
                    "division" => division.to_owned(),
                    "group_code" => group.to_owned(),
                    other => panic!("unknown column {other}"),
                };
                let words: Vec<&str> = rest.split('\'').skip(1).step_by(2).collect();
                // SQL's NULL: an absent code equals nothing and differs from nothing.
                !value.is_empty() && (words.contains(&value.as_str()) != rest.starts_with("<>"))
            })
        })
    }

    fn by_table(section: char, division: &str, group: &str, figures: [Option<i64>; 3]) -> Option<&'static str> {
        let (_, limits) = ROWS.iter().find(|(condition, _)| holds(condition, section, division, group))?;
        let value = |name: &str| figures[["employees", "revenue", "assets"].iter().position(|n| *n == name).unwrap()];
        if limits.iter().any(|(figure, ..)| value(figure).is_none()) {
            return None;
        }
        let class = (0..3).find(|class| limits.iter().all(|(f, unit, l)| value(f) >= Some(l[*class] * unit)));
        Some(["large", "medium", "small", "micro"][class.unwrap_or(3)])
    }

    #[test]
    fn the_table_is_the_engines_for_every_industry_and_limit() {
        let mut codes: Vec<String> = ('A'..='T').map(String::from).collect();
        for division in 1..=97 {
            codes.push(format!("{division:02}"));
            codes.extend((0..10).map(|group| format!("{division:02}{group}")));
        }
        let mut steps: Vec<i64> = ROWS
            .iter()
            .flat_map(|(_, f)| f.iter().flat_map(|(_, unit, l)| l.iter().flat_map(move |n| [n * unit - 1, n * unit])))
            .collect();
        steps.sort_unstable();
        steps.dedup();
        for code in &codes {
            let industry = Industry::parse(code).expect("a code");
            let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let division = digits.get(..2).unwrap_or("");
            let group = digits.get(..3).unwrap_or("");
            let section = industry.section();
            for at in &steps {
                for figures in [
                    [Some(*at); 3],
                    [None, Some(*at), Some(i64::MAX)],
                    [Some(*at), None, Some(i64::MAX)],
                    [Some(i64::MAX), Some(*at), None],
                    [Some(i64::MAX), Some(i64::MAX), Some(*at)],
                    [Some(i64::MAX), Some(*at), Some(i64::MAX)],
                    [Some(*at), Some(i64::MAX), Some(i64::MAX)],
                ] {
                    let want = computed_scale(industry, figures[0], figures[1].map(Fen), figures[2].map(Fen));
                    let got = by_table(section, division, group, figures);
                    assert_eq!(got, want.map(Scale::code), "{code} with {figures:?}");
                }
            }
        }
    }

    #[test]
    fn the_sections_are_the_facts() {
        for division in 1..=99u8 {
            let text = format!("{division:02}");
            let ours = SECTIONS.iter().find(|(_, first, last)| (*first..=*last).contains(&text.as_str()));
            let ours = ours.and_then(|(letter, ..)| letter.chars().next());
            assert_eq!(ours, section_of_division(division), "{division}");
        }
    }
}
