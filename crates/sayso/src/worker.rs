//! The stages over one document after the other: what a thread keeps from one to the next.

use sayso_attribute::Explanation;
use sayso_resolve::{Profile, ResolverWorker, Why};
use sayso_segment::SegmenterWorker;
use sayso_tag::Tagger;
use sayso_text::{Attribution, Date, Document, Segmentation, Statement, TokenKind};
use sayso_words::ReaderWorker;

use crate::finding::Finder;
use crate::found::Found;
use crate::part::{Before, Part};
use crate::pipeline::Pipeline;
use crate::voices::{Voice, Voices, VoicesWorker};
use crate::{roster, shift};

impl Pipeline {
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

    /// The statements of one text. [`PipelineWorker::extract`] is the form for many.
    #[must_use]
    pub fn extract(&self, text: &str) -> Vec<Statement> {
        self.worker().extract(&Document::new("", text))
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
