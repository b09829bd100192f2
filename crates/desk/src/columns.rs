//! The book from its column form: opened where the register believes it,
//! brought up to date from what was touched since, kept again. Whatever is in
//! doubt, the book is built from the register's rows, which alone decide.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use huigu_book::{Book, Builder, Issues, Touched};
use huigu_facts::{Kind, Row};
use huigu_store::chain::Hash;
use huigu_store::{BatchNumber, Check, Finding, Form, Hashing, Keys, Written};

use crate::reading::origin_of;
use crate::register::Known;
use crate::{Error, Register};

/// Version of column forms: another whenever the same rows make other bytes,
/// be it that the form or that the book is another. A test holds it to the
/// sample's bytes.
pub const FORM: u32 = 1;

/// Registers with fewer rows are simply read.
const FROM_ROWS: u64 = 1_000_000;

/// Of the parties at most one in so many may be touched for the book to be
/// brought up to date; beyond that it is read as fast.
const SHARE: usize = 8;

/// Where column forms are kept, and of which registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shelf {
    pub folder: Option<PathBuf>,
    pub from_rows: u64,
    pub share: usize,
}

impl Shelf {
    pub(crate) fn in_folder(folder: Option<&Path>) -> Self {
        Self { folder: folder.map(Path::to_owned), from_rows: FROM_ROWS, share: SHARE }
    }
}

fn form(products: &[&str]) -> Form {
    let mut bytes = Vec::new();
    for product in products {
        bytes.extend_from_slice(&(product.len() as u64).to_be_bytes());
        bytes.extend_from_slice(product.as_bytes());
    }
    Form { version: FORM, basis: Hash::of(&bytes) }
}

fn write_form(book: &Book, issues: &Issues, out: &mut dyn Write) -> io::Result<()> {
    book.write_form(issues, &mut |bytes| out.write_all(bytes)).map(drop)
}

/// What a book is as a snapshot, but for the findings kept beyond those
/// listed, which depend on the way it came about.
fn canonical(book: &Book, issues: &Issues, batch: BatchNumber) -> io::Result<Written> {
    let mut out = Hashing::new(io::sink());
    write_form(book, &issues.without_reserve(), &mut out)?;
    Ok(out.written(batch))
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

/// The loans and guarantees that a book has of parties.
fn of_parties(book: &Book, parties: &BTreeSet<String>) -> Keys {
    let mut rows = vec![false; book.parties.rows.len()];
    for party in parties.iter().filter_map(|id| book.parties.ids.find(id)) {
        book.parties.rows_of(party).for_each(|row| rows[row as usize] = true);
    }
    let mut keys = Keys { parties: parties.clone(), ..Keys::default() };
    let owner = |owner: u32| book.organisations.ids.get(owner).to_owned();
    for (loan, row) in book.loans.party_rows.iter().enumerate() {
        if rows[*row as usize] {
            keys.loans.insert((owner(book.loans.lender(loan)), book.loans.id(loan).to_owned()));
        }
    }
    for (guarantee, row) in book.guarantees.party_rows.iter().enumerate() {
        if rows[*row as usize] {
            let guarantor = owner(book.guarantees.guarantor(guarantee));
            keys.guarantees.insert((guarantor, book.guarantees.id(guarantee).to_owned()));
        }
    }
    keys
}

/// Whom a row names: a party, and a loan that a guarantee stands behind.
fn named<'r>(row: &Row<'r>) -> (Option<&'r str>, Option<(&'r str, &'r str)>) {
    match row {
        Row::Loan(row) => (Some(row.borrower), None),
        Row::Guarantee(row) => (Some(row.borrower), (!row.loan_id.is_empty()).then_some((row.lender, row.loan_id))),
        Row::Demand(row) => (Some(row.borrower), None),
        Row::Financing(row) => (Some(row.issuer), None),
        Row::CreditLine(row) => (Some(row.borrower), None),
        _ => (None, None),
    }
}

/// Rows gathered of parties whose rows changed, until everything of theirs is there.
struct Part<'b> {
    old: &'b Book,
    touched: Touched,
    read: Keys,
    builder: Builder,
}

impl<'b> Part<'b> {
    fn new(old: &'b Book, touched: &huigu_store::Touched) -> Self {
        let mut parties = touched.keys.parties.clone();
        let loans = touched.keys.loans.iter().filter_map(|(lender, id)| old.borrower_of_loan(lender, id));
        parties.extend(loans.map(str::to_owned));
        let guarantees = touched.keys.guarantees.iter();
        let guarantees = guarantees.filter_map(|(guarantor, id)| old.borrower_of_guarantee(guarantor, id));
        parties.extend(guarantees.map(str::to_owned));
        let of = |kind: Kind| touched.kinds.contains(&kind);
        let touched = Touched { parties, observations: of(Kind::Observations), claims: of(Kind::Claims) };
        Self { old, touched, read: Keys::default(), builder: Builder::new() }
    }

    /// What is still to be read, if anything is.
    fn next(&mut self, named: Keys) -> Option<Keys> {
        self.touched.parties.extend(named.parties.iter().cloned());
        self.touched = self.old.closure(&self.touched);
        let fresh: BTreeSet<String> = self.touched.parties.difference(&self.read.parties).cloned().collect();
        let mut next = of_parties(self.old, &fresh);
        next.loans.extend(named.loans);
        next.guarantees.extend(named.guarantees);
        let next = without(next, &self.read);
        self.read.loans.extend(next.loans.iter().cloned());
        self.read.guarantees.extend(next.guarantees.iter().cloned());
        self.read.parties.extend(next.parties.iter().cloned());
        (!is_empty(&next)).then_some(next)
    }
}

impl Register<'_> {
    /// What speaks against the column form in the folder: files that are not
    /// what the register says of them, and bytes that are not what its rows
    /// make. `now` is what is known now, from the rows.
    pub(crate) fn check_columns(&mut self, now: &Known, products: &[&str]) -> Result<Vec<Finding>, Error> {
        let Some(folder) = self.shelf.folder.clone() else { return Ok(Vec::new()) };
        let finding =
            |place: &Path, what: String| Finding { check: Check::Snapshot, place: place.display().to_string(), what };
        let mut found: Vec<Finding> =
            self.store.unbelieved(&folder)?.iter().map(|(path, why)| finding(path, why.clone())).collect();
        let Some(snapshot) = self.store.snapshot(&folder, form(products), now.batch)? else { return Ok(found) };
        let (path, batch) = (folder.join(snapshot.written.file()), snapshot.written.batch);
        let then;
        let rebuilt = if batch == now.batch {
            now
        } else {
            then = self.from_rows(Some(batch), products)?;
            &then
        };
        let same = Book::read_form(snapshot.bytes).map_err(|error| error.to_string()).and_then(|(book, issues)| {
            let forms = canonical(&book, &issues, batch)
                .and_then(|one| Ok((one, canonical(&rebuilt.book, &rebuilt.issues, batch)?)));
            let (kept, made) = forms.map_err(|error| error.to_string())?;
            if kept == made { Ok(()) } else { Err(format!("not what the rows of batch {batch} make")) }
        });
        found.extend(same.err().map(|why| finding(&path, why)));
        Ok(found)
    }

    /// Where the column forms of big registers are kept; `None`: nowhere. At
    /// first it is the folder of the database, if it has one.
    pub fn keep_columns_in(&mut self, folder: Option<&Path>) {
        self.shelf.folder = folder.map(Path::to_owned);
    }

    /// From how many rows on a register is big: its book's column form is kept.
    pub fn keep_columns_from(&mut self, rows: u64) {
        self.shelf.from_rows = rows;
    }

    /// The folder for this register's column form, if it is big enough for one.
    pub(crate) fn columns_folder(&mut self) -> Result<Option<PathBuf>, Error> {
        let Some(folder) = self.shelf.folder.clone() else { return Ok(None) };
        Ok((self.store.rows()? >= self.shelf.from_rows).then_some(folder))
    }

    /// What is known now, from the column form; `None` where it must be built
    /// from the rows.
    pub(crate) fn from_columns(&mut self, folder: &Path, products: &[&str]) -> Option<Known> {
        let last = self.store.last_batch().ok()?;
        let snapshot = self.store.snapshot(folder, form(products), last).ok()??;
        let batch = snapshot.written.batch;
        let (book, issues) = Book::read_form(snapshot.bytes).ok()?;
        let old = Known { book, issues, batch };
        if batch == last {
            return Some(old);
        }
        let known = self.brought_up_to_date(&old, products)?;
        self.keep_columns(folder, products, &known);
        Some(known)
    }

    /// A book and what was touched since, as one; `None` where that is in doubt.
    fn brought_up_to_date(&mut self, old: &Known, products: &[&str]) -> Option<Known> {
        let touched = self.store.touched_since(old.batch).ok()??;
        if [Kind::Organisations, Kind::Lpr].iter().any(|kind| touched.kinds.contains(kind)) {
            return None;
        }
        let mut part = Part::new(&old.book, &touched);
        let mut whole = vec![Kind::Organisations, Kind::Lpr];
        whole
            .extend(touched.whole_kinds().into_iter().filter(|kind| matches!(kind, Kind::Observations | Kind::Claims)));
        let (mut keys, batch) = (touched.keys, touched.until);
        loop {
            let next = part.next(std::mem::take(&mut keys));
            if part.touched.parties.len() > old.book.parties.ids.len() / self.shelf.share {
                return None;
            }
            if next.is_none() && whole.is_empty() {
                break;
            }
            let builder = &mut part.builder;
            let each = |trace, row: &Row<'_>| {
                builder.add(origin_of(trace), row);
                let (party, loan) = named(row);
                keys.parties.extend(party.map(str::to_owned));
                keys.loans.extend(loan.map(|(lender, id)| (lender.to_owned(), id.to_owned())));
            };
            self.store.facts_of(&next.unwrap_or_default(), &whole, batch, each).ok()?;
            whole.clear();
        }
        let (new, issues) = part.builder.finish(products);
        let (book, issues) = old.book.updated(&old.issues, &new, &issues, &part.touched).ok()?;
        Some(Known { book, issues, batch })
    }

    /// Keeps the column form of what is known. That it cannot be kept is no
    /// reason to withhold an answer: it is remembered, to be told.
    pub(crate) fn keep_columns(&mut self, folder: &Path, products: &[&str], known: &Known) {
        if known.issues.has_faults() {
            return;
        }
        let mut write = |out: &mut dyn Write| write_form(&known.book, &known.issues, out);
        self.not_kept = self.store.keep_snapshot(folder, form(products), known.batch, &mut write).err();
    }
}

#[cfg(test)]
mod tests;
