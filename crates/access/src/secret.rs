//! What is told once and never printed: secrets, and how they are hashed.

use std::borrow::Cow;

use hmac::{Hmac, KeyInit, Mac};
use huigu_store::chain::Hash;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};
use sm3::Sm3;
use subtle::ConstantTimeEq;

/// A secret on its way to the one who is to keep it. It neither prints nor
/// serialises: whatever keeps or logs an answer, under an idempotency key or
/// elsewhere, has [`Secret::WITHHELD`] in its place. Only [`Secret::reveal`],
/// where it is shown to its owner, gives it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// A text about a person, such as a name: it is answered, but does not print.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Unprinted(pub String);

/// A secret as it is handed in: a password, a code. It does not print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TypedSecret(String);

impl Secret {
    /// What is written in the place of every secret.
    pub const WITHHELD: &'static str = "(shown once)";

    /// A secret.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The secret itself: to be handed over, and never written down.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for Unprinted {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Self::WITHHELD)
    }
}

impl From<&str> for TypedSecret {
    fn from(typed: &str) -> Self {
        Self(typed.to_owned())
    }
}

impl TypedSecret {
    /// As it was typed.
    pub fn typed(&self) -> &str {
        &self.0
    }
}

macro_rules! unprinted {
    ($($name:ident, $schema:expr;)+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )+};
}

unprinted! {
    Secret, json_schema!({ "type": "string", "const": Secret::WITHHELD });
    TypedSecret, json_schema!({ "type": "string", "format": "password" });
    Unprinted, json_schema!({ "type": "string" });
}

/// Letters and digits that are not mistaken for one another.
const CLEAR: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";

/// Bytes as letters in groups: five bits a letter.
pub fn in_groups(bytes: &[u8], groups: usize, size: usize) -> String {
    let letters: Vec<u8> = bytes.iter().take(groups * size).map(|byte| CLEAR[usize::from(byte & 31)]).collect();
    let groups: Vec<String> = letters.chunks(size).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join("-")
}

/// The hash of a random secret, for a purpose. It has all the bits there are,
/// so that nothing slower is needed.
pub fn hash_of(purpose: &str, secret: &[u8]) -> Hash {
    let mut bytes = Vec::with_capacity(purpose.len() + 1 + secret.len());
    bytes.extend_from_slice(purpose.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(secret);
    Hash::of(&bytes)
}

/// HMAC-SM3 under a key.
pub fn keyed(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // A key of any length is taken, so there is nothing that can fail.
    let Ok(mut mac) = Hmac::<Sm3>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_print_and_letters_are_clear() {
        let secret = Secret::new("abc".to_owned());
        assert_eq!(format!("{secret:?} {:?}", Unprinted("abc".to_owned())), "Secret(..) Unprinted(..)");
        assert_eq!(serde_json::to_value(&secret).unwrap(), Secret::WITHHELD);
        assert_eq!(in_groups(&[0, 1, 31, 32, 255, 8], 2, 3), "23z-2za");
        assert!(CLEAR.is_sorted_by(|one, next| one < next), "no letter twice");
        assert!(CLEAR.iter().all(|letter| !b"01lo".contains(letter)));
        assert_ne!(hash_of("a", b"bc"), hash_of("ab", b"c"));
        assert_ne!(keyed(b"k", &[b"a", b"bc"]), keyed(b"k", &[b"ab", b"c"]));
        assert!(same("a", "a") && !same("a", "b") && !same("a", "ab"));
    }
}
