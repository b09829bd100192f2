//! A book read from its form answers as the book that was written; one whose
//! form was changed may answer otherwise, and never breaks an answer.

use huigu_book::{Book, Issues};
use huigu_engine::{Explainer, settle, targets};
use huigu_oracle::{random_books, vary};
use huigu_plan::Rules;
use huigu_quantity::Day;
use huigu_testkit::Rng;

use crate::translate::book;

fn form(book: &Book) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written = book.write_form(&Issues::default(), &mut |piece| {
        bytes.extend_from_slice(piece);
        Ok::<(), std::convert::Infallible>(())
    });
    written.map(|_| bytes).expect("nothing refuses it")
}

fn answers(book: &Book, rules: &Rules) -> String {
    let explainer = Explainer::new(book, rules, 2021);
    let mut all = serde_json::to_string(&(settle(book, rules, 2021), targets(book, rules))).expect("JSON");
    for measure in &rules.measures {
        for why in explainer.explain_all(&measure.id).expect("asked by its own id") {
            all += &serde_json::to_string(&why).expect("JSON");
        }
    }
    all
}

#[test]
fn a_book_read_from_its_form_answers_the_same() {
    let rules = huigu_plan::shipped().rules_at(Day::new_year(2022).before()).expect("a day of the plan");
    for seed in 0..20 {
        let made = book(&random_books(seed, &rules).rows());
        let (read, _) = Book::read_form(form(&made).into()).expect("it was written so");
        assert_eq!(answers(&read, &rules), answers(&made, &rules), "seed {seed}");
    }
}

#[test]
fn no_changed_form_breaks_an_answer() {
    let rules = huigu_plan::shipped().rules_at(Day::new_year(2022).before()).expect("a day of the plan");
    let (mut rng, mut asked) = (Rng::new(1), 0);
    for seed in 0..12 {
        let rules = vary(&rules, seed);
        let bytes = form(&book(&random_books(seed, &rules).rows()));
        for _ in 0..150 {
            let mut changed = bytes.clone();
            for _ in 0..1 + rng.below(3) {
                let at = rng.below(bytes.len());
                changed[at] ^= rng.of(&[0x01, 0x80, 0xFF, 0x7F]);
            }
            if let Ok((read, _)) = Book::read_form(changed.into()) {
                answers(&read, &rules);
                asked += 1;
            }
        }
    }
    assert!(asked > 50, "only {asked} books were asked");
}
