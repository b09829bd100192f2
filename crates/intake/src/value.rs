//! What a cell means under a column: ids, texts, words, truth, industries.
//! Every refusal names its code and, where it knows, what was expected.

use huigu_facts::{Code, Expectation, Industry, IndustryError, Refusal, Word};

use crate::cell::Cell;

/// The most bytes of an id.
pub(crate) const LONGEST_ID: usize = 64;

/// The most bytes of another text.
pub(crate) const LONGEST_TEXT: usize = 1_000;

/// The most digits a spreadsheet keeps of a number.
const SPREADSHEET_DIGITS: usize = 15;

/// Whether the character makes a text unfit: it cannot be seen.
fn is_unfit(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}' | '\u{fffd}')
}

/// An id: at most [`LONGEST_ID`] bytes, nothing invisible, and no number that
/// lost digits.
#[inline]
pub(crate) fn id(cell: Cell<'_>) -> Result<&str, Refusal> {
    match cell {
        Cell::Text(text) => {
            // A text we marked, so that no spreadsheet computes it, is what it was.
            let text = huigu_facts::unmarked(text);
            let bytes = text.as_bytes();
            let plain = bytes.iter().all(|byte| matches!(byte, b' '..=b'~'));
            if bytes.len() > LONGEST_ID || (!plain && text.chars().any(is_unfit)) {
                return Err(Refusal { code: Code::BadText, expected: Expectation::Bytes { most: LONGEST_ID }.into() });
            }
            if is_scientific(bytes) { Err(Code::LostDigits.into()) } else { Ok(text) }
        }
        Cell::Number(text) => {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            if digits > SPREADSHEET_DIGITS { Err(Code::LostDigits.into()) } else { Ok(text) }
        }
        _ => Err(Code::BadText.into()),
    }
}

/// `1.00002E+14`: what a spreadsheet makes of a long id when it saves CSV.
fn is_scientific(bytes: &[u8]) -> bool {
    // Most ids are told apart by their second byte already.
    let [b'0'..=b'9', b'.', rest @ ..] = bytes else { return false };
    let Some(at) = rest.iter().position(|byte| matches!(byte, b'E' | b'e')) else { return false };
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    digits(&rest[..at]) && matches!(&rest[at + 1..], [b'+', exponent @ ..] if digits(exponent))
}

/// A text that is no id.
pub(crate) fn text(cell: Cell<'_>) -> Result<&str, Refusal> {
    match cell {
        Cell::Text(text) if text.len() <= LONGEST_TEXT && !text.chars().any(is_unfit) => {
            Ok(huigu_facts::unmarked(text))
        }
        Cell::Number(text) => Ok(text),
        Cell::Text(_) => {
            Err(Refusal { code: Code::BadText, expected: Expectation::Bytes { most: LONGEST_TEXT }.into() })
        }
        _ => Err(Code::BadText.into()),
    }
}

/// Yes or no.
pub(crate) fn boolean(cell: Cell<'_>) -> Result<bool, Refusal> {
    match cell {
        Cell::Boolean(yes) => Ok(yes),
        Cell::Text("1" | "是") | Cell::Number("1") => Ok(true),
        Cell::Text("0" | "否") | Cell::Number("0") => Ok(false),
        Cell::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Cell::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(Code::BadBoolean.into()),
    }
}

/// One word of a closed set, by code (letter case aside) or Chinese form: its place.
#[inline]
pub(crate) fn word(words: &[Word], cell: Cell<'_>) -> Result<u8, Refusal> {
    let place = match cell {
        // Nearly all are written as the code is: that is compared at once.
        Cell::Text(text) => {
            let exact = words.iter().position(|word| word.code == text);
            exact.or_else(|| words.iter().position(|word| word.is(text)))
        }
        _ => None,
    };
    place.map(|place| place as u8).ok_or_else(|| {
        let words: Vec<_> = words.iter().map(|word| format!("{} {}", word.chinese[0], word.code)).collect();
        Refusal { code: Code::UnknownWord, expected: words.join(", ").into() }
    })
}

/// An industry's code, checked and as written.
pub(crate) fn industry(cell: Cell<'_>) -> Result<&str, Refusal> {
    let text = match cell {
        Cell::Text(text) | Cell::Number(text) => text,
        _ => return Err(Code::BadIndustry.into()),
    };
    match Industry::parse(text) {
        Ok(_) => Ok(text),
        Err(IndustryError::NotACode) => Err(Code::BadIndustry.into()),
        Err(IndustryError::Letter(letter)) => {
            Err(Refusal { code: Code::IndustryLetter, expected: format!("{letter}{}", &text[1..]).into() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cell::{Number, Text};
    use huigu_facts::{Security, Vocabulary};

    fn code<T>(result: Result<T, Refusal>) -> Option<Code> {
        result.err().map(|refusal| refusal.code)
    }

    #[test]
    fn ids_keep_their_digits() {
        assert_eq!(id(Text("A-1 甲")), Ok("A-1 甲"));
        assert_eq!(id(Number("123456789012345")), Ok("123456789012345"));
        assert_eq!(code(id(Number("1234567890123456"))), Some(Code::LostDigits));
        assert_eq!(code(id(Text("1.00002E+14"))), Some(Code::LostDigits));
        assert_eq!(id(Text("1E+14")), Ok("1E+14"));
        for bad in ["a\tb", "a\u{200b}", &"x".repeat(65), "a\u{0}"] {
            assert_eq!(code(id(Text(bad))), Some(Code::BadText), "{bad:?}");
        }
        assert_eq!(id(Text(&"x".repeat(64))).map(str::len), Ok(64));
    }

    #[test]
    fn truth_has_three_forms() {
        for yes in [Text("true"), Text("TRUE"), Text("1"), Text("是"), Number("1"), Cell::Boolean(true)] {
            assert_eq!(boolean(yes), Ok(true));
        }
        for no in [Text("false"), Text("0"), Text("否"), Number("0"), Cell::Boolean(false)] {
            assert_eq!(boolean(no), Ok(false));
        }
        for bad in [Text("yes"), Text("2"), Text("有"), Number("2")] {
            assert_eq!(code(boolean(bad)), Some(Code::BadBoolean));
        }
    }

    #[test]
    fn words_list_what_is_allowed() {
        let words = Security::WORDS;
        assert_eq!(word(words, Text("信用")), Ok(Security::Unsecured.index()));
        assert_eq!(word(words, Text("Pledged")), Ok(Security::Pledged.index()));
        let wrong = word(words, Text("信誉")).expect_err("no such word");
        assert_eq!(wrong.code, Code::UnknownWord);
        assert_eq!(wrong.expected, "信用 unsecured, 保证 guaranteed, 抵押 mortgaged, 质押 pledged".into());
    }

    #[test]
    fn industries_have_the_letter_of_their_division() {
        assert_eq!(industry(Text("C35")), Ok("C35"));
        assert_eq!(code(industry(Text("制造业"))), Some(Code::BadIndustry));
        let wrong = industry(Text("F35")).expect_err("wrong letter");
        assert_eq!((wrong.code, wrong.expected), (Code::IndustryLetter, "C35".into()));
    }
}
