//! Scale of an enterprise, by the statistical classification of large, medium,
//! small and micro enterprises of 2017: the table as data, compared in integers.

use huigu_quantity::{Fen, closed_list};
use schemars::JsonSchema;
use serde::Serialize;

use crate::books::Party;
use crate::industry::Industry;
use crate::words::Scale;

/// Fen in 10,000 yuan.
const WAN: i64 = 1_000_000;

closed_list! {
    /// A figure the classification looks at.
    pub enum ScaleFigure {
        Employees = "employees", "从业人员", "Persons employed";
        /// Of the year.
        Revenue = "revenue", "营业收入", "Revenue";
        Assets = "assets", "资产总额", "Total assets";
    }
}

use ScaleFigure as Figure;
use ScaleFigure::{Assets, Employees, Revenue};

/// A figure with its lower limits for large, medium and small (persons, or
/// 10,000 yuan).
type Limit = (Figure, [i64; 3]);

/// One row of the table: every figure of it must reach its limit.
type Limits = &'static [Limit];

const AGRICULTURE: Limits = &[(Revenue, [20_000, 500, 50])];
const INDUSTRY: Limits = &[(Employees, [1_000, 300, 20]), (Revenue, [40_000, 2_000, 300])];
const CONSTRUCTION: Limits = &[(Revenue, [80_000, 6_000, 300]), (Assets, [80_000, 5_000, 300])];
const WHOLESALE: Limits = &[(Employees, [200, 20, 5]), (Revenue, [40_000, 5_000, 1_000])];
const RETAIL: Limits = &[(Employees, [300, 50, 10]), (Revenue, [20_000, 500, 100])];
const TRANSPORT: Limits = &[(Employees, [1_000, 300, 20]), (Revenue, [30_000, 3_000, 200])];
const STORAGE: Limits = &[(Employees, [200, 100, 20]), (Revenue, [30_000, 1_000, 100])];
const POST: Limits = &[(Employees, [1_000, 300, 20]), (Revenue, [30_000, 2_000, 100])];
const LODGING_AND_CATERING: Limits = &[(Employees, [300, 100, 10]), (Revenue, [10_000, 2_000, 100])];
const TELECOM_AND_INTERNET: Limits = &[(Employees, [2_000, 100, 10]), (Revenue, [100_000, 1_000, 100])];
const SOFTWARE: Limits = &[(Employees, [300, 100, 10]), (Revenue, [10_000, 1_000, 50])];
const REAL_ESTATE: Limits = &[(Revenue, [200_000, 1_000, 100]), (Assets, [10_000, 5_000, 2_000])];
const PROPERTY_MANAGEMENT: Limits = &[(Employees, [1_000, 300, 100]), (Revenue, [5_000, 1_000, 500])];
const LEASING_AND_BUSINESS: Limits = &[(Employees, [300, 100, 10]), (Assets, [120_000, 8_000, 100])];
const OTHER: Limits = &[(Employees, [300, 100, 10])];

/// The row for an industry; `None` where the classification has none or the
/// code is too short to choose one.
fn limits(industry: Industry) -> Option<Limits> {
    let division = industry.division();
    match (industry.section(), division) {
        ('A', _) => Some(AGRICULTURE),
        ('B' | 'C' | 'D', _) => Some(INDUSTRY),
        ('E', _) => Some(CONSTRUCTION),
        ('F', Some(51)) => Some(WHOLESALE),
        ('F', Some(52)) => Some(RETAIL),
        ('G', Some(54..=58)) => Some(TRANSPORT),
        // 591, loading and unloading, is transport; the rest of 59 is storage.
        ('G', Some(59)) => industry.group().map(|group| if group == 591 { TRANSPORT } else { STORAGE }),
        ('G', Some(60)) => Some(POST),
        ('H', _) => Some(LODGING_AND_CATERING),
        ('I', Some(63 | 64)) => Some(TELECOM_AND_INTERNET),
        ('I', Some(65)) => Some(SOFTWARE),
        ('K', Some(_)) => match industry.group()? {
            701 => Some(REAL_ESTATE),
            702 => Some(PROPERTY_MANAGEMENT),
            703 | 709 => Some(OTHER),
            _ => None,
        },
        ('L', _) => Some(LEASING_AND_BUSINESS),
        ('M' | 'N' | 'O' | 'R', _) | ('Q', Some(85)) => Some(OTHER),
        _ => None,
    }
}

/// The scale that industry and figures give: `None` where the classification
/// has no row for the industry, or a figure of the row is missing.
#[must_use]
pub fn computed_scale(
    industry: Industry,
    employees: Option<i64>,
    revenue: Option<Fen>,
    assets: Option<Fen>,
) -> Option<Scale> {
    let limits = limits(industry)?;
    // The best class all figures reach: 0 large, 1 medium, 2 small, 3 micro.
    let mut class = 0;
    for (figure, steps) in limits {
        let (value, unit) = match figure {
            Employees => (employees?, 1),
            Revenue => (revenue?.0, WAN),
            Assets => (assets?.0, WAN),
        };
        let reached = steps.iter().position(|step| value >= step * unit).unwrap_or(3);
        class = class.max(reached);
    }
    Some([Scale::Large, Scale::Medium, Scale::Small, Scale::Micro][class])
}

/// The scale a party's own figures give, if they do.
#[must_use]
pub fn computed_scale_of(party: &Party<'_>) -> Option<Scale> {
    let industry = Industry::parse(party.industry).ok()?;
    computed_scale(industry, party.employees, party.revenue, party.assets)
}

/// One figure against the classification: why a scale is what it is. Its JSON
/// has persons as a number and sums in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(into = "StepTexts")]
#[schemars(with = "StepTexts")]
pub struct ScaleStep {
    /// Which.
    pub figure: ScaleFigure,
    /// What the party has, persons or fen; `None`: not reported.
    pub value: Option<i64>,
    /// The lower limits for large, medium and small, in the same unit.
    pub limits: [i64; 3],
}

/// A step in the form of the interface.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ScaleStep")]
struct StepTexts {
    figure: ScaleFigure,
    #[schemars(example = &"1200")]
    value: Option<String>,
    #[schemars(example = &"1000")]
    large: String,
    #[schemars(example = &"300")]
    medium: String,
    #[schemars(example = &"20")]
    small: String,
}

impl From<ScaleStep> for StepTexts {
    fn from(step: ScaleStep) -> Self {
        let persons = step.figure == Employees;
        let text = |value: i64| if persons { value.to_string() } else { Fen(value).to_string() };
        let [large, medium, small] = step.limits.map(text);
        Self { figure: step.figure, value: step.value.map(text), large, medium, small }
    }
}

/// The figures the classification compares for the party's industry; `None`
/// where it has no row for it. Every figure must reach a scale's limit.
#[must_use]
pub fn scale_steps(party: &Party<'_>) -> Option<Vec<ScaleStep>> {
    let limits = limits(Industry::parse(party.industry).ok()?)?;
    let step = |&(figure, steps): &Limit| {
        let (value, unit) = match figure {
            Employees => (party.employees, 1),
            Revenue => (party.revenue.map(|fen| fen.0), WAN),
            Assets => (party.assets.map(|fen| fen.0), WAN),
        };
        ScaleStep { figure, value, limits: steps.map(|step| step * unit) }
    };
    Some(limits.iter().map(step).collect())
}

/// The scale that counts: computed where possible, else as reported; `None`
/// is unknown, which is neither medium nor small nor micro.
#[must_use]
pub fn scale_in_force(party: &Party<'_>) -> Option<Scale> {
    computed_scale_of(party).or(party.scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published table, apart from the code's: industries, then each
    /// figure's letter (X persons, Y revenue, Z assets) and limits.
    const TABLE: &[(&[&str], &str)] = &[
        (&["A", "A01", "0511"], "Y20000,500,50"),
        (&["B", "C", "D", "C35", "0610", "4610"], "X1000,300,20 Y40000,2000,300"),
        (&["E", "E47", "5010"], "Y80000,6000,300 Z80000,5000,300"),
        (&["F51", "5112"], "X200,20,5 Y40000,5000,1000"),
        (&["F52", "5211"], "X300,50,10 Y20000,500,100"),
        (&["54", "55", "56", "57", "G58", "591", "G5910"], "X1000,300,20 Y30000,3000,200"),
        (&["592", "599", "G5990"], "X200,100,20 Y30000,1000,100"),
        (&["60", "G6010"], "X1000,300,20 Y30000,2000,100"),
        (&["H", "61", "62"], "X300,100,10 Y10000,2000,100"),
        (&["63", "64"], "X2000,100,10 Y100000,1000,100"),
        (&["65", "I6510"], "X300,100,10 Y10000,1000,50"),
        (&["701", "K7010"], "Y200000,1000,100 Z10000,5000,2000"),
        (&["702"], "X1000,300,100 Y5000,1000,500"),
        (&["L", "71", "72"], "X300,100,10 Z120000,8000,100"),
        (&["M", "N", "O", "R", "75", "79", "82", "90", "85", "Q85", "703", "709"], "X300,100,10"),
    ];

    const UNCOVERED: &[&str] =
        &["J", "66", "P", "83", "Q", "84", "S", "91", "T", "97", "G53", "704", "59", "70", "K", "F", "G", "I"];

    fn scale(code: &str, [x, y, z]: [Option<i64>; 3]) -> Option<Scale> {
        let industry = Industry::parse(code).expect("a code of the table");
        computed_scale(industry, x, y.map(Fen), z.map(Fen))
    }

    fn parse(limits: &str) -> Vec<(usize, i64, [i64; 3])> {
        limits
            .split(' ')
            .map(|limit| {
                let place = "XYZ".find(&limit[..1]).expect("a figure");
                let unit = if place == 0 { 1 } else { WAN };
                let steps: Vec<i64> = limit[1..].split(',').map(|n| n.parse().expect("a number")).collect();
                (place, unit, [steps[0], steps[1], steps[2]])
            })
            .collect()
    }

    #[test]
    fn every_limit_of_every_row_is_exact() {
        let classes = [Scale::Large, Scale::Medium, Scale::Small, Scale::Micro];
        for (codes, limits) in TABLE {
            let limits = parse(limits);
            for code in *codes {
                for class in 0..3 {
                    let mut at = [None; 3];
                    for (place, unit, steps) in &limits {
                        at[*place] = Some(steps[class] * unit);
                    }
                    assert_eq!(scale(code, at), Some(classes[class]), "{code} at its limits {at:?}");
                    for (place, ..) in &limits {
                        // One person or one fen short: the next class down.
                        let mut below = at;
                        below[*place] = at[*place].map(|figure| figure - 1);
                        assert_eq!(scale(code, below), Some(classes[class + 1]), "{code} below its limit {below:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_missing_figure_leaves_it_open() {
        for (codes, limits) in TABLE {
            for (place, ..) in parse(limits) {
                let mut figures = [Some(i64::MAX); 3];
                figures[place] = None;
                assert_eq!(scale(codes[0], figures), None, "{} without figure {place}", codes[0]);
            }
        }
    }

    #[test]
    fn industries_outside_the_classification_have_none() {
        for code in UNCOVERED {
            assert_eq!(scale(code, [Some(1); 3]), None, "{code}");
        }
    }

    #[test]
    fn the_computed_scale_comes_before_the_reported_one() {
        let party = |industry, employees| Party {
            party_id: "p",
            name: "p",
            kind: crate::PartyKind::Enterprise,
            ownership: None,
            industry,
            employees,
            revenue: None,
            assets: None,
            scale: Some(Scale::Micro),
            established: None,
            town: "",
            park: "",
            in_district: true,
            dual_innovation_since: None,
            dual_innovation_until: None,
            technology: false,
            agricultural: false,
            valid_from: None,
        };
        assert_eq!(scale_in_force(&party("M73", Some(100))), Some(Scale::Medium));
        assert_eq!(scale_in_force(&party("M73", None)), Some(Scale::Micro));
        assert_eq!(scale_in_force(&party("J66", Some(100))), Some(Scale::Micro));
        assert_eq!(scale_in_force(&party("", Some(100))), Some(Scale::Micro));
        assert_eq!(scale_in_force(&Party { scale: None, ..party("K", Some(1)) }), None);
    }
}
