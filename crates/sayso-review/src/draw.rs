//! Drawing at random, and keeping the few that come first.
//!
//! A seed gives each row a number that looks random, and those with the smallest numbers are the
//! sample. So the sample does not depend on the order of the table, one pass with memory for the
//! sample alone draws it, and a larger sample begins with the smaller one.

use std::collections::BinaryHeap;

/// The number that the seed gives to a thing of this name; the same on every machine.
///
/// FNV-1a over the parts of the name, each with its end, mixed with the seed by the finaliser of
/// SplitMix64 (Steele, Lea and Flood 2014).
///
/// ```
/// use sayso_review::rank;
///
/// assert_eq!(rank(7, &["wire", "S1"]), rank(7, &["wire", "S1"]));
/// assert_ne!(rank(7, &["wire", "S1"]), rank(8, &["wire", "S1"]));
/// assert_ne!(rank(7, &["wire", "S1"]), rank(7, &["wireS", "1"]));
/// ```
#[must_use]
pub fn rank(seed: u64, name: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in name {
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    mixed(hash ^ mixed(seed))
}

fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Of all that is offered, those with the smallest keys.
///
/// ```
/// use sayso_review::Drawn;
///
/// let mut drawn = Drawn::new(2);
/// for (key, name) in [(5, "e"), (1, "a"), (3, "c")] {
///     drawn.offer(key, || name);
/// }
/// assert_eq!(drawn.seen(), 3);
/// assert_eq!(drawn.into_sorted(), ["a", "c"]);
/// ```
#[derive(Debug)]
pub struct Drawn<K, T> {
    most: usize,
    seen: u64,
    kept: BinaryHeap<Kept<K, T>>,
}

/// What was offered, by its key and then by its turn.
#[derive(Debug)]
struct Kept<K, T> {
    key: (K, u64),
    value: T,
}

impl<K: Ord, T> Drawn<K, T> {
    /// None yet, and never more than so many.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, seen: 0, kept: BinaryHeap::new() }
    }

    /// Keeps what the function makes, if its key is among the smallest so far. Of equal keys the
    /// first stays.
    pub fn offer(&mut self, key: K, make: impl FnOnce() -> T) {
        let key = (key, self.seen);
        self.seen += 1;
        if self.kept.len() == self.most {
            if self.kept.peek().is_none_or(|largest| largest.key <= key) {
                return;
            }
            self.kept.pop();
        }
        self.kept.push(Kept { key, value: make() });
    }

    /// How many were offered.
    #[must_use]
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// What was kept, in the order of the keys.
    #[must_use]
    pub fn into_sorted(self) -> Vec<T> {
        self.kept.into_sorted_vec().into_iter().map(|kept| kept.value).collect()
    }
}

impl<K: Ord, T> Ord for Kept<K, T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

impl<K: Ord, T> PartialOrd for Kept<K, T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: Ord, T> PartialEq for Kept<K, T> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<K: Ord, T> Eq for Kept<K, T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_drawn_about_as_often_as_any_other() {
        let names: Vec<String> = (1..=40).map(|number| format!("S{number}")).collect();
        let mut drawn = vec![0_u32; names.len()];
        for seed in 0..4_000 {
            let mut sample = Drawn::new(10);
            for (place, name) in names.iter().enumerate() {
                sample.offer(rank(seed, &["wire", name]), || place);
            }
            sample.into_sorted().into_iter().for_each(|place| drawn[place] += 1);
        }
        // 1,000 times each, with a standard deviation of 27.
        assert!(drawn.iter().all(|times| (880..1_120).contains(times)), "{drawn:?}");
    }

    #[test]
    fn larger_sample_begins_with_the_smaller() {
        let sample = |most| {
            let mut sample = Drawn::new(most);
            (0..90).for_each(|n: u32| sample.offer(rank(1, &[&n.to_string()]), || n));
            sample.into_sorted()
        };
        assert_eq!(sample(60)[..20], sample(20));
        assert_eq!((sample(0).len(), sample(100).len()), (0, 90));
    }

    #[test]
    fn first_of_equal_keys_stays() {
        let mut drawn = Drawn::new(1);
        drawn.offer(0, || "first");
        drawn.offer(0, || "second");
        assert_eq!(drawn.into_sorted(), ["first"]);
    }
}
