//! A person's identity number ends here: wherever a text on its way into the
//! register holds one, a keyed hash stands in its place.
//!
//! The hash is HMAC-SM3 under a key the register does not hold: without the
//! key nobody can try out the few billion numbers there are. The same number
//! gives the same hash, so that a person stays one party. The key lies in the
//! register's folder, or is given by whoever runs the program; the register
//! keeps only its fingerprint, in the audit, so that a lost or wrong key is
//! noticed before one person becomes two.

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use huigu_facts::{Expected, Issue, Room, Row, is_person_id};
use huigu_quantity::Lang;
use sm3::Sm3;

use crate::IngestError;

/// Name of the key's file in the register's folder.
pub const KEY_FILE: &str = "person.key";

/// What stands before the hash in a text.
pub const PREFIX: &str = "person-";

/// A key of persons' identity numbers.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonKey([u8; 32]);

impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonKey(..)")
    }
}

impl PersonKey {
    /// A key of bytes nobody can guess.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key written as 64 hexadecimal digits, blanks around it aside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse::<huigu_store::chain::Hash>().ok().map(|hash| Self(hash.0))
    }

    fn written(&self) -> String {
        format!("{}\n", huigu_store::chain::Hash(self.0))
    }

    /// The first 16 bytes of HMAC-SM3 in hexadecimal digits.
    fn hash(&self, text: &str) -> String {
        // A key of any length is taken, so there is nothing that can fail.
        let Ok(mut mac) = Hmac::<Sm3>::new_from_slice(&self.0) else { return String::new() };
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// What the register keeps of the key.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.hash("huigu person key")
    }

    /// What stands for an identity number.
    #[must_use]
    pub fn token(&self, number: &str) -> String {
        format!("{PREFIX}{}", self.hash(&number.to_ascii_uppercase()))
    }
}

/// Where the key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyPlace {
    /// Given by whoever runs the program.
    Given(String),
    /// A file in the register's folder; made when first needed.
    File(PathBuf),
    /// Nowhere: a database without a folder, and nothing given.
    Nowhere,
}

impl KeyPlace {
    /// How it is called.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Given(_) | Self::Nowhere => "HUIGU_PERSON_KEY".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The key, if there is one.
    fn read(&self) -> Result<Option<PersonKey>, IngestError> {
        let text = match self {
            Self::Given(text) => text.clone(),
            Self::Nowhere => return Ok(None),
            Self::File(path) => match fs::read_to_string(path) {
                Ok(text) => text,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(IngestError::KeyFailed { place: self.name(), why: error.to_string() }),
            },
        };
        PersonKey::parse(&text).map(Some).ok_or_else(|| IngestError::KeyBroken { place: self.name() })
    }
}

/// Writes a key to a file that is complete or not there; gives the key that
/// is there afterwards, which may be another process's.
fn keep(path: &Path, key: &PersonKey) -> io::Result<PersonKey> {
    let part = path.with_extension(format!("{}.part", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&part).and_then(|mut file| {
        file.write_all(key.written().as_bytes())?;
        file.sync_all()
    });
    // A link never replaces what is there: the first process wins.
    let linked = written.and_then(|()| match fs::hard_link(&part, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    });
    // What is left of the part is of no use, whatever came of it.
    drop(fs::remove_file(&part));
    linked?;
    let text = fs::read_to_string(path)?;
    PersonKey::parse(&text).ok_or_else(|| io::Error::other("not a key"))
}

/// The next run of exactly 18 letters and digits that is an identity number.
fn next_number(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from;
    while start < bytes.len() {
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if length == 18 && is_person_id(&text[start..start + 18]) {
            return Some(start..start + 18);
        }
        start += length + 1;
    }
    None
}

/// Whether a text holds an identity number.
pub fn holds_number(text: &str) -> bool {
    text.len() >= 18 && next_number(text, 0).is_some()
}

/// Puts hashes in the place of identity numbers; looks for its key only when
/// the first number comes.
#[derive(Debug)]
pub struct Pseudonymizer {
    place: KeyPlace,
    key: Option<PersonKey>,
    /// Fingerprint of the key the register was filled with.
    pinned: Option<String>,
    /// A key to be used if there is none yet.
    fresh: Option<PersonKey>,
    failed: Option<IngestError>,
}

impl Pseudonymizer {
    /// A pseudonymizer with its key's place, the fingerprint the register keeps, and a
    /// key to begin with where there was none.
    #[must_use]
    pub fn new(place: KeyPlace, pinned: Option<String>, fresh: Option<PersonKey>) -> Self {
        Self { place, key: None, pinned, fresh, failed: None }
    }

    fn find_key(&self) -> Result<PersonKey, IngestError> {
        let place = self.place.name();
        match (self.place.read()?, &self.pinned) {
            (Some(key), Some(pinned)) if key.fingerprint() != *pinned => Err(IngestError::KeyOther { place }),
            (Some(key), _) => Ok(key),
            (None, Some(_)) => Err(IngestError::KeyMissing { place }),
            (None, None) if self.place == KeyPlace::Nowhere => Err(IngestError::KeyNeeded),
            (None, None) => {
                let why = "the system gave no random bytes".to_owned();
                self.fresh.clone().ok_or(IngestError::KeyFailed { place, why })
            }
        }
    }

    fn token(&mut self, number: &str) -> String {
        if self.key.is_none() && self.failed.is_none() {
            match self.find_key() {
                Ok(key) => self.key = Some(key),
                Err(error) => self.failed = Some(error),
            }
        }
        // Without a key nothing is kept; until then nothing is shown either.
        self.key.as_ref().map_or_else(|| format!("{PREFIX}?"), |key| key.token(number))
    }

    /// The key itself, to make other keys of.
    pub fn key_bytes(&mut self) -> Result<[u8; 32], IngestError> {
        let key = match self.key.take() {
            Some(key) => key,
            None => self.find_key()?,
        };
        Ok(self.key.insert(key).0)
    }

    /// The text with every identity number hashed; `None` where there is none.
    pub fn text(&mut self, text: &str) -> Option<String> {
        let mut range = next_number(text, 0)?;
        let (mut out, mut done) = (String::new(), 0);
        loop {
            out.push_str(&text[done..range.start]);
            out.push_str(&self.token(&text[range.clone()]));
            done = range.end;
            match next_number(text, done) {
                Some(next) => range = next,
                None => break,
            }
        }
        out.push_str(&text[done..]);
        Some(out)
    }

    /// The text as it may be kept and shown.
    pub fn pseudonymized(&mut self, text: &str) -> String {
        self.text(text).unwrap_or_else(|| text.to_owned())
    }

    /// An issue as it may be told.
    pub fn issue(&mut self, issue: &mut Issue) {
        issue.value = self.pseudonymized(&issue.value);
        let [zh, en] = Lang::ALL.map(|lang| self.pseudonymized(issue.expected.text(lang)));
        issue.expected = Expected::new(zh, en);
    }

    /// Hands the row on as it may be kept.
    pub fn row<R>(&mut self, row: &Row<'_>, hand_on: impl FnOnce(&Row<'_>) -> R) -> R {
        let mut is_to_change = false;
        row.visit_texts(|text| is_to_change = is_to_change || holds_number(text));
        if !is_to_change {
            return hand_on(row);
        }
        let mut tokens: Vec<Option<String>> = Vec::new();
        row.visit_texts(|text| tokens.push(self.text(text)));
        let mut tokens = tokens.iter();
        let room = Room::default();
        hand_on(&row.with_texts(&room, |_| tokens.next()?.as_deref()))
    }

    /// Why numbers could not be hashed, if any were met.
    ///
    /// # Errors
    /// Whatever kept the key away.
    pub fn finish(&mut self) -> Result<(), IngestError> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Makes sure that the key used, if one was, is kept; gives the
    /// fingerprint the register must pin, if it has not.
    ///
    /// # Errors
    /// [`IngestError::KeyFailed`], and [`IngestError::KeyOther`] when another process
    /// made another key meanwhile: sending again works.
    pub fn commit_key(&mut self) -> Result<Option<String>, IngestError> {
        let Some(key) = &self.key else { return Ok(None) };
        let place = self.place.name();
        if let KeyPlace::File(path) = &self.place {
            let failed = |why: io::Error| IngestError::KeyFailed { place: place.clone(), why: why.to_string() };
            if !path.exists() && keep(path, key).map_err(failed)? != *key {
                return Err(IngestError::KeyOther { place });
            }
        }
        Ok(if self.pinned.is_none() { Some(key.fingerprint()) } else { None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "11010519491231002X";

    fn pseudonymizer() -> Pseudonymizer {
        Pseudonymizer::new(KeyPlace::Given("ab".repeat(32)), None, None)
    }

    #[test]
    fn the_hash_is_hmac_sm3() {
        // Computed with OpenSSL: `openssl mac -digest SM3 -macopt hexkey:... HMAC`.
        let key = PersonKey::parse("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20").unwrap();
        assert_eq!(key.hash(NUMBER), "0a70b0e5763d9d2e7ed8e665b135634d");
    }

    #[test]
    fn only_whole_numbers_are_hashed_and_always_alike() {
        let mut pseudonymizer = pseudonymizer();
        let token = pseudonymizer.pseudonymized(NUMBER);
        assert!(token.starts_with(PREFIX) && token.len() == PREFIX.len() + 32);
        assert_eq!(pseudonymizer.pseudonymized("11010519491231002x"), token);
        assert_eq!(
            pseudonymizer.pseudonymized(&format!("张三（{NUMBER}）、{NUMBER}")),
            format!("张三（{token}）、{token}")
        );
        assert_eq!(pseudonymizer.text(&token), None, "what is hashed is no number");
        for other in ["1110105194912310021", "110105194912310021", "a11010519491231002X", "", "张三"] {
            assert_eq!(pseudonymizer.text(other), None, "{other}");
        }
        assert_ne!(Pseudonymizer::new(KeyPlace::Given("cd".repeat(32)), None, None).pseudonymized(NUMBER), token);
    }

    #[test]
    fn a_lost_or_wrong_key_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyPlace::File(folder.path().join(KEY_FILE));
        let mut first = Pseudonymizer::new(file.clone(), None, Some(PersonKey::new([7; 32])));
        let token = first.pseudonymized(NUMBER);
        let pin = first.commit_key().unwrap();
        assert!(pin.is_some());
        let mut second = Pseudonymizer::new(file.clone(), pin.clone(), Some(PersonKey::new([8; 32])));
        assert_eq!(second.pseudonymized(NUMBER), token, "the key kept is used");
        assert_eq!(second.commit_key().unwrap(), None);
        fs::write(folder.path().join(KEY_FILE), PersonKey::new([9; 32]).written()).unwrap();
        let fails = |place: &KeyPlace| {
            let mut pseudonymizer = Pseudonymizer::new(place.clone(), pin.clone(), Some(PersonKey::new([8; 32])));
            assert!(!pseudonymizer.pseudonymized(NUMBER).contains(NUMBER));
            pseudonymizer.finish().unwrap_err()
        };
        assert!(matches!(fails(&file), IngestError::KeyOther { .. }));
        fs::write(folder.path().join(KEY_FILE), "x").unwrap();
        assert!(matches!(fails(&file), IngestError::KeyBroken { .. }));
        fs::remove_file(folder.path().join(KEY_FILE)).unwrap();
        assert!(matches!(fails(&file), IngestError::KeyMissing { .. }));
        assert!(matches!(fails(&KeyPlace::Nowhere), IngestError::KeyMissing { .. }));
        let mut nowhere = Pseudonymizer::new(KeyPlace::Nowhere, None, Some(PersonKey::new([8; 32])));
        assert!(!nowhere.pseudonymized(NUMBER).contains(NUMBER));
        assert!(matches!(nowhere.finish(), Err(IngestError::KeyNeeded)));
    }
}
