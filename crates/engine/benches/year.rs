//! A year's settlement, targets and what-ifs on the books of a folder, held
//! against a plain parallel read of the columns that answer them.
//!
//! `cargo bench -p huigu-engine --bench year -- BOOKS [ROUNDS]`; see `docs/PERFORMANCE.md`.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench talks to whoever runs it")]
#![expect(clippy::disallowed_methods, reason = "a bench asks the clock")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use huigu_book::{Book, Builder};
use huigu_engine::{Explainer, WhatIf, annual, settle, targets};
use huigu_facts::Kind;
use huigu_intake::{Source, read};
use huigu_plan::{Rules, Setting};
use huigu_quantity::Period;
use rayon::prelude::*;

const YEAR: i32 = 2021;

fn main() {
    // Cargo hands `--bench` over too.
    let mut given = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    let books = given.next().map_or(sample, PathBuf::from);
    let rounds: usize = given.next().map_or(5, |rounds| rounds.parse().expect("a number of rounds"));
    let rules = huigu_plan::shipped().rules_at(Period::year(YEAR).last()).expect("a year of the plan");
    let (book, took) = timed(|| load(&books, &rules));
    println!("{} loans, {} events, built in {took:.1?}", book.loans.len(), book.loans.event_days.len());
    println!("{}", sizes(&book));
    println!("{} threads, medians of {rounds} rounds", rayon::current_num_threads());
    measure(&book, &rules, rounds);
}

fn load(folder: &Path, rules: &Rules) -> Book {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the folder of books").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut builder = Builder::of_bare_books();
    for (file, path) in (0..).zip(&files) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(kind) = Kind::from_file_name(&name) else { continue };
        let bytes = std::fs::read(path).expect("a readable file");
        let source = Source { name: &name, bytes: &bytes, file, kind: Some(kind) };
        read(&source, &mut |origin, row| builder.add(origin, &row));
    }
    let products: Vec<&str> = rules.products.iter().map(|product| product.id.as_str()).collect();
    builder.finish(&products).0
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = black_box(run());
    (result, start.elapsed())
}

/// Bytes an event and a loan take in the columns, id texts apart.
fn sizes(book: &Book) -> String {
    let loans = &book.loans;
    let events = size_of_val(&*loans.event_days) + size_of_val(&*loans.event_deltas);
    let columns = size_of_val(&*loans.words)
        + size_of_val(&*loans.party_rows)
        + size_of_val(&*loans.dual_since)
        + size_of_val(&*loans.dual_last)
        + size_of_val(&*loans.products)
        + size_of_val(&*loans.starts)
        + size_of_val(&*loans.dues)
        + size_of_val(&*loans.principals)
        + size_of_val(&*loans.credit_lines)
        + size_of_val(&*loans.rates)
        + size_of_val(&*loans.over_lpr)
        + size_of_val(&*loans.renews)
        + size_of_val(&*loans.first_events)
        + size_of_val(loans.classes_of(0..loans.len()));
    let each = |bytes: usize, of: usize| bytes as f64 / of.max(1) as f64;
    format!("{:.1} bytes an event, {:.1} a loan", each(events, loans.event_days.len()), each(columns, loans.len()))
}

/// Adds up every column that the year's answers read.
fn plain_read(book: &Book) -> u64 {
    fn sum<T: Copy + Sync>(column: &[T], value: impl Fn(T) -> u64 + Sync) -> u64 {
        column.par_chunks(1 << 16).map(|part| part.iter().fold(0, |sum: u64, &x| sum.wrapping_add(value(x)))).sum()
    }
    let loans = &book.loans;
    [
        sum(&loans.event_days, u64::from),
        sum(&loans.event_deltas, i64::cast_unsigned),
        sum(&loans.first_events, u64::from),
        sum(&loans.words, |word| word.0),
        sum(&loans.party_rows, u64::from),
        sum(&loans.products, u64::from),
        sum(&loans.starts, u64::from),
        sum(&loans.principals, i64::cast_unsigned),
        sum(&loans.credit_lines, i64::cast_unsigned),
        sum(&loans.rates, |rate| u64::from(rate.cast_unsigned())),
        sum(&loans.over_lpr, |rate| u64::from(rate.cast_unsigned())),
    ]
    .into_iter()
    .fold(0, u64::wrapping_add)
}

fn turned(setting: &str) -> Rules {
    let setting = Setting::parse(setting).expect("a setting");
    let plan = huigu_plan::shipped().with(&[setting]).expect("a figure of the plan");
    plan.rules_at(Period::year(YEAR).last()).expect("a year of the plan")
}

/// Runs everything once a round, so that what disturbs the machine disturbs all alike.
fn measure(book: &Book, rules: &Rules, rounds: usize) {
    let what_ifs = [
        "inclusive-unsecured-subsidy.rate=3%",
        "startup-loan-subsidy.cap=5000000元",
        "inclusive.credit-line=2000万元",
        "startup-loan-subsidy.rate-over-lpr=0.5个百分点",
        "huigu-startup-loan.per-borrower=300万元",
        "stacking=higher-only",
    ];
    let turned: Vec<Rules> = what_ifs.iter().map(|setting| turned(setting)).collect();
    let (ready, made) = timed(|| WhatIf::new(book, rules, YEAR));
    let lender = (0..book.organisations.rows.len() as u32).max_by_key(|&lender| book.loans.of_lender(lender).len());
    let lender = book.organisations.ids.get(lender.unwrap_or(0));
    let explainer = Explainer::new(book, rules, YEAR);
    let measure = rules.measures.first().map(|measure| measure.id.as_str()).unwrap_or_default();
    let mut runs: Vec<(String, Box<dyn Fn() + '_>)> = vec![
        ("plain parallel read".to_owned(), Box::new(|| _ = black_box(plain_read(book)))),
        ("settle".to_owned(), Box::new(|| drop(black_box(settle(book, rules, YEAR))))),
        ("targets".to_owned(), Box::new(|| drop(black_box(targets(book, rules))))),
        ("settle and targets".to_owned(), Box::new(|| drop(black_box(annual(book, rules))))),
        ("explain, once counted".to_owned(), Box::new(|| drop(black_box(explainer.explain(measure, lender))))),
    ];
    for (setting, rules) in what_ifs.iter().zip(&turned) {
        let run = || drop(black_box(ready.simulate(rules, Vec::new())));
        runs.push((format!("what if {setting}"), Box::new(run)));
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); runs.len()];
    for _ in 0..rounds {
        for ((_, run), times) in runs.iter().zip(&mut times) {
            times.push(timed(run).1);
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    let medians: Vec<Duration> = times.iter_mut().map(median).collect();
    println!("{:>12}  what-if made ready", format!("{made:.1?}"));
    for ((name, _), time) in runs.iter().zip(&medians) {
        let ratio = time.as_secs_f64() / medians[0].as_secs_f64();
        println!("{:>12}  {ratio:>6.2} reads  {name}", format!("{time:.2?}"));
    }
}
