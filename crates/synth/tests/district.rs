//! A district keeps its numbers, its rows keep the rules of the books, and
//! its files hold its rows.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod memory;
mod naive;
mod shapes;

use huigu_facts::{Kind, Row};
use huigu_quantity::Fen;
use huigu_synth::{District, Shape, SynthError};
use memory::Memory;
use naive::Checker;

fn district(loans: u64, events: u64, seed: u64) -> District {
    District { loans, events, seed, shape: shapes::two_products() }
}

#[test]
fn two_runs_of_one_seed_are_the_same_to_the_byte() {
    for write in [District::write_csv, District::write_parquet] {
        let run = |seed| {
            let mut memory = Memory::default();
            write(&district(700, 5_000, seed), &mut memory, &|_| ()).map(|summary| (summary, memory.contents()))
        };
        let once = run(5).unwrap();
        assert!(once == run(5).unwrap());
        assert!(once.1 != run(6).unwrap().1);
    }
}

#[test]
fn there_are_as_many_loans_and_events_as_asked() {
    for (loans, events) in
        [(0, 0), (1, 0), (1, 1), (1, 5_000), (7, 3), (60, 60), (300, 1_500), (9_000, 20_000), (5_000, 90_001)]
    {
        let (mut counted_loans, mut counted_events, mut parties) = (0, 0, 0);
        district(loans, events, 9)
            .rows(&mut |row| match row {
                Row::Loan(_) => counted_loans += 1,
                Row::LoanEvent(_) => counted_events += 1,
                Row::Party(_) => parties += 1,
                _ => {}
            })
            .unwrap();
        assert_eq!((counted_loans, counted_events), (loans, events));
        assert!(parties >= 50 && parties * 2 >= loans * 2 / 3, "{parties} parties for {loans} loans");
    }
}

#[test]
fn no_row_has_a_fault() {
    for (loans, events, seed) in
        [(300, 1_500, 2021), (6_000, 60_000, 1), (6_000, 9_000, 2), (2_000, 2_000, 3), (40, 40_000, 4)]
    {
        let district = district(loans, events, seed);
        let mut checker = Checker::new(&district.shape);
        district.rows(&mut |row| checker.row(&row)).unwrap();
        checker.finish();
    }
}

#[test]
fn other_years_without_names_have_no_faults_either() {
    for (first_year, last_year) in [(1980, 1980), (2018, 2019), (2024, 2030), (2100, 2130)] {
        let shape = Shape { first_year, last_year, ..Shape::default() };
        let district = District { loans: 900, events: 6_000, seed: 1, shape };
        let mut checker = Checker::new(&district.shape);
        district.rows(&mut |row| checker.row(&row)).unwrap();
        checker.finish();
    }
}

#[test]
fn products_beyond_reason_have_no_faults() {
    for (limit, years) in [(Fen::MAX_AMOUNT, 500), (Fen(0), 0), (Fen(-1), -7)] {
        let mut shape = shapes::two_products();
        for product in &mut shape.products {
            (product.limit, product.years, product.per_mille) = (limit, years, 2_000);
        }
        let shape = Shape { first_year: 2128, last_year: 2130, ..shape };
        let district = District { loans: 3_000, events: 30_000, seed: 8, shape };
        let mut checker = Checker::new(&district.shape);
        district.rows(&mut |row| checker.row(&row)).unwrap();
        checker.finish();
    }
}

#[test]
fn years_that_cannot_be_filled_are_refused() {
    for (first_year, last_year) in [(1979, 2000), (2022, 2021), (2020, 2131)] {
        let shape = Shape { first_year, last_year, ..Shape::default() };
        let district = District { loans: 10, events: 10, seed: 1, shape };
        let error = district.rows(&mut |_| panic!("no row")).unwrap_err();
        assert!(matches!(error, SynthError::Shape { .. }), "{error}");
    }
}

/// What a settlement needs must be there, and often enough.
#[test]
fn everything_a_plan_looks_at_occurs() {
    let district = district(20_000, 100_000, 3);
    let mut seen = naive::Occurrences::default();
    district.rows(&mut |row| seen.row(&row)).unwrap();
    let loans = 20_000;
    for (what, least) in [
        ("renewal", loans / 50),
        ("first loan", loans / 10),
        ("write-off", loans / 2_000),
        ("adjust", 20),
        ("non-performing", loans / 200),
        ("extended", loans / 100),
        ("discount", loans / 100),
        ("overdraft", loans / 100),
        ("balance", loans / 100),
        ("unsecured", loans / 8),
        ("no rate", loans / 100),
        ("no credit line", loans / 10),
        ("credit line above ten million", loans / 50),
        ("principal above line", loans / 200),
        ("product of the shape", loans / 20),
        ("unknown product", 20),
        ("guarantee", loans / 20),
        ("guarantee without loan", 10),
        ("compensate", 2),
        ("recover", 1),
        ("second row of a party", 50),
        ("outside the district", 100),
        ("dual innovation", 1_000),
        ("dual innovation ended", 50),
        ("technology", 300),
        ("no scale", 100),
        ("demand", 500),
        ("bond", 10),
        ("listing", 2),
        ("line of zero", 3),
        ("claim", 50),
        ("books from", 1),
        ("policy guarantor", 1),
    ] {
        let count = seen.count(what);
        assert!(count >= least, "{what}: {count}, expected at least {least}");
    }
}

#[test]
fn files_hold_the_rows() {
    let district = district(800, 7_000, 21);
    let mut rows = naive::RowTexts::default();
    district.rows(&mut |row| rows.row(&row)).unwrap();
    let mut memory = Memory::default();
    let summary = district.write_csv(&mut memory, &|_| ()).unwrap();
    assert_eq!(summary.files.len(), Kind::ALL.len());
    let csv = memory.contents();
    for kind in Kind::ALL {
        let file = &csv[&format!("{kind}.csv")];
        let read = naive::read_csv(file);
        assert_eq!(read.len() as u64, summary.rows(*kind));
        assert!(read == rows.of(*kind), "{kind}: the file differs from the rows");
    }
    let mut memory = Memory::default();
    let summary = district.write_parquet(&mut memory, &|_| ()).unwrap();
    assert_eq!(summary.files.len(), Kind::ALL.len());
    let parquet = memory.contents();
    for (name, bytes) in &csv {
        match name.as_str() {
            "loans.csv" => assert!(naive::read_parquet(&parquet["loans.parquet"]) == rows.of(Kind::Loans)),
            "loan_events.csv" => {
                assert!(naive::read_parquet(&parquet["loan_events.parquet"]) == rows.of(Kind::LoanEvents));
            }
            _ => assert!(parquet[name] == *bytes, "{name}"),
        }
    }
}
