//! The same bytes of JSON for any row order and thread count.

use huigu_engine::WhatIf;
use huigu_oracle::{random_books, vary};
use huigu_quantity::Day;

use crate::translate::book;

#[test]
fn row_order_and_threads_change_nothing() {
    for seed in 0..60u64 {
        let day = Day::new_year(2022).before();
        let rules = huigu_plan::shipped().rules_at(day).expect("a day of the plan");
        let books = random_books(seed, &rules);
        let mut rows = books.rows();
        let answer = |rows: &[huigu_facts::Row<'_>], threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| {
                let book = book(rows);
                let settlement = serde_json::to_string(&huigu_engine::settle(&book, &rules, 2021)).expect("JSON");
                let targets = serde_json::to_string(&huigu_engine::targets(&book, &rules)).expect("JSON");
                (settlement, targets)
            })
        };
        let first = answer(&rows, 1);
        rows.reverse();
        assert_eq!(first, answer(&rows, 4), "seed {seed}, reversed");
        let middle = rows.len() / 2;
        rows.rotate_left(middle);
        assert_eq!(first, answer(&rows, 2), "seed {seed}, rotated");
    }
}

#[test]
fn a_year_in_one_walk_is_its_settlement_and_its_targets() {
    for seed in 0..60u64 {
        let year = 2021 + (seed % 2) as i32;
        let day = Day::new_year(year + 1).before();
        let rules = vary(&huigu_plan::shipped().rules_at(day).expect("a day of the plan"), seed);
        let book = book(&random_books(seed, &rules).rows());
        let (settlement, targets) = huigu_engine::annual(&book, &rules);
        assert_eq!(settlement, huigu_engine::settle(&book, &rules, year), "seed {seed}");
        assert_eq!(targets, huigu_engine::targets(&book, &rules), "seed {seed}");
    }
}

#[test]
fn what_if_is_the_settlement_by_the_other_rules() {
    let day = Day::new_year(2022).before();
    let shipped = huigu_plan::shipped().rules_at(day).expect("a day of the plan");
    let mut moved = 0;
    for seed in 0..60u64 {
        let before = vary(&shipped, seed);
        let books = random_books(seed, &before);
        let book = book(&books.rows());
        let what_if = WhatIf::new(&book, &before, 2021);
        let old = huigu_engine::settle(&book, &before, 2021);
        // One book answers many questions: rates, caps, filters, readings, and nothing changed.
        for other in [seed, seed + 1, seed + 7, seed + 100] {
            let after = vary(&shipped, other);
            let found = what_if.simulate(&after, vec!["turned".to_owned()]);
            let new = huigu_engine::settle(&book, &after, 2021);
            assert_eq!((found.before, found.after), (old.total, new.total), "seeds {seed}, {other}");
            moved += usize::from(found.difference.0 != 0);
            for (measure, new) in found.measures.iter().zip(&new.measures) {
                assert_eq!((&measure.measure, measure.after), (&new.measure, new.total), "seeds {seed}, {other}");
                let paid = new.beneficiaries.iter().filter(|one| one.lines > 0);
                for one in paid {
                    let same = measure.beneficiaries.iter().any(|b| b.id == one.id && b.after == one.amount);
                    assert!(same, "seeds {seed}, {other}: {} {}", measure.measure, one.id);
                }
            }
        }
    }
    assert!(moved > 60, "the settings change something: {moved}");
}
