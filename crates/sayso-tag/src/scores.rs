//! What the network says of a document.

use std::sync::Arc;

use sayso_text::{Segmentation, TokenSpan};

use crate::calibration::Calibration;
use crate::config::{ENTITY_TAGS, Level, Reading, TAGS, TYPES, TagScores, Thresholds};
use crate::links::{LinkHeads, Projections};

/// The scores of entity tags, of one token.
pub type EntityScores = [f32; ENTITY_TAGS.len()];

/// The scores of attribution types, of one token as the first of a cue.
pub type TypeScores = [f32; TYPES.len()];

/// The scores of a document's tokens and of the links between them.
///
/// Scores are unnormalised logarithms of probabilities (logits). Tokens are counted as in the
/// [`Segmentation`](sayso_text::Segmentation) that was tagged.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub(crate) tags: Vec<TagScores>,
    pub(crate) entities: Vec<EntityScores>,
    /// As many as tokens, or none where the network has no head for them.
    pub(crate) types: Vec<TypeScores>,
    pub(crate) level: Level,
    pub(crate) windows: Vec<TokenSpan>,
    pub(crate) projections: Projections,
    pub(crate) heads: Option<Arc<FixedHeads>>,
    /// What a second network says of a part of the tokens, in whose place it stands.
    pub(crate) deep: Option<Box<Deep>>,
}

/// What does not depend on the document.
#[derive(Clone, Debug)]
pub(crate) struct FixedHeads {
    pub(crate) links: LinkHeads,
    pub(crate) transitions: Transitions,
    /// In an article and in an inner text.
    pub(crate) calibrations: [Calibration; 2],
    /// In an article and in an inner text.
    pub(crate) thresholds: [Thresholds; 2],
    /// In an article and in an inner text.
    pub(crate) outside: [f32; 2],
    pub(crate) reading: Reading,
}

/// Learned scores of one tag after another; moves that no span allows have -10,000.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Transitions {
    /// From a tag (row) to the next token's (column), both in the order of [`TAGS`].
    pub between: [[f32; TAGS.len()]; TAGS.len()],
    /// To the first tag of a paragraph.
    pub start: [f32; TAGS.len()],
}

/// The scores of a second network, and which tokens they are of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deep {
    pub(crate) scores: Scores,
    pub(crate) has: Vec<bool>,
}

impl Scores {
    /// For each token the scores of [`TAGS`], in their order.
    #[must_use]
    pub fn tags(&self) -> &[TagScores] {
        &self.tags
    }

    /// For each token the scores of [`ENTITY_TAGS`], in their order.
    #[must_use]
    pub fn entities(&self) -> &[EntityScores] {
        &self.entities
    }

    /// The scores of [`TYPES`] for a cue that begins with the token, in their order; nothing where the
    /// network does not tell types.
    #[must_use]
    pub fn types(&self, cue: usize) -> Option<&TypeScores> {
        self.network_of(&[cue]).types.get(cue)
    }

    /// The windows in which the document was read, as token ranges in text order. Scores of links
    /// were learned within windows; across them they are a guess.
    #[must_use]
    pub fn windows(&self) -> &[TokenSpan] {
        &self.windows
    }

    /// The scores of one tag after another, in the paragraph of the token.
    #[must_use]
    pub fn transitions(&self, token: usize) -> Transitions {
        self.fixed(token).map_or_else(Transitions::default, |heads| heads.transitions)
    }

    /// How the network's probabilities are to be read, of a row whose cue begins with the token.
    #[must_use]
    pub fn calibration(&self, token: usize) -> Calibration {
        let level = self.level as usize;
        self.fixed(token).map_or_else(Calibration::default, |heads| heads.calibrations[level])
    }

    /// What is to be added to the scores of the tag O when tags are chosen, in the paragraph of the token.
    #[must_use]
    pub fn outside(&self, token: usize) -> f32 {
        let level = self.level as usize;
        self.fixed(token).map_or(0.0, |heads| heads.outside[level])
    }

    /// How sure a row whose cue begins with the token must be to be one.
    #[must_use]
    pub fn thresholds(&self, token: usize) -> Thresholds {
        let level = self.level as usize;
        self.fixed(token).map_or_else(Thresholds::default, |heads| heads.thresholds[level])
    }

    /// What the network counts as an attribution.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.heads.as_ref().map_or_else(Reading::default, |heads| heads.reading)
    }

    /// How well the content that begins with one token goes with the cue that begins with another;
    /// to be compared among cues for one content. Says no more than their distance does where tags
    /// leave no doubt that one of them begins no such span; 0 where there is no such token.
    #[must_use]
    pub fn content_to_cue(&self, content: usize, cue: usize) -> f32 {
        let network = self.network_of(&[content, cue]);
        match &network.heads {
            Some(heads) if self.has(content) && self.has(cue) => {
                network.projections.content_to_cue(&heads.links, content, cue)
            }
            _ => 0.0,
        }
    }

    /// How well the cue that begins with one token goes with the source that begins with another,
    /// or with no source; to be compared among sources for one cue. Says no more than their distance
    /// does where tags leave no doubt that one of them begins no such span; 0 where there is no such
    /// token.
    #[must_use]
    pub fn cue_to_source(&self, cue: usize, source: Option<usize>) -> f32 {
        let network = self.network_of(&[cue, source.unwrap_or(cue)]);
        match &network.heads {
            Some(heads) if self.has(cue) && source.is_none_or(|source| self.has(source)) => {
                network.projections.cue_to_source(&heads.links, cue, source)
            }
            _ => 0.0,
        }
    }

    /// Puts in what was read again.
    pub(crate) fn replace(&mut self, deep: &Deep) {
        for (token, _) in deep.has.iter().enumerate().filter(|(_, has)| **has) {
            self.tags[token] = deep.scores.tags[token];
            self.entities[token] = deep.scores.entities[token];
        }
        let first = std::mem::take(&mut self.windows);
        self.windows.extend_from_slice(&deep.scores.windows);
        for window in first {
            self.windows.extend(deep.left_of(window));
        }
        self.windows.sort_unstable_by_key(|window| window.start());
    }

    /// The scores of the network that read all of these tokens: of two, the second.
    fn network_of(&self, tokens: &[usize]) -> &Self {
        let deep = self.deep.as_deref();
        let both = deep.filter(|deep| tokens.iter().all(|token| deep.has(*token)));
        both.map_or(self, |deep| &deep.scores)
    }

    fn fixed(&self, token: usize) -> Option<&FixedHeads> {
        self.network_of(&[token]).heads.as_deref()
    }

    fn has(&self, token: usize) -> bool {
        token < self.tags.len()
    }
}

impl Deep {
    /// Notes the tokens of the paragraphs that were read.
    pub(crate) fn take(&mut self, segmentation: &Segmentation, is_read: impl Fn(usize) -> bool) {
        self.has.resize(segmentation.tokens.len(), false);
        for (number, paragraph) in segmentation.paragraphs.iter().enumerate() {
            if is_read(number)
                && let Some(tokens) = self.has.get_mut(paragraph.tokens.range())
            {
                tokens.fill(true);
            }
        }
    }

    /// The runs of tokens of a window that were not read again.
    pub(crate) fn left_of(&self, window: TokenSpan) -> impl Iterator<Item = TokenSpan> {
        let mut next = window.start();
        std::iter::from_fn(move || {
            let start = (next..window.end()).find(|token| !self.has(*token))?;
            next = (start..window.end()).find(|token| self.has(*token)).unwrap_or(window.end());
            Some(TokenSpan::new(start, next))
        })
    }

    /// Whether the token is among those that were read again.
    pub(crate) fn has(&self, token: usize) -> bool {
        self.has.get(token).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_again_is_left_of_a_window() {
        let has = [false, true, true, false, false, true].to_vec();
        let deep = Deep { has, ..Deep::default() };
        let left: Vec<TokenSpan> = deep.left_of(TokenSpan::new(0, 7)).collect();
        assert_eq!(left, [TokenSpan::new(0, 1), TokenSpan::new(3, 5), TokenSpan::new(6, 7)]);
        assert_eq!(deep.left_of(TokenSpan::new(1, 3)).next(), None);
    }
}
