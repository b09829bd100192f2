//! Texts of a finished book: one run of bytes and where each ends.

use std::cmp::Ordering;

use crate::column::Column;

/// Texts in one run of bytes, each with its end.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    pub(crate) bytes: Column<u8>,
    pub(crate) ends: Column<u64>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.bytes.own().extend_from_slice(text.as_bytes());
        let end = self.bytes.len() as u64;
        self.ends.push(end);
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of the text at a place.
    pub(crate) fn bytes_of(&self, index: usize) -> &[u8] {
        let from = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.bytes[from..self.ends[index] as usize]
    }

    /// The text at a place.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        // Only texts are pushed, and a form's are checked when it is read.
        std::str::from_utf8(self.bytes_of(index)).unwrap_or_default()
    }

    /// The place of a text in a range that is in byte order, or where it would stand.
    pub(crate) fn search(&self, range: std::ops::Range<usize>, text: &str) -> Result<usize, usize> {
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.bytes_of(middle).cmp(text.as_bytes()) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Ok(middle),
            }
        }
        Err(low)
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut run = Self::default();
        texts.into_iter().for_each(|text| run.push(text));
        run
    }
}

/// Distinct texts in byte order.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub(crate) texts: Texts,
}

impl<'a> FromIterator<&'a str> for Names {
    /// The texts must be distinct and in byte order.
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        Self { texts: texts.into_iter().collect() }
    }
}

impl Names {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The text at a place.
    #[must_use]
    pub fn get(&self, index: u32) -> &str {
        self.texts.get(index as usize)
    }

    /// The place of a text.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        self.texts.search(0..self.len(), text).ok().map(|place| place as u32)
    }

    /// All texts, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.texts.get(index))
    }
}
