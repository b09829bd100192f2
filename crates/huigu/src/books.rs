//! A folder of files becomes a book: each file read by the kind its name
//! tells, faults told, and nothing settled while there are any, unless the
//! good rows alone are asked for.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use huigu_book::{Book, Builder};
use huigu_facts::{Code, Issue, Kind, Origin, Row, Severity};
use huigu_intake::{Source, read};
use huigu_plan::Rules;

use crate::answer::wording::Names;
use crate::args::BooksFrom;
use crate::catalogue::Phrase;
use crate::language::Language;
use crate::mending;
use crate::outcome::{Console, Failure};
use crate::progress::{Progress, during};
use crate::trouble::{faults, tell_faults, tell_findings};

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
/// How many rows pass between two signs of life.
const ROWS_A_SIGN: u64 = 1 << 14;

/// The book of a folder, and the names in it.
pub struct Books {
    /// The book.
    pub book: Book,
    /// Names of organisations and, where wanted, of parties.
    pub names: Names,
}

/// Whether the names of parties are wanted: for people, not for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyNames {
    /// They are.
    Wanted,
    /// They are not.
    NotWanted,
}

/// Reads the folder's files into a book. The rules name
/// the plan's products and measures.
///
/// # Errors
/// [`Failure::Input`] when a file has faults (they have been told) or there
/// is no file, [`Failure::Environment`] when something cannot be read.
pub fn gather(
    from: &BooksFrom,
    rules: &Rules,
    wanted: PartyNames,
    console: &mut Console<'_, '_>,
) -> Result<Books, Failure> {
    if let Some(mended) = &from.mended {
        mending::not_among_the_books(mended, &from.dir, console.lang)?;
    }
    let files = book_files(&from.dir, console)?;
    let (lang, visible) = (console.lang, console.around.err_is_terminal);
    let products: Vec<&str> = rules.products.iter().map(|product| product.id.as_str()).collect();
    let reading = Reading { files: &files, products: &products, wanted, lang };
    let (gathered, refused) = during(visible, |progress| reading.gather(from.accept_good_rows, progress))?;
    if !from.accept_good_rows && faults(&gathered.issues).next().is_some() {
        tell_faults(&gathered.issues, &files, from.all_faults, console);
        let count = faults(&gathered.issues).count();
        return Err(Failure::Input(console.lang.say(Phrase::BooksHaveFaults, &[("count", &count)])));
    }
    if let Some(folder) = from.mended.as_ref().filter(|_| !refused.faults.is_empty()) {
        let faults: Vec<Issue> = refused.faults.into_iter().collect();
        tell_faults(&faults, &files, from.all_faults, console);
        for (number, file) in (0u32..).zip(&files) {
            let faulty = faults.iter().any(|fault| fault.origin.file == number);
            if faulty && gathered.rows_of.get(number as usize) == Some(&0) {
                console.tell(Phrase::FileLeftWhole, &[("file", &crate::table::harmless(&file.name))]);
            }
        }
        mending::write(folder, &files, &faults, console)?;
        let (rows, taken) = (refused.rows.len(), gathered.rows);
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("rows", &rows), ("faults", &faults.len()), ("taken", &taken)];
        console.tell(Phrase::RowsRefused, &values);
        console.tell(Phrase::RowsAreIn, &[("path", &folder.display())]);
    }
    tell_findings(&gathered.counts, &gathered.issues, &files, from.findings, console);
    let mut names = gathered.names;
    names.measures = rules.measures.iter().map(|measure| (measure.id.clone(), measure.name.clone())).collect();
    Ok(Books { book: gathered.book, names })
}

/// The folder's files that are books, in the order of kinds, then by name;
/// whatever else lies there is told.
pub fn book_files(folder: &Path, console: &mut Console<'_, '_>) -> Result<Vec<BookFile>, Failure> {
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
            if is_document && Kind::from_file_name(&name).is_none() {
                continue;
            }
            console.tell(Phrase::LeftAsideFormat, &[("file", &crate::table::harmless(&name))]);
            continue;
        }
        match Kind::from_file_name(&name) {
            Some(kind) => files.push(BookFile { path, name, kind, size: metadata.len() }),
            None => console.tell(Phrase::LeftAside, &[("file", &crate::table::harmless(&name))]),
        }
    }
    if files.is_empty() {
        return Err(Failure::Input(lang.say(Phrase::NoBooks, &[("path", &folder.display())])));
    }
    let order = |kind: Kind| Kind::ALL.iter().position(|known| *known == kind);
    // The sort is stable: within a kind the order by name stays.
    files.sort_by_key(|file| order(file.kind));
    Ok(files)
}

/// The message for a file or folder that cannot be read.
pub fn unreadable(path: &Path, error: &io::Error, lang: Language) -> Failure {
    Failure::Environment(lang.say(Phrase::ReadFailed, &[("path", &path.display()), ("why", &lang.system(error))]))
}

struct Gathered {
    book: Book,
    names: Names,
    issues: Vec<Issue>,
    counts: BTreeMap<Code, u64>,
    rows: u64,
    /// Rows taken of each file.
    rows_of: Vec<u64>,
}

#[derive(Default)]
struct Refused {
    rows: HashSet<Origin>,
    files: HashSet<u32>,
    faults: BTreeSet<Issue>,
}

struct Reading<'a> {
    files: &'a [BookFile],
    products: &'a [&'a str],
    wanted: PartyNames,
    lang: Language,
}

impl Reading<'_> {
    /// Reads everything; with `good_rows` again and again without the rows
    /// refused so far, until no fault is left: refusing a loan makes its
    /// events unknown.
    fn gather(&self, good_rows: bool, progress: &Progress) -> Result<(Gathered, Refused), Failure> {
        let mut refused = Refused::default();
        loop {
            let mut gathered = self.once(&refused, progress)?;
            let found: Vec<Issue> = faults(&gathered.issues).cloned().collect();
            let before = (refused.rows.len(), refused.faults.len());
            for fault in found {
                // A fault at row 0 concerns the file: even its good rows are not all of it.
                if fault.origin.row == 0 {
                    refused.files.insert(fault.origin.file);
                } else {
                    refused.rows.insert(fault.origin);
                }
                refused.faults.insert(fault);
            }
            // Only faults that keep no row in (a total, a header) stay from pass to pass.
            if !good_rows || before == (refused.rows.len(), refused.faults.len()) {
                gathered.issues.retain(|issue| !good_rows || issue.code.severity() == Severity::Finding);
                return Ok((gathered, refused));
            }
        }
    }

    fn once(&self, refused: &Refused, progress: &Progress) -> Result<Gathered, Failure> {
        let mut builder = Builder::new();
        let mut names = Names::default();
        let (mut issues, mut counts, mut rows) = (Vec::new(), BTreeMap::<Code, u64>::new(), 0u64);
        progress.of(self.files.iter().map(|file| file.size).sum());
        let (mut before, mut rows_of) = (0, Vec::with_capacity(self.files.len()));
        for (number, file) in (0u32..).zip(self.files) {
            if refused.files.contains(&number) {
                rows_of.push(0);
                continue;
            }
            let bytes = fs::read(&file.path).map_err(|error| unreadable(&file.path, &error, self.lang))?;
            let source = Source { name: &file.name, bytes: &bytes, file: number, kind: Some(file.kind) };
            let report = read(&source, &mut |origin: Origin, row: Row<'_>| {
                if refused.rows.contains(&origin) {
                    return;
                }
                rows += 1;
                if rows.is_multiple_of(ROWS_A_SIGN) {
                    progress.says(
                        self.lang.say(Phrase::Reading, &[("file", &file.name), ("rows", &crate::table::grouped(rows))]),
                    );
                }
                self.name(&mut names, &row);
                builder.add(origin, &row);
            });
            rows_of.push(rows - rows_of.iter().sum::<u64>());
            before += file.size;
            progress.at(before);
            for issue in report.issues {
                *counts.entry(issue.code).or_default() += 1;
                issues.push(issue);
            }
        }
        progress.of(0);
        progress.says(self.lang.say(Phrase::Building, &[("rows", &crate::table::grouped(rows))]));
        let (book, together) = builder.finish(self.products);
        for (code, count) in together.counts() {
            *counts.entry(*code).or_default() += count;
        }
        issues.extend(together.list().iter().cloned());
        for (id, row) in book.organisations.ids.iter().zip(&book.organisations.rows) {
            names.organisations.insert(id.to_owned(), row.name.clone());
        }
        Ok(Gathered { book, names, issues, counts, rows, rows_of })
    }

    fn name(&self, names: &mut Names, row: &Row<'_>) {
        if self.wanted == PartyNames::Wanted
            && let Row::Party(party) = row
        {
            names.parties.insert(party.party_id.to_owned(), party.name.to_owned());
        }
    }
}
