//! Dates, clauses and parameters as each language writes them.

use huigu_answers::texts::{frame, plan, targets};
use huigu_desk::Instant;
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

/// An instant's hour and minute in Shanghai: `09:05`.
pub fn clock_time(instant: Instant) -> String {
    const HOUR: i64 = 3_600_000_000;
    let of_day = (instant.0 + 8 * HOUR).rem_euclid(24 * HOUR);
    format!("{:02}:{:02}", of_day / HOUR, of_day % HOUR / 60_000_000)
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

const NUMERALS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A whole number up to 99 in Chinese numerals.
fn numeral(number: u32) -> Option<String> {
    let digit = |number: u32| NUMERALS.get(number as usize).copied().unwrap_or_default();
    match number {
        0..=9 => Some(digit(number).to_owned()),
        10..=99 => {
            let tens = if number < 20 { "" } else { digit(number / 10) };
            let ones = if number.is_multiple_of(10) { "" } else { digit(number % 10) };
            Some([tens, "十", ones].concat())
        }
        _ => None,
    }
}

/// A clause's number as a notice writes it: `3.1` is 三（一）.
pub fn clause_number(lang: Lang, id: &str) -> String {
    if lang == Lang::En {
        return id.to_owned();
    }
    let parts: Option<Vec<String>> = id.split('.').map(|part| part.parse().ok().and_then(numeral)).collect();
    match parts.as_deref() {
        Some([chapter]) => chapter.clone(),
        Some([chapter, section]) => format!("{chapter}（{section}）"),
        _ => id.to_owned(),
    }
}

/// What a figure is called, by its name in the plan's format; its own name
/// where it has none here.
pub fn figure_name(lang: Lang, name: &str) -> String {
    let known = match name.rsplit('.').next().unwrap_or(name) {
        "rate" => lang.t(plan::RATE),
        "share" => lang.t(plan::SHARE),
        "sum" => lang.t(plan::PER_HOUSEHOLD),
        "cap" => lang.t(plan::CAP_A_YEAR),
        "cap-per-deal" => lang.t(plan::CAP_PER_ISSUE),
        "cap-lifetime" => lang.t(plan::CAP_LIFETIME),
        "stages" => lang.t(plan::BY_STAGE),
        "per-borrower" => lang.t(plan::PER_BORROWER),
        "term" | "term-over" => lang.t(plan::TERM),
        "rate-over-lpr" => lang.t(plan::RATE_OVER_LPR),
        "preferential-rate" => lang.t(plan::PREFERENTIAL_RATE),
        "credit-line" => lang.t(plan::CREDIT_LINE),
        "guarantee-amount" => lang.t(plan::GUARANTEE_LIMIT),
        "account" | "guarantee-account" => lang.t(plan::ACCOUNT_LIMIT),
        "principal" => lang.t(plan::PRINCIPAL_LIMIT),
        "goal" => lang.t(targets::GOAL),
        "size" => lang.t(plan::SIZE),
        "value" => lang.t(plan::SUM),
        "suspension-line" => lang.t(plan::SUSPENSION_LINE),
        "government-share" => lang.t(plan::GOVERNMENT_SHARE),
        "lender-share" => lang.t(plan::BANK_SHARE),
        "guarantor-share" => lang.t(plan::GUARANTOR_SHARE),
        _ => return name.to_owned(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_clauses_are_written_as_each_language_does() {
        let day = Day::from_ymd(2022, 3, 9).unwrap();
        assert_eq!(date(Lang::Zh, day), "2022年3月9日");
        assert_eq!(date(Lang::En, day), "9 March 2022");
        assert_eq!(month(Lang::Zh, day), "22年3月");
        assert_eq!(month(Lang::En, day), "Mar 22");
        assert_eq!(clause_number(Lang::Zh, "3.1"), "三（一）");
        assert_eq!(clause_number(Lang::Zh, "2"), "二");
        assert_eq!(clause_number(Lang::Zh, "12.20"), "十二（二十）");
        assert_eq!(clause_number(Lang::En, "3.1"), "3.1");
        assert_eq!(clause_number(Lang::Zh, "annex-a"), "annex-a");
    }
}
