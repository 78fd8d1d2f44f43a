//! Exponential, GELU and layer norm: polynomials and sums whose bits are the same everywhere.

use std::f32::consts::{LN_2, LOG2_E};

use crate::lanes::sum_of;
use crate::model::Model;
use crate::quantise::ROUNDING;

/// Coefficients of 2^x on [-0.5, 0.5] with 2^0 = 1, of least relative error (9e-8, as near as
/// single precision comes), fitted by reweighted least squares.
const EXP2: [f32; 5] = [LN_2, 0.240_222_42, 0.055_507_336, 0.009_671_513, 0.001_326_472_7];
/// The same with two terms less; error 1e-4, for what is rounded to one of 255 steps.
const EXP2_COARSE: [f32; 3] = [0.693_282_9, 0.242_210_95, 0.055_008_93];

/// 2^x for x in [-126, 126].
#[inline(always)]
pub(crate) const fn exp2(x: f32) -> f32 {
    let [a, b, c, d, e] = EXP2;
    let rounded = x + ROUNDING;
    let rest = x - (rounded - ROUNDING);
    let power = ((((e * rest + d) * rest + c) * rest + b) * rest + a) * rest + 1.0;
    times_power_of_two(power, rounded)
}

/// 2^x for x in [-126, 126], to four digits.
#[inline(always)]
pub(crate) const fn exp2_coarse(x: f32) -> f32 {
    let [a, b, c] = EXP2_COARSE;
    let rounded = x + ROUNDING;
    let rest = x - (rounded - ROUNDING);
    times_power_of_two(((c * rest + b) * rest + a) * rest + 1.0, rounded)
}

/// Adds the integer in the low bits of `rounded` to the exponent of `number`.
#[inline(always)]
const fn times_power_of_two(number: f32, rounded: f32) -> f32 {
    f32::from_bits(number.to_bits().wrapping_add(rounded.to_bits() << 23))
}

#[inline(always)]
const fn clamp(number: f32, limit: f32) -> f32 {
    let number = if number > -limit { number } else { -limit };
    if number < limit { number } else { limit }
}

/// 1 / (1 + 2^-x).
#[inline(always)]
pub(crate) const fn sigmoid_base_2(x: f32) -> f32 {
    1.0 / (1.0 + exp2(clamp(-x, 126.0)))
}

/// A sigmoid of three straight lines.
#[inline(always)]
pub(crate) const fn hard_sigmoid(x: f32) -> f32 {
    const SLOPE: f32 = 1.0 / 6.0;
    let line = x * SLOPE + 0.5;
    let line = if line > 0.0 { line } else { 0.0 };
    if line < 1.0 { line } else { 1.0 }
}

/// GELU in its tanh form: x / (1 + exp(-2u)) with u = 0.79788456 (x + 0.044715 x^3).
#[inline(always)]
pub(crate) const fn gelu(x: f32) -> f32 {
    const LINEAR: f32 = 2.0 * 0.797_884_6 * LOG2_E;
    const CUBIC: f32 = LINEAR * 0.044_715;
    x * sigmoid_base_2(x * (LINEAR + CUBIC * (x * x)))
}

/// Applies a function to each number of a row.
#[inline(always)]
pub(crate) fn map_row(row: &mut [f32], map: impl Fn(f32) -> f32) {
    for number in row {
        *number = map(*number);
    }
}

/// A layer norm (Ba et al. 2016).
#[derive(Clone, Debug, Default)]
pub(crate) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    /// Keeps the variance from zero.
    epsilon: f32,
}

impl Norm {
    pub(crate) fn new(model: &Model, name: &str, epsilon: f32) -> Self {
        let part = |part| model.numbers(&format!("{name}.{part}"));
        Self { weight: part("weight"), bias: part("bias"), epsilon }
    }

    /// Numbers of a row.
    pub(crate) fn width(&self) -> usize {
        self.weight.len()
    }

    /// Normalises a row to mean 0 and variance 1, then weighs and shifts it.
    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "rows have less than 2^24 numbers")]
    pub(crate) fn apply(&self, row: &mut [f32]) {
        let share = 1.0 / row.len() as f32;
        let mean = sum_of(row, |number| number) * share;
        let variance = sum_of(row, |number| (number - mean) * (number - mean)) * share;
        let factor = 1.0 / (variance + self.epsilon).sqrt();
        let parameters = self.weight.iter().zip(&self.bias);
        for (number, (weight, bias)) in row.iter_mut().zip(parameters) {
            *number = (*number - mean) * factor * weight + bias;
        }
    }
}

/// Adds a row to another.
#[inline(always)]
pub(crate) fn add_row(row: &mut [f32], other: &[f32]) {
    for (number, other) in row.iter_mut().zip(other) {
        *number += other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(from: f32, to: f32) -> impl Iterator<Item = f32> {
        (0..=2000u16).map(move |step| from + (to - from) * f32::from(step) / 2000.0)
    }

    #[test]
    fn powers_of_two_are_near() {
        for x in steps(-126.0, 126.0) {
            let (found, expected) = (f64::from(exp2(x)), f64::from(x).exp2());
            assert!((found / expected - 1.0).abs() < 3e-7, "{x}: {found} {expected}");
            let coarse = f64::from(exp2_coarse(x));
            assert!((coarse / expected - 1.0).abs() < 2e-4, "{x}: {coarse} {expected}");
        }
        assert_eq!(exp2(0.0), 1.0);
        assert_eq!(exp2_coarse(0.0), 1.0);
    }

    #[test]
    fn gelu_follows_its_tanh_form() {
        for x in steps(-9.0, 9.0).chain([-1e4, 1e4]) {
            let exact = f64::from(x);
            let inner = 0.797_884_56 * (exact + 0.044_715 * exact.powi(3));
            let expected = 0.5 * exact * (1.0 + inner.tanh());
            assert!((f64::from(gelu(x)) - expected).abs() < 2e-6 * exact.abs().max(1.0), "{x}");
        }
    }

    #[test]
    fn sigmoids_keep_to_their_range() {
        for x in steps(-1000.0, 1000.0) {
            assert!((0.0..=1.0).contains(&sigmoid_base_2(x)));
            assert!((0.0..=1.0).contains(&hard_sigmoid(x)));
        }
        assert_eq!(hard_sigmoid(0.0), 0.5);
        assert_eq!(hard_sigmoid(3.0), 1.0);
    }

    #[test]
    fn normalised_row_has_mean_zero_and_variance_one() {
        let norm = Norm { weight: vec![1.0; 32], bias: vec![0.0; 32], epsilon: 1e-12 };
        let mut row: Vec<f32> = (0..32u8).map(|at| f32::from(at) * 3.0 - 7.0).collect();
        norm.apply(&mut row);
        assert!(sum_of(&row, |number| number).abs() < 1e-4);
        assert!((sum_of(&row, |number| number * number) - 32.0).abs() < 1e-3);
    }
}
