//! From scores to spans: the best sequence of tags for each paragraph (Viterbi 1967), in which an
//! inside tag follows only its own begin or inside tag.

use sayso_tag::{TagScores, Transitions};
use sayso_text::TokenSpan;

use crate::evidence::{Evidence, Role, TAGS, Tag};

/// A score no sequence recovers from.
const IMPOSSIBLE: f32 = -1e9;
/// A lead that the rounding of sums over a paragraph does not reach.
const CLEAR: f32 = 0.5;
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
        let transitions = evidence.transitions(paragraph.start());
        if transitions != Transitions::default() || !self.follow_leaders(scores) {
            let last = self.forward(scores, &allowed(transitions));
            self.backward(last, scores.len());
        }
        self.collect(paragraph.start(), spans);
    }

    /// Takes the tag of each token that leads, if each one leads clearly and may follow the one before: then no
    /// sequence is better, and there is nothing to weigh. So it is with what rules propose.
    fn follow_leaders(&mut self, scores: &[TagScores]) -> bool {
        self.tags.clear();
        self.tags.resize(scores.len(), Tag::Outside);
        let mut before = None;
        for (place, row) in self.tags.iter_mut().zip(scores) {
            let Some(tag) = leader(row).filter(|tag| tag.may_follow(before)) else { return false };
            *place = tag;
            before = Some(tag);
        }
        true
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

/// The tag that leads all others clearly, if one does.
fn leader(row: &TagScores) -> Option<Tag> {
    let [outside, rest @ ..] = row;
    let highest = rest.iter().fold(f32::MIN, |most, it| if *it > most { *it } else { most });
    if outside - highest >= CLEAR {
        return Some(Tag::Outside);
    }
    let best = (1..TAGS).fold(0, |first, tag| if row[tag] > row[first] { tag } else { first });
    let others = row.iter().enumerate().filter(|(tag, _)| *tag != best);
    others.map(|(_, score)| row[best] - score).all(|lead| lead >= CLEAR).then(|| Tag::ALL[best])
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
    use proptest::prelude::*;

    use super::*;

    struct Rows(Vec<TagScores>);

    impl Evidence for Rows {
        fn tags(&self) -> &[TagScores] {
            &self.0
        }
        fn transitions(&self, _: usize) -> Transitions {
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

    /// Scores of which one of each token leads by so much.
    fn rows(tags: &[usize], lead: f32) -> Vec<TagScores> {
        let row = |tag: &usize| {
            let mut row = [0.0; TAGS];
            row[*tag] = lead;
            row
        };
        tags.iter().map(row).collect()
    }

    fn decode(tags: &[usize]) -> Spans {
        let rows = Rows(rows(tags, 5.0));
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

    #[test]
    fn only_a_clear_lead_needs_no_weighing() {
        let mut decoder = Decoder::default();
        assert!(decoder.follow_leaders(&rows(&[5, 6, 0, 3], 5.0)));
        assert!(!decoder.follow_leaders(&rows(&[5, 6, 0, 3], 0.1)));
        assert!(!decoder.follow_leaders(&rows(&[0, 6], 5.0)));
        assert!(!decoder.follow_leaders(&rows(&[1, 6], 5.0)));
    }

    proptest! {
        #[test]
        fn leaders_that_are_followed_are_the_best_sequence(
            tags in prop::collection::vec(0..TAGS, 1..20),
            lead in 0.5_f32..9.0,
        ) {
            let rows = rows(&tags, lead);
            let (mut quick, mut weighed) = (Decoder::default(), Decoder::default());
            let last = weighed.forward(&rows, &allowed(Transitions::default()));
            weighed.backward(last, rows.len());
            if quick.follow_leaders(&rows) {
                prop_assert_eq!(quick.tags, weighed.tags);
            }
        }

        #[test]
        fn no_sequence_scores_better_than_the_one_found(
            scores in prop::collection::vec(prop::array::uniform7(-3.0_f32..3.0), 1..5),
        ) {
            let mut decoder = Decoder::default();
            let table = allowed(Transitions::default());
            let last = decoder.forward(&scores, &table);
            decoder.backward(last, scores.len());
            let score = |tags: &[usize]| {
                let moves = tags.windows(2).map(|pair| table.between[pair[0]][pair[1]]);
                let own = scores.iter().zip(tags).map(|(row, tag)| row[*tag]);
                table.start[tags[0]] + moves.sum::<f32>() + own.sum::<f32>()
            };
            let found: Vec<usize> = decoder.tags.iter().map(|tag| tag.index()).collect();
            let mut best = f32::NEG_INFINITY;
            for number in 0..TAGS.pow(u32::try_from(scores.len()).unwrap()) {
                let tag = |at: usize| number / TAGS.pow(u32::try_from(at).unwrap()) % TAGS;
                best = best.max(score(&(0..scores.len()).map(tag).collect::<Vec<_>>()));
            }
            prop_assert!((score(&found) - best).abs() < 1e-4, "{found:?}");
        }
    }
}
