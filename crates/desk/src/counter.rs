//! The counter: where the portal, the API and whoever else serves many people
//! at once ask the desk. Every question takes its [`Caller`], asks the table
//! for the permit, and answers with the part of the register the permit
//! reaches. What was worked out of a batch is kept until the next one comes.
//!
//! All calls block; many threads may call at once.

mod approvals;
mod audit;
mod books;
mod findings;
mod memo;
mod notices;
mod official;
mod once;
mod party;
mod pool;
mod scenarios;
mod scoped;
mod standings;
mod trace;
mod upkeep;
mod view;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use huigu_plan::{Plan, Rules};
use huigu_quantity::Day;
use huigu_store::chain::Hash;
use huigu_store::{BatchNumber, Instant, Place};

pub use approvals::{ApprovedOne, Approving, InForce};
pub use audit::{AuditFilter, AuditPage, AuditShown};
pub use books::{Institution, SentBatch};
pub use findings::Answer;
pub use once::{Begun, OnceKey};
pub use party::{DebtLine, GuaranteeLine, PartyAnswer, PartyRow, PartyShown};
pub use standings::Standing;
pub use trace::{RowOrigin, TraceAnswer, TracedRow};
pub use view::Directory;

use crate::account::Turnstile;
use crate::notices::Publication;
use crate::official::Attached;
use crate::register::AsKnownAt;
use crate::{Error, Register, Surroundings};
use memo::Memo;
use pool::Pool;
use view::View;

/// What a counter stands on: all that is neither in the register nor the plan.
pub struct Settings {
    /// Tells the time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Gives bytes nobody can guess; `None` if there are none to be had.
    pub chance: Arc<dyn Fn() -> Option<[u8; 32]> + Send + Sync>,
    /// The key of persons' identity numbers, if it is given and not to be
    /// looked for in the register's folder.
    pub person_key: Option<String>,
    /// Whether staff may leave their second factor aside.
    pub demo: bool,
}

/// Where many people ask one register.
pub struct Counter {
    plan: Plan,
    plan_hash: Hash,
    pub(crate) settings: Settings,
    pub(crate) pool: Pool,
    /// Lets few sign in at once.
    pub(crate) turnstile: Turnstile,
    /// The key of second factors, once it was needed.
    pub(crate) seal_key: OnceLock<[u8; 32]>,
    rules: Memo<Day, Option<Arc<Rules>>>,
    /// The book as known now.
    now: Mutex<Option<Arc<View>>>,
    /// Books as known before, the latest asked last.
    before: Mutex<Vec<Arc<View>>>,
    /// The official text, once it was asked for.
    official: Mutex<Option<Arc<Attached>>>,
    /// Approved settlements that notices show, by number.
    publications: Mutex<HashMap<u32, Arc<Publication>>>,
}

/// How many books as known before are kept.
const BEFORE: usize = 2;

impl Counter {
    /// Opens a counter at the register of a plan; `plan_hash` is that of its
    /// files ([`crate::plan_hash`]).
    ///
    /// # Errors
    /// Whatever [`huigu_store::Store::open_existing`] answers.
    pub fn open(place: &Place, plan: Plan, plan_hash: Hash, settings: Settings) -> Result<Self, Error> {
        let pool = Pool::open(place, plan.id())?;
        let (now, before) = (Mutex::default(), Mutex::default());
        let (official, publications) = (Mutex::default(), Mutex::default());
        let (turnstile, seal_key, rules) = (Turnstile::default(), OnceLock::new(), Memo::new(512));
        Ok(Self { plan, plan_hash, settings, pool, turnstile, seal_key, rules, now, before, official, publications })
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The hash of its files.
    #[must_use]
    pub fn plan_hash(&self) -> Hash {
        self.plan_hash
    }

    /// Whether it is a demonstration: staff may leave their second factor aside.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.settings.demo
    }

    /// Today, in Shanghai.
    #[must_use]
    pub fn today(&self) -> Day {
        (self.settings.clock)().day()
    }

    /// The register's last batch: whether answers may have changed. Also
    /// tells whether the register can be reached.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn last_batch(&self) -> Result<BatchNumber, Error> {
        self.pool.with(|store| Ok(store.last_batch()?))
    }

    /// Bytes nobody can guess.
    pub(crate) fn chance(&self) -> Result<[u8; 32], Error> {
        (self.settings.chance)().ok_or(Error::NoChance)
    }

    pub(crate) fn instant(&self) -> Instant {
        (self.settings.clock)()
    }

    /// Works on the register as somebody.
    pub(crate) fn register<T>(
        &self,
        who: &str,
        work: impl FnOnce(&mut Register<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.pool.lend(|store| {
            let around = Surroundings {
                who,
                clock: &*self.settings.clock,
                chance: &*self.settings.chance,
                person_key: self.settings.person_key.as_deref(),
            };
            let mut register = Register::of(store, self.pool.place(), around);
            let done = work(&mut register);
            (register.store, done)
        })
    }

    /// The plan as it reads on a day.
    ///
    /// # Errors
    /// [`Error::OutsideValidity`].
    pub fn rules(&self, day: Day) -> Result<Arc<Rules>, Error> {
        let rules = self.rules.get(day, || self.plan.rules_at(day).ok().map(Arc::new));
        let rules: &Option<Arc<Rules>> = &rules;
        rules.clone().ok_or_else(|| self.outside(day.to_string()))
    }

    /// The plan as it reads when a year is settled: on its last day.
    ///
    /// # Errors
    /// [`Error::OutsideValidity`].
    pub fn rules_of_year(&self, year: i32) -> Result<Arc<Rules>, Error> {
        // Years of which no book can tell are no days either.
        match Day::from_ymd(year, 12, 31) {
            Some(day) => self.rules(day).map_err(|_| self.outside(year.to_string())),
            None => Err(self.outside(year.to_string())),
        }
    }

    fn outside(&self, asked: String) -> Error {
        let validity = self.plan.validity();
        Error::OutsideValidity { asked, from: validity.from, last: validity.last() }
    }

    /// The book as it was known at a time.
    fn view(&self, at: Option<AsKnownAt>) -> Result<Arc<View>, Error> {
        let last = self.last_batch()?;
        let asked = match at {
            None => last,
            Some(AsKnownAt::Batch(number)) => number,
            Some(AsKnownAt::Day(day)) => self.pool.with(|store| Ok(store.batch_on(day)?))?,
        };
        if asked >= last {
            return self.view_now(asked, last);
        }
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = before.iter().position(|view| view.batch == asked) {
            let view = before.remove(place);
            before.push(Arc::clone(&view));
            return Ok(view);
        }
        let view = Arc::new(self.read(Some(asked))?);
        before.push(Arc::clone(&view));
        if before.len() > BEFORE {
            before.remove(0);
        }
        Ok(view)
    }

    fn view_now(&self, asked: BatchNumber, last: BatchNumber) -> Result<Arc<View>, Error> {
        if asked > last {
            return Err(huigu_store::Error::NoSuchBatch { number: asked }.into());
        }
        // Whoever comes while it is read waits, and then finds it.
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(view) = now.as_ref().filter(|view| view.batch >= last) {
            return Ok(Arc::clone(view));
        }
        let view = Arc::new(self.read(None)?);
        *now = Some(Arc::clone(&view));
        Ok(view)
    }

    fn read(&self, at: Option<BatchNumber>) -> Result<View, Error> {
        let products: Vec<&str> = self.plan.products().iter().map(|product| product.id.as_str()).collect();
        self.register("", |register| {
            let known = register.sound(at.map(AsKnownAt::Batch), &products)?;
            let mut names = Directory::new(&known.book);
            // The names are those of the very batch, whatever came since.
            register.store.party_names(Some(known.batch), |id, kind, name| names.take(id, kind, name))?;
            Ok(View::new(known.batch, known.book, names))
        })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn many_threads_may_share_a_counter() {
        fn shared<T: Send + Sync>() {}
        shared::<super::Counter>();
    }
}
