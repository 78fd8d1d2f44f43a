//! Products of 8-bit matrices with exact 32-bit sums.
//!
//! Left stands a matrix of unsigned bytes, row by row; right one of signed bytes, packed in panels
//! of [`PANEL`] columns by [`Line`]s: a word holds four neighbours of one column, a line 16
//! columns, two lines one step of four through the depth. That is the order in which the
//! instructions for byte products read it (`vpdpbusd`: unsigned times signed, four at a time).
//! Signed left values are stored with 128 added; the panel's corrections, minus 128 times the sum
//! of each column, take it off again, exactly. A sum of up to 2^16 products fits 32 bits.
//!
//! A kernel computes one tile of 4, 8 or 12 rows by one panel and turns the sums into
//! `sum * row scale * column scale + bias` in single precision, in this order.
#![cfg_attr(
    any(target_arch = "x86_64", target_arch = "aarch64"),
    expect(unsafe_code, reason = "calls into kernels of detected instructions")
)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx2_small;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod avx_vnni;
#[cfg(target_arch = "aarch64")]
mod neon;
#[cfg(target_arch = "aarch64")]
mod neon_dot;
#[cfg(target_arch = "aarch64")]
mod neon_matrix;
mod packed;
mod portable;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;

pub(crate) use packed::{Packed, Weights};

use crate::kernel::{Kernel, Level};

/// Columns of a panel: two vectors of 512 bits, and the width of an attention head.
pub(crate) const PANEL: usize = 32;
/// Rows of the largest tile: 12 rows by 2 vectors leave 8 of the 32 registers for operands.
pub(crate) const TILE: usize = 12;
/// What row counts are rounded up to.
pub(crate) const ROW_STEP: usize = 4;
/// Left values are stored with this added.
pub(crate) const OFFSET: i32 = 128;

/// 16 words of four signed bytes each, little-endian.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(align(64))]
pub(crate) struct Line(pub(crate) [u32; 16]);

/// Numbers that belong to the columns of a panel.
#[derive(Clone, Debug, PartialEq)]
#[repr(align(64))]
pub(crate) struct Columns {
    pub(crate) corrections: [i32; PANEL],
    pub(crate) scales: [f32; PANEL],
    pub(crate) bias: [f32; PANEL],
}

impl Default for Columns {
    fn default() -> Self {
        Self { corrections: [0; PANEL], scales: [0.0; PANEL], bias: [0.0; PANEL] }
    }
}

/// 4, 8 or 12 rows of the left matrix: as many as there are scales.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows<'a> {
    pub(crate) values: &'a [u8],
    pub(crate) stride: usize,
    pub(crate) scales: &'a [f32],
}

/// One panel of the right matrix.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Panel<'a> {
    pub(crate) lines: &'a [Line],
    pub(crate) columns: &'a Columns,
    #[cfg_attr(
        not(target_arch = "x86_64"),
        expect(dead_code, reason = "only AVX2's byte product saturates")
    )]
    pub(crate) magnitude: Magnitude,
}

/// How large the values of a right matrix can be. No kernel's results depend on it: it allows
/// instructions that would saturate for larger ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Magnitude {
    /// Any signed bytes.
    #[default]
    Any,
    /// None is beyond [`SMALL`] on either side.
    Small,
}

/// The largest magnitude at which two products with an unsigned byte fit 16 bits:
/// 2 * 255 * 64 = 32,640.
pub(crate) const SMALL: u8 = 64;

impl Magnitude {
    /// What holds for these values.
    pub(crate) fn of(values: impl IntoIterator<Item = u8>) -> Self {
        // All of them, for that takes vectors and stopping early would not.
        let largest = values
            .into_iter()
            .fold(0, |largest: u8, value| largest.max(value.cast_signed().unsigned_abs()));
        if largest <= SMALL { Self::Small } else { Self::Any }
    }
}

/// Where a tile's results go.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    pub(crate) values: &'a mut [f32],
    pub(crate) stride: usize,
}

impl Kernel {
    /// Multiplies one tile.
    pub(crate) fn tile(self, rows: Rows<'_>, panel: Panel<'_>, target: &mut Target<'_>) {
        let (count, steps) = (rows.scales.len(), panel.lines.len() / 2);
        assert!(matches!(count, 4 | 8 | 12), "a tile has 4, 8 or 12 rows");
        assert!((count - 1) * rows.stride + 4 * steps <= rows.values.len(), "rows too short");
        assert!((count - 1) * target.stride + PANEL <= target.values.len(), "target too short");
        match self.level() {
            Level::Portable => portable::tile(rows, panel, target),
            // SAFETY: the kernel exists only where detection found its features, and the sizes
            // were checked above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 if panel.magnitude == Magnitude::Small => unsafe {
                avx2_small::tile(rows, panel, target);
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { avx2::tile(rows, panel, target) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::AvxVnni => unsafe { avx_vnni::tile(rows, panel, target) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { avx512::tile(rows, panel, target) },
            // SAFETY: as above.
            #[cfg(target_arch = "aarch64")]
            Level::Neon => unsafe { neon::tile(rows, panel, target) },
            // SAFETY: as above.
            #[cfg(target_arch = "aarch64")]
            Level::NeonDot => unsafe { neon_dot::tile(rows, panel, target) },
            // SAFETY: as above.
            #[cfg(target_arch = "aarch64")]
            Level::NeonMatrix => unsafe { neon_matrix::tile(rows, panel, target) },
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Level::Simd128 => simd128::tile(rows, panel, target),
        }
    }
}

/// Cuts a number of rows into tiles: the largest first, the last rounded up to [`ROW_STEP`].
pub(crate) fn tiles(rows: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let rows = rows.next_multiple_of(ROW_STEP);
    (0..rows).step_by(TILE).map(move |start| start..rows.min(start + TILE))
}

#[cfg(test)]
mod tests;
