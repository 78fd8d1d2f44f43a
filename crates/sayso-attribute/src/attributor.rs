//! The stage itself: text and segmentation, and scores where a network gave them, to attributions.

use std::collections::HashMap;

use sayso_tag::Reading;
use sayso_text::{Attribution, AttributionType, Kind, Segmentation, Span, TokenSpan};
use sayso_words::{Reader, Words};

use crate::assemble::Parts;
use crate::attribution_type::type_of;
use crate::complementizer::Complementizer;
use crate::cue_words::{CueWords, CueWordsIn};
use crate::decode::{Decoder, Spans};
use crate::edges::{Acts, Addressing, Edges, adopt_openings};
use crate::evidence::Evidence;
use crate::explain::{Explanation, Origin};
use crate::expressive::Expressive;
use crate::lexicon::Lexicon;
use crate::link::{Links, Reach};
use crate::mend::mend;
use crate::reconcile::{Taken, adopt_sources, overrule, release};
use crate::rule_evidence::RuleEvidence;
use crate::rules::{Rule, RuleBuffers, Vocabulary};

/// What an attributor is made from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AttributorOptions {
    /// The cues to know.
    pub lexicon: Lexicon,
    /// Whether "that" belongs to the content.
    pub complementizer: Complementizer,
}

impl Default for AttributorOptions {
    fn default() -> Self {
        Self::new(Lexicon::built_in())
    }
}

impl AttributorOptions {
    /// The usual options with these cues.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        Self { lexicon, complementizer: Complementizer::default() }
    }
}

/// Finds attributions. Made once from a lexicon, shared by all threads.
#[derive(Debug)]
pub struct Attributor {
    reader: Reader,
    lexicon: Lexicon,
    /// The words that the rules go by.
    vocabulary: Vocabulary,
    /// The words that tell the type of a cue.
    type_vocabulary: Vocabulary,
    acts: Acts,
    addressing: Addressing,
    expressive: Expressive,
    cue_words: CueWords,
    complementizer: Complementizer,
}

impl Attributor {
    /// An attributor with these options.
    #[must_use]
    pub fn new(options: AttributorOptions) -> Self {
        let AttributorOptions { lexicon, complementizer } = options;
        Self {
            reader: Reader::new(),
            vocabulary: Vocabulary::new(&lexicon, |entry| !entry.complements.is_empty())
                .with_names(),
            type_vocabulary: Vocabulary::new(&lexicon, |_| true),
            acts: Acts::built_in(),
            addressing: Addressing::built_in(),
            expressive: Expressive::built_in(),
            cue_words: CueWords::built_in(),
            lexicon,
            complementizer,
        }
    }

    /// The scratch of one thread.
    #[must_use]
    pub fn worker(&self) -> AttributorWorker<'_> {
        AttributorWorker {
            attributor: self,
            rules: RuleBuffers::default(),
            evidence: RuleEvidence::default(),
            decoder: Decoder::default(),
            spans: Spans::default(),
            links: Links::default(),
            taken: Taken::default(),
            attributions: Vec::new(),
        }
    }

    /// The type that a cue at `cue` signals, by the lexicon.
    #[must_use]
    pub fn attribution_type(
        &self,
        text: &str,
        segmentation: &Segmentation,
        cue: Span,
    ) -> AttributionType {
        let words = (&self.lexicon, &self.type_vocabulary);
        type_of(text, segmentation, words, segmentation.tokens_in(cue))
    }

    /// What reads the words of a text for a worker.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The attributions that the rules find; the twin of [`AttributorWorker::attribute`] that
    /// makes its own workers.
    #[must_use]
    pub fn attribute(&self, text: &str, segmentation: &Segmentation) -> Vec<Attribution> {
        let mut reader = self.reader.worker();
        self.worker().attribute(reader.read(text, segmentation)).to_vec()
    }
}

impl Default for Attributor {
    fn default() -> Self {
        Self::new(AttributorOptions::default())
    }
}

/// The buffers with which one thread finds attributions, text after text.
#[derive(Debug)]
pub struct AttributorWorker<'a> {
    attributor: &'a Attributor,
    rules: RuleBuffers,
    evidence: RuleEvidence,
    decoder: Decoder,
    spans: Spans,
    links: Links,
    taken: Taken,
    attributions: Vec<Attribution>,
}

impl<'a> AttributorWorker<'a> {
    /// The attributions that the rules find, sorted by the start of their content.
    ///
    /// `words` are those that the [`Reader`] gives.
    pub fn attribute(&mut self, words: Words<'_>) -> &[Attribution] {
        self.by_rules(words, Reach::Text)
    }

    /// As [`AttributorWorker::attribute`], with each paragraph as a text of its own: nothing is linked
    /// from one to another, and lines of a name and a colon are no transcript.
    pub fn attribute_paragraphs(&mut self, words: Words<'_>) -> &[Attribution] {
        self.by_rules(words, Reach::Paragraph)
    }

    fn by_rules(&mut self, words: Words<'_>, reach: Reach) -> &[Attribution] {
        let Words { text, segmentation, .. } = words;
        let Attributor { lexicon, vocabulary, .. } = self.attributor;
        let candidates = self.rules.find(words, (lexicon, vocabulary), reach);
        let mut evidence = std::mem::take(&mut self.evidence);
        evidence.paint(segmentation, candidates);
        self.decode(text, segmentation, &evidence, reach);
        self.evidence = evidence;
        &self.attributions
    }

    /// The attributions that the evidence speaks for, and those of which the rules are certain where
    /// the evidence speaks for none; sorted by the start of their content. The layout of a transcript
    /// is stronger than the evidence, and a source that it misses is the rules'.
    ///
    /// `evidence` has a row of scores for each of its tokens.
    pub fn attribute_by(&mut self, words: Words<'_>, evidence: &impl Evidence) -> &[Attribution] {
        self.by_evidence(words, evidence, Reach::Text)
    }

    /// As [`AttributorWorker::attribute_by`], with each paragraph as a text of its own.
    pub fn attribute_paragraphs_by(
        &mut self,
        words: Words<'_>,
        evidence: &impl Evidence,
    ) -> &[Attribution] {
        self.by_evidence(words, evidence, Reach::Paragraph)
    }

    fn by_evidence(
        &mut self,
        words: Words<'_>,
        evidence: &impl Evidence,
        reach: Reach,
    ) -> &[Attribution] {
        let Words { text, segmentation, .. } = words;
        self.decode(text, segmentation, evidence, reach);
        let mut found = std::mem::take(&mut self.attributions);
        let Attributor { lexicon, vocabulary, .. } = self.attributor;
        let candidates = self.rules.find(words, (lexicon, vocabulary), reach);
        overrule(text, segmentation, candidates, &mut found);
        release(segmentation, candidates, &mut found);
        let edges = Edges {
            acts: &self.attributor.acts,
            addressing: &self.attributor.addressing,
            expressive: &self.attributor.expressive,
            lexicon,
            vocabulary: &self.attributor.type_vocabulary,
            words,
            reading: evidence.reading(),
        };
        let freed = mend(text, segmentation, (candidates, edges), &mut found);
        self.taken.mark(segmentation, &found);
        adopt_sources(words, candidates, &self.taken, &mut found);
        if evidence.reading() == Reading::Strict {
            adopt_openings(words, &self.taken, &mut found);
        }
        found.retain(|one| {
            let thresholds = evidence.thresholds(segmentation.tokens_in(one.cue).start());
            let said = one.attribution_type == AttributionType::Communication;
            let least = if said { 0.0 } else { thresholds.unsaid };
            one.confidence >= least.max(thresholds.of(one.source.is_some()))
        });
        self.taken.mark(segmentation, &found);
        let mut rules = std::mem::take(&mut self.evidence);
        rules.paint_gaps(segmentation, candidates, &self.taken, &freed);
        self.decode(text, segmentation, &rules, reach);
        self.evidence = rules;
        let labels = self.rules.labels();
        found.retain(|one| {
            let label = labels.binary_search(&segmentation.tokens_in(one.cue));
            label.is_err() || one.kind == Kind::Direct
        });
        self.attributions.append(&mut found);
        self.attributions.sort_by_key(place);
        &self.attributions
    }

    /// The attributions of [`AttributorWorker::attribute`] with the reasons for them.
    pub fn explain(&mut self, words: Words<'_>) -> Vec<Explanation> {
        let Words { text, segmentation, .. } = words;
        self.attribute(words);
        let rules = std::mem::take(&mut self.evidence);
        let mut explanations = Vec::new();
        self.parts(text, segmentation, &rules).explain(
            Origin::Rules,
            self.type_of(text, segmentation),
            &mut explanations,
        );
        self.evidence = rules;
        self.name_rules(segmentation, &mut explanations);
        sorted(explanations)
    }

    /// The attributions of [`AttributorWorker::attribute_by`] with the reasons for them.
    pub fn explain_by(&mut self, words: Words<'_>, evidence: &impl Evidence) -> Vec<Explanation> {
        let Words { text, segmentation, .. } = words;
        let mut explanations = Vec::new();
        // This leaves the spans and links of what the rules added.
        let found = self.attribute_by(words, evidence).to_vec();
        let rules = std::mem::take(&mut self.evidence);
        let type_of = self.type_of(text, segmentation);
        self.parts(text, segmentation, &rules).explain(Origin::Rules, &type_of, &mut explanations);
        self.evidence = rules;
        self.name_rules(segmentation, &mut explanations);
        self.decode(text, segmentation, evidence, Reach::Text);
        self.parts(text, segmentation, evidence).explain(
            Origin::Scores,
            &type_of,
            &mut explanations,
        );
        sorted(as_found(explanations, &found))
    }

    /// Names the rules that found what is explained.
    fn name_rules(&self, segmentation: &Segmentation, explanations: &mut [Explanation]) {
        for one in explanations {
            let rule = self.rules.rule_of(segmentation.tokens_in(one.attribution.cue));
            one.rule = rule.map(Rule::name);
        }
    }

    fn decode(
        &mut self,
        text: &str,
        segmentation: &Segmentation,
        evidence: &impl Evidence,
        reach: Reach,
    ) {
        self.spans.clear();
        for paragraph in &segmentation.paragraphs {
            self.decoder.decode(evidence, paragraph.tokens, &mut self.spans);
        }
        self.links.choose(evidence, segmentation, &self.spans, reach);
        let mut attributions = std::mem::take(&mut self.attributions);
        attributions.clear();
        let type_of = self.type_of(text, segmentation);
        self.parts(text, segmentation, evidence).assemble(type_of, &mut attributions);
        self.attributions = attributions;
    }

    fn parts<'p, E>(
        &'p self,
        text: &'p str,
        segmentation: &'p Segmentation,
        evidence: &'p E,
    ) -> Parts<'p, E> {
        let (spans, links) = (&self.spans, &self.links);
        let Attributor { complementizer, cue_words, reader, .. } = self.attributor;
        let cue_words = CueWordsIn { words: cue_words, reader };
        let complementizer = *complementizer;
        Parts { text, segmentation, spans, links, evidence, complementizer, cue_words }
    }

    fn type_of<'p>(
        &self,
        text: &'p str,
        segmentation: &'p Segmentation,
    ) -> impl Fn(TokenSpan) -> AttributionType + use<'p, 'a> {
        let Attributor { lexicon, type_vocabulary, .. } = self.attributor;
        move |cue| type_of(text, segmentation, (lexicon, type_vocabulary), cue)
    }
}

/// The explanations of what was found. The rules overrule some of what the scores speak for, cut
/// other contents, and give sources.
fn as_found(mut explanations: Vec<Explanation>, found: &[Attribution]) -> Vec<Explanation> {
    // The mending of edges moves the ends of cues.
    let mut by_cue: HashMap<usize, &Attribution> =
        found.iter().map(|one| (one.cue.start(), one)).collect();
    for one in explanations.iter().filter(|one| one.origin == Origin::Rules) {
        by_cue.remove(&one.attribution.cue.start());
    }
    explanations.retain_mut(|one| {
        let same = by_cue.get(&one.attribution.cue.start());
        if let Some(same) = same {
            one.attribution = (*same).clone();
        }
        one.origin == Origin::Rules || same.is_some()
    });
    explanations
}

fn sorted(mut explanations: Vec<Explanation>) -> Vec<Explanation> {
    explanations.sort_by_key(|one| place(&one.attribution));
    explanations
}

/// What attributions are sorted by.
fn place(attribution: &Attribution) -> (Span, Span) {
    (attribution.bounds(), attribution.cue)
}

#[cfg(test)]
mod tests {
    use sayso_segment::Segmenter;
    use sayso_tag::{TagScores, Thresholds, Transitions};

    use super::*;
    use crate::evidence::{Role, TAGS, Tag};

    /// Tags of which each is four times as likely as its next, and thresholds.
    struct Unsure {
        rows: Vec<TagScores>,
        thresholds: Thresholds,
    }

    impl Evidence for Unsure {
        fn tags(&self) -> &[TagScores] {
            &self.rows
        }
        fn transitions(&self, _: usize) -> Transitions {
            Transitions::default()
        }
        fn thresholds(&self, _: usize) -> Thresholds {
            self.thresholds
        }
        fn window(&self, _: usize) -> TokenSpan {
            TokenSpan::new(0, self.rows.len())
        }
        fn content_to_cue(&self, _: usize, _: usize) -> f32 {
            1.0
        }
        fn cue_to_source(&self, _: usize, source: Option<usize>) -> f32 {
            if source.is_some() { 1.0 } else { 0.0 }
        }
    }

    /// How many rows are left of "Obi mumbled rain", "Mumbled rain" and "Obi wants rain".
    fn rows(thresholds: Thresholds) -> [usize; 3] {
        let (source, cue) = (Tag::Begin(Role::Source), Tag::Begin(Role::Cue));
        let content = Tag::Begin(Role::Content);
        let whole = &[source, cue, content][..];
        let bare = &[cue, content][..];
        [("Obi mumbled rain", whole), ("Mumbled rain", bare), ("Obi wants rain", whole)].map(
            |(text, tags)| {
                let row = |tag: &Tag| {
                    let mut row = [0.0; TAGS];
                    row[tag.index()] = 4.0;
                    row
                };
                let evidence = Unsure { rows: tags.iter().map(row).collect(), thresholds };
                let attributor = Attributor::default();
                let (segmentation, mut reader) =
                    (Segmenter::new().segment(text), attributor.reader().worker());
                let words = reader.read(text, &segmentation);
                attributor.worker().attribute_by(words, &evidence).len()
            },
        )
    }

    #[test]
    fn row_below_its_threshold_is_none() {
        let least = |sourced, sourceless, unsaid| Thresholds { sourced, sourceless, unsaid };
        assert_eq!(rows(least(0.0, 0.0, 0.0)), [1, 1, 1]);
        assert_eq!(rows(least(0.0, 0.99, 0.0)), [1, 0, 1]);
        assert_eq!(rows(least(0.99, 0.0, 0.0)), [0, 1, 0]);
        assert_eq!(rows(least(0.0, 0.0, 0.99)), [1, 1, 0]);
    }
}
