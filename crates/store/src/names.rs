//! Numbers for loans and guarantees: what is named by owner and id in a file
//! is named by a number in the register.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::column::{Encoder, encode_int};
use crate::db::{Cells, Unfit};

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
    pub(crate) fn len(&self) -> usize {
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

/// The register's pairs by number, from 1.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// How many numbers come before the first pair.
    before: i64,
    owners: Vec<String>,
    owner: Vec<u32>,
    ids: String,
    ends: Vec<usize>,
}

impl Names {
    /// One pair alone, with its number.
    pub(crate) fn one(number: i64, owner: &str, id: &str) -> Self {
        Self {
            before: number - 1,
            owners: vec![owner.to_owned()],
            owner: vec![0],
            ids: id.to_owned(),
            ends: vec![id.len()],
        }
    }

    /// Takes the next pair; a row holds number, owner and id, numbers without a gap.
    pub(crate) fn push(&mut self, cells: &Cells<'_>) -> Result<(), Unfit> {
        if cells.int(0)? != Some(self.ends.len() as i64 + 1) {
            return Err(Unfit(0));
        }
        let owner = cells.text(1)?;
        let known = self.owner.last().copied().filter(|&last| self.owners[last as usize] == owner);
        let known = known.or_else(|| self.owners.iter().position(|name| name == owner).map(|at| at as u32));
        let place = known.unwrap_or_else(|| {
            self.owners.push(owner.to_owned());
            self.owners.len() as u32 - 1
        });
        self.owner.push(place);
        self.ids.push_str(cells.text(2)?);
        self.ends.push(self.ids.len());
        Ok(())
    }

    /// Owner and id of a number.
    pub(crate) fn pair(&self, number: i64) -> Result<(&str, &str), Unfit> {
        let at = number.checked_sub(1).and_then(|number| number.checked_sub(self.before));
        let at = at.and_then(|at| usize::try_from(at).ok()).ok_or(Unfit(0))?;
        let owner = self.owner.get(at).ok_or(Unfit(0))?;
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
