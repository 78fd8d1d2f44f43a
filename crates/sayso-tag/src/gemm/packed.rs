//! A weight matrix, packed for the kernels.

use super::{Columns, Line, Magnitude, OFFSET, PANEL, Panel, Rows, TILE, Target, tiles};
use crate::kernel::Kernel;

/// A matrix of signed bytes with a scale and a bias for each output, in panels of [`PANEL`]
/// outputs; the last panel is filled up with zeros.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packed {
    lines: Vec<Line>,
    columns: Vec<Columns>,
    depth: usize,
    magnitude: Magnitude,
}

/// The parts of a linear layer as a model file holds them: one row of weights for each output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights<'a> {
    pub(crate) values: &'a [u8],
    pub(crate) scales: &'a [f32],
    pub(crate) bias: &'a [f32],
}

impl<'a> Weights<'a> {
    /// For each output its weights, scale and bias.
    pub(crate) fn rows(&self, depth: usize) -> impl Iterator<Item = (&'a [u8], f32, f32)> {
        let parts = self.scales.iter().zip(self.bias);
        self.values.chunks_exact(depth).zip(parts).map(|(row, (scale, bias))| (row, *scale, *bias))
    }
}

impl Packed {
    /// Packs one or several layers of the same depth side by side. The depth is a multiple of 4.
    pub(crate) fn new(depth: usize, layers: &[Weights<'_>]) -> Self {
        let rows: Vec<_> = layers.iter().flat_map(|layer| layer.rows(depth)).collect();
        let panels = rows.len().div_ceil(PANEL);
        let mut packed = Self {
            lines: Vec::with_capacity(panels * (depth / 4) * 2),
            columns: Vec::with_capacity(panels),
            depth,
            magnitude: Magnitude::of(layers.iter().flat_map(|layer| layer.values).copied()),
        };
        for rows in rows.chunks(PANEL) {
            packed.push_panel(rows);
        }
        packed
    }

    /// Column after column: a panel stays in the nearest cache, and each row of weights is read once.
    fn push_panel(&mut self, rows: &[(&[u8], f32, f32)]) {
        let start = self.lines.len();
        self.lines.resize(start + (self.depth / 4) * 2, Line::default());
        let pairs = self.lines[start..].as_chunks_mut::<2>().0;
        for (column, (weights, ..)) in rows.iter().enumerate() {
            let (half, lane) = (column / 16, column % 16);
            for (pair, four) in pairs.iter_mut().zip(weights.as_chunks().0) {
                pair[half].0[lane] = u32::from_le_bytes(*four);
            }
        }
        let mut columns = Columns::default();
        for (column, (weights, scale, bias)) in rows.iter().enumerate() {
            let sum: i32 = weights.iter().map(|weight| i32::from(weight.cast_signed())).sum();
            columns.corrections[column] = -OFFSET * sum;
            columns.scales[column] = *scale;
            columns.bias[column] = *bias;
        }
        self.columns.push(columns);
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
        Panel {
            lines: &self.lines[index * lines..][..lines],
            columns: &self.columns[index],
            magnitude: self.magnitude,
        }
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
}

const _: () = assert!(TILE.is_multiple_of(4));
