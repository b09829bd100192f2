//! Calendar days and half-open periods, in Shanghai's calendar.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// A calendar day, counted from 1970-01-01 (day 0). Books hold days from
/// [`Day::FIRST`] to [`Day::LAST`], so that a column keeps them in 16 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Why a text is not a day of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DayError {
    /// Not of the form 2021-03-05, 2021/3/5 or 20210305.
    #[error("not a date")]
    NotADate,
    /// The form is right, but the calendar has no such day.
    #[error("no such day in the calendar")]
    NoSuchDay,
    /// Before 1970-01-01 or after 2149-06-06.
    #[error("outside 1970-01-01 to 2149-06-06")]
    OutOfRange,
}

impl Day {
    /// 1970-01-01.
    pub const FIRST: Self = Self(0);
    /// 2149-06-06.
    pub const LAST: Self = Self(65_535);

    /// The day of a proleptic Gregorian date, if the calendar has it.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self(days_from_civil(year, month as i32, day as i32)))
    }

    /// 1 January of a year between 1970 and 2150.
    #[must_use]
    pub fn new_year(year: i32) -> Self {
        Self(days_from_civil(year, 1, 1))
    }

    /// Reads `2021-03-05`, `2021/3/5` or `20210305`.
    ///
    /// # Errors
    /// [`DayError`] when the text is no date, no day of the calendar or out of range.
    pub fn parse(text: &str) -> Result<Self, DayError> {
        let text = text.trim();
        let (year, month, day) = split_date(text).ok_or(DayError::NotADate)?;
        let day = Self::from_ymd(year, month, day).ok_or(DayError::NoSuchDay)?;
        if (Self::FIRST..=Self::LAST).contains(&day) { Ok(day) } else { Err(DayError::OutOfRange) }
    }

    /// Year, month and day of month.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        civil_from_days(self.0)
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The same month and day `years` later; 29 February becomes 28 February.
    #[must_use]
    pub fn plus_years(self, years: i32) -> Self {
        let (year, month, day) = self.ymd();
        let day = day.min(days_in_month(year + years, month));
        Self(days_from_civil(year + years, month as i32, day as i32))
    }

    /// The last day of this day's month.
    #[must_use]
    pub fn month_end(self) -> Self {
        let (year, month, _) = self.ymd();
        Self(days_from_civil(year, month as i32, days_in_month(year, month) as i32))
    }

    /// The next day.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The day before.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// The day as a book's column keeps it; `None` outside the books' range.
    #[must_use]
    pub fn column(self) -> Option<u16> {
        u16::try_from(self.0).ok()
    }

    /// The day in Chinese: `2021年3月5日`.
    #[must_use]
    pub fn chinese(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{year}年{month}月{day}日")
    }
}

impl From<u16> for Day {
    fn from(column: u16) -> Self {
        Self(i32::from(column))
    }
}

fn split_date(text: &str) -> Option<(i32, u32, u32)> {
    let number = |part: &str, most: usize| -> Option<u32> {
        let good = !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
        good.then(|| part.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0')))
    };
    let (year, month, day) = if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        (&text[..4], &text[4..6], &text[6..])
    } else {
        let separator = if text.contains('-') { '-' } else { '/' };
        let mut parts = text.split(separator);
        let found = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        found
    };
    if year.len() != 4 {
        return None;
    }
    Some((number(year, 4)? as i32, number(month, 2)?, number(day, 2)?))
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, counting years from March so that the leap day
/// falls at a year's end.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let leap_days = shifted.div_euclid(4) - shifted.div_euclid(100) + shifted.div_euclid(400);
    // 719_468 days lie between 0000-03-01 and 1970-01-01.
    365 * shifted + leap_days + day_of_year - 719_468
}

fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let days = days + 719_468;
    let cycle = days.div_euclid(146_097);
    let day_of_cycle = days.rem_euclid(146_097);
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_cycle + cycle * 400 + i32::from(month <= 2);
    (year, month as u32, day as u32)
}

/// ISO 8601: `2021-03-05`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        f.pad(&format!("{year:04}-{month:02}-{day:02}"))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads what [`Serialize`] writes, and nothing else.
impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let day = Self::parse(&text).ok().filter(|day| day.to_string() == *text);
        day.ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &"a day as YYYY-MM-DD"))
    }
}

/// A half-open run of days `[from, to)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The day after the last.
    pub to: Day,
}

impl Period {
    /// The calendar year `[year-01-01, year+1-01-01)`.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self { from: Day::new_year(year), to: Day::new_year(year + 1) }
    }

    /// How many days the period has.
    #[must_use]
    pub fn days(self) -> i64 {
        i64::from(self.to.0) - i64::from(self.from.0)
    }

    /// Whether the day lies in the period.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day < self.to
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> Day {
        self.to.before()
    }

    /// How many of the period's end-of-day balances an event of `day` changes:
    /// `max(0, to - max(day, from))`.
    #[must_use]
    pub fn weight(self, day: Day) -> i64 {
        i64::from((self.to.0 - day.0.max(self.from.0)).max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_books_goes_round() {
        for n in 0..=65_535 {
            let (y, m, d) = Day(n).ymd();
            assert_eq!(Day::from_ymd(y, m, d), Some(Day(n)));
        }
        assert_eq!(Day::LAST.to_string(), "2149-06-06");
        assert_eq!(Day::FIRST.to_string(), "1970-01-01");
    }

    #[test]
    fn reads_the_three_forms() {
        let want = Day::from_ymd(2021, 3, 5).ok_or(DayError::NoSuchDay);
        for text in ["2021-03-05", "2021/3/5", "20210305", " 2021-3-5 "] {
            assert_eq!(Day::parse(text), want, "{text}");
        }
        for text in ["", "2021", "21-3-5", "2021-03-05-1", "2021.3.5", "2021-3-五", "2021/3-5", "٢٠٢١٠٣٠٥"] {
            assert_eq!(Day::parse(text), Err(DayError::NotADate), "{text}");
        }
        assert_eq!(Day::parse("2021-02-29"), Err(DayError::NoSuchDay));
        assert_eq!(Day::parse("1969-12-31"), Err(DayError::OutOfRange));
        assert_eq!(Day::parse("2149-06-07"), Err(DayError::OutOfRange));
    }

    #[test]
    fn leap_day_becomes_the_28th() {
        let leap = Day::from_ymd(2020, 2, 29).map(|d| d.plus_years(1).to_string());
        assert_eq!(leap.as_deref(), Some("2021-02-28"));
        let four = Day::from_ymd(2020, 2, 29).map(|d| d.plus_years(4).to_string());
        assert_eq!(four.as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn weight_counts_the_days_an_event_changes() {
        let year = Period::year(2021);
        assert_eq!(year.days(), 365);
        assert_eq!(year.weight(Day::new_year(2020)), 365);
        assert_eq!(year.weight(year.from), 365);
        assert_eq!(year.weight(year.last()), 1);
        assert_eq!(year.weight(year.to), 0);
    }
}
