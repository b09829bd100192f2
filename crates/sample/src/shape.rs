//! What a synthetic district takes from the plan: its years, the limits of
//! its products, the indicators its targets read and what its measures pay.
//! No id and no figure of a plan stands here; where a plan gives no figure, a
//! rough one is made up, as everything in a synthetic district is.

use huigu_plan::{Amount, Condition, Counts, Formula, Goal, Product, Rules, Standing, Target};
use huigu_quantity::{Fen, Ppm};
use huigu_synth::{ClaimBasis, ClaimShape, Every, IndicatorShape, ProductShape, Scope, Shape};

/// Years before the plan's first that the books begin with: growth needs a
/// base, and the base a past.
const YEARS_BEFORE: i32 = 2;

/// The shape of a district under the plan.
pub fn of_plan(rules: &Rules) -> Shape {
    let (first, last) = (rules.validity.from.year(), rules.validity.last().year());
    Shape {
        first_year: first - YEARS_BEFORE,
        last_year: last,
        products: rules.products.iter().map(|product| product_shape(product, rules)).collect(),
        indicators: indicators(rules),
        claims: claims(rules, (first..=last).collect()),
    }
}

fn product_shape(product: &Product, rules: &Rules) -> ProductShape {
    let principal = product.limits.iter().find_map(|limit| match limit {
        Condition::PrincipalAtMost(sum) => Some(*sum),
        _ => None,
    });
    let years = product.limits.iter().find_map(|limit| match limit {
        Condition::TermAtMost(years) => Some(*years),
        _ => None,
    });
    ProductShape {
        id: product.id.clone(),
        // Some loans under a product are older than the plan that names it.
        offered_from: rules.validity.from.plus_years(-1),
        limit: product.per_borrower.or(principal).unwrap_or(Fen(100_000_000)),
        years: years.unwrap_or(3),
        technology: product.limits.contains(&Condition::Technology(true)),
        per_mille: 120,
    }
}

fn indicators(rules: &Rules) -> Vec<IndicatorShape> {
    let mut shapes: Vec<IndicatorShape> = rules.targets.iter().chain(&rules.watched).filter_map(indicator).collect();
    // Two targets may read one indicator.
    let mut names: Vec<String> = Vec::new();
    shapes.retain(|shape| {
        let new = !names.contains(&shape.name);
        names.push(shape.name.clone());
        new
    });
    shapes
}

fn indicator(target: &Target) -> Option<IndicatorShape> {
    let shape = |name: &str, level: i64, every: Every, scope: Scope| IndicatorShape {
        name: name.to_owned(),
        level,
        growth: Ppm(40_000),
        ceiling: None,
        noise: Ppm(5_000),
        step: 100,
        every,
        scope,
        source: "统计月报".to_owned(),
    };
    match &target.formula {
        Formula::ObservationLast { indicator } => {
            let coverage = matches!(target.goal, Some(Goal::Share(_)) | None);
            let mut shape = shape(indicator, near_goal(target.goal, 1), Every::Quarter, Scope::District);
            if coverage {
                shape.ceiling = Some(Ppm::ONE.0);
            } else {
                // A sum of money is reported in whole 万元.
                (shape.step, shape.noise) = (10_000_000_000, Ppm(0));
            }
            Some(shape)
        }
        Formula::ObservationSum { indicator } => {
            let mut shape = shape(indicator, near_goal(target.goal, 4), Every::Quarter, Scope::District);
            (shape.step, shape.noise) = (10_000_000_000, Ppm(30_000));
            Some(shape)
        }
        Formula::ObservationGrowth { indicator } => {
            // A number of things a month, growing around the goal.
            let mut shape = shape(indicator, 80_000 * 1_000_000, Every::Month, Scope::District);
            shape.growth = match target.goal {
                Some(Goal::Share(goal)) => Ppm(goal.0 + goal.0 / 5),
                _ => Ppm(100_000),
            };
            (shape.step, shape.noise) = (1_000_000, Ppm(20_000));
            Some(shape)
        }
        Formula::RatioExcess { reported: Some(indicator), .. } => {
            let mut shape = shape(indicator, 12_000, Every::Quarter, Scope::EachLender);
            (shape.growth, shape.noise) = (Ppm(-20_000), Ppm(150_000));
            Some(shape)
        }
        _ => None,
    }
}

/// A level in the first year from which the goal is within reach, in
/// millionths, a period.
fn near_goal(goal: Option<Goal>, periods: i64) -> i64 {
    let goal = match goal {
        Some(Goal::Share(goal) | Goal::Times(goal)) => goal.0,
        Some(Goal::Money(goal)) => goal.0.saturating_mul(10_000),
        None => Ppm::ONE.0 / 2,
    };
    goal / 100 * 88 / periods
}

fn claims(rules: &Rules, years: Vec<i32>) -> Vec<ClaimShape> {
    let claim = |measure: &huigu_plan::Measure| {
        let Standing::Active(terms) = &measure.standing else { return None };
        let basis = match (&terms.amount, &measure.product, terms.counts) {
            (Amount::FixedEach { sum }, _, Counts::Loans) => ClaimBasis::FirstLoans(*sum),
            (Amount::RateOnDailyAverage { rate }, Some(product), Counts::Loans) => {
                ClaimBasis::Product(product.clone(), *rate)
            }
            (Amount::RateOnIncrease { rate, .. }, _, Counts::Loans) => ClaimBasis::Unsecured(*rate),
            _ => return None,
        };
        Some(ClaimShape { measure: measure.id.clone(), years: years.clone(), basis })
    };
    rules.measures.iter().filter_map(claim).collect()
}
