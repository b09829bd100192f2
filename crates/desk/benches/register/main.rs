//! Loan events into the register and out of it, held against the bare driver:
//! the same rows, in the same order, into the same tables with their keys and
//! the same durability, and the same selects read row by row.
//!
//! `cargo bench -p huigu-desk --bench register -- [EVENTS [ROUNDS [sqlite|postgresql]]]`; see
//! `docs/PERFORMANCE.md`. PostgreSQL is a private cluster, as in the
//! conformance suite. Every round runs every way once, so that what disturbs
//! the machine disturbs all of them.

#![expect(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used, reason = "a bench talks to whoever runs it")]
#![expect(clippy::disallowed_methods, reason = "a bench asks the clock")]

mod bare;
mod district;
mod postgresql;
mod sqlite;
mod ways;

use std::time::Duration;

use bare::Bare;
use district::Books;
use huigu_testkit::Cluster;
use ways::{Round, Ways};

fn main() {
    // Cargo hands `--bench` over too.
    let mut given = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let events: u64 = given.next().map_or(1_000_000, |events| events.parse().expect("a number of events"));
    let rounds: usize = given.next().map_or(7, |rounds| rounds.parse().expect("a number of rounds"));
    let only = given.next();
    let books = Books::make(events);
    println!("{events} loan events of {} loans, medians of {rounds} rounds", events / 10);
    if only.as_deref() != Some("postgresql") {
        measure(&books, rounds, &sqlite::Sqlite::new());
    }
    if only.as_deref() != Some("sqlite") {
        let cluster = Cluster::start(&[]).unwrap_or_else(|why| panic!("{why}"));
        measure(&books, rounds, &postgresql::Postgresql::new(&cluster));
    }
}

/// All ways, in turn, and what they came to: medians, and the best of all
/// rounds, which others who use the machine disturb least.
fn measure(books: &Books, rounds: usize, bare: &dyn Bare) {
    let ways = Ways::prepare(books, bare);
    let rounds: Vec<Round> = (0..rounds).map(|_| ways.round()).collect();
    println!("\n{}: median and best in ms, ratio of the medians and of the best", bare.name());
    let of = |name: &str| {
        let mut times: Vec<Duration> = rounds.iter().map(|round| round.of(name)).collect();
        times.sort();
        [times[times.len() / 2], times[0]].map(|time| time.as_secs_f64() * 1e3)
    };
    for (name, against) in ways::SHOWN {
        let [median, best] = of(name);
        let ratios = against.iter().map(|other| {
            let [other_median, other_best] = of(other);
            format!("{:.2} {:.2} of {other}", median / other_median, best / other_best)
        });
        println!("  {name:<44} {median:>7.0} {best:>7.0}  {}", ratios.collect::<Vec<_>>().join(", "));
    }
}
