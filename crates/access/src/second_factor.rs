//! The second factor: a code of the time (RFC 6238), kept under a key that is
//! not in the register.

use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{AesGcm, Nonce};
use sm4::Sm4;
use totp_rs::{Algorithm, Builder, Secret as Seed};

use crate::AccountError;
use crate::secret::keyed;

/// Bytes of a secret, as RFC 4226 recommends.
pub const LENGTH: usize = 20;
const STEP: u64 = 30;
const NONCE: usize = 12;

/// Keeps secrets under a key: SM4-GCM (GB/T 32907-2016), bound to their account.
pub struct Seal {
    cipher: AesGcm<Sm4, U12>,
    recovery: [u8; 32],
}

impl Seal {
    /// With what a key gives for this purpose.
    pub fn of(key: &[u8; 32]) -> Result<Self, AccountError> {
        let derived = keyed(key, &[b"huigu second factor"]);
        let cipher = AesGcm::<Sm4, U12>::new_from_slice(&derived[..16]);
        let cipher = cipher.map_err(|error| AccountError::Cipher { why: error.to_string() })?;
        Ok(Self { cipher, recovery: keyed(key, &[b"huigu recovery codes"]) })
    }

    /// A secret as it is kept: nonce, then what is sealed.
    pub fn seal(&self, account: u32, secret: &[u8], random: &[u8; 32]) -> Result<Vec<u8>, AccountError> {
        let nonce: [u8; NONCE] = std::array::from_fn(|at| random[at]);
        let payload = Payload { msg: secret, aad: &account.to_be_bytes() };
        let sealed = self.cipher.encrypt(&Nonce::from(nonce), payload);
        let sealed = sealed.map_err(|error| AccountError::Cipher { why: error.to_string() })?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// The secret that was sealed for an account; `None` under another key or
    /// for another account.
    pub fn open(&self, account: u32, kept: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = kept.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: &account.to_be_bytes() };
        self.cipher.decrypt(&Nonce::from(*nonce), payload).ok()
    }

    /// The hash of a recovery code of an account.
    pub fn recovery(&self, account: u32, code: &str) -> huigu_store::chain::Hash {
        let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        let code = code.to_ascii_lowercase();
        huigu_store::chain::Hash(keyed(&self.recovery, &[&account.to_be_bytes(), code.as_bytes()]))
    }
}

/// The time step whose code it is, at most one before or after a time.
pub fn step_of(secret: &[u8], code: &str, seconds: u64) -> Option<i64> {
    let secret = Seed::from(secret.to_vec());
    let built = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_step_duration(STEP);
    let totp = built.with_secret(secret).build().ok()?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let wellformed = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    totp.check(&digits, seconds).filter(|_| wellformed).and_then(|step| i64::try_from(step).ok())
}

/// The code of a time; empty of what is no secret.
pub fn code_at(secret: &[u8], seconds: u64) -> String {
    let built = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_step_duration(STEP);
    let totp = built.with_secret(Seed::from(secret.to_vec())).build();
    totp.map_or_else(|_| String::new(), |totp| totp.generate(seconds).to_string())
}

/// A secret as people and programs type it.
pub fn base32(secret: &[u8]) -> String {
    Seed::from(secret.to_vec()).to_base32()
}

/// What a program that shows codes reads, usually from a picture.
pub fn uri(login: &str, secret: &[u8]) -> String {
    let secret = base32(secret);
    format!("otpauth://totp/Huigu:{login}?secret={secret}&issuer=Huigu&algorithm=SHA1&digits=6&period={STEP}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of eight digits.
        let secret = b"12345678901234567890";
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let step = (seconds / STEP) as i64;
            assert_eq!(step_of(secret, code, seconds), Some(step));
            assert_eq!(step_of(secret, code, seconds + STEP), Some(step), "a little late");
            assert_eq!(step_of(secret, code, seconds + 2 * STEP), None, "too late");
            assert_eq!(code_at(secret, seconds), code);
        }
        for wrong in ["", "28708", "2870822", "28708a", "287083", "２８７０８２"] {
            assert_eq!(step_of(secret, wrong, 59), None, "{wrong}");
        }
        assert_eq!(base32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn what_is_sealed_opens_under_its_key_for_its_account_alone() {
        let seal = Seal::of(&[1; 32]).unwrap();
        let kept = seal.seal(7, &[9; LENGTH], &[3; 32]).unwrap();
        assert_eq!(seal.open(7, &kept), Some(vec![9; LENGTH]));
        assert_eq!(seal.open(8, &kept), None);
        assert_eq!(Seal::of(&[2; 32]).unwrap().open(7, &kept), None);
        for at in 0..kept.len() {
            let mut other = kept.clone();
            other[at] ^= 1;
            assert_eq!(seal.open(7, &other), None, "byte {at}");
        }
        assert!(!kept.windows(4).any(|run| run == [9; 4]));
        assert_eq!(seal.recovery(7, "ABcde-fgh23"), seal.recovery(7, "abcdefgh23"));
        assert_ne!(seal.recovery(7, "abcdefgh23"), seal.recovery(8, "abcdefgh23"));
    }
}
