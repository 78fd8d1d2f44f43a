//! The scorers of links: which cue a content belongs to, which source a cue has.
//!
//! Each is a product of two projections and a bias by distance (Dozat and Manning 2017, without
//! the linear terms). Projections are computed at once for the tokens that are likely to begin a
//! span, and on demand, with the same bits, for any other.

use std::borrow::Cow;

use crate::kernel::Kernel;
use crate::lanes::dot;
use crate::linear::{Linear, Source};
use crate::quantise::Quantised;
use crate::scores::TagScores;

/// Distances that are told apart: by powers of two up to 64 tokens, to both sides.
pub(crate) const BUCKETS: usize = 15;
/// How far below the best tag a `B-` tag may be for its projection to be computed at once. A decoder
/// seldom chooses a tag that is e^8 times less likely; if it does, it is computed then.
const LIKELY: f32 = 8.0;
/// No projection is kept.
const NONE: u32 = u32::MAX;

/// What a token can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Source = 0,
    Cue = 1,
    Content = 2,
}

impl Role {
    pub(crate) const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];

    /// The place of its `B-` tag among the scores of a token.
    pub(crate) const fn begin(self) -> usize {
        1 + 2 * self as usize
    }
}

/// The compiled scorers.
#[derive(Clone, Debug)]
pub(crate) struct LinkHeads {
    kernel: Kernel,
    /// By role; a cue has two projections, for contents and for sources, side by side.
    projections: [Linear; 3],
    none: Vec<f32>,
    none_bias: f32,
    content_cue: Vec<f32>,
    cue_source: Vec<f32>,
    width: usize,
    factor: f32,
}

impl LinkHeads {
    #[expect(clippy::cast_precision_loss, reason = "widths are small")]
    pub(crate) fn new(source: Source<'_>, kernel: Kernel) -> Self {
        let model = source.model;
        let (hidden, width) = (model.config.sizes.hidden, model.config.sizes.link);
        let projection = |names: &[&str]| source.linear(hidden, names);
        Self {
            kernel,
            projections: [
                projection(&["link.source"]),
                projection(&["link.cue_of_content", "link.cue"]),
                projection(&["link.content"]),
            ],
            none: model.numbers("link.none.weight"),
            none_bias: model.numbers("link.none.bias").first().copied().unwrap_or_default(),
            content_cue: model.numbers("link.content_cue.distance"),
            cue_source: model.numbers("link.cue_source.distance"),
            width,
            factor: 1.0 / (width as f32).sqrt(),
        }
    }
}

/// Whether a token is likely enough to begin a span for its projection to be worth computing.
fn is_likely(tags: &TagScores, role: Role) -> bool {
    let best = tags.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    tags[role.begin()] >= best - LIKELY
}

/// The bucket of a signed distance in tokens.
fn bucket(from: usize, to: usize) -> usize {
    let size = from.abs_diff(to).checked_ilog2().map_or(0, |power| power.min(6) as usize + 1);
    if to < from { BUCKETS / 2 - size } else { BUCKETS / 2 + size }
}

/// Projections of the tokens of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Projections {
    by_role: [Kept; 3],
}

/// The projections that are kept for one role.
#[derive(Clone, Debug, Default)]
struct Kept {
    /// For each token its place among the numbers, or none.
    places: Vec<u32>,
    numbers: Vec<f32>,
}

/// The buffers that projections are computed in.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProjectionBuffers {
    tokens: Vec<usize>,
    rows: Quantised,
}

impl Projections {
    /// Computes the projections of the tokens that are likely to begin a span.
    pub(crate) fn read(
        &mut self,
        heads: &LinkHeads,
        states: &Quantised,
        tags: &[TagScores],
        buffers: &mut ProjectionBuffers,
    ) {
        for role in Role::ALL {
            let likely = tags.iter().enumerate().filter(|(_, tags)| is_likely(tags, role));
            buffers.tokens.clear();
            buffers.tokens.extend(likely.map(|(token, _)| token));
            buffers.gather(states);
            let kept = &mut self.by_role[role as usize];
            kept.place(tags.len(), &buffers.tokens);
            let layer = &heads.projections[role as usize];
            kept.numbers.resize(buffers.rows.len() * layer.width(), 0.0);
            let rows = 0..buffers.tokens.len();
            layer.multiply(heads.kernel, &buffers.rows, rows, &mut kept.numbers);
        }
    }

    /// A token's projection in a role.
    fn of(
        &self,
        heads: &LinkHeads,
        states: &Quantised,
        role: Role,
        token: usize,
    ) -> Cow<'_, [f32]> {
        let kept = &self.by_role[role as usize];
        let layer = &heads.projections[role as usize];
        match kept.places.get(token) {
            Some(place) if *place != NONE => {
                Cow::Borrowed(&kept.numbers[*place as usize * layer.width()..][..layer.width()])
            }
            _ => {
                let mut numbers = vec![0.0; layer.width()];
                if token < states.len() {
                    layer.multiply_one(heads.kernel, states, token, &mut numbers);
                }
                Cow::Owned(numbers)
            }
        }
    }

    pub(crate) fn content_to_cue(
        &self,
        heads: &LinkHeads,
        states: &Quantised,
        content: usize,
        cue: usize,
    ) -> f32 {
        let contents = self.of(heads, states, Role::Content, content);
        let cues = self.of(heads, states, Role::Cue, cue);
        dot(&contents, &cues[..heads.width]) * heads.factor
            + heads.content_cue[bucket(content, cue)]
    }

    pub(crate) fn cue_to_source(
        &self,
        heads: &LinkHeads,
        states: &Quantised,
        cue: usize,
        source: Option<usize>,
    ) -> f32 {
        let cues = self.of(heads, states, Role::Cue, cue);
        let cues = &cues[heads.width..];
        let Some(source) = source else {
            return dot(cues, &heads.none) + heads.none_bias;
        };
        let sources = self.of(heads, states, Role::Source, source);
        dot(cues, &sources) * heads.factor + heads.cue_source[bucket(cue, source)]
    }
}

impl Kept {
    fn place(&mut self, tokens: usize, candidates: &[usize]) {
        self.places.clear();
        self.places.resize(tokens, NONE);
        for (place, token) in (0..).zip(candidates) {
            self.places[*token] = place;
        }
    }
}

impl ProjectionBuffers {
    fn gather(&mut self, states: &Quantised) {
        self.rows.fit(self.tokens.len(), states.width, states.precision());
        for (row, token) in self.tokens.iter().enumerate() {
            self.rows.copy_row(row, states, *token);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_buckets_by_powers_of_two() {
        let found = [0, 1, 2, 3, 4, 63, 64, 5000].map(|distance| bucket(5000, 5000 + distance));
        assert_eq!(found, [7, 8, 9, 9, 10, 13, 14, 14]);
        let found = [1, 2, 3, 64, 5000].map(|distance| bucket(5000, 5000 - distance));
        assert_eq!(found, [6, 5, 5, 0, 0]);
    }

    #[test]
    fn roles_begin_with_their_tags() {
        use crate::config::TAGS;
        assert_eq!(Role::ALL.map(|role| TAGS[role.begin()]), ["B-SOURCE", "B-CUE", "B-CONTENT"]);
    }
}
