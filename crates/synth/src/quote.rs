//! The loan prime rate as it was published, carried in `data/lpr.csv`.

use huigu_facts::Lpr;
use huigu_quantity::{Day, Ppm};

const PUBLISHED: &str = include_str!("../data/lpr.csv");

/// Benchmark lending rates of the central bank before the first publication,
/// in force since 2015-10-24: up to one year, and over five.
const BENCHMARK: (Ppm, Ppm) = (Ppm(43_500), Ppm(49_000));

/// Every publication up to some day, in order.
#[derive(Debug, Clone)]
pub(crate) struct Quotes {
    published: Vec<Lpr>,
}

impl Quotes {
    /// The publications up to and including `last`.
    pub(crate) fn until(last: Day) -> Self {
        let published = PUBLISHED.lines().skip(1).filter_map(read_line).filter(|quote| quote.date <= last).collect();
        Self { published }
    }

    /// Every publication kept.
    pub(crate) fn published(&self) -> &[Lpr] {
        &self.published
    }

    /// The one-year and five-year rates a lender went by on a day.
    pub(crate) fn on(&self, day: Day) -> (Ppm, Ppm) {
        let after = self.published.partition_point(|quote| quote.date <= day);
        match after.checked_sub(1).and_then(|place| self.published.get(place)) {
            Some(quote) => (quote.one_year, quote.five_year),
            None => BENCHMARK,
        }
    }
}

fn read_line(line: &str) -> Option<Lpr> {
    let mut cells = line.split(',');
    let date = Day::parse(cells.next()?).ok()?;
    let one_year = Ppm::parse_percent(cells.next()?).ok()?;
    let five_year = Ppm::parse_percent(cells.next()?).ok()?;
    Some(Lpr { date, one_year, five_year })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_read() {
        let quotes = Quotes::until(Day::LAST);
        assert_eq!(quotes.published().len() + 1, PUBLISHED.lines().count());
        assert!(quotes.published().is_sorted_by_key(|quote| quote.date));
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(quotes.on(day("2022-01-19")), (Ppm(38_000), Ppm(46_500)));
        assert_eq!(quotes.on(day("2022-01-20")), (Ppm(37_000), Ppm(46_000)));
        assert_eq!(quotes.on(day("2019-08-19")), BENCHMARK);
    }
}
