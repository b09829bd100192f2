//! Amounts: money, percentages and plain numbers, exact or refused.

use huigu_facts::{Code, Refusal};
use huigu_quantity::{Fen, MoneyError, MoneyUnit, Ppm, RateError, parse_decimal};

use crate::cell::Cell;

/// The largest rate, fee or share: 100%.
const LARGEST_PERCENT: Ppm = Ppm::ONE;

/// Below this a yearly rate is taken for a fraction: 0.5%.
const FRACTION_BELOW: Ppm = Ppm(5_000);

/// The largest plain number, in millionths: 10^15.
const LARGEST_NUMBER: u128 = 10_u128.pow(21);

/// Money in `unit`.
#[inline]
pub(crate) fn money(cell: Cell<'_>, unit: MoneyUnit) -> Result<Fen, Refusal> {
    match cell {
        Cell::Fen(fen) if fen.0.unsigned_abs() <= Fen::MAX_AMOUNT.0.unsigned_abs() => Ok(fen),
        Cell::Fen(_) => Err(too_large()),
        Cell::Text(text) | Cell::Number(text) => {
            if unit == MoneyUnit::Yuan
                && let Some(fen) = plain_yuan(text.as_bytes())
            {
                return Ok(fen);
            }
            if !is_grouped_well(text) {
                return Err(Code::BadMoney.into());
            }
            Fen::parse(text, unit).map_err(|error| match error {
                MoneyError::TooLarge => too_large(),
                MoneyError::FinerThanFen => Code::FinerThanFen.into(),
                MoneyError::NotANumber if is_long_number(text) => too_large(),
                MoneyError::NotANumber => Code::BadMoney.into(),
            })
        }
        _ => Err(Code::BadMoney.into()),
    }
}

/// A sum of money in fen, for a total row: as money, but without its bound.
pub(crate) fn money_sum(cell: Cell<'_>, unit: MoneyUnit) -> Option<i128> {
    match cell {
        Cell::Text(text) | Cell::Number(text) if is_grouped_well(text) => {
            parse_decimal(text, 2 + unit.shift()).and_then(Result::ok)
        }
        Cell::Fen(fen) => Some(i128::from(fen.0)),
        _ => None,
    }
}

fn too_large() -> Refusal {
    Refusal { code: Code::AmountTooLarge, expected: format!("≤ {}", Fen::MAX_AMOUNT).into() }
}

/// Yuan of at most twelve digits, with no more than a point and two decimals,
/// without a detour; `None` leaves it to the full reader.
#[inline]
fn plain_yuan(bytes: &[u8]) -> Option<Fen> {
    if bytes.len() > 12 {
        return None;
    }
    let mut value = 0_i64;
    let mut point = None;
    for (place, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = value * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() && place > 0 => point = Some(place),
            _ => return None,
        }
    }
    let decimals = point.map_or(0, |place| bytes.len() - 1 - place);
    match (bytes.len(), decimals) {
        (0, _) | (_, 3..) => None,
        (_, 0) => Some(Fen(value * 100)),
        (_, 1) => Some(Fen(value * 10)),
        _ => Some(Fen(value)),
    }
}

/// Whether separators, if any, stand before groups of three digits: `1,23`
/// may mean one and a bit, and is not guessed.
fn is_grouped_well(text: &str) -> bool {
    let whole = text.trim().trim_start_matches(['-', '+']).split('.').next().unwrap_or("");
    let mut groups = whole.split([',', '，']);
    let first = groups.next().unwrap_or("");
    let mut grouped = false;
    let threes = groups.all(|group| {
        grouped = true;
        group.len() == 3
    });
    threes && (!grouped || (1..=3).contains(&first.len()))
}

fn is_long_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.len() > 20 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','))
}

/// A percentage from 0 to 100.
pub(crate) fn percent(cell: Cell<'_>, refuses_fraction: bool) -> Result<Ppm, Refusal> {
    let (rate, signed) = match cell {
        Cell::Ppm(rate) => (rate, true),
        // A fraction with six decimals is a percentage with four.
        Cell::Fraction(text) => match parse_decimal(text, 6) {
            Some(Ok(ppm)) if ppm.unsigned_abs() <= LARGEST_PERCENT.0 as u128 => (Ppm(ppm as i64), true),
            Some(Ok(_)) => return Err(percent_bounds()),
            _ => return Err(Code::BadRate.into()),
        },
        Cell::Text(text) | Cell::Number(text) => match Ppm::parse_percent(text) {
            Ok(_) if text.contains([',', '，']) => return Err(Code::BadRate.into()),
            Ok(rate) => (rate, text.contains(['%', '％'])),
            Err(RateError::OutOfRange) => return Err(percent_bounds()),
            Err(RateError::NotANumber | RateError::TooFine) => return Err(Code::BadRate.into()),
        },
        _ => return Err(Code::BadRate.into()),
    };
    if rate < Ppm(0) || rate > LARGEST_PERCENT {
        return Err(percent_bounds());
    }
    if refuses_fraction && !signed && rate > Ppm(0) && rate < FRACTION_BELOW {
        let meant = Ppm(rate.0 * 100).percent();
        return Err(Refusal { code: Code::RateLooksLikeFraction, expected: meant.trim_end_matches('%').into() });
    }
    Ok(rate)
}

fn percent_bounds() -> Refusal {
    Refusal { code: Code::BadRate, expected: "0–100".into() }
}

/// A whole number, zero or above, at most a billion.
pub(crate) fn count(cell: Cell<'_>) -> Result<i64, Refusal> {
    match cell {
        Cell::Text(text) | Cell::Number(text) if is_grouped_well(text) => match parse_decimal(text, 0) {
            Some(Ok(value @ 0..=1_000_000_000)) => Ok(value as i64),
            _ => Err(Code::BadNumber.into()),
        },
        _ => Err(Code::BadNumber.into()),
    }
}

/// A plain number in millionths, at most 10^15 either way.
pub(crate) fn decimal(cell: Cell<'_>) -> Result<i128, Refusal> {
    let text = match cell {
        Cell::Text(text) | Cell::Number(text) | Cell::Fraction(text) => text,
        _ => return Err(Code::BadNumber.into()),
    };
    match parse_decimal(text, 6) {
        Some(Ok(value)) if is_grouped_well(text) && value.unsigned_abs() <= LARGEST_NUMBER => Ok(value),
        _ => Err(Refusal { code: Code::BadNumber, expected: "1234.567891".into() }),
    }
}

/// A plain number in another unit: so many of the column's own each.
pub(crate) fn number(cell: Cell<'_>, multiple: i128) -> Result<i128, Refusal> {
    let value = decimal(cell)?;
    if multiple == 1 {
        return Ok(value);
    }
    let scaled = value.checked_mul(multiple).filter(|value| value.unsigned_abs() <= LARGEST_NUMBER);
    scaled.ok_or_else(|| Code::BadNumber.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cell::{Fraction, Number, Text};

    fn code<T>(result: Result<T, Refusal>) -> Option<Code> {
        result.err().map(|refusal| refusal.code)
    }

    #[test]
    fn money_is_exact_or_refused() {
        let yuan = |text| money(Text(text), MoneyUnit::Yuan);
        for (text, fen) in [
            ("0", 0),
            ("1", 100),
            ("1.5", 150),
            ("12.34", 1234),
            ("1.", 100),
            ("1,234,567.8", 123_456_780),
            ("12，345", 1_234_500),
            ("-3.10", -310),
            ("12.3400", 1234),
            ("123456789012.34", 12_345_678_901_234),
        ] {
            assert_eq!(yuan(text), Ok(Fen(fen)), "{text}");
        }
        assert_eq!(money(Text("1.2"), MoneyUnit::WanYuan), Ok(Fen(1_200_000)));
        for (text, fault) in [
            ("12.345", Code::FinerThanFen),
            ("0.001", Code::FinerThanFen),
            ("1,23", Code::BadMoney),
            ("1234,567", Code::BadMoney),
            (",123", Code::BadMoney),
            (".", Code::BadMoney),
            ("1e5", Code::BadMoney),
            ("5万", Code::BadMoney),
            ("10000000000000.01", Code::AmountTooLarge),
            (&"9".repeat(60), Code::AmountTooLarge),
        ] {
            assert_eq!(code(yuan(text)), Some(fault), "{text}");
        }
    }

    #[test]
    fn percentages_that_look_like_fractions_are_asked_about() {
        let rate = |cell| percent(cell, true);
        assert_eq!(rate(Text("3.85")), Ok(Ppm(38_500)));
        assert_eq!(rate(Text("3.85%")), Ok(Ppm(38_500)));
        assert_eq!(rate(Fraction("0.0385")), Ok(Ppm(38_500)));
        assert_eq!(rate(Text("0")), Ok(Ppm(0)));
        assert_eq!(rate(Text("0.5")), Ok(Ppm(5_000)));
        assert_eq!(rate(Text("0.4999%")), Ok(Ppm(4_999)));
        assert_eq!(rate(Fraction("0.004999")), Ok(Ppm(4_999)));
        let asked = |text| rate(Text(text)).err().map(|refusal| (refusal.code, refusal.expected));
        assert_eq!(asked("0.0385"), Some((Code::RateLooksLikeFraction, "3.85".into())));
        assert_eq!(asked("0.4999"), Some((Code::RateLooksLikeFraction, "49.99".into())));
        assert_eq!(percent(Text("0.3"), false), Ok(Ppm(3_000)));
        for bad in ["", "x", "3.85001", "-1", "100.0001", "3,85", "1e9"] {
            assert_eq!(code(rate(Text(bad))), Some(Code::BadRate), "{bad}");
        }
        assert_eq!(code(rate(Fraction("0.0000001"))), Some(Code::BadRate));
    }

    #[test]
    fn numbers_are_plain() {
        assert_eq!(count(Text("1,200")), Ok(1_200));
        assert_eq!(count(Number("12")), Ok(12));
        for bad in ["-1", "1.5", "约10", "1,2", "99999999999"] {
            assert_eq!(code(count(Text(bad))), Some(Code::BadNumber), "{bad}");
        }
        assert_eq!(decimal(Text("0.0123")), Ok(12_300));
        assert_eq!(decimal(Text("-2")), Ok(-2_000_000));
        assert_eq!(decimal(Fraction("0.0123")), Ok(12_300));
        for bad in ["0.0000001", "1.23%", "", "1,5", &"9".repeat(17)] {
            assert_eq!(code(decimal(Text(bad))), Some(Code::BadNumber), "{bad}");
        }
    }
}
