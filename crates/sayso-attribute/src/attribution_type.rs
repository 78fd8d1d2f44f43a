//! The type of an attribution, by the words of its cue.

use sayso_tag::TypeScores;
use sayso_text::{AttributionType, Segmentation, TokenSpan};
use sayso_words::key;

use crate::lexicon::{CueClass, Entry, Lexicon};
use crate::rules::Vocabulary;

/// What the word of a cue weighs beside what a network reads in its sentence, in log odds: "provides"
/// is communication in the lexicon, and in few sentences. With 1, 2 and 3 of the large network's rows on
/// other news 93.9, 94.1 and 94.5 % have the right type, by its words alone 92.9, by the network alone 90.7.
const WORD: f32 = 2.0;

/// The type of a cue, by its words and by what a network says of it where it does.
pub(crate) fn by_words_and_scores(
    by_words: AttributionType,
    scores: Option<TypeScores>,
) -> AttributionType {
    let Some(scores) = scores else { return by_words };
    let weighed = AttributionType::ALL.iter().zip(scores).map(|(it, score)| {
        let word = if *it == by_words { WORD } else { 0.0 };
        (*it, score + word)
    });
    weighed
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map_or(by_words, |it| it.0)
}

/// The type that the lexicon gives for the cue: that of its last word that is a cue, since the
/// words before it are auxiliaries and adverbs. Unknown cues are taken as communication, by far the
/// largest class.
pub(crate) fn type_of(
    text: &str,
    segmentation: &Segmentation,
    (lexicon, vocabulary): (&Lexicon, &Vocabulary),
    cue: TokenSpan,
) -> AttributionType {
    let matches =
        |token: usize, entry: &Entry| {
            entry.tail.iter().enumerate().all(|(at, word)| {
                segmentation.word(text, token + 1 + at).eq_ignore_ascii_case(word)
            })
        };
    cue.range()
        .rev()
        .find_map(|token| {
            let cues = vocabulary.cues(key::of_word(segmentation.word(text, token)));
            vocabulary
                .forms(cues)
                .iter()
                .filter_map(|form| lexicon.entries().get(form.entry))
                .filter(|entry| matches(token, entry))
                .max_by_key(|entry| (entry.tail.len(), entry.class == CueClass::Verb))
        })
        .map_or(AttributionType::Communication, |entry| entry.attribution_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_overrules_the_word_where_it_is_sure() {
        use AttributionType::{Attitude, Communication, Control};
        let by = |scores| by_words_and_scores(Communication, scores);
        assert_eq!(by(None), Communication);
        assert_eq!(by(Some([0.0, 1.5, 0.0, 0.0])), Communication);
        assert_eq!(by(Some([0.0, 0.0, 0.0, 4.0])), Control);
        assert_eq!(by(Some([0.0, 4.0, 0.0, 3.0])), Attitude);
    }

    #[test]
    fn types_stand_in_the_order_of_the_network() {
        let names: Vec<&str> = AttributionType::ALL.iter().map(|it| it.name()).collect();
        assert_eq!(names, sayso_tag::TYPES);
    }
}
