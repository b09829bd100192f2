//! Random districts under turned readings: the engine and the naive
//! calculation agree on every beneficiary, line, adjustment, near miss and target.

use huigu_oracle::targets::Value;
use huigu_oracle::{random_books, vary};
use huigu_plan::Rules;
use huigu_quantity::Day;

use crate::translate::{book_of, settled, without_averages};

fn rules(day: Day, seed: u64) -> Rules {
    let rules = huigu_plan::shipped().rules_at(day).expect("a day of the plan");
    vary(&rules, seed)
}

#[test]
fn settlements_agree() {
    for seed in 0..400u64 {
        let year = 2021 + (seed % 2) as i32;
        let rules = rules(Day::new_year(year + 1).before(), seed);
        let books = random_books(seed, &rules);
        let naive = without_averages(huigu_oracle::settle(&books, &rules));
        let ours = settled(&book_of(&books), &rules, year);
        for (ours, naive) in ours.iter().zip(&naive) {
            assert_eq!(ours, naive, "seed {seed}");
        }
        assert_eq!(ours.len(), naive.len());
    }
}

#[test]
fn targets_agree() {
    for seed in 0..400u64 {
        let day = Day(Day::new_year(2021).0 + (seed * 37 % 730) as i32);
        let rules = rules(day, seed);
        let books = random_books(seed, &rules);
        let naive = huigu_oracle::targets(&books, &rules);
        let answer = huigu_engine::targets(&book_of(&books), &rules);
        let ours = answer.targets.iter().chain(&answer.watched);
        for (ours, naive) in ours.zip(&naive) {
            let value = naive.value.as_ref().map(|value| value.decimal());
            let text = ours.value.as_ref().map(ToString::to_string);
            let same = match &naive.value {
                Some(Value::Approximate(naive)) => is_near(text.as_deref(), *naive),
                _ => text == value,
            };
            assert!(
                same && ours.target == naive.target && ours.met == naive.met,
                "seed {seed}, {day}: {naive:?} {ours:?}"
            );
        }
        assert_eq!(answer.targets.len() + answer.watched.len(), naive.len());
    }
}

/// The naive growth rate is a float: right to the sixth decimal, or to its own twelve digits.
fn is_near(ours: Option<&str>, naive: f64) -> bool {
    let ours = ours.and_then(|text| text.parse::<f64>().ok());
    ours.is_some_and(|ours| (ours - naive).abs() <= 1e-6_f64.max(naive.abs() * 1e-12))
}
