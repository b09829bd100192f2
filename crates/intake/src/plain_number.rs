//! A spreadsheet's number as plain decimal text. Spreadsheets keep binary
//! numbers and write them with up to seventeen digits; what a person entered
//! (up to fifteen digits) is found again without any floating point.

/// The most digits a person can have entered.
const ENTERED_DIGITS: usize = 15;

/// The most digits that are read, and the largest exponent that makes sense.
const MOST_DIGITS: usize = 30;

/// Writes the number as plain decimal text to `out`: `1.5E+3` as `1500`,
/// `0.28999999999999998` as `0.29`. `false` when the text is no number, or one
/// beyond all amounts.
///
/// More than fifteen digits are taken for the noise of binary arithmetic, and
/// rounded away, only where the rest is within four units in the last place of
/// a binary number (2^-50 of the value); a digit that was really there stays.
pub(crate) fn write_plain(text: &str, out: &mut String) -> bool {
    let text = text.trim();
    let (negative, magnitude) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (mantissa, exponent) = match magnitude.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => match exponent.parse::<i32>() {
            Ok(exponent) if exponent.abs() <= 400 => (mantissa, exponent),
            _ => return false,
        },
        None => (magnitude, 0),
    };
    let Some((mut digits, mut scale)) = significant(mantissa) else { return false };
    scale -= exponent;
    drop_noise(&mut digits, &mut scale);
    write_digits(negative, digits, scale, out)
}

/// The digits as a number, and how many of them stand behind the point.
fn significant(mantissa: &str) -> Option<(u128, i32)> {
    let (mut digits, mut scale, mut count) = (0_u128, 0, 0);
    let mut point = false;
    for byte in mantissa.bytes() {
        match byte {
            b'0'..=b'9' => {
                count += usize::from(digits > 0 || byte > b'0');
                if count > MOST_DIGITS {
                    return None;
                }
                digits = digits * 10 + u128::from(byte - b'0');
                scale += i32::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    (mantissa.bytes().any(|byte| byte.is_ascii_digit()) && scale <= 400).then_some((digits, scale))
}

/// Rounds to the digits a person can have entered, where the rest is noise.
fn drop_noise(digits: &mut u128, scale: &mut i32) {
    while *digits > 0 && digits.is_multiple_of(10) {
        *digits /= 10;
        *scale -= 1;
    }
    let count = digits.checked_ilog10().map_or(1, |log| log as usize + 1);
    let Some(extra) = count.checked_sub(ENTERED_DIGITS).filter(|extra| (1..=5).contains(extra)) else { return };
    // A whole number has no noise: an id that long has lost digits.
    if *scale <= 0 {
        return;
    }
    let unit = 10_u128.pow(extra as u32);
    let rounded = (*digits + unit / 2) / unit;
    let noise = (rounded * unit).abs_diff(*digits);
    if noise << 50 <= *digits {
        *digits = rounded;
        *scale -= extra as i32;
        drop_zeros(digits, scale);
    }
}

fn drop_zeros(digits: &mut u128, scale: &mut i32) {
    while *digits > 0 && digits.is_multiple_of(10) {
        *digits /= 10;
        *scale -= 1;
    }
}

fn write_digits(negative: bool, digits: u128, scale: i32, out: &mut String) -> bool {
    if digits == 0 {
        out.push('0');
        return true;
    }
    let text = digits.to_string();
    let whole = text.len() as i32 - scale;
    if whole > MOST_DIGITS as i32 * 2 || scale > MOST_DIGITS as i32 * 2 {
        return false;
    }
    if negative {
        out.push('-');
    }
    if whole <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', whole.unsigned_abs() as usize));
        out.push_str(&text);
    } else if scale <= 0 {
        out.push_str(&text);
        out.extend(std::iter::repeat_n('0', scale.unsigned_abs() as usize));
    } else {
        let (before, after) = text.split_at(whole as usize);
        out.push_str(before);
        out.push('.');
        out.push_str(after);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(text: &str) -> Option<String> {
        let mut out = String::new();
        write_plain(text, &mut out).then_some(out)
    }

    #[test]
    fn numbers_are_written_as_entered() {
        for (stored, entered) in [
            ("0", "0"),
            ("-0", "0"),
            ("12", "12"),
            ("1.50", "1.5"),
            ("1.5E+3", "1500"),
            ("3.85E-2", "0.0385"),
            ("1E-6", "0.000001"),
            ("0.28999999999999998", "0.29"),
            ("0.30000000000000004", "0.3"),
            ("3.8500000000000001E-2", "0.0385"),
            ("9234567890123.4102", "9234567890123.41"),
            ("-1234.5599999999999", "-1234.56"),
            ("330211199001011234", "330211199001011234"),
            ("1E+20", "100000000000000000000"),
        ] {
            assert_eq!(plain(stored).as_deref(), Some(entered), "{stored}");
        }
    }

    #[test]
    fn real_digits_stay() {
        for stored in ["12345678901234.567", "1234567890123.4512", "0.1234567890123457"] {
            assert_eq!(plain(stored).as_deref(), Some(stored));
        }
    }

    #[test]
    fn what_is_no_number_is_told() {
        for bad in ["", ".", "-", "1.2.3", "1E", "1E+9999", "NaN", "1,5", "0x10", &"9".repeat(31)] {
            assert_eq!(plain(bad), None, "{bad}");
        }
    }

    proptest! {
        /// What a person enters survives a binary number written with 17 digits.
        #[test]
        fn entered_money_survives(fen in 0_u64..100_000_000_000_000) {
            let entered = format!("{}.{:02}", fen / 100, fen % 100);
            let stored = format!("{:.16e}", entered.parse::<f64>().expect("a number"));
            let expected = entered.trim_end_matches('0').trim_end_matches('.');
            let expected = if expected.is_empty() { "0" } else { expected };
            prop_assert_eq!(plain(&stored), Some(expected.to_owned()));
        }
    }
}
