//! The segmenter and its worker.

use sayso_text::{Paragraph, Segmentation, SentenceSpan, Span, TokenSpan};

use crate::abbreviation::Abbreviations;
use crate::atom::{Atom, next_chunk};
use crate::bracket::Brackets;
use crate::quotation::Pairing;
use crate::sentence::Splitter;
use crate::shape::Shape;
use crate::token::Chunker;
use crate::{dateline, paragraph, place};

/// Splits texts into paragraphs, sentences, tokens and quotations.
///
/// ```
/// let segmentation = sayso_segment::Segmenter::new().segment("Mr. Xi didn't say so.");
/// let text = "Mr. Xi didn't say so.";
/// let words: Vec<&str> = segmentation.tokens.iter().map(|token| token.span.of(text)).collect();
/// assert_eq!(words, ["Mr.", "Xi", "did", "n't", "say", "so", "."]);
/// ```
#[derive(Clone, Debug)]
pub struct Segmenter {
    abbreviations: Abbreviations,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter {
    /// A segmenter with the abbreviations that the program carries.
    #[must_use]
    pub fn new() -> Self {
        Self { abbreviations: Abbreviations::new() }
    }

    /// The scratch that segments text after text; one per thread.
    #[must_use]
    pub fn worker(&self) -> SegmenterWorker<'_> {
        SegmenterWorker {
            abbreviations: &self.abbreviations,
            segmentation: Segmentation::default(),
            shapes: Vec::new(),
            atoms: Vec::new(),
            lines: Vec::new(),
            blocks: Vec::new(),
            pairing: Pairing::default(),
            brackets: Brackets::default(),
        }
    }

    /// The segmentation of a text; [`SegmenterWorker::segment`] gives the same and keeps its
    /// buffers.
    #[must_use]
    pub fn segment(&self, text: &str) -> Segmentation {
        let mut worker = self.worker();
        worker.segment(text);
        worker.segmentation
    }
}

/// The buffers of a [`Segmenter`], made by [`Segmenter::worker`].
#[derive(Debug)]
pub struct SegmenterWorker<'s> {
    abbreviations: &'s Abbreviations,
    segmentation: Segmentation,
    shapes: Vec<Shape>,
    atoms: Vec<Atom>,
    lines: Vec<Span>,
    blocks: Vec<Span>,
    pairing: Pairing,
    brackets: Brackets,
}

impl SegmenterWorker<'_> {
    /// The segmentation of a text, in the worker's own buffers.
    pub fn segment(&mut self, text: &str) -> &Segmentation {
        self.segmentation.clear();
        self.shapes.clear();
        self.pairing.clear();
        self.blocks.clear();
        paragraph::split(text, &mut self.lines, &mut self.blocks);
        for index in 0..self.blocks.len() {
            if let Some(&block) = self.blocks.get(index) {
                let next = self.blocks.get(index + 1);
                let next = next.and_then(|block| block.of(text).chars().next());
                self.add_paragraph(text, block, next);
            }
        }
        &self.segmentation
    }

    /// Appends a paragraph; `next` is the first character of the one after it.
    fn add_paragraph(&mut self, text: &str, block: Span, next: Option<char>) {
        let tokens = self.add_tokens(text, block);
        self.pairing.pair(&mut place::Paragraph {
            text,
            tokens: &mut self.segmentation.tokens,
            shapes: &self.shapes,
            range: tokens,
            next,
            quotations: &mut self.segmentation.quotations,
        });
        let sentences = self.add_sentences(text, tokens);
        self.segmentation.paragraphs.push(Paragraph { span: block, sentences, tokens });
    }

    fn add_tokens(&mut self, text: &str, block: Span) -> TokenSpan {
        let first = self.segmentation.tokens.len();
        let mut chunker = Chunker {
            text,
            end: block.end(),
            abbreviations: self.abbreviations,
            atoms: &mut self.atoms,
            tokens: &mut self.segmentation.tokens,
            shapes: &mut self.shapes,
        };
        let mut offset = block.start();
        while let Some(chunk) = next_chunk(text, offset, block.end()) {
            chunker.tokenize(chunk);
            offset = chunk.span.end();
        }
        TokenSpan::new(first, self.segmentation.tokens.len())
    }

    /// Appends the sentences of a paragraph, a header or dateline as one of its own.
    fn add_sentences(&mut self, text: &str, tokens: TokenSpan) -> SentenceSpan {
        let first = self.segmentation.sentences.len();
        let lead = dateline::find(text, &self.segmentation, &self.shapes, tokens);
        self.segmentation.date = self.segmentation.date.or(lead.date);
        let body = tokens.start() + lead.tokens;
        let mut splitter = Splitter {
            text,
            tokens: &self.segmentation.tokens,
            shapes: &self.shapes,
            abbreviations: self.abbreviations,
            brackets: &mut self.brackets,
        };
        splitter.push(TokenSpan::new(tokens.start(), body), &mut self.segmentation.sentences);
        splitter.split(TokenSpan::new(body, tokens.end()), &mut self.segmentation.sentences);
        SentenceSpan::new(first, self.segmentation.sentences.len())
    }
}
