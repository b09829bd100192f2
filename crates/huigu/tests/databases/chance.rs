//! Moments at which things go wrong: a plain generator with a seed that is
//! told, so that a run can be repeated.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// A stream of numbers.
pub struct Chance(u64);

impl Chance {
    /// By `HUIGU_CRASH_SEED`, else anew; the seed is told.
    pub fn new(case: &str) -> Self {
        let given = std::env::var("HUIGU_CRASH_SEED").ok().and_then(|text| text.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().hash_one(case) >> 32);
        println!("    {case}: HUIGU_CRASH_SEED={seed}");
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A moment before `end`.
    pub fn moment(&mut self, end: Duration) -> Duration {
        Duration::from_micros(self.below(u64::try_from(end.as_micros()).unwrap()))
    }
}

/// Does something, and tells how long it took.
#[expect(clippy::disallowed_methods, reason = "moments are spread over the time an undisturbed run takes")]
pub fn took<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}

/// How often each case of crashes kills on each database.
pub fn rounds() -> u32 {
    std::env::var("HUIGU_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(40)
}
