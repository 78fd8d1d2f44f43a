//! How often a word is a cue where it stands, counted over marked texts.
//!
//! "Said" nearly always is one and "introduced" seldom. A network that has read the same sentences is too sure
//! of them to say so on others; the counts are not.

use sayso_data::CUE_WORDS;
use sayso_text::{Segmentation, TokenSpan};
use sayso_words::key::{self, KeyMap};
use sayso_words::{Reader, Traits, lines};

/// The log odds of a word that was not counted: that of one never seen, as `training/cue_words.py` has it.
const UNKNOWN: f32 = -1.1;

/// The words of `data/models/cue-words.txt` with their log odds to be a cue.
#[derive(Debug)]
pub(crate) struct CueWords {
    odds: KeyMap<f32>,
}

impl CueWords {
    /// The words that come with the program.
    pub(crate) fn built_in() -> Self {
        let pairs = lines(CUE_WORDS).filter_map(|line| line.split_once('\t'));
        let read = |(word, odds): (&str, &str)| Some((key::of_word(word), odds.parse().ok()?));
        Self { odds: pairs.filter_map(read).collect() }
    }
}

/// The words of cues, with the classes by which words of grammar are told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueWordsIn<'a> {
    pub(crate) words: &'a CueWords,
    pub(crate) reader: &'a Reader,
}

impl CueWordsIn<'_> {
    /// The highest log odds among the words of the cue that are no words of grammar.
    pub(crate) fn odds(&self, text: &str, segmentation: &Segmentation, cue: TokenSpan) -> f32 {
        let grammar = Traits::AUXILIARY
            .with(Traits::NEGATION)
            .with(Traits::PREPOSITION)
            .with(Traits::DETERMINER)
            .with(Traits::POSSESSIVE)
            .with(Traits::ANY_PRONOUN)
            .with(Traits::COORDINATOR);
        let odds = cue.range().filter_map(|token| {
            let word = key::of_word(segmentation.word(text, token));
            let is_lexical = !self.reader.classes(word).any(grammar);
            is_lexical.then(|| self.words.odds.get(&word).copied().unwrap_or(UNKNOWN))
        });
        odds.reduce(f32::max).unwrap_or(UNKNOWN)
    }
}

#[cfg(test)]
mod tests {
    use sayso_segment::Segmenter;

    use super::*;

    fn odds(cue: &str) -> f32 {
        let segmentation = Segmenter::new().segment(cue);
        let words = CueWordsIn { words: &CueWords::built_in(), reader: &Reader::new() };
        words.odds(cue, &segmentation, TokenSpan::new(0, segmentation.tokens.len()))
    }

    #[test]
    fn every_line_is_read() {
        let lines = CUE_WORDS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(CueWords::built_in().odds.len(), lines);
    }

    #[test]
    fn words_of_saying_are_cues_more_often_than_acts() {
        assert!(odds("has not yet said") > 1.0);
        assert!(odds("introduced") < 0.0 && odds("voted for") < 0.0);
        assert_eq!(odds("Said"), odds("said"));
    }

    #[test]
    fn words_of_grammar_say_nothing() {
        assert_eq!(odds("of the"), UNKNOWN);
        assert_eq!(odds("had said to"), odds("said"));
    }
}
