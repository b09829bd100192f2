//! One suite over both databases: each case runs on SQLite and on PostgreSQL and
//! tells what it saw; both must tell the same, to the byte.
//!
//! PostgreSQL is a private cluster that the suite starts and stops; without the package
//! `postgresql` it fails. Arguments of the test program choose the cases whose names hold one of them.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a test program prints how its cases end")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;

use crate::Cluster;
use crate::crash::timed;

/// A case by its name: what it saw, in words that do not depend on the database.
pub type Case<G> = (&'static str, fn(&G) -> String);

/// A case that needs both databases at once.
pub type AcrossCase<G> = (&'static str, fn([&G; 2]));

/// Runs a case; what it saw, if it ended well.
fn run<T>(place: &str, name: &str, case: impl FnOnce() -> T) -> Option<T> {
    let (saw, takes) = timed(|| catch_unwind(AssertUnwindSafe(case)).ok());
    let how = if saw.is_some() { "ok" } else { "FAILED" };
    println!("test {place}::{name} ... {how} ({:.1} s)", takes.as_secs_f64());
    saw
}

/// The first lines in which two tellings differ.
fn first_difference(one: &str, other: &str) -> String {
    let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    differing.map_or_else(
        || format!("one is longer: {} and {} lines", one.lines().count(), other.lines().count()),
        |(one, other)| format!("--- SQLite\n{one}\n--- PostgreSQL\n{other}"),
    )
}

/// The body of a test program without the harness: runs the cases the arguments choose, in
/// order, on the two grounds made over a new cluster.
pub fn main<G>(
    cases: &[Case<G>],
    across: &[AcrossCase<G>],
    sqlite: G,
    postgresql: impl FnOnce(Arc<Cluster>) -> G,
) -> ExitCode {
    let filters: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |name: &str| filters.is_empty() || filters.iter().any(|filter| name.contains(filter));
    if !cases.iter().map(|(name, _)| *name).chain(across.iter().map(|(name, _)| *name)).any(wanted) {
        return ExitCode::SUCCESS;
    }
    let postgresql = match Cluster::start(&["fsync=off"]) {
        Ok(cluster) => postgresql(Arc::new(cluster)),
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    let grounds = [("sqlite", &sqlite), ("postgresql", &postgresql)];
    let mut failed = Vec::new();
    for (name, case) in cases.iter().filter(|(name, _)| wanted(name)) {
        match grounds.map(|(place, ground)| run(place, name, || case(ground))) {
            [Some(one), Some(other)] if one == other => {}
            [Some(one), Some(other)] => {
                println!("{name}: SQLite and PostgreSQL differ\n{}", first_difference(&one, &other));
                failed.push(*name);
            }
            _ => failed.push(*name),
        }
    }
    for (name, case) in across.iter().filter(|(name, _)| wanted(name)) {
        if run("both", name, || case([&sqlite, &postgresql])).is_none() {
            failed.push(*name);
        }
    }
    println!("\ntest result: {}", if failed.is_empty() { "ok" } else { "FAILED" });
    failed.iter().for_each(|name| println!("    {name}"));
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
