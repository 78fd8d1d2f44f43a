//! A network as it reads the windows of a passage.

use crate::config::Reading;
use crate::heads::{HeadBuffers, Heads};
use crate::kernel::Kernel;
use crate::layout::Layout;
use crate::linear::Source;
use crate::model::Model;
use crate::network::{Network, NetworkBuffers};
use crate::options::TaggerOptions;
use crate::pieces::Pieces;
use crate::scores::Scores;
use crate::windows::{Passage, Windows};

/// As many rows are computed together as keep the weights' way through the caches cheap; more only
/// takes memory. A window more may be added.
const BATCH: usize = 256;

/// A network with its heads.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) window: usize,
    network: Network,
    heads: Heads,
}

/// The buffers with which a network reads windows.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadingBuffers {
    windows: Windows,
    layout: Layout,
    network: NetworkBuffers,
    heads: HeadBuffers,
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
