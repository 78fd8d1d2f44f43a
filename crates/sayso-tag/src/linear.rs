//! A linear layer, in the precision that the tagger was compiled for.

use std::ops::Range;

use crate::config::Reading;
use crate::float::FloatMatrix;
use crate::gemm::{Packed, Weights};
use crate::kernel::Kernel;
use crate::model::Model;
use crate::precision::Precision;
use crate::quantise::Quantised;

/// Where layers come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'m> {
    pub(crate) model: &'m Model,
    pub(crate) precision: Precision,
    /// Whose heads are compiled.
    pub(crate) reading: Reading,
}

/// A compiled layer.
#[derive(Clone, Debug)]
pub(crate) enum Linear {
    Int8(Packed),
    Float32(FloatMatrix),
}

impl Source<'_> {
    /// The name of a tensor of the reading's heads.
    pub(crate) fn of_reading(self, name: &str) -> String {
        format!("{}{name}", self.reading.prefix())
    }

    /// Compiles the layers of these names side by side. All have `inputs` inputs.
    pub(crate) fn linear(self, inputs: usize, names: &[&str]) -> Linear {
        let numbers = |name: &str, part| self.model.numbers(&format!("{name}.{part}"));
        let parts: Vec<_> =
            names.iter().map(|name| (numbers(name, "scale"), numbers(name, "bias"))).collect();
        let weights = names.iter().zip(&parts).map(|(name, (scales, bias))| Weights {
            values: self.model.bytes(&format!("{name}.weight")),
            scales,
            bias,
        });
        let weights: Vec<_> = weights.collect();
        match self.precision {
            Precision::Int8 => Linear::Int8(Packed::new(inputs, &weights)),
            Precision::Float32 => Linear::Float32(FloatMatrix::new(inputs, &weights)),
        }
    }
}

impl Linear {
    /// The number of outputs, filled up to whole panels.
    pub(crate) const fn width(&self) -> usize {
        match self {
            Self::Int8(matrix) => matrix.width(),
            Self::Float32(matrix) => matrix.width(),
        }
    }

    /// The number of inputs.
    pub(crate) const fn depth(&self) -> usize {
        match self {
            Self::Int8(matrix) => matrix.depth(),
            Self::Float32(matrix) => matrix.depth(),
        }
    }

    /// Multiplies the rows of a range. `out` holds whole steps of rows.
    pub(crate) fn multiply(
        &self,
        kernel: Kernel,
        rows: &Quantised,
        range: Range<usize>,
        out: &mut [f32],
    ) {
        match self {
            Self::Int8(matrix) => matrix.multiply(kernel, rows.rows(range), out),
            Self::Float32(matrix) => matrix.multiply(kernel, rows.numbers(range), out),
        }
    }
}
