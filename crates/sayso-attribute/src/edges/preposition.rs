//! What a noun governs: after a noun as cue the preposition opens the content ("her support | *for the
//! plan*"), after a verb or an adjective it belongs to the cue ("called for | the plan").

use sayso_text::{Attribution, Span, TokenKind, TokenSpan};
use sayso_words::{Traits, Words};

use super::is_of;
use crate::lexicon::{CueClass, Lexicon};
use crate::rules::Vocabulary;

/// Prepositions that nouns of speech, thought and will govern.
const PREPOSITIONS: [&str; 10] =
    ["to", "for", "of", "on", "about", "in", "with", "against", "over", "into"];

/// Endings that verbs and adjectives have not.
const NOMINAL: [&str; 8] = ["tion", "sion", "tions", "sions", "ment", "ments", "ism", "ness"];

/// Gives the preposition at the end of a cue that is a noun, or behind it, to the content that follows.
pub(crate) fn give(words: Words<'_>, cues: (&Lexicon, &Vocabulary), one: &mut Attribution) {
    let Words { text, segmentation, .. } = words;
    let cue = segmentation.tokens_in(one.cue);
    let noun = Noun { words, cues, cue };
    let is_preposition = |token: usize| is_of(text, segmentation, token, &PREPOSITIONS);
    let preposition = match cue.range().next_back() {
        Some(last) if cue.len() > 1 && is_preposition(last) => last,
        _ if is_preposition(cue.end()) => cue.end(),
        _ => return,
    };
    let follows = |span: &&mut Span| segmentation.tokens_in(**span).start() == preposition + 1;
    let Some(content) = one.content.iter_mut().find(follows) else { return };
    if noun.is_before(preposition) {
        let opening = TokenSpan::new(preposition, preposition + 1);
        *content = segmentation.span(opening).join(*content);
        one.cue = segmentation.span(TokenSpan::new(cue.start(), preposition));
    }
}

/// Gives the noun behind an adjective to a cue that is the adjective alone: "my *deepest* | condolences".
pub(crate) fn complete(
    words: Words<'_>,
    (lexicon, vocabulary): (&Lexicon, &Vocabulary),
    one: &mut Attribution,
) {
    let segmentation = words.segmentation;
    let (cue, source) = (segmentation.tokens_in(one.cue), one.source);
    let Some(source) = source.map(|source| segmentation.tokens_in(source)) else { return };
    let is_noun = |token: usize| {
        let cues = words.list.get(token).map(|word| vocabulary.cues(word.key)).unwrap_or_default();
        let mut entries = vocabulary.forms(cues).iter();
        entries.any(|form| {
            lexicon.entries().get(form.entry).is_some_and(|entry| entry.class == CueClass::Noun)
        })
    };
    let owned = source.len() == 1
        && source.end() == cue.start()
        && words.traits(source.start()).any(Traits::POSSESSIVE);
    let free = one.content.iter().all(|span| !segmentation.tokens_in(*span).holds(cue.end()));
    if owned && free && cue.len() == 1 && !is_noun(cue.start()) && is_noun(cue.end()) {
        one.cue = segmentation.span(TokenSpan::new(cue.start(), cue.end() + 1));
    }
}

/// Takes whom "of" names behind a noun that is the cue for the source, where there is none: "the hope of Obi to row".
pub(crate) fn adopt_holder(words: Words<'_>, one: &mut Attribution) {
    let Words { text, segmentation, .. } = words;
    let cue = segmentation.tokens_in(one.cue);
    let [content] = one.content.as_slice() else { return };
    let content = segmentation.tokens_in(*content);
    let clause = is_of(text, segmentation, content.start(), &["to", "that"]);
    let is_holder = one.source.is_none()
        && clause
        && is_of(text, segmentation, cue.end(), &["of"])
        && (cue.end() + 2..=cue.end() + 1 + LONGEST_HOLDER).contains(&content.start());
    let holder = TokenSpan::new(cue.end() + 1, content.start());
    let plain = |token: usize| {
        let kind = segmentation.tokens.get(token).map(|token| token.kind);
        kind == Some(TokenKind::Word) && !words.traits(token).any(Traits::FINITE)
    };
    if is_holder && holder.range().all(plain) {
        one.source = Some(segmentation.span(holder));
    }
}

/// The most tokens of who holds it: "the people of the old port and their families".
const LONGEST_HOLDER: usize = 10;

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
    use super::*;
    use crate::test_text::span_of;

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
    fn holder_behind_of_is_the_source() {
        let holder = |text: &str, cue: &str, content: &str| {
            let segmentation = sayso_segment::Segmenter::new().segment(text);
            let place = |words: &str| span_of(text, words);
            let reader = sayso_words::Reader::new();
            let mut reader = reader.worker();
            let mut one = Attribution::new(place(cue), vec![place(content)]);
            adopt_holder(reader.read(text, &segmentation), &mut one);
            one.source.map(|source| source.of(text).to_owned())
        };
        let text = "It is the hope of the crew to row.";
        assert_eq!(holder(text, "hope", "to row").as_deref(), Some("the crew"));
        assert_eq!(holder("It is the hope of peace.", "hope", "peace"), None);
        assert_eq!(holder("The report of deaths in Lisse is old.", "report", "in Lisse"), None);
        assert_eq!(holder("The plan of the crew is to row.", "plan", "to row"), None);
    }

    #[test]
    fn preposition_that_stands_free_goes_to_the_content() {
        let text = "Their commitment to peace is firm.";
        assert_eq!(given(text, "commitment", "peace"), "commitment | to peace");
        let text = "They spoke to peace envoys.";
        assert_eq!(given(text, "spoke", "peace envoys"), "spoke | peace envoys");
    }

    #[test]
    fn adjective_alone_takes_its_noun() {
        let text = "my deepest condolences to the crew";
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let (lexicon, reader) = (Lexicon::built_in(), sayso_words::Reader::new());
        let vocabulary = Vocabulary::new(&lexicon, |_| true);
        let mut reader = reader.worker();
        let words = reader.read(text, &segmentation);
        let mut one = Attribution::new(Span::new(3, 10), vec![Span::new(26, 34)]);
        one.source = Some(Span::new(0, 2));
        complete(words, (&lexicon, &vocabulary), &mut one);
        give(words, (&lexicon, &vocabulary), &mut one);
        assert_eq!(one.cue.of(text), "deepest condolences");
        assert_eq!(one.content[0].of(text), "to the crew");
        one.source = None;
        one.cue = Span::new(3, 10);
        complete(words, (&lexicon, &vocabulary), &mut one);
        assert_eq!(one.cue.of(text), "deepest");
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
