//! Few places for work that is costly, and a short queue before them: whoever
//! finds that full is told to come again, instead of holding a thread.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::Error;

/// Few places, and a queue.
#[derive(Debug)]
pub(crate) struct Places {
    /// How many there are, and how many may wait for one.
    most: (usize, usize),
    /// How many are taken, and how many wait.
    state: Mutex<(usize, usize)>,
    free: Condvar,
}

/// A place that is taken; free again when dropped.
struct Taken<'a>(&'a Places);

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).0 -= 1;
        self.0.free.notify_one();
    }
}

impl Places {
    /// So many places, with a queue of so many.
    pub fn new(places: usize, queue: usize) -> Self {
        Self { most: (places, queue), state: Mutex::default(), free: Condvar::new() }
    }

    /// How many wait.
    #[cfg(test)]
    pub fn waiting(&self) -> usize {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1
    }

    /// Works in a place of its own, once there is one.
    ///
    /// # Errors
    /// `full` where the queue is; or whatever the work answers.
    pub fn work<T>(&self, full: impl Into<Error>, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let (places, queue) = self.most;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.0 >= places {
            if state.1 >= queue {
                return Err(full.into());
            }
            state.1 += 1;
            state = self.free.wait_while(state, |state| state.0 >= places).unwrap_or_else(PoisonError::into_inner);
            state.1 -= 1;
        }
        state.0 += 1;
        drop(state);
        let taken = Taken(self);
        let done = work();
        drop(taken);
        done
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn every_place_is_used_and_the_queue_is_no_longer_than_it_may() {
        let (places, queue) = (3, 4);
        let room = Places::new(places, queue);
        let busy = || room.work(Error::Busy, || Ok(()));
        let (came, comes) = mpsc::channel();
        thread::scope(|scope| {
            let (mut leave, mut workers) = (Vec::new(), Vec::new());
            for number in 0..places + queue {
                let (go, gone) = mpsc::channel::<()>();
                leave.push(go);
                let (room, came) = (&room, came.clone());
                workers.push(scope.spawn(move || {
                    room.work(Error::Busy, || {
                        came.send(number).unwrap();
                        gone.recv().unwrap();
                        Ok(())
                    })
                }));
                if number < places {
                    assert_eq!(comes.recv(), Ok(number), "a free place is taken at once");
                    continue;
                }
                while room.waiting() <= number - places {
                    thread::yield_now();
                }
                assert_eq!(*room.state.lock().unwrap(), (places, number - places + 1), "and then they wait");
            }
            assert!(matches!(busy(), Err(Error::Busy)), "one more is told to come again");
            assert!(comes.try_recv().is_err(), "nobody is in beyond the places");
            leave[0].send(()).unwrap();
            let next = comes.recv().unwrap();
            assert!(next >= places, "who waited is in");
            assert_eq!(*room.state.lock().unwrap(), (places, queue - 1));
            for (number, go) in leave.iter().enumerate().skip(1) {
                // Those who still wait hear it once they are in.
                go.send(()).unwrap_or_else(|_| panic!("{number} is gone"));
            }
            assert!(workers.into_iter().all(|worker| worker.join().unwrap().is_ok()));
        });
        assert_eq!(*room.state.lock().unwrap(), (0, 0), "and nobody is left inside");
        assert!(busy().is_ok());
    }
}
