//! What-if settings: what turns, and what is refused with what remedy.

use huigu_plan::{Mistake, Plan, Setting, Standing, shipped};

fn set(text: &str) -> Result<Plan, Vec<Mistake>> {
    shipped().with(&[Setting::parse(text)?])
}

#[test]
fn a_setting_is_name_and_value() {
    let setting = Setting::parse(" a.rate = 1% ").unwrap();
    assert_eq!((setting.path(), setting.value()), ("a.rate", "1%"));
    for text in ["", "a.rate", "=1%", "a.rate="] {
        assert!(Setting::parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_cannot_be_set_is_refused_with_the_names_near_it() {
    for (text, column, what, remedy) in [
        (
            "startup-loan-subsidy.rat=1%",
            1,
            "the plan has no `startup-loan-subsidy.rat`",
            "did you mean `startup-loan-subsidy.rate`",
        ),
        ("startup-loan-subsidy.rate=1", 27, "\"1\" has no unit", "write for example \"2%\""),
        ("startup-loan-subsidy.rate=1 yuan", 27, "wrong unit: percent wanted here, not money", "write for example"),
        ("risk-compensation.value=5%", 25, "wrong unit: money wanted here, not percent", "write for example 1000 yuan"),
        (
            "newly-added=newloans",
            13,
            "\"newloans\" is no choice of the reading `newly-added`",
            "did you mean `new-loans`?",
        ),
        (
            "first-loan-ever=reported",
            17,
            "the reading `first-loan-ever` runs one way only",
            "only readings marked both",
        ),
        (
            "bond-reward.where.security=unsecured",
            28,
            "the condition `security` does not fit deals",
            "conditions for deals",
        ),
        (
            "inclusive-unsecured-subsidy.where.securty=unsecured",
            43,
            "unknown condition `securty`",
            "did you mean `security`?",
        ),
        (
            "inclusive-unsecured-subsidy.where.security=secured",
            44,
            "unknown word \"secured\"",
            "did you mean `unsecured`",
        ),
        (
            "inclusive-unsecured-subsidy.where.town=any",
            40,
            "`inclusive-unsecured-subsidy` has no condition `town` to drop",
            "there are",
        ),
        (
            "first-borrower-reward.where.first-time=any",
            40,
            "a fixed sum each without first-time borrowers",
            "add first-time",
        ),
        ("inclusive.where.filter=inclusive", 24, "the filter `inclusive` comes back to itself", "take one"),
        (
            "private-enterprise.where.security=unsecured",
            35,
            "`bond-reward` counts deals, which `security` does not fit",
            "take another",
        ),
        ("pool-leverage.of.product=nothing", 26, "there is no product `nothing`", "there are"),
        ("listing-reward.stages=1000 yuan", 23, "no single figure fits here, only \"unset\"", "write the entries"),
    ] {
        let Err(mistakes) = set(text) else { panic!("{text} is taken") };
        let first = &mistakes[0];
        assert_eq!((first.file.as_str(), first.line, first.column), ("--set", 1, column), "{text}: {first}");
        assert!(first.what.en.contains(what), "{text}: {first}");
        assert!(first.remedy.en.contains(remedy), "{text}: {first}");
    }
}

#[test]
fn figures_conditions_and_readings_turn() {
    let day = shipped().validity().last();
    let before = shipped().rules_at(day).unwrap();
    for text in [
        "startup-loan-subsidy.rate=1%",
        "startup-loan-subsidy.cap=500万元",
        "huigu-startup-loan.per-borrower=3000000 yuan",
        "huigu-startup-loan.term=5 years",
        "inclusive.credit-line=30000000 yuan",
        "pool-leverage.size=80 million yuan",
        "risk-compensation.value=80 million yuan",
        "guarantee-fee.account=10000000 yuan",
        "newly-added=new-loans",
        "inclusive-in-3-1=enterprises",
        "startup-cap-scope=beneficiary",
        "exclusion-time=contract",
        "stacking=higher-only",
        "inclusive-unsecured-subsidy.where.security=unsecured,guaranteed",
        "inclusive-unsecured-subsidy.where.security={ not = [\"mortgaged\"] }",
        "inclusive-unsecured-subsidy.where.security=any",
        "inclusive-unsecured-subsidy.where.principal=1000000 yuan",
        "inclusive-unsecured-subsidy.where.agricultural=是",
        "tech-loan.technology=any",
        "huigu-startup-loan.where.term=any",
        "huigu-startup-loan.limits.purpose=working-capital,fixed-asset",
        "first-borrower-share.part.principal=1000000 yuan",
    ] {
        let after = set(text).unwrap_or_else(|mistakes| panic!("{text}: {}", mistakes[0])).rules_at(day).unwrap();
        assert_ne!(after, before, "{text} turns nothing");
    }
}

#[test]
fn setting_what_is_unset_makes_a_measure_active() {
    let settings = ["tech-loan-interest-subsidy.share=50%", "tech-loan.preferential-rate=0.5 percentage points"];
    let settings: Vec<Setting> = settings.iter().map(|text| Setting::parse(text).unwrap()).collect();
    let plan = shipped().with(&settings).unwrap();
    let rules = plan.rules_at(plan.validity().last()).unwrap();
    let measure = rules.measures.iter().find(|m| m.id == "tech-loan-interest-subsidy").unwrap();
    assert!(matches!(measure.standing, Standing::Active(_)));
}
