//! Instants, handed in by who may ask a clock.

use huigu_quantity::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Instant(pub i64);

/// Tells the time when asked. The register asks inside its transactions, so
/// that the order of instants is the order of what happened.
pub type Clock<'a> = &'a dyn Fn() -> Instant;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// Shanghai is eight hours ahead, the whole year.
const SHANGHAI: i64 = 8 * HOUR;

impl Instant {
    /// The calendar day in Shanghai.
    #[must_use]
    pub fn day(self) -> Day {
        let days = self.0.saturating_add(SHANGHAI).div_euclid(DAY);
        Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
    }

    /// The first instant after a day in Shanghai.
    #[must_use]
    pub fn end_of(day: Day) -> Self {
        Self((i64::from(day.0) + 1) * DAY - SHANGHAI)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_shanghai() {
        let day = Day::from_ymd(2021, 1, 1).unwrap();
        // 2021-01-01T16:00:00Z is midnight of the 2nd in Shanghai.
        let end = Instant(1_609_516_800_000_000);
        assert_eq!(Instant::end_of(day), end);
        assert_eq!(Instant(end.0 - 1).day(), day);
        assert_eq!(end.day(), day.next());
        assert_eq!(Instant(-SHANGHAI - 1).day(), Day(-1));
    }
}
