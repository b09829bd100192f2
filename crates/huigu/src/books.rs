//! Books read, and what is told of them: rows left out, and where rows come
//! from.

use std::fs;

use huigu_answers::{figures::grouped, terminal::harmless, texts::books};
use huigu_desk::{BatchNumber, BatchView, CheckedImport, File, ListBatches, PageSize, Reading, Stage};
use huigu_quantity::Lang;

use crate::files::BookFile;
use crate::mending;
use crate::outcome::{Console, Failure};
use crate::progress::{Progress, during};
use crate::register::AtDesk;
use crate::trouble::{Listed, Places, tell_faults};

/// Tells the rows left out, and writes them aside.
///
/// # Errors
/// [`Failure::Environment`] when something cannot be read or written.
pub fn tell_refused(
    import: &CheckedImport,
    files: &[BookFile],
    wish: &crate::args::FaultsWish,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let Some(folder) = wish.mended.as_ref().filter(|_| !import.refused.is_empty()) else { return Ok(()) };
    tell_faults(&import.refused, &Places::of_files(files), Listed::all_if(wish.all_faults), console);
    for (number, file) in (0u32..).zip(files) {
        let faulty = import.refused.iter().any(|fault| fault.origin.file == number);
        if faulty && import.rows_of.get(number as usize) == Some(&0) {
            console.tell(books::FileLeftWhole { file: &harmless(&file.name) });
        }
    }
    mending::write(folder, files, &import.refused, console)?;
    let (rows, faults) = (import.refused_rows, import.refused.len());
    console.tell(books::RowsRefused { rows: &rows, faults: &faults, taken: &import.rows });
    console.tell(books::RowsAreIn { path: &folder.display() });
    Ok(())
}

/// Where rows of these files and of the register's batches come from.
///
/// # Errors
/// As the desk answers.
pub fn places_at(at: &AtDesk, files: &[BookFile], console: &Console<'_, '_>) -> Result<Places, Failure> {
    let named = all_batches(at)?.into_iter().map(|batch| {
        let number = BatchNumber(batch.batch);
        (number, console.lang.say(books::FileOfBatch { file: &batch.file, batch: &number }), batch.kind)
    });
    Ok(Places::of_files(files).with_batches(named))
}

/// Every batch, by number.
///
/// # Errors
/// As the desk answers.
pub fn all_batches(at: &AtDesk) -> Result<Vec<BatchView>, Failure> {
    let all = at.run(ListBatches { limit: PageSize::of_any(u32::MAX), ..ListBatches::default() })?;
    Ok(all.batches.into_iter().map(|sent| sent.batch).collect())
}

/// What is wished of a reading.
pub struct Wish<'a> {
    /// The plan's product ids.
    pub products: &'a [&'a str],
    /// Whether good rows are taken without the bad ones.
    pub good_rows: bool,
}

/// Reads files in the way `read` says, with a sign of life.
///
/// # Errors
/// None of its own; those of `read` are inside.
pub fn reading<T>(
    files: &[BookFile],
    wish: &Wish<'_>,
    console: &Console<'_, '_>,
    read: impl FnOnce(&Reading<'_>) -> T,
) -> Result<T, Failure> {
    let handed: Vec<File> =
        files.iter().map(|file| File { name: file.name.clone(), kind: file.kind, size: file.size }).collect();
    let open = |place: usize| fs::read(&files[place].path);
    Ok(during(console.context.err_is_terminal, |progress| {
        let lang = console.lang;
        let Wish { products, good_rows } = *wish;
        let told = |stage: Stage<'_>| tell_stage(stage, files.len(), progress, lang);
        read(&Reading { files: &handed, open: &open, products, good_rows, progress: &told })
    }))
}

fn tell_stage(stage: Stage<'_>, files: usize, progress: &Progress, lang: Lang) {
    let rows_read = |rows| grouped(rows);
    match stage {
        Stage::Begins(bytes) => progress.of(bytes),
        Stage::Reading(file, rows) => {
            progress.says(lang.say(books::Reading { file: &file, rows: &rows_read(rows) }));
        }
        Stage::Read(bytes) => progress.at(bytes),
        Stage::Together(rows) => {
            progress.of(0);
            progress.says(lang.say(books::Checking { rows: &rows_read(rows) }));
        }
        Stage::Keeping(file, place) => {
            progress.of(files as u64);
            progress.at(place as u64);
            progress.says(lang.say(books::Keeping { file: &file }));
        }
    }
}
