//! Queries, keys and values of all pieces, and the attention of each window.

use std::ops::Range;

use crate::attention::Attention;
use crate::float::FloatAttention;
use crate::gemm::ROW_STEP;
use crate::kernel::Kernel;
use crate::linear::{Linear, Source};
use crate::precision::Precision;
use crate::projected::Projected;
use crate::quantise::Quantised;

/// The weights of attention.
#[derive(Clone, Debug)]
pub(crate) struct SelfAttention {
    query: Linear,
    key: Linear,
    value: Linear,
}

/// The buffers of attention over a batch.
#[derive(Clone, Debug, Default)]
pub(crate) struct SelfAttentionBuffers {
    projected: Projected,
    attention: Attention,
    /// What each piece takes from its window: one row for each piece.
    pub(crate) attended: Vec<f32>,
    scores: Vec<f32>,
}

impl SelfAttention {
    /// Reads the layers `query`, `key` and `value` of a block.
    pub(crate) fn new(source: Source<'_>, inputs: usize, block: &str) -> Self {
        let linear = |part: &str| source.linear(inputs, &[&format!("{block}.{part}")]);
        Self { query: linear("query"), key: linear("key"), value: linear("value") }
    }

    /// Fills in `attended` for all rows.
    pub(crate) fn attend(
        &self,
        kernel: Kernel,
        bytes: &Quantised,
        windows: &[Range<usize>],
        buffers: &mut SelfAttentionBuffers,
    ) {
        let width = self.query.width();
        buffers.resize(bytes.len(), width);
        let SelfAttentionBuffers { projected, attention, attended, scores } = buffers;
        let rows = 0..bytes.len();
        self.query.multiply(kernel, bytes, rows.clone(), &mut projected.queries);
        self.key.multiply(kernel, bytes, rows.clone(), &mut projected.keys);
        self.value.multiply(kernel, bytes, rows, &mut projected.values);
        for rows in windows.iter().cloned() {
            if bytes.precision() == Precision::Int8 {
                attention.attend(kernel, projected, (rows, width), attended);
            } else {
                let (projected, out) = (&*projected, &mut *attended);
                kernel.run(FloatAttention { projected, rows, width, scores, out });
            }
        }
    }
}

impl SelfAttentionBuffers {
    fn resize(&mut self, rows: usize, width: usize) {
        // The last tile of attention begins at any row and writes whole steps.
        let numbers = (rows + ROW_STEP) * width;
        let Projected { queries, keys, values } = &mut self.projected;
        for buffer in [&mut self.attended, queries, keys, values] {
            buffer.resize(numbers, 0.0);
        }
    }
}
