//! The kernel for 64-bit ARM: bytes widened to 16 bits, one row by 16 columns.
//!
//! Uses only what every such machine has. Why unsafe: intrinsics on raw pointers, so that the
//! accumulators stay in registers. Not measured for want of such a machine;
//! its results were compared under emulation.
#![expect(unsafe_code, reason = "intrinsics on raw pointers; compared with the portable twin")]

use std::arch::aarch64::{
    int32x4_t, vaddq_f32, vaddq_s32, vcvtq_f32_s32, vdup_n_u32, vdupq_n_f32, vdupq_n_s32,
    vget_low_s8, vget_low_s16, vld1q_f32, vld1q_s8, vld1q_s32, vmlal_high_s16, vmlal_s16,
    vmovl_high_s8, vmovl_s8, vmovl_u8, vmulq_f32, vpaddq_s32, vreinterpret_u8_u32,
    vreinterpretq_s16_u16, vst1q_f32,
};

use super::{Panel, Rows, Target};

/// Multiplies one tile.
///
/// # Safety
/// The machine has the features; the sizes are those that `Kernel::tile` asserts.
#[target_feature(enable = "neon")]
pub(super) unsafe fn tile(rows: Rows<'_>, panel: Panel<'_>, target: &mut Target<'_>) {
    for row in 0..rows.scales.len() {
        for half in 0..2 {
            // SAFETY: a panel has two halves; sizes as asserted.
            unsafe { one_row(rows, row, panel, half, target) };
        }
    }
}

#[target_feature(enable = "neon")]
unsafe fn one_row(
    rows: Rows<'_>,
    row: usize,
    panel: Panel<'_>,
    half: usize,
    target: &mut Target<'_>,
) {
    // SAFETY: the arrays hold four vectors of 4 for each half; the row and the target hold the
    // panel's depth and width.
    unsafe {
        let quads = quad_sums(rows, row, panel, half);
        let scale = vdupq_n_f32(*rows.scales.get_unchecked(row));
        for at in 0..4 {
            let column = 16 * half + 4 * at;
            let low = vpaddq_s32(quads[4 * at], quads[4 * at + 1]);
            let high = vpaddq_s32(quads[4 * at + 2], quads[4 * at + 3]);
            let start = vld1q_s32(panel.columns.corrections.as_ptr().add(column));
            let sums = vaddq_s32(vpaddq_s32(low, high), start);
            let scales = vld1q_f32(panel.columns.scales.as_ptr().add(column));
            let bias = vld1q_f32(panel.columns.bias.as_ptr().add(column));
            let scaled = vmulq_f32(vcvtq_f32_s32(sums), scale);
            let result = vaddq_f32(vmulq_f32(scaled, scales), bias);
            vst1q_f32(target.values.as_mut_ptr().add(row * target.stride + column), result);
        }
    }
}

/// For 16 columns, each as four sums.
#[inline]
#[target_feature(enable = "neon")]
unsafe fn quad_sums(rows: Rows<'_>, row: usize, panel: Panel<'_>, half: usize) -> [int32x4_t; 16] {
    let mut sums = [vdupq_n_s32(0); 16];
    // SAFETY: a step is two lines of the panel and four bytes of the row.
    unsafe {
        let values = rows.values.as_ptr().add(row * rows.stride);
        let lines = panel.lines.as_ptr().cast::<i8>().add(64 * half);
        for step in 0..panel.lines.len() / 2 {
            let four = values.add(4 * step).cast::<u32>().read_unaligned();
            let four = vreinterpretq_s16_u16(vmovl_u8(vreinterpret_u8_u32(vdup_n_u32(four))));
            for at in 0..4 {
                let weights = vld1q_s8(lines.add(128 * step + 16 * at));
                let (low, high) = (vmovl_s8(vget_low_s8(weights)), vmovl_high_s8(weights));
                let sums = &mut sums[4 * at..4 * at + 4];
                sums[0] = vmlal_s16(sums[0], vget_low_s16(low), vget_low_s16(four));
                sums[1] = vmlal_high_s16(sums[1], low, four);
                sums[2] = vmlal_s16(sums[2], vget_low_s16(high), vget_low_s16(four));
                sums[3] = vmlal_high_s16(sums[3], high, four);
            }
        }
    }
    sums
}
