//! The kernel for 64-bit ARM with products of 8-bit matrices (`usmmla`): four rows by 16 columns.
//!
//! One instruction multiplies two rows by two columns, eight deep, unsigned by signed, as left and right
//! are stored. Two steps of a panel's line, zipped, are such columns. 256 products take 20 instructions where
//! `neon` takes 120. Why unsafe: as for `neon_dot`. Compared under emulation, for want of such a machine.
#![expect(unsafe_code, reason = "assembly and raw pointers; compared with the portable twin")]

use std::arch::aarch64::{
    int32x4_t, uint8x16_t, vaddq_s32, vcombine_u8, vcreate_u8, vdupq_n_s32, vld1_u8, vld1q_s32,
    vreinterpretq_s32_s64, vreinterpretq_s64_s32, vtrn1q_s64, vtrn2q_s64, vzip1q_s32, vzip2q_s32,
};
use std::arch::asm;

use super::neon_dot::{Sums, corrections, scale};
use super::{Panel, ROW_STEP, Rows, Target};

/// The sums of two rows and 16 columns: each vector of two rows and two columns.
type Pairs = [int32x4_t; 8];

/// Multiplies one tile.
///
/// # Safety
/// The machine has the features; the sizes are those that `Kernel::tile` asserts.
#[target_feature(enable = "neon,i8mm")]
pub(super) unsafe fn tile(rows: Rows<'_>, panel: Panel<'_>, target: &mut Target<'_>) {
    for row in (0..rows.scales.len()).step_by(ROW_STEP) {
        for half in 0..2 {
            // SAFETY: the number of rows is whole steps, a panel has two halves; sizes as asserted.
            unsafe {
                let pairs = pair_sums(rows, row, panel, half);
                let sums = by_row(&pairs, corrections(panel, half));
                scale((rows, row), (panel, half), target, &sums);
            }
        }
    }
}

#[inline]
#[target_feature(enable = "neon,i8mm")]
unsafe fn pair_sums(rows: Rows<'_>, row: usize, panel: Panel<'_>, half: usize) -> [Pairs; 2] {
    let mut sums = [[vdupq_n_s32(0); 8]; 2];
    let (steps, mut step) = (panel.lines.len() / 2, 0);
    // SAFETY: a step is two lines of the panel and four bytes of each row.
    unsafe {
        let values =
            |row_of: usize, step| rows.values.as_ptr().add((row + row_of) * rows.stride + 4 * step);
        let line = |step: usize, quad| {
            vld1q_s32(panel.lines.as_ptr().cast::<i32>().add(32 * step + 16 * half + 4 * quad))
        };
        while step + 2 <= steps {
            let eights = [0, 1, 2, 3].map(|row| vld1_u8(values(row, step)));
            let twins =
                [[0, 1], [2, 3]].map(|[one, other]| vcombine_u8(eights[one], eights[other]));
            for quad in 0..4 {
                add((line(step, quad), line(step + 1, quad)), quad, twins, &mut sums);
            }
            step += 2;
        }
        if step < steps {
            let four =
                |row| vcreate_u8(u64::from(values(row, step).cast::<u32>().read_unaligned()));
            let twins = [[0, 1], [2, 3]].map(|[one, other]| vcombine_u8(four(one), four(other)));
            for quad in 0..4 {
                add((line(step, quad), vdupq_n_s32(0)), quad, twins, &mut sums);
            }
        }
    }
    sums
}

/// Adds the products of two steps of four columns.
#[inline]
#[target_feature(enable = "neon,i8mm")]
fn add(
    (first, second): (int32x4_t, int32x4_t),
    quad: usize,
    twins: [uint8x16_t; 2],
    sums: &mut [Pairs; 2],
) {
    let columns = [vzip1q_s32(first, second), vzip2q_s32(first, second)];
    for (sums, twin) in sums.iter_mut().zip(twins) {
        for (at, columns) in (2 * quad..).zip(columns) {
            sums[at] = multiply(sums[at], twin, columns);
        }
    }
}

/// Adds the products of two rows and two columns of eight bytes.
#[inline]
#[target_feature(enable = "neon,i8mm")]
fn multiply(mut sums: int32x4_t, rows: uint8x16_t, columns: int32x4_t) -> int32x4_t {
    // SAFETY: the function is compiled for the instruction, which reads and writes these registers
    // alone.
    unsafe {
        asm!(
            "usmmla {sums:v}.4s, {rows:v}.16b, {columns:v}.16b",
            sums = inout(vreg) sums,
            rows = in(vreg) rows,
            columns = in(vreg) columns,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    sums
}

/// Row by row, with the corrections.
#[inline]
#[target_feature(enable = "neon")]
fn by_row(pairs: &[Pairs; 2], corrections: [int32x4_t; 4]) -> Sums {
    let mut sums = [corrections; ROW_STEP];
    for (pairs, rows) in pairs.iter().zip(sums.as_chunks_mut::<2>().0) {
        for (quad, both) in pairs.as_chunks::<2>().0.iter().enumerate() {
            let [low, high] = both.map(|pair| vreinterpretq_s64_s32(pair));
            let joined = [vtrn1q_s64(low, high), vtrn2q_s64(low, high)];
            for (row, joined) in rows.iter_mut().zip(joined) {
                row[quad] = vaddq_s32(row[quad], vreinterpretq_s32_s64(joined));
            }
        }
    }
    sums
}
