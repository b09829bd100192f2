//! How official documents number their headings, and their numerals.

/// A kind of heading, from the highest level to the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// 一、
    Numeral,
    /// （一）
    BracketedNumeral,
    /// 1.
    Figure,
    /// （1）
    BracketedFigure,
}

/// What stands between brackets at the beginning of a line.
fn bracketed(line: &str) -> Option<&str> {
    let inner = line.strip_prefix(['（', '(', '﹙'])?;
    Some(inner[..inner.find(['）', ')', '﹚'])?].trim())
}

/// The kind and number of a line's heading, if it begins with one.
pub(super) fn heading(line: &str) -> Option<(Style, u32)> {
    if let Some(inner) = bracketed(line) {
        let numeral = numeral(inner).map(|number| (Style::BracketedNumeral, number));
        return numeral.or_else(|| figure(inner).map(|number| (Style::BracketedFigure, number)));
    }
    let end = line.find(['、', '､', '.', '．'])?;
    let (number, mark) = (line[..end].trim(), line[end..].chars().next()?);
    let rest = &line[end + mark.len_utf8()..];
    if matches!(mark, '、' | '､')
        && let Some(number) = numeral(number)
    {
        return Some((Style::Numeral, number));
    }
    // `1.5亿元` is no heading.
    let goes_on = rest.chars().next().is_some_and(|c| digit(c).is_some());
    figure(number).filter(|_| !goes_on).map(|number| (Style::Figure, number))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// A number in figures, half-width or full-width, of two digits at most.
fn figure(text: &str) -> Option<u32> {
    // Longer ones are years and sums.
    let mut number = 0;
    for (at, c) in text.chars().enumerate() {
        number = number * 10 + digit(c).filter(|_| at < 2)?;
    }
    Some(number).filter(|number| *number > 0)
}

const NUMERALS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A number below a hundred in numerals.
pub(super) fn written(number: u32) -> String {
    let (tens, ones) = ((number / 10) as usize, (number % 10) as usize);
    let before = if tens > 1 { NUMERALS[tens] } else { "" };
    [before, if tens > 0 { "十" } else { "" }, NUMERALS[ones]].concat()
}

/// A number in numerals, below a hundred.
fn numeral(text: &str) -> Option<u32> {
    if text.len() > 3 * "一".len() || !text.chars().all(|c| "一二三四五六七八九十".contains(c)) {
        return None;
    }
    (1..100).find(|number| written(*number) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_as_they_are_written() {
        for number in 1..100 {
            assert_eq!(numeral(&written(number)), Some(number));
        }
        assert_eq!([written(11), written(20), written(23)], ["十一", "二十", "二十三"]);
        for wrong in ["", "十十", "一二", "百", "一十", "0"] {
            assert_eq!(numeral(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn headings_are_told_from_what_only_begins_like_one() {
        use Style::{BracketedFigure, BracketedNumeral, Figure, Numeral};
        for (line, expected) in [
            ("一、总则", Some((Numeral, 1))),
            ("二十三、附则", Some((Numeral, 23))),
            ("（十一）某事。正文", Some((BracketedNumeral, 11))),
            ("(二)某事", Some((BracketedNumeral, 2))),
            ("（ 三 ）某事", Some((BracketedNumeral, 3))),
            ("1.某事", Some((Figure, 1))),
            ("１２．某事", Some((Figure, 12))),
            ("3、某事", Some((Figure, 3))),
            ("（1）某事", Some((BracketedFigure, 1))),
            ("(１０)某事", Some((BracketedFigure, 10))),
            ("1.5亿元以内的", None),
            ("2021.某年", None),
            ("（试行）某办法", None),
            ("（2023年）某事", None),
            ("一年以内、一年以上", None),
            ("0.某事", None),
            ("（一某事", None),
            ("", None),
        ] {
            assert_eq!(heading(line), expected, "{line}");
        }
    }
}
