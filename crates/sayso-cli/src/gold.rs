//! Predictions over the texts of gold documents.

use std::convert::Infallible;

use anyhow::Context as _;
use sayso::attribute::Complementizer;
use sayso::export::{self, Format, Options, Writer};
use sayso::tag::{Reading, Tagger};
use sayso::text::{Attribution, Document, Span, Statement};
use sayso::{Failure, Pipeline, Sink};
use sayso_eval::{MarkedAttribution, MarkedDocument, parse_documents};

use crate::exit::tell_failure;
use crate::pipeline_args::DriverArgs;

/// Runs the pipeline over the texts and gives what it writes, read back: the figures are those of
/// the output, not of something inside.
pub(crate) fn found_in(
    documents: &[MarkedDocument],
    pipeline: Pipeline,
    driver: &DriverArgs,
) -> anyhow::Result<Vec<MarkedDocument>> {
    let texts = documents
        .iter()
        .map(|gold| Ok::<_, Infallible>(Document::new(gold.doc_id.as_str(), gold.text.as_str())));
    let mut lines = Vec::new();
    {
        let mut page = Page(Format::DocJsonl.writer(&mut lines, &Options::default())?);
        driver.driver(&pipeline)?.run(texts, &mut page)?;
        page.0.finish()?;
    }
    let lines = String::from_utf8(lines).context("the document form is UTF-8")?;
    Ok(parse_documents(&lines)?)
}

/// Where the predictions go.
struct Page<'o>(Box<dyn Writer + 'o>);

impl Sink for Page<'_> {
    type Error = export::Error;

    fn take(&mut self, document: &Document, found: &[Statement]) -> Result<(), export::Error> {
        self.0.write(document, found)
    }

    fn failed(&mut self, failure: &Failure) -> Result<(), export::Error> {
        tell_failure(failure);
        Ok(())
    }
}

/// Whether the gold counts a "that" to the content that it opens: as most of its contents do.
pub(crate) fn complementizer(documents: &[MarkedDocument]) -> Complementizer {
    let (mut inside, mut before) = (0_usize, 0_usize);
    for document in documents {
        let places = Places::of(&document.text);
        let contents = document.attributions.iter().filter_map(|one| one.content.first());
        for content in contents.map(|&content| places.span(content)) {
            let lead = Span::new(0, content.start()).of(&document.text);
            let starts = content.of(&document.text).split_whitespace().next();
            inside += usize::from(starts == Some("that"));
            before += usize::from(lead.trim_end().ends_with(" that"));
        }
    }
    if before > inside { Complementizer::Drop } else { Complementizer::Keep }
}

/// What the gold counts as an attribution: that which says of its marks what type they are, or whether
/// they stand within others, follows the strict reading.
pub(crate) fn reading(documents: &[MarkedDocument]) -> Reading {
    let mut marks = documents.iter().flat_map(|document| &document.attributions);
    let is_strict = marks.any(|it| it.attribution_type.is_some() || it.marks_nesting);
    if is_strict { Reading::Strict } else { Reading::Broad }
}

/// The gold attributions with the speakers that the resolver gives them.
pub(crate) fn with_speakers_resolved(
    documents: &[MarkedDocument],
    pipeline: &Pipeline,
) -> Vec<MarkedDocument> {
    let mut segmenter = pipeline.segmenter().worker();
    let mut tagger = pipeline.tagger().map(Tagger::worker);
    let mut reader = pipeline.resolver().reader().worker();
    let mut resolver = pipeline.resolver().worker();
    let mut resolved = documents.to_vec();
    for document in &mut resolved {
        let places = Places::of(&document.text);
        let mut order: Vec<usize> = (0..document.attributions.len()).collect();
        let attributions: Vec<Attribution> =
            document.attributions.iter().map(|gold| places.attribution(gold)).collect();
        order.sort_by_key(|&index| attributions[index].bounds());
        let sorted: Vec<Attribution> =
            order.iter().map(|&index| attributions[index].clone()).collect();
        let segmentation = segmenter.segment(&document.text);
        let words = reader.read(&document.text, segmentation);
        let names =
            tagger.as_mut().map(|tagger| tagger.tag(&document.text, segmentation).entities());
        let names = names.unwrap_or_default();
        let speakers = resolver.resolve_by(words, &sorted, names);
        for (&index, speaker) in order.iter().zip(speakers) {
            document.attributions[index].speaker = Some(speaker.name.to_string());
        }
    }
    resolved
}

/// Where the code points of a text stand in bytes.
struct Places(Vec<usize>);

impl Places {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
    }

    fn span(&self, [start, end]: [i64; 2]) -> Span {
        let byte = |place: i64| {
            let place = usize::try_from(place.max(0)).unwrap_or(usize::MAX);
            self.0.get(place).or(self.0.last()).copied().unwrap_or_default()
        };
        Span::new(byte(start), byte(end))
    }

    fn attribution(&self, gold: &MarkedAttribution) -> Attribution {
        let outer =
            |spans: &[[i64; 2]]| spans.iter().map(|&span| self.span(span)).reduce(Span::join);
        let content = gold.content.iter().map(|&span| self.span(span)).collect();
        Attribution::new(outer(&gold.cue).unwrap_or_default(), content)
            .with_source(outer(&gold.source))
    }
}
