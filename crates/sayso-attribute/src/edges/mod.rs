//! Where contents begin and end, as careful readers mark them.
//!
//! A network sets edges as its articles did, and those of PolNeAR did so in several ways: "asked *the mayor
//! to leave*" beside "asked the mayor *to leave*". In the strict reading whom one speaks to is no part of
//! the content ([`Addressing`]), what a noun governs is ([`preposition`]), what joins a sentence to the one
//! before is the journalist's ([`joint`]), what stands before a parenthesis is said as well
//! ([`adopt_openings`]), a plain piece of another sentence is nobody's ([`stray`]), a content goes on to the
//! end of its last phrase ([`unfinished`]), a cue is more than a word of grammar ([`cue`])
//! and no mere act ([`act`]). The broad reading
//! keeps the edges of the network: each of these costs there.

mod act;
mod addressee;
mod cue;
mod joint;
mod parenthesis;
mod preposition;
mod stray;
mod unfinished;

pub(crate) use act::Acts;
pub(crate) use addressee::Addressing;
pub(crate) use parenthesis::adopt_openings;

use sayso_tag::Reading;
use sayso_text::{Attribution, Segmentation, TokenSpan};
use sayso_words::Words;

use crate::expressive::Expressive;
use crate::lexicon::Lexicon;
use crate::rules::Vocabulary;

/// What edges are set by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edges<'a> {
    pub(crate) acts: &'a Acts,
    pub(crate) addressing: &'a Addressing,
    pub(crate) expressive: &'a Expressive,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) words: Words<'a>,
    pub(crate) reading: Reading,
}

impl Edges<'_> {
    /// Sets cue and content of one attribution. One whose cue is none has no content then.
    pub(crate) fn set(&self, text: &str, segmentation: &Segmentation, one: &mut Attribution) {
        if self.reading == Reading::Broad {
            return;
        }
        let is_cue = cue::complete(self.words, (self.lexicon, self.vocabulary), one);
        if !is_cue || self.acts.is_act(self.words, one) {
            one.content.clear();
            return;
        }
        stray::drop(self.words, one);
        unfinished::finish(self.words, one);
        joint::cut(self.words, one);
        self.addressing.cut(text, segmentation, one);
        preposition::adopt_holder(self.words, one);
        preposition::complete(self.words, (self.lexicon, self.vocabulary), one);
        preposition::give(self.words, (self.lexicon, self.vocabulary), one);
    }
}

/// Whether the token is one of the words, in whatever case.
fn is_of(text: &str, segmentation: &Segmentation, token: usize, words: &[&str]) -> bool {
    let form = segmentation.word(text, token);
    words.iter().any(|word| form.eq_ignore_ascii_case(word))
}

/// The sentence of a token.
fn sentence(segmentation: &Segmentation, token: usize) -> TokenSpan {
    let sentence = segmentation.sentences.get(segmentation.sentence_of(token));
    sentence.map(|sentence| sentence.tokens).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_text::span_of;
    use sayso_segment::Segmenter;

    /// Cue and contents after the edges of an attribution were set whose parts are named by their text.
    pub(super) fn set(
        reading: Reading,
        text: &str,
        cue: &str,
        contents: &[&str],
    ) -> (String, Vec<String>) {
        set_with(reading, text, (None, cue), contents)
    }

    /// As [`set`], of a source and a cue.
    pub(super) fn set_with(
        reading: Reading,
        text: &str,
        (source, cue): (Option<&str>, &str),
        contents: &[&str],
    ) -> (String, Vec<String>) {
        let segmentation = Segmenter::new().segment(text);
        let place = |words: &str| span_of(text, words);
        let lexicon = Lexicon::built_in();
        let vocabulary = Vocabulary::new(&lexicon, |_| true);
        let (lexicon, vocabulary) = (&lexicon, &vocabulary);
        let (acts, addressing) = (&Acts::built_in(), &Addressing::built_in());
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        let words = reader.read(text, &segmentation);
        let expressive = &Expressive::built_in();
        let edges = Edges { acts, addressing, expressive, lexicon, vocabulary, words, reading };
        let content = contents.iter().map(|words| place(words)).collect();
        let mut one = Attribution::new(place(cue), content).with_source(source.map(place));
        edges.set(text, &segmentation, &mut one);
        let contents = one.content.iter().map(|span| span.of(text).to_owned());
        (one.cue.of(text).to_owned(), contents.collect())
    }

    #[test]
    fn broad_reading_keeps_the_edges_of_the_network() {
        let text = "Lund urged the crew to row. Her support for the crew was firm.";
        let content = "the crew to row";
        assert_eq!(set(Reading::Broad, text, "urged", &[content]).1, [content]);
        assert_eq!(set(Reading::Strict, text, "urged", &[content]).1, ["to row"]);
        let broad = set(Reading::Broad, text, "support for", &["the crew was"]);
        assert_eq!(broad.0, "support for");
    }
}
