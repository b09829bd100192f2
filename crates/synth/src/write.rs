//! A district as files. Its parts are made side by side by as many threads as
//! are given; what stands in which file depends on none of that.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use huigu_facts::{Kind, Row};

use crate::columns::ColumnBook;
use crate::district::{District, institution_rows, market_rows};
use crate::setting::STRETCH;
use crate::setting::Setting;
use crate::text::TextBook;
use crate::{Form, SynthError};

/// Where files go: a folder, or memory.
pub trait Output: Send {
    /// Begins the file of that name, in place of what it held before.
    ///
    /// # Errors
    /// Whatever keeps the file from being made.
    fn create(&mut self, file_name: &str) -> io::Result<Box<dyn Write + Send>>;
}

/// Told how many more loans are done, from any thread.
pub type Progress<'a> = &'a (dyn Fn(u64) + Sync);

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// The files, in the order of their names.
    pub files: Vec<WrittenFile>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenFile {
    /// Name.
    pub name: String,
    /// Kind of book.
    pub kind: Kind,
    /// Rows of data.
    pub rows: u64,
}

impl Summary {
    /// Rows of a kind of book in all its files.
    #[must_use]
    pub fn rows(&self, kind: Kind) -> u64 {
        self.files.iter().filter(|file| file.kind == kind).map(|file| file.rows).sum()
    }
}

/// What one thread makes at a time: a part of the district, with files of its own.
#[derive(Debug, Clone, Copy)]
enum Task {
    Institutions,
    Parties(u64),
    Loans(u64),
    Market,
}

impl District {
    /// Writes every book as files to `out`. A district of more than about a
    /// million loans comes in parts: `loans-0001.csv`, `loans-0002.csv`, … The
    /// bytes of every file are the same for any number of threads.
    ///
    /// # Errors
    /// [`SynthError`] when the shape is not sound or a file cannot be written.
    pub fn write(
        &self,
        form: Form,
        threads: NonZeroUsize,
        out: &mut dyn Output,
        progress: Progress<'_>,
    ) -> Result<Summary, SynthError> {
        self.write_setting(&self.setting()?, form, threads, out, progress)
    }

    fn write_setting(
        &self,
        setting: &Setting<'_>,
        form: Form,
        threads: NonZeroUsize,
        out: &mut dyn Output,
        progress: Progress<'_>,
    ) -> Result<Summary, SynthError> {
        let mut tasks: Vec<Task> = (0..setting.parts(self.loans)).map(Task::Loans).collect();
        tasks.extend((0..setting.parts(setting.layout.parties())).map(Task::Parties));
        tasks.extend([Task::Market, Task::Institutions]);
        let (next, out) = (AtomicUsize::new(0), Mutex::new(out));
        let work = || -> Result<Vec<WrittenFile>, SynthError> {
            let mut files = Vec::new();
            while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                match self.write_task(setting, form, *task, &out, progress) {
                    Ok(written) => files.extend(written),
                    Err(error) => {
                        // No other thread takes up new work.
                        next.store(tasks.len(), Ordering::Relaxed);
                        return Err(error);
                    }
                }
            }
            Ok(files)
        };
        let results = std::thread::scope(|scope| {
            let helpers: Vec<_> = (1..threads.get().min(tasks.len())).map(|_| scope.spawn(work)).collect();
            let mut results = vec![work()];
            results.extend(helpers.into_iter().map(|helper| helper.join().unwrap_or(Err(SynthError::Thread))));
            results
        });
        let mut files = results.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
        files.sort();
        Ok(Summary { files })
    }

    /// Writes every book as CSV, with as many threads as the machine has.
    ///
    /// # Errors
    /// As [`District::write`].
    pub fn write_csv(&self, out: &mut dyn Output, progress: Progress<'_>) -> Result<Summary, SynthError> {
        self.write(Form::Csv, all_threads(), out, progress)
    }

    /// Writes loans and loan events as Parquet, the other books as CSV, with
    /// as many threads as the machine has.
    ///
    /// # Errors
    /// As [`District::write`].
    pub fn write_parquet(&self, out: &mut dyn Output, progress: Progress<'_>) -> Result<Summary, SynthError> {
        self.write(Form::Parquet, all_threads(), out, progress)
    }

    fn write_task(
        &self,
        setting: &Setting<'_>,
        form: Form,
        task: Task,
        out: &Mutex<&mut dyn Output>,
        progress: Progress<'_>,
    ) -> Result<Vec<WrittenFile>, SynthError> {
        let (part, of) = match task {
            Task::Loans(part) => (part, setting.parts(self.loans)),
            Task::Parties(part) => (part, setting.parts(setting.layout.parties())),
            Task::Market | Task::Institutions => (0, 1),
        };
        let mut files =
            PartFiles { form, part: (of > 1).then_some(part + 1), out, books: [const { None }; Kind::ALL.len()] };
        let mut outcome = Ok(());
        let mut loans = 0;
        let mut sink = |row: Row<'_>| {
            if outcome.is_ok() {
                outcome = files.put(&row);
            }
            if matches!(row, Row::Loan(_)) {
                loans += 1;
                if loans == STRETCH {
                    progress(std::mem::take(&mut loans));
                }
            }
        };
        match task {
            Task::Institutions => institution_rows(setting, &mut sink),
            Task::Parties(part) => self.party_part(setting, part, &mut sink),
            Task::Loans(part) => self.loan_part(setting, part, &mut sink),
            Task::Market => market_rows(setting, &mut sink),
        }
        outcome?;
        if loans > 0 {
            progress(loans);
        }
        files.close()
    }
}

fn all_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// The files of one part, begun when their first row comes.
struct PartFiles<'a, 'o> {
    form: Form,
    part: Option<u64>,
    out: &'a Mutex<&'o mut dyn Output>,
    books: [Option<OpenBook>; Kind::ALL.len()],
}

struct OpenBook {
    name: String,
    rows: u64,
    kind: Kind,
    file: BookFile,
}

enum BookFile {
    Text(Box<TextBook<Box<dyn Write + Send>>>),
    Columns(Box<ColumnBook>),
}

impl PartFiles<'_, '_> {
    fn put(&mut self, row: &Row<'_>) -> Result<(), SynthError> {
        let kind = row.kind();
        // No district has data sets.
        let Some(place) = self.books.get_mut(kind.place()) else { return Ok(()) };
        let book = match place {
            Some(book) => book,
            None => place.insert(begin(self.form, self.part, kind, self.out)?),
        };
        book.rows += 1;
        match &mut book.file {
            BookFile::Text(text) => text.put(row).map_err(|source| cannot_write(&book.name, source)),
            BookFile::Columns(columns) => columns.put(row).map_err(|source| cannot_write(&book.name, source)),
        }
    }

    fn close(self) -> Result<Vec<WrittenFile>, SynthError> {
        let mut written = Vec::new();
        for book in self.books.into_iter().flatten() {
            match book.file {
                BookFile::Text(text) => text.end().map(drop),
                BookFile::Columns(columns) => columns.end(),
            }
            .map_err(|source| cannot_write(&book.name, source))?;
            written.push(WrittenFile { name: book.name, kind: book.kind, rows: book.rows });
        }
        Ok(written)
    }
}

fn begin(form: Form, part: Option<u64>, kind: Kind, out: &Mutex<&mut dyn Output>) -> Result<OpenBook, SynthError> {
    let columnar = form == Form::Parquet && matches!(kind, Kind::Loans | Kind::LoanEvents);
    let ending = if columnar { "parquet" } else { "csv" };
    let name = match part {
        Some(part) => format!("{}-{part:04}.{ending}", kind.name()),
        None => format!("{}.{ending}", kind.name()),
    };
    let created = out.lock().map_err(|_| SynthError::Thread)?.create(&name);
    let file = created
        .and_then(|file| {
            Ok(if columnar {
                BookFile::Columns(Box::new(ColumnBook::begin(kind, file)?))
            } else {
                BookFile::Text(Box::new(TextBook::begin(kind, file)?))
            })
        })
        .map_err(|source| cannot_write(&name, source))?;
    Ok(OpenBook { name, rows: 0, kind, file })
}

fn cannot_write(file: &str, source: io::Error) -> SynthError {
    SynthError::File { file: file.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shape;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    type Files = BTreeMap<String, Arc<Mutex<Vec<u8>>>>;

    #[derive(Default)]
    struct Memory {
        files: Files,
    }

    struct File(Arc<Mutex<Vec<u8>>>);

    impl Write for File {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Output for Memory {
        fn create(&mut self, file_name: &str) -> io::Result<Box<dyn Write + Send>> {
            let bytes = Arc::default();
            let before = self.files.insert(file_name.to_owned(), Arc::clone(&bytes));
            assert!(before.is_none(), "{file_name} is begun once");
            Ok(Box::new(File(bytes)))
        }
    }

    fn files(part: u64, form: Form, threads: usize) -> (Summary, BTreeMap<String, Vec<u8>>) {
        let shape = Shape::default();
        let district = District { loans: 13_000, events: 40_001, seed: 11, shape };
        let mut setting = district.setting().unwrap();
        setting.part = part;
        let (mut memory, done) = (Memory::default(), Mutex::new(0));
        let threads = NonZeroUsize::new(threads).unwrap();
        let progress = |loans| *done.lock().unwrap() += loans;
        let summary = district.write_setting(&setting, form, threads, &mut memory, &progress).unwrap();
        assert_eq!(*done.lock().unwrap(), district.loans);
        assert_eq!(summary.rows(Kind::LoanEvents), 40_001);
        (summary, memory.files.into_iter().map(|(name, file)| (name, file.lock().unwrap().clone())).collect())
    }

    #[test]
    fn parts_are_the_same_by_any_number_of_threads() {
        let (summary, alone) = files(STRETCH, Form::Csv, 1);
        assert_eq!(summary.files.iter().filter(|file| file.kind == Kind::Loans).count(), 4);
        let names: Vec<&String> = summary.files.iter().map(|file| &file.name).collect();
        assert!(names.iter().any(|name| *name == "loans-0004.csv") && names.iter().any(|name| *name == "lpr.csv"));
        assert!(names.iter().copied().eq(alone.keys()));
        assert!((summary, alone) == files(STRETCH, Form::Csv, 5));
        assert!(files(STRETCH, Form::Parquet, 1) == files(STRETCH, Form::Parquet, 3));
    }

    #[test]
    fn parts_put_together_are_the_whole() {
        let (_, whole) = files(100 * STRETCH, Form::Csv, 2);
        let (_, parts) = files(STRETCH, Form::Csv, 2);
        for (name, bytes) in &whole {
            let kind = name.trim_end_matches(".csv");
            let mut joined: Vec<u8> = Vec::new();
            for (part, bytes) in &parts {
                if part.trim_end_matches(".csv").trim_end_matches(|c: char| c.is_ascii_digit() || c == '-') == kind {
                    let header =
                        if joined.is_empty() { 0 } else { bytes.iter().position(|b| *b == b'\n').unwrap() + 1 };
                    joined.extend_from_slice(&bytes[header..]);
                }
            }
            assert!(joined == *bytes, "{name}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        struct Full;
        impl Output for Full {
            fn create(&mut self, file_name: &str) -> io::Result<Box<dyn Write + Send>> {
                if file_name.starts_with("parties") { Err(io::Error::other("full")) } else { Ok(Box::new(io::sink())) }
            }
        }
        let district = District { loans: 100, events: 100, seed: 1, shape: Shape::default() };
        let error = district.write_csv(&mut Full, &|_| ()).unwrap_err();
        assert!(error.to_string().contains("parties.csv"), "{error}");
    }
}
