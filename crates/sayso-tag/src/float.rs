//! The single-precision twin of the integer products, with the same order of sums everywhere.

use std::ops::Range;

use crate::activation::exp2;
use crate::gemm::{PANEL, Weights};
use crate::kernel::{Kernel, Work};
use crate::lanes::{dot, larger, largest, sum_of};
use crate::projected::Projected;

/// Rows of a tile.
const TILE: usize = 4;

/// A weight matrix in panels of [`PANEL`] outputs, input after input.
#[derive(Clone, Debug, Default)]
pub(crate) struct FloatMatrix {
    weights: Vec<[f32; PANEL]>,
    bias: Vec<[f32; PANEL]>,
    depth: usize,
}

impl FloatMatrix {
    /// Packs one or several layers of the same depth side by side.
    pub(crate) fn new(depth: usize, layers: &[Weights<'_>]) -> Self {
        let outputs: usize = layers.iter().map(|layer| layer.scales.len()).sum();
        let panels = outputs.div_ceil(PANEL);
        let mut matrix = Self {
            weights: vec![[0.0; PANEL]; panels * depth],
            bias: vec![[0.0; PANEL]; panels],
            depth,
        };
        let rows = layers.iter().flat_map(|layer| layer.rows(depth));
        for (output, (row, scale, bias)) in rows.enumerate() {
            let (panel, column) = (output / PANEL, output % PANEL);
            matrix.bias[panel][column] = bias;
            for (weights, byte) in matrix.weights[panel * depth..].iter_mut().zip(row) {
                weights[column] = f32::from(byte.cast_signed()) * scale;
            }
        }
        matrix
    }

    /// The number of outputs, filled up to whole panels.
    pub(crate) const fn width(&self) -> usize {
        self.bias.len() * PANEL
    }

    /// The number of inputs.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// Multiplies rows.
    pub(crate) fn multiply(&self, kernel: Kernel, rows: &[f32], out: &mut [f32]) {
        kernel.run(Product { matrix: self, rows, out });
    }
}

/// A product of rows and a matrix.
struct Product<'a> {
    matrix: &'a FloatMatrix,
    rows: &'a [f32],
    out: &'a mut [f32],
}

impl Work for Product<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { matrix, rows, out } = self;
        let (depth, width) = (matrix.depth, matrix.width());
        for (panel, bias) in matrix.bias.iter().enumerate() {
            let weights = &matrix.weights[panel * depth..][..depth];
            let tiles = rows.chunks(TILE * depth).zip(out.chunks_mut(TILE * width));
            for (rows, out) in tiles {
                let row =
                    |at: usize| rows.get(at * depth..(at + 1) * depth).unwrap_or(&rows[..depth]);
                let sums = tile([row(0), row(1), row(2), row(3)], weights, bias);
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(width)) {
                    out[panel * PANEL..][..PANEL].copy_from_slice(sums);
                }
            }
        }
    }
}

/// The four rows stand in one loop so that compilers keep all sums in vectors.
#[inline(always)]
fn tile(
    rows: [&[f32]; TILE],
    weights: &[[f32; PANEL]],
    bias: &[f32; PANEL],
) -> [[f32; PANEL]; TILE] {
    let [mut first, mut second, mut third, mut fourth] = [*bias; TILE];
    let [a, b, c, d] = rows;
    for ((((weights, a), b), c), d) in weights.iter().zip(a).zip(b).zip(c).zip(d) {
        for at in 0..PANEL {
            first[at] += a * weights[at];
            second[at] += b * weights[at];
            third[at] += c * weights[at];
            fourth[at] += d * weights[at];
        }
    }
    [first, second, third, fourth]
}

/// Attention of one window, all heads, as the formula has it.
pub(crate) struct FloatAttention<'a> {
    pub(crate) projected: &'a Projected,
    pub(crate) rows: Range<usize>,
    pub(crate) width: usize,
    pub(crate) scores: &'a mut Vec<f32>,
    pub(crate) out: &'a mut [f32],
}

impl Work for FloatAttention<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { projected: Projected { queries, keys, values }, rows, width, scores, out } =
            self;
        let pieces = rows.len();
        let padded = pieces.next_multiple_of(PANEL);
        let factor = std::f32::consts::LOG2_E / (PANEL as f32).sqrt();
        for column in (0..width).step_by(PANEL) {
            let at = |row: usize| row * width + column..row * width + column + PANEL;
            for query in rows.clone() {
                scores.clear();
                for key in rows.clone() {
                    scores.push(dot(&queries[at(query)], &keys[at(key)]) * factor);
                }
                scores.resize(padded, f32::MIN);
                let share = 1.0 / weigh(scores);
                let out = &mut out[at(query)];
                out.fill(0.0);
                for (key, weight) in rows.clone().zip(scores.iter()) {
                    for (out, value) in out.iter_mut().zip(&values[at(key)]) {
                        *out += weight * share * value;
                    }
                }
            }
        }
    }
}

/// Turns scores into weights, and gives their sum.
#[inline(always)]
fn weigh(scores: &mut [f32]) -> f32 {
    let largest = largest(scores, f32::MIN);
    for score in scores.iter_mut() {
        *score = exp2(larger(*score - largest, -126.0));
    }
    sum_of(scores, |weight| weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn product_follows_its_definition() {
        let values: Vec<u8> = (0..40 * 8).map(|at| u8::try_from(at % 256).unwrap()).collect();
        let (scales, bias) = ([0.5; 40], [1.0; 40]);
        let matrix =
            FloatMatrix::new(8, &[Weights { values: &values, scales: &scales, bias: &bias }]);
        let rows: Vec<f32> = (0..5 * 8u8).map(f32::from).collect();
        let mut out = vec![0.0; 5 * matrix.width()];
        matrix.multiply(Kernel::detect(), &rows, &mut out);
        for (place, found) in out.iter().enumerate() {
            let (row, output) = (place / matrix.width(), place % matrix.width());
            let weights = values.get(output * 8..(output + 1) * 8);
            let expected = weights.map_or(0.0, |weights| {
                let numbers = weights.iter().map(|weight| f32::from(weight.cast_signed()) * 0.5);
                1.0 + numbers
                    .zip(&rows[row * 8..])
                    .map(|(weight, input)| weight * input)
                    .sum::<f32>()
            });
            assert_eq!(*found, expected, "row {row}, output {output}");
        }
    }
}
