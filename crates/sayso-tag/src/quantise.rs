//! Rows of single-precision numbers as bytes.
//!
//! A row is divided by its scale, its largest absolute value over 127, and rounded half to even;
//! the bytes are stored with 128 added, as the kernels read them. Adding 1.5 * 2^23 rounds a small
//! number to an integer in the low bits: the same on every machine, and one vector instruction.

use std::ops::Range;

use crate::gemm::{OFFSET, ROW_STEP, Rows};
use crate::kernel::Work;
use crate::lanes::largest_magnitude;
use crate::precision::Precision;

/// Added to a number of less than 2^22, leaves it rounded to an integer in the low bits.
pub(crate) const ROUNDING: f32 = 12_582_912.0;
/// The same with the kernels' offset added.
const ROUNDING_WITH_OFFSET: f32 = ROUNDING + 128.0;
const _: () = assert!(OFFSET == 128, "the constant above adds the offset");
/// The largest value of a byte that is used.
const LIMIT: f32 = 127.0;
/// Scale of a row of zeros, as training has it.
const SMALLEST: f32 = 1e-10;

/// The scale of numbers whose largest absolute value is known.
#[inline(always)]
pub(crate) fn scale_of(largest: f32) -> f32 {
    (if largest > SMALLEST { largest } else { SMALLEST }) / LIMIT
}

/// A number, given as a multiple of its scale, rounded: the low byte is the signed value.
#[inline(always)]
pub(crate) const fn round(multiple: f32) -> u32 {
    (multiple + ROUNDING).to_bits()
}

/// Writes a row as bytes and gives its scale.
#[inline(always)]
pub(crate) fn quantise_row(row: &[f32], out: &mut [u8]) -> f32 {
    let scale = scale_of(largest_magnitude(row));
    write_row(row, scale, out);
    scale
}

/// Writes a row as bytes of a given scale.
#[inline(always)]
pub(crate) fn write_row(row: &[f32], scale: f32, out: &mut [u8]) {
    let factor = 1.0 / scale;
    for (out, number) in out.iter_mut().zip(row) {
        *out = with_offset(number * factor);
    }
}

/// A number, given as a multiple of its scale, rounded and with the offset of left values.
#[inline(always)]
pub(crate) const fn with_offset(multiple: f32) -> u8 {
    (multiple + ROUNDING_WITH_OFFSET).to_bits().to_le_bytes()[0]
}

/// Rows that a linear layer reads: bytes, each row with its scale, or, where the layer computes in
/// single precision, numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quantised {
    /// Whole steps of rows.
    values: Vec<u8>,
    pub(crate) scales: Vec<f32>,
    /// Empty unless single precision is asked for; then the bytes are not written.
    numbers: Vec<f32>,
    pub(crate) width: usize,
}

impl Quantised {
    /// Makes room for so many rows, rounded up to whole steps; what they hold is left open.
    pub(crate) fn fit(&mut self, rows: usize, width: usize, precision: Precision) {
        let rows = rows.next_multiple_of(ROW_STEP);
        self.width = width;
        self.values.resize(rows * self.width, 0);
        self.scales.resize(rows, 0.0);
        if precision == Precision::Float32 {
            self.numbers.resize(rows * self.width, 0.0);
        }
    }

    /// What the rows are kept in.
    pub(crate) const fn precision(&self) -> Precision {
        if self.numbers.is_empty() { Precision::Int8 } else { Precision::Float32 }
    }

    /// The number of rows, rounded up to whole steps.
    pub(crate) fn len(&self) -> usize {
        self.scales.len()
    }

    /// Writes one row.
    #[inline(always)]
    pub(crate) fn set(&mut self, row: usize, numbers: &[f32]) {
        let place = row * self.width..(row + 1) * self.width;
        if self.numbers.is_empty() {
            self.scales[row] = quantise_row(numbers, &mut self.values[place]);
        } else {
            self.numbers[place].copy_from_slice(numbers);
        }
    }

    /// Writes one row of signed bytes of a given scale.
    pub(crate) fn set_signed(&mut self, row: usize, bytes: &[u8], scale: f32) {
        let out = &mut self.values[row * self.width..][..self.width];
        for (out, byte) in out.iter_mut().zip(bytes) {
            *out = byte ^ 0x80;
        }
        self.scales[row] = scale;
        if !self.numbers.is_empty() {
            let numbers = bytes.iter().map(|byte| f32::from(byte.cast_signed()) * scale);
            let place = &mut self.numbers[row * self.width..][..self.width];
            place.iter_mut().zip(numbers).for_each(|(place, number)| *place = number);
        }
    }

    /// The rows from `range.start`, up to the whole step that holds `range.end`.
    pub(crate) fn rows(&self, range: Range<usize>) -> Rows<'_> {
        let end = range.end.next_multiple_of(ROW_STEP).min(self.scales.len());
        Rows {
            values: &self.values[range.start * self.width..end * self.width],
            stride: self.width,
            scales: &self.scales[range.start..end],
        }
    }

    /// Copies one row of others.
    pub(crate) fn copy_row(&mut self, row: usize, others: &Self, other: usize) {
        let out = &mut self.values[row * self.width..][..self.width];
        out.copy_from_slice(others.row(other));
        self.scales[row] = others.scales[other];
        if !self.numbers.is_empty() {
            let numbers = &mut self.numbers[row * self.width..][..self.width];
            numbers.copy_from_slice(others.numbers(other..other + 1));
        }
    }

    /// The numbers of a range of rows, where single precision was asked for.
    pub(crate) fn numbers(&self, range: Range<usize>) -> &[f32] {
        self.numbers.get(range.start * self.width..range.end * self.width).unwrap_or_default()
    }

    /// The bytes of one row.
    pub(crate) fn row(&self, row: usize) -> &[u8] {
        &self.values[row * self.width..][..self.width]
    }
}

/// Writes the rows of a range.
pub(crate) struct ReadRows<'a> {
    pub(crate) bytes: &'a mut Quantised,
    pub(crate) range: Range<usize>,
    pub(crate) numbers: &'a [f32],
}

impl Work for ReadRows<'_> {
    #[inline(always)]
    fn run(self) {
        for (row, numbers) in self.range.zip(self.numbers.chunks_exact(self.bytes.width)) {
            self.bytes.set(row, numbers);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_round_half_to_even() {
        let mut row = [0.0; 16];
        row[..6].copy_from_slice(&[127.0, 0.5, 1.5, -0.5, -2.5, -126.7]);
        let mut out = [0; 16];
        assert_eq!(quantise_row(&row, &mut out), 1.0);
        assert_eq!(out[..7], [255, 128, 130, 128, 126, 1, 128]);
    }

    #[test]
    fn row_of_zeros_has_a_scale() {
        let mut out = [0; 16];
        assert!(quantise_row(&[0.0; 16], &mut out) > 0.0);
        assert_eq!(out, [128; 16]);
    }

    #[test]
    fn rounding_keeps_the_sign_in_the_low_byte() {
        assert_eq!(round(-3.4).to_le_bytes()[0].cast_signed(), -3);
        assert_eq!(round(126.5).to_le_bytes()[0].cast_signed(), 126);
    }
}
