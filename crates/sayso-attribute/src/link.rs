//! Which content goes with which cue, and which cue with which source.

use sayso_text::{Segmentation, TokenKind, TokenSpan};

use crate::decode::Spans;
use crate::evidence::Evidence;

/// How many cues or sources to either side are tried. Contents stand next to their cues; the bound
/// keeps a paragraph of any length linear.
const NEIGHBOURS: usize = 12;

/// For each content span the index of its cue, for each cue the index of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Links {
    pub(crate) cue_of_content: Vec<Option<usize>>,
    pub(crate) source_of_cue: Vec<Option<usize>>,
}

impl Links {
    /// Chooses for each content its best cue, and for each cue its best source or none.
    pub(crate) fn choose(
        &mut self,
        evidence: &impl Evidence,
        segmentation: &Segmentation,
        spans: &Spans,
    ) {
        self.cue_of_content.clear();
        self.cue_of_content.extend(
            spans.contents.iter().map(|content| cue_of(evidence, segmentation, spans, *content)),
        );
        self.source_of_cue.clear();
        self.source_of_cue.extend(spans.cues.iter().map(|cue| {
            let paragraph = paragraph(segmentation, cue.start());
            let near = neighbours(&spans.sources, cue.start())
                .filter(|source| paragraph.holds(spans.sources[*source].start()));
            let none = evidence.cue_to_source(cue.start(), None);
            best(near, |source| {
                evidence.cue_to_source(cue.start(), Some(spans.sources[source].start()))
            })
            .filter(|(_, score)| *score >= none)
            .map(|(source, _)| source)
        }));
    }
}

/// The best cue of the content's paragraph. Only a quotation may belong to a cue of another
/// paragraph, where its own has none (99.2 % of the contents of PolNeAR stand with their cues).
fn cue_of(
    evidence: &impl Evidence,
    segmentation: &Segmentation,
    spans: &Spans,
    content: TokenSpan,
) -> Option<usize> {
    let start = content.start();
    let within = |range: TokenSpan| {
        let near = neighbours(&spans.cues, start);
        best(near.filter(|cue| range.holds(spans.cues[*cue].start())), |cue| {
            evidence.content_to_cue(start, spans.cues[cue].start())
        })
        .map(|(cue, _)| cue)
    };
    let quoted = segmentation.tokens.get(start).is_some_and(|t| t.kind == TokenKind::OpeningQuote);
    within(paragraph(segmentation, start))
        .or_else(|| quoted.then(|| within(evidence.window(start))).flatten())
}

fn paragraph(segmentation: &Segmentation, token: usize) -> TokenSpan {
    let index = segmentation.paragraph_of(token);
    segmentation.paragraphs.get(index).map(|paragraph| paragraph.tokens).unwrap_or_default()
}

/// The indices of the spans nearest to the token.
fn neighbours(spans: &[TokenSpan], token: usize) -> std::ops::Range<usize> {
    let after = spans.partition_point(|span| span.start() < token);
    after.saturating_sub(NEIGHBOURS)..spans.len().min(after + NEIGHBOURS)
}

/// The first of the best, with its score.
fn best(
    indices: impl Iterator<Item = usize>,
    score: impl Fn(usize) -> f32,
) -> Option<(usize, f32)> {
    indices.map(|index| (index, score(index))).fold(None, |found, new| match found {
        Some((_, highest)) if highest >= new.1 => found,
        _ => Some(new),
    })
}
