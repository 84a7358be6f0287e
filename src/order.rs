//! Stable sorting by positions, compiled once. The library's sort is compiled anew for each type sorted, 8 to 14 kB of
//! module each, and 5 kB even for positions.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// The positions `0..count` in the order that `compare` gives them; equal ones keep theirs.
pub(crate) fn positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut width: usize = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for run in order.chunks(width.saturating_mul(2)) {
            merge(run.split_at_checked(width).unwrap_or((run, &[])), compare, &mut merged);
        }
        order = merged;
        width = width.saturating_mul(2);
    }
    order
}

/// Appends two sorted runs as one; of equal positions those on the left come first.
fn merge((mut left, mut right): (&[usize], &[usize]), compare: &dyn Fn(usize, usize) -> Ordering, merged: &mut Vec<usize>) {
    // Most lists come sorted: then one comparison does.
    if let ([.., a], [b, ..]) = (left, right)
        && compare(*a, *b) == Ordering::Greater
    {
        while let [b, later @ ..] = right {
            match left {
                [a, rest @ ..] if compare(*a, *b) != Ordering::Greater => {
                    merged.push(*a);
                    left = rest;
                }
                _ => {
                    merged.push(*b);
                    right = later;
                }
            }
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}

/// The positions that equal an earlier one, ascending.
pub(crate) fn repeated(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    if count < 2 {
        return Vec::new();
    }
    let order = positions(count, compare);
    let mut later: Vec<usize> = Vec::new();
    for pair in order.windows(2) {
        if let [a, b] = pair
            && compare(*a, *b) == Ordering::Equal
        {
            later.push(*b);
        }
    }
    let ascending = positions(later.len(), &|a, b| later.get(a).cmp(&later.get(b)));
    ascending.into_iter().filter_map(|index| later.get(index).copied()).collect()
}

/// Sorts in place; equal items keep their order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let by_position = |a: usize, b: usize| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    let order = positions(items.len(), &by_position);
    rearrange(order, &mut |a, b| {
        if let Ok([a, b]) = items.get_disjoint_mut([a, b]) {
            core::mem::swap(a, b);
        }
    });
}

/// Brings each item to its place in `order`, cycle by cycle.
fn rearrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        while let Some(from) = order.get_mut(place).map(|from| core::mem::replace(from, place))
            && from != start
        {
            swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{repeated, sort_by};
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn sorting_is_stable_and_repetitions_are_found_in_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort_by(&mut items, |a, b| a.0.cmp(&b.0));
        assert_eq!(items, vec![(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
        let words: Vec<&str> = vec!["x", "y", "x", "y", "x"];
        assert_eq!(repeated(words.len(), &|a, b| words.get(a).cmp(&words.get(b))), vec![2, 3, 4]);
    }

    proptest::proptest! {
        #[test]
        fn sorts_like_the_library(keys in proptest::collection::vec(0..9_u8, 0..40)) {
            let mut items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by(&mut items, |a, b| a.0.cmp(&b.0));
            proptest::prop_assert_eq!(items, expected);
        }
    }
}
