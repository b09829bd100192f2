//! Chance without a state to carry: every entity draws from a stream of its
//! own, named by seed, kind and index, so that any entity can be made again,
//! anywhere, in any order. Integers only.

/// What a stream of draws is for; two kinds never share a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Stream {
    /// What a party is.
    Party = 1,
    /// How a party is reported.
    PartyRow,
    /// How the customers of a block share its loans.
    Block,
    /// What a customer is to its lender.
    Customer,
    /// Whether a customer renews.
    Renewal,
    /// Where the customers of a lender are known from.
    Visitor,
    /// When a loan starts.
    Start,
    /// What a loan is.
    Loan,
    /// How a loan moves.
    Movement,
    /// Which product a borrower prefers.
    Product,
    /// A loan's guarantee.
    Guarantee,
    /// A loan's classes.
    Class,
    /// A customer's usual borrowing.
    Line,
    /// A customer's lines.
    LineRow,
    /// A demand.
    Demand,
    /// An issuer and its deals.
    Issuer,
    /// An observation.
    Observation,
    /// A claim.
    Claim,
}

/// A stream of draws (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Draw {
    state: u64,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The finaliser of SplitMix64: a bijection that scatters every bit.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Draw {
    /// The stream of the entity `index` of a kind, in the district of `seed`.
    pub(crate) fn new(seed: u64, stream: Stream, index: u64) -> Self {
        let named = mix(seed.wrapping_add(GOLDEN)) ^ mix((stream as u64).wrapping_mul(GOLDEN));
        Self { state: mix(named.wrapping_add(mix(index))) }
    }

    /// 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// A number below `n`; 0 when `n` is 0. The bias is below `n / 2^64`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included; `low` when `high` is less.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).max(0) as u64;
        low + self.below(width + 1) as i64
    }

    /// Yes in `per_mille` of 1,000 cases.
    pub(crate) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1_000) < per_mille
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    /// One of a list that is not empty, by weight.
    pub(crate) fn weighted<T: Copy>(&mut self, list: &[(u32, T)]) -> T {
        let total: u64 = list.iter().map(|(weight, _)| u64::from(*weight)).sum();
        let mut left = self.below(total);
        for (weight, item) in list {
            let weight = u64::from(*weight);
            if left < weight {
                return *item;
            }
            left -= weight;
        }
        list[list.len() - 1].1
    }

    /// A figure by its quantiles: evenly between two neighbours of the table.
    pub(crate) fn quantile(&mut self, table: &[i64]) -> i64 {
        const STEPS: u64 = 1_024;
        let place = self.below((table.len() as u64 - 1) * STEPS);
        let (low, part) = ((place / STEPS) as usize, (place % STEPS) as i64);
        table[low] + (table[low + 1] - table[low]) * part / STEPS as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_named_by_seed_kind_and_index() {
        let first = |seed, stream, index| Draw::new(seed, stream, index).bits();
        let base = first(1, Stream::Loan, 7);
        assert_eq!(base, first(1, Stream::Loan, 7));
        assert_ne!(base, first(2, Stream::Loan, 7));
        assert_ne!(base, first(1, Stream::Party, 7));
        assert_ne!(base, first(1, Stream::Loan, 8));
    }

    #[test]
    fn draws_stay_in_their_range_and_reach_its_ends() {
        let mut draw = Draw::new(5, Stream::Loan, 0);
        let seen: Vec<i64> = (0..2_000).map(|_| draw.between(-2, 2)).collect();
        assert_eq!(seen.iter().min(), Some(&-2));
        assert_eq!(seen.iter().max(), Some(&2));
        assert_eq!(draw.below(0), 0);
        assert_eq!(draw.between(3, 1), 3);
        for _ in 0..2_000 {
            assert!((10..50).contains(&draw.quantile(&[10, 20, 50])));
            assert_ne!(draw.weighted(&[(1, 'a'), (0, 'b'), (2, 'c')]), 'b');
        }
    }
}
