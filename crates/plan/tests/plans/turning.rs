//! Every parameter and every reading turned changes the rules: no figure of a
//! plan is written in Rust, and none stands idle.

use huigu_plan::{Dated, FigureUnit, Parameter, Plan, Quantity, Setting, Standing};
use huigu_quantity::Day;

use crate::both;

/// Another value of the same unit.
fn other(parameter: &Parameter) -> String {
    let now = parameter.values.iter().rev().find_map(|dated: &Dated| dated.value);
    match (parameter.unit, now) {
        (FigureUnit::Percent, Some(Quantity::Percent(rate))) if rate.0 == 77_000 => "7.8%".to_owned(),
        (FigureUnit::Percent, _) => "7.7%".to_owned(),
        (FigureUnit::Points, _) => "1.25 percentage points".to_owned(),
        (FigureUnit::Money, _) => "1,234,567.89 yuan".to_owned(),
        (FigureUnit::Times, _) => "7.5 times".to_owned(),
        (FigureUnit::Years, _) => "7 years".to_owned(),
        (FigureUnit::Number, _) => "777 parties".to_owned(),
    }
}

fn turn(plan: &Plan, path: &str, value: &str) -> Plan {
    let setting = Setting::parse(&format!("{path}={value}")).unwrap();
    plan.with(&[setting]).unwrap_or_else(|mistakes| panic!("{path}: {}", mistakes[0]))
}

#[test]
fn every_parameter_turned_changes_the_rules_or_waits_for_another() {
    for plan in both() {
        let last = plan.validity().last();
        let before = plan.rules_at(last).unwrap();
        for parameter in plan.parameters() {
            let path = &parameter.path;
            if path.ends_with(".stages") {
                assert!(plan.with(&[Setting::parse(&format!("{path}=1 yuan")).unwrap()]).is_err(), "{path} is a list");
                continue;
            }
            let turned = turn(&plan, path, &other(&parameter));
            assert!(!plan.diff(&turned).is_empty(), "{path} is not told by the comparison");
            let owner = path.split('.').next().unwrap();
            // A pool's own figures wait for the ledger; so does a figure of a
            // measure that is inactive for another one.
            let figure = path.strip_prefix(owner).unwrap().trim_start_matches('.');
            let waits = plan.pools().iter().any(|pool| pool.id == owner)
                || before.measures.iter().any(|measure| match &measure.standing {
                    Standing::Inactive { unset } => measure.id == owner && !unset.iter().any(|name| name == figure),
                    Standing::Active(_) => false,
                });
            assert!(turned.rules_at(last).unwrap() != before || waits, "{path} turned changes nothing");
        }
    }
}

#[test]
fn every_reading_that_runs_either_way_changes_the_rules() {
    for plan in both() {
        let days = [plan.validity().from, plan.validity().last()];
        let answer = |plan: &Plan| days.map(|day: Day| plan.rules_at(day).unwrap());
        let before = answer(&plan);
        let mut turned = 0;
        for reading in plan.readings().iter().filter(|reading| reading.both) {
            for (choice, _) in reading.choices.iter().filter(|(choice, _)| *choice != reading.choice) {
                assert_ne!(answer(&turn(&plan, &reading.id, choice)), before, "{} = {choice}", reading.id);
                turned += 1;
            }
        }
        assert_eq!(turned, 5, "{} turns every reading marked both", plan.id());
    }
}

#[test]
fn the_invented_plan_takes_the_other_side_of_every_reading() {
    let [shipped, invented] = both();
    let words = |plan: &Plan| -> Vec<String> {
        let mut all: Vec<String> =
            plan.readings().iter().filter(|reading| reading.both).map(|reading| reading.choice.clone()).collect();
        all.sort();
        all
    };
    assert_eq!(words(&shipped), ["balance", "both", "broad", "increase", "programme"]);
    assert_eq!(words(&invented), ["beneficiary", "contract", "enterprises", "higher-only", "new-loans"]);
}
