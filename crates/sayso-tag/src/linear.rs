//! A linear layer: whole numbers inside, single precision outside.

use crate::gemm::{Packed, Weights};
use crate::model::Model;

/// Packs the layers of these names side by side. All have `inputs` inputs.
pub(crate) fn pack(model: &Model, inputs: usize, names: &[&str]) -> Packed {
    let parts: Vec<_> = names
        .iter()
        .map(|name| {
            (model.numbers(&format!("{name}.scale")), model.numbers(&format!("{name}.bias")))
        })
        .collect();
    let weights: Vec<_> = names
        .iter()
        .zip(&parts)
        .map(|(name, (scales, bias))| Weights {
            values: model.bytes(&format!("{name}.weight")),
            scales,
            bias,
        })
        .collect();
    Packed::new(inputs, &weights)
}
