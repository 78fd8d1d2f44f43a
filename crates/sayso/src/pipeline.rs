//! The stages in a row: text in, statements out.

use sayso_attribute::{
    Attributor, AttributorOptions, AttributorWorker, Complementizer, Explanation, Lexicon,
};
use sayso_resolve::{Profile, Resolver, ResolverWorker};
use sayso_segment::{Segmenter, SegmenterWorker};
use sayso_tag::{Tagger, TaggerWorker};
use sayso_text::{
    Attribution, AttributionType, Date, Document, Segmentation, Speaker, Statement, TokenKind,
};

use crate::{Error, ModelChoice};

/// What a pipeline is made of.
///
/// ```
/// use sayso::PipelineOptions;
/// use sayso::text::AttributionType;
///
/// let options = PipelineOptions {
///     types: vec![AttributionType::Communication],
///     ..PipelineOptions::default()
/// };
/// assert_eq!(options.min_confidence, 0.0);
/// ```
#[derive(Clone, Debug)]
pub struct PipelineOptions {
    /// What finds sources, cues and contents.
    pub model: ModelChoice,
    /// The cues of attribution; [`Lexicon::add`] extends them.
    pub lexicon: Lexicon,
    /// Whether the "that" in "said that it rains" belongs to the content. Left out by default,
    /// because a row reads better without it; annotated corpora keep it.
    pub complementizer: Complementizer,
    /// Statements of less confidence are left out; 0 to 1.
    pub min_confidence: f32,
    /// Statements of other types are left out.
    pub types: Vec<AttributionType>,
}

impl Default for PipelineOptions {
    fn default() -> Self {
        Self {
            model: ModelChoice::default(),
            lexicon: Lexicon::built_in(),
            complementizer: Complementizer::Drop,
            min_confidence: 0.0,
            types: AttributionType::ALL.to_vec(),
        }
    }
}

/// The stages from text to statements, compiled and shared by all threads.
///
/// ```
/// let pipeline = sayso::Pipeline::by_rules();
/// let statements = pipeline.extract("“Rain is near,” said Ada Obi, the mayor.");
/// assert_eq!(&*statements[0].speaker.name, "Ada Obi");
/// ```
#[derive(Debug)]
pub struct Pipeline {
    segmenter: Segmenter,
    tagger: Option<Tagger>,
    attributor: Attributor,
    resolver: Resolver,
    min_confidence: f32,
    types: Vec<AttributionType>,
}

impl Default for Pipeline {
    /// The pipeline of the default options, whose model the program carries.
    #[expect(clippy::expect_used, reason = "a test loads the default model")]
    fn default() -> Self {
        Self::new(PipelineOptions::default()).expect("the program carries its default model")
    }
}

impl Pipeline {
    /// Loads the model and compiles the stages.
    ///
    /// # Errors
    /// Where the model cannot be loaded.
    pub fn new(options: PipelineOptions) -> Result<Self, Error> {
        let tagger = options.model.tagger()?;
        Ok(Self::with_tagger(tagger, options))
    }

    /// The pipeline of lexicons and rules, which needs no model.
    #[must_use]
    pub fn by_rules() -> Self {
        Self::with_tagger(None, PipelineOptions::default())
    }

    fn with_tagger(tagger: Option<Tagger>, options: PipelineOptions) -> Self {
        Self {
            segmenter: Segmenter::new(),
            tagger,
            attributor: Attributor::new(AttributorOptions {
                lexicon: options.lexicon,
                complementizer: options.complementizer,
            }),
            resolver: Resolver::new(),
            min_confidence: options.min_confidence,
            types: options.types,
        }
    }

    /// The scratch of one thread.
    #[must_use]
    pub fn worker(&self) -> PipelineWorker<'_> {
        PipelineWorker {
            pipeline: self,
            segmenter: self.segmenter.worker(),
            evidence: EvidenceWorker {
                tagger: self.tagger.as_ref().map(Tagger::worker),
                attributor: self.attributor.worker(),
            },
            resolver: self.resolver.worker(),
            date: None,
            words: 0,
        }
    }

    /// The statements of one text. [`PipelineWorker::extract`] is the form for many.
    #[must_use]
    pub fn extract(&self, text: &str) -> Vec<Statement> {
        self.worker().extract(&Document::new("", text))
    }

    fn keeps(&self, attribution: &Attribution) -> bool {
        attribution.confidence >= self.min_confidence
            && self.types.contains(&attribution.attribution_type)
    }
}

/// Buffers of all stages; one per thread, made by [`Pipeline::worker`].
#[derive(Debug)]
pub struct PipelineWorker<'p> {
    pipeline: &'p Pipeline,
    segmenter: SegmenterWorker<'p>,
    evidence: EvidenceWorker<'p>,
    resolver: ResolverWorker<'p>,
    date: Option<Date>,
    words: usize,
}

/// The buffers between segmentation and attributions: evidence from the network, where there is
/// one, or else from the rules.
#[derive(Debug)]
struct EvidenceWorker<'p> {
    tagger: Option<TaggerWorker<'p>>,
    attributor: AttributorWorker<'p>,
}

impl EvidenceWorker<'_> {
    fn attribute(&mut self, text: &str, segmentation: &Segmentation) -> &[Attribution] {
        match &mut self.tagger {
            Some(tagger) => {
                let scores = tagger.tag(text, segmentation);
                self.attributor.attribute_by(text, segmentation, scores)
            }
            None => self.attributor.attribute(text, segmentation),
        }
    }
}

impl EvidenceWorker<'_> {
    fn explain(&mut self, text: &str, segmentation: &Segmentation) -> Vec<Explanation> {
        match &mut self.tagger {
            Some(tagger) => {
                let scores = tagger.tag(text, segmentation);
                self.attributor.explain_by(text, segmentation, scores)
            }
            None => self.attributor.explain(text, segmentation),
        }
    }
}

impl PipelineWorker<'_> {
    /// The attributions of the document with the reasons for each: how probable its parts are, and
    /// what else they could have been linked to.
    pub fn explain(&mut self, document: &Document) -> Vec<Explanation> {
        let text = document.text.as_str();
        let segmentation = self.segmenter.segment(text);
        let mut explanations = self.evidence.explain(text, segmentation);
        explanations.retain(|one| self.pipeline.keeps(&one.attribution));
        explanations
    }

    /// The statements of the document, in the order of their contents.
    ///
    /// A statement keeps its number whatever the options leave out, so the numbers may have gaps.
    pub fn extract(&mut self, document: &Document) -> Vec<Statement> {
        let text = document.text.as_str();
        let segmentation = self.segmenter.segment(text);
        let attributions = self.evidence.attribute(text, segmentation);
        let speakers = self.resolver.resolve(text, segmentation, attributions);
        self.date = segmentation.date;
        self.words = words(segmentation);
        let rows = attributions.iter().zip(speakers).enumerate();
        rows.filter(|(_, (attribution, _))| self.pipeline.keeps(attribution))
            .map(|(index, (attribution, speaker))| {
                statement(index, segmentation, attribution, speaker)
            })
            .collect()
    }

    /// The speakers of the document with their names, roles and numbers of statements, the one who
    /// speaks most first.
    pub fn profiles(&mut self, document: &Document) -> Vec<Profile> {
        let text = document.text.as_str();
        let segmentation = self.segmenter.segment(text);
        let attributions = self.evidence.attribute(text, segmentation);
        let kept: Vec<Attribution> = attributions
            .iter()
            .filter(|attribution| self.pipeline.keeps(attribution))
            .cloned()
            .collect();
        self.resolver.roster(text, segmentation, &kept)
    }

    /// The date that the last text gave by itself, in a header or a dateline.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// The number of words and numbers in the last text.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words
    }
}

fn words(segmentation: &Segmentation) -> usize {
    let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
    segmentation.tokens.iter().filter(|token| is_word(token.kind)).count()
}

fn statement(
    index: usize,
    segmentation: &Segmentation,
    attribution: &Attribution,
    speaker: &Speaker,
) -> Statement {
    let token = segmentation.tokens_in(attribution.bounds()).start();
    Statement {
        number: index + 1,
        attribution: attribution.clone(),
        speaker: speaker.clone(),
        paragraph: segmentation.paragraph_of(token) + 1,
        sentence: segmentation.sentence_of(token) + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "OSLO, May 3, 2024 (Wire) -- Rain is near, Ada Obi said.\n\n\
                        The mayor wants more pumps. “It will flood,” she said.";

    fn rules() -> PipelineOptions {
        PipelineOptions { model: ModelChoice::Rules, ..PipelineOptions::default() }
    }

    #[test]
    fn worker_gives_the_same_as_the_convenient_call() {
        let pipeline = Pipeline::by_rules();
        let mut worker = pipeline.worker();
        worker.extract(&Document::new("other", "Nobody spoke."));
        let statements = worker.extract(&Document::new("a", TEXT));
        assert_eq!(statements, pipeline.extract(TEXT));
        assert!(worker.words() > 10);
    }

    #[test]
    fn kept_statements_keep_their_numbers() {
        let all = Pipeline::by_rules().extract(TEXT);
        for only in AttributionType::ALL {
            let options = PipelineOptions { types: vec![*only], ..rules() };
            let kept = Pipeline::new(options).expect("rules").extract(TEXT);
            let expected: Vec<_> = all
                .iter()
                .filter(|statement| statement.attribution.attribution_type == *only)
                .cloned()
                .collect();
            assert_eq!(kept, expected);
        }
    }

    #[test]
    fn nothing_is_surer_than_certain() {
        let options = PipelineOptions { min_confidence: 1.1, ..rules() };
        assert!(Pipeline::new(options).expect("rules").extract(TEXT).is_empty());
    }
}
