//! Why an attribution came out: the probability of each part, and what else it could have been
//! linked to.

use sayso_text::{Attribution, AttributionType, Span, TokenSpan};

use crate::assemble::Parts;
use crate::evidence::{Evidence, Role};

/// An attribution with the reasons for its parts.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Explanation {
    /// What was found.
    pub attribution: Attribution,
    /// What found it.
    pub origin: Origin,
    /// The rule that found it, where the rules did: "fronted-quotation", "passive".
    pub rule: Option<&'static str>,
    /// One reason for the cue, one for each content, one for the source if it was chosen by scores.
    pub reasons: Vec<Reason>,
}

/// What found an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The scores that were given.
    Scores,
    /// The rules, where the scores said nothing or none were given.
    Rules,
}

/// Why a part is what it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reason {
    /// What the part is.
    pub part: Part,
    /// Where it stands.
    pub span: Span,
    /// The least probability of the tags at its edges, 0 to 1, not calibrated.
    pub probability: f32,
    /// For a content the cues, for a cue the sources that it could go with, the chosen one first.
    pub links: Vec<Link>,
}

/// The parts of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Whom the content is ascribed to.
    Source,
    /// What signals it.
    Cue,
    /// What is ascribed.
    Content,
}

/// Something that a part could go with.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Link {
    /// Where it stands; `None` for no source.
    pub to: Option<Span>,
    /// How well it goes, to be compared with the other links of the same part.
    pub score: f32,
}

impl<E: Evidence> Parts<'_, E> {
    /// Adds an explanation for every attribution.
    pub(crate) fn explain(
        &self,
        origin: Origin,
        type_of: impl Fn(TokenSpan) -> AttributionType,
        explanations: &mut Vec<Explanation>,
    ) {
        for (cue, contents) in self.groups() {
            let tokens = self.content_tokens(&contents);
            let Some(attribution) = self.attribution(cue, &tokens, &type_of) else { continue };
            let mut reasons = vec![self.reason_of_cue(cue)];
            reasons.extend(tokens.iter().map(|content| self.reason_of_content(*content, cue)));
            reasons.extend(self.reason_of_source(cue));
            explanations.push(Explanation { attribution, origin, rule: None, reasons });
        }
    }

    fn reason_of_cue(&self, cue: usize) -> Reason {
        let tokens = self.spans.cues.get(cue).copied().unwrap_or_default();
        let chosen = self.links.source_of_cue.get(cue).copied().flatten();
        let link = |source: Option<usize>| {
            let tokens = source.and_then(|source| self.spans.sources.get(source)).copied();
            let start = self.spans.cues.get(cue).map_or(0, |cue| cue.start());
            let score = self.evidence.cue_to_source(start, tokens.map(TokenSpan::start));
            Link { to: tokens.map(|tokens| self.segmentation.span(tokens)), score }
        };
        let others = self.near(&self.spans.sources, tokens).map(Some).chain([None]);
        let links = std::iter::once(chosen).chain(others.filter(|other| *other != chosen));
        self.reason(Part::Cue, Role::Cue, tokens, links.map(link).collect())
    }

    fn reason_of_content(&self, content: TokenSpan, chosen: usize) -> Reason {
        let link = |cue: usize| {
            let tokens = self.spans.cues.get(cue).copied().unwrap_or_default();
            let score = self.evidence.content_to_cue(content.start(), tokens.start());
            Link { to: Some(self.segmentation.span(tokens)), score }
        };
        let others = self.near(&self.spans.cues, content).filter(|other| *other != chosen);
        let links = std::iter::once(chosen).chain(others).map(link).collect();
        self.reason(Part::Content, Role::Content, content, links)
    }

    fn reason_of_source(&self, cue: usize) -> Option<Reason> {
        let source = self.links.source_of_cue.get(cue).copied().flatten()?;
        let tokens = self.spans.sources.get(source).copied()?;
        Some(self.reason(Part::Source, Role::Source, tokens, Vec::new()))
    }

    fn reason(&self, part: Part, role: Role, tokens: TokenSpan, links: Vec<Link>) -> Reason {
        let span = self.segmentation.span(tokens);
        Reason { part, span, probability: self.edges(tokens, role), links }
    }

    /// The spans in the paragraph of these tokens.
    fn near<'s>(
        &self,
        spans: &'s [TokenSpan],
        tokens: TokenSpan,
    ) -> impl Iterator<Item = usize> + use<'s, E> {
        let paragraph = self.segmentation.paragraph_of(tokens.start());
        let paragraph = self.segmentation.paragraphs.get(paragraph);
        let range = paragraph.map(|paragraph| paragraph.tokens).unwrap_or_default();
        let first = spans.partition_point(|span| span.start() < range.start());
        let end = spans.partition_point(|span| span.start() < range.end());
        first..end
    }
}
