//! Passwords: argon2id and a rule of length.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

use crate::AccountError;

/// The fewest characters of a password.
pub const LEAST: usize = 12;
const MOST: usize = 128;

/// 19 MiB, two passes, one lane: what OWASP recommends at least.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Passwords that are guessed first, with what is often hung on them.
const COMMON: &[&str] = &[
    "123456789012",
    "1234567890123",
    "111111111111",
    "000000000000",
    "password1234",
    "password12345",
    "passwordpassword",
    "qwertyuiop123",
    "qwertyuiopas",
    "1qaz2wsx3edc",
    "1q2w3e4r5t6y",
    "adminadmin123",
    "administrator",
    "administrator1",
    "admin1234567",
    "welcome12345",
    "letmeinletmein",
    "iloveyou1314",
    "woaini1314520",
    "5201314520131",
    "zhenhai123456",
    "zhenhai20212",
    "huiguhuigu123",
    "huigu1234567",
    "ningbo123456",
    "abcdefghijkl",
    "abc123456789",
    "a12345678910",
    "qq1234567890",
    "changeme1234",
    "changemeplease",
];

fn hasher() -> Argon2<'static> {
    // The figures are within the bounds that are checked here.
    let params = Params::new(MEMORY, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password, a PHC string.
pub fn hash(password: &str, salt: &[u8; 32]) -> Result<String, AccountError> {
    let made: Result<PasswordHash, _> = hasher().hash_password_with_salt(password.as_bytes(), &salt[..16]);
    made.map(|hash| hash.to_string()).map_err(|error| AccountError::Cipher { why: error.to_string() })
}

/// A hash no password has, of the same cost: unknown logins are asked it.
pub const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$aHVpZ3VodWlndWh1aWd1IQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whether a password is the one of a hash.
pub fn holds(password: &str, hash: &str) -> bool {
    // A page of text is no password; it is refused at the same cost.
    let password = if password.len() > 4 * MOST { "" } else { password };
    PasswordHash::new(hash).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Whether a password may be chosen by who has a login.
pub fn allowed(password: &str, login: &str) -> Result<(), AccountError> {
    let length = password.chars().count();
    if !(LEAST..=MOST).contains(&length) {
        return Err(AccountError::PasswordLength { least: LEAST });
    }
    let lower = password.to_lowercase();
    let kinds: std::collections::BTreeSet<char> = lower.chars().collect();
    let climbs = |pair: &[char]| (pair[1] as u32).wrapping_sub(pair[0] as u32) == 1;
    let letters: Vec<char> = lower.chars().collect();
    let ladder = letters.windows(2).filter(|pair| climbs(pair)).count() * 3 >= letters.len() * 2;
    if kinds.len() < 5 || ladder || COMMON.contains(&lower.as_str()) || lower.contains(login) {
        return Err(AccountError::PasswordCommon);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_argon2id_and_holds_for_its_password_alone() {
        let made = hash("correct horse battery", &[7; 32]).unwrap();
        assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{made}");
        assert!(holds("correct horse battery", &made));
        assert!(!holds("correct horse batterx", &made) && !holds("", &made) && !holds("x", "no hash"));
        assert_ne!(hash("correct horse battery", &[8; 32]).unwrap(), made, "another salt");
    }

    #[test]
    fn the_longest_password_holds_and_a_page_of_text_does_not() {
        // The most characters there may be, of four bytes each.
        let longest = "𠮷".repeat(MOST);
        assert!(holds(&longest, &hash(&longest, &[7; 32]).unwrap()));
        let page = "𠮷".repeat(MOST + 20);
        assert!(!holds(&page, &hash(&page, &[7; 32]).unwrap()));
    }

    #[test]
    fn an_unknown_login_costs_what_a_known_one_does() {
        let cost = |hash: &str| {
            let hash = PasswordHash::new(hash).unwrap();
            (hash.algorithm.to_string(), hash.params.to_string(), hash.salt.unwrap().len(), hash.hash.unwrap().len())
        };
        assert_eq!(cost(NOBODY), cost(&hash("correct horse battery", &[7; 32]).unwrap()));
        assert!(!holds("", NOBODY));
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        assert_eq!(allowed("correct horse battery", "zhang"), Ok(()));
        assert_eq!(allowed("春眠不觉晓处处闻啼鸟夜来", "zhang"), Ok(()));
        // Five different characters are enough, and steps that are not most of it.
        assert_eq!(allowed("abacadaeabca", "zhang"), Ok(()));
        assert_eq!(allowed("abcxyz789efghq", "zhang"), Ok(()));
        let length = Err(AccountError::PasswordLength { least: LEAST });
        assert_eq!(allowed("short", "zhang"), length);
        assert_eq!(allowed(&"ab3de".repeat(30), "zhang"), length);
        for common in ["Password1234", "aaaaaaaaaaaab", "abcdefghijklmn", "1qaz2wsx3EDC", "my-zhang-secret"] {
            assert_eq!(allowed(common, "zhang"), Err(AccountError::PasswordCommon), "{common}");
        }
    }
}
