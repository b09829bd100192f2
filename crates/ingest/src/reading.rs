//! Files become a book: each read by its kind, its rows checked singly, then
//! all together, and together with what a register holds.
//!
//! Rows that take the place of rows in force are checked instead of those;
//! the rest of the register stands beside them. Nothing is kept here.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;

use huigu_book::{Book, Builder, Issues};
use huigu_facts::{Code, Expectation, Expected, Issue, Kind, Origin, Row, Severity};
use huigu_intake::{Source, read};
use huigu_store::chain::Hash;
use huigu_store::{Incoming, Store, Trace};

use crate::bounds::{Bounds, Shared};
use crate::checked::{CheckedImport, StagedFile};
use crate::columns::{Change, OutdatedBook, most};
use crate::identity::identity;
use crate::known::{Known, in_order};
use crate::origin::{of_register, origin_of};
use crate::{IngestError, Pseudonymizer};

/// How many rows pass between two signs of life.
const ROWS_A_SIGN: u64 = 1 << 14;

/// A file handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Its size in bytes, for the progress only.
    pub size: u64,
}

/// How far a reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage<'a> {
    /// A pass over files of so many bytes begins.
    Begins(u64),
    /// A file is being read; so many rows in all so far.
    Reading(&'a str, u64),
    /// So many bytes are read.
    Read(u64),
    /// So many rows are checked together.
    Together(u64),
    /// A file is being kept, the first of them being 0.
    Keeping(&'a str, usize),
}

/// Files to be read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The files, in the order of their kinds.
    pub files: &'a [File],
    /// Gives the bytes of a file.
    pub open: &'a dyn Fn(usize) -> io::Result<Vec<u8>>,
    /// The plan's product ids.
    pub products: &'a [&'a str],
    /// Whether files with faults are taken in without their bad rows.
    pub good_rows: bool,
    /// Told how far it has come.
    pub progress: &'a dyn Fn(Stage<'_>),
}

/// The register that files are read together with.
pub(crate) struct RegisterSide<'a> {
    pub store: &'a mut Store,
    pub pseudonymizer: &'a mut Pseudonymizer,
    /// Whether the rows are to be kept.
    pub keep: bool,
    /// What the sender may send; `None`: everything.
    pub bounds: Option<&'a Bounds>,
    /// What is known now, where that is had without reading everything.
    pub now: Option<Known>,
}

#[derive(Default)]
struct Refused {
    rows: HashSet<Origin>,
    files: HashSet<u32>,
    faults: BTreeSet<Issue>,
}

/// Rows handed in by identity: how many.
type Replaced = HashMap<Vec<u8>, u32>;

impl Reading<'_> {
    /// Reads the files alone: bare books.
    ///
    /// # Errors
    /// [`IngestError::Unreadable`].
    pub fn bare(&self, each: &mut dyn FnMut(&Row<'_>)) -> Result<CheckedImport, IngestError> {
        self.gather(None, each)
    }

    /// Reads everything; with `good_rows` again and again without the rows
    /// refused so far, until no fault is left: refusing a loan makes its
    /// events unknown.
    pub(crate) fn gather(
        &self,
        mut held: Option<RegisterSide<'_>>,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<CheckedImport, IngestError> {
        let mut refused = Refused::default();
        let shown = |file: &File| match &mut held {
            Some(held) => held.pseudonymizer.pseudonymized(&file.name),
            None => file.name.clone(),
        };
        let names: Vec<String> = self.files.iter().map(shown).collect();
        loop {
            let mut import = self.once(&refused, &names, held.as_mut(), each)?;
            // Where rows are refused, everything is looked at together.
            held.as_mut().and_then(|held| held.now.take());
            let before = (refused.rows.len(), refused.faults.len());
            let found = import.faults().filter(|fault| of_register(fault.origin).is_none());
            for fault in found.cloned().collect::<Vec<_>>() {
                // A fault at row 0 concerns the file: even its good rows are not all of it.
                if fault.origin.row == 0 {
                    refused.files.insert(fault.origin.file);
                } else {
                    refused.rows.insert(fault.origin);
                }
                refused.faults.insert(fault);
            }
            // Only faults that keep no row in (a total, a header) stay from pass to pass.
            if !self.good_rows || before == (refused.rows.len(), refused.faults.len()) {
                if self.good_rows {
                    import.issues.retain(|issue| {
                        issue.code.severity() == Severity::Finding || of_register(issue.origin).is_some()
                    });
                    import.refused_rows = refused.rows.len() as u64;
                    import.refused = refused.faults.into_iter().collect();
                }
                import.names = names;
                return Ok(import);
            }
        }
    }

    fn once(
        &self,
        refused: &Refused,
        names: &[String],
        mut held: Option<&mut RegisterSide<'_>>,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<CheckedImport, IngestError> {
        let held_kinds = match held.as_deref_mut() {
            Some(held) => kinds_held(held.store)?,
            None => HashSet::new(),
        };
        let mut pass = Pass::new(held.as_deref(), held_kinds);
        (self.progress)(Stage::Begins(self.files.iter().map(|file| file.size).sum()));
        let (mut bytes_read, mut rows_of, mut ready) = (0, Vec::new(), Vec::new());
        for ((number, file), name) in (0u32..).zip(self.files).zip(names) {
            if refused.files.contains(&number) {
                rows_of.push(0);
                ready.push(None);
                continue;
            }
            let before = pass.rows;
            ready.push(self.file(number, name, refused, held.as_deref_mut(), &mut pass, each)?);
            rows_of.push(pass.rows - before);
            bytes_read += file.size;
            (self.progress)(Stage::Read(bytes_read));
        }
        if let Some(held) = held.as_deref_mut()
            && let Some(now) = held.now.take()
            && pass.is_small()
        {
            let batch = now.batch;
            return match self.beside(pass, held, &now)? {
                Some((book, issues, counts, rows)) => {
                    let (names, refused, checked) = (Vec::new(), Vec::new(), Some(batch));
                    Ok(CheckedImport {
                        names,
                        book,
                        issues,
                        counts,
                        rows,
                        rows_of,
                        refused_rows: 0,
                        refused,
                        ready,
                        checked,
                    })
                }
                None => self.once(refused, names, Some(held), each),
            };
        }
        let (mut register_rows, mut checked) = (0, None);
        if let Some(held) = held.as_deref_mut() {
            let (builder, replaced) = (&mut pass.builder, &mut pass.replaced);
            let (bounds, shared, mut replacing) = (held.bounds, &pass.shared, Vec::new());
            checked = Some(held.store.facts(None, |trace, row| {
                replacing.extend(bounds.and_then(|bounds| bounds.replaces(shared, trace, row)));
                if !takes_place(replaced, row) {
                    register_rows += 1;
                    builder.add(origin_of(trace), row);
                }
            })?);
            if let Some(bounds) = bounds {
                pass.issues.extend(bounds.of_others(held.store, replacing)?);
            }
            held.pseudonymizer.finish()?;
            // Rows of a kind that came for the first time while the files were
            // read were not set against those of the files.
            let kinds = kinds_held(held.store)?;
            if self.files.iter().any(|file| kinds.contains(&file.kind) && !pass.held_kinds.contains(&file.kind)) {
                return self.once(refused, names, Some(held), each);
            }
        }
        (self.progress)(Stage::Together(pass.rows + register_rows));
        let (book, together) = pass.builder.finish(&in_order(self.products));
        let (mut issues, mut counts) = with_those_of_files(pass.issues, &together);
        if let Some(held) = held {
            if held.bounds.is_some() {
                counts = kept_from_sender(&mut issues);
            }
            forgive(held.store, self.products, &mut issues)?;
            issues.iter_mut().for_each(|issue| held.pseudonymizer.issue(issue));
        }
        let (rows, names, refused) = (pass.rows, Vec::new(), Vec::new());
        Ok(CheckedImport { names, book, issues, counts, rows, rows_of, refused_rows: 0, refused, ready, checked })
    }

    /// The files beside what is known now: only the rows of the parties they
    /// touch are read. `None` where there is a fault or a doubt.
    fn beside(&self, pass: Pass, held: &mut RegisterSide<'_>, now: &Known) -> Result<Option<Together>, IngestError> {
        let Pass { builder, mut issues, rows, mut replaced, shared, change, .. } = pass;
        let (bounds, mut register_rows, mut replacing) = (held.bounds, 0, Vec::new());
        let mut stays = |trace: Trace, row: &Row<'_>| {
            replacing.extend(bounds.and_then(|bounds| bounds.replaces(&shared, trace, row)));
            let stays = !takes_place(&mut replaced, row);
            register_rows += u64::from(stays);
            stays
        };
        let old = OutdatedBook { book: &now.book, issues: &now.issues };
        let from = (&mut *held.store, now.batch);
        let made = old.changed(change.unwrap_or_default().0, from, builder, &mut stays, &in_order(self.products));
        if let Some(bounds) = bounds {
            issues.extend(bounds.of_others(held.store, replacing)?);
        }
        held.pseudonymizer.finish()?;
        (self.progress)(Stage::Together(rows + register_rows));
        let Some((book, together)) = made else { return Ok(None) };
        let (mut issues, mut counts) = with_those_of_files(issues, &together);
        if issues.iter().any(|issue| issue.code.severity() == Severity::Fault) {
            return Ok(None);
        }
        if bounds.is_some() {
            counts = kept_from_sender(&mut issues);
        }
        issues.iter_mut().for_each(|issue| held.pseudonymizer.issue(issue));
        Ok(Some((book, issues, counts, rows)))
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// [`IngestError::Unreadable`].
    pub fn bytes(&self, file: usize) -> Result<Vec<u8>, IngestError> {
        (self.open)(file).map_err(|error| IngestError::Unreadable { file, error })
    }

    /// Reads one file into the pass; what of it can be kept, if anything is to be.
    fn file(
        &self,
        number: u32,
        name: &str,
        refused: &Refused,
        held: Option<&mut RegisterSide<'_>>,
        pass: &mut Pass,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<Option<StagedFile>, IngestError> {
        let file = &self.files[number as usize];
        let bytes = self.bytes(number as usize)?;
        let source = Source { name: &file.name, bytes: &bytes, file: number, kind: Some(file.kind) };
        let keeps = held.as_ref().is_some_and(|held| held.keep);
        let mut incoming = keeps.then(|| Incoming::new(file.kind));
        let bounds = held.as_ref().and_then(|held| held.bounds);
        let mut pseudonymizer = held.map(|held| &mut *held.pseudonymizer);
        let mut failed = None;
        let mut take = |origin: Origin, row: Row<'_>| {
            if refused.rows.contains(&origin) {
                return;
            }
            pass.rows += 1;
            if pass.rows.is_multiple_of(ROWS_A_SIGN) {
                (self.progress)(Stage::Reading(name, pass.rows));
            }
            let Some(pseudonymizer) = pseudonymizer.as_deref_mut() else {
                each(&row);
                return pass.add(origin, &row);
            };
            pseudonymizer.row(&row, |row| {
                each(row);
                if let Some(bounds) = bounds {
                    pass.issues.extend(bounds.fault(origin, row));
                    bounds.keep(&mut pass.shared, origin, row);
                }
                pass.add(origin, row);
                if let Some((change, most)) = &mut pass.change {
                    change.add(row, *most);
                }
                if pass.held_kinds.contains(&file.kind) {
                    *pass.replaced.entry(identity(row).0).or_default() += 1;
                }
                if let Some(incoming) = &mut incoming
                    && failed.is_none()
                {
                    failed = incoming.push(origin.row, row).err();
                }
            });
        };
        let (report, hash) = if keeps {
            let (report, hash) = hashed_beside(&bytes, || read(&source, &mut take));
            (report, Some(hash))
        } else {
            (read(&source, &mut take), None)
        };
        pass.issues.extend(report.issues);
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(incoming.zip(hash).map(|(incoming, hash)| StagedFile { incoming, hash })),
        }
    }
}

struct Pass {
    builder: Builder,
    issues: Vec<Issue>,
    rows: u64,
    replaced: Replaced,
    /// Kinds of which the register holds rows.
    held_kinds: HashSet<Kind>,
    /// Rows that may stand in the place of what another sent.
    shared: Shared,
    /// What the rows touch, where that is asked, and how much it may be.
    change: Option<(Change, usize)>,
    /// Rows of data sets by identity: where the last of each stands, and whether
    /// it was told that there are two.
    records: HashMap<Vec<u8>, (Origin, bool)>,
}

impl Pass {
    fn new(held: Option<&RegisterSide<'_>>, held_kinds: HashSet<Kind>) -> Self {
        Self {
            builder: if held.is_some() { Builder::new() } else { Builder::of_bare_books() },
            issues: Vec::new(),
            rows: 0,
            replaced: Replaced::new(),
            held_kinds,
            shared: Shared::new(),
            change: held.and_then(|held| held.now.as_ref()).map(|now| (Change::default(), most(&now.book))),
            records: HashMap::new(),
        }
    }

    /// Takes a row to the others: a book's are checked together by its builder,
    /// of a data set no two have one key.
    fn add(&mut self, origin: Origin, row: &Row<'_>) {
        let Row::Dataset(record) = row else { return self.builder.add(origin, row) };
        let Some((first, is_reported)) = self.records.insert(identity(row).0, (origin, true)) else {
            self.records.insert(identity(row).0, (origin, false));
            return;
        };
        for (origin, other) in [(origin, first), (first, origin)].into_iter().take(if is_reported { 1 } else { 2 }) {
            let value = record.key().replace(char::is_control, " ");
            let expected = Expectation::OneRow { row: other.row }.into();
            self.issues.push(Issue { origin, column: "", code: Code::DuplicateKey, value, expected });
        }
    }

    /// Whether the rows are without fault by themselves, and touch little of what is known.
    fn is_small(&self) -> bool {
        let faulty = self.issues.iter().any(|issue| issue.code.severity() == Severity::Fault);
        !faulty && self.change.as_ref().is_some_and(|(change, _)| !change.everything)
    }
}

/// A book, what is said of it, how many of each, and rows of files.
type Together = (Book, Vec<Issue>, BTreeMap<Code, u64>, u64);

/// The issues of files and those of all rows together, and how many of each.
fn with_those_of_files(mut issues: Vec<Issue>, together: &Issues) -> (Vec<Issue>, BTreeMap<Code, u64>) {
    let mut counts = together.counts().clone();
    for issue in &issues {
        *counts.entry(issue.code).or_default() += 1;
    }
    issues.extend(together.list().iter().cloned());
    (issues, counts)
}

/// Does something with a file's bytes, which are hashed by another core meanwhile.
fn hashed_beside<T>(bytes: &[u8], work: impl FnOnce() -> T) -> (T, Hash) {
    std::thread::scope(|scope| {
        let hash = scope.spawn(|| Hash::of(bytes));
        let done = work();
        (done, hash.join().unwrap_or_else(|_| Hash::of(bytes)))
    })
}

/// Kinds of which a register has batches.
fn kinds_held(store: &mut Store) -> Result<HashSet<Kind>, IngestError> {
    // Rows of data sets are set against those of the register when they are kept.
    Ok(store.kinds()?.into_iter().filter(|kind| !matches!(kind, Kind::Dataset(_))).collect())
}

/// Whether a row handed in takes the place of the register's: of counted
/// events one for one, of others always.
fn takes_place(replaced: &mut Replaced, row: &Row<'_>) -> bool {
    if replaced.is_empty() {
        return false;
    }
    let (key, counted) = identity(row);
    match replaced.get_mut(&key) {
        None | Some(0) => false,
        Some(left) => {
            *left -= u32::from(counted);
            true
        }
    }
}

/// Takes what concerns the register's other rows out of what an institution is
/// told: their findings, and of their faults all but that there are some.
fn kept_from_sender(issues: &mut Vec<Issue>) -> BTreeMap<Code, u64> {
    let of_others = |issue: &Issue| of_register(issue.origin).is_some();
    issues.retain(|issue| !of_others(issue) || issue.code.severity() == Severity::Fault);
    for issue in issues.iter_mut().filter(|issue| of_others(issue)) {
        issue.value.clear();
        issue.expected = Expected::default();
    }
    let mut counts = BTreeMap::new();
    for issue in issues.iter() {
        *counts.entry(issue.code).or_default() += 1;
    }
    counts
}

/// Leaves out the faults the register's rows have already, such as after a
/// withdrawal: what mends them must be let in, one file after the other.
fn forgive(store: &mut Store, products: &[&str], issues: &mut Vec<Issue>) -> Result<(), IngestError> {
    let is_fault = |issue: &Issue| issue.code.severity() == Severity::Fault;
    if !issues.iter().any(|issue| is_fault(issue) && of_register(issue.origin).is_some()) {
        return Ok(());
    }
    let mut builder = Builder::new();
    store.facts(None, |trace, row| builder.add(origin_of(trace), row))?;
    let (_, before) = builder.finish(products);
    let before: HashSet<_> = before.list().iter().map(|issue| (issue.origin, issue.column, issue.code)).collect();
    issues.retain(|issue| !is_fault(issue) || !before.contains(&(issue.origin, issue.column, issue.code)));
    Ok(())
}
