//! What was reported to the register: the figures of observations, and a
//! lender's own report of a ratio.

use huigu_book::{Book, ObservationRow};
use huigu_quantity::Day;

use super::parts::Parts;

/// The indicator's rows of an organisation (empty: the district), without
/// place, whose period has ended by a day.
fn ended<'a>(book: &'a Book, indicator: &'a str, org: &'a str, day: Day) -> impl Iterator<Item = &'a ObservationRow> {
    let own = move |row: &&ObservationRow| row.indicator == indicator && row.org == org && row.place.is_empty();
    book.observations.iter().filter(own).filter(move |row| row.last <= day)
}

/// The value (millionths) of the last period ended by a day.
pub(super) fn last(book: &Book, indicator: &str, org: &str, day: Day) -> Option<i128> {
    ended(book, indicator, org, day).max_by_key(|row| (row.last, row.from)).map(|row| row.value)
}

/// The sum over the periods of the day's year that have ended.
pub(super) fn sum(book: &Book, indicator: &str, day: Day) -> Option<Parts> {
    let mut rows = ended(book, indicator, "", day).filter(|row| row.from.year() == day.year()).peekable();
    rows.peek()?;
    Some(Parts { above: rows.map(|row| row.value).sum(), ..Parts::default() })
}

/// That sum over the sum for the same periods of the year before; `None`
/// where one of those has no observation.
pub(super) fn growth(book: &Book, indicator: &str, day: Day) -> Option<Parts> {
    let mut parts = sum(book, indicator, day)?;
    let before: Vec<_> = ended(book, indicator, "", day).filter(|row| row.from.year() == day.year() - 1).collect();
    for row in ended(book, indicator, "", day).filter(|row| row.from.year() == day.year()) {
        // By the day after the last, so that February's end finds its like.
        let (from, to) = (row.from.plus_years(-1), row.last.next().plus_years(-1));
        let same = before.iter().find(|other| other.from == from && other.last.next() == to)?;
        parts.below += same.value;
    }
    Some(parts)
}
