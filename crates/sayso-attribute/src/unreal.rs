//! What nobody said: "Had Obi said no, the dam would stand."

use sayso_text::{Attribution, TokenSpan};
use sayso_words::{Traits, Words};

/// The most words between "had" and the verb: "Had the mayor of the old port said".
const LONGEST: usize = 10;

/// Whether "had" before the source and a verb without one tell that it was not so. A question is none.
pub(crate) fn is_unreal(words: Words<'_>, one: &Attribution) -> bool {
    let segmentation = words.segmentation;
    let source = one.source.map(|source| segmentation.tokens_in(source));
    source.is_some_and(|source| is_inverted(words, source, segmentation.tokens_in(one.cue)))
}

/// As [`is_unreal`], of a source and a cue.
pub(crate) fn is_inverted(words: Words<'_>, source: TokenSpan, cue: TokenSpan) -> bool {
    let Words { text, segmentation, .. } = words;
    let is_had = |token: usize| segmentation.word(text, token).eq_ignore_ascii_case("had");
    let sentence = segmentation.sentences.get(segmentation.sentence_of(cue.start()));
    let Some(sentence) = sentence.map(|it| it.tokens) else { return false };
    let had = [Some(source.start()), source.start().checked_sub(1)].into_iter().flatten();
    let Some(had) = had.into_iter().find(|token| is_had(*token)) else { return false };
    let opens = had == sentence.start()
        || had.checked_sub(1).is_some_and(|before| words.traits(before).any(Traits::MARK));
    let asks = sentence.range().rev().take(3).any(|at| segmentation.word(text, at) == "?");
    let near = source.end() <= cue.start() && cue.start() - had <= LONGEST;
    opens && near && !asks && !words.traits(cue.start()).any(Traits::FINITE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_text::span_of;

    fn unreal(text: &str, source: &str, cue: &str) -> bool {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let place = |words: &str| span_of(text, words);
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        let one = Attribution::new(place(cue), vec![]).with_source(Some(place(source)));
        is_unreal(reader.read(text, &segmentation), &one)
    }

    #[test]
    fn had_before_the_subject_tells_what_was_not() {
        let text = "Had the mayor told them of the leak, they would have left.";
        assert!(unreal(text, "the mayor", "told"));
        assert!(unreal(text, "Had the mayor", "told"));
        assert!(unreal("They would have left, had she told them of it.", "she", "told"));
    }

    #[test]
    fn what_was_said_or_is_asked_is_real() {
        assert!(!unreal("Had the mayor told them of the leak?", "the mayor", "told"));
        assert!(!unreal("The mayor had told them of the leak.", "The mayor", "had told"));
        assert!(!unreal("Those who had money said it was lost.", "money", "said"));
    }
}
