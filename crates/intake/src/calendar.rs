//! Days, years and periods.

use huigu_facts::{Code, Refusal, ReportingPeriod};
use huigu_quantity::{Day, DayError};

use crate::cell::Cell;

/// A day, in one of three forms or as a date cell.
#[inline]
pub(crate) fn date(cell: Cell<'_>) -> Result<Day, Refusal> {
    match cell {
        Cell::Day(day) if (Day::FIRST..=Day::LAST).contains(&day) => Ok(day),
        Cell::Day(_) => Err(Code::DateOutOfRange.into()),
        Cell::Text(text) | Cell::Number(text) => match iso_date(text.as_bytes()).map_or_else(|| Day::parse(text), Ok) {
            Ok(day) => Ok(day),
            Err(DayError::OutOfRange) => {
                Err(Refusal { code: Code::DateOutOfRange, expected: format!("{}–{}", Day::FIRST, Day::LAST).into() })
            }
            Err(DayError::NotADate | DayError::NoSuchDay) => Err(Code::BadDate.into()),
        },
        _ => Err(Code::BadDate.into()),
    }
}

/// `2021-03-05` without a detour; `None` leaves it to the full reader.
#[inline]
fn iso_date(bytes: &[u8]) -> Option<Day> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else { return None };
    let digit = |byte: u8| Some(u32::from(byte.wrapping_sub(b'0'))).filter(|digit| *digit < 10);
    let year = digit(y1)? * 1000 + digit(y2)? * 100 + digit(y3)? * 10 + digit(y4)?;
    let day = Day::from_ymd(year as i32, digit(m1)? * 10 + digit(m2)?, digit(d1)? * 10 + digit(d2)?)?;
    (Day::FIRST..=Day::LAST).contains(&day).then_some(day)
}

/// A calendar year of the books.
pub(crate) fn year(cell: Cell<'_>) -> Result<i32, Refusal> {
    let text = match cell {
        Cell::Text(text) | Cell::Number(text) => text,
        _ => return Err(Code::BadYear.into()),
    };
    four_digits(text).filter(|year| (1970..=2149).contains(year)).ok_or_else(|| Code::BadYear.into())
}

fn four_digits(text: &str) -> Option<i32> {
    let good = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| text.bytes().fold(0, |n, byte| n * 10 + i32::from(byte - b'0')))
}

/// A period as written, with its first and last day.
pub(crate) fn period(cell: Cell<'_>) -> Result<ReportingPeriod<&str>, Refusal> {
    match cell {
        Cell::Text(text) | Cell::Number(text) => ReportingPeriod::parse(text).ok_or_else(|| Code::BadPeriod.into()),
        _ => Err(Code::BadPeriod.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cell::{Number, Text};

    fn code<T>(result: Result<T, Refusal>) -> Option<Code> {
        result.err().map(|refusal| refusal.code)
    }

    #[test]
    fn dates_have_three_forms_and_a_range() {
        let day = Day::from_ymd(2021, 3, 5).expect("a day");
        for form in ["2021-03-05", "2021/3/5", "20210305", "2021-3-5"] {
            assert_eq!(date(Text(form)), Ok(day), "{form}");
        }
        assert_eq!(date(Number("20210305")), Ok(day));
        assert_eq!(date(Cell::Day(day)), Ok(day));
        for bad in ["2021-02-29", "44260", "2021-13-01", "2021.3.5", "2021-03-05 10:00", "五日"] {
            assert_eq!(code(date(Text(bad))), Some(Code::BadDate), "{bad}");
        }
        for bad in ["1969-12-31", "2149-06-07", "9999-12-31"] {
            assert_eq!(code(date(Text(bad))), Some(Code::DateOutOfRange), "{bad}");
        }
        assert_eq!(code(date(Cell::Day(Day(-1)))), Some(Code::DateOutOfRange));
        assert_eq!(code(date(Cell::Odd("2021-03-05 10:00"))), Some(Code::BadDate));
    }

    #[test]
    fn years_are_whole() {
        assert_eq!(period(Text("2021-Q1")).map(|period| period.text), Ok("2021-Q1"));
        assert_eq!(code(period(Text("2021-Q5"))), Some(Code::BadPeriod));
        assert_eq!(year(Number("2021")), Ok(2021));
        for bad in ["21", "2021年", "1969", "2150"] {
            assert_eq!(code(year(Text(bad))), Some(Code::BadYear), "{bad}");
        }
    }
}
