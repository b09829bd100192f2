//! What was worked out once and is asked often.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Answers by question; a question asked by several at once is worked out by
/// one of them. When it is full it begins anew.
#[derive(Debug)]
pub(crate) struct Memo<K, V> {
    most: usize,
    known: Mutex<HashMap<K, Arc<OnceLock<Arc<V>>>>>,
}

impl<K: Eq + Hash, V> Memo<K, V> {
    /// An empty one that keeps at most so many.
    pub fn new(most: usize) -> Self {
        Self { most, known: Mutex::default() }
    }

    /// The answer to a question.
    pub fn get(&self, question: K, work_out: impl FnOnce() -> V) -> Arc<V> {
        let place = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= self.most && !known.contains_key(&question) {
                known.clear();
            }
            Arc::clone(known.entry(question).or_default())
        };
        Arc::clone(place.get_or_init(|| Arc::new(work_out())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_worked_out_once_and_a_full_memo_begins_anew() {
        let memo = Memo::new(2);
        let count = std::cell::Cell::new(0);
        let ask = |question: u8| {
            *memo.get(question, || {
                count.set(count.get() + 1);
                question * 10
            })
        };
        assert_eq!([ask(1), ask(1), ask(2), ask(2)], [10, 10, 20, 20]);
        assert_eq!(count.get(), 2);
        assert_eq!(ask(3), 30);
        assert_eq!((ask(1), count.get()), (10, 4), "the third began anew");
    }
}
