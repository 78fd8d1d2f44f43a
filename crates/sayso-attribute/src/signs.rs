//! How sure a row is: what the network says of its edges and links, and what is known of the word of its cue.

use sayso_tag::{Signs, log_odds};
use sayso_text::TokenSpan;

use crate::assemble::Parts;
use crate::evidence::{Evidence, Role};

/// What links are divided by, and the most that they count for then: they run to some thirty.
const LINK: f32 = 10.0;
const STRONGEST: f32 = 3.0;

impl<E: Evidence> Parts<'_, E> {
    /// The signs of the row with these parts.
    pub(crate) fn signs(
        &self,
        (cue, tokens): (usize, TokenSpan),
        source: Option<TokenSpan>,
        contents: &[TokenSpan],
    ) -> Signs {
        let cue_edges = self.edges(tokens, Role::Cue);
        let least = |one: f32, other: f32| one.min(other);
        let content_edges =
            contents.iter().map(|span| self.edges(*span, Role::Content)).fold(1.0, least);
        let source_edges = source.map(|span| self.edges(span, Role::Source));
        let links =
            contents.iter().map(|span| self.evidence.content_to_cue(span.start(), tokens.start()));
        let margin = self.links.source_margins.get(cue).copied().unwrap_or_default();
        let bytes: usize = contents.iter().map(|span| self.segmentation.span(*span).len()).sum();
        let mut signs =
            Signs::of_edges(cue_edges.min(content_edges).min(source_edges.unwrap_or(1.0)));
        signs.cue = log_odds(cue_edges);
        signs.content = log_odds(content_edges);
        signs.source = source_edges.map(log_odds);
        signs.source_margin = (margin / LINK).min(STRONGEST);
        signs.content_link = (links.fold(f32::INFINITY, least) / LINK).min(STRONGEST);
        signs.further_pieces = count(contents.len().saturating_sub(1));
        signs.length = count(bytes + 1).ln();
        signs.cue_word = self.cue_words.odds(self.text, self.segmentation, tokens);
        signs
    }
}

#[expect(clippy::cast_precision_loss, reason = "pieces and bytes of one content")]
fn count(number: usize) -> f32 {
    number as f32
}
