//! The kernel for AVX2 where no weight is beyond 64: four rows by two vectors of 8 columns.
//!
//! A byte product (`vpmaddubsw`) sums two products in 16 bits, which saturate at 32,767; with weights
//! of at most 64 the largest sum is 32,640, so it is exact. Half the instructions of `avx2`, which
//! widens every weight first; measured with `examples/tag_speed.rs`, the large network with such weights runs
//! 1.45 times as fast, the small one 1.5 times. Why unsafe: as for AVX-512. A tile's sums are a function that is
//! not inlined: within its caller the compiler spills a sum in the loop, and the gain is gone.
#![expect(unsafe_code, reason = "intrinsics on raw pointers; compared with the portable twin")]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps, _mm256_load_si256,
    _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_ps,
    _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps, _mm256_storeu_ps,
};

use super::{Panel, ROW_STEP, Rows, Target};

/// Multiplies one tile.
///
/// # Safety
/// The machine has the features; the sizes are those that `Kernel::tile` asserts; no weight of
/// the panel is beyond 64.
#[target_feature(enable = "avx2")]
pub(super) unsafe fn tile(rows: Rows<'_>, panel: Panel<'_>, target: &mut Target<'_>) {
    for row in (0..rows.scales.len()).step_by(ROW_STEP) {
        for half in 0..2 {
            // SAFETY: the number of rows is whole steps, a panel has two halves; sizes as asserted.
            unsafe { four_rows(rows, row, panel, half, target) };
        }
    }
}

#[target_feature(enable = "avx2")]
unsafe fn four_rows(
    rows: Rows<'_>,
    row: usize,
    panel: Panel<'_>,
    half: usize,
    target: &mut Target<'_>,
) {
    let columns = panel.columns;
    // SAFETY: the arrays hold two vectors of 8 for each half; the four rows and the target hold the
    // panel's depth and width; a line is two vectors.
    unsafe {
        let values = rows.values.as_ptr().add(row * rows.stride);
        let lines = panel.lines.as_ptr().add(half).cast();
        let sums = sums(values, rows.stride, lines, panel.lines.len() / 2);
        for (at, sums) in sums.iter().enumerate() {
            let column = 16 * half + 8 * at;
            let start = _mm256_loadu_si256(columns.corrections.as_ptr().add(column).cast());
            let scales = _mm256_loadu_ps(columns.scales.as_ptr().add(column));
            let bias = _mm256_loadu_ps(columns.bias.as_ptr().add(column));
            for (row, sums) in (row..).zip(sums) {
                let scale = _mm256_set1_ps(*rows.scales.get_unchecked(row));
                let sums = _mm256_cvtepi32_ps(_mm256_add_epi32(*sums, start));
                let scaled = _mm256_mul_ps(_mm256_mul_ps(sums, scale), scales);
                let out = target.values.as_mut_ptr().add(row * target.stride + column);
                _mm256_storeu_ps(out, _mm256_add_ps(scaled, bias));
            }
        }
    }
}

/// For two vectors of columns the sums of four rows, `stride` bytes apart; a step reads four bytes of
/// each row and every other pair of the weights' vectors.
#[inline(never)]
#[target_feature(enable = "avx2")]
unsafe fn sums(
    values: *const u8,
    stride: usize,
    weights: *const __m256i,
    steps: usize,
) -> [[__m256i; ROW_STEP]; 2] {
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_set1_epi32(0); ROW_STEP]; 2];
    // SAFETY: the caller's rows and panel hold so many steps.
    unsafe {
        for step in 0..steps {
            let fours = [0, 1, 2, 3].map(|row| {
                let four = values.add(row * stride + 4 * step).cast::<i32>();
                _mm256_set1_epi32(four.read_unaligned())
            });
            for (at, sums) in sums.iter_mut().enumerate() {
                let weights = _mm256_load_si256(weights.add(4 * step + at));
                for (sum, four) in sums.iter_mut().zip(fours) {
                    let pairs = _mm256_maddubs_epi16(four, weights);
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pairs, ones));
                }
            }
        }
    }
    sums
}
