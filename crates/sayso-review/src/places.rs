//! Words of an article as a file of corrections speaks of them.

use sayso_export::{OffsetMap, Offsets};
use sayso_text::{Segmentation, Span};

use crate::{Change, Piece};

/// An article with its paragraphs and sentences, and the unit in which its offsets count.
///
/// ```
/// use sayso_review::Places;
/// use sayso_text::{Kind, Span};
///
/// let text = "“Rain is near,” she said. It did rain.";
/// let segmentation = sayso_segment::Segmenter::new().segment(text);
/// let places = Places { text, segmentation: &segmentation, offsets: Default::default() };
/// let change = places.content(&[Span::new(0, 19)]);
/// assert_eq!((change.kind, change.sentence), (Some(Kind::Direct), Some(1)));
/// assert_eq!(change.content.unwrap()[0].end, 15);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Places<'t> {
    /// The text of the article.
    pub text: &'t str,
    /// Its paragraphs, sentences and words.
    pub segmentation: &'t Segmentation,
    /// What offsets count.
    pub offsets: Offsets,
}

impl Places<'_> {
    /// The spans as pieces.
    #[must_use]
    pub fn pieces(&self, spans: &[Span]) -> Vec<Piece> {
        let map = OffsetMap::new(self.text, self.offsets);
        let piece = |span: &Span| {
            let (start, end) = map.ends(*span);
            Piece { start, end, text: span.of(self.text).to_owned() }
        };
        spans.iter().map(piece).collect()
    }

    /// Another content, with all that follows from where it stands.
    #[must_use]
    pub fn content(&self, spans: &[Span]) -> Change {
        let place = spans.first().map(|first| {
            let token = self.segmentation.tokens_in(*first).start();
            (self.segmentation.paragraph_of(token) + 1, self.segmentation.sentence_of(token) + 1)
        });
        Change {
            content: Some(self.pieces(spans)),
            kind: Some(sayso_attribute::kind(self.text, self.segmentation, spans)),
            paragraph: place.map(|(paragraph, _)| paragraph),
            sentence: place.map(|(_, sentence)| sentence),
            ..Change::default()
        }
    }
}
