//! The compiled networks and their scratch.

use sayso_text::Segmentation;

use crate::compiled::{Compiled, ReadingBuffers};
use crate::config::Level;
use crate::deeper::{Cascade, Deeper};
use crate::error::Error;
use crate::kernel::Kernel;
use crate::model::Model;
use crate::options::TaggerOptions;
use crate::pieces::Pieces;
use crate::scores::Scores;
use crate::threads::both;
use crate::vocabulary::Vocabulary;
use crate::windows::Passage;

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
