//! The stages between segmentation and attributions, on one thread.

use sayso_attribute::{AttributorWorker, Explanation};
use sayso_resolve::NameScores;
use sayso_tag::TaggerWorker;
use sayso_text::Attribution;
use sayso_words::Words;

/// The buffers between segmentation and attributions: evidence from the network, where there is
/// one, or else from the rules.
#[derive(Debug)]
pub(crate) struct Finder<'p> {
    pub(crate) tagger: Option<TaggerWorker<'p>>,
    pub(crate) attributor: AttributorWorker<'p>,
}

impl Finder<'_> {
    /// The attributions, and what the network says of the names.
    pub(crate) fn attribute(&mut self, words: Words<'_>) -> (&[Attribution], &[NameScores]) {
        match &mut self.tagger {
            Some(tagger) => {
                let scores = tagger.tag(words.text, words.segmentation);
                let found = self.attributor.attribute_by(words, scores);
                (found, scores.entities())
            }
            None => (self.attributor.attribute(words), &[]),
        }
    }

    /// The attributions of a text whose paragraphs are contents of statements.
    pub(crate) fn attribute_inner(&mut self, words: Words<'_>) -> &[Attribution] {
        match &mut self.tagger {
            Some(tagger) => {
                let scores = tagger.tag_inner(words.text, words.segmentation);
                self.attributor.attribute_paragraphs_by(words, scores)
            }
            None => self.attributor.attribute_paragraphs(words),
        }
    }

    pub(crate) fn explain(&mut self, words: Words<'_>) -> Vec<Explanation> {
        match &mut self.tagger {
            Some(tagger) => {
                let scores = tagger.tag(words.text, words.segmentation);
                self.attributor.explain_by(words, scores)
            }
            None => self.attributor.explain(words),
        }
    }
}
