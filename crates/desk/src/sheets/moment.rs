//! Instants as cells of a sheet.

use huigu_answers::{Cell, Value};

use crate::Instant;

/// An instant's hour and minute in Shanghai: `09:05`.
#[must_use]
pub fn clock_time(instant: Instant) -> String {
    const HOUR: i64 = 3_600_000_000;
    let of_day = (instant.0 + 8 * HOUR).rem_euclid(24 * HOUR);
    format!("{:02}:{:02}", of_day / HOUR, of_day % HOUR / 60_000_000)
}

/// An instant as day and minute in Shanghai.
#[must_use]
pub fn moment(instant: Instant) -> Cell {
    Value::Moment(instant.day(), clock_time(instant)).into()
}
