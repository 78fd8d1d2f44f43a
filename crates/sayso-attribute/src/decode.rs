//! From scores to spans: the best sequence of tags for each paragraph (Viterbi 1967), in which an
//! inside tag follows only its own begin or inside tag.

use sayso_tag::{TagScores, Transitions};
use sayso_text::TokenSpan;

use crate::evidence::{Evidence, Role, TAGS, Tag};

/// A score no sequence recovers from.
const IMPOSSIBLE: f32 = -1e9;
/// Tags, rounded up to a whole number of vectors: all that follow one tag are weighed at once.
const LANES: usize = 8;

/// The spans of one role, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spans {
    pub(crate) sources: Vec<TokenSpan>,
    pub(crate) cues: Vec<TokenSpan>,
    pub(crate) contents: Vec<TokenSpan>,
}

impl Spans {
    pub(crate) fn clear(&mut self) {
        self.sources.clear();
        self.cues.clear();
        self.contents.clear();
    }

    fn push(&mut self, role: Role, span: TokenSpan) {
        match role {
            Role::Source => self.sources.push(span),
            Role::Cue => self.cues.push(span),
            Role::Content => self.contents.push(span),
        }
    }
}

/// Decodes paragraph after paragraph, reusing its buffers.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// For each token and tag the best tag before it.
    back: Vec<[u8; LANES]>,
    tags: Vec<Tag>,
}

impl Decoder {
    /// Adds the spans of the paragraph to `spans`.
    pub(crate) fn decode(
        &mut self,
        evidence: &impl Evidence,
        paragraph: TokenSpan,
        spans: &mut Spans,
    ) {
        let Some(scores) = evidence.tags().get(paragraph.range()) else { return };
        let table = allowed(evidence.transitions());
        let last = self.forward(scores, &table);
        self.backward(last, scores.len());
        self.collect(paragraph.start(), spans);
    }

    /// Fills the back pointers and gives the best last tag.
    fn forward(&mut self, scores: &[TagScores], table: &Transitions) -> usize {
        self.back.clear();
        let between = table.between.map(|row| lanes(&row));
        let mut best = [IMPOSSIBLE; LANES];
        for (at, row) in scores.iter().enumerate() {
            let row = lanes(row);
            if at == 0 {
                let start = lanes(&table.start);
                best = std::array::from_fn(|to| row[to] + start[to]);
                self.back.push([0; LANES]);
                continue;
            }
            let (before, back) = best_before(&best, &between);
            best = std::array::from_fn(|to| before[to] + row[to]);
            self.back.push(back);
        }
        (0..TAGS).fold(0, |first, tag| if best[tag] > best[first] { tag } else { first })
    }

    fn backward(&mut self, last: usize, len: usize) {
        self.tags.clear();
        self.tags.resize(len, Tag::Outside);
        let mut tag = last;
        for (place, back) in self.tags.iter_mut().zip(&self.back).rev() {
            *place = Tag::ALL[tag];
            tag = usize::from(back[tag]);
        }
    }

    fn collect(&self, first: usize, spans: &mut Spans) {
        let mut open: Option<(Role, usize)> = None;
        for (at, tag) in self.tags.iter().enumerate() {
            if let Tag::Inside(_) = tag {
                continue;
            }
            if let Some((role, start)) = open.take() {
                spans.push(role, TokenSpan::new(first + start, first + at));
            }
            if let Tag::Begin(role) = tag {
                open = Some((*role, at));
            }
        }
        if let Some((role, start)) = open {
            spans.push(role, TokenSpan::new(first + start, first + self.tags.len()));
        }
    }
}

/// The transitions with those that no sequence may have ruled out.
fn allowed(mut table: Transitions) -> Transitions {
    for (to, score) in Tag::ALL.iter().zip(&mut table.start) {
        if !to.may_follow(None) {
            *score = IMPOSSIBLE;
        }
    }
    for (from, row) in Tag::ALL.iter().zip(&mut table.between) {
        for (to, score) in Tag::ALL.iter().zip(row) {
            if !to.may_follow(Some(*from)) {
                *score = IMPOSSIBLE;
            }
        }
    }
    table
}

/// The scores of tags, with a lane that is none.
fn lanes(scores: &TagScores) -> [f32; LANES] {
    std::array::from_fn(|tag| scores.get(tag).copied().unwrap_or(IMPOSSIBLE))
}

/// For each tag the score of the best sequence up to the tag before it, and that tag: of equal ones the first.
fn best_before(best: &[f32; LANES], between: &[[f32; LANES]; TAGS]) -> ([f32; LANES], [u8; LANES]) {
    let (mut scores, mut tags) = ([f32::NEG_INFINITY; LANES], [0_u32; LANES]);
    for ((from, best), row) in (0..).zip(best).zip(between) {
        for to in 0..LANES {
            let score = best + row[to];
            let is_better = score > scores[to];
            scores[to] = if is_better { score } else { scores[to] };
            tags[to] = if is_better { from } else { tags[to] };
        }
    }
    (scores, tags.map(|tag| tag.to_le_bytes()[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Rows(Vec<TagScores>);

    impl Evidence for Rows {
        fn tags(&self) -> &[TagScores] {
            &self.0
        }
        fn transitions(&self) -> Transitions {
            Transitions::default()
        }
        fn window(&self, _: usize) -> TokenSpan {
            TokenSpan::new(0, self.0.len())
        }
        fn content_to_cue(&self, _: usize, _: usize) -> f32 {
            0.0
        }
        fn cue_to_source(&self, _: usize, _: Option<usize>) -> f32 {
            0.0
        }
    }

    fn decode(tags: &[usize]) -> Spans {
        let rows = tags.iter().map(|tag| {
            let mut row = [0.0; TAGS];
            row[*tag] = 5.0;
            row
        });
        let rows = Rows(rows.collect());
        let mut spans = Spans::default();
        Decoder::default().decode(&rows, TokenSpan::new(0, tags.len()), &mut spans);
        spans
    }

    #[test]
    fn begin_starts_a_new_span() {
        let spans = decode(&[5, 6, 5, 0, 1, 3, 4]);
        assert_eq!(spans.contents, [TokenSpan::new(0, 2), TokenSpan::new(2, 3)]);
        assert_eq!(spans.sources, [TokenSpan::new(4, 5)]);
        assert_eq!(spans.cues, [TokenSpan::new(5, 7)]);
    }

    #[test]
    fn inside_without_begin_is_mended() {
        let spans = decode(&[6, 6, 6]);
        assert_eq!(spans.contents, [TokenSpan::new(0, 3)]);
    }
}
