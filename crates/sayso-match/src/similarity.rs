//! How much of two statements is the same.

/// The most stems that are laid side by side: what two statements have in common shows long before.
pub(crate) const MOST_STEMS: usize = 256;

/// The share of both that stands in both in the same order, 0 to 1; nothing where it is less than what
/// is asked for.
///
/// Twice the longest common subsequence over both lengths (Ratcliff's measure, of words).
pub(crate) fn similarity(one: &[u32], other: &[u32], least: f32) -> Option<f32> {
    let sum = one.len() + other.len();
    if sum == 0 || share(one.len().min(other.len()), sum) < least {
        return None;
    }
    if one == other {
        return Some(1.0);
    }
    let found = share(common(one, other), sum);
    (found >= least).then_some(found)
}

fn share(common: usize, sum: usize) -> f32 {
    2.0 * common as f32 / sum as f32
}

/// The length of the longest common subsequence.
fn common(one: &[u32], other: &[u32]) -> usize {
    let start = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) =
        (one.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let backwards = one.iter().rev().zip(other.iter().rev());
    let end = backwards.take_while(|(one, other)| one == other).count();
    let middle = |list: &[u32]| list.len() - end;
    let (one, other) = (&one[..middle(one)], &other[..middle(other)]);
    let mut row = vec![0_usize; other.len() + 1];
    for stem in one {
        let (mut diagonal, mut left) = (0, 0);
        for (cell, against) in row.iter_mut().skip(1).zip(other) {
            let above = *cell;
            *cell = if stem == against { diagonal + 1 } else { above.max(left) };
            (diagonal, left) = (above, *cell);
        }
    }
    start + end + row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_counts() {
        assert_eq!(similarity(&[1, 2, 3, 4], &[1, 2, 3, 4], 0.0), Some(1.0));
        assert_eq!(similarity(&[1, 2, 3, 4], &[4, 3, 2, 1], 0.0), Some(0.25));
        assert_eq!(similarity(&[1, 2, 3, 4], &[0, 1, 2, 4], 0.0), Some(0.75));
        assert_eq!(similarity(&[1, 2, 9, 8, 3], &[1, 2, 3], 0.0), Some(0.75));
    }

    #[test]
    fn less_than_asked_for_is_nothing() {
        assert_eq!(similarity(&[1, 2, 3], &[1, 5, 6], 0.5), None);
        assert_eq!(similarity(&[1], &[1, 2, 3, 4, 5, 6], 0.5), None);
        assert_eq!(similarity(&[], &[], 0.0), None);
    }
}
