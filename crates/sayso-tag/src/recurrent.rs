//! The small network: minimal gated recurrence both ways (minGRU, Feng et al. 2024) after short
//! convolutions, and attention between.
//!
//! All matrix products stand outside the time loop, and the gates are piecewise linear, so that a
//! step in time costs three operations a channel.

use std::ops::Range;

use crate::activation::{Norm, add_row};
use crate::config::{BlockKind, RecurrentSizes, Sizes};
use crate::embedding::Embedding;
use crate::gemm::ROW_STEP;
use crate::kernel::{Kernel, Work};
use crate::layout::{Layout, Place};
use crate::linear::{Linear, Source};
use crate::precision::Precision;
use crate::quantise::{Quantised, ReadRows};
use crate::scan::{ScanBlock, ScanBuffers};
use crate::self_attention::{SelfAttention, SelfAttentionBuffers};

/// Keeps the variance from zero; as training has it.
const EPSILON: f32 = 1e-5;

/// A compiled recurrent network.
#[derive(Clone, Debug)]
pub(crate) struct Recurrent {
    embedding: Embedding,
    project: Linear,
    blocks: Vec<Block>,
    norm: Norm,
    hidden: usize,
    precision: Precision,
}

#[derive(Clone, Debug)]
struct Block {
    norm: Norm,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Scan(Box<ScanBlock>),
    Attention(Box<AttentionBlock>),
}

#[derive(Clone, Debug)]
struct AttentionBlock {
    attention: SelfAttention,
    output: Linear,
}

/// The buffers of a recurrent network.
#[derive(Clone, Debug, Default)]
pub(crate) struct RecurrentBuffers {
    /// One row of single precision for each piece: what residuals add to.
    rows: Vec<f32>,
    /// The same rows, normalised.
    normed: Vec<f32>,
    bytes: Quantised,
    /// What the embedding or attention adds.
    added: Vec<f32>,
    narrow: Quantised,
    scan: ScanBuffers,
    attention: SelfAttentionBuffers,
}

impl Recurrent {
    pub(crate) fn new(source: Source<'_>, sizes: &Sizes, recurrent: &RecurrentSizes) -> Self {
        let blocks = recurrent.blocks.iter().enumerate();
        Self {
            embedding: Embedding::new(source.model, recurrent.embedding, sizes.hidden),
            project: source.linear(recurrent.embedding, &["embedding.project"]),
            blocks: blocks
                .map(|(index, kind)| Block::new(source, index, *kind, sizes.hidden, recurrent))
                .collect(),
            norm: Norm::new(source.model, "final_norm", EPSILON),
            hidden: sizes.hidden,
            precision: source.precision,
        }
    }

    /// Computes the states of all pieces, one row of bytes each.
    pub(crate) fn encode<'b>(
        &self,
        kernel: Kernel,
        layout: &Layout,
        buffers: &'b mut RecurrentBuffers,
    ) -> &'b Quantised {
        let pieces = layout.places.len();
        buffers.resize(pieces, self);
        self.embed(kernel, &layout.places, buffers);
        for block in &self.blocks {
            block.add(kernel, &layout.windows, buffers);
        }
        let RecurrentBuffers { rows, normed, bytes, .. } = buffers;
        kernel.run(NormRows { norm: &self.norm, rows, normed });
        kernel.run(ReadRows { bytes, range: 0..pieces, numbers: normed });
        bytes
    }

    fn embed(&self, kernel: Kernel, places: &[Place], buffers: &mut RecurrentBuffers) {
        let RecurrentBuffers { rows, narrow, added, .. } = buffers;
        narrow.fit(places.len(), self.project.depth(), self.precision);
        for (index, place) in places.iter().enumerate() {
            let (bytes, scale) = self.embedding.piece(*place);
            narrow.set_signed(index, bytes, scale);
        }
        self.project.multiply(kernel, narrow, 0..places.len(), added);
        for (place, row) in places.iter().zip(rows.chunks_exact_mut(self.hidden)) {
            row.copy_from_slice(self.embedding.case(*place));
        }
        kernel.run(AddRows { rows, added });
    }
}

impl RecurrentBuffers {
    fn resize(&mut self, pieces: usize, network: &Recurrent) {
        let hidden = network.hidden;
        self.bytes.fit(pieces, hidden, network.precision);
        self.rows.resize(pieces * hidden, 0.0);
        self.normed.resize(pieces * hidden, 0.0);
        self.added.resize(pieces.next_multiple_of(ROW_STEP) * hidden, 0.0);
    }
}

impl Block {
    fn new(
        source: Source<'_>,
        index: usize,
        kind: BlockKind,
        hidden: usize,
        sizes: &RecurrentSizes,
    ) -> Self {
        let name = format!("block.{index}");
        let kind = match kind {
            BlockKind::Recurrent => {
                Kind::Scan(Box::new(ScanBlock::new(source, &name, hidden, sizes)))
            }
            BlockKind::Attention => Kind::Attention(Box::new(AttentionBlock {
                attention: SelfAttention::new(source, hidden, &name),
                output: source.linear(sizes.attention, &[&format!("{name}.output")]),
            })),
        };
        Self { norm: Norm::new(source.model, &format!("{name}.norm"), EPSILON), kind }
    }

    /// Adds what the block finds to the rows of all pieces.
    fn add(&self, kernel: Kernel, windows: &[Range<usize>], buffers: &mut RecurrentBuffers) {
        let RecurrentBuffers { rows, normed, .. } = &mut *buffers;
        kernel.run(NormRows { norm: &self.norm, rows, normed });
        let added = match &self.kind {
            Kind::Scan(block) => {
                buffers.scan.fit(
                    buffers.normed.len() / buffers.bytes.width,
                    block,
                    buffers.bytes.precision(),
                );
                block.apply(kernel, windows, &buffers.normed, &mut buffers.scan);
                &buffers.scan.added
            }
            Kind::Attention(block) => {
                block.apply(kernel, windows, buffers);
                &buffers.added
            }
        };
        kernel.run(AddRows { rows: &mut buffers.rows, added });
    }
}

impl AttentionBlock {
    /// Computes what the block adds, from normalised rows.
    fn apply(&self, kernel: Kernel, windows: &[Range<usize>], buffers: &mut RecurrentBuffers) {
        let RecurrentBuffers { normed, bytes, attention, narrow, added, .. } = buffers;
        let pieces = windows.last().map_or(0, |window| window.end);
        kernel.run(ReadRows { bytes, range: 0..pieces, numbers: normed });
        self.attention.attend(kernel, bytes, windows, attention);
        narrow.fit(pieces, self.output.depth(), bytes.precision());
        let numbers = &attention.attended;
        kernel.run(ReadRows { bytes: narrow, range: 0..pieces, numbers });
        self.output.multiply(kernel, narrow, 0..pieces, added);
    }
}

/// Normalises rows into others.
struct NormRows<'a> {
    norm: &'a Norm,
    rows: &'a [f32],
    normed: &'a mut [f32],
}

impl Work for NormRows<'_> {
    #[inline(always)]
    fn run(self) {
        let width = self.norm.width();
        let rows = self.rows.chunks_exact(width);
        for (row, normed) in rows.zip(self.normed.chunks_exact_mut(width)) {
            normed.copy_from_slice(row);
            self.norm.apply(normed);
        }
    }
}

/// Adds rows to those of the residual.
struct AddRows<'a> {
    rows: &'a mut [f32],
    added: &'a [f32],
}

impl Work for AddRows<'_> {
    #[inline(always)]
    fn run(self) {
        add_row(self.rows, self.added);
    }
}
