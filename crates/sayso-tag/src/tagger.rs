//! The compiled network and its scratch.

use sayso_text::Segmentation;

use crate::config::{Level, Reading};
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
    window: usize,
    network: Network,
    heads: Heads,
}

/// Reads documents one after the other and keeps all memory between them.
#[derive(Clone, Debug)]
pub struct TaggerWorker<'t> {
    tagger: &'t Tagger,
    pieces: Pieces,
    windows: Windows,
    layout: Layout,
    network: NetworkBuffers,
    heads: HeadBuffers,
    scores: Scores,
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
        let sizes = &model.config.sizes;
        let reading = if model.has(options.reading) { options.reading } else { Reading::Strict };
        let source = Source { model, precision: options.precision, reading };
        let (vocabulary, network) =
            both(|| Vocabulary::new(model.bytes("pieces")), || Network::new(source));
        Ok(Self {
            kernel: options.kernel,
            vocabulary: vocabulary?,
            window: sizes.window,
            network,
            heads: Heads::new(source, options.kernel),
        })
    }

    /// A worker: buffers only. One for each thread.
    #[must_use]
    pub fn worker(&self) -> TaggerWorker<'_> {
        TaggerWorker {
            tagger: self,
            pieces: Pieces::default(),
            windows: Windows::default(),
            layout: Layout::default(),
            network: NetworkBuffers::default(),
            heads: HeadBuffers::default(),
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
        self.scores.level = level;
        self.read(text, segmentation);
        let mut next = 0;
        while next < self.windows.list().len() {
            next = self.lay_out(next);
            self.score();
        }
        &self.scores
    }

    fn read(&mut self, text: &str, segmentation: &Segmentation) {
        let Self { tagger, pieces, windows, scores, .. } = self;
        pieces.read(&tagger.vocabulary, tagger.window - 2, text, segmentation);
        windows.pack(tagger.window, pieces, segmentation);
        tagger.heads.clear(segmentation.tokens.len(), scores);
        scores.windows.clear();
        scores.windows.extend(windows.list().iter().map(|window| windows.tokens(window)));
    }

    /// Lays out windows from the first one given, and gives the first that is left.
    fn lay_out(&mut self, first: usize) -> usize {
        self.layout.clear();
        let mut next = first;
        for window in self.windows.list().iter().skip(first) {
            self.layout.push(&self.pieces, &self.windows, window);
            next += 1;
            if self.layout.places.len() >= BATCH {
                break;
            }
        }
        next
    }

    /// Scores the tokens that are laid out.
    fn score(&mut self) {
        let Self { tagger, layout, network, heads, scores, .. } = self;
        let states = tagger.network.encode(tagger.kernel, layout, network);
        tagger.heads.score(tagger.kernel, (states, &layout.firsts), scores, heads);
    }
}
