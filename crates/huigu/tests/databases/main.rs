//! The commands over both databases. Each case runs on SQLite and on
//! PostgreSQL and tells what it saw; both must tell the same.
//!
//! PostgreSQL is a private cluster on a socket of its own that this program
//! starts and stops; without the package `postgresql` it fails.
//! `cargo test -p huigu --test databases NAME` runs the cases whose names hold
//! NAME. `HUIGU_CRASH_ROUNDS` (40) is how often each case of crashes kills on
//! each database, `HUIGU_CRASH_SEED` repeats the moments of a run.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test program: it tells what it does and stops at what it does not expect"
)]

mod answers;
mod chance;
#[path = "../../../store/tests/conformance/cluster.rs"]
mod cluster;
mod concurrency;
mod crash;
mod crash_desk;
mod ground;
mod portal;
mod proxy;
mod served;
mod sight;
mod trouble;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use chance::took;
use ground::Ground;

/// A case: what it saw, in words that do not depend on the database.
type Case = fn(&Ground) -> String;

const CASES: &[(&str, Case)] = &[
    ("answers::a_register_answers_as_bare_books_do", answers::a_register_answers_as_bare_books_do),
    ("answers::every_command_says_the_same", answers::every_command_says_the_same),
    ("concurrency::it_ends_as_if_one_after_the_other", concurrency::it_ends_as_if_one_after_the_other),
    (
        "concurrency::the_same_file_to_an_empty_place_is_one_batch",
        concurrency::the_same_file_to_an_empty_place_is_one_batch,
    ),
    ("trouble::a_cut_connection_leaves_whole_files", trouble::a_cut_connection_leaves_whole_files),
    ("trouble::a_server_that_goes_away_is_told", trouble::a_server_that_goes_away_is_told),
    ("trouble::a_full_disk_is_told", trouble::a_full_disk_is_told),
    ("trouble::an_answer_that_cannot_be_written_is_told", trouble::an_answer_that_cannot_be_written_is_told),
    ("trouble::a_register_that_cannot_be_had_is_told", trouble::a_register_that_cannot_be_had_is_told),
    ("trouble::a_truncated_file_is_told", trouble::a_truncated_file_is_told),
    ("portal::two_servers_are_one_portal", portal::two_servers_are_one_portal),
    ("portal::a_crowd_and_lost_connections_are_borne", portal::a_crowd_and_lost_connections_are_borne),
    ("crash::what_was_acknowledged_is_there", crash::what_was_acknowledged_is_there),
    ("crash_desk::what_was_said_holds", crash_desk::what_was_said_holds),
];

/// A case that needs both databases at once.
type AcrossCase = fn([&Ground; 2]);

const ACROSS: &[(&str, AcrossCase)] = &[
    ("answers::a_backup_moves_between_the_databases", answers::a_backup_moves_between_the_databases),
    ("portal::a_register_that_moved_is_served", portal::a_register_that_moved_is_served),
];

/// Runs a case; what it saw, if it ended well.
fn run<T>(place: &str, name: &str, case: impl FnOnce() -> T) -> Option<T> {
    let (saw, takes) = took(|| catch_unwind(AssertUnwindSafe(case)).ok());
    let how = if saw.is_some() { "ok" } else { "FAILED" };
    println!("test {place}::{name} ... {how} ({:.1} s)", takes.as_secs_f64());
    saw
}

/// The first lines in which two tellings differ.
fn first_difference(one: &str, other: &str) -> String {
    let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    differing.map_or_else(
        || "one is longer".to_owned(),
        |(one, other)| format!("--- SQLite\n{one}\n--- PostgreSQL\n{other}"),
    )
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [child, place] = arguments.as_slice()
        && child == crash_desk::CHILD
    {
        crash_desk::child(place);
    }
    let filters: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |name: &str| filters.is_empty() || filters.iter().any(|filter| name.contains(*filter));
    if !CASES.iter().map(|(name, _)| *name).chain(ACROSS.iter().map(|(name, _)| *name)).any(wanted) {
        return ExitCode::SUCCESS;
    }
    let cluster = match cluster::Cluster::start(&["fsync=off"]) {
        Ok(cluster) => cluster,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    let (sqlite, postgresql) = (Ground::sqlite(), Ground::postgresql(&cluster));
    let mut failed = Vec::new();
    for (name, case) in CASES.iter().filter(|(name, _)| wanted(name)) {
        match [&sqlite, &postgresql].map(|ground| run(ground.name(), name, || case(ground))) {
            [Some(one), Some(other)] if one == other => {}
            [Some(one), Some(other)] => {
                println!("{name}: SQLite and PostgreSQL differ\n{}", first_difference(&one, &other));
                failed.push(*name);
            }
            _ => failed.push(*name),
        }
    }
    for (name, case) in ACROSS.iter().filter(|(name, _)| wanted(name)) {
        if run("both", name, || case([&sqlite, &postgresql])).is_none() {
            failed.push(*name);
        }
    }
    println!("\ntest result: {}", if failed.is_empty() { "ok" } else { "FAILED" });
    failed.iter().for_each(|name| println!("    {name}"));
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
