//! A long text in parts, so that the memory of the stages is bounded whatever one text holds.
//!
//! A stage holds some fifty to two hundred bytes for each byte of its text: tokens, scores,
//! mentions. An article is never so long that this matters, but a file in which somebody joined a
//! year of articles is. Such a text is worked on part by part, cut where the least is lost: at a
//! blank line, else at a line that ends a sentence, at the end of a sentence, at any line, at a
//! blank. What a part costs is that nothing is linked across the cut: a pronoun after it does not
//! know the names before it.

use sayso_text::{Segmentation, Span};

/// A part of a text that is worked on by itself: see
/// [`PipelineOptions::max_part_bytes`](crate::PipelineOptions::max_part_bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its bytes; the parts of a text lie side by side.
    pub span: Span,
    /// What the cut at its end goes through.
    pub end: Cut,
}

/// What the cut between two parts goes through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    /// Nothing: a paragraph ends there.
    #[default]
    Nothing,
    /// A paragraph, between two of its sentences.
    Paragraph,
    /// A sentence.
    Sentence,
}

/// The parts of a text, each of at most so many bytes; one where the text is no longer.
///
/// Linear: no part but the last is shorter than half of the most, and each is looked through from
/// its end to its middle a fixed number of times.
pub(crate) fn parts(text: &str, most: usize) -> impl Iterator<Item = Part> + '_ {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let begin = start?;
        let part = next_part(text, begin, most);
        start = Some(part.span.end()).filter(|end| *end < text.len());
        Some(part)
    })
}

fn next_part(text: &str, start: usize, most: usize) -> Part {
    if text.len() - start <= most {
        return Part { span: Span::new(start, text.len()), end: Cut::Nothing };
    }
    // A character is never cut, so a part holds at least one.
    let first = text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let latest = boundary_before(text, (start + most).max(start + first));
    let middle = boundary_before(text, start + most / 2).max(start + first).min(latest);
    let window = Span::new(middle, latest).of(text);
    let found = blank_line(window)
        .or_else(|| line_that_ends_a_sentence(window))
        .map(|at| (at, Cut::Nothing))
        .or_else(|| sentence_end(window).map(|at| (at, Cut::Paragraph)))
        .or_else(|| after_last(window, |letter| letter == '\n').map(|at| (at, Cut::Nothing)))
        .or_else(|| after_last(window, char::is_whitespace).map(|at| (at, Cut::Sentence)));
    let (at, end) = found.map_or((latest, Cut::Sentence), |(at, end)| (middle + at, end));
    Part { span: Span::new(start, at), end }
}

/// The last character boundary that is not after the byte.
fn boundary_before(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    // A character has at most four bytes.
    (byte.saturating_sub(3)..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(byte)
}

/// The byte after the last character that is such a one.
fn after_last(window: &str, is_such: impl Fn(char) -> bool) -> Option<usize> {
    let (at, letter) = window.char_indices().rev().find(|(_, letter)| is_such(*letter))?;
    Some(at + letter.len_utf8())
}

/// The byte after the last blank line.
fn blank_line(window: &str) -> Option<usize> {
    let is_blank = |before: &str| before.trim_end_matches([' ', '\t', '\r']).ends_with('\n');
    line_ends(window).find(|(before, _)| is_blank(before)).map(|(_, after)| after)
}

/// The byte after the last line that ends as a sentence does.
fn line_that_ends_a_sentence(window: &str) -> Option<usize> {
    line_ends(window).find(|(before, _)| ends_sentence(before)).map(|(_, after)| after)
}

/// What stands before each line end, and the byte after it; the last first.
fn line_ends(window: &str) -> impl Iterator<Item = (&str, usize)> {
    window.rmatch_indices('\n').map(|(at, _)| (Span::new(0, at).of(window), at + 1))
}

fn ends_sentence(before: &str) -> bool {
    let closers = ['"', '\'', '”', '’', ')', ']', '\r', ' '];
    before.trim_end_matches(closers).ends_with(['.', '!', '?', '…'])
}

/// The byte after the last blank that parts two sentences: after a full stop that follows three
/// small letters, so that no initial or title is taken for an end, and before no small letter.
fn sentence_end(window: &str) -> Option<usize> {
    let mut next = 'a';
    for (at, letter) in window.char_indices().rev() {
        let after = std::mem::replace(&mut next, letter);
        if letter == ' ' && !after.is_lowercase() && after_a_word(Span::new(0, at).of(window)) {
            return Some(at + 1);
        }
    }
    None
}

fn after_a_word(before: &str) -> bool {
    let closers = ['"', '\'', '”', '’', ')', ']'];
    // Two closing marks at most, so that a text of nothing else is not looked through again and
    // again.
    let before = before.strip_suffix(closers).unwrap_or(before);
    let before = before.strip_suffix(closers).unwrap_or(before);
    let Some(word) = before.strip_suffix(['.', '!', '?']) else { return false };
    word.chars().rev().take(3).filter(|letter| letter.is_lowercase()).count() == 3
}

/// What stands before a part, to count on from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Before {
    pub(crate) statements: usize,
    pub(crate) paragraphs: usize,
    pub(crate) sentences: usize,
}

impl Before {
    /// Counts a part. The paragraph and the sentence that its end cuts go on in the next part
    /// under their numbers.
    pub(crate) fn add(&mut self, segmentation: &Segmentation, statements: usize, end: Cut) {
        let (paragraph, sentence) = match end {
            Cut::Nothing => (0, 0),
            Cut::Paragraph => (1, 0),
            Cut::Sentence => (1, 1),
        };
        self.statements += statements;
        self.paragraphs += segmentation.paragraphs.len().saturating_sub(paragraph);
        self.sentences += segmentation.sentences.len().saturating_sub(sentence);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str, most: usize) -> Vec<&str> {
        parts(text, most).map(|part| part.span.of(text)).collect()
    }

    #[test]
    fn short_text_is_one_part() {
        assert_eq!(cut("", 10), [""]);
        assert_eq!(cut("Rain.\n\nSnow.", 12), ["Rain.\n\nSnow."]);
    }

    #[test]
    fn blank_line_is_the_best_cut() {
        let text = "Hail fell today.\n \r\nRain.\nSnow fell. Fog.";
        assert_eq!(cut(text, 28), ["Hail fell today.\n \r\n", "Rain.\nSnow fell. Fog."]);
    }

    #[test]
    fn line_that_ends_a_sentence_is_better_than_another() {
        let text = "He saw that rain\nfell.\nSnow was near,\nand hail.";
        assert_eq!(cut(text, 38)[0], "He saw that rain\nfell.\n");
    }

    #[test]
    fn paragraph_is_cut_after_a_sentence() {
        let text = "It was raining. Then Mr. Obi came. “It is late.” Yes.";
        let found: Vec<_> = parts(text, 22).map(|part| (part.span.of(text), part.end)).collect();
        assert_eq!(found[0], ("It was raining. ", Cut::Paragraph));
        assert_eq!(found[1].0, "Then Mr. Obi came. ");
    }

    #[test]
    fn sentence_is_cut_at_a_blank_and_a_word_anywhere() {
        assert_eq!(cut("rain and snow and hail", 10), ["rain and ", "snow and ", "hail"]);
        assert_eq!(cut("ßßßß", 3), ["ß", "ß", "ß", "ß"]);
        assert_eq!(cut("ßß", 0), ["ß", "ß"]);
    }

    proptest! {
        #[test]
        fn parts_are_the_text(text in "[a-z.ß \n]{0,80}", most in 0_usize..30) {
            let parts = cut(&text, most);
            prop_assert!(parts.iter().all(|part| part.len() <= most.max(2)));
            prop_assert_eq!(parts.concat(), text);
        }
    }
}
