//! When and how often crash tests kill: from a seed that is printed, so that a
//! run can be repeated (`HUIGU_CRASH_SEED`, `HUIGU_CRASH_ROUNDS`).
#![expect(clippy::print_stdout, reason = "tests print their seed and stop at what they do not expect")]

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use crate::Rng;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
}

/// How often each case kills on each database: `HUIGU_CRASH_ROUNDS`, else 40.
pub fn rounds() -> u32 {
    number("HUIGU_CRASH_ROUNDS").map_or(40, |rounds| rounds as u32)
}

/// Random moments of a case.
#[derive(Debug)]
pub struct Moments(Rng);

impl Moments {
    /// By `HUIGU_CRASH_SEED`, else by a new seed; prints it.
    pub fn new(case: &str) -> Self {
        let seed = number("HUIGU_CRASH_SEED").unwrap_or_else(|| RandomState::new().hash_one(case) >> 32);
        println!("    {case}: HUIGU_CRASH_SEED={seed}");
        Self(Rng::new(seed))
    }

    /// A number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.bits() % end.max(1)
    }

    /// A moment before `end`, to the microsecond.
    pub fn before(&mut self, end: Duration) -> Duration {
        Duration::from_micros(self.below(end.as_micros() as u64))
    }
}

/// Does something, and gives how long it took.
#[expect(clippy::disallowed_methods, reason = "moments are spread over the time an undisturbed run takes")]
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}
