//! A book's form written and read, and a book brought up to date after a
//! hundredth of its parties changed.
//!
//! `HUIGU_DISTRICT=FOLDER cargo bench -p huigu-book`; without it the sample. See `docs/PERFORMANCE.md`.

#![expect(clippy::expect_used, reason = "a bench talks to whoever runs it")]

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use bytes::Bytes;
use divan::counter::BytesCount;
use huigu_book::{Book, Builder, Issues, Touched};
use huigu_facts::{Kind, Row};
use huigu_intake::{Source, read};

type Made = (Book, Issues);

/// One party in so many is touched.
const TOUCHED: usize = 100;

static FORM: LazyLock<Bytes> = LazyLock::new(|| {
    let made = load(|_| true);
    let length = write(&made, &mut |_| ()) as usize;
    // Columns must be able to lie where they are.
    let mut room = vec![0; length + 64];
    let from = room.as_ptr().align_offset(64);
    let mut at = from;
    write(&made, &mut |piece| {
        room[at..at + piece.len()].copy_from_slice(piece);
        at += piece.len();
    });
    Bytes::from(room).slice(from..from + length)
});
static READ: LazyLock<Made> = LazyLock::new(|| Book::read_form(FORM.clone()).expect("it was written so"));
static PART: LazyLock<(Made, Touched)> = LazyLock::new(part);

fn main() {
    divan::main();
}

fn load(takes: impl Fn(&Row<'_>) -> bool) -> Made {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    let folder = std::env::var_os("HUIGU_DISTRICT").map_or(sample, PathBuf::from);
    let entries = std::fs::read_dir(folder).expect("the folder of books");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut builder = Builder::new();
    for (file, path) in (0..).zip(&files) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(kind) = Kind::from_file_name(&name) else { continue };
        let bytes = std::fs::read(path).expect("a readable file");
        read(&Source { name: &name, bytes: &bytes, file, kind: Some(kind) }, &mut |origin, row| {
            if takes(&row) {
                builder.add(origin, &row);
            }
        });
    }
    builder.finish(&[])
}

/// Who changed, and whoever has to be looked at with them.
fn touched(book: &Book) -> Touched {
    let parties: BTreeSet<String> = book.parties.ids.iter().step_by(TOUCHED).map(str::to_owned).collect();
    book.closure(&Touched { parties, ..Touched::default() })
}

/// All rows of those, as a register would hand them out.
fn part() -> (Made, Touched) {
    let book = &READ.0;
    let touched = touched(book);
    let has = |id: &str| touched.parties.contains(id);
    let of = |party: Option<&str>| party.is_some_and(has);
    let made = load(|row| match row {
        Row::Party(row) => has(row.party_id),
        Row::Loan(row) => has(row.borrower),
        Row::LoanEvent(row) => of(book.borrower_of_loan(row.lender, row.loan_id)),
        Row::LoanBalance(row) => of(book.borrower_of_loan(row.lender, row.loan_id)),
        Row::LoanClass(row) => of(book.borrower_of_loan(row.lender, row.loan_id)),
        Row::Guarantee(row) => has(row.borrower),
        Row::GuaranteeEvent(row) => of(book.borrower_of_guarantee(row.guarantor, row.guarantee_id)),
        Row::CreditLine(row) => has(row.borrower),
        Row::Demand(row) => has(row.borrower),
        Row::Financing(row) => has(row.issuer),
        Row::Organisation(_) | Row::Lpr(_) => true,
        Row::Observation(_) | Row::Claim(_) | Row::Dataset(_) => false,
    });
    (made, touched)
}

fn write((book, issues): &Made, out: &mut dyn FnMut(&[u8])) -> u64 {
    let written = book.write_form(issues, &mut |piece| {
        out(piece);
        Ok::<(), Infallible>(())
    });
    let Ok(length) = written;
    length
}

/// Every byte of it looked at once, on one core.
fn plain(bytes: &[u8]) -> u64 {
    bytes.chunks_exact(8).fold(0, |sum, bytes| sum ^ bytes.try_into().map_or(0, u64::from_ne_bytes))
}

/// Every byte handed out and looked at once; none kept.
#[divan::bench]
fn write_form(bencher: divan::Bencher<'_, '_>) {
    let bytes = BytesCount::new(FORM.len());
    bencher.counter(bytes).bench(|| {
        let mut sum = 0;
        write(&READ, &mut |piece| sum ^= plain(piece));
        sum
    });
}

/// Checked whole, read in place.
#[divan::bench]
fn read_form(bencher: divan::Bencher<'_, '_>) {
    let bytes = BytesCount::new(FORM.len());
    bencher.counter(bytes).bench(|| Book::read_form(FORM.clone()).map(|made| made.0.loans.len()));
}

/// The floor under reading.
#[divan::bench]
fn plain_read(bencher: divan::Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(FORM.len())).bench(|| plain(&FORM));
}

/// Who has to be looked at together with a hundredth of the parties.
#[divan::bench]
fn closure(bencher: divan::Bencher<'_, '_>) {
    let book = &READ.0;
    bencher.bench(|| touched(book).parties.len());
}

/// The merge alone; the part is built before.
#[divan::bench]
fn updated(bencher: divan::Bencher<'_, '_>) {
    let ((part, part_issues), touched) = &*PART;
    let (book, issues) = &*READ;
    let made = book.updated(issues, part, part_issues, touched).expect("it can be brought up to date");
    assert_eq!(made.0.loans.len(), book.loans.len(), "nothing changed but in name");
    bencher.bench(|| book.updated(issues, part, part_issues, touched).map(|made| made.0.loans.len()));
}
