//! Columns: values of a book, owned or read in place from bytes shared with
//! whoever handed them in.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// "None" in a column of places.
pub const NONE: u32 = u32::MAX;

/// What may stand in a column: plain numbers, any bytes of the right size being one value.
pub trait Value: FromBytes + IntoBytes + Immutable + KnownLayout + Copy + Send + Sync + 'static {}

impl<T: FromBytes + IntoBytes + Immutable + KnownLayout + Copy + Send + Sync + 'static> Value for T {}

/// A column: a slice that is either owned or lies in shared bytes. Loops
/// borrow the slice once.
pub struct Column<T>(Held<T>);

enum Held<T> {
    Owned(Vec<T>),
    /// Whole values, aligned; seen to when it was made.
    Shared(Bytes),
}

impl<T: Value> Column<T> {
    /// The values in some bytes, not copied where they lie aligned; `None`
    /// where they are not whole values.
    #[must_use]
    pub fn shared(bytes: Bytes) -> Option<Self> {
        if !bytes.len().is_multiple_of(size_of::<T>()) {
            return None;
        }
        if <[T]>::ref_from_bytes(&bytes).is_ok() {
            return Some(Self(Held::Shared(bytes)));
        }
        let mut values = vec![T::new_zeroed(); bytes.len() / size_of::<T>()];
        values.as_mut_slice().as_mut_bytes().copy_from_slice(&bytes);
        Some(values.into())
    }

    /// The values as they lie in memory.
    #[must_use]
    pub fn as_raw(&self) -> &[u8] {
        match &self.0 {
            Held::Owned(values) => values.as_slice().as_bytes(),
            Held::Shared(bytes) => bytes,
        }
    }

    /// Whether the values lie in bytes of somebody else.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.0, Held::Shared(_))
    }

    /// The values to be changed; shared ones are copied first.
    pub(crate) fn own(&mut self) -> &mut Vec<T> {
        if self.is_shared() {
            let copy = self.to_vec();
            self.0 = Held::Owned(copy);
        }
        match &mut self.0 {
            Held::Owned(values) => values,
            Held::Shared(_) => unreachable!("made owned above"),
        }
    }

    /// Appends a value; shared ones are copied first.
    pub fn push(&mut self, value: T) {
        self.own().push(value);
    }
}

impl<T: Value> Clone for Column<T> {
    /// Copies an owned column; a shared one is shared once more.
    fn clone(&self) -> Self {
        match &self.0 {
            Held::Owned(values) => values.clone().into(),
            Held::Shared(bytes) => Self(Held::Shared(bytes.clone())),
        }
    }
}

impl<T: Value> Deref for Column<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::Owned(values) => values,
            Held::Shared(bytes) => <[T]>::ref_from_bytes(bytes).unwrap_or_default(),
        }
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self(Held::Owned(Vec::new()))
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Held::Owned(values))
    }
}

impl<T: Value> FromIterator<T> for Column<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Vec::from_iter(values).into()
    }
}

impl<'c, T: Value> IntoIterator for &'c Column<T> {
    type Item = &'c T;
    type IntoIter = std::slice::Iter<'c, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Value + fmt::Debug> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.deref().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_values_are_those_of_the_bytes_aligned_or_not() {
        let bytes = Bytes::from((0u8..40).collect::<Vec<u8>>());
        for from in 0..8 {
            let column = Column::<u64>::shared(bytes.slice(from..from + 16)).unwrap();
            let from = from as u8;
            let first = u64::from_ne_bytes([0, 1, 2, 3, 4, 5, 6, 7].map(|at| at + from));
            assert_eq!((column.len(), column[0]), (2, first));
        }
        assert!((0..8).any(|from| Column::<u64>::shared(bytes.slice(from..from + 16)).unwrap().is_shared()));
        assert!(Column::<u64>::shared(bytes.slice(0..15)).is_none());
        assert!(Column::<u64>::shared(Bytes::new()).unwrap().is_empty());
    }

    #[test]
    fn changing_shared_values_leaves_the_bytes() {
        let bytes = Bytes::from(vec![1u8, 2, 3]);
        let mut column = Column::<u8>::shared(bytes.clone()).unwrap();
        column.push(4);
        assert_eq!((&*column, &*bytes), (&[1, 2, 3, 4][..], &[1, 2, 3][..]));
    }
}
