//! Ids of parties: credit codes with a right check digit that no register
//! issued, and plain ids for persons that cannot be taken for identity numbers.

use std::fmt::Write as _;

use huigu_facts::PartyKind;

/// The alphabet of GB 32100-2015, in the order of its values.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Six digits of the alphabet number that many parties.
const BODIES: u64 = 31u64.pow(6);

/// Coprime to [`BODIES`], so that the numbers of neighbours look unrelated
/// and no two parties share one.
const STRIDE: u64 = 387_420_481;

/// Writes the id of party number `index` over `id`. `place`: the six digits
/// of its administrative division.
pub(crate) fn write_party_id(id: &mut String, index: u64, kind: PartyKind, place: &str) {
    id.clear();
    let class = match kind {
        PartyKind::Individual => {
            // Writing to a String cannot fail.
            let _ = write!(id, "P-{index:09}");
            return;
        }
        PartyKind::Enterprise => '1',
        PartyKind::IndividualBusiness => '2',
        PartyKind::Cooperative => '3',
    };
    id.push('9');
    id.push(class);
    id.push_str(place);
    let body = id.len();
    id.push_str("MA");
    let mut number = ((u128::from(index % BODIES) * u128::from(STRIDE)) % u128::from(BODIES)) as u64;
    for _ in 0..6 {
        id.push(char::from(ALPHABET[(number % 31) as usize]));
        number /= 31;
    }
    id.push(organisation_check(&id.as_bytes()[body..]));
    id.push(credit_check(id.as_bytes()));
}

/// Check character of an organisation code (GB 11714) of eight characters.
fn organisation_check(body: &[u8]) -> char {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(c, weight)| char::from(*c).to_digit(36).unwrap_or(0) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from(b'0' + digit as u8),
    }
}

/// Check character of a credit code (GB 32100-2015) of seventeen characters.
fn credit_check(code: &[u8]) -> char {
    let mut weight = 1;
    let mut sum = 0;
    for c in code {
        sum += ALPHABET.iter().position(|a| a == c).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    char::from(ALPHABET[(31 - sum % 31) % 31])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn check_characters_are_those_of_published_codes() {
        for code in ["911522010783762860", "91152201078377449P", "9115220107837941X1", "91152201078382010M"] {
            let (body, check) = code.split_at(17);
            assert_eq!(credit_check(body.as_bytes()).to_string(), check, "{code}");
        }
        // The ninth to seventeenth characters of a code are an organisation code.
        assert_eq!(organisation_check(b"07837744"), '9');
        assert_eq!(organisation_check(b"07837941"), 'X');
    }

    #[test]
    fn neighbours_have_ids_of_their_own() {
        let mut seen = HashSet::new();
        for index in (0..5_000).chain(886_000_000..886_005_000) {
            let mut id = String::from("left over");
            write_party_id(&mut id, index, PartyKind::Enterprise, "330211");
            assert_eq!(id.len(), 18);
            assert!(id.starts_with("91330211MA"));
            assert!(seen.insert(id));
        }
    }

    #[test]
    fn a_person_has_no_identity_number() {
        let mut id = String::new();
        write_party_id(&mut id, 42, PartyKind::Individual, "330211");
        assert_eq!(id, "P-000000042");
    }
}
