//! The identity number of a person (GB 11643-1999): whether an id is personal
//! data and must be treated as such.

use huigu_quantity::Day;

/// Weights of the first 17 digits: powers of 2 modulo 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// Check characters by the weighted sum modulo 11.
const CHECKS: &[u8; 11] = b"10X98765432";

/// Whether the text is a person's identity number: 17 digits with a day of
/// birth, and the right check character (`x` passes for `X`).
#[must_use]
pub fn is_person_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |from: usize, to: usize| bytes[from..to].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    let born = Day::from_ymd(number(6, 10) as i32, number(10, 12), number(12, 14));
    let sum: u32 = bytes.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    born.is_some() && number(6, 10) >= 1800 && bytes[17].to_ascii_uppercase() == CHECKS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_examples_pass() {
        for id in ["11010519491231002X", "11010519491231002x", "440524188001010014"] {
            assert!(is_person_id(id), "{id}");
        }
    }

    #[test]
    fn other_ids_do_not() {
        for id in [
            "110105194912310021",
            "11010519491331002X",
            "1101051949123100",
            "91330211MA0000000F",
            "110105194912310０2",
            "",
        ] {
            assert!(!is_person_id(id), "{id}");
        }
    }
}
