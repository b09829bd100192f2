//! Outside the dates there is no answer.

use huigu_plan::{Goal, Standing, Terms};
use huigu_quantity::{Day, Fen, Ppm};

use crate::{both, folder, invented, load};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn a_plan_answers_on_its_days_only() {
    for plan in both() {
        let validity = plan.validity();
        assert!(plan.rules_at(validity.from).is_ok());
        assert!(plan.rules_at(validity.last()).is_ok());
        for outside in [validity.from.before(), validity.to] {
            let error = plan.rules_at(outside).unwrap_err();
            assert_eq!((error.what.as_str(), error.period, error.asked), (plan.id(), validity, outside));
            assert!(error.to_string().contains("in force then"), "{error}");
        }
        assert_eq!(plan.base(), validity.from.before());
    }
}

#[test]
fn a_figure_answers_on_its_days_only() {
    let mut files = folder("testdata/plans/yunwan-2023");
    let file = files.iter_mut().find(|(name, _)| name.starts_with("3-")).unwrap();
    file.1 = file.1.replace("  { value = \"unset\", from = 2023-01-01, until = 2025-01-01 },\n", "");
    let plan = load(&files);
    assert!(plan.rules_at(day("2025-01-01")).is_ok());
    let error = plan.rules_at(day("2024-12-31")).unwrap_err();
    assert_eq!(error.what, "cross-border-bonus.rate");
    assert_eq!((error.period.from, error.period.to), (day("2025-01-01"), day("2026-01-01")));
}

#[test]
fn figures_change_on_their_day() {
    let plan = invented();
    let goal = |text: &str| {
        let rules = plan.rules_at(day(text)).unwrap();
        rules.targets.iter().find(|target| target.id == "private-loan-share").unwrap().goal
    };
    assert_eq!(goal("2023-12-31"), Some(Goal::Share(Ppm(500_000))));
    assert_eq!(goal("2024-01-01"), Some(Goal::Share(Ppm(550_000))));
    assert_eq!(goal("2025-06-30"), Some(Goal::Share(Ppm(600_000))));
    let limit = |text: &str| {
        let rules = plan.rules_at(day(text)).unwrap();
        rules.products.iter().find(|product| product.id == "bay-loan").unwrap().per_borrower
    };
    assert_eq!(limit("2024-12-31"), Some(Fen(100_000_000)));
    assert_eq!(limit("2025-01-01"), Some(Fen(150_000_000)));
}

#[test]
fn a_measure_waits_until_its_figure_is_set() {
    let plan = invented();
    let standing = |text: &str| {
        let rules = plan.rules_at(day(text)).unwrap();
        rules.measures.into_iter().find(|measure| measure.id == "cross-border-bonus").unwrap().standing
    };
    assert_eq!(standing("2024-12-31"), Standing::Inactive { unset: vec!["rate".to_owned()] });
    assert!(matches!(standing("2025-01-01"), Standing::Active(Terms { .. })));
}
