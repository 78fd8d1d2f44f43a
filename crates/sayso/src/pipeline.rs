//! The stages in a row: text in, statements out.

use std::panic::resume_unwind;
use std::thread;

use sayso_attribute::{Attributor, AttributorOptions};
use sayso_resolve::Resolver;
use sayso_segment::Segmenter;
use sayso_tag::Tagger;
use sayso_text::{Attribution, AttributionType, Speaker};

use crate::Error;
use crate::options::PipelineOptions;
use crate::part::{Part, parts};
use crate::voices::Voices;

/// The stages from text to statements, compiled and shared by all threads.
///
/// ```
/// let pipeline = sayso::Pipeline::by_rules();
/// let statements = pipeline.extract("“Rain is near,” said Ada Obi, the mayor.");
/// assert_eq!(&*statements[0].speaker.name, "Ada Obi");
/// ```
#[derive(Debug)]
pub struct Pipeline {
    pub(crate) segmenter: Segmenter,
    pub(crate) tagger: Option<Tagger>,
    pub(crate) attributor: Attributor,
    pub(crate) resolver: Resolver,
    min_confidence: f32,
    pub(crate) min_speaker_confidence: f32,
    pub(crate) voices: Voices,
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

    /// The parts in which a text of this length is worked on: the whole, where it is no longer than
    /// [`PipelineOptions::max_part_bytes`].
    pub fn parts<'t>(&self, text: &'t str) -> impl Iterator<Item = Part> + use<'t> {
        parts(text, self.max_part_bytes)
    }

    pub(crate) fn keeps(&self, attribution: &Attribution) -> bool {
        is_at_least(attribution.confidence, self.min_confidence)
            && self.types.contains(&attribution.attribution_type)
    }

    pub(crate) fn is_sure_of(&self, speaker: &Speaker) -> bool {
        is_at_least(speaker.confidence, self.min_speaker_confidence)
    }
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
    use sayso_text::{Document, Statement};

    use super::*;
    use crate::ModelChoice;

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
