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

/// The folder's files that are books, in the order of kinds, then by name;
/// whatever else lies there is told.
pub fn book_files(folder: &Path, kinds: Kinds, console: &mut Console<'_, '_>) -> Result<Vec<BookFile>, Failure> {
    let lang = console.lang;
    let mut files = Vec::new();
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>())
        .map_err(|error| unreadable(folder, &error, lang))?;
    paths.sort();
    for path in paths {
        let metadata = fs::metadata(&path).map_err(|error| unreadable(&path, &error, lang))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Folders, hidden files and the lock files of office suites are nobody's books.
        if metadata.is_dir() || name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let format = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        if !format.as_deref().is_some_and(|format| FORMATS.contains(&format)) {
            let is_document = format.is_none_or(|format| DOCUMENTS.contains(&format.as_str()));
            if is_document && kinds.from_file_name(&name).is_none() {
                continue;
            }
            console.tell(books::LeftAsideFormat { file: &harmless(&name) });
            continue;
        }
        match kinds.from_file_name(&name) {
            Some(kind) => files.push(BookFile { path, name, kind, size: metadata.len() }),
            None => console.tell(books::LeftAside { file: &harmless(&name) }),
        }
    }
    if files.is_empty() {
        return Err(Failure::Input(lang.say(books::NoBooks { path: &folder.display() })));
    }
    in_order(&mut files);
    Ok(files)
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
