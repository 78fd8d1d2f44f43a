//! The large network: a BERT encoder (Devlin et al. 2019) with an embedding of letter case.
//!
//! Every piece is a row. All but attention goes row by row, so that rows are taken in blocks whose
//! widest intermediate result stays in the second-level cache.

use std::ops::Range;

use crate::activation::{Norm, add_row, gelu, map_row};
use crate::config::{EncoderSizes, Sizes};
use crate::embedding::Embedding;
use crate::gemm::ROW_STEP;
use crate::kernel::{Kernel, Work};
use crate::layout::{Layout, Place};
use crate::linear::{Linear, Source};
use crate::precision::Precision;
use crate::quantise::{Quantised, ReadRows};
use crate::self_attention::{SelfAttention, SelfAttentionBuffers};
use crate::threads::halves;

/// Rows of a block: 48 rows of 1,536 numbers are 300 kB, a third of the second-level cache of the
/// machine this was written on.
const BLOCK: usize = 48;
/// Keeps the variance from zero; as BERT has it.
const EPSILON: f32 = 1e-12;

/// A compiled encoder.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    embedding: Embedding,
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    hidden: usize,
    precision: Precision,
}

#[derive(Clone, Debug)]
struct Layer {
    attention: SelfAttention,
    output: Linear,
    attention_norm: Norm,
    up: Linear,
    down: Linear,
    output_norm: Norm,
}

/// The buffers of an encoder.
#[derive(Clone, Debug, Default)]
pub(crate) struct EncoderBuffers {
    /// One row of single precision for each piece: what residuals add to.
    rows: Vec<f32>,
    attention: SelfAttentionBuffers,
    bytes: Quantised,
    wide: Vec<f32>,
    wide_bytes: Quantised,
    narrow: Vec<f32>,
}

impl Encoder {
    pub(crate) fn new(source: Source<'_>, sizes: &Sizes, encoder: EncoderSizes) -> Self {
        Self {
            embedding: Embedding::new(source.model, sizes.hidden, sizes.hidden),
            positions: source.model.numbers("embedding.position"),
            norm: Norm::new(source.model, "embedding.norm", EPSILON),
            layers: halves(encoder.layers, |layer| {
                Layer::new(source, layer, sizes.hidden, encoder.feed_forward)
            }),
            hidden: sizes.hidden,
            precision: source.precision,
        }
    }

    /// Computes the states of all pieces, one row of bytes each.
    pub(crate) fn encode<'b>(
        &self,
        kernel: Kernel,
        layout: &Layout,
        buffers: &'b mut EncoderBuffers,
    ) -> &'b Quantised {
        buffers.resize(layout.places.len(), self);
        let places = &layout.places;
        kernel.run(Embed { encoder: self, places, buffers });
        for layer in &self.layers {
            let EncoderBuffers { bytes, attention, .. } = &mut *buffers;
            layer.attention.attend(kernel, bytes, &layout.windows, attention);
            for start in (0..layout.places.len()).step_by(BLOCK) {
                let block = start..layout.places.len().min(start + BLOCK);
                layer.finish(kernel, block, buffers);
            }
        }
        &buffers.bytes
    }
}

impl EncoderBuffers {
    fn resize(&mut self, pieces: usize, encoder: &Encoder) {
        self.bytes.fit(pieces, encoder.hidden, encoder.precision);
        self.rows.resize(pieces * encoder.hidden, 0.0);
    }
}

impl Layer {
    fn new(source: Source<'_>, layer: usize, hidden: usize, feed_forward: usize) -> Self {
        let name = |part: &str| format!("layer.{layer}.{part}");
        let linear = |part: &str, inputs| source.linear(inputs, &[&name(part)]);
        let norm = |part: &str| Norm::new(source.model, &name(part), EPSILON);
        Self {
            attention: SelfAttention::new(source, hidden, &format!("layer.{layer}")),
            output: linear("output", hidden),
            attention_norm: norm("attention_norm"),
            up: linear("up", hidden),
            down: linear("down", feed_forward),
            output_norm: norm("output_norm"),
        }
    }

    /// What follows attention, for a block of rows.
    fn finish(&self, kernel: Kernel, block: Range<usize>, buffers: &mut EncoderBuffers) {
        let width = self.output.depth();
        let EncoderBuffers { rows, attention, bytes, wide, wide_bytes, narrow } = buffers;
        narrow.resize(block.len().next_multiple_of(ROW_STEP) * width, 0.0);
        let rows = &mut rows[block.start * width..block.end * width];
        let numbers = &attention.attended[block.start * width..];
        kernel.run(ReadRows { bytes, range: block.clone(), numbers });
        self.output.multiply(kernel, bytes, block.clone(), narrow);
        let first = block.start;
        kernel.run(AddAndNorm { norm: &self.attention_norm, rows, added: narrow, first, bytes });
        wide.resize(block.len().next_multiple_of(ROW_STEP) * self.up.width(), 0.0);
        self.up.multiply(kernel, bytes, block.clone(), wide);
        wide_bytes.fit(block.len(), self.down.depth(), bytes.precision());
        kernel.run(Activate { rows: wide, bytes: wide_bytes });
        self.down.multiply(kernel, wide_bytes, 0..block.len(), narrow);
        kernel.run(AddAndNorm { norm: &self.output_norm, rows, added: narrow, first, bytes });
    }
}

/// Writes the first rows.
struct Embed<'a> {
    encoder: &'a Encoder,
    places: &'a [Place],
    buffers: &'a mut EncoderBuffers,
}

impl Work for Embed<'_> {
    #[inline(always)]
    fn run(self) {
        let Encoder { embedding, positions, norm, hidden, .. } = self.encoder;
        let rows = self.buffers.rows.chunks_exact_mut(*hidden);
        for ((index, place), row) in self.places.iter().enumerate().zip(rows) {
            embedding.write(*place, row);
            add_row(row, &positions[place.position * hidden..][..*hidden]);
            norm.apply(row);
            self.buffers.bytes.set(index, row);
        }
    }
}

/// GELU of all rows, as bytes.
struct Activate<'a> {
    rows: &'a mut [f32],
    bytes: &'a mut Quantised,
}

impl Work for Activate<'_> {
    #[inline(always)]
    fn run(self) {
        let rows = self.rows.chunks_exact_mut(self.bytes.width);
        for (index, row) in rows.enumerate() {
            map_row(row, gelu);
            self.bytes.set(index, row);
        }
    }
}

/// Adds rows to those of the residual, normalises them and keeps them as bytes as well.
struct AddAndNorm<'a> {
    norm: &'a Norm,
    rows: &'a mut [f32],
    added: &'a [f32],
    /// The place of the first row among the bytes.
    first: usize,
    bytes: &'a mut Quantised,
}

impl Work for AddAndNorm<'_> {
    #[inline(always)]
    fn run(self) {
        let width = self.bytes.width;
        let pairs = self.rows.chunks_exact_mut(width).zip(self.added.chunks_exact(width));
        for (index, (row, added)) in pairs.enumerate() {
            add_row(row, added);
            self.norm.apply(row);
            self.bytes.set(self.first + index, row);
        }
    }
}
