//! Connections to a register, each used by one at a time.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use huigu_facts::Kinds;
use huigu_plan::Plan;
use huigu_store::{Place, Store, Work};

use crate::Error;

/// How many connections are kept open when nobody uses them: of a file, and of
/// a database, where opening one takes longer than most questions.
const KEPT: usize = 4;
const KEPT_OF_DATABASE: usize = 12;
/// Most connections to a database at once: it takes a hundred unless told
/// otherwise, and several servers may share it. Whoever comes then waits.
const MOST_OF_DATABASE: usize = 24;
/// How long. Then another connection is opened all the same, as whoever has
/// one may be waiting for a second.
const WAIT: Duration = Duration::from_secs(5);

/// Connections to one register.
pub(crate) struct Pool {
    place: Place,
    plan: String,
    kinds: Kinds,
    state: Mutex<State>,
    given_back: Condvar,
}

struct State {
    idle: Vec<Store>,
    /// What all connections did, and how many were opened.
    work: Work,
    opened: u64,
    /// Idle or lent.
    open: usize,
    waiting: usize,
}

/// A connection that is open; it is one less when this value goes.
struct Open<'p> {
    pool: &'p Pool,
    stays: bool,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if !self.stays {
            self.pool.state().open -= 1;
            self.pool.given_back.notify_one();
        }
    }
}

fn connected(place: &Place, plan: &str, kinds: Kinds, make: bool) -> Result<Store, Error> {
    let mut store = if make { Store::open(place, plan)? } else { Store::open_existing(place, plan)? };
    store.set_kinds(kinds);
    Ok(store)
}

impl Pool {
    /// A pool with one connection, so that a register that is not there is
    /// noticed, or made.
    pub fn open(place: &Place, plan: &Plan, make: bool) -> Result<Self, Error> {
        let (plan, kinds) = (plan.id().to_owned(), plan.kinds());
        let idle = vec![connected(place, &plan, kinds, make)?];
        let state = Mutex::new(State { idle, work: Work::default(), opened: 1, open: 1, waiting: 0 });
        Ok(Self { place: place.clone(), plan, kinds, state, given_back: Condvar::new() })
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Most connections open at once, and most kept when nobody uses them.
    fn bounds(&self) -> (usize, usize) {
        match self.place {
            Place::Folder(_) => (usize::MAX, KEPT),
            Place::Database(_) => (MOST_OF_DATABASE, KEPT_OF_DATABASE),
        }
    }

    /// What its connections did so far, and how many were opened.
    pub fn work(&self) -> (Work, u64) {
        let state = self.state();
        (state.work, state.opened)
    }

    fn take(&self) -> Result<(Store, Open<'_>), Error> {
        let (most, _) = self.bounds();
        let mut state = self.state();
        let mut waited = false;
        loop {
            if let Some(mut store) = state.idle.pop() {
                drop(state);
                let open = Open { pool: self, stays: false };
                // A database may have let go of it while nobody looked.
                if !store.is_lost() {
                    return Ok((store, open));
                }
                drop((store, open));
                state = self.state();
                continue;
            }
            if state.open < most || waited {
                state.open += 1;
                state.opened += 1;
                drop(state);
                let open = Open { pool: self, stays: false };
                return Ok((connected(&self.place, &self.plan, self.kinds, false)?, open));
            }
            state.waiting += 1;
            let woken = self.given_back.wait_timeout(state, WAIT).unwrap_or_else(PoisonError::into_inner);
            (state, waited) = (woken.0, woken.1.timed_out());
            state.waiting -= 1;
        }
    }

    /// Lends a connection to who gives it back with what came of it. One that
    /// broke is not lent again: a new one is opened when it is needed.
    pub fn lend<T>(&self, work: impl FnOnce(Store) -> (Store, Result<T, Error>)) -> Result<T, Error> {
        let (store, mut open) = self.take()?;
        let before = store.work();
        let (store, done) = work(store);
        self.state().work += store.work() - before;
        let broke = matches!(&done, Err(Error::Store(error)) if error.is_of_connection());
        if !broke && !store.is_inside() {
            let mut state = self.state();
            if state.idle.len() < self.bounds().1 || state.waiting > 0 {
                state.idle.push(store);
                open.stays = true;
                drop(state);
                self.given_back.notify_one();
            }
        }
        done
    }

    /// Works with a connection.
    pub fn with<T>(&self, work: impl FnOnce(&mut Store) -> Result<T, Error>) -> Result<T, Error> {
        self.lend(|mut store| {
            let done = work(&mut store);
            (store, done)
        })
    }
}
