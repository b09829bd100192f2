//! Which parties are whose to see.

use huigu_facts::OrganisationKind;

use crate::desk::{View, last_row};
use crate::{Permit, Scope};

/// A party by its id, if it is the caller's to see.
pub(super) fn find(view: &View, id: &str, permit: &Permit) -> Option<u32> {
    view.book.parties.ids.find(id).filter(|&party| reaches(view, party, permit))
}

/// Whether a party is the caller's to see.
pub(super) fn reaches(view: &View, party: u32, permit: &Permit) -> bool {
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
            let town = book.towns.get(last_row(book, party).town);
            unit.kind == OrganisationKind::Town && !town.is_empty() && unit.name == town
        }),
    }
}
