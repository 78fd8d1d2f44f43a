//! The stages in a row: text in, statements out.

use std::panic::resume_unwind;
use std::thread;

use sayso_attribute::{Attributor, AttributorOptions, Complementizer, Explanation, Lexicon};
use sayso_resolve::{Profile, Resolver, ResolverWorker, Why};
use sayso_segment::{Segmenter, SegmenterWorker};
use sayso_tag::{Reading, Tagger};
use sayso_text::{
    Attribution, AttributionType, Date, Document, Segmentation, Speaker, Statement, TokenKind,
};
use sayso_words::ReaderWorker;

use crate::finding::Finder;
use crate::found::Found;
use crate::part::{Before, Part, parts};
use crate::voices::{Voice, Voices, VoicesWorker};
use crate::{Error, ModelChoice, roster, shift};

/// What a pipeline is made of.
///
/// ```
/// use sayso::PipelineOptions;
/// use sayso::text::AttributionType;
///
/// let mut options = PipelineOptions::default();
/// options.types = vec![AttributionType::Communication];
/// assert_eq!(options.min_confidence, 0.0);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PipelineOptions {
    /// What finds sources, cues and contents.
    pub model: ModelChoice,
    /// The cues of attribution; [`Lexicon::add`] extends them.
    pub lexicon: Lexicon,
    /// Whether the "that" in "said that it rains" belongs to the content. Left out by default,
    /// because a row reads better without it; annotated corpora keep it.
    pub complementizer: Complementizer,
    /// Statements of less confidence, counted in hundredths as tables show it, are left out; 0 to 1.
    pub min_confidence: f32,
    /// Statements whose speaker is less sure are left out, and above 0 those that name nobody; 0 to 1.
    pub min_speaker_confidence: f32,
    /// Whether voices within voices are looked for, which takes some half again of the time. The rules
    /// by themselves find none.
    pub voices: Voices,
    /// What counts as an attribution, where the network can tell two readings apart.
    pub reading: Reading,
    /// Statements of other types are left out.
    pub types: Vec<AttributionType>,
    /// A text of more bytes is worked on in parts of at most so many, cut at paragraphs where it
    /// has any. All numbers and offsets go on from part to part, but nothing is linked across a
    /// cut. Bounds the memory of a worker, which is some 50 (rules) to 200 (large) times this.
    pub max_part_bytes: usize,
}

impl Default for PipelineOptions {
    fn default() -> Self {
        Self {
            model: ModelChoice::default(),
            lexicon: Lexicon::built_in(),
            complementizer: Complementizer::Drop,
            min_confidence: 0.0,
            min_speaker_confidence: 0.0,
            voices: Voices::default(),
            reading: Reading::default(),
            types: AttributionType::ALL.to_vec(),
            max_part_bytes: MAX_PART_BYTES,
        }
    }
}

/// Several times the longest article of the corpora that the networks were trained on, so that no
/// article is ever cut, and small enough for the memory of an old laptop.
const MAX_PART_BYTES: usize = 1 << 19;

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
    min_speaker_confidence: f32,
    voices: Voices,
    types: Vec<AttributionType>,
    max_part_bytes: usize,
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
        // What the lists of words become takes as long as a small network, so both are made at once.
        thread::scope(|scope| {
            let beside = thread::Builder::new().spawn_scoped(scope, Resolver::new);
            let tagger = options.model.tagger(options.reading)?;
            Ok(Self::with_tagger(tagger, options, || match beside {
                Ok(made) => made.join().unwrap_or_else(|fault| resume_unwind(fault)),
                Err(_) => Resolver::new(),
            }))
        })
    }

    /// The pipeline of lexicons and rules, which needs no model.
    #[must_use]
    pub fn by_rules() -> Self {
        Self::with_tagger(None, PipelineOptions::default(), Resolver::new)
    }

    /// The resolver is asked for last.
    fn with_tagger(
        tagger: Option<Tagger>,
        options: PipelineOptions,
        resolver: impl FnOnce() -> Resolver,
    ) -> Self {
        // Of the inner voices that the rules propose fewer than half are right (47 % of those on other
        // news marked by hand, a fifth of all that are there): such rows would mislead.
        let voices = if tagger.is_some() { options.voices } else { Voices::Outer };
        let mut attributing = AttributorOptions::new(options.lexicon);
        attributing.complementizer = options.complementizer;
        Self {
            segmenter: Segmenter::new(),
            tagger,
            attributor: Attributor::new(attributing),
            resolver: resolver(),
            min_confidence: options.min_confidence,
            min_speaker_confidence: options.min_speaker_confidence,
            voices,
            types: options.types,
            max_part_bytes: options.max_part_bytes,
        }
    }

    /// The scratch of one thread.
    #[must_use]
    pub fn worker(&self) -> PipelineWorker<'_> {
        PipelineWorker {
            pipeline: self,
            segmenter: self.segmenter.worker(),
            reader: self.attributor.reader().worker(),
            voices: VoicesWorker::new(self.segmenter.worker(), self.attributor.reader().worker()),
            finder: Finder {
                tagger: self.tagger.as_ref().map(Tagger::worker),
                attributor: self.attributor.worker(),
            },
            resolver: self.resolver.worker(),
            found: Found::default(),
            date: None,
            words: 0,
        }
    }

    /// The first stage: text to paragraphs, sentences, tokens and quotations.
    #[must_use]
    pub fn segmenter(&self) -> &Segmenter {
        &self.segmenter
    }

    /// The second stage: tokens to scores; none where the rules do without.
    #[must_use]
    pub fn tagger(&self) -> Option<&Tagger> {
        self.tagger.as_ref()
    }

    /// The third stage: scores, cues and quotations to attributions.
    #[must_use]
    pub fn attributor(&self) -> &Attributor {
        &self.attributor
    }

    /// The fourth stage: attributions to speakers.
    #[must_use]
    pub fn resolver(&self) -> &Resolver {
        &self.resolver
    }

    /// The statements of one text. [`PipelineWorker::extract`] is the form for many.
    #[must_use]
    pub fn extract(&self, text: &str) -> Vec<Statement> {
        self.worker().extract(&Document::new("", text))
    }

    /// The parts in which a text of this length is worked on: the whole, where it is no longer than
    /// [`PipelineOptions::max_part_bytes`].
    pub fn parts<'t>(&self, text: &'t str) -> impl Iterator<Item = Part> + use<'t> {
        parts(text, self.max_part_bytes)
    }

    fn keeps(&self, attribution: &Attribution) -> bool {
        is_at_least(attribution.confidence, self.min_confidence)
            && self.types.contains(&attribution.attribution_type)
    }

    fn is_sure_of(&self, speaker: &Speaker) -> bool {
        is_at_least(speaker.confidence, self.min_speaker_confidence)
    }
}

/// Buffers of all stages; one per thread, made by [`Pipeline::worker`].
#[derive(Debug)]
pub struct PipelineWorker<'p> {
    pipeline: &'p Pipeline,
    segmenter: SegmenterWorker<'p>,
    reader: ReaderWorker<'p>,
    voices: VoicesWorker<'p>,
    finder: Finder<'p>,
    resolver: ResolverWorker<'p>,
    found: Found,
    date: Option<Date>,
    words: usize,
}

impl PipelineWorker<'_> {
    /// The attributions of the document with the reasons for each: how probable its parts are, and
    /// what else they could have been linked to.
    pub fn explain(&mut self, document: &Document) -> Vec<Explanation> {
        let mut explanations = Vec::new();
        for part in self.pipeline.parts(&document.text) {
            let text = part.span.of(&document.text);
            let segmentation = self.segmenter.segment(text);
            let found = self.finder.explain(self.reader.read(text, segmentation)).into_iter();
            let kept = found.filter(|one| self.pipeline.keeps(&one.attribution));
            explanations.extend(kept.map(|one| shift::explanation(one, part.span.start())));
        }
        explanations
    }

    /// The statements of the document, in the order of their contents.
    ///
    /// A statement keeps its number whatever the options leave out, so the numbers may have gaps.
    pub fn extract(&mut self, document: &Document) -> Vec<Statement> {
        let mut statements = Vec::new();
        let mut before = Before::default();
        (self.date, self.words) = (None, 0);
        for part in self.pipeline.parts(&document.text) {
            self.extract_part(&document.text, part, &mut before, &mut statements);
        }
        statements
    }

    /// The statements of the document, each with why its speaker is who is named.
    pub fn explain_speakers(&mut self, document: &Document) -> Vec<(Statement, Why)> {
        let mut explained = Vec::new();
        let mut before = Before::default();
        (self.date, self.words) = (None, 0);
        self.found.explains = true;
        for part in self.pipeline.parts(&document.text) {
            let (first, start) = (before.statements, part.span.start());
            let mut statements = Vec::new();
            self.extract_part(&document.text, part, &mut before, &mut statements);
            explained.extend(statements.into_iter().filter_map(|statement| {
                let why = self.found.whys.get(statement.number.checked_sub(first + 1)?)?;
                Some((statement, shift::why(why.clone(), start)))
            }));
        }
        self.found.explains = false;
        explained
    }

    fn extract_part(
        &mut self,
        text: &str,
        part: Part,
        before: &mut Before,
        statements: &mut Vec<Statement>,
    ) {
        let text = part.span.of(text);
        let segmentation = self.segmenter.segment(text);
        self.found.clear();
        let words = self.reader.read(text, segmentation);
        let (attributions, names) = self.finder.attribute(words);
        let speakers = self.resolver.resolve_by(words, attributions, names);
        self.found.voices.extend(attributions.iter().map(Voice::outer));
        self.found.speakers.extend_from_slice(speakers);
        if self.found.explains {
            self.found.whys = self.resolver.whys(text, segmentation);
        }
        if self.pipeline.voices == Voices::All {
            self.found.names.extend_from_slice(names);
            let Self { voices, finder, resolver, found, .. } = self;
            voices.find((text, segmentation), finder, &mut found.voices);
            found.resolve_inner(words, resolver);
        }
        self.date = self.date.or(segmentation.date);
        self.words += count_words(segmentation);
        let (voices, speakers) = (&self.found.voices, &self.found.speakers);
        let is_kept = |index: usize| {
            voices.get(index).is_some_and(|voice| self.pipeline.keeps(&voice.attribution))
                && speakers.get(index).is_some_and(|speaker| self.pipeline.is_sure_of(speaker))
        };
        // A row never stands within one that was left out.
        let outer_of = |voice: &Voice| {
            let around = |index: &usize| voices.get(*index).and_then(|outer| outer.within);
            std::iter::successors(voice.within, around).find(|index| is_kept(*index))
        };
        let rows = voices.iter().zip(speakers).enumerate();
        let kept = rows.filter(|(index, _)| is_kept(*index));
        statements.extend(kept.map(|(index, (voice, speaker))| {
            let token = segmentation.tokens_in(voice.attribution.bounds()).start();
            let attribution = shift::attribution(&voice.attribution, part.span.start());
            let number = before.statements + index + 1;
            let outer = outer_of(voice).map(|outer| before.statements + outer + 1);
            let mut statement =
                Statement::new(number, attribution, speaker.clone()).with_outer(outer);
            statement.paragraph = before.paragraphs + segmentation.paragraph_of(token) + 1;
            statement.sentence = before.sentences + segmentation.sentence_of(token) + 1;
            statement
        }));
        before.add(segmentation, self.found.voices.len(), part.end);
    }

    /// The speakers of the document with their names, roles and numbers of statements, the one who
    /// speaks most first. Who speaks only within what another says is not among them.
    pub fn profiles(&mut self, document: &Document) -> Vec<Profile> {
        let text = document.text.as_str();
        let parts: Vec<Part> = self.pipeline.parts(text).collect();
        let found = parts.iter().flat_map(|part| self.profiles_of_part(part.span.of(text)));
        let profiles = found.collect();
        if parts.len() > 1 { roster::joined(profiles) } else { profiles }
    }

    fn profiles_of_part(&mut self, text: &str) -> Vec<Profile> {
        let segmentation = self.segmenter.segment(text);
        let words = self.reader.read(text, segmentation);
        let (attributions, names) = self.finder.attribute(words);
        let kept = attributions.iter().filter(|attribution| self.pipeline.keeps(attribution));
        let mut kept: Vec<Attribution> = kept.cloned().collect();
        if self.pipeline.min_speaker_confidence > 0.0 {
            let speakers = self.resolver.resolve_by(words, &kept, names);
            let mut sure = speakers.iter().map(|speaker| self.pipeline.is_sure_of(speaker));
            kept.retain(|_| sure.next().unwrap_or_default());
        }
        self.resolver.roster(words, &kept, names)
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

fn count_words(segmentation: &Segmentation) -> usize {
    let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
    segmentation.tokens.iter().filter(|token| is_word(token.kind)).count()
}

/// Whether the share, with the two digits that tables show of it, is at least so much: who keeps 0.80 and
/// above keeps each row in which 0.80 is to be read.
fn is_at_least(share: f32, least: f32) -> bool {
    // Less than what lies between two shares that differ on the screen.
    const ROUNDING: f32 = 1e-3;
    (share * 100.0).round() + ROUNDING >= least * 100.0
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
    fn explaining_knows_the_date_of_its_own_text_alone() {
        let pipeline = Pipeline::by_rules();
        let mut worker = pipeline.worker();
        worker.explain_speakers(&Document::new("dated", TEXT));
        assert!(worker.date().is_some());
        let words = worker.words();
        worker.explain_speakers(&Document::new("undated", "Rain is near, Ada Obi said."));
        assert!(worker.date().is_none() && worker.words() < words);
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

    #[test]
    fn unsure_speakers_are_left_out_and_so_is_nobody() {
        let text =
            "“Rain is near,” said Ada Obi. Two aides said it was late. It is said to be cold.";
        let least = |min_speaker_confidence: f32| {
            Pipeline::new(PipelineOptions { min_speaker_confidence, ..rules() }).expect("rules")
        };
        let names = |pipeline: Pipeline| -> Vec<String> {
            pipeline.extract(text).iter().map(|row| row.speaker.name.to_string()).collect()
        };
        let listed =
            |pipeline: Pipeline| pipeline.worker().profiles(&Document::new("a", text)).len();
        assert_eq!(names(least(0.0))[..2], ["Ada Obi", "Two aides"]);
        assert_eq!((names(least(0.9)), listed(least(0.9))), (vec!["Ada Obi".to_owned()], 1));
        assert_eq!((names(least(0.6)).len(), listed(least(0.6))), (2, 2));
    }

    #[test]
    fn thresholds_are_compared_with_what_tables_show() {
        assert!(is_at_least(0.797, 0.8) && is_at_least(0.8, 0.8) && is_at_least(0.996, 1.0));
        assert!(!is_at_least(0.794, 0.8) && !is_at_least(0.8, 0.805) && !is_at_least(0.0, 0.01));
    }

    fn in_parts(max_part_bytes: usize) -> Pipeline {
        Pipeline::new(PipelineOptions { max_part_bytes, ..rules() }).expect("rules")
    }

    /// Ten paragraphs that lean on nothing before them.
    fn long() -> String {
        (1..=10).map(|n| format!("Dike {n} is safe, Ada Obi said. It held in May.\n\n")).collect()
    }

    /// The statements, all as sure of their speakers: how sure the program is depends on how often
    /// somebody speaks in a part.
    fn rows(pipeline: &Pipeline, text: &str) -> Vec<Statement> {
        let mut rows = pipeline.extract(text);
        rows.iter_mut().for_each(|row| row.speaker.confidence = 1.0);
        rows
    }

    #[test]
    fn parts_count_on_as_the_whole_does() {
        let text = long();
        let whole = rows(&in_parts(text.len()), &text);
        assert_eq!(whole.len(), 10);
        for most in [120, 150, 333] {
            assert_eq!(rows(&in_parts(most), &text), whole, "parts of {most} bytes");
        }
        assert_eq!(whole.last().map(|last| (last.number, last.paragraph)), Some((10, 10)));
    }

    #[test]
    fn paragraph_that_is_cut_keeps_its_number() {
        let text = long().replace("\n\n", " ");
        let whole = in_parts(text.len()).extract(&text);
        let parted = in_parts(120).extract(&text);
        let places = |rows: &[Statement]| {
            rows.iter().map(|row| (row.number, row.paragraph, row.sentence)).collect::<Vec<_>>()
        };
        assert_eq!(places(&parted), places(&whole));
        assert_eq!(whole.last().map(|last| (last.paragraph, last.sentence)), Some((1, 19)));
    }

    #[test]
    fn sentence_that_is_cut_keeps_its_number() {
        let rain = "rain and snow and hail and fog ".repeat(8);
        let text =
            format!("Ada Obi said {rain}was near. Snow is here, Ada Obi said. “Hail!” she added.");
        let sentences = |most| {
            let rows = in_parts(most).extract(&text);
            rows.iter().map(|row| (row.paragraph, row.sentence)).collect::<Vec<_>>()
        };
        assert_eq!(sentences(text.len())[1..], [(1, 2), (1, 3)]);
        assert_eq!(sentences(100).last(), Some(&(1, 3)));
    }

    #[test]
    fn reasons_and_speakers_are_those_of_the_whole() {
        let document = Document::new("a", long());
        let (whole, parted) = (in_parts(1 << 20), in_parts(150));
        assert_eq!(parted.worker().explain(&document), whole.worker().explain(&document));
        let profiles = |pipeline: &Pipeline| {
            let mut profiles = pipeline.worker().profiles(&document);
            profiles.iter_mut().for_each(|profile| profile.speaker.confidence = 1.0);
            profiles
        };
        assert_eq!(profiles(&parted), profiles(&whole));
    }
}
