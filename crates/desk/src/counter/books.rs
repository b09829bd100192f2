//! Books as institutions send them: taken in within their bounds, listed,
//! withdrawn.

use huigu_facts::OrganisationKind;
use huigu_quantity::Day;
use huigu_store::{BatchNumber, Cursor, Instant};

use super::Counter;
use crate::batches::{SentBatch, home, sent};
use crate::bounds::Bounds;
use crate::personal::PartyName;
use crate::reading::{Gathered, Reading};
use crate::sending::Kept;
use crate::{Caller, Error, Permit, Scope, UseCase, YearEffect};

/// What the books of an institution come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganisationKind,
    /// How many loans or guarantees the register has of it.
    pub items: u64,
    /// The last day any of them tells of; `None`: nothing.
    pub last_day: Option<Day>,
    /// The first day its books cover; `None`: complete.
    pub books_from: Option<Day>,
    /// How many batches it sent itself.
    pub batches: u64,
    /// When it sent the last.
    pub last_sent: Option<Instant>,
}

/// For whom the batches were sent that a permit reaches: `Some(None)`: for
/// anybody; `None`: it reaches none.
fn sender(permit: &Permit) -> Option<Option<&str>> {
    match permit.scope() {
        Scope::District => Some(None),
        scope => scope.own().filter(|own| scope.has_sent(own)).map(Some),
    }
}

impl Counter {
    /// A batch, if the permit reaches it.
    fn sent_one(&self, permit: &Permit, number: BatchNumber) -> Result<SentBatch, Error> {
        let not_there = || Error::NotThere { what: number.to_string() };
        let found = match self.pool.with(|store| Ok(store.sent_one(number)?)) {
            Err(Error::Store(huigu_store::Error::NoSuchBatch { .. })) => return Err(not_there()),
            found => sent(found?),
        };
        if permit.scope().has_sent(&found.batch.sender) { Ok(found) } else { Err(not_there()) }
    }

    fn bounds(permit: &Permit, reading: &Reading<'_>) -> Result<Option<Bounds>, Error> {
        let Some(bounds) = Bounds::of(permit) else { return Ok(None) };
        match reading.files.iter().find(|file| !bounds.allow(file.kind)) {
            Some(file) => Err(Error::NotYours { kind: file.kind }),
            None => Ok(Some(bounds)),
        }
    }

    /// Takes files in; an institution's rows must be its own. Faults forbid
    /// all of them, as [`crate::Register::import`] says.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::NotYours`], or whatever files or register answer.
    pub fn send(&self, caller: &Caller, reading: &Reading<'_>) -> Result<Kept, Error> {
        let permit = caller.permit(UseCase::SendBooks)?;
        let bounds = Self::bounds(&permit, reading)?;
        self.register(permit.who(), |register| register.import_within(reading, bounds.as_ref(), home(caller)))
    }

    /// Does everything but keep them: what the files come to.
    ///
    /// # Errors
    /// As [`Counter::send`].
    pub fn preview(&self, caller: &Caller, reading: &Reading<'_>) -> Result<Gathered, Error> {
        let permit = caller.permit(UseCase::SendBooks)?;
        let bounds = Self::bounds(&permit, reading)?;
        self.register(permit.who(), |register| register.preview_within(reading, bounds.as_ref(), &mut |_| ()))
    }

    /// What files that were looked at would change in the years approved
    /// already, as far as the caller may see it; nothing where the register
    /// has faults, as nothing is computed from it then.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn effect(&self, caller: &Caller, gathered: &Gathered) -> Result<Vec<YearEffect>, Error> {
        let permit = caller.permit(UseCase::SendBooks)?;
        Ok(self.effect_of(&gathered.book, (caller, permit.scope()))?.unwrap_or_default())
    }

    /// Of the batches the caller may see at most so many, after so many that
    /// are skipped.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn batches(
        &self,
        caller: &Caller,
        from: Cursor,
        (skip, most): (usize, usize),
    ) -> Result<Vec<SentBatch>, Error> {
        let permit = caller.permit(UseCase::Batches)?;
        let Some(sender) = sender(&permit) else { return Ok(Vec::new()) };
        let found = self.pool.with(|store| Ok(store.sent(sender, from, (skip, most))?))?;
        Ok(found.into_iter().map(sent).collect())
    }

    /// How many batches the caller may see.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn count_batches(&self, caller: &Caller) -> Result<u64, Error> {
        let permit = caller.permit(UseCase::Batches)?;
        let Some(sender) = sender(&permit) else { return Ok(0) };
        self.pool.with(|store| Ok(store.count_sent(sender)?))
    }

    /// One batch; `each` sees what it closed and put in its place: the columns
    /// before and, where something is in force since, after. Names of persons
    /// are masked.
    ///
    /// # Errors
    /// [`Error::NotThere`] where there is none or it is not the caller's; else
    /// as [`Counter::batches`].
    pub fn batch(
        &self,
        caller: &Caller,
        number: BatchNumber,
        mut each: impl FnMut(Vec<(&'static str, String)>, Option<Vec<(&'static str, String)>>),
    ) -> Result<SentBatch, Error> {
        let permit = caller.permit(UseCase::Batches)?;
        let found = self.sent_one(&permit, number)?;
        self.pool
            .with(|store| Ok(store.corrections(number, |one| each(masked(&one.old), one.new.as_ref().map(masked)))?))?;
        Ok(found)
    }

    /// What each institution's books come to: the caller's own, or all.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::Faulty`], or whatever the register answers.
    pub fn institutions(&self, caller: &Caller) -> Result<Vec<Institution>, Error> {
        let permit = caller.permit(UseCase::Batches)?;
        let view = self.view(caller, None)?;
        let (book, last_days) = (&view.book, view.last_days());
        let all = (0u32..).zip(book.organisations.ids.iter().zip(&book.organisations.rows));
        let one = |(place, (id, row)): (u32, (&str, &huigu_book::OrganisationRow))| {
            let (loans, guarantees) = (book.loans.of_lender(place), book.guarantees.of_guarantor(place));
            let sent = view.sent_by.get(id);
            Institution {
                id: id.to_owned(),
                name: row.name.clone(),
                kind: row.kind,
                items: (loans.len() + guarantees.len()) as u64,
                last_day: last_days[place as usize],
                books_from: row.books_from,
                batches: sent.map_or(0, |sent| sent.batches),
                last_sent: sent.map(|sent| sent.last),
            }
        };
        let kinds = [OrganisationKind::Bank, OrganisationKind::Guarantor, OrganisationKind::Insurer];
        let reaches = |one: &Institution| match permit.scope() {
            Scope::District => one.items > 0 || one.batches > 0 || kinds.contains(&one.kind),
            scope => scope.own() == Some(&one.id),
        };
        Ok(all.map(one).filter(reaches).collect())
    }
}

/// A row's columns with the names of persons masked.
fn masked(row: &huigu_facts::Row<'_>) -> Vec<(&'static str, String)> {
    let mut columns = row.fields();
    if let huigu_facts::Row::Party(party) = row {
        let name = PartyName::of(party.party_id, party.kind, party.name).shown();
        columns.iter_mut().filter(|(column, _)| *column == "name").for_each(|(_, value)| value.clone_from(&name));
    }
    columns
}
