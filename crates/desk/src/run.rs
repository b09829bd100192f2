//! The one runner of operations. It asks the table for the permit; an act's
//! opening row is committed before the act, and what the act changes, its
//! outcome in the audit and the answer under the caller's key in one
//! transaction ([`Run::act`], [`Run::commit`]).
//!
//! Where the answer to that commit does not come, nobody knows whether it was
//! done: the audit is asked on a new connection for the outcome of the opening,
//! and the caller is answered by that.

mod ask;
mod once;

use std::io::{self, Write};
use std::sync::Arc;

use huigu_book::Book;
use huigu_plan::Plan;
use huigu_quantity::Day;
use huigu_store::{BatchNumber, Clock, Committed, Error as StoreError, Opening, Store};

pub use once::{KeyedRun, RunOutcome};

use crate::desk::{Desk, View};
use crate::{
    Affiliation, Answer, AsKnownAt, AsOf, Caller, Directory, Error, IngestError, Permit, Reading, Register, Role, Scope,
};

/// A run of an operation: who asks, what it may, and its way to the register.
pub struct Run<'r, T> {
    desk: &'r Desk,
    caller: &'r Caller,
    permit: &'r Permit,
    /// The files that came beside the input.
    files: Option<&'r Reading<'r>>,
    once: Option<&'r KeyedRun<'r, T>>,
    /// The register, on one connection for the whole of an act; who looks has
    /// one as long as it asks.
    register: Option<Register<'r>>,
    /// Where the file goes that it writes, if it writes one.
    written: &'r mut dyn Write,
    /// How many openings were written.
    opened: u32,
    /// Whether an answer is kept under the key.
    kept: bool,
    /// An act whose commit is in doubt, with what it would give.
    doubt: Option<(Opening, T)>,
}

impl<'r, T> Run<'r, T> {
    /// The permit.
    #[must_use]
    pub fn permit(&self) -> &'r Permit {
        self.permit
    }

    /// Who asks.
    #[must_use]
    pub fn caller(&self) -> &'r Caller {
        self.caller
    }

    /// Which part of the register may be seen.
    #[must_use]
    pub fn scope(&self) -> &'r Scope {
        self.permit.scope()
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &'r Plan {
        self.desk.plan()
    }

    /// Today, in Shanghai.
    #[must_use]
    pub fn today(&self) -> Day {
        self.desk.today()
    }

    /// The day asked about; where none was, today or the plan's last day,
    /// whichever comes first.
    pub(crate) fn day(&self, asked: AsOf) -> Day {
        let validity = self.plan().validity();
        asked.day().unwrap_or_else(|| self.today().min(validity.last()).max(validity.from))
    }

    /// The book as it was known at a time, with what was worked out of it.
    ///
    /// # Errors
    /// [`Error::Refused`] where the caller may not ask what was known before;
    /// [`IngestError::Faulty`], or whatever the register answers.
    pub(crate) fn view(&self, at: Option<AsKnownAt>) -> Result<Arc<View>, Error> {
        self.desk.view(self.caller, at)
    }

    /// What was found of a view, with the names in it as the caller may see them.
    pub(crate) fn answer<A>(&self, view: &View, found: A) -> Answer<A> {
        self.answer_of(view.batch, &view.book, found)
    }

    /// The same, of a book as it was known after a batch.
    pub(crate) fn answer_of<A>(&self, batch: BatchNumber, book: &Arc<Book>, found: A) -> Answer<A> {
        Answer { batch, found, names: Arc::new(Directory::of(book, self.caller)) }
    }

    /// An id as the source knows it: in a register a person's identity number is a hash.
    ///
    /// # Errors
    /// Why the key of identity numbers is not to be had.
    pub(crate) fn known_id(&mut self, id: &str) -> Result<String, Error> {
        if self.desk.is_of_books() || !huigu_facts::is_person_id(id) {
            return Ok(id.to_owned());
        }
        self.register(|register| register.pseudonymized(id))
    }

    /// The files that came beside the input.
    ///
    /// # Errors
    /// [`IngestError::Unreadable`] where none did.
    pub(crate) fn files(&self) -> Result<&'r Reading<'r>, Error> {
        Ok(self.files.ok_or_else(|| IngestError::Unreadable { file: 0, error: io::ErrorKind::NotFound.into() })?)
    }

    /// The batch that was the last at a time.
    ///
    /// # Errors
    /// [`Error::Refused`] where the caller may not ask what was known before, or
    /// whatever the register answers.
    pub(crate) fn known_at(&self, at: Option<AsKnownAt>) -> Result<BatchNumber, Error> {
        self.desk.known_at(self.caller, at).map(|[asked, _]| asked)
    }

    /// The desk, for what it has worked out.
    pub(crate) fn desk(&self) -> &'r Desk {
        self.desk
    }

    /// Tells the time.
    pub(crate) fn clock(&self) -> Clock<'r> {
        &*self.desk.settings.clock
    }

    /// The ids of the plan's products.
    pub(crate) fn products(&self) -> Vec<&'r str> {
        self.desk.products()
    }

    /// For whom an account sends, empty for nobody; `None`: it is whoever runs the
    /// program, who sends for the organisation whose id it bears.
    pub(crate) fn home(&self) -> Option<&'r str> {
        (self.caller.role() != Role::Operator).then(|| self.caller.home().map_or("", Affiliation::id))
    }

    /// The organisation for which the caller acts; empty: for none.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub(crate) fn organisation(&mut self) -> Result<String, Error> {
        match self.home() {
            Some(home) => Ok(home.to_owned()),
            None => self.register(|register| register.own_organisation()),
        }
    }

    /// After an act that made a batch. What is done is done, whatever comes of
    /// the column form.
    pub(crate) fn bring_columns_up_to_date(&mut self, products: &[&str]) {
        drop(self.register(|register| register.columns_now(products)));
    }

    /// Works on the register.
    pub(crate) fn register<A, E>(&mut self, work: impl FnOnce(&mut Register<'_>) -> Result<A, E>) -> Result<A, Error>
    where
        Error: From<E>,
    {
        match &mut self.register {
            Some(register) => Ok(work(register)?),
            None => self.desk.register(self.permit.who(), work),
        }
    }

    /// Asks the register.
    ///
    /// # Errors
    /// Whatever it answers.
    pub(crate) fn read<A>(&mut self, ask: impl FnOnce(&mut Store) -> Result<A, StoreError>) -> Result<A, Error> {
        self.register(|register| ask(&mut register.store))
    }

    /// Writes the file of an operation that has one.
    ///
    /// # Errors
    /// Whatever the register answers, or who takes the file.
    pub(crate) fn write_file<A>(
        &mut self,
        write: impl FnOnce(&mut Store, &mut dyn Write) -> Result<A, StoreError>,
    ) -> Result<A, Error> {
        let file = &mut *self.written;
        match &mut self.register {
            Some(register) => Ok(write(&mut register.store, file)?),
            None => self.desk.store(|store| Ok(write(store, file)?)),
        }
    }

    /// Writes bytes into the file of an operation that has one.
    ///
    /// # Errors
    /// Whatever who takes the file answers.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written.write_all(bytes)
    }

    /// A text as it may be kept: a person's identity number is a hash.
    ///
    /// # Errors
    /// Why the key of identity numbers is not to be had.
    pub(crate) fn pseudonymized(&mut self, text: &str) -> Result<String, Error> {
        self.register(|register| register.pseudonymized_to_keep(text))
    }

    /// Who acts, as it may be kept.
    ///
    /// # Errors
    /// As [`Run::pseudonymized`].
    pub(crate) fn who(&mut self) -> Result<String, Error> {
        self.register(|register| register.who())
    }

    fn open(&mut self, subject: &str, detail: &str) -> Result<Opening, Error> {
        let use_case = self.permit.use_case();
        self.opened += 1;
        self.register(|register| register.open_act(use_case, subject, detail))
    }

    /// Opens an act in the audit, then does it. If it is not done, its outcome
    /// says so, and the refusal is kept under the key if it is final.
    ///
    /// # Errors
    /// Whatever the register answers, or `work`.
    pub(crate) fn act<A>(
        &mut self,
        subject: &str,
        detail: &str,
        work: impl FnOnce(&mut Self, &Opening) -> Result<A, Error>,
    ) -> Result<A, Error> {
        let opening = self.open(subject, detail)?;
        work(self, &opening).inspect_err(|error| self.not_done(&opening, error))
    }

    /// Does several acts, each opened and closed where it is done.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub(crate) fn acts<A, E>(&mut self, work: impl FnOnce(&mut Register<'_>) -> Result<A, E>) -> Result<A, Error>
    where
        Error: From<E>,
    {
        self.opened += 1;
        self.register(work)
    }

    /// A look at somebody that is written down before it is taken, and after.
    ///
    /// # Errors
    /// Whatever the register answers, or `look`.
    pub(crate) fn look_at_person<A>(
        &mut self,
        id: &str,
        look: impl FnOnce(&mut Self) -> Result<A, Error>,
    ) -> Result<A, Error> {
        let opening = self.open(id, "")?;
        let found = look(self);
        let result = if found.is_ok() { "done" } else { "failed" };
        self.register(|register| register.close_act(&opening, result, ""))?;
        found
    }

    /// Commits an act: what `change` does in the register, which includes the
    /// outcome of the opening, and the answer under the key, all or nothing.
    ///
    /// # Errors
    /// Whatever `change` answers; then the register is as before. Where the
    /// commit is in doubt the runner finds out what became of it.
    pub(crate) fn commit(
        &mut self,
        opening: &Opening,
        change: impl FnOnce(&mut Store) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (once, desk) = (self.once, self.desk);
        let committed = self.register(|register| -> Result<_, Error> {
            register.store.transact(|store| {
                let made = change(store)?;
                if let Some(once) = once {
                    store.keep_answer(once.key(), &once.answer(&made)?, desk.instant())?;
                }
                Ok(made)
            })
        })?;
        match committed {
            Committed::Done(made) => {
                self.kept = once.is_some();
                Ok(made)
            }
            Committed::InDoubt(made, error) => {
                self.doubt = Some((opening.clone(), made));
                Err(error.into())
            }
        }
    }

    /// Writes that an act was refused, or failed, with what is answered under
    /// the key. That it was is told anyway: if even this cannot be written, the
    /// audit shows the act as interrupted.
    fn not_done(&mut self, opening: &Opening, error: &Error) {
        if error.is_in_doubt() {
            return;
        }
        let (result, detail) = error.outcome();
        let (once, clock) = (self.once, self.clock());
        let answer = once.and_then(|once| Some((once.key(), once.refusal(error)?)));
        let written = self.register(|register| -> Result<_, Error> {
            register
                .store
                .transact(|store| {
                    store.append_outcome(opening, result, &detail, clock)?;
                    if let Some((key, answer)) = &answer {
                        store.keep_answer(key, answer, clock())?;
                    }
                    Ok::<_, StoreError>(())
                })
                .map_err(Error::from)
        });
        self.kept = answer.is_some() && matches!(written, Ok(Committed::Done(())));
    }

    /// What the caller is answered.
    fn finish(self, done: Result<T, Error>) -> Result<RunOutcome<T>, Error> {
        let Self { desk, once, kept, doubt, .. } = self;
        let done = match (doubt, done) {
            (Some((opening, made)), Err(error)) if error.is_in_doubt() => match desk.was_done(&opening, &error) {
                Ok(true) => return Ok(RunOutcome::Done(made)),
                Ok(false) => Err(error.repeatable()),
                // Nobody can tell now; the same request finds out, if it has a key.
                Err(_) => Err(error),
            },
            (_, done) => done,
        };
        let Some(once) = once.filter(|_| !kept) else { return done.map(RunOutcome::Done) };
        // Somebody may have sent the same meanwhile, and been answered.
        if done.is_err()
            && let Ok(Some(found)) = desk.kept_answer(once)
        {
            return Ok(RunOutcome::Replayed(found));
        }
        let answer = match &done {
            Ok(made) => Some(once.answer(made)?),
            Err(error) => once.refusal(error),
        };
        if let Some(answer) = answer {
            desk.keep_answer(once, &answer);
        }
        done.map(RunOutcome::Done)
    }
}
