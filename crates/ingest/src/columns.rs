//! The book from its column form: opened where the register believes it,
//! brought up to date from what was touched since, kept again. Whatever is in
//! doubt, the book is built from the register's rows, which alone decide.

mod part;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use huigu_book::{Book, Builder, Issues};
use huigu_store::chain::Hash;
use huigu_store::{BatchNumber, Check, Finding, Form, Hashing, Written};

pub(crate) use part::{Change, OutdatedBook, most};

use crate::known::{Known, in_order};
use crate::{IngestError, Register};

/// Version of column forms: another whenever the same rows make other bytes,
/// be it that the form or that the book is another. A test holds it to the
/// sample's bytes.
pub const FORM: u32 = 2;

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

impl Register<'_> {
    /// What speaks against the column form in the folder: files that are not
    /// what the register says of them, and bytes that are not what its rows
    /// make. `now` is what is known now, from the rows.
    pub fn check_columns(&mut self, now: &Known, products: &[&str]) -> Result<Vec<Finding>, IngestError> {
        let Some(folder) = self.snapshots.folder.clone() else { return Ok(Vec::new()) };
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
            then = self.load_rows(Some(batch), products)?;
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
        self.snapshots.folder = folder.map(Path::to_owned);
    }

    /// From how many rows on a register is big: its book's column form is kept.
    pub fn keep_columns_from(&mut self, rows: u64) {
        self.snapshots.from_rows = rows;
    }

    /// What is known now, if that is had from the column form.
    pub fn columns_now(&mut self, products: &[&str]) -> Result<Option<Known>, IngestError> {
        let folder = self.columns_folder()?;
        Ok(folder.and_then(|folder| self.load_columns(&folder, &in_order(products))))
    }

    /// Why the column form could not be kept, when that was tried last.
    #[must_use]
    pub fn why_no_columns(&self) -> Option<&huigu_store::Error> {
        self.not_kept.as_ref()
    }

    /// The folder for this register's column form, if it is big enough for one.
    pub fn columns_folder(&mut self) -> Result<Option<PathBuf>, IngestError> {
        let Some(folder) = self.snapshots.folder.clone() else { return Ok(None) };
        // Before the first batch there is nothing to keep.
        Ok((self.store.rows()? >= self.snapshots.from_rows.max(1)).then_some(folder))
    }

    /// What is known now, from the column form; `None` where it must be built
    /// from the rows.
    pub fn load_columns(&mut self, folder: &Path, products: &[&str]) -> Option<Known> {
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
        let (batch, change) = (touched.until, Change::of_batches(touched));
        let old = OutdatedBook { book: &old.book, issues: &old.issues };
        let from = (&mut self.store, batch);
        let (book, issues) = old.changed(change, from, Builder::new(), &mut |_, _| true, products)?;
        Some(Known { book, issues, batch })
    }

    /// Keeps the column form of what is known. That it cannot be kept is no
    /// reason to withhold an answer: it is remembered, to be told.
    pub fn keep_columns(&mut self, folder: &Path, products: &[&str], known: &Known) {
        if known.issues.has_faults() {
            return;
        }
        let mut write = |out: &mut dyn Write| write_form(&known.book, &known.issues, out);
        self.not_kept = self.store.keep_snapshot(folder, form(products), known.batch, &mut write).err();
    }
}

#[cfg(test)]
mod tests;
