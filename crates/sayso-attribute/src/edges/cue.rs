//! Cues that are a word of grammar alone: "to", "am", "the".
//!
//! A network that is not sure how long a cue is may keep its first word and give the rest to nobody: "we *are*
//! glad | that", "*the* request of the mayor, | that", "met *to* discuss | the dam". The verb or noun stands between
//! that word and the content, and it is the cue. Where there is none, nobody says anything.

use sayso_text::{Attribution, TokenSpan};
use sayso_words::{Traits, Words};

use super::sentence;
use crate::lexicon::Lexicon;
use crate::rules::Vocabulary;

/// How far behind the word its verb or noun stands: "*also* joined a number of colleagues in calling for".
const REACH: usize = 8;

/// Words that do not speak.
const GRAMMAR: Traits = Traits::AUXILIARY
    .with(Traits::NEGATION)
    .with(Traits::PREPOSITION)
    .with(Traits::DETERMINER)
    .with(Traits::POSSESSIVE)
    .with(Traits::COORDINATOR)
    .with(Traits::ADVERB);

/// Words that stay in the cue before the verb.
const BEFORE_VERB: Traits = Traits::AUXILIARY.with(Traits::NEGATION).with(Traits::ADVERB);

/// Completes a cue of words of grammar; false where nothing stands behind it that could be one.
pub(crate) fn complete(
    words: Words<'_>,
    (lexicon, vocabulary): (&Lexicon, &Vocabulary),
    one: &mut Attribution,
) -> bool {
    let segmentation = words.segmentation;
    let cue = segmentation.tokens_in(one.cue);
    let finder = Finder { words, lexicon, vocabulary };
    if cue.range().any(|token| finder.is_cue(token) || !words.traits(token).any(GRAMMAR)) {
        return true;
    }
    let after = one.content.iter().map(|span| segmentation.tokens_in(*span).start());
    let Some(content) = after.filter(|start| *start >= cue.end()).min() else {
        return false;
    };
    let end = content.min(sentence(segmentation, cue.start()).end()).min(cue.end() + REACH);
    let Some(found) = finder.last_before(cue.end(), end, content) else {
        return words.traits(cue.start()).any(Traits::BE);
    };
    let mut start = found;
    while start > cue.start() && words.traits(start - 1).any(BEFORE_VERB) {
        start -= 1;
    }
    let governs = found + 2 == content && words.traits(found + 1).any(Traits::PREPOSITION);
    let whole = TokenSpan::new(start, found + 1 + usize::from(governs));
    one.cue = segmentation.span(whole);
    true
}

struct Finder<'a> {
    words: Words<'a>,
    lexicon: &'a Lexicon,
    vocabulary: &'a Vocabulary,
}

impl Finder<'_> {
    /// The cue next to the content, else the first one.
    fn last_before(&self, start: usize, end: usize, content: usize) -> Option<usize> {
        let near = |token: &usize| content <= *token + 2;
        let mut cues = (start..end).filter(|token| self.is_cue(*token));
        let first = cues.next()?;
        Some(cues.find(near).filter(|_| !near(&first)).unwrap_or(first))
    }

    /// Whether the lexicon knows the word, with what must stand behind it, as a cue.
    fn is_cue(&self, token: usize) -> bool {
        let Words { text, segmentation, list, .. } = self.words;
        let Some(word) = list.get(token) else { return false };
        let forms = self.vocabulary.forms(self.vocabulary.cues(word.key)).iter();
        let mut entries = forms.filter_map(|form| self.lexicon.entries().get(form.entry));
        entries.any(|entry| {
            entry
                .tail
                .iter()
                .zip(token + 1..)
                .all(|(tail, at)| segmentation.word(text, at).eq_ignore_ascii_case(tail))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_text::span_of;

    /// The cue of "Bo CUE … CONTENT" after its completion, or nothing where it is none.
    fn completed(text: &str, cue: &str, content: &str) -> Option<String> {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let place = |words: &str| span_of(text, words);
        let lexicon = Lexicon::built_in();
        let vocabulary = Vocabulary::new(&lexicon, |_| true);
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        let words = reader.read(text, &segmentation);
        let mut one = Attribution::new(place(cue), vec![place(content)]);
        let kept = complete(words, (&lexicon, &vocabulary), &mut one);
        kept.then(|| one.cue.of(text).to_owned())
    }

    #[test]
    fn word_of_grammar_takes_the_verb_behind_it() {
        for (text, cue, content, expected) in [
            ("We are proud to row.", "are", "to row", "are proud"),
            ("They met to discuss the dam.", "to", "the dam", "discuss"),
            ("He also joined us in calling for a dam.", "also", "a dam", "calling for"),
            ("At the request of Bo, the dam will go.", "the", "the dam", "request"),
            ("It is my hope that it holds.", "is", "it holds", "hope"),
            ("They met to discuss and urge reform.", "to", "reform", "urge"),
        ] {
            assert_eq!(completed(text, cue, content).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn cue_that_speaks_stays() {
        for (text, cue, content) in [
            ("I like our odds of winning.", "like", "our odds"),
            ("According to Bo, the dam is old.", "According to", "the dam is old"),
            ("The motto is “row on”.", "is", "“row on”"),
        ] {
            assert_eq!(completed(text, cue, content).as_deref(), Some(cue), "{text}");
        }
    }

    #[test]
    fn word_of_grammar_without_a_verb_is_no_cue() {
        assert_eq!(
            completed("They came for their love of the sea.", "for", "of the sea"),
            Some("love".to_owned())
        );
        assert_eq!(completed("They came in boats of the navy.", "in", "of the navy"), None);
        assert_eq!(completed("The dam was reportedly shut.", "was", "The dam"), None);
    }
}
