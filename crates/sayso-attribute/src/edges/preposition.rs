//! What a noun governs: after a noun as cue the preposition opens the content ("her support | *for the
//! plan*"), after a verb or an adjective it belongs to the cue ("called for | the plan").

use sayso_text::{Attribution, TokenSpan};
use sayso_words::{Traits, Words};

use super::is_of;
use crate::lexicon::{CueClass, Lexicon};
use crate::rules::Vocabulary;

/// Prepositions that nouns of speech, thought and will govern.
const PREPOSITIONS: [&str; 10] =
    ["to", "for", "of", "on", "about", "in", "with", "against", "over", "into"];

/// Endings that verbs and adjectives have not.
const NOMINAL: [&str; 8] = ["tion", "sion", "tions", "sions", "ment", "ments", "ism", "ness"];

/// Gives the preposition at the end of a cue that is a noun to the content behind it.
pub(crate) fn give(words: Words<'_>, cues: (&Lexicon, &Vocabulary), one: &mut Attribution) {
    let Words { text, segmentation, .. } = words;
    let cue = segmentation.tokens_in(one.cue);
    let Some(preposition) = cue.range().next_back().filter(|_| cue.len() > 1) else { return };
    if !is_of(text, segmentation, preposition, &PREPOSITIONS) {
        return;
    }
    let noun = Noun { words, cues, cue };
    let follows =
        |span: &&mut sayso_text::Span| segmentation.tokens_in(**span).start() == cue.end();
    let Some(content) = one.content.iter_mut().find(follows) else { return };
    if noun.is_before(preposition) {
        *content = segmentation.span(TokenSpan::new(preposition, cue.end())).join(*content);
        one.cue = segmentation.span(TokenSpan::new(cue.start(), preposition));
    }
}

struct Noun<'a> {
    words: Words<'a>,
    cues: (&'a Lexicon, &'a Vocabulary),
    cue: TokenSpan,
}

impl Noun<'_> {
    /// Whether the word before the preposition is a noun here.
    fn is_before(&self, preposition: usize) -> bool {
        let token = preposition - 1;
        let Words { text, segmentation, list, .. } = self.words;
        let form = segmentation.word(text, token).to_lowercase();
        if NOMINAL.iter().any(|ending| form.len() > ending.len() + 2 && form.ends_with(ending)) {
            return true;
        }
        let (lexicon, vocabulary) = self.cues;
        let cues = list.get(token).map(|word| vocabulary.cues(word.key)).unwrap_or_default();
        let entries = vocabulary.forms(cues).iter();
        let mut entries = entries.filter_map(|form| lexicon.entries().get(form.entry));
        let is_of_class = |class| move |entry: &&crate::lexicon::Entry| entry.class == class;
        if !entries.clone().any(|entry| is_of_class(CueClass::Noun)(&entry)) {
            return false;
        }
        let governs = |entry: &crate::lexicon::Entry| {
            entry.class == CueClass::Verb
                && entry.tail.first().is_some_and(|particle| {
                    is_of(text, segmentation, preposition, &[particle.as_str()])
                })
        };
        !entries.any(governs) || self.is_determined(token)
    }

    /// Whether a determiner or a genitive stands before the word, or a verb with it in the cue.
    fn is_determined(&self, token: usize) -> bool {
        let Some(before) = token.checked_sub(1) else { return false };
        let before = self.words.traits(before);
        let determining = Traits::DETERMINER.with(Traits::POSSESSIVE).with(Traits::GENITIVE);
        let light =
            self.cue.start() < token && !before.any(Traits::ADVERBIAL.with(Traits::AUXILIARY));
        before.any(determining) || light
    }
}

#[cfg(test)]
mod tests {
    use sayso_tag::Reading;

    use super::super::tests::set;

    fn given(text: &str, cue: &str, content: &str) -> String {
        let (cue, contents) = set(Reading::Strict, text, cue, &[content]);
        format!("{cue} | {}", contents.concat())
    }

    #[test]
    fn noun_gives_its_preposition_to_the_content() {
        for (text, cue, content, expected) in [
            (
                "Her opposition to the dam grew.",
                "opposition to",
                "the dam",
                "opposition | to the dam",
            ),
            ("His support for Bo is firm.", "support for", "Bo", "support | for Bo"),
            ("The condemnation of it came.", "condemnation of", "it", "condemnation | of it"),
            ("They made a call for peace.", "made a call for", "peace", "made a call | for peace"),
        ] {
            assert_eq!(given(text, cue, content), expected);
        }
    }

    #[test]
    fn verb_and_adjective_keep_it() {
        for (text, cue, content) in [
            ("They call for peace.", "call for", "peace"),
            ("They are opposed to the dam.", "are opposed to", "the dam"),
            ("He spoke of peace.", "spoke of", "peace"),
            ("They agreed to the plan.", "agreed to", "the plan"),
            ("She is worried about it.", "is worried about", "it"),
        ] {
            assert_eq!(given(text, cue, content), format!("{cue} | {content}"));
        }
    }
}
