//! Every kind of amount, formula, cap and condition stands in a plan.

use std::collections::BTreeSet;

use huigu_plan::{
    Amount, Beneficiary, CapScope, Condition, Counts, EventSum, Formula, Measure, Rules, Standing, Target,
};

use crate::both;

/// Every answer of both plans: each at the end of each of its years.
fn answers() -> Vec<Rules> {
    let mut all = Vec::new();
    for plan in both() {
        for year in plan.validity().from.year()..plan.validity().to.year() {
            let last = huigu_quantity::Period::year(year).last();
            all.push(plan.rules_at(last).unwrap());
        }
    }
    all
}

/// The name of a value's variant.
fn variant(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

fn terms(rules: &[Rules]) -> Vec<(&Measure, &huigu_plan::Terms)> {
    rules
        .iter()
        .flat_map(|rules| &rules.measures)
        .filter_map(|measure| match &measure.standing {
            Standing::Active(terms) => Some((measure, terms)),
            Standing::Inactive { .. } => None,
        })
        .collect()
}

fn lists(target: &Target) -> Vec<&[Condition]> {
    match &target.formula {
        Formula::ShareOfBalances { of, part }
        | Formula::ShareChange { of, part }
        | Formula::BorrowerShare { of, part } => vec![of, part],
        Formula::BalanceGrowth { of }
        | Formula::CountGrowth { of }
        | Formula::DemandCoverage { of }
        | Formula::BalanceOverSum { of, .. }
        | Formula::MeanFee { of }
        | Formula::MeanRate { of, .. }
        | Formula::BorrowerCount { of }
        | Formula::ProductCount { of } => vec![of],
        Formula::RatioExcess { of, all, bad, .. } => vec![of, all, bad],
        Formula::EventRatio { numerator: EventSum { of: first, .. }, denominator: EventSum { of: second, .. } } => {
            vec![first, second]
        }
        Formula::ObservationLast { .. } | Formula::ObservationSum { .. } | Formula::ObservationGrowth { .. } => vec![],
    }
}

fn note(conditions: &[Condition], seen: &mut BTreeSet<String>) {
    for condition in conditions {
        seen.insert(variant(condition));
        match condition {
            Condition::Any(lists) => lists.iter().for_each(|list| note(list, seen)),
            Condition::Not(list) | Condition::GuaranteedLoan(list) => note(list, seen),
            _ => {}
        }
    }
}

#[test]
fn no_amount_formula_cap_or_condition_is_missing() {
    let rules = answers();
    let terms = terms(&rules);
    let amounts: BTreeSet<String> = terms.iter().map(|(_, terms)| variant(&terms.amount)).collect();
    assert_eq!(amounts.len(), 8, "{amounts:?}");
    let scopes: BTreeSet<CapScope> = terms.iter().flat_map(|(_, terms)| &terms.caps).map(|cap| cap.scope).collect();
    assert_eq!(scopes.len(), 4, "{scopes:?}");
    let paid: BTreeSet<String> = terms.iter().map(|(_, terms)| variant(&terms.beneficiary)).collect();
    assert_eq!(paid.len(), 4, "{paid:?}");
    let targets: Vec<&Target> = rules.iter().flat_map(|rules| rules.targets.iter().chain(&rules.watched)).collect();
    let formulas: BTreeSet<String> = targets.iter().map(|target| variant(&target.formula)).collect();
    assert_eq!(formulas.len(), 16, "{formulas:?}");
    let mut seen = BTreeSet::new();
    terms.iter().for_each(|(_, terms)| note(&terms.conditions, &mut seen));
    targets.iter().for_each(|target| lists(target).into_iter().for_each(|list| note(list, &mut seen)));
    // One for each variant of `Condition`; `every_condition_is_known` holds the number.
    assert_eq!(seen.len(), CONDITIONS, "{seen:?}");
}

/// How many kinds of condition there are.
const CONDITIONS: usize = 39;

#[test]
fn every_condition_is_known() {
    // The vocabulary makes all conditions but the two that products bring, and
    // two of its words make one condition; a named filter and a reading make none.
    assert_eq!(huigu_plan::condition_words().len() - 1 - 2 + 2, CONDITIONS);
}

#[test]
fn only_parties_in_the_district_count() {
    for rules in answers() {
        for (measure, terms) in terms(std::slice::from_ref(&rules)) {
            assert_eq!(terms.conditions[0], Condition::InDistrict(true), "{}", measure.id);
        }
        for target in rules.targets.iter().chain(&rules.watched) {
            let alone = match &target.formula {
                Formula::RatioExcess { .. } | Formula::EventRatio { .. } => 2,
                Formula::ObservationLast { .. }
                | Formula::ObservationSum { .. }
                | Formula::ObservationGrowth { .. } => 0,
                _ => 1,
            };
            for list in lists(target).into_iter().take(alone) {
                assert!(matches!(list[0], Condition::InDistrict(_)), "{}", target.id);
            }
        }
    }
}

#[test]
fn beneficiaries_fit_what_is_counted_and_caps_stand_in_order() {
    let rules = answers();
    for (measure, terms) in terms(&rules) {
        let fits = match terms.counts {
            Counts::Loans => [Beneficiary::Lender, Beneficiary::Borrower],
            Counts::Guarantees => [Beneficiary::Guarantor, Beneficiary::Borrower],
            Counts::Deals => [Beneficiary::Issuer, Beneficiary::Issuer],
        };
        assert!(fits.contains(&terms.beneficiary), "{}", measure.id);
        assert!(terms.caps.is_sorted_by_key(|cap| cap.scope), "{}", measure.id);
        if let Amount::FixedEach { .. } = terms.amount {
            assert!(terms.conditions.contains(&Condition::FirstTime(true)), "{}", measure.id);
        }
    }
}
