//! Sharing a whole number of fen out exactly, by largest remainder.

use std::cmp::Reverse;

/// One exact part `num / den` of a sum; all parts of a call have one `den`.
pub type Part = i128;

/// Gives each part (`num / den`) a whole number so that the numbers add up to
/// `total`: everyone gets the floor, the units left go to the largest
/// remainders; ties go to the earlier place, so callers pass parts in the
/// order of their ids.
///
/// # Panics
/// When `den` is not positive, or `total` differs from the floors' sum by
/// less than nothing or by more than the number of parts: the total must be
/// the parts' sum, rounded.
#[must_use]
pub fn apportion(total: i128, parts: &[Part], den: i128) -> Vec<i128> {
    assert!(den > 0, "a fraction's denominator is positive");
    let mut whole: Vec<i128> = parts.iter().map(|num| num.div_euclid(den)).collect();
    let left = total - whole.iter().sum::<i128>();
    let left = usize::try_from(left).ok().filter(|&n| n <= parts.len());
    let left = left.unwrap_or_else(|| panic!("the total is not the rounded sum of its parts"));
    if left > 0 {
        let mut order: Vec<usize> = (0..parts.len()).collect();
        let key = |&i: &usize| (Reverse(parts[i].rem_euclid(den)), i);
        if left < order.len() {
            order.select_nth_unstable_by_key(left - 1, key);
        }
        for &i in &order[..left] {
            whole[i] += 1;
        }
    }
    whole
}

/// Shares `total` out in proportion to `claims` (none negative), to the unit,
/// by largest remainder. When all claims are zero, everybody gets nothing.
#[must_use]
pub fn share_out(total: i128, claims: &[i128]) -> Vec<i128> {
    let sum: i128 = claims.iter().sum();
    if sum == 0 {
        return vec![0; claims.len()];
    }
    let parts: Vec<Part> = claims.iter().map(|claim| claim * total).collect();
    apportion(total, &parts, sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_go_to_the_earlier_place() {
        assert_eq!(share_out(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(share_out(2, &[1, 1, 1]), [1, 1, 0]);
        assert_eq!(share_out(7, &[0, 0]), [0, 0]);
    }

    #[test]
    fn negative_parts_add_up_too() {
        // -0.5 and -0.25 round to a total of -1.
        assert_eq!(apportion(-1, &[-2, -1], 4), [-1, 0]);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_stay_near(total in 0i128..1_000_000_000, claims in prop::collection::vec(0i128..1_000_000, 1..40)) {
            let shares = share_out(total, &claims);
            let sum: i128 = claims.iter().sum();
            prop_assert_eq!(shares.iter().sum::<i128>(), if sum == 0 { 0 } else { total });
            for (share, claim) in shares.iter().zip(&claims) {
                if sum > 0 {
                    prop_assert!((share * sum - claim * total).abs() < sum);
                }
            }
        }
    }
}
