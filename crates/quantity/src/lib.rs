//! Exact money, rates, days and periods, their Chinese and ISO forms, and the two languages.
//!
//! Everything here is an integer or an exact fraction: no binary floating
//! point touches money, and the only rounding is [`Ratio::round_half_away`],
//! named where it is called. There is no I/O, no clock and no randomness.

pub mod closed;
mod day;
mod lang;
mod money;
mod rate;
mod ratio;
mod schema;
mod share;

pub use closed::ClosedList;
pub use day::{Day, DayError, Period};
pub use lang::{Lang, Phrase, Say};
pub use money::{Fen, MoneyError, MoneyUnit, parse_decimal};
pub use rate::{Ppm, RateError};
pub use ratio::{Ratio, round_half_away};
pub use share::{Part, apportion, share_out};
