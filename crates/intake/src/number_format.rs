//! What a spreadsheet's number format makes of a number: a date, a time, a
//! percentage, or just a number.

/// How a cell shows its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// As a number.
    Number,
    /// As a percentage.
    Percent,
    /// As a date, with or without a time of day.
    Date,
    /// As a time of day or a duration.
    Time,
}

impl Shown {
    /// The format of a built-in id (ECMA-376, 18.8.30, with the ids that
    /// Chinese, Japanese and Korean spreadsheets add).
    pub(crate) fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Date,
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => Self::Time,
            _ => Self::Number,
        }
    }

    /// The format of a code: `yyyy"年"m"月"d"日"`, `0.00%`, `#,##0.00`.
    pub(crate) fn of_code(code: &str) -> Self {
        let (mut date, mut month, mut time) = (false, false, false);
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                // Only the first section, for positive numbers, is looked at.
                ';' => break,
                '"' => drop(chars.by_ref().find(|c| *c == '"')),
                '\\' | '_' | '*' => drop(chars.next()),
                '[' => time |= is_elapsed(&chars.by_ref().take_while(|c| *c != ']').collect::<String>()),
                '%' => return Self::Percent,
                'y' | 'Y' | 'd' | 'D' => date = true,
                'm' | 'M' => month = true,
                'h' | 'H' | 's' | 'S' => time = true,
                _ => {}
            }
        }
        match (date || (month && !time), time) {
            (true, _) => Self::Date,
            (false, true) => Self::Time,
            (false, false) => Self::Number,
        }
    }
}

/// `[h]`, `[mm]`, `[s]`: a duration; other brackets are colours and locales.
fn is_elapsed(bracket: &str) -> bool {
    !bracket.is_empty() && bracket.chars().all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_dates_times_and_percentages() {
        for (code, shown) in [
            ("General", Shown::Number),
            ("#,##0.00", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("\"d\"0", Shown::Number),
            ("[Red]0.00_);[Red]-0.00", Shown::Number),
            ("@", Shown::Number),
            ("0.00%", Shown::Percent),
            ("0.00\\%", Shown::Number),
            ("yyyy-mm-dd", Shown::Date),
            ("yyyy\"年\"m\"月\"d\"日\";@", Shown::Date),
            ("[$-804]yyyy年m月", Shown::Date),
            ("mmm", Shown::Date),
            ("yyyy/m/d h:mm", Shown::Date),
            ("h:mm:ss", Shown::Time),
            ("[h]:mm", Shown::Time),
            ("mm:ss", Shown::Time),
        ] {
            assert_eq!(Shown::of_code(code), shown, "{code}");
        }
        assert_eq!(Shown::built_in(14), Shown::Date);
        assert_eq!(Shown::built_in(10), Shown::Percent);
        assert_eq!(Shown::built_in(2), Shown::Number);
        assert_eq!(Shown::built_in(46), Shown::Time);
    }
}
