//! From scores to spans: the best sequence of tags for each paragraph (Viterbi 1967), in which an
//! inside tag follows only its own begin or inside tag.

use sayso_tag::{TagScores, Transitions};
use sayso_text::TokenSpan;

use crate::evidence::{Evidence, Role, TAGS, Tag};

/// A score no sequence recovers from.
const IMPOSSIBLE: f32 = -1e9;

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
    back: Vec<[u8; TAGS]>,
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
        let mut best = [IMPOSSIBLE; TAGS];
        for (at, row) in scores.iter().enumerate() {
            let mut next = [IMPOSSIBLE; TAGS];
            let mut back = [0_u8; TAGS];
            for to in 0..TAGS {
                if at == 0 {
                    next[to] = row[to] + table.start[to];
                    continue;
                }
                let (from, score) = best_before(&best, table, to);
                next[to] = score + row[to];
                back[to] = from;
            }
            self.back.push(back);
            best = next;
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

/// The best tag before `to`, with the score of the sequence up to there.
fn best_before(best: &TagScores, table: &Transitions, to: usize) -> (u8, f32) {
    let scores = best.iter().zip(&table.between).map(|(score, row)| score + row[to]);
    (0_u8..).zip(scores).fold(
        (0, f32::NEG_INFINITY),
        |found, new| {
            if new.1 > found.1 { new } else { found }
        },
    )
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
