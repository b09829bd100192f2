//! Dates, clauses and parameters as each language writes them.

pub use huigu_answers::clause_number;
pub use huigu_answers::names::figure_name;
use huigu_answers::texts::frame;
use huigu_desk::Instant;
use huigu_desk::sheets::clock_time;
use huigu_quantity::{Day, Lang};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day as the language writes it.
pub fn date(lang: Lang, day: Day) -> String {
    match lang {
        Lang::Zh => day.chinese(),
        Lang::En => {
            let (year, month, day) = day.ymd();
            let month = MONTHS.get((month - 1) as usize).copied().unwrap_or_default();
            format!("{day} {month} {year}")
        }
    }
}

/// An instant as day and minute in Shanghai.
pub fn moment(lang: Lang, instant: Instant) -> String {
    [date(lang, instant.day()), clock_time(instant)].join(" ")
}

/// A month as the language writes it, short: `22年3月`, `Mar 22`.
pub fn month(lang: Lang, day: Day) -> String {
    let (year, month, _) = day.ymd();
    let year = year.rem_euclid(100);
    match lang {
        Lang::Zh => lang.say(frame::Month { year: &format!("{year:02}"), month: &month }),
        Lang::En => {
            let name = MONTHS.get((month - 1) as usize).and_then(|name| name.get(..3)).unwrap_or_default();
            format!("{name} {year:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_each_language_does() {
        let day = Day::from_ymd(2022, 3, 9).unwrap();
        assert_eq!(date(Lang::Zh, day), "2022年3月9日");
        assert_eq!(date(Lang::En, day), "9 March 2022");
        assert_eq!(month(Lang::Zh, day), "22年3月");
        assert_eq!(month(Lang::En, day), "Mar 22");
    }
}
