//! A block of the small network: convolution, recurrence in both directions, output gate.
//!
//! `h[t] = h[t-1] + gate[t] * (new[t] - h[t-1])`, forward in one half of the channels and backward
//! in the other; gates and candidates come from one product before the loop. Every window starts
//! from zero.

use std::ops::Range;

use crate::activation::hard_sigmoid;
use crate::config::RecurrentSizes;
use crate::gemm::ROW_STEP;
use crate::kernel::{Kernel, Work};
use crate::linear::{Linear, Source};
use crate::precision::Precision;
use crate::quantise::Quantised;

/// The weights of a block.
#[derive(Clone, Debug)]
pub(crate) struct ScanBlock {
    convolution: Convolution,
    inner: Linear,
    outer: Linear,
    /// Channels of each direction.
    width: usize,
}

/// Each channel over its neighbours in time.
#[derive(Clone, Debug)]
struct Convolution {
    /// Row after row, the earliest neighbour first.
    weights: Vec<f32>,
    bias: Vec<f32>,
}

/// The buffers of a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScanBuffers {
    inputs: Quantised,
    /// A row of the convolution.
    mixed: Vec<f32>,
    /// Gate and candidate of each direction, and the output gate.
    parts: Vec<f32>,
    /// The states of both directions.
    states: Vec<f32>,
    state: Vec<f32>,
    outputs: Quantised,
    /// What the block adds: one row for each piece.
    pub(crate) added: Vec<f32>,
}

impl ScanBlock {
    pub(crate) fn new(
        source: Source<'_>,
        block: &str,
        hidden: usize,
        sizes: &RecurrentSizes,
    ) -> Self {
        Self {
            convolution: Convolution {
                weights: source.model.numbers(&format!("{block}.conv.weight")),
                bias: source.model.numbers(&format!("{block}.conv.bias")),
            },
            inner: source.linear(hidden, &[&format!("{block}.in")]),
            outer: source.linear(2 * sizes.recurrent, &[&format!("{block}.out")]),
            width: sizes.recurrent,
        }
    }

    /// Computes what the block adds, from normalised rows. The buffers fit the rows.
    pub(crate) fn apply(
        &self,
        kernel: Kernel,
        windows: &[Range<usize>],
        normed: &[f32],
        buffers: &mut ScanBuffers,
    ) {
        let pieces = windows.last().map_or(0, |window| window.end);
        for window in windows {
            let convolution = &self.convolution;
            kernel.run(Convolve { convolution, window, normed, buffers });
        }
        self.inner.multiply(kernel, &buffers.inputs, 0..pieces, &mut buffers.parts);
        for window in windows {
            kernel.run(Scan { width: self.width, window, buffers });
        }
        self.outer.multiply(kernel, &buffers.outputs, 0..pieces, &mut buffers.added);
    }
}

impl ScanBuffers {
    /// Makes room for so many pieces.
    pub(crate) fn fit(&mut self, pieces: usize, block: &ScanBlock, precision: Precision) {
        let rows = pieces.next_multiple_of(ROW_STEP);
        let (inner, outer) = (&block.inner, &block.outer);
        self.inputs.fit(pieces, inner.depth(), precision);
        self.mixed.resize(inner.depth(), 0.0);
        self.parts.resize(rows * inner.width(), 0.0);
        self.states.resize(pieces * outer.depth(), 0.0);
        self.state.resize(block.width, 0.0);
        self.outputs.fit(pieces, outer.depth(), precision);
        self.added.resize(rows * outer.width(), 0.0);
    }
}

/// Convolves a window and keeps the rows as bytes.
struct Convolve<'a> {
    convolution: &'a Convolution,
    window: &'a Range<usize>,
    normed: &'a [f32],
    buffers: &'a mut ScanBuffers,
}

impl Work for Convolve<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { convolution, window, normed, buffers } = self;
        let ScanBuffers { inputs, mixed, .. } = buffers;
        let width = mixed.len();
        let reach = convolution.weights.len() / width / 2;
        for piece in window.clone() {
            mixed.copy_from_slice(&convolution.bias);
            for (offset, weights) in convolution.weights.chunks_exact(width).enumerate() {
                // A place before the window wraps around to one far behind it.
                let neighbour = (piece + offset).wrapping_sub(reach);
                if !window.contains(&neighbour) {
                    continue;
                }
                let row = &normed[neighbour * width..][..width];
                for ((sum, weight), number) in mixed.iter_mut().zip(weights).zip(row) {
                    *sum += weight * number;
                }
            }
            inputs.set(piece, mixed);
        }
    }
}

/// Runs through a window in both directions and keeps the gated states as bytes.
struct Scan<'a> {
    width: usize,
    window: &'a Range<usize>,
    buffers: &'a mut ScanBuffers,
}

impl Work for Scan<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { width, window, buffers: ScanBuffers { parts, states, state, outputs, .. } } =
            self;
        state.fill(0.0);
        for piece in window.clone() {
            let parts = &parts[piece * 6 * width..][..2 * width];
            step(parts, state, &mut states[piece * 2 * width..][..width]);
        }
        state.fill(0.0);
        for piece in window.clone().rev() {
            let parts = &parts[(piece * 6 + 2) * width..][..2 * width];
            step(parts, state, &mut states[(piece * 2 + 1) * width..][..width]);
        }
        for piece in window.clone() {
            let states = &mut states[piece * 2 * width..][..2 * width];
            let gates = &parts[(piece * 6 + 4) * width..][..2 * width];
            for (state, gate) in states.iter_mut().zip(gates) {
                *state = *state * gate * hard_sigmoid(*gate);
            }
            outputs.set(piece, states);
        }
    }
}

/// One step in time; `parts` are gates, then candidates.
#[inline(always)]
fn step(parts: &[f32], state: &mut [f32], out: &mut [f32]) {
    let (gates, candidates) = parts.split_at(state.len());
    let inputs = gates.iter().zip(candidates);
    for ((state, out), (gate, candidate)) in state.iter_mut().zip(out).zip(inputs) {
        *state += hard_sigmoid(*gate) * (candidate - *state);
        *out = *state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_gate_takes_the_candidate_and_closed_gate_keeps_the_state() {
        let (mut state, mut out) = ([5.0, 5.0, 5.0], [0.0; 3]);
        step(&[9.0, -9.0, 0.0, 7.0, 7.0, 7.0], &mut state, &mut out);
        assert_eq!(out, [7.0, 5.0, 6.0]);
        assert_eq!(state, out);
    }

    #[test]
    fn convolution_sees_only_its_window() {
        let convolution = Convolution { weights: vec![1.0; 3 * 16], bias: vec![0.0; 16] };
        let normed: Vec<f32> = (0..5 * 16u8).map(|at| f32::from(at / 16)).collect();
        let mut buffers = ScanBuffers { mixed: vec![0.0; 16], ..ScanBuffers::default() };
        buffers.inputs.fit(5, 16, Precision::Int8);
        for window in [&(0..2), &(2..5)] {
            let (convolution, normed, buffers) = (&convolution, &normed, &mut buffers);
            Convolve { convolution, window, normed, buffers }.run();
        }
        let sums = [1.0, 1.0, 5.0, 9.0, 7.0];
        for (row, sum) in sums.into_iter().enumerate() {
            assert!((buffers.inputs.scales[row] * 127.0 - sum).abs() < 1e-5, "{row}");
        }
    }
}
