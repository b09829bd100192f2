//! Where a command's book comes from: a folder of files, faults told and
//! nothing settled while there are any, unless the good rows alone are asked
//! for; or a register, as it was known at a time.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use huigu_answers::{
    Names,
    figures::grouped,
    system,
    terminal::harmless,
    texts::{books, files},
};
use huigu_book::Book;
use huigu_desk::{BatchNumber, BatchView, CheckedImport, File, ListBatches, PageSize, Reading, Register, Stage};
use huigu_facts::{Kind, Kinds};
use huigu_plan::{Rules, Text};
use huigu_quantity::Lang;

use crate::args::{BooksFrom, SourceFrom};
use crate::mending;
use crate::outcome::{Console, Failure};
use crate::progress::{Progress, during};
use crate::register::{self, AtDesk, failure};
use crate::trouble::{Listed, Places, faults, tell_faults, tell_findings};

/// A file of a book.
pub struct BookFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name, for people; not always the bytes of the path.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    size: u64,
}

/// Extensions of the files that are read.
const FORMATS: [&str; 3] = ["csv", "xlsx", "parquet"];
/// Extensions of letters and notes that may lie beside the books: passed over,
/// unless the name tells a kind of book.
const DOCUMENTS: [&str; 8] = ["md", "txt", "pdf", "doc", "docx", "rtf", "htm", "html"];
/// A book and the names in it.
pub struct Books {
    /// The book.
    pub book: Arc<Book>,
    /// Names of its organisations and parties, and of the plan's measures.
    pub names: BookNames,
}

/// Names as a book and a plan know them.
pub struct BookNames {
    book: Arc<Book>,
    measures: HashMap<String, Text>,
}

impl Names for BookNames {
    fn name(&self, id: &str) -> Option<Cow<'_, str>> {
        let organisations = &self.book.organisations;
        let organisation = organisations.ids.find(id).map(|place| organisations.rows[place as usize].name.as_str());
        organisation.map(Cow::Borrowed).or_else(|| self.party(id))
    }

    fn party(&self, id: &str) -> Option<Cow<'_, str>> {
        self.book.parties.ids.find(id).map(|party| Cow::Borrowed(self.book.parties.name(party)))
    }

    fn measure(&self, id: &str) -> Option<&Text> {
        self.measures.get(id)
    }
}

impl Books {
    /// The book and the names in it and in the plan.
    pub fn of(book: Book, rules: &Rules) -> Self {
        let book = Arc::new(book);
        let measures = rules.measures.iter().map(|measure| (measure.id.clone(), measure.name.clone())).collect();
        Self { names: BookNames { book: Arc::clone(&book), measures }, book }
    }
}

/// The book a command works on. The rules name the plan, its products and measures.
///
/// # Errors
/// [`Failure::Input`] when rows have faults (they have been told) or there is
/// no file, [`Failure::Environment`] when something cannot be read.
pub fn gather(from: &SourceFrom, rules: &Rules, console: &mut Console<'_, '_>) -> Result<Books, Failure> {
    match &from.books.dir {
        Some(folder) => of_folder(folder, &from.books, rules, console),
        None => of_register(from, rules, console),
    }
}

fn of_folder(folder: &Path, from: &BooksFrom, rules: &Rules, console: &mut Console<'_, '_>) -> Result<Books, Failure> {
    if let Some(mended) = &from.faults.mended {
        mending::not_among_the_books(mended, folder, console.lang)?;
    }
    let files = book_files(folder, Kinds::default(), console)?;
    let products = products(rules);
    let wish = Wish { products: &products, good_rows: from.faults.accept_good_rows };
    let gathered = reading(&files, &wish, console, |reading| reading.bare(&mut |_| ()))?;
    let gathered = gathered.map_err(|error| failure(&error.into(), &files, console.lang))?;
    let places = Places::of_files(&files);
    if gathered.faults().next().is_some() {
        tell_faults(&gathered.issues, &places, Listed::all_if(from.faults.all_faults), console);
        let count = faults(&gathered.issues).count();
        return Err(Failure::Input(console.lang.say(books::HaveFaults { count: &count })));
    }
    tell_refused(&gathered, &files, &from.faults, console)?;
    tell_findings(&gathered.counts, &gathered.issues, &places, from.faults.findings, console);
    Ok(Books::of(gathered.book, rules))
}

/// Tells the rows left out, and writes them aside.
///
/// # Errors
/// [`Failure::Environment`] when something cannot be read or written.
pub fn tell_refused(
    gathered: &CheckedImport,
    files: &[BookFile],
    wish: &crate::args::FaultsWish,
    console: &mut Console<'_, '_>,
) -> Result<(), Failure> {
    let Some(folder) = wish.mended.as_ref().filter(|_| !gathered.refused.is_empty()) else { return Ok(()) };
    tell_faults(&gathered.refused, &Places::of_files(files), Listed::all_if(wish.all_faults), console);
    for (number, file) in (0u32..).zip(files) {
        let faulty = gathered.refused.iter().any(|fault| fault.origin.file == number);
        if faulty && gathered.rows_of.get(number as usize) == Some(&0) {
            console.tell(books::FileLeftWhole { file: &harmless(&file.name) });
        }
    }
    mending::write(folder, files, &gathered.refused, console)?;
    let (rows, faults) = (gathered.refused_rows, gathered.refused.len());
    console.tell(books::RowsRefused { rows: &rows, faults: &faults, taken: &gathered.rows });
    console.tell(books::RowsAreIn { path: &folder.display() });
    Ok(())
}

fn of_register(from: &SourceFrom, rules: &Rules, console: &mut Console<'_, '_>) -> Result<Books, Failure> {
    let products = products(rules);
    register::with(&from.register, &rules.plan, console, |register, console| {
        let known: Result<_, huigu_desk::Error> = during(console.context.err_is_terminal, |progress| {
            progress.says(console.lang.t(books::READING_REGISTER).to_owned());
            let batch = from.as_known_at.map(|at| at.batch(register)).transpose()?;
            Ok(register.load_as_of(batch, &products)?)
        });
        let known = known.map_err(|error| failure(&error, &[], console.lang))?;
        let places = places_of(register, &[], console)?;
        if known.faults() > 0 {
            tell_faults(known.issues.list(), &places, Listed::all_if(from.books.faults.all_faults), console);
            let error = huigu_desk::IngestError::Faulty { count: known.faults() }.into();
            return Err(failure(&error, &[], console.lang));
        }
        tell_findings(known.issues.counts(), known.issues.list(), &places, from.books.faults.findings, console);
        if from.as_known_at.is_some() {
            console.tell(books::AsKnownAfter { batch: &known.batch });
        }
        Ok(Books::of(known.book, rules))
    })
}

/// Where rows of these files and of the register's batches come from.
///
/// # Errors
/// As the register answers.
pub fn places_of(
    register: &mut Register<'_>,
    files: &[BookFile],
    console: &Console<'_, '_>,
) -> Result<Places, Failure> {
    let batches = register.batches().map_err(|error| failure(&error.into(), files, console.lang))?;
    let batches = batches.iter().map(|batch| (batch.number, batch.file.as_str(), batch.kind));
    Ok(places_in(batches, files, console))
}

/// As [`places_of`], at the desk.
///
/// # Errors
/// As the desk answers.
pub fn places_at(at: &AtDesk, files: &[BookFile], console: &Console<'_, '_>) -> Result<Places, Failure> {
    let batches = all_batches(at)?;
    let batches = batches.iter().map(|batch| (BatchNumber(batch.batch), batch.file.as_str(), batch.kind));
    Ok(places_in(batches, files, console))
}

/// Every batch, by number.
///
/// # Errors
/// As the desk answers.
pub fn all_batches(at: &AtDesk) -> Result<Vec<BatchView>, Failure> {
    let all = at.run(ListBatches { limit: PageSize::of_any(u32::MAX), ..ListBatches::default() })?;
    Ok(all.batches.into_iter().map(|sent| sent.batch).collect())
}

fn places_in<'b>(
    batches: impl Iterator<Item = (BatchNumber, &'b str, Kind)>,
    files: &[BookFile],
    console: &Console<'_, '_>,
) -> Places {
    let named = batches
        .map(|(batch, file, kind)| (batch, console.lang.say(books::FileOfBatch { file: &file, batch: &batch }), kind));
    Places::of_files(files).with_batches(named)
}

/// The plan's product ids.
pub fn products(rules: &Rules) -> Vec<&str> {
    rules.products.iter().map(|product| product.id.as_str()).collect()
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
