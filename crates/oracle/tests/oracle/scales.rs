//! Two readings of the table of scales, the facts' and the oracle's, meet at
//! every industry code and about every limit.

use huigu_facts::{PartyKind, Scale, scale_in_force};
use huigu_oracle::{books::Party, who};
use huigu_quantity::Fen;

/// Every limit of the table, in persons or in 10,000 yuan.
const LIMITS: [i64; 24] = [
    5, 10, 20, 50, 100, 200, 300, 500, 1_000, 2_000, 3_000, 5_000, 6_000, 8_000, 10_000, 20_000, 30_000, 40_000,
    80_000, 100_000, 120_000, 200_000, 0, 999_999,
];

fn codes() -> Vec<String> {
    let sections = ('A'..='T').map(String::from);
    let divisions = (1..=97).map(|division| format!("{division:02}"));
    let groups = (10..=979).map(|group| format!("{group:03}"));
    let lettered = (54..=60).map(|division| format!("G{division}1"));
    sections.chain(divisions).chain(groups).chain(lettered).chain([String::new()]).collect()
}

fn party(industry: &str, employees: Option<i64>, revenue: Option<Fen>, assets: Option<Fen>, seed: usize) -> Party {
    Party {
        party_id: String::from("E1"),
        name: String::new(),
        industry: industry.to_owned(),
        town: String::new(),
        park: String::new(),
        kind: PartyKind::Enterprise,
        ownership: None,
        employees,
        revenue,
        assets,
        scale: (!seed.is_multiple_of(3)).then(|| Scale::ALL[seed % 4]),
        established: None,
        in_district: true,
        dual_innovation_since: None,
        dual_innovation_until: None,
        technology: false,
        agricultural: false,
        valid_from: None,
    }
}

#[test]
fn both_readings_agree() {
    const WAN: i64 = 1_000_000;
    let mut state = 0_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let mut scales = std::collections::BTreeSet::new();
    for code in codes() {
        for _ in 0..100 {
            let missing = draw() % 12;
            let employees = (LIMITS[draw() % 24] - (draw() % 2) as i64).max(0);
            let mut money = || Fen((LIMITS[draw() % 24] * WAN - (draw() % 2) as i64).max(0));
            let (revenue, assets) = (money(), money());
            let given = |place: usize, figure: Fen| (missing != place).then_some(figure);
            let employees = (missing != 0).then_some(employees);
            let party = party(&code, employees, given(1, revenue), given(2, assets), draw());
            let scale = who::scale(&party);
            let huigu_facts::Row::Party(row) = party.row() else { panic!("{party:?}") };
            assert_eq!(scale, scale_in_force(&row), "{party:?}");
            scales.insert(scale);
        }
    }
    assert_eq!(scales.len(), 5, "all four scales, and unknown, were met");
}
