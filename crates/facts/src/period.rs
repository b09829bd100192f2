//! The periods that figures are reported for.

use huigu_quantity::Day;

/// A year, quarter or month as written (`2021`, `2021-Q1`, `2021-06`), with
/// its days; between 1970 and 2148.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportingPeriod<T> {
    /// As written.
    pub text: T,
    /// First day.
    pub from: Day,
    /// Last day.
    pub last: Day,
}

impl<'a> ReportingPeriod<&'a str> {
    /// The period a text names, if it does.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year: i32 = year.bytes().all(|byte| byte.is_ascii_digit()).then(|| year.parse().ok())??;
        let (first, last) = match rest.as_bytes() {
            [] => (1, 12),
            [b'-', b'Q', quarter @ b'1'..=b'4'] => {
                let quarter = u32::from(quarter - b'0');
                (quarter * 3 - 2, quarter * 3)
            }
            [b'-', tens @ b'0'..=b'1', ones @ b'0'..=b'9'] => {
                let month = u32::from(tens - b'0') * 10 + u32::from(ones - b'0');
                (month, month)
            }
            _ => return None,
        };
        let (from, last) = (Day::from_ymd(year, first, 1)?, Day::from_ymd(year, last, 1)?.month_end());
        (1970..=2148).contains(&year).then_some(Self { text, from, last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_whole() {
        let days = |text| ReportingPeriod::parse(text).map(|period| format!("{} {}", period.from, period.last));
        assert_eq!(days("2021").as_deref(), Some("2021-01-01 2021-12-31"));
        assert_eq!(days("2021-Q1").as_deref(), Some("2021-01-01 2021-03-31"));
        assert_eq!(days("2020-02").as_deref(), Some("2020-02-01 2020-02-29"));
        for bad in
            ["2021-Q5", "2021-13", "2021-00", "2021-6", "2021年", "21", "2021-q1", "一二三四", "2021-06-01", "1969"]
        {
            assert_eq!(days(bad), None, "{bad}");
        }
    }
}
