//! The passage that comes nearest to words that are not in the text.

use std::ops::Range;

use memchr::memmem;
use sayso_text::Span;

use crate::fold::Folded;

/// A passage that agrees in fewer characters says nothing.
const FEWEST: usize = 6;

/// How many characters are shown on either side of the place where two texts part.
const SHOWN: usize = 24;

/// A text that was folded to compare it.
#[derive(Clone, Copy)]
pub(crate) struct Source<'s> {
    pub(crate) text: &'s str,
    pub(crate) folded: &'s Folded,
}

/// Where the text and the words part: bytes in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parting {
    pub(crate) text: usize,
    pub(crate) words: usize,
}

/// Where the text parts from the words: after the longest beginning of them that it has, or before
/// their longest end. Looks at the stretch some thirty times at most, since a beginning is there
/// only if all shorter ones are.
pub(crate) fn parting(
    text: Source<'_>,
    words: Source<'_>,
    stretch: Range<usize>,
) -> Option<Parting> {
    let hay = text.folded.text().as_bytes().get(stretch.clone())?;
    let pattern = words.folded.trimmed();
    let offset = words.folded.text().len() - words.folded.text().trim_start_matches(' ').len();
    let places: Vec<usize> = pattern.char_indices().map(|(place, _)| place).collect();
    let has =
        |part: Option<&str>| part.is_some_and(|part| memmem::find(hay, part.as_bytes()).is_some());
    let beginning = places.partition_point(|&end| has(pattern.get(..end))).saturating_sub(1);
    let ending = places.partition_point(|&start| !has(pattern.get(start..)));
    if beginning.max(places.len() - ending) < FEWEST {
        return None;
    }
    let after_beginning = beginning >= places.len() - ending;
    let at = *places.get(if after_beginning { beginning } else { ending })?;
    let part = if after_beginning { pattern.get(..at) } else { pattern.get(at..) }?;
    let found = stretch.start + memmem::find(hay, part.as_bytes())?;
    let parts = if after_beginning { found + part.len() } else { found };
    Some(Parting {
        text: text.folded.origin(text.text, parts, parts).end(),
        words: words.folded.origin(words.text, offset + at, offset + at).end(),
    })
}

/// Some words around a place, on one line.
pub(crate) fn around(text: &str, place: usize) -> String {
    let (before, after) =
        (Span::new(0, place.min(text.len())).of(text), text.get(place..).unwrap_or_default());
    let from = before.char_indices().rev().nth(SHOWN - 1).map_or(0, |(start, _)| start);
    let to = after.char_indices().nth(SHOWN).map_or(after.len(), |(end, _)| end);
    let shown = Span::new(from, place + to).of(text);
    let lead = if from > 0 { "…" } else { "" };
    let tail = if to < after.len() { "…" } else { "" };
    let line: String =
        shown.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("{lead}{line}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parting_of(text: &str, words: &str) -> Option<(usize, usize)> {
        let (folded, pattern) = (Folded::of(text), Folded::of(words));
        let (text, words) =
            (Source { text, folded: &folded }, Source { text: words, folded: &pattern });
        parting(text, words, 0..folded.text().len()).map(|parting| (parting.text, parting.words))
    }

    #[test]
    fn texts_part_after_the_longest_beginning() {
        let text = "Obi: the bridge is safe, and open.";
        assert_eq!(parting_of(text, "the bridge is sound, and open."), Some((20, 15)));
    }

    #[test]
    fn texts_part_before_the_longest_end() {
        assert_eq!(
            parting_of("A bridge is safe, and open.", "The bridge is safe, and open."),
            Some((1, 3))
        );
    }

    #[test]
    fn words_that_have_nothing_in_common_part_nowhere() {
        assert_eq!(parting_of("Rain.", "Snow."), None);
        assert_eq!(parting_of("", "Snow and hail"), None);
        assert_eq!(parting_of("Snow and hail", ""), None);
    }

    #[test]
    fn surroundings_are_cut_and_on_one_line() {
        let text = "a".repeat(40) + "\n" + &"é".repeat(40);
        assert_eq!(around(&text, 41), format!("…{} {}…", "a".repeat(23), "é".repeat(24)));
        assert_eq!(around("ab", 1), "ab");
        assert_eq!(around("", 0), "");
    }
}
