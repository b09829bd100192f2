//! Refused rows written aside, one file each, with the reasons in a last
//! column: to be mended and sent again.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use huigu_answers::texts::books;
use huigu_facts::Issue;
use huigu_intake::{Source, mended};
use huigu_quantity::Lang;

use crate::files::{BookFile, unreadable};
use crate::outcome::{Console, Failure};
use crate::output::{not_written, whole_file};

/// Refuses a folder whose files the next reading would take for books.
///
/// # Errors
/// [`Failure::Usage`] when the two folders are one.
pub fn not_among_the_books(mended: &Path, books: &Path, lang: Lang) -> Result<(), Failure> {
    let same = match (fs::canonicalize(mended), fs::canonicalize(books)) {
        (Ok(one), Ok(other)) => one == other,
        // A folder that does not exist yet is another one.
        _ => false,
    };
    if same { Err(Failure::Usage(lang.t(books::MENDED_IN_BOOKS).to_owned())) } else { Ok(()) }
}

/// Writes each file's refused rows to `<stem>-mended.csv` in the folder.
///
/// # Errors
/// [`Failure::Environment`] when something cannot be read or written.
pub fn write(
    folder: &Path,
    files: &[BookFile],
    faults: &[Issue],
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let lang = console.lang;
    fs::create_dir_all(folder).map_err(|error| not_written(folder, &error, lang))?;
    let mut by_file: BTreeMap<u32, Vec<Issue>> = BTreeMap::new();
    for fault in faults {
        by_file.entry(fault.origin.file).or_default().push(fault.clone());
    }
    let mut taken = HashSet::new();
    for (number, faults) in by_file {
        let Some(file) = files.get(number as usize) else { continue };
        let bytes = fs::read(&file.path).map_err(|error| unreadable(&file.path, &error, lang))?;
        let source = Source { name: &file.name, bytes: &bytes, file: number, kind: Some(file.kind) };
        let text = mended(&source, &faults);
        let path = folder.join(free_name(file, &mut taken));
        whole_file(&path, lang, |part| fs::write(part, text.as_bytes()))?;
    }
    Ok(())
}

/// `loans-mended.csv`; where `loans.csv` and `loans.xlsx` both have refused
/// rows, the later keeps its extension in the name.
fn free_name(file: &BookFile, taken: &mut HashSet<String>) -> String {
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let short = format!("{stem}-mended.csv");
    if taken.insert(short.clone()) {
        return short;
    }
    let long = format!("{}-mended.csv", file.name.replace('.', "-"));
    taken.insert(long.clone());
    long
}
