//! The arguments that say how statements are found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Error};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use sayso::attribute::{Complementizer, Lexicon};
use sayso::tag::Reading;
use sayso::text::AttributionType;
use sayso::{Driver, DriverOptions, ModelChoice, OnFailure, Pipeline, PipelineOptions, Voices};

use crate::exit::{self, wrong_usage};
use crate::replacing::Source;
use crate::settings::Settings;
use crate::size;

/// How statements are found.
#[derive(Debug, Args)]
#[command(next_help_heading = "Finding")]
pub(crate) struct PipelineArgs {
    /// What finds sources, cues and contents: large, the most right; small, for millions of articles; rules,
    /// the fastest; auto, small over all and large where small is unsure; or a model file
    #[arg(long, value_name = "MODEL", default_value_t)]
    model: ModelChoice,

    /// Further cues, in the form of data/lexicons/cues.tsv (may be repeated)
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,

    /// Whether the "that" of "said that it rains" belongs to the content [default: drop; keep in
    /// doc-jsonl, web-annotation, label-studio, inception and brat, which are compared with annotated
    /// corpora; eval: as the gold has it]
    #[arg(long, value_name = "WHAT", value_enum)]
    complementizer: Option<ComplementizerArg>,

    /// Whether voices within voices are rows too: what Jones denied in "Smith said that Jones had denied
    /// it"
    #[arg(long, value_name = "WHICH", default_value_t, value_parser = voices())]
    voices: Voices,

    /// What counts: strict, what somebody said, thought, knew or wanted; broad, acts too where PolNeAR
    /// and its kin mark them [default: strict; eval: as the gold has it]
    #[arg(long, value_name = "HOW", value_enum)]
    reading: Option<ReadingArg>,

    /// Only statements of this attribution type (may be repeated)
    #[arg(long = "type", value_name = "TYPE", value_parser = attribution_types())]
    types: Vec<AttributionType>,

    /// Only statements of at least this confidence, 0 to 1
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, value_parser = probability)]
    min_confidence: f32,

    /// Only statements whose speaker is at least this sure, 0 to 1; above 0 without those that name
    /// nobody
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, value_parser = probability)]
    min_speaker_confidence: f32,

    #[command(flatten)]
    parts: PartArgs,
}

/// How much of a text is worked on at once.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Running")]
pub(crate) struct PartArgs {
    /// Work on longer articles in parts of at most this, cut at paragraphs, so that memory stays
    /// bounded: 1 MiB of text takes some 60 MB with rules and 200 MB with large. Offsets and
    /// numbers go on from part to part; only a name before a cut is not known after it
    #[arg(long, value_name = "SIZE", default_value = "512K", value_parser = part_bytes)]
    part_bytes: u64,
}

impl PartArgs {
    /// The same options with parts of this size.
    pub(crate) fn options(self, mut options: PipelineOptions) -> PipelineOptions {
        options.max_part_bytes = usize::try_from(self.part_bytes).unwrap_or(usize::MAX);
        options
    }
}

/// What counts as an attribution.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReadingArg {
    /// What somebody said, thought, knew or wanted
    Strict,
    /// As PolNeAR marks
    Broad,
}

impl From<ReadingArg> for Reading {
    fn from(reading: ReadingArg) -> Self {
        match reading {
            ReadingArg::Strict => Self::Strict,
            ReadingArg::Broad => Self::Broad,
        }
    }
}

/// What becomes of a "that" before a content.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ComplementizerArg {
    /// As annotated corpora have it
    Keep,
    /// The bare clause
    Drop,
}

impl From<ComplementizerArg> for Complementizer {
    fn from(told: ComplementizerArg) -> Self {
        match told {
            ComplementizerArg::Keep => Self::Keep,
            ComplementizerArg::Drop => Self::Drop,
        }
    }
}

fn attribution_types() -> impl TypedValueParser<Value = AttributionType> {
    let names = AttributionType::ALL.iter().map(|found| found.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<AttributionType>())
}

fn voices() -> impl TypedValueParser<Value = Voices> {
    PossibleValuesParser::new(Voices::ALL.map(Voices::name)).try_map(|name| name.parse::<Voices>())
}

impl PipelineArgs {
    /// What was asked for.
    pub(crate) fn settings(&self) -> Settings {
        let Self {
            model,
            lexicon,
            complementizer,
            types,
            min_confidence,
            min_speaker_confidence,
            voices,
            reading,
            parts,
        } = self;
        let reading = reading.as_ref().and_then(ValueEnum::to_possible_value);
        let complementizer = complementizer.as_ref().and_then(ValueEnum::to_possible_value);
        Settings::default()
            .with("--model", model)
            .with_all("--lexicon", lexicon.iter().map(|path| path.display()))
            .with_optional("--complementizer", complementizer.as_ref().map(PossibleValue::get_name))
            .with_all("--type", types.iter().map(|found| found.name()))
            .with("--min-confidence", min_confidence)
            .with("--min-speaker-confidence", min_speaker_confidence)
            .with("--voices", voices)
            .with_optional("--reading", reading.as_ref().map(PossibleValue::get_name))
            .with("--part-bytes", parts.part_bytes)
    }

    /// The files that are read for the run's own use.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let model = match &self.model {
            ModelChoice::File(path) => Some(path),
            _ => None,
        };
        self.lexicon.iter().chain(model).map(PathBuf::as_path)
    }

    /// The same as what no output may replace.
    pub(crate) fn sources(&self) -> Vec<Source> {
        self.files().map(|path| Source::new(path, &[])).collect()
    }

    /// The model and the further lexicons.
    pub(crate) fn model(&self) -> (&ModelChoice, &[PathBuf]) {
        (&self.model, &self.lexicon)
    }

    /// The same with this reading, where no other was asked for.
    pub(crate) fn with_reading(mut self, usual: Reading) -> Self {
        self.reading.get_or_insert(match usual {
            Reading::Strict => ReadingArg::Strict,
            Reading::Broad => ReadingArg::Broad,
        });
        self
    }

    /// The same with this complementizer, where no other was asked for.
    pub(crate) fn with_complementizer(mut self, usual: Complementizer) -> Self {
        self.complementizer.get_or_insert(match usual {
            Complementizer::Keep => ComplementizerArg::Keep,
            Complementizer::Drop => ComplementizerArg::Drop,
        });
        self
    }

    /// What becomes of a "that", where it was said.
    #[cfg(feature = "serve")]
    pub(crate) fn complementizer(&self) -> Option<Complementizer> {
        self.complementizer.map(Complementizer::from)
    }

    /// The pipeline, with what its files say loaded.
    pub(crate) fn pipeline(self) -> anyhow::Result<Pipeline> {
        Pipeline::new(self.options()?).map_err(|error| wrong_usage(error.into()))
    }

    /// What a pipeline is made of, with what its files say loaded.
    pub(crate) fn options(self) -> anyhow::Result<PipelineOptions> {
        let mut options = self.parts.options(PipelineOptions::default());
        options.model = self.model;
        options.min_confidence = self.min_confidence;
        options.min_speaker_confidence = self.min_speaker_confidence;
        options.voices = self.voices;
        options.reading = self.reading.map(Reading::from).unwrap_or_default();
        if let Some(told) = self.complementizer {
            options.complementizer = told.into();
        }
        if !self.types.is_empty() {
            options.types = self.types;
        }
        for path in &self.lexicon {
            add_lexicon(&mut options.lexicon, path)?;
        }
        Ok(options)
    }
}

/// The least bytes of a part: a shorter one holds no sentence, and nothing would be found.
const LEAST_PART: u64 = 256;

fn part_bytes(text: &str) -> Result<u64, String> {
    let bytes = size::bytes(text)?;
    let enough = bytes >= LEAST_PART;
    enough
        .then_some(bytes)
        .ok_or_else(|| format!("less than {LEAST_PART} bytes, in which no sentence has room"))
}

/// A number from 0 to 1.
fn probability(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

fn add_lexicon(lexicon: &mut Lexicon, path: &Path) -> anyhow::Result<()> {
    let table = fs::read_to_string(path);
    let added = table.map_err(Error::from).and_then(|table| Ok(lexicon.add(&table)?));
    added.with_context(|| path.display().to_string()).map_err(wrong_usage)
}

/// How the work is shared out.
#[derive(Debug, Args)]
#[command(next_help_heading = "Running")]
pub(crate) struct DriverArgs {
    /// Threads [default: as many as the machine has cores]
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,

    /// End with the first input that fails
    #[arg(long)]
    fail_fast: bool,

    /// Let warnings count as failures: with any of them, the exit status is 1
    #[arg(long)]
    strict: bool,

    /// No progress bar and no summary
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl DriverArgs {
    /// What a failure does to the rest of the run.
    pub(crate) fn on_failure(&self) -> OnFailure {
        if self.fail_fast { OnFailure::Stop } else { OnFailure::GoOn }
    }

    /// The exit status of a run with so many failures, and perhaps warnings.
    pub(crate) fn exit(&self, failed: usize, has_warnings: bool) -> ExitCode {
        exit::with_failures(failed + usize::from(self.strict && has_warnings))
    }

    /// The driver, with its threads started.
    pub(crate) fn driver<'p>(&self, pipeline: &'p Pipeline) -> anyhow::Result<Driver<'p>> {
        let on_failure = self.on_failure();
        let mut options = DriverOptions::default();
        options.jobs = self.jobs;
        options.on_failure = on_failure;
        Ok(Driver::new(pipeline, options)?)
    }
}
