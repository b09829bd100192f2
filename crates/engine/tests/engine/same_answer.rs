//! The same bytes of JSON for any row order and thread count.

use huigu_oracle::random_books;
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
