//! Which content goes with which cue, and which cue with which source.

use sayso_text::{Quotation, Segmentation, TokenSpan};

use crate::decode::Spans;
use crate::evidence::Evidence;

/// How many cues or sources to either side are tried. Contents stand next to their cues; the bound
/// keeps a paragraph of any length linear.
const NEIGHBOURS: usize = 12;

/// How far a link may lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reach {
    /// From a quotation or a block to the cue of another paragraph too.
    #[default]
    Text,
    /// Each paragraph is a text of its own.
    Paragraph,
}

/// For each content span the index of its cue, for each cue the index of its source.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Links {
    pub(crate) cue_of_content: Vec<Option<usize>>,
    pub(crate) source_of_cue: Vec<Option<usize>>,
    /// By how much the source of each cue, or none, goes better with it than the next best does.
    pub(crate) source_margins: Vec<f32>,
}

impl Links {
    /// Chooses for each content its best cue, and for each cue its best source or none.
    pub(crate) fn choose(
        &mut self,
        evidence: &impl Evidence,
        segmentation: &Segmentation,
        spans: &Spans,
        reach: Reach,
    ) {
        self.cue_of_content.clear();
        let chooser = Chooser { evidence, segmentation, spans };
        self.cue_of_content.extend(spans.contents.iter().map(|content| chooser.own_cue(*content)));
        let lonely = if reach == Reach::Text { 0..spans.contents.len() } else { 0..0 };
        for at in lonely {
            let Some(None) = self.cue_of_content.get(at) else { continue };
            let distant = chooser.distant_cue(at, &self.cue_of_content);
            if let Some(cue) = self.cue_of_content.get_mut(at) {
                *cue = distant;
            }
        }
        self.source_of_cue.clear();
        self.source_margins.clear();
        for (source, margin) in spans.cues.iter().map(|cue| chooser.source(*cue)) {
            self.source_of_cue.push(source);
            self.source_margins.push(margin);
        }
    }
}

/// What the cues of contents are chosen from.
struct Chooser<'a, E> {
    evidence: &'a E,
    segmentation: &'a Segmentation,
    spans: &'a Spans,
}

impl<E: Evidence> Chooser<'_, E> {
    /// The best source of the cue, or none, and by how much it is better than the next best.
    fn source(&self, cue: TokenSpan) -> (Option<usize>, f32) {
        let paragraph = paragraph(self.segmentation, cue.start());
        let end = sentence_end(self.segmentation, cue.start());
        let mut best = (None, self.evidence.cue_to_source(cue.start(), None));
        let mut next = f32::NEG_INFINITY;
        for source in neighbours(&self.spans.sources, cue.start()) {
            let start = self.spans.sources.get(source).map_or(0, |source| source.start());
            if !paragraph.holds(start) || start >= end {
                continue;
            }
            let score = self.evidence.cue_to_source(cue.start(), Some(start));
            if score > best.1 || (best.0.is_none() && score >= best.1) {
                next = best.1;
                best = (Some(source), score);
            } else {
                next = next.max(score);
            }
        }
        (best.0, best.1 - next)
    }

    /// The best cue of the content's paragraph, other than those that its own quotation holds: what
    /// is quoted within a quotation is not said by the same person.
    fn own_cue(&self, content: TokenSpan) -> Option<usize> {
        let around = self.opened(content).map(|quotation| quotation.tokens).unwrap_or_default();
        let paragraph = paragraph(self.segmentation, content.start());
        self.best_cue(content, paragraph, |cue| !around.holds(self.start_of(cue)))
    }

    /// The cue of another paragraph, which only a quotation may have and what a cue with a colon
    /// introduces: nearly all contents stand with their cues. A quotation that goes on from the
    /// paragraph before has the cue that it had there.
    fn distant_cue(&self, at: usize, chosen: &[Option<usize>]) -> Option<usize> {
        let content = *self.spans.contents.get(at)?;
        let window = self.evidence.window(content.start());
        let Some(quotation) = self.opened(content) else {
            let introduces = |cue| self.evidence.introduces(self.start_of(cue), content.start());
            return self.best_cue(content, window, introduces);
        };
        let earlier = quotation.continues.then(|| self.cue_so_far(at, content, chosen)).flatten();
        let own = paragraph(self.segmentation, content.start());
        let earlier = earlier.or_else(|| self.cue_beyond(at, (own, window), chosen));
        earlier.or_else(|| {
            self.best_cue(content, window, |cue| {
                let start = self.start_of(cue);
                start < own.start() || (start >= own.end() && self.is_of_quotations(cue, chosen))
            })
        })
    }

    /// The cue of the quotation with which the paragraph before ends, where that stands in another
    /// window: “Rain is near,” Obi said. “It came early.” ¶ “We have pumps.”
    fn cue_beyond(
        &self,
        at: usize,
        (own, window): (TokenSpan, TokenSpan),
        chosen: &[Option<usize>],
    ) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let content = *self.spans.contents.get(before)?;
        let cue = chosen.get(before).copied().flatten()?;
        let earlier = paragraph(self.segmentation, own.start().checked_sub(1)?);
        let is_near = earlier.holds(content.start()) && !window.holds(content.start());
        let opened = self.opened(*self.spans.contents.get(at)?);
        let is_whole = opened.is_some_and(|one| one.tokens == own);
        (is_near && is_whole && self.opened(content).is_some()).then_some(cue)
    }

    /// The cue that the quotation which this content goes on had in the paragraph before.
    fn cue_so_far(&self, at: usize, content: TokenSpan, chosen: &[Option<usize>]) -> Option<usize> {
        let quotations = &self.segmentation.quotations;
        let after = quotations.partition_point(|one| one.tokens.start() < content.start());
        let mut earlier = quotations.get(..after)?.iter().rev();
        let left_open = earlier.find(|one| one.depth == 0)?.tokens;
        let stands_there = |before: &usize| {
            self.spans.contents.get(*before).is_some_and(|one| left_open.holds(one.start()))
        };
        let inside = (0..at).rev().take(NEIGHBOURS).take_while(stands_there);
        let mut cues = inside.filter_map(|before| chosen.get(before).copied().flatten());
        cues.find(|cue| !left_open.holds(self.start_of(*cue)))
    }

    /// Whether a content of the cue is a quotation, or the cue has no content yet: a later paragraph's
    /// cue with a plain clause of its own has nothing to do with the quotation before it.
    fn is_of_quotations(&self, cue: usize, chosen: &[Option<usize>]) -> bool {
        let near = neighbours(&self.spans.contents, self.start_of(cue));
        let mut own = near.filter(|at| chosen.get(*at).copied().flatten() == Some(cue)).peekable();
        own.peek().is_none()
            || own.any(|at| {
                self.spans.contents.get(at).is_some_and(|one| self.opened(*one).is_some())
            })
    }

    /// The quotation that begins with the content.
    fn opened(&self, content: TokenSpan) -> Option<&Quotation> {
        let quotations = &self.segmentation.quotations;
        let at = quotations.partition_point(|one| one.tokens.start() < content.start());
        quotations.get(at).filter(|one| one.tokens.start() == content.start())
    }

    fn start_of(&self, cue: usize) -> usize {
        self.spans.cues.get(cue).map_or(0, |cue| cue.start())
    }

    fn best_cue(
        &self,
        content: TokenSpan,
        range: TokenSpan,
        may_be: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let near = neighbours(&self.spans.cues, content.start());
        best(near.filter(|cue| range.holds(self.start_of(*cue)) && may_be(*cue)), |cue| {
            self.evidence.content_to_cue(content.start(), self.start_of(cue))
        })
        .map(|(cue, _)| cue)
    }
}

fn paragraph(segmentation: &Segmentation, token: usize) -> TokenSpan {
    let index = segmentation.paragraph_of(token);
    segmentation.paragraphs.get(index).map(|paragraph| paragraph.tokens).unwrap_or_default()
}

/// The end of the sentence of a token: no source stands in a later sentence than its cue.
fn sentence_end(segmentation: &Segmentation, token: usize) -> usize {
    let sentence = segmentation.sentences.get(segmentation.sentence_of(token));
    sentence.map_or(usize::MAX, |sentence| sentence.tokens.end())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Prefers the cue and the source that stand furthest down, in windows of these tokens.
    struct LastCue(Vec<TokenSpan>);

    impl Evidence for LastCue {
        fn tags(&self) -> &[sayso_tag::TagScores] {
            &[]
        }
        fn transitions(&self, _: usize) -> sayso_tag::Transitions {
            sayso_tag::Transitions::default()
        }
        fn window(&self, token: usize) -> TokenSpan {
            *self.0.iter().find(|window| window.holds(token)).unwrap()
        }
        #[expect(clippy::cast_precision_loss, reason = "a few tokens")]
        fn content_to_cue(&self, _: usize, cue: usize) -> f32 {
            cue as f32
        }
        #[expect(clippy::cast_precision_loss, reason = "a few tokens")]
        fn cue_to_source(&self, _: usize, source: Option<usize>) -> f32 {
            source.map_or(0.0, |source| source as f32)
        }
    }

    /// The cue of each content, where one window holds all.
    fn cues<'t>(text: &'t str, cues: &[&str], contents: &[&str]) -> Vec<Option<&'t str>> {
        cues_within(text, (cues, contents), |it| vec![TokenSpan::new(0, it.tokens.len())])
    }

    fn cues_within<'t>(
        text: &'t str,
        (cues, contents): (&[&str], &[&str]),
        windows: impl Fn(&Segmentation) -> Vec<TokenSpan>,
    ) -> Vec<Option<&'t str>> {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let spans_of = |parts: &[&str]| -> Vec<TokenSpan> {
            let place = |part: &&str| {
                let start = text.find(part).unwrap();
                segmentation.tokens_in(sayso_text::Span::new(start, start + part.len()))
            };
            parts.iter().map(place).collect()
        };
        let spans =
            Spans { cues: spans_of(cues), contents: spans_of(contents), ..Spans::default() };
        let mut links = Links::default();
        links.choose(&LastCue(windows(&segmentation)), &segmentation, &spans, Reach::Text);
        let word = |cue: &Option<usize>| cue.map(|cue| segmentation.span(spans.cues[cue]).of(text));
        links.cue_of_content.iter().map(word).collect()
    }

    #[test]
    fn quotation_that_goes_on_keeps_its_cue() {
        let text = "Ana Lopes added: \"The roof went first.\n\n\"The stairs went next.\n\n\"We \
                    jumped.\"\n\nTom Reed swore the roof was his.";
        let contents = [
            "\"The roof went first.",
            "\"The stairs went next.",
            "\"We jumped.\"",
            "the roof was his",
        ];
        assert_eq!(
            cues(text, &["added", "swore"], &contents),
            [Some("added"), Some("added"), Some("added"), Some("swore")]
        );
    }

    #[test]
    fn quotation_does_not_go_to_the_clause_of_a_later_paragraph() {
        let text = "\"The roof went first,\" Ana Lopes added.\n\n\"We jumped.\"\n\nTom Reed swore the \
                    roof was his.";
        let contents = ["\"The roof went first,\"", "\"We jumped.\"", "the roof was his"];
        assert_eq!(
            cues(text, &["added", "swore"], &contents),
            [Some("added"), Some("added"), Some("swore")]
        );
    }

    #[test]
    fn paragraph_that_is_a_quotation_has_the_cue_before_it_also_of_another_window() {
        let paragraphs =
            |it: &Segmentation| it.paragraphs.iter().map(|paragraph| paragraph.tokens).collect();
        let cues = |last: &str| {
            let text = format!("\"Rain is near,\" Ana Lopes said. \"It came early.\"\n\n{last}");
            let contents = ["\"Rain is near,\"", "\"It came early.\"", "\"We have pumps.\""];
            let found = cues_within(&text, (&["said"], &contents), paragraphs);
            found.into_iter().map(|cue| cue.is_some()).collect::<Vec<_>>()
        };
        assert_eq!(cues("\"We have pumps.\""), [true, true, true]);
        assert_eq!(cues("\"We have pumps.\" A man stood in the door."), [true, true, false]);
    }

    #[test]
    fn cue_inside_a_quotation_is_not_its_own() {
        let text = "\"The storm was long. A sailor observed, \"Nine days.\"\n\n\"We lost the mast,\" \
                    wrote Ana Lopes.";
        let contents = ["\"The storm was long.", "\"Nine days.\"", "\"We lost the mast,\""];
        assert_eq!(
            cues(text, &["observed", "wrote"], &contents),
            [Some("wrote"), Some("observed"), Some("wrote")]
        );
    }

    #[test]
    fn quotation_goes_on_over_another_within_it() {
        let text = "Ana Lopes wrote: \"The storm was long. A sailor observed, \"Nine days.\"\n\n\"We lost \
                    the mast.\"";
        let contents = ["\"The storm was long.", "\"Nine days.\"", "\"We lost the mast.\""];
        assert_eq!(
            cues(text, &["wrote", "observed"], &contents),
            [Some("wrote"), Some("observed"), Some("wrote")]
        );
    }

    #[test]
    fn plain_content_takes_no_cue_of_another_paragraph() {
        let text = "The roof went first, Ana Lopes said.\n\nThe stairs went next.\n\nThe cellar, Tom \
                    Reed swore, was dry.";
        let contents = ["The roof went first", "The stairs went next", "The cellar"];
        assert_eq!(cues(text, &["said", "swore"], &contents), [Some("said"), None, Some("swore")]);
    }

    #[test]
    fn source_stands_in_no_later_sentence_than_its_cue() {
        let text = "The dam will hold, the engineer said. Ana Lopes left.";
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let spans_of = |part: &str| {
            let start = text.find(part).unwrap();
            segmentation.tokens_in(sayso_text::Span::new(start, start + part.len()))
        };
        let sources = vec![spans_of("the engineer"), spans_of("Ana Lopes")];
        let spans = Spans { cues: vec![spans_of("said")], sources, ..Spans::default() };
        let mut links = Links::default();
        let all = vec![TokenSpan::new(0, segmentation.tokens.len())];
        links.choose(&LastCue(all), &segmentation, &spans, Reach::Text);
        assert_eq!(links.source_of_cue, [Some(0)]);
    }
}
