//! A party as the platform knows it: scale and why, loans, guarantees, and
//! what the measures say of them.

use std::sync::Arc;

use huigu_book::NONE;
use huigu_engine::{ProductFinding, products_for};
use huigu_facts::{
    LoanClassKind, OrganisationKind, Ownership, Party, PartyKind, Row, Scale, ScaleStep, computed_scale_of,
    scale_in_force, scale_steps,
};
use huigu_quantity::{Day, Fen};
use huigu_store::About;

use super::trace::{RowOrigin, name_origins};
use super::view::View;
use super::{Counter, Standing, scoped};
use crate::personal::{PartyName, Unmasking};
use crate::{Answer, AsKnownAt, Caller, Error, Permit, Scope, UseCase};

/// A party in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyShown {
    /// Its id.
    pub id: String,
    /// Its name, masked if it is a person's.
    pub name: PartyName,
    /// Kind by its last row.
    pub kind: PartyKind,
    /// Scale by its last row.
    pub scale: Option<Scale>,
    /// Industry code as written.
    pub industry: String,
    /// Town.
    pub town: String,
}

/// A row of a party, with why its scale is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyRow {
    /// First day in force; `None`: from the beginning.
    pub valid_from: Option<Day>,
    /// Name, masked if it is a person's.
    pub name: PartyName,
    /// Kind.
    pub kind: PartyKind,
    /// Ownership.
    pub ownership: Option<Ownership>,
    /// Industry code as written.
    pub industry: String,
    /// Scale as reported.
    pub reported: Option<Scale>,
    /// Scale its figures give.
    pub computed: Option<Scale>,
    /// Scale that counts.
    pub scale: Option<Scale>,
    /// The figures compared; `None` where the classification has no row for the industry.
    pub steps: Option<Vec<ScaleStep>>,
    /// Established.
    pub established: Option<Day>,
    /// Town.
    pub town: String,
    /// Park.
    pub park: String,
    /// In the district.
    pub in_district: bool,
    /// Dual-innovation subject from this day.
    pub dual_since: Option<Day>,
    /// And until before this day.
    pub dual_until: Option<Day>,
    /// Technology enterprise.
    pub technology: bool,
    /// Agricultural.
    pub agricultural: bool,
    /// Where the row comes from.
    pub origin: RowOrigin,
}

/// A loan of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtLine {
    /// Lender.
    pub lender: String,
    /// Loan id.
    pub loan_id: String,
    /// Product; empty: none of the plan's.
    pub product: String,
    /// First day.
    pub start: Day,
    /// Original due date.
    pub due: Day,
    /// Principal.
    pub principal: Fen,
    /// Balance at the end of the day asked.
    pub balance: Fen,
    /// Class on that day.
    pub class: LoanClassKind,
}

/// A guarantee for a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuaranteeLine {
    /// Guarantor or insurer.
    pub guarantor: String,
    /// Guarantee id.
    pub guarantee_id: String,
    /// Lender.
    pub lender: String,
    /// The loan it stands behind, where that is on the books.
    pub loan_id: Option<String>,
    /// First day.
    pub start: Day,
    /// Due date.
    pub due: Day,
    /// Amount.
    pub amount: Fen,
    /// Guaranteed balance at the end of the day asked.
    pub balance: Fen,
}

/// A party as the platform knows it, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyAnswer {
    /// Its id.
    pub id: String,
    /// Its name by its last row, masked if it is a person's.
    pub name: PartyName,
    /// Its rows, by first day.
    pub rows: Vec<PartyRow>,
    /// Its loans, by lender and id.
    pub loans: Vec<DebtLine>,
    /// Guarantees for it, by guarantor and id.
    pub guarantees: Vec<GuaranteeLine>,
    /// What the year's measures say of them.
    pub standings: Vec<Standing>,
    /// The plan's products, open to it or why not.
    pub products: Vec<ProductFinding>,
}

/// Whether a party is the caller's to see.
fn reaches(view: &View, party: u32, permit: &Permit) -> bool {
    let book = &view.book;
    let debts = view.debts();
    let organisation = |own: &str| book.organisations.ids.find(own);
    match permit.scope() {
        Scope::District => true,
        Scope::Public => false,
        Scope::Party(own) => book.parties.ids.get(party) == own,
        Scope::Lender(own) => organisation(own).is_some_and(|own| {
            debts.loans(party).iter().any(|&loan| book.loans.lender(loan as usize) == own)
                || book.credit_lines.binary_search_by_key(&(own, party), |line| (line.lender, line.party)).is_ok()
        }),
        Scope::Guarantor(own) => organisation(own).is_some_and(|own| {
            debts.guarantees(party).iter().any(|&place| book.guarantees.guarantor(place as usize) == own)
        }),
        // A town knows whoever sits in it.
        Scope::Unit(own) => organisation(own).is_some_and(|own| {
            let unit = &book.organisations.rows[own as usize];
            let town = book.towns.get(last_row(view, party).town);
            unit.kind == OrganisationKind::Town && !town.is_empty() && unit.name == town
        }),
    }
}

fn last_row(view: &View, party: u32) -> &huigu_book::PartyRow {
    let parties = &view.book.parties;
    &parties.rows[parties.first_rows[party as usize + 1] as usize - 1]
}

fn shown(view: &View, party: u32) -> PartyShown {
    let (row, id) = (last_row(view, party), view.book.parties.ids.get(party));
    let name = view.names.party(id).cloned().unwrap_or_else(|| PartyName::of(id, row.kind(), id));
    PartyShown {
        id: id.to_owned(),
        name,
        kind: row.kind(),
        scale: row.scale(),
        industry: view.book.industries.get(row.industry).to_owned(),
        town: view.book.towns.get(row.town).to_owned(),
    }
}

fn party_row(row: &Party<'_>, origin: RowOrigin) -> PartyRow {
    PartyRow {
        valid_from: row.valid_from,
        name: PartyName::of(row.party_id, row.kind, row.name),
        kind: row.kind,
        ownership: row.ownership,
        industry: row.industry.to_owned(),
        reported: row.scale,
        computed: computed_scale_of(row),
        scale: scale_in_force(row),
        steps: scale_steps(row),
        established: row.established,
        town: row.town.to_owned(),
        park: row.park.to_owned(),
        in_district: row.in_district,
        dual_since: row.dual_innovation_since,
        dual_until: row.dual_innovation_until,
        technology: row.technology,
        agricultural: row.agricultural,
        origin,
    }
}

fn loans(view: &View, party: u32, day: Day, permit: &Permit) -> Vec<DebtLine> {
    let book = &view.book;
    let line = |&place: &u32| {
        let loan = place as usize;
        DebtLine {
            lender: book.organisations.ids.get(book.loans.lender(loan)).to_owned(),
            loan_id: book.loans.id(loan).to_owned(),
            product: book.products.get(u32::from(book.loans.products[loan])).to_owned(),
            start: book.loans.start(loan),
            due: book.loans.due(loan),
            principal: Fen(book.loans.principals[loan]),
            balance: Fen(book.loans.balance(loan, day)),
            class: book.loans.class_on(loan, day),
        }
    };
    let own = |line: &DebtLine| match permit.scope() {
        Scope::District | Scope::Party(_) => true,
        Scope::Lender(own) => line.lender == *own,
        Scope::Guarantor(_) | Scope::Unit(_) | Scope::Public => false,
    };
    view.debts().loans(party).iter().map(line).filter(own).collect()
}

fn guarantees(view: &View, party: u32, day: Day, permit: &Permit) -> Vec<GuaranteeLine> {
    let book = &view.book;
    let all = &book.guarantees;
    let line = |&place: &u32| {
        let at = place as usize;
        GuaranteeLine {
            guarantor: book.organisations.ids.get(all.guarantor(at)).to_owned(),
            guarantee_id: all.id(at).to_owned(),
            lender: book.organisations.ids.get(all.lenders[at]).to_owned(),
            loan_id: (all.loans[at] != NONE).then(|| book.loans.id(all.loans[at] as usize).to_owned()),
            start: Day::from(all.starts[at]),
            due: Day::from(all.dues[at]),
            amount: Fen(all.amounts[at]),
            balance: Fen(all.balance(at, day)),
        }
    };
    let own = |line: &GuaranteeLine| match permit.scope() {
        Scope::District | Scope::Party(_) => true,
        Scope::Guarantor(own) => line.guarantor == *own,
        // A lender knows who guarantees its own loans.
        Scope::Lender(own) => line.lender == *own,
        Scope::Unit(_) | Scope::Public => false,
    };
    view.debts().guarantees(party).iter().map(line).filter(own).collect()
}

impl Counter {
    /// Parties the caller may see whose id or public name holds a text, by id,
    /// after one and at most so many. Persons are found by their whole id only.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::Faulty`], or whatever the register answers.
    pub fn parties(
        &self,
        caller: &Caller,
        text: &str,
        after: Option<&str>,
        most: usize,
    ) -> Result<Answer<Vec<PartyShown>>, Error> {
        let permit = caller.permit(UseCase::Parties)?;
        let view = self.view(caller, None)?;
        let text = text.trim().to_lowercase();
        let fits = |one: &PartyShown| match &one.name {
            PartyName::Open(name) => name.to_lowercase().contains(&text) || one.id.to_lowercase().contains(&text),
            PartyName::Personal(_) => text.is_empty() || one.id.to_lowercase() == text,
        };
        let ids = &view.book.parties.ids;
        let first = after.map_or(0, |after| ids.iter().take_while(|id| *id <= after).count());
        let places = (first as u32..ids.len() as u32).filter(|&party| reaches(&view, party, &permit));
        let found = places.map(|party| shown(&view, party)).filter(fits).take(most).collect();
        Ok(Answer { batch: view.batch, found, names: Arc::clone(&view.names) })
    }

    /// One party as the platform knows it on a day, with what the measures of
    /// the day's year say of its loans. A look at somebody else's is written
    /// into the audit before it is answered.
    ///
    /// # Errors
    /// [`Error::NotThere`] where there is none or it is not the caller's;
    /// else as of a settlement.
    pub fn party(
        &self,
        caller: &Caller,
        id: &str,
        day: Day,
        at: Option<AsKnownAt>,
    ) -> Result<Answer<PartyAnswer>, Error> {
        let permit = caller.permit(UseCase::Party)?;
        let id = self.register(permit.who(), |register| register.veiled(id))?;
        let (view, rules) = (self.view(caller, at)?, self.rules_of_year(day.year())?);
        let not_there = || Error::NotThere { what: id.clone() };
        let party = view.book.parties.ids.find(&id).filter(|&party| reaches(&view, party, &permit));
        let party = party.ok_or_else(not_there)?;
        let look = || {
            let standings = view.standings(&rules, day.year());
            let found = PartyAnswer {
                name: shown(&view, party).name,
                rows: self.rows_of(&view, &id)?,
                loans: loans(&view, party, day, &permit),
                guarantees: guarantees(&view, party, day, &permit),
                products: products_for(&view.book, &rules, &id, day).unwrap_or_default(),
                standings: scoped::standings(standings.about(&id), &id, &permit),
                id: id.clone(),
            };
            Ok(Answer { batch: view.batch, found, names: Arc::clone(&view.names) })
        };
        if matches!(permit.scope(), Scope::Party(_)) {
            return look();
        }
        self.written_down(&permit, &id, "", look)
    }

    fn rows_of(&self, view: &View, id: &str) -> Result<Vec<PartyRow>, Error> {
        self.pool.with(|store| {
            let mut rows = Vec::new();
            store.facts_about(About::Party(id), Some(view.batch), |trace, row| {
                if let Row::Party(row) = row {
                    rows.push((trace, party_row(row, RowOrigin::unnamed(trace))));
                }
            })?;
            name_origins(store, rows.iter_mut().map(|(trace, row)| (*trace, &mut row.origin)).collect())?;
            Ok(rows.into_iter().map(|(_, row)| row).collect())
        })
    }

    /// Leave to see one person's data, with the reason given for it; it stands
    /// in the audit. A person may always see its own.
    ///
    /// # Errors
    /// [`Error::NotThere`] where there is no such party or it is not the
    /// caller's; else as [`Counter::parties`].
    pub fn unmask(&self, caller: &Caller, party: &str, reason: &str) -> Result<Unmasking, Error> {
        let permit = caller.permit(UseCase::Unmask)?;
        let (id, reason) =
            self.register(permit.who(), |register| Ok((register.veiled(party)?, register.veiled_to_keep(reason)?)))?;
        let view = self.view(caller, None)?;
        let known = view.book.parties.ids.find(&id).filter(|&party| reaches(&view, party, &permit));
        known.ok_or_else(|| Error::NotThere { what: id.clone() })?;
        self.written_down(&permit, &id, &reason, || Ok(Unmasking::of(&id)))
    }

    /// A look that is written down before it is taken, and after.
    pub(crate) fn written_down<T>(
        &self,
        permit: &Permit,
        subject: &str,
        detail: &str,
        look: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let opening = self.register(permit.who(), |register| register.open_act(permit.use_case(), subject, detail))?;
        let found = look();
        let result = if found.is_ok() { "done" } else { "failed" };
        self.register(permit.who(), |register| register.close_act(&opening, result, ""))?;
        found
    }
}
