//! Numbers for loans and guarantees: what is named by owner and id in a file
//! is named by a number in the register.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::column::{Encoder, encode_int};
use crate::db::{Cells, DecodeError};

/// The pairs of owner and id that a file names, numbered from 0 by arrival.
#[derive(Debug, Default)]
pub(crate) struct LocalNames {
    /// Pairs as the bytes of their key: each text ended by a zero.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    table: HashTable<u32>,
    scratch: Vec<u8>,
    last: usize,
}

/// The local number at the head of a key.
pub(crate) fn decode_local(key: &[u8]) -> usize {
    key.first_chunk().map_or(0, |number| (i32::from_be_bytes(*number) ^ i32::MIN) as usize)
}

fn slice<'b>(bytes: &'b [u8], ends: &[usize], at: usize) -> &'b [u8] {
    let from = if at == 0 { 0 } else { ends[at - 1] };
    &bytes[from..ends[at]]
}

impl LocalNames {
    /// Puts the pair's local number where its number in the register will be.
    pub(crate) fn put(&mut self, owner: &str, id: &str, out: &mut Encoder) {
        out.bad_text |= owner.as_bytes().contains(&0) || id.as_bytes().contains(&0);
        self.scratch.clear();
        for text in [owner, id] {
            self.scratch.extend_from_slice(text.as_bytes());
            self.scratch.push(0);
        }
        out.bytes.extend_from_slice(&encode_int(self.local() as i32));
    }

    /// The local number of the pair in `scratch`.
    fn local(&mut self) -> usize {
        // Files come sorted or nearly so: the last pair is often the next.
        if self.last < self.ends.len() && slice(&self.bytes, &self.ends, self.last) == self.scratch {
            return self.last;
        }
        let state = FixedState::default();
        let hash = state.hash_one(&self.scratch);
        let (bytes, ends, scratch) = (&self.bytes, &self.ends, &self.scratch);
        let known = self.table.find(hash, |&at| slice(bytes, ends, at as usize) == scratch.as_slice());
        self.last = match known {
            Some(&at) => at as usize,
            None => {
                let at = self.ends.len();
                self.bytes.extend_from_slice(&self.scratch);
                self.ends.push(self.bytes.len());
                let (bytes, ends) = (&self.bytes, &self.ends);
                self.table.insert_unique(hash, at as u32, |&other| state.hash_one(slice(bytes, ends, other as usize)));
                at
            }
        };
        self.last
    }

    /// How many pairs.
    fn len(&self) -> usize {
        self.ends.len()
    }

    /// A pair as the bytes of its key.
    pub(crate) fn key(&self, local: usize) -> &[u8] {
        slice(&self.bytes, &self.ends, local)
    }

    /// Local numbers in the order of their pairs.
    pub(crate) fn sorted(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        if !order.is_sorted_by_key(|&local| self.key(local as usize)) {
            order.sort_unstable_by_key(|&local| self.key(local as usize));
        }
        order
    }
}

/// The register's pairs by number: all of them, from 1, or some.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Of some: their numbers, ascending.
    numbers: Option<Vec<u32>>,
    owners: Vec<String>,
    owner: Vec<u32>,
    ids: String,
    ends: Vec<usize>,
}

impl Names {
    /// Takes the next pair; a row holds number, owner and id, numbers without a gap.
    pub(crate) fn push(&mut self, cells: &Cells<'_>) -> Result<(), DecodeError> {
        if cells.int(0)? != Some(self.ends.len() as i64 + 1) {
            return Err(DecodeError(0));
        }
        self.append(cells.text(1)?, cells.text(2)?);
        Ok(())
    }

    /// Some pairs, by ascending number.
    pub(crate) fn of<'a>(pairs: impl Iterator<Item = (u32, &'a str, &'a str)>) -> Self {
        let mut names = Self { numbers: Some(Vec::new()), ..Self::default() };
        for (number, owner, id) in pairs {
            names.numbers.get_or_insert_default().push(number);
            names.append(owner, id);
        }
        names
    }

    fn append(&mut self, owner: &str, id: &str) {
        let known = self.owner.last().copied().filter(|&last| self.owners[last as usize] == owner);
        let known = known.or_else(|| self.owners.iter().position(|name| name == owner).map(|at| at as u32));
        let place = known.unwrap_or_else(|| {
            self.owners.push(owner.to_owned());
            self.owners.len() as u32 - 1
        });
        self.owner.push(place);
        self.ids.push_str(id);
        self.ends.push(self.ids.len());
    }

    /// Owner and id of a number.
    #[inline]
    pub(crate) fn pair(&self, number: i64) -> Result<(&str, &str), DecodeError> {
        let at = match &self.numbers {
            None => usize::try_from(number).ok().and_then(|number| number.checked_sub(1)),
            Some(some) => u32::try_from(number).ok().and_then(|number| some.binary_search(&number).ok()),
        };
        let at = at.ok_or(DecodeError(0))?;
        let owner = self.owner.get(at).ok_or(DecodeError(0))?;
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        Ok((&self.owners[*owner as usize], &self.ids[from..self.ends[at]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_told_apart_by_both_texts() {
        let mut names = LocalNames::default();
        let mut out = Encoder::default();
        for (owner, id) in [("b", "1"), ("a", "12"), ("a1", "2"), ("b", "1"), ("a", "12")] {
            names.put(owner, id, &mut out);
        }
        let numbers: Vec<&[u8]> = out.bytes.chunks(4).collect();
        let expected = [0, 1, 2, 0, 1].map(encode_int);
        assert_eq!(numbers, expected.iter().map(|n| &n[..]).collect::<Vec<_>>());
        assert_eq!(names.sorted(), [1, 2, 0]);
        assert!(!out.bad_text);
        names.put("a\0", "2", &mut out);
        assert!(out.bad_text);
    }
}
