//! Connections to a register, each used by one at a time.

use std::sync::{Mutex, PoisonError};

use huigu_store::{Place, Store};

use crate::Error;

/// How many connections are kept open when nobody uses them.
const KEPT: usize = 4;

/// Connections to one register.
pub(crate) struct Pool {
    place: Place,
    plan: String,
    idle: Mutex<Vec<Store>>,
}

impl Pool {
    /// A pool with one connection, so that a register that is not there is noticed.
    pub fn open(place: &Place, plan: &str) -> Result<Self, Error> {
        let first = Store::open_existing(place, plan)?;
        Ok(Self { place: place.clone(), plan: plan.to_owned(), idle: Mutex::new(vec![first]) })
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    fn take(&self) -> Result<Store, Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(store) => Ok(store),
            None => Ok(Store::open_existing(&self.place, &self.plan)?),
        }
    }

    /// Lends a connection to who gives it back with what came of it. One that
    /// failed is not lent again: a new one is opened when it is needed.
    pub fn lend<T>(&self, work: impl FnOnce(Store) -> (Store, Result<T, Error>)) -> Result<T, Error> {
        let (store, done) = work(self.take()?);
        if !matches!(done, Err(Error::Store(_))) {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < KEPT {
                idle.push(store);
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
