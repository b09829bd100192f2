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
    /// With zeros before it, up to so many digits.
    Padded(u8),
    /// As another number than it is: scaled, or of another currency.
    Otherwise,
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
        let (mut date, mut month, mut time, mut scales) = (false, false, false, false);
        let mut words = String::new();
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                // Only the first section, for positive numbers, is looked at.
                ';' => break,
                '"' => words.extend(chars.by_ref().take_while(|c| *c != '"')),
                '\\' | '!' => words.extend(chars.next()),
                '_' | '*' => drop(chars.next()),
                '[' => {
                    let bracket: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    time |= is_elapsed(&bracket);
                    words.push_str(currency(&bracket));
                }
                '%' => return Self::Percent,
                'y' | 'Y' | 'd' | 'D' => date = true,
                'm' | 'M' => month = true,
                'h' | 'H' | 's' | 'S' => time = true,
                // A comma behind the last digit takes three of them away.
                '0' | '#' | '?' => scales = false,
                ',' => scales = true,
                c => words.push(c),
            }
        }
        match (date || (month && !time), time) {
            (true, _) => Self::Date,
            (false, true) => Self::Time,
            (false, false) if scales || says_otherwise(&words) => Self::Otherwise,
            (false, false) if code.len() > 1 && code.bytes().all(|byte| byte == b'0') => {
                Self::Padded(u8::try_from(code.len()).unwrap_or(u8::MAX))
            }
            (false, false) => Self::Number,
        }
    }
}

/// The currency that a bracket names: `$$-409` is a dollar, `$-804` none, and the
/// yen is written as the yuan is.
fn currency(bracket: &str) -> &str {
    let Some(rest) = bracket.strip_prefix('$') else { return "" };
    match rest.split_once('-') {
        Some(("¥" | "￥", "411")) => "JPY",
        Some((symbol, _)) => symbol,
        None => rest,
    }
}

/// Whether words beside a number make it another one: a scale, or a currency
/// that is not the yuan.
fn says_otherwise(words: &str) -> bool {
    const OTHERS: &[&str] =
        &["千", "万", "亿", "百", "‰", "$", "€", "£", "美元", "欧元", "港", "日元", "USD", "EUR", "HKD", "JPY", "GBP"];
    OTHERS.iter().any(|word| words.contains(word))
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
            ("#,##0.00\"元\"", Shown::Number),
            ("[$¥-804]#,##0.00", Shown::Number),
            ("_ ¥* #,##0.00_ ", Shown::Number),
            ("0!.0,", Shown::Otherwise),
            ("0!.0000,\"万元\"", Shown::Otherwise),
            ("#,##0,", Shown::Otherwise),
            ("0.00,,", Shown::Otherwise),
            ("0.00\"万元\"", Shown::Otherwise),
            ("[$$-409]#,##0.00", Shown::Otherwise),
            ("[$¥-411]#,##0", Shown::Otherwise),
            ("\"US$\"#,##0.00", Shown::Otherwise),
            ("00000000", Shown::Padded(8)),
            ("0", Shown::Number),
        ] {
            assert_eq!(Shown::of_code(code), shown, "{code}");
        }
        assert_eq!(Shown::built_in(14), Shown::Date);
        assert_eq!(Shown::built_in(10), Shown::Percent);
        assert_eq!(Shown::built_in(2), Shown::Number);
        assert_eq!(Shown::built_in(46), Shown::Time);
    }
}
