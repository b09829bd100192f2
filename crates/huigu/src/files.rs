//! The files of books on the disk: which of a folder they are, and of what kind.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use huigu_answers::{
    system,
    terminal::harmless,
    texts::{books, files},
};
use huigu_facts::{Kind, Kinds};
use huigu_quantity::Lang;

use crate::outcome::{Console, Failure};

/// A file of a book.
pub struct BookFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name, for people; not always the bytes of the path.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Its size in bytes.
    pub size: u64,
}

/// Extensions of the files that are read.
const FORMATS: [&str; 3] = ["csv", "xlsx", "parquet"];
/// Extensions of letters and notes that may lie beside the books: passed over,
/// unless the name tells a kind of book.
const DOCUMENTS: [&str; 8] = ["md", "txt", "pdf", "doc", "docx", "rtf", "htm", "html"];

/// Extensions of spreadsheets that are not read: a book may be in one.
const SPREADSHEETS: [&str; 8] = ["xls", "xlsb", "xlsm", "et", "ods", "numbers", "dbf", "tsv"];

/// What a file in a folder of books is.
enum Found {
    Book(Kind),
    /// It looks like a book, and is none that is read: by its form, or its name.
    UnreadForm,
    UnreadName,
    /// Something else, which is told.
    Other,
    /// A letter or note.
    Document,
}

/// What a file is, by its name.
fn found(path: &Path, name: &str, kinds: Kinds) -> Found {
    let format = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let is = |forms: &[&str]| format.as_deref().is_some_and(|format| forms.contains(&format));
    match kinds.from_file_name(name) {
        Some(kind) if is(&FORMATS) => Found::Book(kind),
        Some(_) => Found::UnreadForm,
        None if is(&SPREADSHEETS) => Found::UnreadForm,
        None if is(&FORMATS) => Found::UnreadName,
        None if format.is_none() || is(&DOCUMENTS) => Found::Document,
        None => Found::Other,
    }
}

/// Folders, hidden files and the lock files of office suites are nobody's books.
fn is_nobodys(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}

/// What stands in a folder, by name.
fn entries(folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>())
        .map_err(|error| unreadable(folder, &error, lang))?;
    paths.sort();
    Ok(paths)
}

/// The first file below a folder that looks like a book.
fn book_below(folder: &Path, kinds: Kinds, lang: Lang) -> Result<Option<PathBuf>, Failure> {
    for path in entries(folder, lang)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_nobodys(&name) {
            continue;
        }
        let is_link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
        let below = if path.is_dir() && !is_link { book_below(&path, kinds, lang)? } else { None };
        if below.is_some() {
            return Ok(below);
        }
        if path.is_file() && !matches!(found(&path, &name, kinds), Found::Other | Found::Document) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// The folder's files that are books, in the order of kinds, then by name.
///
/// # Errors
/// [`Failure::Input`] where something there looks like a book and is not read:
/// its rows would be missing from every figure; [`Failure::Environment`] when
/// something cannot be read.
pub fn book_files(folder: &Path, kinds: Kinds, console: &mut Console<'_, '_>) -> Result<Vec<BookFile>, Failure> {
    let lang = console.lang;
    let (mut files, mut unread) = (Vec::new(), 0_usize);
    for path in entries(folder, lang)? {
        let metadata = fs::metadata(&path).map_err(|error| unreadable(&path, &error, lang))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_nobodys(&name) {
            continue;
        }
        if metadata.is_dir() {
            if let Some(book) = book_below(&path, kinds, lang)? {
                let file = book.strip_prefix(folder).unwrap_or(&book).to_string_lossy().into_owned();
                console.tell(books::InSubfolder { file: &harmless(&file) });
                unread += 1;
            }
            continue;
        }
        let file = &harmless(&name);
        match found(&path, &name, kinds) {
            Found::Book(kind) => files.push(BookFile { path, name, kind, size: metadata.len() }),
            Found::Document => {}
            Found::Other => console.tell(books::LeftAsideFormat { file }),
            Found::UnreadForm => {
                console.tell(books::LeftAsideFormat { file });
                unread += 1;
            }
            Found::UnreadName => {
                console.tell(books::LeftAside { file });
                unread += 1;
            }
        }
    }
    if unread > 0 {
        return Err(Failure::Input(lang.say(books::NotAllRead { path: &folder.display(), count: &unread })));
    }
    if files.is_empty() {
        return Err(Failure::Input(lang.say(books::NoBooks { path: &folder.display() })));
    }
    in_order(&mut files);
    Ok(files)
}

/// The books among files: no book, and no figure, has rows of data sets.
pub fn books_alone(files: Vec<BookFile>, console: &mut Console<'_, '_>) -> Vec<BookFile> {
    let (sets, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| matches!(file.kind, Kind::Dataset(_)));
    for set in sets {
        console.tell(books::DatasetLeftAside { file: &harmless(&set.name) });
    }
    files
}

/// Brings files into the order of kinds: what a kind refers to comes before it.
fn in_order(files: &mut [BookFile]) {
    // The sort is stable: within a kind the order stays.
    files.sort_by_key(|file| file.kind);
}

/// The files of paths, each a file or a folder of books, in the order of kinds.
///
/// # Errors
/// [`Failure::Input`] for a file whose kind is not known,
/// [`Failure::Environment`] when something cannot be read.
pub fn files_of(
    paths: &[PathBuf],
    kind: Option<Kind>,
    kinds: Kinds,
    console: &mut Console<'_, '_>,
) -> Result<Vec<BookFile>, Failure> {
    let lang = console.lang;
    let mut files: Vec<BookFile> = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error, lang))?;
        if metadata.is_dir() {
            files.extend(book_files(path, kinds, console)?);
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(kind) = kind.or_else(|| kinds.from_file_name(&name)) else {
            return Err(Failure::Input(lang.say(books::KindUnknown { path: &path.display() })));
        };
        files.push(BookFile { path: path.clone(), name, kind, size: metadata.len() });
    }
    in_order(&mut files);
    Ok(files)
}

/// The message for a file or folder that cannot be read.
pub fn unreadable(path: &Path, error: &io::Error, lang: Lang) -> Failure {
    Failure::Environment(lang.say(files::ReadFailed { path: &path.display(), why: &system(error, lang) }))
}
