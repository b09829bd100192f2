//! Files made for one person, kept for an hour by this very server: the rows
//! that are to be mended. Nothing of the register is in it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long a file is kept, in microseconds.
const HOUR: i64 = 3_600_000_000;
/// Most files, and most bytes of all together.
const MOST: usize = 64;
const BYTES: usize = 256 << 20;

struct Kept {
    owner: String,
    name: String,
    bytes: Vec<u8>,
    since: i64,
}

/// Files kept for their owners.
#[derive(Default)]
pub struct Spool(Mutex<HashMap<String, Kept>>);

impl Spool {
    /// Keeps a file under a key nobody can guess. What is old, or the oldest
    /// where there is no room, goes.
    pub fn keep(&self, key: &str, owner: &str, name: &str, bytes: Vec<u8>, now: i64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, one| now - one.since < HOUR);
        let full = |all: &HashMap<String, Kept>| {
            all.len() >= MOST || all.values().map(|one| one.bytes.len()).sum::<usize>() + bytes.len() > BYTES
        };
        while !all.is_empty() && full(&all) {
            let oldest = all.iter().min_by_key(|(_, one)| one.since).map(|(key, _)| key.clone());
            oldest.and_then(|key| all.remove(&key));
        }
        let kept = Kept { owner: owner.to_owned(), name: name.to_owned(), bytes, since: now };
        all.insert(key.to_owned(), kept);
    }

    /// The file of a key, to its owner.
    pub fn get(&self, key: &str, owner: &str, now: i64) -> Option<(String, Vec<u8>)> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let one = all.get(key).filter(|one| one.owner == owner && now - one.since < HOUR)?;
        Some((one.name.clone(), one.bytes.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_its_owners_for_an_hour() {
        let spool = Spool::default();
        spool.keep("k", "a", "x.csv", b"1".to_vec(), 0);
        assert_eq!(spool.get("k", "a", 1), Some(("x.csv".to_owned(), b"1".to_vec())));
        assert_eq!(spool.get("k", "b", 1), None, "another's");
        assert_eq!(spool.get("k", "a", HOUR), None, "too old");
        for number in 0..MOST as i64 {
            spool.keep(&number.to_string(), "a", "", Vec::new(), number + 1);
        }
        assert_eq!(spool.get("k", "a", 1), None, "the oldest goes first");
    }
}
