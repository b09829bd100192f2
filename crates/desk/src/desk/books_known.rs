//! The book as it is known now and as it was known before: each built by one
//! for all who wait for it, and nobody else waits meanwhile.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use huigu_store::BatchNumber;

use super::cache::AnswerCache;
use super::view::View;
use crate::places::Places;
use crate::{Error, IngestError};

/// How many books as known before are kept.
const BEFORE: usize = 2;
/// How many may wait for the book as known now, each with a thread.
const WAITING: usize = 256;

/// A book, or how many faults the rows have: a batch stays what it is, so
/// that it need not be found out again.
type Built = Result<Arc<View>, u64>;

/// Books by batch.
pub(crate) struct BooksKnown {
    /// The newest that was built, as of at least this batch. The lock is never
    /// held while one is being built.
    now: Mutex<Option<(BatchNumber, Built)>>,
    /// One place for whoever builds the book as known now.
    building: Places,
    /// How often that failed.
    failures: AtomicU64,
    before: AnswerCache<BatchNumber, Built>,
}

fn built(made: Result<View, Error>) -> Result<Built, Error> {
    match made {
        Ok(view) => Ok(Ok(Arc::new(view))),
        Err(Error::Ingest(IngestError::Faulty { count })) => Ok(Err(count)),
        Err(error) => Err(error),
    }
}

fn answer(built: Built) -> Result<Arc<View>, Error> {
    built.map_err(|count| Error::Ingest(IngestError::Faulty { count }))
}

impl BooksKnown {
    /// None yet.
    pub fn new() -> Self {
        let (building, failures) = (Places::new(1, WAITING), AtomicU64::new(0));
        Self { now: Mutex::default(), building, failures, before: AnswerCache::new(BEFORE) }
    }

    /// One that is all there is.
    pub fn of(view: View) -> Self {
        Self { now: Mutex::new(Some((view.batch, Ok(Arc::new(view))))), ..Self::new() }
    }

    fn newest(&self, last: BatchNumber) -> Option<Built> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.as_ref().filter(|(batch, _)| *batch >= last).map(|(_, built)| built.clone())
    }

    /// The book as known now, `last` being the last batch; `build` builds it.
    /// Whoever comes meanwhile waits for it.
    ///
    /// # Errors
    /// Whatever `build` answers; [`Error::Busy`] where too many wait, and for
    /// who waited in vain: what fails is not tried again by each in turn.
    pub fn now(&self, last: BatchNumber, build: impl FnOnce() -> Result<View, Error>) -> Result<Arc<View>, Error> {
        if let Some(found) = self.newest(last) {
            return answer(found);
        }
        let failures = self.failures.load(Ordering::SeqCst);
        self.building.work(Error::Busy, || {
            if let Some(found) = self.newest(last) {
                return answer(found);
            }
            if self.failures.load(Ordering::SeqCst) != failures {
                return Err(Error::Busy);
            }
            let made = built(build()).inspect_err(|_| {
                self.failures.fetch_add(1, Ordering::SeqCst);
            })?;
            let batch = made.as_ref().map_or(last, |view| view.batch);
            *self.now.lock().unwrap_or_else(PoisonError::into_inner) = Some((batch, made.clone()));
            answer(made)
        })
    }

    /// The book as known after an earlier batch: who waits for one, or builds
    /// it, takes a place, of which there are few.
    ///
    /// # Errors
    /// [`Error::Busy`], or whatever `build` answers.
    pub fn before(
        &self,
        batch: BatchNumber,
        places: &Places,
        build: impl FnOnce() -> Result<View, Error>,
    ) -> Result<Arc<View>, Error> {
        let found = match self.before.known(&batch) {
            Some(found) => found,
            None => places.work(Error::Busy, || self.before.try_get(&batch, || built(build())))?,
        };
        answer((*found).clone())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::sync::{Barrier, mpsc};
    use std::thread;

    use huigu_ingest::Known;

    use super::*;

    fn view(batch: u32) -> View {
        let (book, issues) = (huigu_book::Book::default(), huigu_book::Issues::default());
        View::new(Known { book, issues, batch: BatchNumber(batch) }, std::collections::HashMap::new())
    }

    #[test]
    fn one_builds_for_all_and_nobody_else_waits() {
        let (books, places, count) = (BooksKnown::new(), Places::new(2, 8), AtomicUsize::new(0));
        books.now(BatchNumber(9), || Ok(view(9))).unwrap();
        let (begun, began) = mpsc::channel();
        let (go, gone) = mpsc::channel::<()>();
        let gone = Mutex::new(gone);
        let slow = || {
            count.fetch_add(1, Ordering::SeqCst);
            begun.send(()).unwrap();
            gone.lock().unwrap().recv().unwrap();
            Ok(view(3))
        };
        let ask = || books.before(BatchNumber(3), &places, slow).map(|view| view.batch).ok();
        thread::scope(|scope| {
            let mut asked = vec![scope.spawn(ask)];
            began.recv().unwrap();
            // While it is being built, another is built, and that of now is at hand.
            assert_eq!(books.before(BatchNumber(4), &places, || Ok(view(4))).map(|view| view.batch.0).ok(), Some(4));
            let at_hand = books.now(BatchNumber(9), || panic!("it is there"));
            assert_eq!(at_hand.map(|view| view.batch.0).ok(), Some(9));
            asked.extend([scope.spawn(ask), scope.spawn(ask)]);
            while places.waiting() == 0 {
                thread::yield_now();
            }
            go.send(()).unwrap();
            assert!(asked.into_iter().all(|asked| asked.join().unwrap() == Some(BatchNumber(3))));
        });
        assert_eq!(count.load(Ordering::SeqCst), 1);
        let again = books.before(BatchNumber(3), &places, || panic!("it is there"));
        assert_eq!(again.map(|view| view.batch.0).ok(), Some(3));
    }

    #[test]
    fn faults_are_found_once_and_a_failure_is_not_repeated_by_all_who_waited() {
        let books = BooksKnown::new();
        let faulty = books.now(BatchNumber(1), || Err(Error::Ingest(IngestError::Faulty { count: 7 })));
        assert!(matches!(faulty, Err(Error::Ingest(IngestError::Faulty { count: 7 }))));
        let again = books.now(BatchNumber(1), || panic!("it is known to be faulty"));
        assert!(matches!(again, Err(Error::Ingest(IngestError::Faulty { count: 7 }))));
        let together = Barrier::new(2);
        thread::scope(|scope| {
            let first = scope.spawn(|| {
                books.now(BatchNumber(2), || {
                    together.wait();
                    while books.building.waiting() == 0 {
                        thread::yield_now();
                    }
                    Err(Error::NoRandomness)
                })
            });
            together.wait();
            let second = books.now(BatchNumber(2), || panic!("it failed a moment ago"));
            assert!(matches!(first.join().unwrap(), Err(Error::NoRandomness)));
            assert!(matches!(second, Err(Error::Busy)));
        });
        assert_eq!(books.now(BatchNumber(2), || Ok(view(2))).map(|view| view.batch.0).ok(), Some(2));
    }
}
