//! The type of an attribution, by the words of its cue.

use sayso_text::{AttributionType, Segmentation, TokenSpan};

use crate::lexicon::{CueClass, Entry, Lexicon};
use crate::rules::Vocabulary;

/// The type that the lexicon gives for the cue: that of its last word that is a cue, since the
/// words before it are auxiliaries and adverbs. Unknown cues are taken as communication, by far the
/// largest class.
pub(crate) fn type_of(
    text: &str,
    segmentation: &Segmentation,
    (lexicon, vocabulary): (&Lexicon, &Vocabulary),
    cue: TokenSpan,
) -> AttributionType {
    let mut lowered = String::new();
    let matches =
        |token: usize, entry: &Entry| {
            entry.tail.iter().enumerate().all(|(at, word)| {
                segmentation.word(text, token + 1 + at).eq_ignore_ascii_case(word)
            })
        };
    cue.range()
        .rev()
        .find_map(|token| {
            let word = vocabulary.word(segmentation.word(text, token), &mut lowered);
            vocabulary
                .cue_forms(word)
                .iter()
                .filter_map(|form| lexicon.entries().get(form.entry))
                .filter(|entry| matches(token, entry))
                .max_by_key(|entry| (entry.tail.len(), entry.class == CueClass::Verb))
        })
        .map_or(AttributionType::Communication, |entry| entry.attribution_type)
}
