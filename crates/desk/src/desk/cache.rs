//! What was worked out once and is asked often.

use std::hash::Hash;
use std::sync::Arc;

use quick_cache::sync::Cache;

/// Answers by question; a question asked by several at once is worked out by
/// one of them. When it is full, what is asked least makes room.
#[derive(Debug)]
pub(crate) struct AnswerCache<K, V>(Cache<K, Arc<V>>);

impl<K: Eq + Hash + Clone, V> AnswerCache<K, V> {
    /// An empty one that keeps at most so many.
    pub fn new(most: usize) -> Self {
        Self(Cache::new(most))
    }

    /// The answer to a question, if it is at hand.
    pub fn known(&self, question: &K) -> Option<Arc<V>> {
        self.0.get(question)
    }

    /// The answer to a question.
    pub fn get(&self, question: &K, work_out: impl FnOnce() -> V) -> Arc<V> {
        match self.try_get(question, || Ok::<_, std::convert::Infallible>(work_out())) {
            Ok(answer) => answer,
            Err(never) => match never {},
        }
    }

    /// The same, where there may be none: that is not kept, and the next one
    /// who asked works it out again.
    ///
    /// # Errors
    /// Whatever `work_out` answers.
    pub fn try_get<E>(&self, question: &K, work_out: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        self.0.get_or_insert_with(question, || work_out().map(Arc::new))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn a_question_is_worked_out_once_though_many_ask_at_once() {
        let (cache, count) = (AnswerCache::new(8), AtomicUsize::new(0));
        let together = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    together.wait();
                    let answer = cache.get(&1, || {
                        std::thread::sleep(std::time::Duration::from_millis(20));
                        count.fetch_add(1, Ordering::SeqCst)
                    });
                    assert_eq!(*answer, 0);
                });
            }
        });
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert_eq!(cache.try_get(&2, || Err::<usize, _>("none")), Err("none"));
        assert_eq!(cache.try_get(&2, || Ok::<_, ()>(7)).map(|answer| *answer), Ok(7), "what failed is not kept");
    }

    #[test]
    fn what_is_asked_all_the_time_stays_though_somebody_asks_everything() {
        let (cache, count) = (AnswerCache::new(16), AtomicUsize::new(0));
        let ask = |question: usize| {
            cache.get(&question, || {
                if question == 0 {
                    count.fetch_add(1, Ordering::SeqCst);
                }
            })
        };
        for question in 1..2_000 {
            ask(0);
            ask(question);
        }
        assert_eq!(count.load(Ordering::SeqCst), 1, "the others made room for one another");
    }
}
