//! Industry codes of GB/T 4754-2017: a section's letter, a letter and digits,
//! or digits alone.

use thiserror::Error;

/// First and last division of each section, A to T.
const SECTIONS: [(char, u8, u8); 20] = [
    ('A', 1, 5),
    ('B', 6, 12),
    ('C', 13, 43),
    ('D', 44, 46),
    ('E', 47, 50),
    ('F', 51, 52),
    ('G', 53, 60),
    ('H', 61, 62),
    ('I', 63, 65),
    ('J', 66, 69),
    ('K', 70, 70),
    ('L', 71, 72),
    ('M', 73, 75),
    ('N', 76, 79),
    ('O', 80, 82),
    ('P', 83, 83),
    ('Q', 84, 85),
    ('R', 86, 90),
    ('S', 91, 96),
    ('T', 97, 97),
];

/// An industry, as exactly as it was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Industry {
    section: u8,
    digits: [u8; 4],
    length: u8,
}

/// Why a text is no industry code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IndustryError {
    /// Not a letter A to T, a letter with two to four digits, or two to four
    /// digits; or a division the classification does not have.
    #[error("not a code of GB/T 4754-2017")]
    NotACode,
    /// The letter is not the section of the division; it should be this one.
    #[error("the division belongs to section {0}")]
    Letter(char),
}

/// The section's letter of a division (01 to 97).
#[must_use]
pub fn section_of_division(division: u8) -> Option<char> {
    SECTIONS.iter().find(|(_, first, last)| (*first..=*last).contains(&division)).map(|(letter, ..)| *letter)
}

impl Industry {
    /// Reads `C`, `C35`, `C3511`, `35` or `3511`; letters in either case.
    ///
    /// # Errors
    /// [`IndustryError`] when the text is no code, or letter and division disagree.
    pub fn parse(text: &str) -> Result<Self, IndustryError> {
        let bytes = text.trim().as_bytes();
        let (letter, figures) = match bytes.first() {
            Some(first) if first.is_ascii_alphabetic() => (Some(first.to_ascii_uppercase()), &bytes[1..]),
            Some(_) => (None, bytes),
            None => return Err(IndustryError::NotACode),
        };
        if figures.len() > 4 || figures.len() == 1 || !figures.iter().all(u8::is_ascii_digit) {
            return Err(IndustryError::NotACode);
        }
        if letter.is_some_and(|letter| !(b'A'..=b'T').contains(&letter)) {
            return Err(IndustryError::NotACode);
        }
        let mut digits = [0; 4];
        for (place, figure) in digits.iter_mut().zip(figures) {
            *place = figure - b'0';
        }
        let section = match (letter, figures.len()) {
            (Some(letter), 0) => letter,
            (letter, _) => section_for(letter, digits[0] * 10 + digits[1])?,
        };
        Ok(Self { section, digits, length: figures.len() as u8 })
    }

    /// The section's letter, `A` to `T`.
    #[must_use]
    pub fn section(self) -> char {
        char::from(self.section)
    }

    /// The division, 1 to 97, if reported.
    #[must_use]
    pub fn division(self) -> Option<u8> {
        (self.length >= 2).then(|| self.digits[0] * 10 + self.digits[1])
    }

    /// The group, three digits, if reported.
    #[must_use]
    pub fn group(self) -> Option<u16> {
        (self.length >= 3).then(|| self.digits[..3].iter().fold(0, |n, d| n * 10 + u16::from(*d)))
    }
}

fn section_for(letter: Option<u8>, division: u8) -> Result<u8, IndustryError> {
    let section = section_of_division(division).ok_or(IndustryError::NotACode)?;
    match letter {
        Some(letter) if char::from(letter) != section => Err(IndustryError::Letter(section)),
        _ => Ok(section as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_division_has_one_section() {
        assert_eq!(section_of_division(0), None);
        for division in 1..=97 {
            let owners =
                SECTIONS.iter().filter(|(_, first, last)| (*first..=*last).contains(&division)).collect::<Vec<_>>();
            assert_eq!(owners.len(), 1, "{division}");
            let code = format!("{}{division:02}", owners[0].0);
            assert_eq!(Industry::parse(&code).map(Industry::section), Ok(owners[0].0));
            assert_eq!(Industry::parse(&code[1..]).map(Industry::section), Ok(owners[0].0));
        }
        assert_eq!(section_of_division(98), None);
    }

    #[test]
    fn reads_the_three_forms() {
        let read = |text| Industry::parse(text).map(|i| (i.section(), i.division(), i.group()));
        assert_eq!(read("K"), Ok(('K', None, None)));
        assert_eq!(read("c35"), Ok(('C', Some(35), None)));
        assert_eq!(read(" G5910 "), Ok(('G', Some(59), Some(591))));
        assert_eq!(read("7010"), Ok(('K', Some(70), Some(701))));
        assert_eq!(read("01"), Ok(('A', Some(1), None)));
    }

    #[test]
    fn refuses_what_is_no_code() {
        for text in ["", "U", "C3", "3", "98", "00", "A00", "C35111", "35111", "C-35", "制造业", "CC", "C３５"] {
            assert_eq!(Industry::parse(text), Err(IndustryError::NotACode), "{text}");
        }
        assert_eq!(Industry::parse("F13"), Err(IndustryError::Letter('C')));
        assert_eq!(Industry::parse("C5112"), Err(IndustryError::Letter('F')));
    }
}
