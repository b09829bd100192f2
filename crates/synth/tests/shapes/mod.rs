//! Shapes for tests, with names of the shipped plan.

use huigu_quantity::{Day, Fen, Ppm};
use huigu_synth::{ClaimBasis, ClaimShape, Every, IndicatorShape, ProductShape, Scope, Shape};

const YUAN: i64 = 100;

/// The years 2019 to 2022 with two products, indicators and claims.
pub fn two_products() -> Shape {
    Shape {
        products: vec![product("huigu-startup-loan", 2_000_000, 3, false), product("tech-loan", 5_000_000, 3, true)],
        indicators: indicators(),
        claims: vec![
            claim("startup-loan-subsidy", ClaimBasis::Product("huigu-startup-loan".into(), Ppm(20_000))),
            claim("first-borrower-reward", ClaimBasis::FirstLoans(Fen(1_000 * YUAN))),
        ],
        ..Shape::default()
    }
}

fn product(id: &str, limit: i64, years: i32, technology: bool) -> ProductShape {
    let offered_from = Day::new_year(2021);
    ProductShape { id: id.into(), offered_from, limit: Fen(limit * YUAN), years, technology, per_mille: 450 }
}

fn claim(measure: &str, basis: ClaimBasis) -> ClaimShape {
    ClaimShape { measure: measure.into(), years: vec![2021, 2022], basis }
}

/// Level in millionths, growth a year and noise in parts per million.
fn indicator(name: &str, level: i64, (growth, noise): (i64, i64), every: Every, source: &str) -> IndicatorShape {
    IndicatorShape {
        name: name.into(),
        level,
        growth: Ppm(growth),
        ceiling: None,
        noise: Ppm(noise),
        step: 1_000_000,
        every,
        scope: Scope::District,
        source: source.into(),
    }
}

fn indicators() -> Vec<IndicatorShape> {
    let coverage = |name, level| IndicatorShape {
        ceiling: Some(1_000_000),
        step: 1_000,
        ..indicator(name, level, (90_000, 5_000), Every::Quarter, "dept-finance-centre")
    };
    vec![
        indicator("payments", 5_200_000_000_000, (120_000, 30_000), Every::Month, "dept-finance-centre"),
        indicator("central-bank-funds", 450_000_000_000_000, (100_000, 80_000), Every::Quarter, "pboc-branch"),
        indicator("guarantor-capital", 120_000_000_000_000, (160_000, 0), Every::Year, "dept-finance"),
        coverage("payment-coverage", 760_000),
        coverage("school-coverage", 680_000),
        IndicatorShape { scope: Scope::EachTown, ..coverage("community-coverage", 700_000) },
        IndicatorShape {
            scope: Scope::EachLender,
            step: 100,
            ..indicator("npl-ratio-all", 12_000, (-30_000, 300_000), Every::Quarter, "pboc-branch")
        },
    ]
}
