//! Texts that a spreadsheet would take for a formula: marked on the way out
//! into a text file, unmarked on the way back in.

use std::borrow::Cow;

/// What a marked text begins with; a spreadsheet shows the rest as a text.
const MARK: char = '\'';

/// What formulas begin with, in both widths.
const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would compute the text: it begins like a formula,
/// white space aside, and is no plain number.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    let begun = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let Some(first) = begun.chars().next().filter(|first| BEGINNINGS.contains(first)) else { return false };
    let rest = &begun[first.len_utf8()..];
    let number = rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'%'));
    !(matches!(first, '+' | '-') && number && rest.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The text as no spreadsheet computes it: marked if it is a formula.
#[must_use]
pub fn marked(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("{MARK}{text}")) } else { Cow::Borrowed(text) }
}

/// The text without the mark, if [`marked`] gave it one.
#[must_use]
#[inline]
pub fn unmarked(text: &str) -> &str {
    text.strip_prefix(MARK).filter(|rest| is_formula(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_marked_and_comes_back() {
        for text in ["=1+1", "@SUM(A1)", "+1-800", "-1+cmd|' /C calc'!A0", "\t=1", "\r=1", " =1", "＝1", "-", "+"] {
            assert!(is_formula(text), "{text:?}");
            assert_eq!(unmarked(&marked(text)), text);
            assert!(!is_formula(&marked(text)));
        }
        for text in ["", "a=1", "-5.00", "+3", "-1,234.5", "-3.85%", "'quoted'", "宁波", "1-2"] {
            assert_eq!((marked(text).as_ref(), unmarked(text)), (text, text));
        }
        assert_eq!(unmarked("'x"), "'x", "an apostrophe of its own stays");
    }
}
