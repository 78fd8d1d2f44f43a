//! The scorers of links: which cue a content belongs to, which source a cue has.
//!
//! Each is a product of two projections and a bias by distance (Dozat and Manning 2017, without
//! the linear terms). Projections are kept of the tokens that may begin a span, so that a long
//! document takes little memory; a token that a decoder hardly chooses is linked by distance alone.

use crate::config::{BUCKETS, TagScores};
use crate::kernel::Kernel;
use crate::lanes::dot;
use crate::linear::{Linear, Source};
use crate::quantise::Quantised;

/// How far below the best tag a `B-` tag may be for a token to begin a span: e^8 times less likely.
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
    /// Stands for the projections that are not kept.
    zeros: Vec<f32>,
}

impl LinkHeads {
    #[expect(clippy::cast_precision_loss, reason = "widths are small")]
    pub(crate) fn new(source: Source<'_>, kernel: Kernel) -> Self {
        let model = source.model;
        let (hidden, width) = (model.config.sizes.hidden, model.config.sizes.link);
        let projection = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| source.of_reading(name)).collect();
            source.linear(hidden, &names.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let numbers = |name| model.numbers(&source.of_reading(name));
        Self {
            kernel,
            projections: [
                projection(&["link.source"]),
                projection(&["link.cue_of_content", "link.cue"]),
                projection(&["link.content"]),
            ],
            none: numbers("link.none.weight"),
            none_bias: numbers("link.none.bias").first().copied().unwrap_or_default(),
            content_cue: numbers("link.content_cue.distance"),
            cue_source: numbers("link.cue_source.distance"),
            width,
            factor: 1.0 / (width as f32).sqrt(),
            zeros: vec![0.0; 2 * width],
        }
    }
}

/// Whether a token may begin a span: its `B-` tag is not far from the best, or it is inside a span
/// that the token before it, if any, is not.
fn may_begin(role: Role, tags: &TagScores, before: Option<&TagScores>) -> bool {
    let (best, score) = best_of(tags);
    let begin = role.begin();
    let inside = |tag: usize| tag == begin || tag == begin + 1;
    tags[begin] >= score - LIKELY
        || inside(best) && !before.is_some_and(|before| inside(best_of(before).0))
}

fn best_of(tags: &TagScores) -> (usize, f32) {
    let scores = tags.iter().copied().enumerate();
    scores.fold((0, f32::NEG_INFINITY), |best, next| if next.1 > best.1 { next } else { best })
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
    /// The tokens of one role, each with the row of its state.
    chosen: Vec<(usize, usize)>,
    rows: Quantised,
    numbers: Vec<f32>,
}

impl Projections {
    /// Forgets all, and makes room for so many tokens.
    pub(crate) fn clear_to(&mut self, tokens: usize) {
        for kept in &mut self.by_role {
            kept.places.clear();
            kept.places.resize(tokens, NONE);
            kept.numbers.clear();
        }
    }

    /// Computes the projections of those tokens of a batch that may begin a span. `firsts` are
    /// tokens with the rows of their states; `tags` are those of all tokens up to them.
    pub(crate) fn read(
        &mut self,
        heads: &LinkHeads,
        (states, firsts): (&Quantised, &[(usize, usize)]),
        tags: &[TagScores],
        buffers: &mut ProjectionBuffers,
    ) {
        for role in Role::ALL {
            let may = |(token, _): &&(usize, usize)| {
                let before = token.checked_sub(1).and_then(|before| tags.get(before));
                may_begin(role, &tags[*token], before)
            };
            buffers.chosen.clear();
            buffers.chosen.extend(firsts.iter().filter(may));
            let layer = &heads.projections[role as usize];
            buffers.multiply(heads.kernel, layer, states);
            self.by_role[role as usize].push(buffers, layer.width());
        }
    }

    /// A token's projection in a role.
    fn of<'p>(&'p self, heads: &'p LinkHeads, role: Role, token: usize) -> &'p [f32] {
        let kept = &self.by_role[role as usize];
        let width = heads.projections[role as usize].width();
        match kept.places.get(token) {
            Some(place) if *place != NONE => &kept.numbers[*place as usize * width..][..width],
            _ => &heads.zeros,
        }
    }

    pub(crate) fn content_to_cue(&self, heads: &LinkHeads, content: usize, cue: usize) -> f32 {
        let contents = self.of(heads, Role::Content, content);
        let cues = &self.of(heads, Role::Cue, cue)[..heads.width];
        dot(contents, cues) * heads.factor + heads.content_cue[bucket(content, cue)]
    }

    pub(crate) fn cue_to_source(
        &self,
        heads: &LinkHeads,
        cue: usize,
        source: Option<usize>,
    ) -> f32 {
        let cues = &self.of(heads, Role::Cue, cue)[heads.width..];
        let Some(source) = source else {
            return dot(cues, &heads.none) + heads.none_bias;
        };
        let sources = self.of(heads, Role::Source, source);
        dot(cues, sources) * heads.factor + heads.cue_source[bucket(cue, source)]
    }
}

impl Kept {
    fn push(&mut self, buffers: &ProjectionBuffers, width: usize) {
        let rows = buffers.numbers.chunks_exact(width);
        for ((token, _), row) in buffers.chosen.iter().zip(rows) {
            self.places[*token] = u32::try_from(self.numbers.len() / width).unwrap_or(NONE);
            self.numbers.extend_from_slice(row);
        }
    }
}

impl ProjectionBuffers {
    fn multiply(&mut self, kernel: Kernel, layer: &Linear, states: &Quantised) {
        let Self { chosen, rows, numbers } = self;
        rows.fit(chosen.len(), layer.depth(), states.precision());
        for (place, (_, row)) in chosen.iter().enumerate() {
            rows.copy_row(place, states, *row);
        }
        numbers.resize(rows.len() * layer.width(), 0.0);
        layer.multiply(kernel, rows, 0..chosen.len(), numbers);
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

    #[test]
    fn span_may_begin_where_its_tag_is_near_or_where_it_is_entered() {
        let inside = [0.0, 0.0, 0.0, 0.0, 0.0, -20.0, 9.0];
        let near = [0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 9.0];
        let outside = [9.0, -20.0, -20.0, -20.0, -20.0, -20.0, -20.0];
        let may = |tags, before| may_begin(Role::Content, tags, before);
        assert!(may(&near, Some(&inside)));
        assert!(may(&inside, Some(&outside)));
        assert!(may(&inside, None));
        assert!(!may(&inside, Some(&inside)));
        assert!(!may(&outside, Some(&outside)));
    }
}
