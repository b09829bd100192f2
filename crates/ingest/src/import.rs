//! Taking files in: all read and checked together with what the register
//! holds, then each kept in a transaction and a batch of its own.

use huigu_facts::Row;
use huigu_store::{Imported, ImportedFile, Opening};

use crate::bounds::Bounds;
use crate::checked::CheckedImport;
use crate::reading::{Reading, RegisterSide, Stage};
use crate::{IngestError, Register};

/// What the audit calls it.
const IMPORT: &str = "import";

/// What files came to, and what was kept of them.
pub struct ImportOutcome {
    /// What the files come to.
    pub import: CheckedImport,
    /// Of each file, in their order: what the register did with it; `None` if
    /// it was left out as a whole. Nothing where faults forbade it.
    pub files: Vec<Option<Imported>>,
}

impl Register<'_> {
    /// Does everything but keep it: what the files come to, together with
    /// what the register holds. A key of identity numbers is not made.
    ///
    /// # Errors
    /// Whatever files or register answer.
    pub fn preview(
        &mut self,
        reading: &Reading<'_>,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<CheckedImport, IngestError> {
        self.preview_within(reading, None, each)
    }

    /// As [`Register::preview`], of what a sender may send.
    pub fn preview_within(
        &mut self,
        reading: &Reading<'_>,
        bounds: Option<&Bounds>,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<CheckedImport, IngestError> {
        let mut pseudonymizer = self.pseudonymizer()?;
        let now = self.columns_now(reading.products)?;
        reading.gather(
            Some(RegisterSide { store: &mut self.store, pseudonymizer: &mut pseudonymizer, keep: false, bounds, now }),
            each,
        )
    }

    /// Takes files in. Faults forbid all of them; otherwise each is kept in
    /// its turn, and a failure leaves the earlier ones kept: sending all again
    /// completes. Every file is an act. If somebody else's batch comes in
    /// between check and keeping, what is not kept yet is refused.
    ///
    /// # Errors
    /// [`huigu_store::Error::Conflict`], or whatever files or register answer.
    pub fn import(&mut self, reading: &Reading<'_>) -> Result<ImportOutcome, IngestError> {
        self.import_within(reading, None, None)
    }

    /// As [`Register::import`], of what a sender may send, and for whom: what
    /// an account stands for, empty for nothing; `None`: for the organisation
    /// whose id whoever runs the program bears.
    pub fn import_within(
        &mut self,
        reading: &Reading<'_>,
        bounds: Option<&Bounds>,
        home: Option<&str>,
    ) -> Result<ImportOutcome, IngestError> {
        // A file is known by its hash: one that is kept after all is not kept twice.
        self.check_and_keep(reading, bounds, home).map_err(IngestError::repeatable)
    }

    fn check_and_keep(
        &mut self,
        reading: &Reading<'_>,
        bounds: Option<&Bounds>,
        home: Option<&str>,
    ) -> Result<ImportOutcome, IngestError> {
        let mut pseudonymizer = self.pseudonymizer()?;
        let names: Vec<String> = reading.files.iter().map(|file| pseudonymizer.pseudonymized(&file.name)).collect();
        pseudonymizer.finish()?;
        let mut openings = Vec::with_capacity(names.len());
        for name in &names {
            openings.push(self.open_act(IMPORT, name, "")?);
        }
        let now = self.columns_now(reading.products).unwrap_or_default();
        let held = RegisterSide { store: &mut self.store, pseudonymizer: &mut pseudonymizer, keep: true, bounds, now };
        let read = reading.gather(Some(held), &mut |_| ());
        let import = match read {
            Ok(import) if import.faults().next().is_none() => import,
            Ok(import) => {
                let detail = format!("faults={}", import.faults().count());
                self.close_all(&openings, "refused", &detail)?;
                return Ok(ImportOutcome { import, files: Vec::new() });
            }
            Err(error) => {
                drop(self.close_all(&openings, "failed", "not read"));
                return Err(error);
            }
        };
        if let Err(error) = self.pin(&mut pseudonymizer) {
            drop(self.close_all(&openings, "failed", "no key of identity numbers"));
            return Err(error);
        }
        let sender = match home {
            Some(home) => home.to_owned(),
            // The organisation may come with these very files.
            None => self.who().map(|who| import.book.organisations.ids.find(&who).map_or(String::new(), |_| who))?,
        };
        let kept = self.keep(reading, &names, &openings, &sender, import)?;
        // What is kept is kept, whatever comes of the column form.
        drop(self.columns_now(reading.products));
        Ok(kept)
    }

    fn keep(
        &mut self,
        reading: &Reading<'_>,
        names: &[String],
        openings: &[Opening],
        sender: &str,
        mut import: CheckedImport,
    ) -> Result<ImportOutcome, IngestError> {
        let mut files = Vec::with_capacity(names.len());
        let mut checked = import.checked;
        for (place, ready) in std::mem::take(&mut import.ready).into_iter().enumerate() {
            let Some(mut ready) = ready else {
                self.close_all(&openings[place..=place], "refused", "left out as a whole")?;
                files.push(None);
                continue;
            };
            (reading.progress)(Stage::Keeping(&names[place], place));
            // What came in between was not checked together with these rows.
            if let Some(checked) = checked {
                ready.incoming.set_checked(checked);
            }
            let delivery = ImportedFile { file: &names[place], file_hash: ready.hash, sender };
            match self.store.import(&openings[place], &delivery, ready.incoming, self.context.clock) {
                Ok(imported) => {
                    checked = imported.batch.or(checked);
                    files.push(Some(imported));
                }
                Err(error) => {
                    self.failed(&openings[place], &error);
                    drop(self.close_all(&openings[place + 1..], "failed", "an earlier file was not kept"));
                    return Err(error.into());
                }
            }
        }
        Ok(ImportOutcome { import, files })
    }

    /// The same outcome for acts that changed nothing.
    fn close_all(&mut self, openings: &[Opening], result: &str, detail: &str) -> Result<(), IngestError> {
        for opening in openings {
            self.store.append_outcome(opening, result, detail, self.context.clock)?;
        }
        Ok(())
    }
}
