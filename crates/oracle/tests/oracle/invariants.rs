//! What must hold for any books: tried on random districts and plans.

use huigu_oracle::{Books, random_books, settle, targets, vary};
use huigu_plan::{CapScope, Rules, Standing, Terms, shipped};
use huigu_quantity::Day;

fn rules(year: i32) -> Rules {
    shipped().rules_at(Day::new_year(year + 1).before()).expect("the plan is in force")
}

fn terms<'r>(rules: &'r Rules, measure: &str) -> Option<&'r Terms> {
    let found = rules.measures.iter().find(|found| found.id == measure)?;
    if let Standing::Active(terms) = &found.standing { Some(terms) } else { None }
}

#[test]
fn lines_and_adjustments_add_up_and_caps_hold() {
    let (mut adjusted, mut near, mut lines) = (0, 0, 0);
    for seed in 0..60 {
        let rules = vary(&rules(2021 + (seed % 2) as i32), seed);
        let books = random_books(seed, &rules);
        for settled in settle(&books, &rules) {
            let Some(terms) = terms(&rules, &settled.measure) else {
                panic!("every measure is active after vary");
            };
            let mut paid = 0;
            for (who, one) in &settled.beneficiaries {
                let at = format!("seed {seed}, {} {who}", settled.measure);
                assert_eq!(one.lines.iter().map(|line| line.amount).sum::<i128>(), one.uncapped, "{at}");
                let by: i128 = one.adjustments.iter().map(|by| by.amount).sum();
                assert_eq!(one.uncapped + by, one.amount, "{at}");
                assert!(one.amount >= 0, "{at}");
                assert!(!one.incomplete || one.amount == 0, "{at}");
                assert!(!one.lines.is_empty(), "{at}");
                for cap in terms.caps.iter().filter(|cap| cap.scope != CapScope::Deal) {
                    assert!(one.amount <= i128::from(cap.sum.0), "{at}: {}", cap.name);
                }
                paid += one.amount;
                adjusted += one.adjustments.len();
                lines += one.lines.len();
            }
            for cap in terms.caps.iter().filter(|cap| cap.scope == CapScope::ProgrammeYear) {
                assert!(paid <= i128::from(cap.sum.0), "seed {seed}, {}", settled.measure);
            }
            near += settled.near_misses.len();
        }
    }
    // The districts are not empty of what they are to try.
    assert!(lines > 200 && adjusted > 40 && near > 200, "{lines} lines, {adjusted} adjusted, {near} near");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    for seed in 0..15 {
        let rules = rules(2021);
        let books = random_books(seed, &rules);
        let rows = books.rows();
        let turned: Books = rows.into_iter().rev().collect();
        assert_eq!(settle(&books, &rules), settle(&turned, &rules), "seed {seed}");
        assert_eq!(targets(&books, &rules), targets(&turned, &rules), "seed {seed}");
    }
}

#[test]
fn every_target_comes_to_a_value_somewhere() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..80 {
        let rules = rules(2021 + (seed % 2) as i32);
        let books = random_books(seed, &rules);
        seen.extend(targets(&books, &rules).into_iter().filter(|one| one.value.is_some()).map(|one| one.target));
    }
    let rules = rules(2021);
    let all = rules.targets.iter().chain(&rules.watched).map(|target| target.id.clone()).collect();
    assert_eq!(seen, all);
}
