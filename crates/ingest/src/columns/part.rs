//! The rows of some parties, gathered until everything of theirs is there: what
//! changed is checked and laid out with them alone, and put into the book.

use std::collections::BTreeSet;

use huigu_book::{Book, Builder, Issues, Touched};
use huigu_facts::{ItemKind, Kind, Row};
use huigu_store::{BatchNumber, Keys, Store, Trace};

use crate::origin::origin_of;

/// Of the parties at most one in so many may be touched for the book to be
/// brought up to date; beyond that it is read as fast.
const SHARE: usize = 8;

/// So many parties are never too many.
const FEW: usize = 1_000;

/// What changed, by the names its rows bear.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub keys: Keys,
    pub observations: bool,
    pub claims: bool,
    /// Whether something changed that touches every row, or whose rows do not
    /// tell whom it was of.
    pub everything: bool,
}

impl Change {
    /// What batches touched.
    pub(crate) fn of_batches(touched: huigu_store::Touched) -> Self {
        let of = |kind| touched.kinds.contains(&kind);
        let everything = of(Kind::Organisations) || of(Kind::Lpr);
        let (observations, claims) = (of(Kind::Observations), of(Kind::Claims));
        Self { keys: touched.keys, observations, claims, everything }
    }

    /// With a row that a file brings; where that is too much beside a book of
    /// so many parties, what it touches is not kept.
    pub(crate) fn add(&mut self, row: &Row<'_>, most: usize) {
        if self.everything {
            return;
        }
        let Keys { loans, guarantees, parties } = &self.keys;
        if loans.len().max(guarantees.len()).max(parties.len()) > most {
            *self = Self { everything: true, ..Self::default() };
        }
        match row.kind() {
            Kind::Observations => self.observations = true,
            Kind::Claims => self.claims = true,
            // No book has them.
            Kind::Dataset(_) => {}
            // Of an older row of the demand nothing here tells the borrower.
            Kind::Organisations | Kind::Lpr | Kind::Demands => self.everything = true,
            _ => {
                match row.item() {
                    Some((ItemKind::Loan, lender, id)) => add_pair(&mut self.keys.loans, lender, id),
                    Some((ItemKind::Guarantee, guarantor, id)) => add_pair(&mut self.keys.guarantees, guarantor, id),
                    _ => {}
                }
                name(&mut self.keys, row);
            }
        }
    }
}

/// How many of a book's parties may be touched.
pub(crate) fn most(book: &Book) -> usize {
    FEW.max(book.parties.ids.len() / SHARE)
}

fn add(ids: &mut BTreeSet<String>, id: &str) {
    if !ids.contains(id) {
        ids.insert(id.to_owned());
    }
}

fn add_pair(pairs: &mut BTreeSet<(String, String)>, owner: &str, id: &str) {
    pairs.insert((owner.to_owned(), id.to_owned()));
}

/// Adds whom a row names: its party, and the loan that a guarantee stands behind.
fn name(keys: &mut Keys, row: &Row<'_>) {
    if let Some(party) = row.party() {
        add(&mut keys.parties, party);
    }
    if let Row::Guarantee(row) = row
        && !row.loan_id.is_empty()
    {
        add_pair(&mut keys.loans, row.lender, row.loan_id);
    }
}

/// The keys of `some` that are not among `others`.
fn without(some: Keys, others: &Keys) -> Keys {
    Keys {
        loans: some.loans.into_iter().filter(|key| !others.loans.contains(key)).collect(),
        guarantees: some.guarantees.into_iter().filter(|key| !others.guarantees.contains(key)).collect(),
        parties: some.parties.into_iter().filter(|key| !others.parties.contains(key)).collect(),
    }
}

fn is_empty(keys: &Keys) -> bool {
    keys.loans.is_empty() && keys.guarantees.is_empty() && keys.parties.is_empty()
}

/// Adds the loans and guarantees that a book has of parties.
fn add_of_parties(book: &Book, parties: &BTreeSet<String>, keys: &mut Keys) {
    let mut rows = vec![false; book.parties.rows.len()];
    for party in parties.iter().filter_map(|id| book.parties.ids.find(id)) {
        book.parties.rows_of(party).for_each(|row| rows[row as usize] = true);
    }
    let owner = |owner: u32| book.organisations.ids.get(owner);
    for (loan, row) in book.loans.party_rows.iter().enumerate() {
        if rows[*row as usize] {
            add_pair(&mut keys.loans, owner(book.loans.lender(loan)), book.loans.id(loan));
        }
    }
    for (guarantee, row) in book.guarantees.party_rows.iter().enumerate() {
        if rows[*row as usize] {
            add_pair(&mut keys.guarantees, owner(book.guarantees.guarantor(guarantee)), book.guarantees.id(guarantee));
        }
    }
}

/// A book that is to be brought up to date.
#[derive(Clone, Copy)]
pub(crate) struct OutdatedBook<'b> {
    pub book: &'b Book,
    pub issues: &'b Issues,
}

impl OutdatedBook<'_> {
    /// The book after a change: `builder` holds what of it stands outside the
    /// register; of the register's rows after a batch those are added of which
    /// `stays` says so. `None` where the outcome could not be vouched for.
    pub(crate) fn changed(
        self,
        change: Change,
        (store, batch): (&mut Store, BatchNumber),
        mut builder: Builder,
        stays: &mut dyn FnMut(Trace, &Row<'_>) -> bool,
        products: &[&str],
    ) -> Option<(Book, Issues)> {
        if change.everything {
            return None;
        }
        let Change { mut keys, observations, claims, .. } = change;
        let mut touched = Touched { parties: self.of_keys(&keys), observations, claims };
        let mut whole = vec![Kind::Organisations, Kind::Lpr];
        whole.extend(observations.then_some(Kind::Observations));
        whole.extend(claims.then_some(Kind::Claims));
        let mut read = Keys::default();
        loop {
            touched.parties.append(&mut keys.parties);
            touched = self.book.closure(&touched);
            if touched.parties.len() > most(self.book) {
                return None;
            }
            keys.parties = touched.parties.difference(&read.parties).cloned().collect();
            if !keys.parties.is_empty() {
                let fresh = keys.parties.clone();
                add_of_parties(self.book, &fresh, &mut keys);
            }
            let next = without(std::mem::take(&mut keys), &read);
            if is_empty(&next) && whole.is_empty() {
                break;
            }
            let each = |trace, row: &Row<'_>| {
                if stays(trace, row) {
                    builder.add(origin_of(trace), row);
                }
                name(&mut keys, row);
            };
            store.facts_of(&next, &whole, batch, each).ok()?;
            whole.clear();
            let Keys { mut loans, mut guarantees, mut parties } = next;
            read.loans.append(&mut loans);
            read.guarantees.append(&mut guarantees);
            read.parties.append(&mut parties);
        }
        let (part, issues) = builder.finish(products);
        self.book.updated(self.issues, &part, &issues, &touched).ok()
    }

    /// The parties that the book knows the keys to be of, and those among them.
    fn of_keys(self, keys: &Keys) -> BTreeSet<String> {
        let loans = keys.loans.iter().filter_map(|(lender, id)| self.book.borrower_of_loan(lender, id));
        let guarantees = keys.guarantees.iter();
        let guarantees = guarantees.filter_map(|(guarantor, id)| self.book.borrower_of_guarantee(guarantor, id));
        let parties = loans.chain(guarantees).map(str::to_owned);
        parties.chain(keys.parties.iter().cloned()).collect()
    }
}
