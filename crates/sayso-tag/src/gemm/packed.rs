//! A weight matrix, packed for the kernels.

use super::{Columns, Line, OFFSET, PANEL, Panel, Rows, TILE, Target, tiles};
use crate::kernel::Kernel;

/// A matrix of signed bytes with a scale and a bias for each output, in panels of [`PANEL`]
/// outputs; the last panel is filled up with zeros.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packed {
    lines: Vec<Line>,
    columns: Vec<Columns>,
    depth: usize,
}

/// The parts of a linear layer as a model file holds them: one row of weights for each output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights<'a> {
    pub(crate) values: &'a [u8],
    pub(crate) scales: &'a [f32],
    pub(crate) bias: &'a [f32],
}

impl Packed {
    /// Packs one or several layers of the same depth side by side. The depth is a multiple of 4.
    pub(crate) fn new(depth: usize, layers: &[Weights<'_>]) -> Self {
        let outputs: usize = layers.iter().map(|layer| layer.scales.len()).sum();
        let panels = outputs.div_ceil(PANEL);
        let mut packed = Self {
            lines: vec![Line::default(); panels * (depth / 4) * 2],
            columns: vec![Columns::default(); panels],
            depth,
        };
        let rows = layers.iter().flat_map(|layer| {
            layer.values.chunks_exact(depth).zip(layer.scales.iter().zip(layer.bias))
        });
        for (output, (weights, (scale, bias))) in rows.enumerate() {
            packed.set_weights(output, weights);
            let columns = &mut packed.columns[output / PANEL];
            columns.scales[output % PANEL] = *scale;
            columns.bias[output % PANEL] = *bias;
        }
        packed
    }

    fn set_weights(&mut self, output: usize, weights: &[u8]) {
        let (panel, column) = (output / PANEL, output % PANEL);
        let lines = &mut self.lines[panel * (self.depth / 4) * 2..];
        for (pair, four) in lines.chunks_exact_mut(2).zip(weights.chunks_exact(4)) {
            let bytes = [0, 1, 2, 3].map(|at| four[at]);
            pair[column / 16].0[column % 16] = u32::from_le_bytes(bytes);
        }
        let sum: i32 = weights.iter().map(|weight| i32::from(weight.cast_signed())).sum();
        self.columns[panel].corrections[column] = -OFFSET * sum;
    }

    /// The number of outputs, filled up to whole panels.
    pub(crate) const fn width(&self) -> usize {
        self.columns.len() * PANEL
    }

    /// The number of inputs.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    fn panel(&self, index: usize) -> Panel<'_> {
        let lines = (self.depth / 4) * 2;
        Panel { lines: &self.lines[index * lines..][..lines], columns: &self.columns[index] }
    }

    /// Multiplies all rows; `rows` and `out` hold whole steps of [`ROW_STEP`](super::ROW_STEP)
    /// rows. A panel stays in the nearest cache while all rows pass by.
    pub(crate) fn multiply(&self, kernel: Kernel, rows: Rows<'_>, out: &mut [f32]) {
        let stride = self.width();
        for index in 0..self.columns.len() {
            let panel = self.panel(index);
            for tile in tiles(rows.scales.len()) {
                let part = Rows {
                    values: &rows.values[tile.start * rows.stride..],
                    stride: rows.stride,
                    scales: &rows.scales[tile.clone()],
                };
                let values = &mut out[tile.start * stride + index * PANEL..];
                kernel.tile(part, panel, &mut Target { values, stride });
            }
        }
    }

    /// Multiplies one row.
    pub(crate) fn multiply_one(&self, kernel: Kernel, row: &[u8], scale: f32, out: &mut [f32]) {
        let rows = Rows { values: row, stride: 0, scales: &[scale; 4] };
        let mut tile = [0.0; 4 * PANEL];
        for (index, out) in out.chunks_mut(PANEL).enumerate().take(self.columns.len()) {
            kernel.tile(rows, self.panel(index), &mut Target { values: &mut tile, stride: PANEL });
            out.copy_from_slice(&tile[..out.len()]);
        }
    }
}

const _: () = assert!(TILE.is_multiple_of(4));
