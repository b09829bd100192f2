//! Opening the book of a register that is there: from its column form, and
//! from all rows.
//!
//! `cargo bench -p huigu-desk --bench snapshot -- FOLDER [ROUNDS]`; see
//! `docs/PERFORMANCE.md`. The column form is made first if there is none.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench talks to whoever runs it and asks the clock"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use huigu_desk::Place;
use huigu_ingest::{Context, Register};

fn main() {
    // Cargo hands `--bench` over too.
    let mut given = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(folder) = given.next().map(PathBuf::from) else {
        println!("give the folder of a register");
        return;
    };
    let rounds: usize = given.next().map_or(7, |rounds| rounds.parse().expect("a number of rounds"));
    let plan = huigu_plan::shipped();
    let products: Vec<&str> = plan.products().iter().map(|product| product.id.as_str()).collect();
    let open = |columns: bool| {
        let context = Context { who: "", clock: &|| huigu_desk::Instant(0), random: &|| None, person_key: None };
        let began = Instant::now();
        let mut register = Register::open(&Place::Folder(folder.clone()), plan.id(), false, context).unwrap();
        if !columns {
            register.keep_columns_in(None);
        }
        let known = register.load_as_of(None, &products).unwrap();
        let took = began.elapsed();
        (took, known.book.loans.len(), known.book.loans.event_days.len())
    };
    let told = |name: &str, mut times: Vec<Duration>| {
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!("  {name:<20} {:>9.0} {:>9.0}", ms(times[times.len() / 2]), ms(times[0]));
    };
    let (first, loans, events) = open(true);
    println!("{loans} loans, {events} events; median and best in ms of {rounds} rounds");
    told("the first time", vec![first]);
    told("from the column form", (0..rounds).map(|_| open(true).0).collect());
    told("from all rows", vec![open(false).0]);
}
