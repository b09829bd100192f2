//! An open register, who sits at it, and what was known in it at any time.

use std::io::Read;
use std::path::Path;

use huigu_book::{Book, Builder};
use huigu_facts::{Issue, Row};
use huigu_store::chain::Head;
use huigu_store::{
    About, Act, Batch, BatchNumber, Clock, Finding, Opening, PERSON_KEY, Place, Restored, Settlement, Store,
};

use crate::columns::Shelf;
use crate::person::holds_number;
use crate::reading::origin_of;
use crate::{AsKnownAt, Error, KEY_FILE, KeyPlace, PersonKey, Veil};

/// What acts stand on: all that is not in the register.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Who acts; empty if no name is known.
    pub who: &'a str,
    /// Tells the time.
    pub clock: Clock<'a>,
    /// Gives bytes nobody can guess; `None` if there are none to be had.
    pub chance: &'a dyn Fn() -> Option<[u8; 32]>,
    /// The key of persons' identity numbers, if it is given and not to be
    /// looked for in the register's folder.
    pub person_key: Option<&'a str>,
}

/// What was known after a batch.
pub struct Known {
    /// The book.
    pub book: Book,
    /// Faults and findings of its rows together. Faults there are only where
    /// a batch was withdrawn that others stand on.
    pub issues: huigu_book::Issues,
    /// The batch.
    pub batch: BatchNumber,
}

/// An open register, with who sits at it.
pub struct Register<'a> {
    pub(crate) store: Store,
    pub(crate) around: Surroundings<'a>,
    pub(crate) shelf: Shelf,
    /// Why the column form could not be kept last time.
    pub(crate) not_kept: Option<huigu_store::Error>,
    key: KeyPlace,
}

impl<'a> Register<'a> {
    /// Opens the register of a plan; where there is none and `make` is true,
    /// makes one.
    ///
    /// # Errors
    /// Whatever [`Store::open`] answers.
    pub fn open(place: &Place, plan: &str, make: bool, around: Surroundings<'a>) -> Result<Self, Error> {
        let store = if make { Store::open(place, plan)? } else { Store::open_existing(place, plan)? };
        Ok(Self::of(store, place, around))
    }

    /// The register behind a connection to a place.
    pub(crate) fn of(store: Store, place: &Place, around: Surroundings<'a>) -> Self {
        let file = place.file();
        let folder = file.as_deref().and_then(Path::parent);
        let shelf = Shelf::in_folder(folder);
        let key = match (around.person_key, folder) {
            (Some(given), _) => KeyPlace::Given(given.to_owned()),
            (None, Some(folder)) => KeyPlace::File(folder.join(KEY_FILE)),
            (None, None) => KeyPlace::Nowhere,
        };
        Self { store, around, shelf, not_kept: None, key }
    }

    /// Commits need not wait for the disk from here on: for a register that is
    /// nobody's yet and is thrown away if it is not finished.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn hurries(&mut self) -> Result<(), Error> {
        Ok(self.store.set_durable(false)?)
    }

    /// From here on somebody else sits at it.
    pub fn sits(&mut self, who: &'a str) {
        self.around.who = who;
    }

    /// A veil with the register's key.
    pub(crate) fn veil(&mut self) -> Result<Veil, Error> {
        let pinned = self.store.person_key()?.map(str::to_owned);
        Ok(Veil::new(self.key.clone(), pinned, (self.around.chance)().map(PersonKey::new)))
    }

    /// Keeps the fingerprint of a key that is used for the first time.
    pub(crate) fn pin(&mut self, veil: &mut Veil) -> Result<(), Error> {
        let Some(fingerprint) = veil.settle()? else { return Ok(()) };
        let who = self.who()?;
        self.pin_as(&who, &fingerprint)
    }

    fn pin_as(&mut self, who: &str, fingerprint: &str) -> Result<(), Error> {
        let act = Act { who, use_case: PERSON_KEY, subject: fingerprint, detail: "" };
        let opening = self.store.append_opening(&act, self.around.clock)?;
        if self.store.keep_person_key(&opening, fingerprint, self.around.clock)? == fingerprint {
            return Ok(());
        }
        // Another process was faster, and with another key.
        self.close_act(&opening, "refused", "another key is kept")?;
        Err(Error::KeyOther { place: self.key.name() })
    }

    /// An id as the register knows it: a person's identity number is a hash.
    ///
    /// # Errors
    /// Why the key of identity numbers is not to be had.
    pub fn veiled(&mut self, id: &str) -> Result<String, Error> {
        let mut veil = self.veil()?;
        let veiled = veil.veiled(id);
        veil.well()?;
        Ok(veiled)
    }

    /// A text as it may be kept, under a key that is kept too.
    pub(crate) fn veiled_to_keep(&mut self, text: &str) -> Result<String, Error> {
        let mut veil = self.veil()?;
        let veiled = veil.veiled(text);
        veil.well()?;
        self.pin(&mut veil)?;
        Ok(veiled)
    }

    /// Opens an act in the audit: no record, no act.
    pub(crate) fn open_act(&mut self, use_case: &str, subject: &str, detail: &str) -> Result<Opening, Error> {
        let who = self.who()?;
        let act = Act { who: &who, use_case, subject, detail };
        // Whether the opening is there or not, nothing of the act is done yet.
        self.store.append_opening(&act, self.around.clock).map_err(|error| Error::from(error).repeatable())
    }

    /// Who acts, as it may be kept: offices give out login names that are
    /// identity numbers.
    pub(crate) fn who(&mut self) -> Result<String, Error> {
        let who = if self.around.who.is_empty() { NOBODY } else { self.around.who };
        if !holds_number(who) {
            return Ok(who.to_owned());
        }
        let mut veil = self.veil()?;
        let who = veil.veiled(who);
        veil.well()?;
        if let Some(fingerprint) = veil.settle()? {
            self.pin_as(&who, &fingerprint)?;
        }
        Ok(who)
    }

    /// The organisation for which somebody at the command line acts: the one
    /// whose id it bears; empty: for none.
    pub(crate) fn own_organisation(&mut self) -> Result<String, Error> {
        let (who, mut found) = (self.who()?, false);
        self.store.facts_about(About::Organisation(&who), None, |_, _| found = true)?;
        Ok(if found { who } else { String::new() })
    }

    /// Closes an act that changed nothing.
    pub(crate) fn close_act(&mut self, opening: &Opening, result: &str, detail: &str) -> Result<(), Error> {
        Ok(self.store.append_outcome(opening, result, detail, self.around.clock)?)
    }

    /// The key of identity numbers, which other keys are made of; it is kept
    /// from now on, if it was not.
    pub(crate) fn key_bytes(&mut self) -> Result<[u8; 32], Error> {
        let mut veil = self.veil()?;
        let key = veil.key_bytes()?;
        self.pin(&mut veil)?;
        Ok(key)
    }

    /// Writes that an act failed. That it did is told anyway: if even this
    /// cannot be written, the audit shows the act as interrupted. Of an act in
    /// doubt nothing is written: it may have its outcome already.
    pub(crate) fn failed(&mut self, opening: &Opening, error: &huigu_store::Error) {
        if matches!(error, huigu_store::Error::InDoubt { .. }) {
            return;
        }
        let detail = error.to_string();
        drop(self.store.append_outcome(opening, "failed", &detail, self.around.clock));
    }

    /// What was known, as a book. What is known now of a big register comes
    /// from its column form, if that is the register's, and is kept there.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn known(&mut self, at: Option<AsKnownAt>, products: &[&str]) -> Result<Known, Error> {
        let batch = match at {
            None => None,
            Some(AsKnownAt::Batch(number)) => Some(number),
            Some(AsKnownAt::Day(day)) => Some(self.store.batch_on(day)?),
        };
        let products = &in_order(products)[..];
        let last = self.store.last_batch()?;
        let Some(folder) = self.columns_folder()?.filter(|_| batch.is_none_or(|batch| batch == last)) else {
            return self.known_by_rows(batch, products);
        };
        // Another batch may have come in since: then what was asked for is not the last any more.
        let asked = |known: &Known| batch.is_none_or(|batch| batch == known.batch);
        if let Some(known) = self.known_by_columns(&folder, products).filter(asked) {
            return Ok(known);
        }
        let known = self.known_by_rows(batch, products)?;
        self.keep_columns(&folder, products, &known);
        Ok(known)
    }

    /// Hands over every row in force now; the last batch.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn rows(&mut self, each: &mut dyn FnMut(&Row<'_>)) -> Result<BatchNumber, Error> {
        Ok(self.store.facts(None, |_, row| each(row))?)
    }

    /// What was known after a batch, from all its rows.
    pub(crate) fn known_by_rows(&mut self, batch: Option<BatchNumber>, products: &[&str]) -> Result<Known, Error> {
        let mut builder = Builder::new();
        let batch = self.store.facts(batch, |trace, row| builder.add(origin_of(trace), row))?;
        let (book, issues) = builder.finish(products);
        Ok(Known { book, issues, batch })
    }

    /// As [`Register::known`], refused where the rows have faults.
    pub(crate) fn sound(&mut self, at: Option<AsKnownAt>, products: &[&str]) -> Result<Known, Error> {
        let known = self.known(at, products)?;
        match known.faults() {
            0 => Ok(known),
            count => Err(Error::Faulty { count }),
        }
    }

    /// Every batch.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn batches(&mut self) -> Result<Vec<Batch>, Error> {
        Ok(self.store.batches()?)
    }

    /// Approved settlements.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn approved(&mut self) -> Result<Vec<Settlement>, Error> {
        Ok(self.store.approved()?)
    }

    /// The last row of the audit, to be kept elsewhere.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn head(&mut self) -> Result<Option<Head>, Error> {
        Ok(self.store.head()?)
    }

    /// The register's integrity checks, and that its rows together have no fault.
    pub(crate) fn check(&mut self, products: &[&str]) -> Result<(Vec<Finding>, Vec<Issue>), Error> {
        let mut findings = self.store.check()?;
        // Facts that cannot be read are a finding already.
        if findings.iter().any(|finding| finding.check == huigu_store::Check::Facts) {
            return Ok((findings, Vec::new()));
        }
        let products = in_order(products);
        let known = self.known_by_rows(None, &products)?;
        findings.extend(self.check_columns(&known, &products)?);
        let faults = known.issues.list().iter().filter(|issue| is_fault(issue)).cloned().collect();
        Ok((findings, faults))
    }
}

/// Makes a register of a backup, at an empty place; verified before it stands.
///
/// # Errors
/// Whatever register or file answers; then the place holds no register.
pub fn restore(place: &Place, input: &mut dyn Read) -> Result<Restored, Error> {
    Ok(Store::restore(place, input)?)
}

/// Brings a register's tables up to this program's version; versions before
/// and after. This alone is no act in the audit, whose table it may change.
///
/// # Errors
/// Whatever [`Store::migrate`] answers; then the register is as before.
pub fn migrate(place: &Place) -> Result<(i64, i64), Error> {
    Ok(Store::migrate(place)?)
}

/// One list of products is one list, however it was read.
pub(crate) fn in_order<'p>(products: &[&'p str]) -> Vec<&'p str> {
    let mut products = products.to_vec();
    products.sort_unstable();
    products
}

/// Who acts where no name is known.
const NOBODY: &str = "unknown";

pub(crate) fn is_fault(issue: &Issue) -> bool {
    issue.code.severity() == huigu_facts::Severity::Fault
}

impl Known {
    /// How many faults the rows have together.
    #[must_use]
    pub fn faults(&self) -> u64 {
        self.issues.list().iter().filter(|issue| is_fault(issue)).count() as u64
    }
}
