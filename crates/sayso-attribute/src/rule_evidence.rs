//! The rules' proposals in the form that the decoder reads: scores and links.

use sayso_tag::{TagScores, Transitions};
use sayso_text::{Segmentation, TokenSpan};

use crate::evidence::{Evidence, Role, TAGS, Tag};
use crate::reconcile::Taken;
use crate::rules::Candidate;

/// The score of a token that no proposal takes, for being outside.
const OUTSIDE: f32 = 4.0;

/// The proposals of the rules over one text, painted on its tokens.
#[derive(Debug, Default)]
pub(crate) struct RuleEvidence {
    tags: Vec<TagScores>,
    /// The first tokens of contents and of their cues, by content.
    cues: Vec<(usize, usize)>,
    /// The first tokens of cues and of their sources, by cue.
    sources: Vec<(usize, usize)>,
}

impl RuleEvidence {
    /// Paints the proposals on the tokens. Where two want one token, the first keeps it and
    /// the second is left out; two may share a source.
    pub(crate) fn paint(&mut self, segmentation: &Segmentation, candidates: &[Candidate]) {
        self.clear(segmentation.tokens.len());
        for candidate in candidates {
            if self.is_free(candidate) {
                self.add(segmentation, candidate);
            }
        }
        self.sort();
    }

    /// Paints the proposals that stand alone and whose contents and cues are free.
    pub(crate) fn paint_gaps(
        &mut self,
        segmentation: &Segmentation,
        candidates: &[Candidate],
        taken: &Taken,
        freed: &[&Candidate],
    ) {
        self.clear(segmentation.tokens.len());
        let certain = candidates.iter().filter(|candidate| candidate.rule.stands_alone());
        for candidate in freed.iter().copied().chain(certain) {
            let mut parts = candidate.content.as_slice().iter().chain([&candidate.cue]);
            if parts.all(|part| taken.leaves(*part)) && self.is_free(candidate) {
                self.add(segmentation, candidate);
            }
        }
        self.sort();
    }

    fn clear(&mut self, tokens: usize) {
        let mut outside = [0.0; TAGS];
        outside[Tag::Outside.index()] = OUTSIDE;
        self.tags.clear();
        self.tags.resize(tokens, outside);
        self.cues.clear();
        self.sources.clear();
    }

    fn sort(&mut self) {
        self.cues.sort_unstable();
        self.sources.sort_unstable();
    }

    fn is_free(&self, candidate: &Candidate) -> bool {
        let parts = candidate.content.as_slice().iter().chain([&candidate.cue]);
        let shared = candidate
            .source
            .is_none_or(|source| self.is_outside(source) || self.is_painted(source, Role::Source));
        shared && parts.into_iter().all(|part| self.is_outside(*part))
    }

    fn is_outside(&self, span: TokenSpan) -> bool {
        let rows = self.tags.get(span.range());
        rows.is_some_and(|rows| rows.iter().all(|row| row[Tag::Outside.index()] > 0.0))
    }

    /// Whether exactly this span was painted with the role before.
    fn is_painted(&self, span: TokenSpan, role: Role) -> bool {
        let begins = |token: usize| {
            self.tags.get(token).is_some_and(|row| row[Tag::Begin(role).index()] > 0.0)
        };
        let goes_on = |token: usize| {
            self.tags.get(token).is_some_and(|row| row[Tag::Inside(role).index()] > 0.0)
        };
        let inner = TokenSpan::new(span.start() + 1, span.end());
        begins(span.start()) && inner.range().all(goes_on) && !goes_on(span.end())
    }

    /// Paints a proposal; what it has of each paragraph is a span of its own.
    fn add(&mut self, segmentation: &Segmentation, candidate: &Candidate) {
        let (cue, trust) = (candidate.cue, candidate.rule.trust());
        self.fill(cue, Role::Cue, trust);
        let contents = candidate.content.as_slice().iter();
        for content in contents.flat_map(|content| by_paragraph(segmentation, *content)) {
            self.fill(content, Role::Content, trust);
            self.cues.push((content.start(), cue.start()));
        }
        if let Some(source) = candidate.source {
            self.fill(source, Role::Source, trust);
            self.sources.push((cue.start(), source.start()));
        }
    }

    /// Gives the tokens of the span the score at which their tag has the probability `trust`.
    #[expect(clippy::cast_precision_loss, reason = "there are seven tags")]
    fn fill(&mut self, span: TokenSpan, role: Role, trust: f32) {
        let score = ((TAGS - 1) as f32 * trust / (1.0 - trust)).ln();
        let Some(rows) = self.tags.get_mut(span.range()) else { return };
        for (at, row) in rows.iter_mut().enumerate() {
            let tag = if at == 0 { Tag::Begin(role) } else { Tag::Inside(role) };
            *row = [0.0; TAGS];
            row[tag.index()] = score;
        }
    }
}

impl Evidence for RuleEvidence {
    fn tags(&self) -> &[TagScores] {
        &self.tags
    }

    fn transitions(&self, _: usize) -> Transitions {
        Transitions::default()
    }

    fn window(&self, _: usize) -> TokenSpan {
        TokenSpan::new(0, self.tags.len())
    }

    fn content_to_cue(&self, content: usize, cue: usize) -> f32 {
        linked(&self.cues, content, cue)
    }

    fn introduces(&self, cue: usize, content: usize) -> bool {
        self.cues.binary_search(&(content, cue)).is_ok()
    }

    fn cue_to_source(&self, cue: usize, source: Option<usize>) -> f32 {
        source.map_or(0.0, |source| linked(&self.sources, cue, source))
    }
}

/// The parts of a span that stand in different paragraphs.
fn by_paragraph(segmentation: &Segmentation, span: TokenSpan) -> impl Iterator<Item = TokenSpan> {
    let paragraphs = segmentation.paragraphs.iter().skip(segmentation.paragraph_of(span.start()));
    let within = paragraphs.map(|paragraph| paragraph.tokens);
    within.take_while(move |tokens| tokens.start() < span.end()).map(move |tokens| {
        TokenSpan::new(tokens.start().max(span.start()), tokens.end().min(span.end()))
    })
}

/// 1 where the rules link the two tokens, else -1.
fn linked(links: &[(usize, usize)], from: usize, to: usize) -> f32 {
    if links.binary_search(&(from, to)).is_ok() { 1.0 } else { -1.0 }
}
