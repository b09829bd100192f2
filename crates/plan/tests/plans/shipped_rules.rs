//! The shipped plan is the one designed: ids, figures, conditions.

use huigu_facts::{
    DealKind, LoanClassKind, LoanForm, OrganisationKind, Ownership, PartyKind, Purpose, Scale, Security,
};
use huigu_plan::{
    Amount, Beneficiary, Cap, CapScope, Condition, Counts, Direction, ExclusionTime, Formula, Goal, Increase, Measure,
    Rules, Stacking, Standing, Terms, WordSet, shipped,
};
use huigu_quantity::{Day, Fen, Ppm};

fn rules() -> Rules {
    shipped().rules_at(Day::from_ymd(2021, 12, 31).unwrap()).unwrap()
}

fn measure<'r>(rules: &'r Rules, id: &str) -> &'r Measure {
    rules.measures.iter().find(|measure| measure.id == id).unwrap()
}

fn terms<'r>(rules: &'r Rules, id: &str) -> &'r Terms {
    match &measure(rules, id).standing {
        Standing::Active(terms) => terms,
        Standing::Inactive { unset } => panic!("{id} waits for {unset:?}"),
    }
}

fn unset<'r>(rules: &'r Rules, id: &str) -> &'r [String] {
    match &measure(rules, id).standing {
        Standing::Active(_) => &[],
        Standing::Inactive { unset } => unset,
    }
}

fn yuan(yuan: i64) -> Fen {
    Fen(yuan * 100)
}

fn enterprise() -> Condition {
    Condition::PartyKind(WordSet::of(&[PartyKind::Enterprise]))
}

fn private() -> Vec<Condition> {
    vec![enterprise(), Condition::Ownership(WordSet::of(&[Ownership::Private]))]
}

fn small() -> Vec<Condition> {
    vec![enterprise(), Condition::Scale(WordSet::of(&[Scale::Small, Scale::Micro]))]
}

/// Inclusive loans, spelled out as every measure and target gets them.
fn inclusive() -> Vec<Condition> {
    let kind = |kind| Condition::PartyKind(WordSet::of(&[kind]));
    vec![
        Condition::Form(WordSet::all_but(&[LoanForm::Discount])),
        Condition::Any(vec![
            small(),
            vec![kind(PartyKind::IndividualBusiness), Condition::Purpose(WordSet::all_but(&[Purpose::Consumption]))],
            vec![
                kind(PartyKind::Individual),
                Condition::Purpose(WordSet::of(&[Purpose::WorkingCapital, Purpose::FixedAsset])),
            ],
        ]),
        Condition::CreditLineAtMost(yuan(10_000_000)),
    ]
}

fn listed(first: Vec<Condition>, rest: Vec<Condition>) -> Vec<Condition> {
    let mut all = vec![Condition::InDistrict(true)];
    all.extend(first);
    all.extend(rest);
    all
}

#[test]
fn every_clause_unit_and_text_is_there() {
    let plan = shipped();
    let clauses: Vec<&str> = plan.clauses().iter().map(|clause| clause.id.as_str()).collect();
    let want = [
        "2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1", "6.2", "6.3", "7.1", "7.2",
        "7.3", "8.1", "8.2", "9.1", "9.2", "9.3", "9.4",
    ];
    assert_eq!(clauses, want);
    assert_eq!(plan.units().len(), 12);
    for clause in plan.clauses() {
        assert!(plan.tasks().iter().any(|task| task.clause == clause.id), "clause {} tells nobody anything", clause.id);
    }
    for unit in plan.units() {
        assert!(plan.tasks().iter().any(|task| task.units.contains(&unit.id)), "{} has no task", unit.id);
    }
    assert_eq!((plan.id(), plan.base().to_string().as_str()), ("zhenhai-2021", "2020-12-31"));
}

#[test]
fn measures_are_those_of_the_design_in_the_order_of_their_clauses() {
    let rules = rules();
    let ids: Vec<(&str, &str)> = rules.measures.iter().map(|m| (m.clause.as_str(), m.id.as_str())).collect();
    assert_eq!(
        ids,
        [
            ("3.1", "inclusive-unsecured-subsidy"),
            ("3.1", "first-borrower-reward"),
            ("3.2", "startup-loan-subsidy"),
            ("3.2", "tech-loan-interest-subsidy"),
            ("3.2", "tech-loan-guarantee-fee-subsidy"),
            ("3.2", "tech-loan-premium-subsidy"),
            ("3.3", "listing-reward"),
            ("3.3", "bond-reward"),
            ("7.3", "guarantee-subsidy"),
        ]
    );
}

#[test]
fn clause_3_1_pays_lenders_for_unsecured_and_first_loans() {
    let rules = rules();
    let subsidy = terms(&rules, "inclusive-unsecured-subsidy");
    assert_eq!(subsidy.amount, Amount::RateOnIncrease { rate: Ppm(20_000), by: Increase::OverYearBefore });
    let unsecured = Condition::Security(WordSet::of(&[Security::Unsecured]));
    assert_eq!(subsidy.conditions, listed(inclusive(), vec![unsecured]));
    assert_eq!((subsidy.counts, subsidy.beneficiary), (Counts::Loans, Beneficiary::Lender));
    assert_eq!(subsidy.caps, []);
    let reward = terms(&rules, "first-borrower-reward");
    assert_eq!(reward.amount, Amount::FixedEach { sum: yuan(1_000) });
    assert_eq!(reward.conditions, listed(inclusive(), vec![Condition::FirstTime(true)]));
}

#[test]
fn clause_3_2_pays_for_start_up_loans_within_their_limits() {
    let rules = rules();
    let subsidy = terms(&rules, "startup-loan-subsidy");
    assert_eq!(subsidy.amount, Amount::RateOnDailyAverage { rate: Ppm(20_000) });
    let scales = Condition::Scale(WordSet::of(&[Scale::Medium, Scale::Small, Scale::Micro]));
    let business = Condition::PartyKind(WordSet::of(&[PartyKind::IndividualBusiness]));
    let id = "huigu-startup-loan".to_owned();
    let want = vec![
        Condition::InDistrict(true),
        Condition::Product(vec![id.clone()]),
        Condition::Any(vec![vec![enterprise(), scales], vec![business]]),
        Condition::TermAtMost(3),
        Condition::Purpose(WordSet::of(&[Purpose::WorkingCapital])),
        Condition::BorrowerLimit { product: id, limit: yuan(2_000_000) },
        Condition::NotExcluded { by: "tech-loan".to_owned(), time: ExclusionTime::Balance },
        Condition::RateOverLprAtMost(Ppm(0)),
    ];
    assert_eq!(subsidy.conditions, want);
    let cap = Cap { name: "cap".to_owned(), scope: CapScope::ProgrammeYear, sum: yuan(4_000_000) };
    assert_eq!(subsidy.caps, [cap]);
    assert_eq!(measure(&rules, "startup-loan-subsidy").product.as_deref(), Some("huigu-startup-loan"));
    for id in ["interest", "guarantee-fee", "premium"] {
        let id = format!("tech-loan-{id}-subsidy");
        assert_eq!(unset(&rules, &id), ["share", "tech-loan.preferential-rate"], "{id}");
    }
    assert_eq!(rules.stacking, Stacking::Both);
    assert_eq!(rules.exclusions[0].products, ["huigu-startup-loan", "tech-loan"]);
}

#[test]
fn technology_loans_have_their_limits() {
    let plan = shipped();
    let rules = rules();
    let product = rules.products.iter().find(|product| product.id == "tech-loan").unwrap();
    assert_eq!(product.per_borrower, Some(yuan(5_000_000)));
    let want = [Condition::Technology(true), Condition::Security(WordSet::all_but(&[Security::Mortgaged]))];
    assert_eq!(product.limits, want);
    let pools: Vec<&str> = plan.pools().iter().map(|pool| pool.id.as_str()).collect();
    assert_eq!(pools, ["huigu-startup-pool", "technology-finance-pool"]);
    let figures = plan.parameters();
    for pool in plan.pools() {
        for path in &pool.figures {
            let figure = figures.iter().find(|figure| figure.path == *path).unwrap();
            assert!(figure.is_unset(), "{path} is not in the plan");
        }
    }
}

#[test]
fn clause_3_3_pays_issuers() {
    let rules = rules();
    assert_eq!(unset(&rules, "listing-reward"), ["stages"]);
    let bonds = terms(&rules, "bond-reward");
    assert_eq!(bonds.amount, Amount::RateOnSum { rate: Ppm(10_000) });
    let kinds = WordSet::of(&[DealKind::Bond, DealKind::Convertible, DealKind::DebtInstrument]);
    assert_eq!(bonds.conditions, listed(private(), vec![Condition::DealKind(kinds)]));
    let caps: Vec<(&str, CapScope, Fen)> =
        bonds.caps.iter().map(|cap| (cap.name.as_str(), cap.scope, cap.sum)).collect();
    let want = [
        ("cap-per-deal", CapScope::Deal, yuan(500_000)),
        ("cap-lifetime", CapScope::BeneficiaryLifetime, yuan(1_000_000)),
    ];
    assert_eq!(caps, want);
}

#[test]
fn clause_7_3_pays_guarantors_and_insurers_of_the_district() {
    let rules = rules();
    let subsidy = terms(&rules, "guarantee-subsidy");
    assert_eq!(subsidy.amount, Amount::RateOnDailyAverage { rate: Ppm(15_000) });
    let kinds = WordSet::of(&[OrganisationKind::Guarantor, OrganisationKind::Insurer]);
    let want = vec![
        Condition::InDistrict(true),
        Condition::GuarantorKind(kinds),
        Condition::GuarantorInDistrict(true),
        Condition::Any(vec![private(), small()]),
    ];
    assert_eq!(subsidy.conditions, want);
    assert_eq!((subsidy.counts, subsidy.beneficiary), (Counts::Guarantees, Beneficiary::Guarantor));
}

#[test]
fn targets_are_those_of_the_design_with_their_goals() {
    let share = |ppm| Some(Goal::Share(Ppm(ppm)));
    let money = |sum| Some(Goal::Money(yuan(sum)));
    let (up, down) = (Direction::AtLeast, Direction::AtMost);
    let want = [
        ("2", "private-loan-share", up, share(650_000)),
        ("2", "inclusive-loan-growth", up, share(300_000)),
        ("2", "inclusive-unsecured-share", up, share(20_000)),
        ("2", "manufacturing-longterm-share", up, share(20_000)),
        ("2", "renewals-growth", up, share(100_000)),
        ("2", "dual-innovation-coverage", up, share(1_000_000)),
        ("2", "dual-innovation-unsecured-share", up, share(20_000)),
        ("2", "first-borrower-share", up, share(150_000)),
        ("3.2", "central-bank-funds", up, money(2_000_000_000)),
        ("4.3", "npl-tolerance", down, share(30_000)),
        ("4.3", "guarantee-compensation-rate", down, share(60_000)),
        ("4.3", "pool-leverage", up, Some(Goal::Times(Ppm(10_000_000)))),
        ("5.1", "payments-growth", up, share(100_000)),
        ("5.1", "payment-coverage", up, share(1_000_000)),
        ("7.2", "guarantee-inclusive-share", up, share(600_000)),
        ("7.2", "guarantee-fee", down, share(10_000)),
        ("7.3", "guarantor-capital", up, money(200_000_000)),
        ("8.1", "school-coverage", up, share(900_000)),
        ("8.2", "community-coverage", up, share(1_000_000)),
    ];
    let rules = rules();
    let got: Vec<_> = rules.targets.iter().map(|t| (t.clause.as_str(), t.id.as_str(), t.direction, t.goal)).collect();
    assert_eq!(got, want);
    let watched: Vec<&str> = rules.watched.iter().map(|target| target.id.as_str()).collect();
    assert_eq!(watched, ["new-loan-rate", "new-loan-cost", "borrowers", "products-in-use"]);
    assert!(rules.targets.iter().chain(&rules.watched).all(|target| target.unset.is_empty()));
}

#[test]
fn targets_count_what_the_design_says() {
    let rules = rules();
    let formula = |id: &str| rules.targets.iter().find(|target| target.id == id).unwrap().formula.clone();
    let any = Condition::Any(vec![private(), small(), inclusive()]);
    let bad = WordSet::of(&[LoanClassKind::Substandard, LoanClassKind::Doubtful, LoanClassKind::Loss]);
    let want = Formula::RatioExcess {
        of: vec![Condition::InDistrict(true), any],
        all: vec![Condition::InDistrict(true)],
        bad: vec![Condition::Class(bad)],
        reported: Some("npl-ratio-all".to_owned()),
    };
    assert_eq!(formula("npl-tolerance"), want);
    let products = vec!["huigu-startup-loan".to_owned(), "tech-loan".to_owned()];
    let of = vec![Condition::InDistrict(true), Condition::Product(products)];
    assert_eq!(formula("pool-leverage"), Formula::BalanceOverSum { of, sum: yuan(50_000_000) });
    let Formula::EventRatio { numerator, .. } = formula("guarantee-inclusive-share") else { panic!("another formula") };
    let want = [Condition::InDistrict(true), Condition::GuarantorPolicy(true), Condition::GuaranteedLoan(inclusive())];
    assert_eq!(numerator.of, want);
    let Formula::MeanFee { of } = formula("guarantee-fee") else { panic!("another formula") };
    assert_eq!(of.last(), Some(&Condition::GuaranteeAccountAtMost(yuan(5_000_000))));
}
