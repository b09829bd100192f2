//! A chunk's loans as a set of bits, and what is asked of whole columns at
//! once: tests that give bits, sums over bits.
//!
//! Each function is compiled for the widest vectors of the machine it runs on
//! and for every machine below; all are the same lines of safe code, so all
//! give the same figures.

use std::ops::{BitAnd, BitAndAssign, BitOrAssign, Not};

use multiversion::multiversion;

/// Most loans in a chunk: small enough that its columns stay in the nearest caches.
pub(crate) const CHUNK: usize = 2048;

const WORDS: usize = CHUNK / 64;

/// A set of the loans of a chunk, by their places in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bits([u64; WORDS]);

impl Bits {
    pub(crate) const NONE: Self = Self([0; WORDS]);

    /// The first `count` places.
    pub(crate) fn first(count: usize) -> Self {
        let mut bits = Self::NONE;
        for (word, from) in bits.0.iter_mut().zip((0..).step_by(64)) {
            *word = match count.saturating_sub(from) {
                0 => 0,
                left @ 1..64 => (1 << left) - 1,
                _ => u64::MAX,
            };
        }
        bits
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0 == [0; WORDS]
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub(crate) fn has(&self, place: usize) -> bool {
        self.0[place / 64] >> (place % 64) & 1 == 1
    }

    pub(crate) fn set(&mut self, place: usize, is_in: bool) {
        let bit = 1 << (place % 64);
        if is_in {
            self.0[place / 64] |= bit;
        } else {
            self.0[place / 64] &= !bit;
        }
    }

    /// The places in the set, in order.
    pub(crate) fn places(self) -> impl Iterator<Item = usize> {
        let words = self.0;
        words.into_iter().zip((0..).step_by(64)).flat_map(|(word, from)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let place = (left != 0).then(|| from + left.trailing_zeros() as usize);
                left &= left.wrapping_sub(1);
                place
            })
        })
    }

    /// The places whose value passes.
    #[inline(always)]
    fn of<T: Copy>(values: &[T], test: impl Fn(T) -> bool) -> Self {
        let mut bits = Self::NONE;
        let (blocks, rest) = values.as_chunks::<64>();
        let mut words = bits.0.iter_mut();
        // The blocks go first: a zip takes from its first side before it finds the second at its end.
        for (block, word) in blocks.iter().zip(words.by_ref()) {
            for (lane, &value) in block.iter().enumerate() {
                *word |= u64::from(test(value)) << lane;
            }
        }
        if let Some(word) = words.next() {
            for (lane, &value) in rest.iter().enumerate() {
                *word |= u64::from(test(value)) << lane;
            }
        }
        bits
    }
}

impl BitAnd for Bits {
    type Output = Self;

    fn bitand(mut self, other: Self) -> Self {
        self &= other;
        self
    }
}

impl BitAndAssign for Bits {
    fn bitand_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
    }
}

impl BitOrAssign for Bits {
    fn bitor_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }
}

impl Not for Bits {
    type Output = Self;

    /// All other places, also those behind the chunk's last loan: meant to be
    /// met with a set of its loans.
    fn not(mut self) -> Self {
        self.0.iter_mut().for_each(|word| *word = !*word);
        self
    }
}

/// Words whose field, shifted down and masked, is one of a set of values below 64.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(crate) fn words_in(words: &[huigu_book::Word], shift: u32, mask: u64, set: u64) -> Bits {
    Bits::of(words, |word| set >> (word.0 >> shift & mask & 63) & 1 == 1)
}

/// Words whose byte from a shift on lies in a range, both ends in it.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(crate) fn bytes_within(words: &[huigu_book::Word], shift: u32, low: i64, high: i64) -> Bits {
    Bits::of(words, |word| {
        let byte = (word.0 >> shift & 0xFF).cast_signed();
        byte >= low && byte <= high
    })
}

/// Values in a range, both ends in it.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(crate) fn sums_within(values: &[i64], low: i64, high: i64) -> Bits {
    Bits::of(values, |value| value >= low && value <= high)
}

/// Values in a range, both ends in it.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(crate) fn rates_within(values: &[i32], low: i32, high: i32) -> Bits {
    Bits::of(values, |value| value >= low && value <= high)
}

/// Values in a range, both ends in it.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(crate) fn shorts_within(values: &[u16], low: u16, high: u16) -> Bits {
    Bits::of(values, |value| value >= low && value <= high)
}

/// Values that lie between those of two other columns, both ends in it.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(crate) fn between(values: &[u16], low: &[u16], high: &[u16]) -> Bits {
    let mut bits = Bits::NONE;
    let ends = low.chunks(64).zip(high.chunks(64));
    for (word, (values, (low, high))) in bits.0.iter_mut().zip(values.chunks(64).zip(ends)) {
        for (lane, (&value, (&low, &high))) in values.iter().zip(low.iter().zip(high)).enumerate() {
            *word |= u64::from(low <= value && value <= high) << lane;
        }
    }
    bits
}

/// Rows that are in a set, a bit a row.
pub(crate) fn rows_in(rows: &[u32], set: &[u64]) -> Bits {
    Bits::of(rows, |row| set[row as usize / 64] >> (row % 64) & 1 == 1)
}

/// Values that are not zero.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(crate) fn nonzero(values: &[i64]) -> Bits {
    Bits::of(values, |value| value != 0)
}

/// The sum of the values of a set, exact whatever the values are.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(crate) fn sum(values: &[i64], of: &Bits) -> i128 {
    // Each value is split into 32 low bits and the rest, so that no sum over a
    // chunk can leave its 64 bits.
    let (mut low, mut high) = (0u64, 0i64);
    for (block, &word) in values.chunks(64).zip(&of.0) {
        if word == 0 {
            continue;
        }
        if let Ok(block) = <&[i64; 64]>::try_from(block) {
            for (lane, &value) in block.iter().enumerate() {
                let value = value & (word >> lane & 1).wrapping_neg().cast_signed();
                low += value.cast_unsigned() & 0xFFFF_FFFF;
                high += value >> 32;
            }
        } else {
            for (lane, &value) in block.iter().enumerate().filter(|(lane, _)| word >> lane & 1 == 1) {
                debug_assert!(lane < 64, "a block has at most 64 lanes");
                low += value.cast_unsigned() & 0xFFFF_FFFF;
                high += value >> 32;
            }
        }
    }
    (i128::from(high) << 32) + i128::from(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values without any pattern, and their neighbours of powers of two.
    fn values(count: usize) -> Vec<i64> {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let next = |place: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            match place % 7 {
                0 => i64::MIN,
                1 => i64::MAX,
                2 => 0,
                3 => -1,
                _ => state.cast_signed() >> (place % 60),
            }
        };
        (0..count).map(next).collect()
    }

    #[test]
    fn sums_and_tests_are_those_of_one_value_after_the_other() {
        for count in [0, 1, 63, 64, 65, 200, CHUNK - 1, CHUNK] {
            let values = values(count);
            for (low, high) in [(0, i64::MAX), (-5, 5), (i64::MIN, -1), (i64::MIN, i64::MAX), (1, 0)] {
                let bits = sums_within(&values, low, high);
                let kept: Vec<usize> = (0..count).filter(|&at| (low..=high).contains(&values[at])).collect();
                assert_eq!(bits.places().collect::<Vec<_>>(), kept);
                assert_eq!(bits.count(), kept.len() as u64);
                assert_eq!(bits.is_empty(), kept.is_empty());
                assert_eq!(sum(&values, &bits), kept.iter().map(|&at| i128::from(values[at])).sum::<i128>());
            }
            let bits = nonzero(&values);
            let not_zero: Vec<usize> = (0..count).filter(|&at| values[at] != 0).collect();
            assert_eq!(nonzero(&values).places().collect::<Vec<_>>(), not_zero);
            let shorts: Vec<u16> = values.iter().map(|&value| value as u16).collect();
            let kept: Vec<usize> = (0..count).filter(|&at| (300..=40_000).contains(&shorts[at])).collect();
            assert_eq!(shorts_within(&shorts, 300, 40_000).places().collect::<Vec<_>>(), kept);
            let turned: Vec<u16> = shorts.iter().rev().copied().collect();
            let kept: Vec<usize> = (0..count).filter(|&at| (9_000..=turned[at]).contains(&shorts[at])).collect();
            assert_eq!(between(&shorts, &vec![9_000; count], &turned).places().collect::<Vec<_>>(), kept);
            let places: Vec<u32> = (0..count as u32).rev().collect();
            let kept: Vec<usize> = (0..count).filter(|&at| bits.has(places[at] as usize)).collect();
            assert_eq!(rows_in(&places, &bits.0).places().collect::<Vec<_>>(), kept);
            let rates: Vec<i32> = values.iter().map(|&value| value as i32).collect();
            let kept: Vec<usize> = (0..count).filter(|&at| (-7..=1_000_000).contains(&rates[at])).collect();
            assert_eq!(rates_within(&rates, -7, 1_000_000).places().collect::<Vec<_>>(), kept);
            let words: Vec<huigu_book::Word> = values.iter().map(|&value| huigu_book::Word(value as u64)).collect();
            let kept: Vec<usize> = (0..count).filter(|&at| [3, 5].contains(&(words[at].0 >> 8 & 7))).collect();
            assert_eq!(words_in(&words, 8, 7, 0b10_1000).places().collect::<Vec<_>>(), kept);
            let kept: Vec<usize> = (0..count).filter(|&at| (9..=99).contains(&(words[at].0 >> 41 & 255))).collect();
            assert_eq!(bytes_within(&words, 41, 9, 99).places().collect::<Vec<_>>(), kept);
        }
    }

    #[test]
    fn sets_are_met_joined_and_turned() {
        let all = Bits::first(130);
        assert_eq!(all.count(), 130);
        assert_eq!((Bits::first(0), Bits::first(CHUNK).count()), (Bits::NONE, CHUNK as u64));
        let mut some = Bits::NONE;
        some.set(129, true);
        some.set(64, true);
        some.set(64, false);
        assert!(some.has(129) && !some.has(64));
        assert_eq!((!some & all).count(), 129);
        some |= Bits::first(2);
        assert_eq!(some.places().collect::<Vec<_>>(), [0, 1, 129]);
    }
}
