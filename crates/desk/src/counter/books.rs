//! Books as institutions send them: taken in within their bounds, listed,
//! withdrawn.

use std::collections::{BTreeSet, HashMap, HashSet};

use huigu_facts::OrganisationKind;
use huigu_quantity::Day;
use huigu_store::{About, Batch, BatchNumber, Instant, Store, Withdrawn};

use super::Counter;
use crate::bounds::Bounds;
use crate::personal::PartyName;
use crate::reading::{Gathered, Reading};
use crate::sending::Kept;
use crate::settlements::{Difference, differences};
use crate::{Caller, Error, Permit, Scope, UseCase};

/// A batch with who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBatch {
    /// The batch.
    pub batch: Batch,
    /// The sender's login.
    pub login: String,
    /// The sender's organisation, if it was sent for one.
    pub organisation: Option<String>,
}

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

/// Login and organisation of who acted, as the audit writes them.
fn split(who: &str) -> (&str, Option<&str>) {
    who.split_once('@').map_or((who, None), |(login, home)| (login, Some(home)))
}

/// Senders by batch. Whoever sends from the command line under the id of an
/// organisation sends for it.
fn with_organisations(
    store: &mut Store,
    senders: Vec<(BatchNumber, String)>,
) -> Result<HashMap<BatchNumber, (String, Option<String>)>, Error> {
    let mut known: HashMap<String, Option<String>> = HashMap::new();
    for (_, who) in &senders {
        if !known.contains_key(who) {
            let mut organisation = split(who).1.map(str::to_owned);
            if organisation.is_none() {
                store.facts_about(About::Organisation(who), None, |_, _| organisation = Some(who.clone()))?;
            }
            known.insert(who.clone(), organisation);
        }
    }
    let sent = senders.into_iter().map(|(number, who)| {
        let organisation = known.get(&who).cloned().flatten();
        (number, (split(&who).0.to_owned(), organisation))
    });
    Ok(sent.collect())
}

impl Counter {
    /// Batches with their senders, as far as the permit reaches.
    fn sent(&self, permit: &Permit) -> Result<Vec<SentBatch>, Error> {
        let (batches, senders) = self.pool.with(|store| {
            let (batches, senders) = (store.batches()?, store.senders()?);
            Ok((batches, with_organisations(store, senders)?))
        })?;
        let sent = batches.into_iter().map(|batch| {
            let (login, organisation) = senders.get(&batch.number).cloned().unwrap_or_default();
            SentBatch { batch, login, organisation }
        });
        let own = |one: &SentBatch| match permit.scope() {
            Scope::District => true,
            scope => scope.own().is_some() && one.organisation.as_deref() == scope.own(),
        };
        Ok(sent.filter(own).collect())
    }

    fn bounds(&self, permit: &Permit, reading: &Reading<'_>) -> Result<Option<Bounds>, Error> {
        let batches: HashSet<BatchNumber> = self.sent(permit)?.iter().map(|one| one.batch.number).collect();
        let Some(bounds) = Bounds::of(permit, batches) else { return Ok(None) };
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
        let bounds = self.bounds(&permit, reading)?;
        self.register(permit.who(), |register| register.import_within(reading, bounds.as_ref()))
    }

    /// Does everything but keep them: what the files come to.
    ///
    /// # Errors
    /// As [`Counter::send`].
    pub fn preview(&self, caller: &Caller, reading: &Reading<'_>) -> Result<Gathered, Error> {
        let permit = caller.permit(UseCase::SendBooks)?;
        let bounds = self.bounds(&permit, reading)?;
        self.register(permit.who(), |register| register.preview_within(reading, bounds.as_ref(), &mut |_| ()))
    }

    /// What files that were looked at would change in the years approved
    /// already, as far as the caller may see it; nothing where the register
    /// has faults, as nothing is computed from it then.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn effect(&self, caller: &Caller, gathered: &Gathered) -> Result<Vec<(i32, Vec<Difference>)>, Error> {
        let permit = caller.permit(UseCase::SendBooks)?;
        let view = match self.view(None) {
            Err(Error::Faulty { .. }) => return Ok(Vec::new()),
            view => view?,
        };
        let approved = self.pool.with(|store| Ok(store.approved()?))?;
        let years: BTreeSet<i32> = approved.iter().map(|one| one.year).collect();
        let of = |year: i32| {
            let mut found = differences(&view.book, &gathered.book, &*self.rules_of_year(year)?, year);
            if !permit.scope().is_district() {
                found.retain(|one| Some(one.beneficiary.as_str()) == permit.scope().own());
            }
            Ok((year, found))
        };
        years.into_iter().map(of).collect()
    }

    /// Batches the caller may see, by number.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn batches(&self, caller: &Caller) -> Result<Vec<SentBatch>, Error> {
        self.sent(&caller.permit(UseCase::Batches)?)
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
        let found = self.sent(&permit)?.into_iter().find(|one| one.batch.number == number);
        let found = found.ok_or_else(|| Error::NotThere { what: number.to_string() })?;
        self.pool
            .with(|store| Ok(store.corrections(number, |one| each(masked(&one.old), one.new.as_ref().map(masked)))?))?;
        Ok(found)
    }

    /// Withdraws a batch; an institution only what it sent itself.
    ///
    /// # Errors
    /// [`Error::NotThere`] where there is none or it is not the caller's,
    /// [`Error::StoodOn`] where rows stand on it; else whatever the register answers.
    pub fn withdraw(&self, caller: &Caller, number: BatchNumber) -> Result<Withdrawn, Error> {
        let permit = caller.permit(UseCase::Withdraw)?;
        if !self.sent(&permit)?.iter().any(|one| one.batch.number == number) {
            return Err(Error::NotThere { what: number.to_string() });
        }
        let products: Vec<&str> = self.plan.products().iter().map(|product| product.id.as_str()).collect();
        self.register(permit.who(), |register| register.withdraw(number, &products))
    }

    /// What each institution's books come to: the caller's own, or all.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::Faulty`], or whatever the register answers.
    pub fn institutions(&self, caller: &Caller) -> Result<Vec<Institution>, Error> {
        let permit = caller.permit(UseCase::Batches)?;
        let (view, sent) = (self.view(None)?, self.sent(&permit)?);
        let (book, last_days) = (&view.book, view.last_days());
        let all = (0u32..).zip(book.organisations.ids.iter().zip(&book.organisations.rows));
        let one = |(place, (id, row)): (u32, (&str, &huigu_book::OrganisationRow))| {
            let (loans, guarantees) = (book.loans.of_lender(place), book.guarantees.of_guarantor(place));
            let own = sent.iter().filter(|one| one.organisation.as_deref() == Some(id));
            Institution {
                id: id.to_owned(),
                name: row.name.clone(),
                kind: row.kind,
                items: (loans.len() + guarantees.len()) as u64,
                last_day: last_days[place as usize],
                books_from: row.books_from,
                batches: own.clone().count() as u64,
                last_sent: own.map(|one| one.batch.instant).max(),
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
    let mut columns = crate::fields(row);
    if let huigu_facts::Row::Party(party) = row {
        let name = PartyName::of(party.party_id, party.kind, party.name).shown();
        columns.iter_mut().filter(|(column, _)| *column == "name").for_each(|(_, value)| value.clone_from(&name));
    }
    columns
}
