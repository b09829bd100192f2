//! The ways that are measured, the register's and the bare ones, in turn.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use huigu_book::Builder;
use huigu_desk::{File, Reading};
use huigu_facts::{Kind, Origin, Row};
use huigu_ingest::{Context, Register};
use huigu_intake::{Source, read};
use huigu_store::chain::Hash;
use huigu_store::{Act, ImportedFile, Incoming, Instant as Moment, Place, Store};

use crate::bare::{Bare, Rows};
use crate::district::Books;

pub const CHECKED: &str = "CSV to kept rows, each checked";
pub const PARSED: &str = "  of it: CSV to rows";
pub const ENCODED: &str = "  of it: CSV to rows, encoded";
pub const KEPT: &str = "  of it: the transaction";
pub const KEYED: &str = "bare insert, keys";
pub const UNKEYED: &str = "bare insert, no keys";
pub const DESK: &str = "all of `huigu import`, rows checked together";
pub const FACTS: &str = "register to rows";
pub const BOOK: &str = "register to rows to the book's builder";
pub const BARE_ROWS: &str = "bare row loop";

/// What is shown, and the ways it is held against.
pub const SHOWN: &[(&str, &[&str])] = &[
    (KEYED, &[]),
    (UNKEYED, &[]),
    (CHECKED, &[KEYED, UNKEYED]),
    (PARSED, &[]),
    (ENCODED, &[]),
    (KEPT, &[KEYED]),
    (DESK, &[KEYED]),
    (BARE_ROWS, &[]),
    (FACTS, &[BARE_ROWS]),
    (BOOK, &[BARE_ROWS]),
];

/// What one round took.
#[derive(Default)]
pub struct Round(BTreeMap<&'static str, Duration>);

impl Round {
    pub fn of(&self, name: &str) -> Duration {
        self.0.get(name).copied().unwrap_or_default()
    }
}

fn now() -> Moment {
    Moment(1_700_000_000_000_000)
}

/// Everything prepared, so that a round does nothing that is not measured.
pub struct Ways<'b> {
    books: &'b Books,
    bare: &'b dyn Bare,
    /// A register that holds all but the loan events.
    without: Place,
    /// One that holds them too.
    with: Place,
    /// Another that holds nothing else, for reading.
    only: Place,
    rows: Rows,
}

const PLAN: &str = "a-plan";

/// Hands the rows of a file on.
fn each(name: &str, kind: Kind, bytes: &[u8], sink: &mut dyn FnMut(Origin, Row<'_>)) {
    let source = Source { name, bytes, file: 0, kind: Some(kind) };
    let report = read(&source, sink);
    assert!(!report.has_faults());
}

/// Keeps one file; how long until it was read and encoded, and until it was kept.
fn keep(store: &mut Store, name: &str, kind: Kind, bytes: &[u8]) -> [Duration; 2] {
    let start = Instant::now();
    let act = Act { who: "bench", use_case: "import", subject: name, detail: "" };
    let opening = store.append_opening(&act, &now).unwrap();
    let mut incoming = Incoming::new(kind);
    let file_hash = std::thread::scope(|scope| {
        let hash = scope.spawn(|| Hash::of(bytes));
        each(name, kind, bytes, &mut |origin, row| incoming.push(origin.row, &row).unwrap());
        hash.join().unwrap()
    });
    let encoded = start.elapsed();
    let delivery = ImportedFile { file: name, file_hash, sender: "" };
    store.import(&opening, &delivery, incoming, &now).unwrap();
    [encoded, start.elapsed()]
}

impl<'b> Ways<'b> {
    pub fn prepare(books: &'b Books, bare: &'b dyn Bare) -> Self {
        let without = bare.place();
        let mut store = Store::open(&without, PLAN).unwrap();
        for (name, kind, bytes) in books.files.iter().filter(|(_, kind, _)| *kind != Kind::LoanEvents) {
            keep(&mut store, name, *kind, bytes);
        }
        drop(store);
        let (name, bytes) = books.file(Kind::LoanEvents);
        let with = bare.copy(&without);
        keep(&mut Store::open(&with, PLAN).unwrap(), name, Kind::LoanEvents, bytes);
        let only = bare.place();
        keep(&mut Store::open(&only, PLAN).unwrap(), name, Kind::LoanEvents, bytes);
        let rows = bare.rows(&with);
        Self { books, bare, without, with, only, rows }
    }

    /// Every way once.
    pub fn round(&self) -> Round {
        let mut round = Round::default();
        for keyed in [true, false] {
            let place = self.bare.copy(&self.without);
            let took = self.bare.insert(&place, &self.rows, keyed);
            round.0.insert(if keyed { KEYED } else { UNKEYED }, took);
            self.bare.remove(&place);
        }
        self.import(&mut round);
        self.desk(&mut round);
        self.reading(&mut round);
        round
    }

    fn import(&self, round: &mut Round) {
        let (name, bytes) = self.books.file(Kind::LoanEvents);
        let place = self.bare.copy(&self.without);
        let mut store = Store::open(&place, PLAN).unwrap();
        let [encoded, kept] = keep(&mut store, name, Kind::LoanEvents, bytes);
        round.0.insert(CHECKED, kept);
        round.0.insert(ENCODED, encoded);
        round.0.insert(KEPT, kept - encoded);
        drop(store);
        assert!(self.bare.rows(&place) == self.rows, "every round keeps the same rows");
        self.bare.remove(&place);
        let start = Instant::now();
        let mut rows = 0;
        each(name, Kind::LoanEvents, bytes, &mut |_, row| {
            black_box(&row);
            rows += 1;
        });
        round.0.insert(PARSED, start.elapsed());
        assert_eq!(rows, self.rows.counted.len() + self.rows.named.len());
    }

    /// The events' file as `huigu import` takes it in: hashed, pseudonymized, checked
    /// with all rows of the register.
    fn desk(&self, round: &mut Round) {
        let (name, bytes) = self.books.file(Kind::LoanEvents);
        let place = self.bare.copy(&self.without);
        let context = Context { who: "bench", clock: &now, random: &|| None, person_key: None };
        let mut register = Register::open(&place, PLAN, false, context).unwrap();
        let files = [File { name: name.to_owned(), kind: Kind::LoanEvents, size: bytes.len() as u64 }];
        let open = |_| Ok(bytes.to_vec());
        let reading = Reading { files: &files, open: &open, products: &[], good_rows: false, progress: &|_| () };
        let start = Instant::now();
        let kept = register.import(&reading).unwrap();
        round.0.insert(DESK, start.elapsed());
        assert_eq!(kept.files.len(), 1);
        drop(register);
        self.bare.remove(&place);
    }

    fn reading(&self, round: &mut Round) {
        let (took, sum) = self.bare.read(&self.only);
        assert!(sum != 0);
        round.0.insert(BARE_ROWS, took);
        let mut store = Store::open_existing(&self.only, PLAN).unwrap();
        let start = Instant::now();
        let mut fen = 0i64;
        let each = |trace: huigu_store::Trace, row: &Row<'_>| {
            if let Row::LoanEvent(event) = row {
                fen = fen.wrapping_add(event.amount.0 + i64::from(trace.row));
            }
        };
        store.facts(None, each).unwrap();
        round.0.insert(FACTS, start.elapsed());
        assert!(fen != 0);
        let start = Instant::now();
        let mut builder = Builder::new();
        let origin = |trace: huigu_store::Trace| Origin { file: trace.origin.0, row: trace.row };
        store.facts(None, |trace, row| builder.add(origin(trace), row)).unwrap();
        round.0.insert(BOOK, start.elapsed());
        black_box(builder);
    }
}

impl Drop for Ways<'_> {
    fn drop(&mut self) {
        [&self.without, &self.with, &self.only].into_iter().for_each(|place| self.bare.remove(place));
    }
}
