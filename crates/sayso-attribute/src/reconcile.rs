//! What a network found and what the rules propose, made one: the layout of a text overrules the
//! network, sources that it missed are taken from the rules, and what is left free is told.

use sayso_text::{Attribution, Segmentation, Span, TokenSpan};
use sayso_words::{Traits, Words};

use crate::assemble::kind;
use crate::rules::{Candidate, Rule};

/// Takes out the cues and the contents that were found within the proposals that overrule them.
pub(crate) fn overrule(
    text: &str,
    segmentation: &Segmentation,
    candidates: &[Candidate],
    found: &mut Vec<Attribution>,
) {
    let overruling: Vec<TokenSpan> = candidates
        .iter()
        .filter(|candidate| candidate.rule.overrules())
        .map(|candidate| {
            TokenSpan::new(candidate.source.unwrap_or(candidate.cue).start(), candidate.end())
        })
        .collect();
    if overruling.is_empty() {
        return;
    }
    let is_overruled = |span: Span| {
        let tokens = segmentation.tokens_in(span);
        let after = overruling.partition_point(|turn| turn.end() <= tokens.start());
        overruling.get(after).is_some_and(|turn| turn.touches(tokens))
    };
    found.retain_mut(|one| {
        let contents = one.content.len();
        one.content.retain(|span| !is_overruled(*span));
        if one.content.len() < contents {
            one.kind = kind(text, segmentation, &one.content);
        }
        !is_overruled(one.cue) && !one.content.is_empty()
    });
}

/// Takes quotations from cues of other paragraphs where the rules see them framed in their own: a network
/// that misses "Obi says" after a quotation gives it to whom it heard last.
pub(crate) fn release(
    segmentation: &Segmentation,
    candidates: &[Candidate],
    found: &mut Vec<Attribution>,
) {
    let paragraph = |span: Span| segmentation.paragraph_of(segmentation.tokens_in(span).start());
    let is_framed = |tokens: TokenSpan, paragraph: TokenSpan| {
        let first = candidates.partition_point(|one| one.cue.start() < paragraph.start());
        let within = candidates.get(first..).unwrap_or_default().iter();
        within.take_while(|one| one.cue.start() < paragraph.end()).any(|one| {
            matches!(one.rule, Rule::FrontedQuotation | Rule::Words)
                && one.content.as_slice().iter().any(|piece| piece.touches(tokens))
        })
    };
    for one in found.iter_mut() {
        let own = paragraph(one.cue);
        one.content.retain(|span| {
            let tokens = segmentation.tokens_in(*span);
            let its = segmentation.paragraph_of(tokens.start());
            let around = segmentation.paragraphs.get(its).map(|it| it.tokens).unwrap_or_default();
            its == own || !is_framed(tokens, around)
        });
    }
    found.retain(|one| !one.content.is_empty());
}

/// Gives every attribution without a source, with one that only owns the rules' ("*Acme*'s head, Ada Obi, said"), or
/// with one of an earlier sentence, that of the proposal with the same cue, where the proposal has one and no content or cue stands on it.
///
/// Networks leave a source out where it is of an unusual kind ("the film", "it"); the subject of a
/// cue that has content is nearly always its source.
pub(crate) fn adopt_sources(
    words: Words<'_>,
    candidates: &[Candidate],
    taken: &Taken,
    found: &mut [Attribution],
) {
    let segmentation = words.segmentation;
    let owns = |source: Span| {
        let behind = segmentation.tokens_in(source).end();
        words.traits(behind).any(Traits::GENITIVE)
    };
    let sentence = |span: Span| segmentation.sentence_of(segmentation.tokens_in(span).start());
    let elsewhere =
        |one: &Attribution| one.source.is_some_and(|source| sentence(source) < sentence(one.cue));
    let lacks = |one: &Attribution| one.source.is_none_or(owns) || elsewhere(one);
    if !found.iter().any(lacks) {
        return;
    }
    let mut proposals: Vec<(TokenSpan, TokenSpan)> = candidates
        .iter()
        .filter_map(|candidate| Some((candidate.cue, candidate.source?)))
        .collect();
    proposals.sort_unstable();
    for one in found.iter_mut().filter(|one| lacks(one)) {
        let cue = segmentation.tokens_in(one.cue);
        let after = proposals.partition_point(|(proposed, _)| proposed.end() <= cue.start());
        let proposal = proposals.get(after).filter(|(proposed, _)| proposed.touches(cue));
        let adopted = proposal.map(|(_, source)| *source).filter(|source| taken.leaves(*source));
        one.source = adopted.map(|source| segmentation.span(source)).or(one.source);
    }
}

/// The tokens on which a content or a cue stands.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    tokens: Vec<bool>,
}

impl Taken {
    /// Marks the tokens of what was found, and no others.
    pub(crate) fn mark(&mut self, segmentation: &Segmentation, found: &[Attribution]) {
        self.tokens.clear();
        self.tokens.resize(segmentation.tokens.len(), false);
        for span in found.iter().flat_map(|one| one.content.iter().chain([&one.cue])) {
            if let Some(tokens) = self.tokens.get_mut(segmentation.tokens_in(*span).range()) {
                tokens.fill(true);
            }
        }
    }

    /// Whether the text has these tokens and none of them is marked.
    pub(crate) fn leaves(&self, span: TokenSpan) -> bool {
        self.tokens.get(span.range()).is_some_and(|tokens| !tokens.contains(&true))
    }
}

#[cfg(test)]
mod tests {
    use sayso_words::Reader;

    use super::*;
    use crate::Lexicon;
    use crate::link::Reach;
    use crate::rules::{RuleBuffers, Vocabulary};

    /// The source of "said" after that of the rules was offered, where the network found this one and this content.
    fn adopted(text: &str, source: Option<&str>, content: &str) -> Option<String> {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let place = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let lexicon = Lexicon::built_in();
        let vocabulary = Vocabulary::new(&lexicon, |_| true);
        let (reader, mut rules, mut taken) =
            (Reader::new(), RuleBuffers::default(), Taken::default());
        let mut reader = reader.worker();
        let words = reader.read(text, &segmentation);
        let candidates = rules.find(words, (&lexicon, &vocabulary), Reach::Text);
        let one = Attribution::new(place("said"), vec![place(content)]);
        let mut found = [one.with_source(source.map(place))];
        taken.mark(&segmentation, &found);
        adopt_sources(words, candidates, &taken, &mut found);
        found[0].source.map(|source| source.of(text).to_owned())
    }

    #[test]
    fn source_on_which_a_content_stands_is_not_adopted() {
        let text = "The sea is calm, Ada Obi said.";
        assert_eq!(adopted(text, None, "The sea is calm").as_deref(), Some("Ada Obi"));
        assert_eq!(adopted(text, None, "The sea is calm, Ada"), None);
    }

    #[test]
    fn subject_of_the_own_sentence_is_the_source() {
        let text = "Ada Obi waved. Bo Lind said the sea is calm.";
        let own = Some("Bo Lind".to_owned());
        assert_eq!(adopted(text, Some("Ada Obi"), "the sea is calm"), own);
    }

    #[test]
    fn who_only_owns_the_source_is_none() {
        let text = "Ada Obi, Acme's head, said the sea is calm.";
        let whole = Some("Ada Obi, Acme's head".to_owned());
        assert_eq!(adopted(text, Some("Acme"), "the sea is calm"), whole);
        let text = "In Acme's hall, Ada Obi said the sea is calm.";
        let name = Some("Ada Obi".to_owned());
        assert_eq!(adopted(text, Some("Acme"), "the sea is calm"), name);
        let text = "Ada Obi, Acme's head, said the sea is calm.";
        // A shorter source that the network chose is its own.
        assert_eq!(adopted(text, Some("Ada Obi"), "the sea is calm"), name);
    }

    #[test]
    fn quotation_that_its_own_paragraph_frames_is_no_content_of_a_cue_elsewhere() {
        let contents = |last: &str| {
            let text = format!("Ada Obi said the sea rose.\n\n{last}");
            let segmentation = sayso_segment::Segmenter::new().segment(&text);
            let place = |part: &str| {
                let start = text.find(part).unwrap();
                Span::new(start, start + part.len())
            };
            let lexicon = Lexicon::built_in();
            let vocabulary = Vocabulary::new(&lexicon, |_| true);
            let (reader, mut rules) = (Reader::new(), RuleBuffers::default());
            let mut reader = reader.worker();
            let words = reader.read(&text, &segmentation);
            let candidates = rules.find(words, (&lexicon, &vocabulary), Reach::Text);
            let parts = ["the sea rose", "“We have pumps"].map(place).to_vec();
            let mut found = vec![Attribution::new(place("said"), parts)];
            release(&segmentation, candidates, &mut found);
            found[0].content.as_slice().len()
        };
        assert_eq!(contents("“We have pumps,” Bo Ek said."), 1);
        assert_eq!(contents("“We have pumps.”"), 2);
    }
}
