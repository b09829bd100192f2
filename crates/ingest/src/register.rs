//! An open register, who sits at it, and what was known in it at any time.

use std::io::Read;
use std::path::Path;

use huigu_book::Builder;
use huigu_facts::{Issue, Row};
use huigu_store::chain::Head;
use huigu_store::{
    About, Act, Batch, BatchNumber, Clock, Finding, Opening, PERSON_KEY, Place, Restored, Settlement, Store,
};

use crate::known::{Known, in_order, is_fault};
use crate::origin::origin_of;
use crate::person::holds_number;
use crate::snapshots::SnapshotDir;
use crate::{IngestError, KEY_FILE, KeyPlace, PersonKey, Pseudonymizer};

/// What acts stand on: all that is not in the register.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Who acts; empty if no name is known.
    pub who: &'a str,
    /// Tells the time.
    pub clock: Clock<'a>,
    /// Gives bytes nobody can guess; `None` if there are none to be had.
    pub random: &'a dyn Fn() -> Option<[u8; 32]>,
    /// The key of persons' identity numbers, if it is given and not to be
    /// looked for in the register's folder.
    pub person_key: Option<&'a str>,
}

/// An open register, with who sits at it.
pub struct Register<'a> {
    /// Its tables.
    pub store: Store,
    /// What acts stand on.
    pub context: Context<'a>,
    /// Where column forms are kept.
    pub snapshots: SnapshotDir,
    /// Why the column form could not be kept last time.
    pub not_kept: Option<huigu_store::Error>,
    key: KeyPlace,
}

impl<'a> Register<'a> {
    /// Opens the register of a plan; where there is none and `make` is true,
    /// makes one.
    ///
    /// # Errors
    /// Whatever [`Store::open`] answers.
    pub fn open(place: &Place, plan: &str, make: bool, context: Context<'a>) -> Result<Self, IngestError> {
        let store = if make { Store::open(place, plan)? } else { Store::open_existing(place, plan)? };
        Ok(Self::of(store, place, context))
    }

    /// The register behind a connection to a place.
    pub fn of(store: Store, place: &Place, context: Context<'a>) -> Self {
        let file = place.file();
        let folder = file.as_deref().and_then(Path::parent);
        let snapshots = SnapshotDir::in_folder(folder);
        let key = match (context.person_key, folder) {
            (Some(given), _) => KeyPlace::Given(given.to_owned()),
            (None, Some(folder)) => KeyPlace::File(folder.join(KEY_FILE)),
            (None, None) => KeyPlace::Nowhere,
        };
        Self { store, context, snapshots, not_kept: None, key }
    }

    /// Commits need not wait for the disk from here on: for a register that is
    /// nobody's yet and is thrown away if it is not finished.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn relax_durability(&mut self) -> Result<(), IngestError> {
        Ok(self.store.set_durable(false)?)
    }

    /// From here on somebody else sits at it.
    pub fn set_actor(&mut self, who: &'a str) {
        self.context.who = who;
    }

    /// A pseudonymizer with the register's key.
    pub fn pseudonymizer(&mut self) -> Result<Pseudonymizer, IngestError> {
        let pinned = self.store.person_key()?.map(str::to_owned);
        Ok(Pseudonymizer::new(self.key.clone(), pinned, (self.context.random)().map(PersonKey::new)))
    }

    /// Keeps the fingerprint of a key that is used for the first time.
    pub fn pin(&mut self, pseudonymizer: &mut Pseudonymizer) -> Result<(), IngestError> {
        let Some(fingerprint) = pseudonymizer.commit_key()? else { return Ok(()) };
        let who = self.who()?;
        self.pin_as(&who, &fingerprint)
    }

    fn pin_as(&mut self, who: &str, fingerprint: &str) -> Result<(), IngestError> {
        let act = Act { who, use_case: PERSON_KEY, subject: fingerprint, detail: "" };
        let opening = self.store.append_opening(&act, self.context.clock)?;
        if self.store.keep_person_key(&opening, fingerprint, self.context.clock)? == fingerprint {
            return Ok(());
        }
        // Another process was faster, and with another key.
        self.close_act(&opening, "refused", "another key is kept")?;
        Err(IngestError::KeyOther { place: self.key.name() })
    }

    /// An id as the register knows it: a person's identity number is a hash.
    ///
    /// # Errors
    /// Why the key of identity numbers is not to be had.
    pub fn pseudonymized(&mut self, id: &str) -> Result<String, IngestError> {
        let mut pseudonymizer = self.pseudonymizer()?;
        let pseudonymized = pseudonymizer.pseudonymized(id);
        pseudonymizer.finish()?;
        Ok(pseudonymized)
    }

    /// A text as it may be kept, under a key that is kept too.
    pub fn pseudonymized_to_keep(&mut self, text: &str) -> Result<String, IngestError> {
        let mut pseudonymizer = self.pseudonymizer()?;
        let pseudonymized = pseudonymizer.pseudonymized(text);
        pseudonymizer.finish()?;
        self.pin(&mut pseudonymizer)?;
        Ok(pseudonymized)
    }

    /// Opens an act in the audit: no record, no act.
    pub fn open_act(&mut self, use_case: &str, subject: &str, detail: &str) -> Result<Opening, IngestError> {
        let who = self.who()?;
        let act = Act { who: &who, use_case, subject, detail };
        // Whether the opening is there or not, nothing of the act is done yet.
        self.store.append_opening(&act, self.context.clock).map_err(|error| IngestError::from(error).repeatable())
    }

    /// Who acts, as it may be kept: offices give out login names that are
    /// identity numbers.
    pub fn who(&mut self) -> Result<String, IngestError> {
        let who = if self.context.who.is_empty() { NOBODY } else { self.context.who };
        if !holds_number(who) {
            return Ok(who.to_owned());
        }
        let mut pseudonymizer = self.pseudonymizer()?;
        let who = pseudonymizer.pseudonymized(who);
        pseudonymizer.finish()?;
        if let Some(fingerprint) = pseudonymizer.commit_key()? {
            self.pin_as(&who, &fingerprint)?;
        }
        Ok(who)
    }

    /// The organisation for which somebody at the command line acts: the one
    /// whose id it bears; empty: for none.
    pub fn own_organisation(&mut self) -> Result<String, IngestError> {
        let (who, mut found) = (self.who()?, false);
        self.store.facts_about(About::Organisation(&who), None, |_, _| found = true)?;
        Ok(if found { who } else { String::new() })
    }

    /// Closes an act that changed nothing.
    pub fn close_act(&mut self, opening: &Opening, result: &str, detail: &str) -> Result<(), IngestError> {
        Ok(self.store.append_outcome(opening, result, detail, self.context.clock)?)
    }

    /// The key of identity numbers, which other keys are made of; it is kept
    /// from now on, if it was not.
    pub fn key_bytes(&mut self) -> Result<[u8; 32], IngestError> {
        let mut pseudonymizer = self.pseudonymizer()?;
        let key = pseudonymizer.key_bytes()?;
        self.pin(&mut pseudonymizer)?;
        Ok(key)
    }

    /// Writes that an act failed. That it did is told anyway: if even this
    /// cannot be written, the audit shows the act as interrupted. Of an act in
    /// doubt nothing is written: it may have its outcome already.
    pub fn failed(&mut self, opening: &Opening, error: &huigu_store::Error) {
        if matches!(error, huigu_store::Error::InDoubt { .. }) {
            return;
        }
        let detail = error.to_string();
        drop(self.store.append_outcome(opening, "failed", &detail, self.context.clock));
    }

    /// What was known, as a book. What is known now of a big register comes
    /// from its column form, if that is the register's, and is kept there.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn load_as_of(&mut self, batch: Option<BatchNumber>, products: &[&str]) -> Result<Known, IngestError> {
        let products = &in_order(products)[..];
        let last = self.store.last_batch()?;
        let Some(folder) = self.columns_folder()?.filter(|_| batch.is_none_or(|batch| batch == last)) else {
            return self.load_rows(batch, products);
        };
        // Another batch may have come in since: then what was asked for is not the last any more.
        let asked = |known: &Known| batch.is_none_or(|batch| batch == known.batch);
        if let Some(known) = self.load_columns(&folder, products).filter(asked) {
            return Ok(known);
        }
        let known = self.load_rows(batch, products)?;
        self.keep_columns(&folder, products, &known);
        Ok(known)
    }

    /// Hands over every row in force now; the last batch.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn rows(&mut self, each: &mut dyn FnMut(&Row<'_>)) -> Result<BatchNumber, IngestError> {
        Ok(self.store.facts(None, |_, row| each(row))?)
    }

    /// What was known after a batch, from all its rows.
    pub fn load_rows(&mut self, batch: Option<BatchNumber>, products: &[&str]) -> Result<Known, IngestError> {
        let mut builder = Builder::new();
        let batch = self.store.facts(batch, |trace, row| builder.add(origin_of(trace), row))?;
        let (book, issues) = builder.finish(products);
        Ok(Known { book, issues, batch })
    }

    /// As [`Register::load_as_of`], refused where the rows have faults.
    pub fn load_valid(&mut self, batch: Option<BatchNumber>, products: &[&str]) -> Result<Known, IngestError> {
        let known = self.load_as_of(batch, products)?;
        match known.faults() {
            0 => Ok(known),
            count => Err(IngestError::Faulty { count }),
        }
    }

    /// Every batch.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn batches(&mut self) -> Result<Vec<Batch>, IngestError> {
        Ok(self.store.batches()?)
    }

    /// Approved settlements.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn approved(&mut self) -> Result<Vec<Settlement>, IngestError> {
        Ok(self.store.approved()?)
    }

    /// The last row of the audit, to be kept elsewhere.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn head(&mut self) -> Result<Option<Head>, IngestError> {
        Ok(self.store.head()?)
    }

    /// The register's integrity checks, and that its rows together have no fault.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn check(&mut self, products: &[&str]) -> Result<(Vec<Finding>, Vec<Issue>), IngestError> {
        let mut findings = self.store.check()?;
        // Facts that cannot be read are a finding already.
        if findings.iter().any(|finding| finding.check == huigu_store::Check::Facts) {
            return Ok((findings, Vec::new()));
        }
        let products = in_order(products);
        let known = self.load_rows(None, &products)?;
        findings.extend(self.check_columns(&known, &products)?);
        let faults = known.issues.list().iter().filter(|issue| is_fault(issue)).cloned().collect();
        Ok((findings, faults))
    }
}

/// Makes a register of a backup, at an empty place; verified before it stands.
///
/// # Errors
/// Whatever register or file answers; then the place holds no register.
pub fn restore(place: &Place, input: &mut dyn Read) -> Result<Restored, IngestError> {
    Ok(Store::restore(place, input)?)
}

/// Brings a register's tables up to this program's version; versions before
/// and after. This alone is no act in the audit, whose table it may change.
///
/// # Errors
/// Whatever [`Store::migrate`] answers; then the register is as before.
pub fn migrate(place: &Place) -> Result<(i64, i64), IngestError> {
    Ok(Store::migrate(place)?)
}

/// Who acts where no name is known.
const NOBODY: &str = "unknown";
