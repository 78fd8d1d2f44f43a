//! The compiled network and its scratch.

use sayso_text::Segmentation;

use crate::config::{Level, Reading};
use crate::deeper::{Cascade, Deeper};
use crate::error::Error;
use crate::heads::{HeadBuffers, Heads};
use crate::kernel::Kernel;
use crate::layout::Layout;
use crate::linear::Source;
use crate::model::Model;
use crate::network::{Network, NetworkBuffers};
use crate::pieces::Pieces;
use crate::precision::Precision;
use crate::scores::Scores;
use crate::threads::both;
use crate::vocabulary::Vocabulary;
use crate::windows::Windows;

/// As many rows are computed together as keep the weights' way through the caches cheap; more only
/// takes memory. A window more may be added.
const BATCH: usize = 256;

/// How a network is compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaggerOptions {
    /// The instructions to use. All kernels give the same scores, bit for bit.
    pub kernel: Kernel,
    /// In what to compute.
    pub precision: Precision,
    /// What counts as an attribution. A network that has one reading alone gives that one.
    pub reading: Reading,
}

impl TaggerOptions {
    /// The same options with another kernel.
    #[must_use]
    pub const fn with_kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = kernel;
        self
    }

    /// The same options with another precision.
    #[must_use]
    pub const fn with_precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    /// The same options with another reading.
    #[must_use]
    pub const fn with_reading(mut self, reading: Reading) -> Self {
        self.reading = reading;
        self
    }
}

/// A network, compiled for this machine: weights in the order in which its kernel reads them.
///
/// Shared by all threads; each has a [`TaggerWorker`] of its own.
#[derive(Clone, Debug)]
pub struct Tagger {
    kernel: Kernel,
    vocabulary: Vocabulary,
    first: Compiled,
    /// What reads again where the first network is unsure.
    deeper: Option<Deeper>,
}

/// A network with its heads.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    window: usize,
    network: Network,
    heads: Heads,
}

/// Reads documents one after the other and keeps all memory between them.
#[derive(Clone, Debug)]
pub struct TaggerWorker<'t> {
    tagger: &'t Tagger,
    pieces: Pieces,
    reading: ReadingBuffers,
    /// The paragraphs that are read again.
    again: Vec<bool>,
    scores: Scores,
}

/// The buffers with which a network reads windows.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadingBuffers {
    windows: Windows,
    layout: Layout,
    network: NetworkBuffers,
    heads: HeadBuffers,
}

impl Tagger {
    /// Compiles a model for the fastest kernel of this machine.
    ///
    /// # Errors
    /// If the model's word pieces cannot be used.
    pub fn new(model: &Model) -> Result<Self, Error> {
        Self::with_options(model, TaggerOptions::default())
    }

    /// Compiles a model.
    ///
    /// # Errors
    /// If the model's word pieces cannot be used.
    pub fn with_options(model: &Model, options: TaggerOptions) -> Result<Self, Error> {
        let (vocabulary, first) =
            both(|| Vocabulary::new(model.bytes("pieces")), || Compiled::new(model, options));
        Ok(Self { kernel: options.kernel, vocabulary: vocabulary?, first, deeper: None })
    }

    /// Compiles two networks that read one after the other. The second is compiled when it is first needed.
    ///
    /// # Errors
    /// If the networks do not read the same word pieces, or if those cannot be used.
    pub fn cascade(cascade: Cascade<'_>, options: TaggerOptions) -> Result<Self, Error> {
        let Cascade { first, second, unsure } = cascade;
        second.expect_same("vocabulary_hash", first)?;
        let mut tagger = Self::with_options(first, options)?;
        tagger.deeper = Some(Deeper::new(second, options, unsure));
        Ok(tagger)
    }

    /// A worker: buffers only. One for each thread.
    #[must_use]
    pub fn worker(&self) -> TaggerWorker<'_> {
        TaggerWorker {
            tagger: self,
            pieces: Pieces::default(),
            reading: ReadingBuffers::default(),
            again: Vec::new(),
            scores: Scores::default(),
        }
    }

    /// The scores of a document: as [`TaggerWorker::tag`], with memory of its own.
    #[must_use]
    pub fn tag(&self, text: &str, segmentation: &Segmentation) -> Scores {
        let mut worker = self.worker();
        worker.tag(text, segmentation);
        worker.scores
    }

    /// The most pieces of a token: as many as every window has room for.
    fn room(&self) -> usize {
        let deeper = self.deeper.as_ref().map_or(usize::MAX, Deeper::window);
        self.first.window.min(deeper) - 2
    }

    /// The second network of a cascade.
    #[cfg(test)]
    pub(crate) fn deeper(&self) -> Option<&Deeper> {
        self.deeper.as_ref()
    }

    /// The instructions that it uses.
    #[must_use]
    pub const fn kernel(&self) -> Kernel {
        self.kernel
    }
}

impl TaggerWorker<'_> {
    /// The scores of a document. `segmentation` is that of `text`.
    pub fn tag(&mut self, text: &str, segmentation: &Segmentation) -> &Scores {
        self.tag_level(text, segmentation, Level::Article)
    }

    /// The scores of a text whose paragraphs are contents of statements: as [`Self::tag`], but how
    /// sure the network is was learned on such texts.
    pub fn tag_inner(&mut self, text: &str, segmentation: &Segmentation) -> &Scores {
        self.tag_level(text, segmentation, Level::Inner)
    }

    fn tag_level(&mut self, text: &str, segmentation: &Segmentation, level: Level) -> &Scores {
        let Self { tagger, pieces, reading, again, scores } = self;
        scores.level = level;
        pieces.read(&tagger.vocabulary, tagger.room(), text, segmentation);
        let whole = Passage { pieces, segmentation, is_read: &|_| true };
        tagger.first.read(tagger.kernel, whole, reading, scores);
        if let Some(second) = &tagger.deeper {
            second.read(tagger.kernel, whole, (reading, again), scores);
        }
        &self.scores
    }
}

/// The paragraphs of a text that a network reads.
#[derive(Clone, Copy)]
pub(crate) struct Passage<'a> {
    pub(crate) pieces: &'a Pieces,
    pub(crate) segmentation: &'a Segmentation,
    /// Whether it reads the paragraph of this number.
    pub(crate) is_read: &'a dyn Fn(usize) -> bool,
}

impl Compiled {
    pub(crate) fn new(model: &Model, options: TaggerOptions) -> Self {
        let reading = if model.has(options.reading) { options.reading } else { Reading::Strict };
        let source = Source { model, precision: options.precision, reading };
        Self {
            window: model.config.sizes.window,
            network: Network::new(source),
            heads: Heads::new(source, options.kernel),
        }
    }

    /// Scores the tokens of the passage; those of others have scores of zeros.
    pub(crate) fn read(
        &self,
        kernel: Kernel,
        passage: Passage<'_>,
        buffers: &mut ReadingBuffers,
        scores: &mut Scores,
    ) {
        let windows = &mut buffers.windows;
        windows.pack(self.window, passage);
        self.heads.clear(passage.segmentation.tokens.len(), scores);
        scores.windows.clear();
        scores.windows.extend(windows.list().iter().map(|window| windows.tokens(window)));
        let mut next = 0;
        while next < buffers.windows.list().len() {
            next = buffers.lay_out(passage.pieces, next);
            let ReadingBuffers { layout, network, heads, .. } = &mut *buffers;
            let states = self.network.encode(kernel, layout, network);
            self.heads.score(kernel, (states, &layout.firsts), scores, heads);
        }
    }
}

impl ReadingBuffers {
    /// Lays out windows from the first one given, and gives the first that is left.
    fn lay_out(&mut self, pieces: &Pieces, first: usize) -> usize {
        self.layout.clear();
        let mut next = first;
        for window in self.windows.list().iter().skip(first) {
            self.layout.push(pieces, &self.windows, window);
            next += 1;
            if self.layout.places.len() >= BATCH {
                break;
            }
        }
        next
    }
}
