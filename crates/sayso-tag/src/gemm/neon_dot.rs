//! The kernel for 64-bit ARM with byte products (`sdot`): four rows by 16 columns.
//!
//! `sdot` multiplies signed bytes, so left values lose their offset on the way in, and what that takes off
//! comes back by a row of constants, which costs one instruction in five. 256 products take 25
//! instructions where `neon` takes 120. Why unsafe: as for `neon`; and the instruction is named in assembly,
//! because its intrinsic is not stable. Compared under emulation, for want of such a machine.
#![expect(unsafe_code, reason = "assembly and raw pointers; compared with the portable twin")]

use std::arch::aarch64::{
    int8x16_t, int32x4_t, vaddq_f32, vcvtq_f32_s32, vdupq_n_f32, vdupq_n_s8, vdupq_n_s32,
    vdupq_n_u8, vdupq_n_u32, veorq_u8, vld1q_f32, vld1q_s8, vld1q_s32, vld1q_u8, vmulq_f32,
    vreinterpretq_s8_u8, vreinterpretq_u8_u32, vst1q_f32, vsubq_s32,
};
use std::arch::asm;

use super::{Panel, ROW_STEP, Rows, Target};

/// Vectors of four columns in half a panel.
const QUADS: usize = 4;
/// The sums of four rows and 16 columns.
pub(super) type Sums = [[int32x4_t; QUADS]; ROW_STEP];

/// Multiplies one tile.
///
/// # Safety
/// The machine has the features; the sizes are those that `Kernel::tile` asserts.
#[target_feature(enable = "neon,dotprod")]
pub(super) unsafe fn tile(rows: Rows<'_>, panel: Panel<'_>, target: &mut Target<'_>) {
    for row in (0..rows.scales.len()).step_by(ROW_STEP) {
        for half in 0..2 {
            // SAFETY: the number of rows is whole steps, a panel has two halves; sizes as asserted.
            unsafe {
                let sums = sums(rows, row, panel, half);
                scale((rows, row), (panel, half), target, &sums);
            }
        }
    }
}

/// Turns sums, corrections included, into results.
///
/// # Safety
/// As for [`tile`]; there are four rows from `row`.
#[inline]
#[target_feature(enable = "neon")]
pub(super) unsafe fn scale(
    (rows, row): (Rows<'_>, usize),
    (panel, half): (Panel<'_>, usize),
    target: &mut Target<'_>,
    sums: &Sums,
) {
    for quad in 0..QUADS {
        let column = 16 * half + 4 * quad;
        // SAFETY: the arrays hold four vectors of 4 for each half, the target the panel's width.
        unsafe {
            let scales = vld1q_f32(panel.columns.scales.as_ptr().add(column));
            let bias = vld1q_f32(panel.columns.bias.as_ptr().add(column));
            for (row, sums) in (row..).zip(sums) {
                let scale = vdupq_n_f32(*rows.scales.get_unchecked(row));
                let scaled = vmulq_f32(vmulq_f32(vcvtq_f32_s32(sums[quad]), scale), scales);
                let out = target.values.as_mut_ptr().add(row * target.stride + column);
                vst1q_f32(out, vaddq_f32(scaled, bias));
            }
        }
    }
}

/// The corrections of half a panel.
///
/// # Safety
/// The half is the first or the second.
#[inline]
#[target_feature(enable = "neon")]
pub(super) unsafe fn corrections(panel: Panel<'_>, half: usize) -> [int32x4_t; QUADS] {
    let start = panel.columns.corrections.as_ptr();
    // SAFETY: the array holds four vectors of 4 for each half.
    [0, 1, 2, 3].map(|quad| unsafe { vld1q_s32(start.add(16 * half + 4 * quad)) })
}

#[inline]
#[target_feature(enable = "neon,dotprod")]
unsafe fn sums(rows: Rows<'_>, row: usize, panel: Panel<'_>, half: usize) -> Sums {
    // SAFETY: a step is two lines of the panel and four bytes of each row.
    unsafe {
        let mut sums = [corrections(panel, half); ROW_STEP];
        let mut offset = [vdupq_n_s32(0); QUADS];
        let (steps, mut step) = (panel.lines.len() / 2, 0);
        let values =
            |row_of: usize, step| rows.values.as_ptr().add((row + row_of) * rows.stride + 4 * step);
        let lines = panel.lines.as_ptr().cast::<i8>().add(64 * half);
        while step + 4 <= steps {
            let fours = [0, 1, 2, 3].map(|row| signed(vld1q_u8(values(row, step))));
            add::<0>(lines.add(128 * step), fours, &mut sums, &mut offset);
            add::<1>(lines.add(128 * (step + 1)), fours, &mut sums, &mut offset);
            add::<2>(lines.add(128 * (step + 2)), fours, &mut sums, &mut offset);
            add::<3>(lines.add(128 * (step + 3)), fours, &mut sums, &mut offset);
            step += 4;
        }
        while step < steps {
            let fours = [0, 1, 2, 3].map(|row| {
                let four = values(row, step).cast::<u32>().read_unaligned();
                signed(vreinterpretq_u8_u32(vdupq_n_u32(four)))
            });
            add::<0>(lines.add(128 * step), fours, &mut sums, &mut offset);
            step += 1;
        }
        for sums in &mut sums {
            for (sum, offset) in sums.iter_mut().zip(offset) {
                *sum = vsubq_s32(*sum, offset);
            }
        }
        sums
    }
}

/// Left values without their offset.
#[inline]
#[target_feature(enable = "neon")]
fn signed(values: std::arch::aarch64::uint8x16_t) -> int8x16_t {
    vreinterpretq_s8_u8(veorq_u8(values, vdupq_n_u8(0x80)))
}

/// Adds the products of one step: of the four bytes in this lane of each row's vector.
#[inline]
#[target_feature(enable = "neon,dotprod")]
unsafe fn add<const LANE: i32>(
    lines: *const i8,
    fours: [int8x16_t; ROW_STEP],
    sums: &mut Sums,
    offset: &mut [int32x4_t; QUADS],
) {
    let least = vdupq_n_s8(i8::MIN);
    for quad in 0..QUADS {
        // SAFETY: half a step of the panel is four vectors.
        let weights = unsafe { vld1q_s8(lines.add(16 * quad)) };
        for (sums, four) in sums.iter_mut().zip(fours) {
            sums[quad] = dot::<LANE>(sums[quad], weights, four);
        }
        offset[quad] = dot::<0>(offset[quad], weights, least);
    }
}

/// Adds to each sum the products of its four bytes of the weights with four bytes of the values.
#[inline]
#[target_feature(enable = "neon,dotprod")]
fn dot<const LANE: i32>(mut sums: int32x4_t, weights: int8x16_t, values: int8x16_t) -> int32x4_t {
    // SAFETY: the function is compiled for the instruction, which reads and writes these registers
    // alone.
    unsafe {
        asm!(
            "sdot {sums:v}.4s, {weights:v}.16b, {values:v}.4b[{lane}]",
            sums = inout(vreg) sums,
            weights = in(vreg) weights,
            values = in(vreg) values,
            lane = const LANE,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    sums
}
