//! The unified social credit code of organisations (GB 32100-2015): its form
//! and its check digit.

/// The alphabet of the code, in the order of its values: no I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Weights of the first 17 places: powers of 3 modulo 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Number of characters of a code.
const LENGTH: usize = 18;

fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|letter| *letter == byte).map(|place| place as u32)
}

/// The check character of a code, from its first 17 characters; `None` when
/// one of them is missing or outside the alphabet.
#[must_use]
pub fn credit_code_check(code: &str) -> Option<char> {
    let body = code.as_bytes().get(..LENGTH - 1)?;
    let mut sum = 0;
    for (byte, weight) in body.iter().zip(WEIGHTS) {
        sum += value(*byte)? * weight;
    }
    Some(char::from(ALPHABET[((31 - sum % 31) % 31) as usize]))
}

/// Whether the text is a unified social credit code with the right check
/// character.
#[must_use]
pub fn is_credit_code(text: &str) -> bool {
    text.len() == LENGTH && credit_code_check(text).is_some_and(|check| text.ends_with(check))
}

/// Whether the text can only be meant as a credit code: 18 characters, all of
/// the alphabet; or 18 letters and digits with a division's six digits in
/// their place (so that O for 0 or small letters do not pass as another id).
#[must_use]
pub fn looks_like_credit_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != LENGTH {
        return false;
    }
    let in_alphabet = bytes.iter().all(|byte| value(*byte).is_some());
    let in_shape = bytes.iter().all(u8::is_ascii_alphanumeric) && bytes[2..8].iter().all(u8::is_ascii_digit);
    in_alphabet || in_shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> impl Iterator<Item = &'static str> {
        include_str!("../testdata/credit_codes.txt").lines().filter(|line| !line.starts_with('#'))
    }

    #[test]
    fn published_codes_pass() {
        assert!(published().count() >= 36);
        for code in published() {
            assert!(is_credit_code(code), "{code}");
            assert!(looks_like_credit_code(code), "{code}");
        }
    }

    #[test]
    fn any_single_changed_character_is_caught() {
        for code in published() {
            for place in 0..LENGTH {
                for letter in ALPHABET {
                    let mut bytes = code.as_bytes().to_vec();
                    if bytes[place] == *letter {
                        continue;
                    }
                    bytes[place] = *letter;
                    let changed = String::from_utf8_lossy(&bytes).into_owned();
                    assert!(!is_credit_code(&changed), "{changed} from {code}");
                }
            }
        }
    }

    #[test]
    fn form_is_told_from_other_ids() {
        for other in ["", "p1", "ENTERPRISE-0000001", "借款人000001", "91330211MA00000"] {
            assert!(!looks_like_credit_code(other), "{other}");
            assert!(!is_credit_code(other), "{other}");
        }
        // The letter O for the digit 0, and small letters, are meant as codes.
        for slip in ["91330211MAO000000F", "91330211ma0000000f"] {
            assert!(looks_like_credit_code(slip) && !is_credit_code(slip), "{slip}");
        }
        assert_eq!(credit_code_check("91330211MA0000000?"), Some('F'));
        assert_eq!(credit_code_check("short"), None);
    }
}
