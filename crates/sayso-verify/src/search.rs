//! Words looked for in a text, near the place where they should be.

use std::ops::Range;

use memchr::memmem;

/// How far from its offsets a row is looked for first, in bytes. More than almost any article is
/// long, and so short that a row costs some microseconds.
pub(crate) const WINDOW: usize = 64 * 1024;

/// The stretch of the text around a place.
pub(crate) fn window(text: &str, near: usize) -> Range<usize> {
    near.saturating_sub(WINDOW)..near.saturating_add(WINDOW).min(text.len())
}

/// Where the pieces stand in order within the stretch: the longest as near to the place as it
/// comes, the others as near to it as they come. Linear in the stretch.
pub(crate) fn find(
    text: &str,
    stretch: Range<usize>,
    near: usize,
    pieces: &[&str],
) -> Option<Range<usize>> {
    let anchor =
        (0..pieces.len()).max_by_key(|&piece| pieces.get(piece).map(|piece| piece.len()))?;
    let (before, after) = (pieces.get(..anchor)?, pieces.get(anchor + 1..)?);
    let anchor = nearest(text, stretch.clone(), near, pieces.get(anchor)?)?;
    let (mut start, mut end) = (anchor.start, anchor.end);
    for piece in before.iter().rev() {
        start = last_occurrence(text, stretch.start..start, piece)?;
    }
    for piece in after {
        end = occurrences(text, end..stretch.end, piece).next()? + piece.len();
    }
    Some(start..end)
}

fn nearest(text: &str, stretch: Range<usize>, near: usize, piece: &str) -> Option<Range<usize>> {
    let start = occurrences(text, stretch, piece).min_by_key(|start| start.abs_diff(near))?;
    Some(start..start + piece.len())
}

/// Where the words stand in the stretch and are not parts of longer words.
fn occurrences<'t>(
    text: &'t str,
    stretch: Range<usize>,
    words: &'t str,
) -> impl Iterator<Item = usize> + 't {
    let bytes = text.as_bytes().get(stretch.clone()).filter(|_| !words.is_empty());
    let found = bytes.into_iter().flat_map(|bytes| memmem::find_iter(bytes, words));
    let places = found.map(move |place| stretch.start + place);
    places.filter(move |&start| is_apart(text, start, start + words.len()))
}

fn last_occurrence(text: &str, stretch: Range<usize>, words: &str) -> Option<usize> {
    let bytes = text.as_bytes().get(stretch.clone()).filter(|_| !words.is_empty())?;
    let mut places = memmem::rfind_iter(bytes, words).map(|place| stretch.start + place);
    places.find(|&start| is_apart(text, start, start + words.len()))
}

/// Whether no word goes on over either end of the stretch.
pub(crate) fn is_apart(text: &str, start: usize, end: usize) -> bool {
    !goes_on(text, start) && !goes_on(text, end)
}

/// Whether a word, or a number with the marks and the sign in it, goes on over the place: "not" is no
/// part of "cannot", "5" none of "1.5", and "can" none of "can't".
fn goes_on(text: &str, place: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..place), text.get(place..)) else { return true };
    let (mut back, mut on) = (before.chars().rev(), after.chars());
    let (last, last_but_one) = (back.next().unwrap_or(' '), back.next().unwrap_or(' '));
    let (next, next_but_one) = (on.next().unwrap_or(' '), on.next().unwrap_or(' '));
    let is_mark = |letter| matches!(letter, '.' | ',');
    let is_within_number = is_mark(last) && last_but_one.is_ascii_digit() && next.is_ascii_digit()
        || last.is_ascii_digit() && is_mark(next) && next_but_one.is_ascii_digit();
    let is_after_sign = last == '-' && next.is_ascii_digit() && !last_but_one.is_alphabetic();
    let is_negated = last == 'n' && next == '\'' && next_but_one == 't';
    is_of_word(last) && is_of_word(next) || is_within_number || is_after_sign || is_negated
}

/// Whether words are written with the character and with blanks between them; east of these
/// scripts, in Unicode too, most are written without.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() && letter < '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, near: usize, pieces: &[&str]) -> Option<&'t str> {
        text.get(find(text, 0..text.len(), near, pieces)?)
    }

    #[test]
    fn nearest_whole_word_is_taken() {
        let text = "the hen he saw, he saw there";
        assert_eq!(find(text, 0..text.len(), 0, &["he"]), Some(8..10));
        assert_eq!(find(text, 0..text.len(), 20, &["he"]), Some(16..18));
        assert_eq!(found(text, 0, &["her"]), None);
    }

    #[test]
    fn part_of_a_number_or_of_a_negation_is_not_the_whole() {
        for (text, part) in [
            ("1.5 percent", "5 percent"),
            ("by 10,000", "by 10"),
            ("at -5 C", "5 C"),
            ("I can't", "I can"),
        ] {
            assert_eq!(found(text, 0, &[part]), None, "{text}");
        }
        assert_eq!(found("covid-19 is", 0, &["19 is"]), Some("19 is"));
        assert_eq!(found("Obi's 10, and", 0, &["Obi", "10"]), Some("Obi's 10"));
    }

    #[test]
    fn pieces_are_found_around_the_longest() {
        let text = "Yes. “Yes,” she said, “it is late, and dark,” she said, “and cold.” Yes.";
        let pieces = ["“Yes,”", "“it is late, and dark,”", "“and cold.”"];
        assert_eq!(found(text, 0, &pieces), text.get(5..text.len() - 5));
        assert_eq!(found(text, 0, &["“and cold.”", "“Yes,”"]), None);
    }

    #[test]
    fn empty_words_are_nowhere() {
        assert_eq!(found("abc", 0, &[""]), None);
        assert_eq!(found("abc", 0, &[]), None);
        assert_eq!(found("", 9, &["a"]), None);
    }
}
