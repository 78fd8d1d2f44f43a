//! The kernel for AVX2: bytes widened to 16 bits, two rows by 16 columns.
//!
//! The byte product of AVX2 (`vpmaddubsw`) saturates, so it is used only where weights are small
//! (`avx2_small`): 16-bit products summed in pairs (`vpmaddwd`) are exact. Why unsafe: as for AVX-512. Measured with
//! `examples/tag_speed.rs`: the large network runs 4.8 times as fast as with the
//! portable twin.
#![expect(unsafe_code, reason = "intrinsics on raw pointers; compared with the portable twin")]

use std::arch::x86_64::{
    __m128i, __m256i, _mm_cvtepu8_epi16, _mm_cvtsi32_si128, _mm_load_si128, _mm256_add_epi32,
    _mm256_add_ps, _mm256_broadcastq_epi64, _mm256_cvtepi8_epi16, _mm256_cvtepi32_ps,
    _mm256_hadd_epi32, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_mul_ps,
    _mm256_permute4x64_epi64, _mm256_set1_ps, _mm256_setzero_si256, _mm256_storeu_ps,
};

use super::{Panel, Rows, Target};

/// Multiplies one tile.
///
/// # Safety
/// The machine has the features; the sizes are those that `Kernel::tile` asserts.
#[target_feature(enable = "avx2")]
pub(super) unsafe fn tile(rows: Rows<'_>, panel: Panel<'_>, target: &mut Target<'_>) {
    for row in (0..rows.scales.len()).step_by(2) {
        for half in 0..2 {
            // SAFETY: the number of rows is even, a panel has two halves; sizes as asserted.
            unsafe { two_rows(rows, row, panel, half, target) };
        }
    }
}

#[target_feature(enable = "avx2")]
unsafe fn two_rows(
    rows: Rows<'_>,
    row: usize,
    panel: Panel<'_>,
    half: usize,
    target: &mut Target<'_>,
) {
    // SAFETY: the arrays hold two vectors of 8 for each half; both rows and the target hold the
    // panel's depth and width.
    unsafe {
        let pairs = pair_sums(rows, row, panel, half);
        for (row, pairs) in (row..).zip(pairs) {
            let scale = _mm256_set1_ps(*rows.scales.get_unchecked(row));
            for at in 0..2 {
                let column = 16 * half + 8 * at;
                let start = panel.columns.corrections.as_ptr().add(column).cast();
                let sums = join_pairs(pairs[2 * at], pairs[2 * at + 1]);
                let sums = _mm256_add_epi32(sums, _mm256_loadu_si256(start));
                let scales = _mm256_loadu_ps(panel.columns.scales.as_ptr().add(column));
                let bias = _mm256_loadu_ps(panel.columns.bias.as_ptr().add(column));
                let scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), scale);
                let result = _mm256_add_ps(_mm256_mul_ps(scaled, scales), bias);
                let out = target.values.as_mut_ptr().add(row * target.stride + column);
                _mm256_storeu_ps(out, result);
            }
        }
    }
}

/// Adds neighbours: from two vectors of four columns in pairs, one vector of eight columns.
#[inline]
#[target_feature(enable = "avx2")]
fn join_pairs(low: __m256i, high: __m256i) -> __m256i {
    _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(low, high))
}

/// For both rows, four vectors of four columns, each column as two sums.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn pair_sums(
    rows: Rows<'_>,
    row: usize,
    panel: Panel<'_>,
    half: usize,
) -> [[__m256i; 4]; 2] {
    let mut sums = [[_mm256_setzero_si256(); 4]; 2];
    // SAFETY: a step is eight vectors of 16 bytes of the panel and four bytes of each row.
    unsafe {
        let values = rows.values.as_ptr().add(row * rows.stride);
        let lines = panel.lines.as_ptr().cast::<__m128i>().add(4 * half);
        for step in 0..panel.lines.len() / 2 {
            let fours = [0, rows.stride].map(|row| {
                let four = values.add(row + 4 * step).cast::<i32>().read_unaligned();
                _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)))
            });
            for at in 0..4 {
                let weights = _mm256_cvtepi8_epi16(_mm_load_si128(lines.add(8 * step + at)));
                for (sums, four) in sums.iter_mut().zip(fours) {
                    sums[at] = _mm256_add_epi32(sums[at], _mm256_madd_epi16(four, weights));
                }
            }
        }
    }
    sums
}
