//! Attention among the pieces of a window, with whole numbers inside (Vaswani et al. 2017, 3.2).
//!
//! For each head, the rows of queries and keys are bytes with a scale of their own, the channels of
//! values bytes with one scale over the window. The weights of a row are 2^(score - largest score)
//! in 255 steps, their sum is that of the steps: a row of weights always sums to one, however flat
//! it is, and what a step rounds off no longer counts. Heads are as wide as a panel, so that keys
//! and values are right matrices of the kernels as they stand.

use std::ops::Range;

use crate::activation::exp2_coarse;
use crate::gemm::{
    Columns, Line, Magnitude, OFFSET, PANEL, Panel, ROW_STEP, Rows, TILE, Target, tiles,
};
use crate::kernel::{Kernel, Work};
use crate::lanes::{LANES, larger, largest, largest_magnitude};
use crate::projected::Projected;
use crate::quantise::{ROUNDING, round, scale_of, with_offset};

/// Steps of a panel of keys: the width of a head, four at a time.
const KEY_LINES: usize = PANEL / 4 * 2;
/// Numbers of a key.
const KEY_SIZE: i32 = 32;
const _: () = assert!(KEY_SIZE as usize == PANEL, "a head is as wide as a panel");
/// Score of a column that stands for no piece.
const NEVER: f32 = -1e30;
/// Weights below 2^-20 of the largest round to zero.
const SMALLEST_EXPONENT: f32 = -20.0;
/// Steps of a weight.
const STEPS: f32 = 255.0;

/// The buffers of attention: one window, head after head.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attention {
    queries: HeadRows,
    keys: HeadRows,
    key_panels: Vec<Line>,
    key_columns: Vec<Columns>,
    value_panels: Vec<Line>,
    value_columns: Vec<Columns>,
    /// For each channel the scale of its values, then one over it.
    channels: Vec<f32>,
    /// Four rows of values, a word for each channel.
    words: Vec<u32>,
    scores: Vec<f32>,
    weights: Vec<u8>,
}

/// Rows of all heads as bytes, with a scale for each row and head.
#[derive(Clone, Debug, Default)]
struct HeadRows {
    values: Vec<u8>,
    /// Head after head.
    scales: Vec<f32>,
    /// One over the scale, for each number of a row.
    factors: Vec<f32>,
}

/// The place of a window within the rows of a batch, and the sizes that follow from it.
#[derive(Clone, Debug)]
struct Place {
    rows: Range<usize>,
    /// Numbers of a row, all heads together.
    width: usize,
    /// Pieces, rounded up to whole steps of rows.
    steps: usize,
    /// Pieces, filled up to whole panels.
    padded: usize,
}

impl Place {
    fn new(rows: Range<usize>, width: usize) -> Self {
        let steps = rows.len().next_multiple_of(ROW_STEP);
        Self { width, steps, padded: rows.len().next_multiple_of(PANEL), rows }
    }

    /// Panels of keys of one head.
    fn panels(&self) -> usize {
        self.padded / PANEL
    }

    /// Lines of the values of one head.
    fn value_lines(&self) -> usize {
        self.padded / 4 * 2
    }

    #[inline(always)]
    fn row<'a>(&self, matrix: &'a [f32], piece: usize) -> &'a [f32] {
        &matrix[(self.rows.start + piece) * self.width..][..self.width]
    }
}

/// Some rows of one head.
struct Part {
    head: usize,
    tile: Range<usize>,
}

impl Attention {
    /// Mixes the values of a window's pieces for each of them, all heads. Writes whole steps of
    /// rows of `out`; those after the window hold nothing of use.
    pub(crate) fn attend(
        &mut self,
        kernel: Kernel,
        projected: &Projected,
        (rows, width): (Range<usize>, usize),
        out: &mut [f32],
    ) {
        let place = Place::new(rows, width);
        self.resize(&place);
        kernel.run(ReadWindow { attention: self, place: &place, projected });
        for head in 0..width / PANEL {
            for tile in tiles(place.rows.len()) {
                self.mix(kernel, &place, &Part { head, tile }, out);
            }
        }
    }

    fn resize(&mut self, place: &Place) {
        let heads = place.width / PANEL;
        for rows in [&mut self.queries, &mut self.keys] {
            rows.values.resize(place.steps * place.width, 0);
            rows.scales.resize(heads * place.steps, 0.0);
            rows.factors.resize(place.width, 0.0);
        }
        self.key_panels.resize(heads * place.panels() * KEY_LINES, Line::default());
        self.key_columns.resize(heads * place.panels(), Columns::default());
        self.value_panels.resize(heads * place.value_lines(), Line::default());
        self.value_columns.resize(heads, Columns::default());
        self.channels.resize(place.width, 0.0);
        self.words.resize(place.width, 0);
        self.scores.resize(TILE * place.padded, 0.0);
        self.weights.resize(TILE * place.padded, 0);
    }

    /// Turns all keys of a window to panels.
    #[inline(always)]
    fn read_keys(&mut self, place: &Place, keys: &[f32]) {
        for piece in 0..place.rows.len() {
            self.keys.read(place, piece, place.row(keys, piece), 1.0);
            for head in 0..place.width / PANEL {
                self.set_key(place, head, piece);
            }
        }
        for head in 0..place.width / PANEL {
            let columns = &mut self.key_columns[head * place.panels()..][..place.panels()];
            let absent = columns.iter_mut().flat_map(|columns| &mut columns.bias);
            for (piece, bias) in absent.enumerate() {
                *bias = if piece < place.rows.len() { 0.0 } else { NEVER };
            }
        }
    }

    /// Writes a key as a column of the right matrix.
    #[inline(always)]
    fn set_key(&mut self, place: &Place, head: usize, piece: usize) {
        let (panel, column) = (head * place.panels() + piece / PANEL, piece % PANEL);
        let key = &self.keys.values[piece * place.width + head * PANEL..][..PANEL];
        let lines = &mut self.key_panels[panel * KEY_LINES..][..KEY_LINES];
        for (pair, four) in lines.as_chunks_mut::<2>().0.iter_mut().zip(key.as_chunks::<4>().0) {
            let signed = u32::from_le_bytes(*four) ^ 0x8080_8080;
            pair[column / LANES].0[column % LANES] = signed;
        }
        let sum = key.iter().map(|byte| i32::from(*byte)).sum::<i32>() - OFFSET * KEY_SIZE;
        let columns = &mut self.key_columns[panel];
        columns.corrections[column] = -OFFSET * sum;
        columns.scales[column] = self.keys.scales[head * place.steps + piece];
    }

    /// Turns all values of a window to panels.
    #[inline(always)]
    fn read_values(&mut self, place: &Place, values: &[f32]) {
        self.scale_channels(place, values);
        for step in 0..place.padded / 4 {
            let row = |at: usize| {
                let piece = (4 * step + at).min(place.rows.len() - 1);
                place.row(values, piece)
            };
            let rows = row(0).iter().zip(row(1)).zip(row(2)).zip(row(3));
            for ((word, factor), (((a, b), c), d)) in
                self.words.iter_mut().zip(&self.channels).zip(rows)
            {
                let [a, b, c, d] = [a, b, c, d].map(|number| round(number * factor) & 0xFF);
                *word = a | b << 8 | c << 16 | d << 24;
            }
            for (head, words) in self.words.as_chunks::<PANEL>().0.iter().enumerate() {
                let lines = &mut self.value_panels[head * place.value_lines() + 2 * step..][..2];
                for (line, words) in lines.iter_mut().zip(words.as_chunks::<LANES>().0) {
                    line.0 = *words;
                }
            }
        }
    }

    #[inline(always)]
    fn scale_channels(&mut self, place: &Place, values: &[f32]) {
        self.channels.fill(0.0);
        for piece in 0..place.rows.len() {
            for (largest, number) in self.channels.iter_mut().zip(place.row(values, piece)) {
                *largest = larger(number.abs(), *largest);
            }
        }
        for (columns, channels) in
            self.value_columns.iter_mut().zip(self.channels.as_chunks_mut::<PANEL>().0)
        {
            for (scale, channel) in columns.scales.iter_mut().zip(channels) {
                *scale = scale_of(*channel);
                *channel = 1.0 / *scale;
            }
        }
    }

    fn mix(&mut self, kernel: Kernel, place: &Place, part: &Part, out: &mut [f32]) {
        let Part { head, tile } = part;
        let stride = place.padded;
        let queries = Rows {
            values: &self.queries.values[tile.start * place.width + head * PANEL..],
            stride: place.width,
            scales: &self.queries.scales[head * place.steps..][tile.clone()],
        };
        let panels = (head * place.panels()..).take(place.panels());
        for (at, panel) in panels.enumerate() {
            let lines = &self.key_panels[panel * KEY_LINES..][..KEY_LINES];
            let columns = &self.key_columns[panel];
            let panel = Panel { lines, columns, magnitude: Magnitude::Any };
            kernel.tile(
                queries,
                panel,
                &mut Target { values: &mut self.scores[at * PANEL..], stride },
            );
        }
        let shares = &mut [0.0; TILE][..tile.len()];
        let weights = &mut self.weights;
        kernel.run(Weigh { scores: &self.scores, stride, weights, shares });
        let weights = Rows { values: &self.weights, stride, scales: shares };
        let lines = &self.value_panels[head * place.value_lines()..][..place.value_lines()];
        let columns = &self.value_columns[*head];
        let panel = Panel { lines, columns, magnitude: Magnitude::Any };
        let values = &mut out[(place.rows.start + tile.start) * place.width + head * PANEL..];
        kernel.tile(weights, panel, &mut Target { values, stride: place.width });
    }
}

impl HeadRows {
    /// Writes a row; its scales are multiplied by `factor`.
    #[inline(always)]
    fn read(&mut self, place: &Place, piece: usize, row: &[f32], factor: f32) {
        let heads = row.as_chunks::<PANEL>().0.iter().zip(self.factors.as_chunks_mut::<PANEL>().0);
        for (head, (numbers, factors)) in heads.enumerate() {
            let scale = scale_of(largest_magnitude(numbers));
            self.scales[head * place.steps + piece] = scale * factor;
            factors.fill(1.0 / scale);
        }
        let out = &mut self.values[piece * place.width..][..place.width];
        for ((out, number), factor) in out.iter_mut().zip(row).zip(&self.factors) {
            *out = with_offset(number * factor);
        }
    }
}

/// Reads queries, keys and values of a window.
struct ReadWindow<'a> {
    attention: &'a mut Attention,
    place: &'a Place,
    projected: &'a Projected,
}

impl Work for ReadWindow<'_> {
    /// Scores come out as logarithms to base 2 of the weights.
    #[inline(always)]
    fn run(self) {
        let Self { attention, place, projected } = self;
        let factor = std::f32::consts::LOG2_E / (PANEL as f32).sqrt();
        for piece in 0..place.rows.len() {
            let row = place.row(&projected.queries, piece);
            attention.queries.read(place, piece, row, factor);
        }
        attention.read_keys(place, &projected.keys);
        attention.read_values(place, &projected.values);
    }
}

/// Turns rows of scores into rows of weights in steps, and finds what one step is worth.
struct Weigh<'a> {
    scores: &'a [f32],
    stride: usize,
    weights: &'a mut [u8],
    shares: &'a mut [f32],
}

impl Work for Weigh<'_> {
    #[inline(always)]
    fn run(self) {
        let weights = self.weights.chunks_exact_mut(self.stride);
        let rows = self.scores.chunks_exact(self.stride).zip(weights);
        for ((scores, weights), share) in rows.zip(self.shares) {
            *share = 1.0 / weigh_row(scores, weights);
        }
    }
}

#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "a window has less than 2^16 pieces")]
fn weigh_row(scores: &[f32], weights: &mut [u8]) -> f32 {
    let largest = largest(scores, NEVER);
    for (weight, score) in weights.iter_mut().zip(scores) {
        let power = exp2_coarse(larger(score - largest, SMALLEST_EXPONENT));
        *weight = (power * STEPS + ROUNDING).to_bits().to_le_bytes()[0];
    }
    weights.iter().map(|weight| u32::from(*weight)).sum::<u32>() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Attention of one head as the formula has it.
    fn exact(projected: &Projected, row: usize) -> Vec<f64> {
        let dot = |a: &[f32], b: &[f32]| -> f64 {
            a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
        };
        let query = &projected.queries[row * PANEL..][..PANEL];
        let weights: Vec<f64> = projected
            .keys
            .chunks_exact(PANEL)
            .map(|key| (dot(query, key) / (PANEL as f64).sqrt()).exp())
            .collect();
        let sum: f64 = weights.iter().sum();
        let mut mixed = vec![0.0; PANEL];
        for (weight, value) in weights.iter().zip(projected.values.chunks_exact(PANEL)) {
            for (mixed, value) in mixed.iter_mut().zip(value) {
                *mixed += weight / sum * f64::from(*value);
            }
        }
        mixed
    }

    fn numbers(count: usize, seed: f32) -> Vec<f32> {
        (0..count).map(|at| ((at as f32) * seed).sin() * 1.5).collect()
    }

    #[test]
    fn attention_is_near_its_formula() {
        for pieces in [1, 4, 29, 70] {
            let projected = Projected {
                queries: numbers(pieces * PANEL, 0.37),
                keys: numbers(pieces * PANEL, 0.61),
                values: numbers(pieces * PANEL, 0.83),
            };
            let mut out = vec![0.0; pieces.next_multiple_of(ROW_STEP) * PANEL];
            let mut attention = Attention::default();
            for kernel in Kernel::available() {
                attention.attend(kernel, &projected, (0..pieces, PANEL), &mut out);
                for row in 0..pieces {
                    for (found, expected) in out[row * PANEL..].iter().zip(exact(&projected, row)) {
                        assert!((f64::from(*found) - expected).abs() < 0.03, "{found} {expected}");
                    }
                }
            }
        }
    }

    #[test]
    fn weights_of_equal_scores_are_equal() {
        let mut weights = [0; 32];
        assert_eq!(weigh_row(&[3.0; 32], &mut weights), 32.0 * 255.0);
        assert_eq!(weights, [255; 32]);
    }
}
