//! The stages between segmentation and attributions, on one thread.

use sayso_attribute::{AttributorWorker, Explanation};
use sayso_resolve::NameScores;
use sayso_tag::TaggerWorker;
use sayso_text::{Attribution, Segmentation};

/// The buffers between segmentation and attributions: evidence from the network, where there is
/// one, or else from the rules.
#[derive(Debug)]
pub(crate) struct Finder<'p> {
    pub(crate) tagger: Option<TaggerWorker<'p>>,
    pub(crate) attributor: AttributorWorker<'p>,
}

impl Finder<'_> {
    /// The attributions, and what the network says of the names.
    pub(crate) fn attribute(
        &mut self,
        text: &str,
        segmentation: &Segmentation,
    ) -> (&[Attribution], &[NameScores]) {
        match &mut self.tagger {
            Some(tagger) => {
                let scores = tagger.tag(text, segmentation);
                let found = self.attributor.attribute_by(text, segmentation, scores);
                (found, scores.entities())
            }
            None => (self.attributor.attribute(text, segmentation), &[]),
        }
    }

    /// The attributions of a text whose paragraphs are contents of statements.
    pub(crate) fn attribute_inner(
        &mut self,
        text: &str,
        segmentation: &Segmentation,
    ) -> &[Attribution] {
        match &mut self.tagger {
            Some(tagger) => {
                let scores = tagger.tag_inner(text, segmentation);
                self.attributor.attribute_paragraphs_by(text, segmentation, scores)
            }
            None => self.attributor.attribute_paragraphs(text, segmentation),
        }
    }

    pub(crate) fn explain(&mut self, text: &str, segmentation: &Segmentation) -> Vec<Explanation> {
        match &mut self.tagger {
            Some(tagger) => {
                let scores = tagger.tag(text, segmentation);
                self.attributor.explain_by(text, segmentation, scores)
            }
            None => self.attributor.explain(text, segmentation),
        }
    }
}
