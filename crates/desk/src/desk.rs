//! The desk: where portal, API and commands ask, be they one or many at once.
//! Every question takes its [`Caller`], asks the table
//! for the permit, and answers with the part of the register the permit
//! reaches. What was worked out of a batch is kept until the next one comes.
//! Bare books, which are no register, have a desk too: for figures alone.
//!
//! All calls block; many threads may call at once.

mod books_known;
mod cache;
mod directory;
mod pool;
pub(crate) mod scoped;
mod standings;
mod view;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use huigu_book::Issues;
use huigu_plan::{Plan, Rules};
use huigu_quantity::Day;
use huigu_store::chain::Hash;
use huigu_store::{BatchNumber, Instant, Place, Store, Work};

pub use directory::{Directory, KnownNames};
pub use standings::Standing;

use crate::notices::Publication;
use crate::official::OfficialTextView;
use crate::places::Places;
use crate::{AsKnownAt, Caller, Context, Error, IngestError, Register, StoreError};
use books_known::BooksKnown;
use cache::AnswerCache;
pub(crate) use directory::{last_row, party_name};
use huigu_ingest::{CheckedImport, Known, SnapshotDir};
use pool::Pool;
pub(crate) use view::View;

/// What a desk stands on: all that is neither in the register nor the plan.
pub struct Settings {
    /// Tells the time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Gives bytes nobody can guess; `None` if there are none to be had.
    pub random: Arc<dyn Fn() -> Option<[u8; 32]> + Send + Sync>,
    /// The key of persons' identity numbers, if it is given and not to be
    /// looked for in the register's folder.
    pub person_key: Option<String>,
    /// Whether staff may leave their second factor aside.
    pub demo: bool,
}

/// Where many people ask one register.
pub struct Desk {
    plan: Plan,
    plan_hash: Hash,
    pub(crate) settings: Settings,
    /// Connections to the register; `None`: it is a desk of bare books.
    pool: Option<Pool>,
    /// Where passwords are hashed: each costs memory, and guesses are taken in turn.
    pub(crate) hashing: Places,
    /// Where what takes long is worked out.
    pub(crate) costly: Places,
    /// The key of second factors, once it was needed.
    pub(crate) seal_key: OnceLock<[u8; 32]>,
    rules: AnswerCache<Day, Option<Arc<Rules>>>,
    books: BooksKnown,
    /// The official text, once it was asked for.
    pub(crate) official: Mutex<Option<OfficialTextView>>,
    /// Approved settlements that notices show, by number.
    pub(crate) publications: AnswerCache<u32, Publication>,
    /// Where column forms are kept.
    columns: SnapshotDir,
    /// Why one could not be kept, when that was tried last.
    no_columns: Mutex<Option<StoreError>>,
}

/// Most passwords hashed at once, and most that wait for it.
const HASHING: (usize, usize) = (2, 32);
/// The same of what takes long.
const COSTLY: (usize, usize) = (2, 8);

impl Desk {
    /// Opens the desk of the register of a plan; `plan_hash` is that of its
    /// files ([`crate::plan_hash`]).
    ///
    /// # Errors
    /// Whatever [`huigu_store::Store::open_existing`] answers.
    pub fn open(place: &Place, plan: Plan, plan_hash: Hash, settings: Settings) -> Result<Self, Error> {
        let pool = Pool::open(place, &plan, false)?;
        Ok(Self::at(Some(pool), BooksKnown::new(), plan, plan_hash, settings))
    }

    /// The same; where there is no register, it is made.
    ///
    /// # Errors
    /// Whatever [`huigu_store::Store::open`] answers.
    pub fn open_or_make(place: &Place, plan: Plan, plan_hash: Hash, settings: Settings) -> Result<Self, Error> {
        let pool = Pool::open(place, &plan, true)?;
        Ok(Self::at(Some(pool), BooksKnown::new(), plan, plan_hash, settings))
    }

    /// The desk of bare books that were read and have no faults: what figures
    /// they come to can be asked here as of a register, and nothing else. There
    /// is no audit, and nobody but the operator at the machine comes.
    ///
    /// # Errors
    /// [`IngestError::Faulty`].
    pub fn of_books(books: CheckedImport, plan: Plan, plan_hash: Hash, settings: Settings) -> Result<Self, Error> {
        let count = books.faults().count() as u64;
        if count > 0 {
            return Err(IngestError::Faulty { count }.into());
        }
        let known = Known { book: books.book, issues: Issues::default(), batch: BatchNumber(0) };
        let view = View::new(known, HashMap::new());
        Ok(Self::at(None, BooksKnown::of(view), plan, plan_hash, settings))
    }

    fn at(pool: Option<Pool>, books: BooksKnown, plan: Plan, plan_hash: Hash, settings: Settings) -> Self {
        let file = pool.as_ref().and_then(|pool| pool.place().file());
        Self {
            pool,
            plan,
            plan_hash,
            settings,
            hashing: Places::new(HASHING.0, HASHING.1),
            costly: Places::new(COSTLY.0, COSTLY.1),
            seal_key: OnceLock::new(),
            rules: AnswerCache::new(512),
            books,
            official: Mutex::default(),
            publications: AnswerCache::new(64),
            columns: SnapshotDir::in_folder(file.as_deref().and_then(Path::parent)),
            no_columns: Mutex::default(),
        }
    }

    /// Where the column forms of big registers are kept; `None`: nowhere. At
    /// first it is the folder of the database, if it has one.
    pub fn keep_columns_in(&mut self, folder: Option<&Path>) {
        self.columns.folder = folder.map(Path::to_owned);
    }

    /// From how many rows on a register is big: its book's column form is kept.
    pub fn keep_columns_from(&mut self, rows: u64) {
        self.columns.from_rows = rows;
    }

    /// Why the column form could not be kept, when that was tried last.
    #[must_use]
    pub fn why_no_columns(&self) -> Option<StoreError> {
        self.no_columns.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Connections to the register.
    ///
    /// # Errors
    /// [`StoreError::NoRegister`] at a desk of bare books.
    fn pool(&self) -> Result<&Pool, Error> {
        self.pool.as_ref().ok_or_else(|| StoreError::NoRegister { place: "--books".to_owned() }.into())
    }

    /// Asks the register.
    ///
    /// # Errors
    /// Whatever it answers.
    pub(crate) fn store<T>(&self, ask: impl FnOnce(&mut Store) -> Result<T, Error>) -> Result<T, Error> {
        self.pool()?.with(ask)
    }

    /// Whether it is a desk of bare books.
    pub(crate) fn is_of_books(&self) -> bool {
        self.pool.is_none()
    }

    /// Lends the register, as somebody works on it.
    pub(crate) fn lend<'a, T>(
        &'a self,
        who: &'a str,
        work: impl FnOnce(Register<'a>) -> (Register<'a>, Result<T, Error>),
    ) -> Result<T, Error> {
        let pool = self.pool()?;
        pool.lend(|store| {
            let mut register = Register::of(store, pool.place(), self.context(who));
            register.snapshots.clone_from(&self.columns);
            let (register, done) = work(register);
            (self.given_back(register), done)
        })
    }

    /// The connection of a register that somebody has worked on.
    fn given_back(&self, register: Register<'_>) -> Store {
        if register.not_kept.is_some() {
            *self.no_columns.lock().unwrap_or_else(PoisonError::into_inner) = register.not_kept;
        }
        register.store
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
        match &self.pool {
            Some(pool) => pool.with(|store| Ok(store.last_batch()?)),
            None => Ok(BatchNumber(0)),
        }
    }

    /// What connections to the register did so far, and how many were opened.
    #[must_use]
    pub fn work(&self) -> (Work, u64) {
        self.pool.as_ref().map_or_else(Default::default, Pool::work)
    }

    /// Bytes nobody can guess.
    pub(crate) fn random(&self) -> Result<[u8; 32], Error> {
        (self.settings.random)().ok_or(Error::NoRandomness)
    }

    pub(crate) fn instant(&self) -> Instant {
        (self.settings.clock)()
    }

    /// What acts of somebody stand on.
    pub(crate) fn context<'a>(&'a self, who: &'a str) -> Context<'a> {
        Context {
            who,
            clock: &*self.settings.clock,
            random: &*self.settings.random,
            person_key: self.settings.person_key.as_deref(),
        }
    }

    /// Works on the register as somebody.
    pub(crate) fn register<T, E>(
        &self,
        who: &str,
        work: impl FnOnce(&mut Register<'_>) -> Result<T, E>,
    ) -> Result<T, Error>
    where
        Error: From<E>,
    {
        self.lend(who, |mut register| {
            let done = work(&mut register).map_err(Error::from);
            (register, done)
        })
    }

    /// The plan as it reads on a day.
    ///
    /// # Errors
    /// [`Error::OutsideValidity`].
    pub fn rules(&self, day: Day) -> Result<Arc<Rules>, Error> {
        let rules = self.rules.get(&day, || self.plan.rules_at(day).ok().map(Arc::new));
        let rules: &Option<Arc<Rules>> = &rules;
        rules.clone().ok_or_else(|| self.outside(day.to_string()))
    }

    /// The plan as it reads when a year is settled: on its last day.
    ///
    /// # Errors
    /// [`Error::OutsideValidity`].
    pub fn rules_of_year(&self, year: i32) -> Result<Arc<Rules>, Error> {
        // Years of which no book can tell are no days either.
        let rules = Day::from_ymd(year, 12, 31).and_then(|day| self.rules(day).ok());
        rules.ok_or_else(|| self.outside(year.to_string()))
    }

    /// The same, of the plan with other figures.
    pub(crate) fn rules_of_year_in(&self, plan: &Plan, year: i32) -> Result<Rules, Error> {
        let rules = Day::from_ymd(year, 12, 31).and_then(|day| plan.rules_at(day).ok());
        rules.ok_or_else(|| self.outside(year.to_string()))
    }

    /// Where what takes long is worked out.
    pub(crate) fn costly(&self) -> &Places {
        &self.costly
    }

    fn outside(&self, asked: String) -> Error {
        let validity = self.plan.validity();
        Error::OutsideValidity { asked, from: validity.from, last: validity.last() }
    }

    /// The batch that was the last at a time, which is not the public's to ask
    /// for, and the last of all.
    pub(crate) fn known_at(&self, caller: &Caller, at: Option<AsKnownAt>) -> Result<[BatchNumber; 2], Error> {
        if at.is_some() {
            caller.permit(&AsKnownAt::RIGHTS)?;
        }
        let last = self.last_batch()?;
        let asked = match at {
            None => last,
            Some(AsKnownAt::Batch(number)) => number,
            Some(AsKnownAt::Day(day)) => self.store(|store| Ok(store.batch_on(day)?))?,
        };
        if asked > last {
            return Err(huigu_store::Error::NoSuchBatch { number: asked }.into());
        }
        Ok([asked, last])
    }

    /// The book as it was known at a time.
    pub(crate) fn view(&self, caller: &Caller, at: Option<AsKnownAt>) -> Result<Arc<View>, Error> {
        let [asked, last] = self.known_at(caller, at)?;
        if asked < last {
            self.books.before(asked, &self.costly, || self.read(Some(asked)))
        } else {
            self.books.now(last, || self.read(None))
        }
    }

    /// The ids of the plan's products.
    pub(crate) fn products(&self) -> Vec<&str> {
        self.plan.products().iter().map(|product| product.id.as_str()).collect()
    }

    fn read(&self, at: Option<BatchNumber>) -> Result<View, Error> {
        self.register("", |register| -> Result<_, Error> {
            let known = register.load_valid(at, &self.products())?;
            let sent_by = register.store.sent_by(known.batch)?;
            Ok(View::new(known, sent_by))
        })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn many_threads_may_share_a_desk() {
        fn shared<T: Send + Sync>() {}
        shared::<super::Desk>();
    }
}
