//! Random districts under turned readings: the engine and the naive
//! calculation agree on every beneficiary, line, adjustment, near miss and target.

use std::collections::BTreeMap;

use huigu_oracle::targets::Value;
use huigu_oracle::{Settled, random_books, vary};
use huigu_plan::{Counts, Rules, Standing};
use huigu_quantity::{Day, Fen};

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
        let book = book_of(&books);
        counted_twice_agrees(&rules, &naive, &huigu_engine::settle(&book, &rules, year), seed);
        let ours = settled(&book, &rules, year);
        for (ours, naive) in ours.iter().zip(&naive) {
            assert_eq!(ours, naive, "seed {seed}");
        }
        assert_eq!(ours.len(), naive.len());
    }
}

/// The loans with a line under two measures, and what their lines come to under
/// each: lines are rounded one by one, so a sum may be a fen a line away.
fn counted_twice_agrees(rules: &Rules, naive: &[Settled], ours: &huigu_engine::Settlement, seed: u64) {
    let of_loans = |standing: &Standing| matches!(standing, Standing::Active(terms) if terms.counts == Counts::Loans);
    let lines = |settled: &Settled| -> BTreeMap<(String, String), i128> {
        let all = settled.beneficiaries.values().flat_map(|one| &one.lines);
        all.map(|line| ((line.owner.clone(), line.id.clone()), line.amount)).collect()
    };
    let measures = rules.measures.iter().zip(naive).filter(|(measure, _)| of_loans(&measure.standing));
    let measures: Vec<_> = measures.map(|(measure, settled)| (measure.id.as_str(), lines(settled))).collect();
    let mut expected = Vec::new();
    for (at, (first, one)) in measures.iter().enumerate() {
        for (second, other) in &measures[at + 1..] {
            let both: Vec<[i128; 2]> = one.iter().filter_map(|(id, amount)| Some([*amount, *other.get(id)?])).collect();
            if !both.is_empty() {
                expected.push(([*first, *second], both));
            }
        }
    }
    assert_eq!(ours.counted_twice.len(), expected.len(), "seed {seed}");
    for (ours, (measures, both)) in ours.counted_twice.iter().zip(&expected) {
        assert_eq!((&ours.measures, ours.loans), (&measures.map(str::to_owned), both.len() as u64), "seed {seed}");
        let near = |found: Fen, at: usize| {
            (i128::from(found.0) - both.iter().map(|line| line[at]).sum::<i128>()).abs() <= both.len() as i128
        };
        assert!(near(ours.first, 0) && near(ours.second, 1), "seed {seed}: {ours:?}, {both:?}");
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
