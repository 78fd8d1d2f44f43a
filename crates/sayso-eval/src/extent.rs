//! Sets of letters of a text, kept as ranges.
//!
//! The measures compare spans by their letters and digits alone, so that white space and marks at
//! the edges do not count. Every letter of a text has a rank; a set of letters is a list of ranges
//! of ranks, and the sizes of intersections come without looking at single letters.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Runs of what Python's `str.isalnum` holds true for: the general categories L and N.
static LETTERS: LazyLock<Regex> = LazyLock::new(|| compiled(r"[\p{L}\p{N}]+"));

/// Words as the reference scorer counts them: Python's `\w` is L, N and the underscore.
static WORDS: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}_]+)*"));

/// Stretches between quotation marks as the reference scorer finds them.
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r#"(?m)“[^“”]*(?:”|$)|"[^"\n]*(?:"|$)|(?:''|``)[^\n]*?(?:''|$)"#));

#[expect(clippy::expect_used, reason = "the patterns are constants that the tests compile")]
fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// The letters of one text, numbered.
#[derive(Debug)]
pub(crate) struct Letters<'t> {
    text: &'t str,
    /// The byte at which each code point starts.
    starts: Vec<usize>,
    /// The number of letters before each code point, and before the end of the text.
    ranks: Vec<usize>,
}

impl<'t> Letters<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let mut runs = LETTERS.find_iter(text).peekable();
        let mut letters = Self { text, starts: Vec::new(), ranks: vec![0] };
        let mut rank = 0;
        for (byte, _) in text.char_indices() {
            while runs.next_if(|run| run.end() <= byte).is_some() {}
            rank += usize::from(runs.peek().is_some_and(|run| run.start() <= byte));
            letters.starts.push(byte);
            letters.ranks.push(rank);
        }
        letters
    }

    /// The letters inside spans of code points; what lies outside the text is passed over.
    pub(crate) fn inside(&self, spans: &[[i64; 2]]) -> Extent {
        let rank = |offset: i64| {
            let place = usize::try_from(offset.max(0)).unwrap_or(usize::MAX).min(self.starts.len());
            self.ranks.get(place).copied().unwrap_or_default()
        };
        Extent::of(spans.iter().map(|&[start, end]| rank(start)..rank(end)).collect())
    }

    /// The letters between quotation marks.
    pub(crate) fn quoted(&self) -> Extent {
        let matches = QUOTED.find_iter(self.text);
        Extent::of(matches.map(|m| self.rank_at(m.start())..self.rank_at(m.end())).collect())
    }

    /// The rank of the first letter of each word that begins with one.
    pub(crate) fn word_starts(&self) -> Vec<usize> {
        WORDS
            .find_iter(self.text)
            .filter(|word| !word.as_str().starts_with('_'))
            .map(|word| self.rank_at(word.start()))
            .collect()
    }

    /// The text under spans of code points, joined by an ellipsis.
    pub(crate) fn under(&self, spans: &[[i64; 2]]) -> String {
        let byte = |offset: i64| {
            let place = usize::try_from(offset.max(0)).unwrap_or(usize::MAX);
            self.starts.get(place).copied().unwrap_or(self.text.len())
        };
        let pieces = spans.iter().filter_map(|&[start, end]| self.text.get(byte(start)..byte(end)));
        pieces.collect::<Vec<_>>().join(" … ")
    }

    fn rank_at(&self, byte: usize) -> usize {
        let place = self.starts.partition_point(|&start| start < byte);
        self.ranks.get(place).copied().unwrap_or_default()
    }
}

/// A set of letters: ranges of ranks, sorted, neither empty nor touching each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent(Vec<Range<usize>>);

impl Extent {
    fn of(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.retain(|range| range.start < range.end);
        ranges.sort_unstable_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        Self(merged)
    }

    /// The letters of any of the sets.
    pub(crate) fn union(sets: &[Self]) -> Self {
        Self::of(sets.iter().flat_map(|set| set.0.iter().cloned()).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of letters.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(ExactSizeIterator::len).sum()
    }

    /// The first and the last letter.
    pub(crate) fn bounds(&self) -> Option<(usize, usize)> {
        Some((self.0.first()?.start, self.0.last()?.end - 1))
    }

    /// The number of letters in both sets.
    pub(crate) fn overlap(&self, other: &Self) -> usize {
        let (mut here, mut there, mut shared) = (self.0.iter(), other.0.iter(), 0);
        let (mut left, mut right) = (here.next(), there.next());
        while let (Some(a), Some(b)) = (left, right) {
            shared += a.end.min(b.end).saturating_sub(a.start.max(b.start));
            if a.end <= b.end {
                left = here.next();
            } else {
                right = there.next();
            }
        }
        shared
    }

    /// Whether the letter of this rank is in the set. Logarithmic.
    pub(crate) fn holds(&self, rank: usize) -> bool {
        let after = self.0.partition_point(|range| range.start <= rank);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|r| r.contains(&rank))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_at_the_edges_do_not_count() {
        let letters = Letters::of("“Rain – is likely,” she said.");
        assert_eq!(letters.inside(&[[0, 19]]), letters.inside(&[[1, 17]]));
        assert_eq!(letters.inside(&[[0, 19]]).len(), 12);
        assert!(letters.inside(&[[5, 8]]).is_empty());
    }

    #[test]
    fn combining_marks_are_no_letters() {
        assert_eq!(Letters::of("re\u{301}sume\u{301} ½ ٣").inside(&[[0, 99]]).len(), 8);
    }

    #[test]
    fn spans_beyond_the_text_are_cut() {
        let letters = Letters::of("abc");
        assert_eq!(letters.inside(&[[-4, 2], [1, 900]]).bounds(), Some((0, 2)));
        assert!(letters.inside(&[[3, 1]]).is_empty());
    }

    #[test]
    fn unbalanced_mark_quotes_to_the_end_of_the_line() {
        let letters = Letters::of("He \"left.\nThen ''no'' more");
        assert_eq!(letters.quoted().len(), "left".len() + "no".len());
    }

    #[test]
    fn apostrophes_join_words() {
        assert_eq!(Letters::of("it’s _odd_ don't x9").word_starts(), [0, 6, 10]);
    }

    proptest! {
        #[test]
        fn overlap_is_that_of_the_sets(
            left in prop::collection::vec([-2_i64..40, -2_i64..40], 0..6),
            right in prop::collection::vec([-2_i64..40, -2_i64..40], 0..6),
            text in "[a-c é.]{0,40}",
        ) {
            let letters = Letters::of(&text);
            let (left, right) = (letters.inside(&left), letters.inside(&right));
            let both = (0..40).filter(|&rank| left.holds(rank) && right.holds(rank)).count();
            prop_assert_eq!(left.overlap(&right), both);
            prop_assert_eq!(left.len(), (0..40).filter(|&rank| left.holds(rank)).count());
        }
    }
}
