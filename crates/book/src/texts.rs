//! Texts kept once while rows come in: symbols in the order of arrival.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

use crate::names::Names;

/// Texts in one run of bytes, each with its end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Run {
    bytes: String,
    ends: Vec<u64>,
}

impl Run {
    pub(crate) fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
    }

    /// Appends a text and answers its place.
    pub(crate) fn add(&mut self, text: &str) -> u32 {
        self.push(text);
        self.len() as u32 - 1
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, index: usize) -> &str {
        let from = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.bytes[from..self.ends[index] as usize]
    }
}

/// Texts told apart while rows come in; a symbol is the place of arrival.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    run: Run,
    table: HashTable<u32>,
    last: u32,
}

impl Symbols {
    /// The symbol of a text, new or known.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        // Books come sorted or nearly so: the last text is often the next.
        if self.run.len() > 0 && self.run.get(self.last as usize) == text {
            return self.last;
        }
        let state = FixedState::default();
        let hash = state.hash_one(text);
        let run = &self.run;
        if let Some(&found) = self.table.find(hash, |&symbol| run.get(symbol as usize) == text) {
            self.last = found;
            return found;
        }
        let symbol = self.run.len() as u32;
        self.run.push(text);
        let run = &self.run;
        self.table.insert_unique(hash, symbol, |&other| state.hash_one(run.get(other as usize)));
        self.last = symbol;
        symbol
    }

    pub(crate) fn get(&self, symbol: u32) -> &str {
        self.run.get(symbol as usize)
    }

    pub(crate) fn len(&self) -> usize {
        self.run.len()
    }

    /// The texts in byte order, and each symbol's place in it.
    pub(crate) fn sorted(&self) -> (Names, Vec<u32>) {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        if !order.is_sorted_by_key(|&s| self.get(s)) {
            order.sort_unstable_by_key(|&s| self.get(s));
        }
        let mut place = vec![0; order.len()];
        for (at, &symbol) in order.iter().enumerate() {
            place[symbol as usize] = at as u32;
        }
        (order.iter().map(|&symbol| self.get(symbol)).collect(), place)
    }
}

/// Keys of two parts, an organisation or party and an id within it.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    owners: Vec<u32>,
    ids: Run,
    table: HashTable<u32>,
    last: u32,
}

impl Keys {
    pub(crate) fn intern(&mut self, owner: u32, id: &str) -> u32 {
        let same = |owners: &[u32], ids: &Run, key: u32| owners[key as usize] == owner && ids.get(key as usize) == id;
        // Events come by loan, and in the order of the loans: the last key, or the one after.
        for near in [self.last, self.last + 1] {
            if (near as usize) < self.ids.len() && same(&self.owners, &self.ids, near) {
                self.last = near;
                return near;
            }
        }
        let state = FixedState::default();
        let hash = state.hash_one((owner, id));
        let (owners, ids) = (&self.owners, &self.ids);
        if let Some(&found) = self.table.find(hash, |&key| same(owners, ids, key)) {
            self.last = found;
            return found;
        }
        let key = self.ids.len() as u32;
        self.owners.push(owner);
        self.ids.push(id);
        let (owners, ids) = (&self.owners, &self.ids);
        self.table.insert_unique(hash, key, |&k| state.hash_one((owners[k as usize], ids.get(k as usize))));
        self.last = key;
        key
    }

    pub(crate) fn owner(&self, key: u32) -> u32 {
        self.owners[key as usize]
    }

    pub(crate) fn id(&self, key: u32) -> &str {
        self.ids.get(key as usize)
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_keep_arrival_names_keep_byte_order() {
        let mut symbols = Symbols::default();
        let got: Vec<u32> = ["b", "a", "b", "", "慧"].map(|t| symbols.intern(t)).to_vec();
        assert_eq!(got, [0, 1, 0, 2, 3]);
        let (names, place) = symbols.sorted();
        assert_eq!(names.iter().collect::<Vec<_>>(), ["", "a", "b", "慧"]);
        assert_eq!(place, [2, 1, 0, 3]);
        assert_eq!(names.find("b"), Some(2));
        assert_eq!(names.find("c"), None);
    }

    #[test]
    fn keys_tell_owners_apart() {
        let mut keys = Keys::default();
        assert_eq!([keys.intern(1, "x"), keys.intern(2, "x"), keys.intern(1, "x"), keys.intern(1, "y")], [0, 1, 0, 2]);
        assert_eq!((keys.owner(1), keys.id(2)), (2, "y"));
    }
}
